"""Reports → events: one act in the world, however many articles tell it.

The rules in prose:

- Only reports of the same pair, indicator, stance, action and actor can be one event.
- Those dated to the same day are one event.
- A report dated less precisely (a month, a year, nothing) joins a day it can mean if
  there is exactly one such day, or if its words single one out; an ambiguous match is none.
- Reports dated only to a month or year join each other where month or year are equal.
- Two reports of one article stay apart: within an article the coder has merged already.
  So do two rows of a chronology: the curator has told them apart.
- A report that a measure is in force joins the event that put it in force.

The id of an event names its pair, best date, indicator, action and actor. It survives
added articles and mended typos; it changes if a more precise date becomes known. Two
events with one name are told apart by a number in the order of their first report.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from etl.entries import Catalogue
from etl.records import Article, DateRange, Event, MergeDecision, Report

CLOSE = 62.0  # token-set similarity, 0..100, from which words single an event out
LEAD = 8.0  # by which the best must be ahead of the second
_BASIS = {"curated": 5, "explicit": 4, "relative": 3, "anchored": 2, "published": 1, "none": 0}
Key = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """The events, which report belongs to which, and why."""

    events: tuple[Event, ...]
    decisions: tuple[MergeDecision, ...]
    event_of: dict[str, str]  # report id → event id


@dataclass(slots=True)
class _Group:
    reports: list[Report]
    when: DateRange

    @property
    def curated(self) -> bool:
        return any(report.origin == "curated" for report in self.reports)

    def holds(self, article_id: str) -> bool:
        return any(report.article_id == article_id for report in self.reports)


def merge_reports(reports: Iterable[Report], articles: Mapping[str, Article], catalogue: Catalogue) -> Merged:
    """Merge reports into events; the outcome does not depend on their order."""
    by_key: dict[Key, list[Report]] = defaultdict(list)
    for report in reports:
        by_key[(report.pair, report.indicator, report.stance, report.action, report.actor)].append(report)
    decisions: list[MergeDecision] = []
    groups: list[_Group] = []
    for key in sorted(by_key):
        groups += _group(sorted(by_key[key], key=_founded), decisions)
    names = _name_events(groups)
    events = tuple(_build_event(name, group, articles, catalogue) for name, group in zip(names, groups, strict=True))
    event_of = {report.id: name for name, group in zip(names, groups, strict=True) for report in group.reports}
    order = sorted(events, key=lambda event: event.id)
    return Merged(tuple(order), tuple(sorted(decisions, key=lambda d: (d.report, d.other, d.same))), event_of)


def _founded(report: Report) -> tuple[int, str, int, str]:
    """Precise and well-founded first: they are what the vaguer ones join."""
    return -report.when.sharpness, report.when.iso or "", -_BASIS[report.when.basis], report.id


def _group(reports: list[Report], decisions: list[MergeDecision]) -> list[_Group]:
    by_date: dict[str, list[_Group]] = defaultdict(list)  # day, month or year → groups; "" for all
    groups: list[_Group] = []
    for report in reports:
        near = _near_groups(report, by_date)
        chosen = _choose(report, near, decisions)
        if chosen is None:
            chosen = _Group([], report.when)
            groups.append(chosen)
            iso = report.when.iso or ""
            for name in {iso, iso[:7], iso[:4], ""}:
                by_date[name].append(chosen)
        chosen.reports.append(report)
    return groups


def _near_groups(report: Report, by_date: Mapping[str, list[_Group]]) -> list[_Group]:
    """Groups whose date the report's date can mean, without those that hold its article or a like curated row."""
    return [
        group
        for group in by_date.get(report.when.iso or "", ())
        if not group.holds(report.article_id) and not (report.origin == "curated" and group.curated)
    ]


