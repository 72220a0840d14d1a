"""Chosen claims → reports: who acted, when, told by which words; one act of an article is one report."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from etl.coder.candidates import Reading
from etl.coder.claims import Claim
from etl.coder.dates import find_dates
from etl.coder.doers import act_actor
from etl.coder.judge import Judge
from etl.coder.when import Story
from etl.entries import Catalogue
from etl.records import BOTH, UNDATED, Article, DateRange, Quote, Report

SURE = 0.9  # probability from which the trained reader's actor is taken


class Reporter:
    """Writes the reports of one pair."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        # indicators of meetings, in which both sides act
        self._shared = {item.id for item in catalogue.pair.indicators if item.offices or item.partners}

    def report(self, reading: Reading, chosen: Sequence[tuple[Claim, float]], judge: Judge) -> tuple[Report, ...]:
        """The reports of an article, in reading order."""
        published = reading.article.published
        story = Story.of(published, reading.sentences, reading.docs, find_dates(reading.article.text, published))
        told = [self._describe(reading, claim, probability, story, judge) for claim, probability in chosen]
        return merge_within([report for report in told if report is not None])

    def _describe(
        self, reading: Reading, claim: Claim, probability: float, story: Story, judge: Judge
    ) -> Report | None:
        article, sentence = reading.article, reading.sentences[claim.sentence]
        actor = self.actor(reading, claim)
        if actor is None:
            return None
        modality = claim.reality.modality
        when = story.date(
            claim.trigger, claim.sentence, announced=modality == "announced", ongoing=modality == "ongoing"
        )
        if when.start is not None and when.start > article.published:
            when = UNDATED  # what is told as done or decided cannot lie ahead of the report
        if when.start is not None and when.start.year < self.catalogue.pair.from_year:
            return None
        return Report(
            id=_report_id(article.id, sentence.start + claim.trigger.idx, claim),
            article_id=article.id,
            pair=self.catalogue.pair.id,
            indicator=claim.indicator,
            stance=claim.stance,
            action=claim.action,
            actor=actor,
            when=when,
            modality=modality,
            quote=Quote(sentence.start, sentence.end, sentence.text),
            confidence=round(probability, 4),
            rule=claim.rule,
            news=story.is_news(when),
            trace=(*claim.trace, ("judge", judge.explain(claim.features)), ("date", _tell_date(when))),
        )

    def actor(self, reading: Reading, claim: Claim) -> str | None:
        """Who acted, None where it cannot be told."""
        way = claim.candidate.trigger.way if claim.candidate is not None else None
        if way is not None and way.actor:
            return way.actor
        indicator = self.catalogue.indicators[claim.indicator]
        if indicator.owner is not None and claim.action in ("SANCTION", "RETREAT"):
            return indicator.owner
        if claim.action in ("CONSULT", "AGREE") and claim.indicator in self._shared:
            return BOTH
        number = claim.sentence
        previous = (reading.docs[number - 1], reading.sentences[number - 1].start) if number else None
        likeliest = max(claim.actors, key=lambda name: claim.actors[name], default=None)
        if likeliest is not None and claim.actors[likeliest] >= SURE:
            return likeliest
        return act_actor(
            claim.trigger,
            reading.scene,
            reading.sentences[number].start,
            claim.action,
            previous,
            indicator.usual.get(claim.action),
        )


def _tell_date(when: DateRange) -> str:
    return f"{when.expression or 'none told'} ({when.basis})"


def curated_report(article: Article, pair: str) -> Report:
    """The report that a curated row brings along; its text is its quote. ValueError without a coding."""
    coding = article.coding
    if coding is None:
        raise ValueError(f"{article.id} carries no coding")
    return Report(
        id=f"{article.id}#0",
        article_id=article.id,
        pair=pair,
        indicator=coding.indicator,
        stance=coding.stance,
        action=coding.action,
        actor=coding.actor,
        when=coding.when,
        modality=coding.modality,
        quote=Quote(0, len(article.text), article.text),
        confidence=1.0,
        rule="chronology",
        origin="curated",
        state_effect=coding.state_effect,
        trace=(("read from", article.read_from),),
    )


def merge_within(reports: list[Report]) -> tuple[Report, ...]:
    """One act told in several sentences is one report, the surest sentence its quote, the others in `also`.

    Same label and days that can be the same; what is dated comes first, and a report without a date joins the act
    of its label that is told nearest. In reading order.
    """
    groups: list[list[Report]] = []
    for report in sorted(reports, key=lambda report: (report.when.start is None, report.quote.start, report.id)):
        fitting = [group for group in groups if _is_same_act(report, group)]
        if fitting:
            min(fitting, key=lambda group: abs(group[0].quote.start - report.quote.start)).append(report)
        else:
            groups.append([report])
    return tuple(sorted((_join(group) for group in groups), key=lambda report: (report.quote.start, report.id)))


def _is_same_act(report: Report, group: list[Report]) -> bool:
    first = group[0]
    return (first.indicator, first.stance, first.action, first.actor) == (
        report.indicator,
        report.stance,
        report.action,
        report.actor,
    ) and all(report.when.overlaps(other.when) for other in group)


def _join(group: list[Report]) -> Report:
    best = max(group, key=lambda report: (report.confidence, -report.quote.start))
    dated = max(group, key=lambda report: (report.when.sharpness, report.when == best.when))
    trace = tuple(row for row in best.trace if row[0] != "date") + tuple(row for row in dated.trace if row[0] == "date")
    quotes = {report.quote for report in group} - {best.quote}
    return replace(
        best,
        when=dated.when,
        trace=trace,
        news=any(report.news for report in group),
        also=tuple(sorted(quotes, key=lambda quote: quote.start)),
    )


def _report_id(article_id: str, position: int, claim: Claim) -> str:
    label = f"{claim.indicator}|{claim.action}|{position}"
    return f"{article_id}#{hashlib.sha256(label.encode()).hexdigest()[:10]}"
