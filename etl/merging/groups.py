"""Groups of reports that tell one act, and what is asked of two of them.

A group is seeded by reports of one date. Everything asked here is a plain question
about two sides: are their actors opposed, are their actions of one kind, how close
are their words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from rapidfuzz import fuzz, process

from etl.entries import Action
from etl.records import BOTH, DateRange, MergeDecision, Report

CLOSE = 62.0  # token-set similarity, 0..100, from which words single an act out
LEAD = 8.0  # by which the best must be ahead of the second
QUOTES = 8  # of a group are compared at most, its earliest: more tell nothing new
TEXTS = 200  # compared for one report, but at least one of each group: many groups share them
BASES = {"curated": 5, "explicit": 4, "relative": 3, "anchored": 2, "published": 1, "none": 0}

Order = tuple[bool, dt.date, str, int, str]


@dataclass(slots=True)
class Group:
    """Reports of one act; the first one founded it and gives it date, action and actor."""

    reports: list[Report]
    articles: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, reports: Iterable[Report]) -> Group:
        group = cls([])
        for report in reports:
            group.add(report)
        return group

    def add(self, report: Report) -> None:
        self.reports.append(report)
        self.articles.add(report.article_id)

    @property
    def founder(self) -> Report:
        return self.reports[0]

    @property
    def when(self) -> DateRange:
        return self.reports[0].when

    @property
    def curated(self) -> bool:
        return any(report.origin == "curated" for report in self.reports)

    def tells(self, modality: str) -> bool:
        """Whether a report has that modality; a curated row states none and may have any."""
        return any(report.modality == modality or report.origin == "curated" for report in self.reports)


@dataclass(frozen=True, slots=True)
class Ground:
    """What every comparison rests on: when articles appeared, and which actions are of one kind."""

    published: Mapping[str, dt.date]
    actions: Mapping[str, Action]

    def order(self, report: Report) -> Order:
        """Curated rows first, then as the articles appeared and tell it: nothing that a typo could change."""
        return (
            report.origin != "curated",
            self.published[report.article_id],
            report.article_id,
            report.quote.start,
            report.id,
        )

    def of_one_kind(self, one: Report, other: Report) -> bool:
        """Whether both acts are words or both are deeds, as PLOVER's four classes have it."""
        return self.actions[one.action].kind == self.actions[other.action].kind


def opposed(one: str, other: str) -> bool:
    """Whether two actors exclude each other; `BOTH` is what a text leaves unclear."""
    return one != other and BOTH not in (one, other)


def share_words(one: Report, other: Report) -> bool:
    """Whether two reports of one article rest on the same piece of it."""
    return (
        one.article_id == other.article_id and one.quote.start < other.quote.end and other.quote.start < one.quote.end
    )


def told_apart(one: Iterable[Report], others: Sequence[Report]) -> bool:
    """Whether an article tells the two sides as two acts, in different sentences."""
    told: dict[str, list[Report]] = {}
    for other in others:
        told.setdefault(other.article_id, []).append(other)
    return any(
        other.origin == "coded" and not share_words(report, other)
        for report in one
        for other in told.get(report.article_id, ())
    )


def closeness(reports: Sequence[Report], groups: Sequence[Group]) -> np.ndarray:
    """How close the words of reports and groups are, 0..100; of several quotes the closest. One value a group."""
    each = max(1, min(QUOTES, TEXTS // len(groups)))
    texts, owners = [], []
    for number, group in enumerate(groups):
        for report in group.reports[:each]:
            texts.append(report.quote.text)
            owners.append(number)
    scores = process.cdist(
        [report.quote.text for report in reports[:QUOTES]], texts, scorer=fuzz.token_set_ratio, dtype=np.float32
    ).max(axis=0)
    best = np.zeros(len(groups))
    np.maximum.at(best, owners, scores)
    return best


def decide(report: Report, group: Group, same: bool, score: float, reason: str) -> MergeDecision:
    """The decision on a report and the founder of a group, with the closeness of their words as 0..1."""
    return MergeDecision(report.id, group.founder.id, same, round(float(score) / 100, 4), reason)
