"""An event out of the reports of one act: its date, its lead, and how well it is told."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from etl.entries import Catalogue
from etl.merging.groups import BASES, Group
from etl.records import Article, DateRange, Event, Modality, Report

COPIED = 90.0  # similarity of two quotes, 0..100, from which one is a copy of the other
SHORTEST = 40  # characters: two shorter quotes can be alike by chance
MOST_COMPARED = 200  # different quotes of one event: more sources than these are not told apart


def build_event(name: str, group: Group, articles: Mapping[str, Article], catalogue: Catalogue) -> Event:
    """The event of a group, action and actor as its founder tells them."""
    return _build(name, group.founder, group.reports, articles, catalogue)


def build_without_samples(
    event: Event, group: Group, articles: Mapping[str, Article], catalogue: Catalogue
) -> Event | None:
    """The event of a group as real sources alone tell it; None if only samples do."""
    if event.sample:
        return None
    real = [report for report in group.reports if not articles[report.article_id].sample]
    return event if len(real) == len(group.reports) else _build(event.id, real[0], real, articles, catalogue)


def _build(
    name: str, founder: Report, told: Sequence[Report], articles: Mapping[str, Article], catalogue: Catalogue
) -> Event:
    reports = sorted(told, key=lambda report: report.id)
    told_in = {report.article_id: articles[report.article_id] for report in reports}
    lead = min(reports, key=lambda report: _rank(report, told_in[report.article_id]))
    origins = {report.origin for report in reports}
    sources = _independent_sources(reports, told_in)
    return Event(
        id=name,
        pair=founder.pair,
        topic=catalogue.indicators[founder.indicator].topic,
        indicator=founder.indicator,
        stance=founder.stance,
        action=founder.action,
        actor=founder.actor,
        when=best_date(reports),
        modality=_modality(reports),
        intensity=catalogue.intensity(founder.indicator, founder.action),
        confidence=1.0 if "curated" in origins else _confidence(sources),
        title=shorten(lead.quote.text),
        quote=lead.quote.text,
        lead_report=lead.id,
        reports=tuple(report.id for report in reports),
        n_articles=len(told_in),
        n_sources=len(sources),
        first_reported=min(article.published for article in told_in.values()),
        origin="coded+curated" if len(origins) == 2 else origins.pop(),
        sample=all(article.sample for article in told_in.values()),
        state_effect="; ".join(sorted({report.state_effect for report in reports if report.state_effect})),
    )


def _rank(report: Report, article: Article) -> tuple[object, ...]:
    """Real before sample, so that no invented sentence speaks for a real event; then curated, sure, new."""
    return article.sample, report.origin != "curated", -report.confidence, not report.news, article.published, report.id


def _modality(reports: Iterable[Report]) -> Modality:
    """Done if anybody tells it as done, else announced; a state only if nobody tells an act."""
    told = {report.modality for report in reports}
    return "actual" if "actual" in told else "announced" if "announced" in told else "ongoing"


def best_date(reports: Iterable[Report]) -> DateRange:
    """The most precise, best-founded date; among equals the one most reports tell, then the earliest."""
    dates = [(report.when, report.when.iso or "") for report in reports]
    counts = Counter(iso for _, iso in dates)
    return min(dates, key=lambda date: (-date[0].sharpness, -BASES[date[0].basis], -counts[date[1]], date[1]))[0]


def _independent_sources(reports: Iterable[Report], told_in: Mapping[str, Article]) -> dict[str, float]:
    """Sources that tell the act in words of their own, each with its highest confidence.

    Outlets whose every quote repeats one of an earlier article are copies of one wire and count as its first.
    """
    told: dict[str, list[tuple[str, float]]] = defaultdict(list)  # source → quotes and their confidence
    first: dict[str, dt.date] = {}
    for report in reports:
        article = told_in[report.article_id]
        source = article.source or article.id
        told[source].append((report.quote.text, report.confidence))
        first[source] = min(first.get(source, article.published), article.published)
    best: dict[str, float] = {}
    owner: dict[str, str] = {}  # quote → the source that brought it first
    for source in sorted(told, key=lambda source: (first[source], source)):
        quotes = sorted({quote for quote, _ in told[source]})
        originals = [_copied_from(quote, owner) for quote in quotes]
        holder = originals[0] if all(originals) else source
        if holder == source:
            owner |= {quote: source for quote in quotes if quote not in owner}
        best[holder] = max(best.get(holder, 0.0), *(confidence for _, confidence in told[source]))
    return best


def _copied_from(quote: str, owner: Mapping[str, str]) -> str:
    """The source whose words a quote repeats, empty if nobody's."""
    if quote in owner:
        return owner[quote]
    if len(quote) < SHORTEST or not owner:
        return ""
    known = list(owner)[:MOST_COMPARED]
    found = process.extractOne(quote, known, scorer=fuzz.ratio, score_cutoff=COPIED)
    return owner[found[0]] if found else ""


def _confidence(sources: Mapping[str, float]) -> float:
    """The chance that not every independent source is wrong, at most 0.99."""
    return round(min(0.99, 1 - math.prod(1 - value for value in sources.values())), 4)


def shorten(text: str, most: int = 120) -> str:
    """A title out of a sentence: cut at a word, with an ellipsis."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"