def _choose(report: Report, near: list[_Group], decisions: list[MergeDecision]) -> _Group | None:
    if not near:
        return None
    same_date = [group for group in near if group.when.iso == report.when.iso and report.when.start is not None]
    if same_date:
        scored = _score(report, same_date)
        best = scored[0][1]
        decisions.append(
            MergeDecision(
                report.id,
                best.reports[0].id,
                True,
                scored[0][0] / 100,
                f"both tell {report.action} on {report.when.iso}",
            )
        )
        return best
    scored = _score(report, near)
    score, best = scored[0]
    ahead = score - scored[1][0] if len(scored) > 1 else score
    dated = report.when.start is not None
    alone = len(near) == 1 and dated
    clear = score >= CLOSE and ahead >= LEAD
    same = alone or clear
    if same:
        reason = (
            f"the only such act in {report.when.iso}"
            if alone
            else f"the words single it out among {len(near)} ({score:.0f} of 100)"
        )
    else:
        reason = f"{len(near)} acts could be meant and the words do not single one out"
    decisions.append(MergeDecision(report.id, best.reports[0].id, same, score / 100, reason))
    return best if same else None


def _score(report: Report, groups: list[_Group]) -> list[tuple[float, _Group]]:
    """Closeness of words, 0..100, best first; long lists are cut, since an ambiguous match is none anyway."""
    scored = [
        (max(fuzz.token_set_ratio(report.quote.text, other.quote.text) for other in group.reports[:8]), group)
        for group in groups[:40]
    ]
    return sorted(scored, key=lambda row: (-row[0], row[1].reports[0].id))


# ---------------------------------------------------------------------- naming


def _name_events(groups: list[_Group]) -> list[str]:
    taken: dict[str, list[int]] = defaultdict(list)
    for index, group in enumerate(groups):
        taken[_stem(group)].append(index)
    names = [""] * len(groups)
    for stem, indices in taken.items():
        ordered = sorted(
            indices,
            key=lambda index: (
                not groups[index].curated,
                min(report.id for report in groups[index].reports),
            ),
        )
        for number, index in enumerate(ordered, start=1):
            names[index] = stem if number == 1 else f"{stem}-{number}"
    return names


def _stem(group: _Group) -> str:
    first = group.reports[0]
    date = best_date(group.reports).iso or "undated"
    return f"{first.pair}-{date}-{first.indicator}-{first.action.lower()}-{first.actor.lower()}"


def best_date(reports: Iterable[Report]) -> DateRange:
    """The most precise, best-founded date; among equals the one most reports tell, then the earliest."""
    dates = [report.when for report in reports]
    counts: dict[str | None, int] = defaultdict(int)
    for when in dates:
        counts[when.iso] += 1
    return min(dates, key=lambda when: (-when.sharpness, -_BASIS[when.basis], -counts[when.iso], when.iso or ""))


# -------------------------------------------------------------------- building


def _build_event(name: str, group: _Group, articles: Mapping[str, Article], catalogue: Catalogue) -> Event:
    reports = sorted(group.reports, key=lambda report: report.id)
    lead = min(reports, key=lambda report: (report.origin != "curated", -report.confidence, not report.news, report.id))
    told_in = {report.article_id: articles[report.article_id] for report in reports}
    origins = {report.origin for report in reports}
    effects = sorted({report.state_effect for report in reports if report.state_effect})
    when = best_date(reports)
    return Event(
        id=name,
        pair=lead.pair,
        topic=catalogue.indicators[lead.indicator].topic,
        indicator=lead.indicator,
        stance=lead.stance,
        action=lead.action,
        actor=lead.actor,
        when=when,
        modality=lead.modality,
        intensity=catalogue.intensity(lead.indicator, lead.action),
        confidence=_confidence(reports, told_in),
        title=shorten(lead.quote.text),
        quote=lead.quote.text,
        lead_report=lead.id,
        reports=tuple(report.id for report in reports),
        n_articles=len(told_in),
        n_sources=len({article.source or article.id for article in told_in.values()}),
        first_reported=min(article.published for article in told_in.values()),
        origin="coded+curated" if len(origins) == 2 else origins.pop(),
        sample=all(article.sample for article in told_in.values()),
        state_effect="; ".join(effects),
    )


def _confidence(reports: list[Report], told_in: Mapping[str, Article]) -> float:
    """Certain if curated; else the chance that not every independent source is wrong, at most 0.99."""
    if any(report.origin == "curated" for report in reports):
        return 1.0
    best: dict[str, float] = {}
    for report in reports:
        source = told_in[report.article_id].source or report.article_id
        best[source] = max(best.get(source, 0.0), report.confidence)
    return round(min(0.99, 1 - math.prod(1 - value for value in best.values())), 4)


def shorten(text: str, most: int = 120) -> str:
    """A title out of a sentence: cut at a word, with an ellipsis."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"
