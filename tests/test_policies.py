"""Policies: the intervals that the shipped chronology must give, by rules alone."""

import datetime as dt
import itertools
import random
from dataclasses import replace
from pathlib import Path

import pytest

from etl.articles import prepare
from etl.catalogue import DATA, load_catalogue
from etl.coder.kernel import curated_report
from etl.events import merge_reports
from etl.policies import PolicyStates, derive_policies, state_on
from etl.records import DateRange, Event
from etl.sources import ReadOptions, read_all

CATALOGUE = load_catalogue("JPN_KOR")


@pytest.fixture(scope="module")
def events() -> tuple[Event, ...]:
    chronology = Path(DATA / "chronologies" / "JPN_KOR.csv")
    prepared = prepare(read_all([chronology], ReadOptions(as_of=dt.date(2026, 11, 23))))
    reports = [curated_report(article, "JPN_KOR") for article in prepared.articles]
    random.Random(7).shuffle(reports)
    return merge_reports(reports, {article.id: article for article in prepared.articles}, CATALOGUE).events


@pytest.fixture(scope="module")
def states(events: tuple[Event, ...]) -> PolicyStates:
    return derive_policies(events, CATALOGUE)


@pytest.mark.parametrize(
    ("policy", "state", "start", "end"),
    [
        ("japan_list_korea", "removed", "2019-08-28", "2023-07-21"),
        ("korea_list_japan", "removed", "2019-09-18", "2023-04-24"),
        ("japan_export_curbs", "in_force", "2019-07-04", "2023-03-23"),
        ("korea_seafood_ban", "in_force", "2011-03-25", "2013-09-09"),
        ("korea_seafood_ban", "widened", "2013-09-09", None),
        ("missile_data_sharing", "agreed", "2022-11-13", "2023-12-19"),
        ("missile_data_sharing", "operating", "2023-12-19", None),
        ("gsomia", "in_force", "2016-11-23", "2019-08-22"),
        ("gsomia", "suspended_notice", "2019-08-22", "2019-11-22"),
        ("gsomia", "conditional", "2019-11-22", "2023-03-21"),
        ("gsomia", "normalised", "2023-03-21", None),
        ("currency_swap", "none", "2015-02-23", "2023-06-29"),
        ("currency_swap", "in_force", "2023-06-29", None),
    ],
)
def test_an_interval_comes_out(states: PolicyStates, policy: str, state: str, start: str, end: str | None) -> None:
    told = {(row.policy, row.state, str(row.start), row.end and str(row.end)) for row in states.intervals}
    assert (policy, state, start, end) in told


def test_intervals_of_a_policy_tile_time(states: PolicyStates) -> None:
    for policy in CATALOGUE.policies:
        tiles = [row for row in states.intervals if row.policy == policy]
        assert tiles[0].start is None
        assert tiles[-1].end is None
        assert all(one.end == other.start for one, other in itertools.pairwise(tiles))


def test_the_state_on_a_day(states: PolicyStates) -> None:
    assert state_on(states.intervals, "gsomia", dt.date(2019, 8, 21)) == "in_force"
    assert state_on(states.intervals, "gsomia", dt.date(2019, 8, 22)) == "suspended_notice"
    assert state_on(states.intervals, "no_such_policy", dt.date(2019, 8, 22)) is None


def test_an_effect_on_an_unknown_policy_is_a_finding(events: tuple[Event, ...]) -> None:
    odd = replace(events[0], state_effect="no_such_policy=on")
    findings = derive_policies([odd], CATALOGUE).findings
    assert [(finding.kind, finding.subject) for finding in findings] == [("unknown state", odd.id)]


def test_a_coded_event_does_not_move_what_the_chronology_tells(events: tuple[Event, ...]) -> None:
    """A misread article must not lift the export curbs in a year in which the chronology has them in force."""
    lifted = next(event for event in events if event.state_effect == "japan_export_curbs=lifted")
    misread = replace(
        lifted,
        id="misread",
        origin="coded",
        state_effect="",
        when=DateRange.of("2021-05-01", "explicit"),
        reports=("x",),
    )
    states = derive_policies([*events, misread], CATALOGUE)
    assert state_on(states.intervals, "japan_export_curbs", dt.date(2022, 1, 1)) == "in_force"
    assert ("not in the chronology", "japan_export_curbs") in {(row.kind, row.subject) for row in states.findings}


def test_coded_events_alone_move_a_policy(events: tuple[Event, ...]) -> None:
    """Without a chronology the TOML's moves decide."""
    effects = ("japan_export_curbs=in_force", "japan_export_curbs=lifted")
    chosen = [event for event in events if event.state_effect in effects]
    told = [replace(event, origin="coded", state_effect="") for event in chosen]
    tiles = [row for row in derive_policies(told, CATALOGUE).intervals if row.policy == "japan_export_curbs"]
    assert [(row.state, str(row.start)) for row in tiles] == [
        ("none", "None"),
        ("in_force", "2019-07-04"),
        ("lifted", "2023-03-23"),
    ]
