"""Reports → events: one act in the world, however many articles tell it.

Only reports of the same pair, indicator and stance can be one event. Those dated to a
day are grouped first (`etl/merging/days.py`); those dated to a month, a year or not at
all then join an act they can mean (`vague.py`). Every merge and every refusal near the
line is kept with its reason. The outcome does not depend on the order of the reports,
and an event's name (`naming.py`) does not depend on what other events there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from etl.entries import Catalogue
from etl.merging.building import build_event, build_without_samples
from etl.merging.days import group_days
from etl.merging.groups import Ground, Group
from etl.merging.naming import name_groups
from etl.merging.vague import group_vague
from etl.records import Article, Event, MergeDecision, Report


@dataclass(frozen=True, slots=True)
class Merged:
    """The events, which report belongs to which, and why."""

    events: tuple[Event, ...]
    without_samples: tuple[Event, ...]  # the same events as real sources alone tell them
    decisions: tuple[MergeDecision, ...]
    event_of: dict[str, str]  # report id → event id


def merge_reports(reports: Iterable[Report], articles: Mapping[str, Article], catalogue: Catalogue) -> Merged:
    """Merge reports into events; the outcome does not depend on their order.

    `articles` holds every article that a report names, by id (`KeyError` otherwise).
    """
    by_key: dict[tuple[str, str, str], list[Report]] = defaultdict(list)
    for report in reports:
        by_key[report.pair, report.indicator, report.stance].append(report)
    ground = Ground({name: article.published for name, article in articles.items()}, catalogue.actions)
    decisions: list[MergeDecision] = []
    groups: list[Group] = []
    for key in sorted(by_key):
        founding = sorted(by_key[key], key=ground.order)
        days = [report for report in founding if report.when.precision == "day"]
        vague = [report for report in founding if report.when.precision != "day"]
        groups += group_vague(vague, group_days(days, ground, decisions), ground, decisions)
    named = sorted(zip(name_groups(groups), groups, strict=True), key=lambda pair: pair[0])
    events = tuple(build_event(name, group, articles, catalogue) for name, group in named)
    real = (
        build_without_samples(event, group, articles, catalogue)
        for event, (_, group) in zip(events, named, strict=True)
    )
    return Merged(
        events=events,
        without_samples=tuple(event for event in real if event is not None),
        decisions=tuple(sorted(decisions, key=lambda d: (d.report, d.other, d.same))),
        event_of={report.id: name for name, group in named for report in group.reports},
    )
