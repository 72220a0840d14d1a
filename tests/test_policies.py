"""Policies: the intervals that the shipped chronology must give, by rules alone."""

import datetime as dt
import itertools
import random
from collections.abc import Iterable
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


AS_OF = dt.date(2026, 11, 23)


def derive(events: Iterable[Event], as_of: dt.date = AS_OF) -> PolicyStates:
    return derive_policies(events, CATALOGUE.pair.policies, as_of)


def in_state(states: PolicyStates, policy: str, day: str) -> str | None:
    return state_on(states.intervals, policy, dt.date.fromisoformat(day))


@pytest.fixture(scope="module")
def events() -> tuple[Event, ...]:
    chronology = Path(DATA / "chronologies" / "JPN_KOR.csv")
    prepared = prepare(read_all([chronology], ReadOptions(as_of=dt.date(2026, 11, 23))))
    reports = [curated_report(article, "JPN_KOR") for article in prepared.articles]
    random.Random(7).shuffle(reports)
    return merge_reports(reports, {article.id: article for article in prepared.articles}, CATALOGUE).events


@pytest.fixture(scope="module")
def states(events: tuple[Event, ...]) -> PolicyStates:
    return derive(events)


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
    assert in_state(states, "gsomia", "2019-08-21") == "in_force"
    assert in_state(states, "gsomia", "2019-08-22") == "suspended_notice"
    assert in_state(states, "no_such_policy", "2019-08-22") is None


def find(events: Iterable[Event], effect: str) -> Event:
    return next(event for event in events if event.state_effect.startswith(effect))


def as_coded(event: Event, **changes: object) -> Event:
    """The same act as only articles tell it."""
    return replace(event, origin="coded", state_effect="", **changes)


def test_transitions_have_their_dates(states: PolicyStates) -> None:
    (removed,) = (row for row in states.transitions if (row.policy, row.state) == ("japan_list_korea", "removed"))
    assert [str(day) for day in (removed.announced, removed.effective, removed.ended)] == [
        "2019-08-02",
        "2019-08-28",
        "2023-07-21",
    ]


def test_a_month_is_not_made_a_day(states: PolicyStates) -> None:
    told = {(row.policy, str(row.start), row.precision) for row in states.intervals}
    assert ("shuttle_diplomacy", "2005-12-01", "month") in told
    assert ("gsomia", "2016-11-23", "day") in told
    assert ("gsomia", "None", "unknown") in told


def test_an_end_that_was_expected_and_not_heard_of_is_a_finding(events: tuple[Event, ...]) -> None:
    told = [row.text for row in derive(events).findings if row.kind == "overdue"]
    assert told == ["“in_force” since 2023-06-29 was expected to end on 2026-06-29; nothing was heard of it."]
    assert [row for row in derive(events, dt.date(2026, 6, 28)).findings if row.kind == "overdue"] == []


def test_a_curated_event_without_effect_moves_nothing_whoever_tells_it_too(events: tuple[Event, ...]) -> None:
    in_force = find(events, "japan_export_curbs=in_force")
    for origin in ("curated", "coded+curated"):
        states = derive([replace(in_force, origin=origin, state_effect="")])
        assert in_state(states, "japan_export_curbs", "2022-01-01") == "none"


def test_an_announcement_dates_the_move_that_follows_it_and_no_later_one(events: tuple[Event, ...]) -> None:
    lifted, in_force = find(events, "japan_export_curbs=lifted"), find(events, "japan_export_curbs=in_force")

    def announced(day: str) -> list[dt.date | None]:
        word = as_coded(in_force, id="word", modality="announced", when=DateRange.of(day, "explicit"))
        return [row.announced for row in derive([word, as_coded(in_force), as_coded(lifted)]).transitions]

    assert announced("2019-07-01") == [dt.date(2019, 7, 1), None]
    assert announced("1999-07-01") == [None, None]  # of another time
    assert announced("2023-03-01") == [None, None]  # after the move, and lifting is not imposing


def test_what_contradicts_is_a_finding(events: tuple[Event, ...]) -> None:
    lifted = find(events, "japan_export_curbs=lifted")
    for told in (lifted, as_coded(lifted)):
        assert ("contradiction", "japan_export_curbs") in {(row.kind, row.subject) for row in derive([told]).findings}
    other = replace(lifted, id="other", state_effect="japan_export_curbs=in_force")
    assert "at odds" in {row.kind for row in derive([lifted, other]).findings}


def test_the_shipped_chronology_contradicts_itself_nowhere(states: PolicyStates) -> None:
    assert {row.kind for row in states.findings} == {"overdue"}


def test_an_effect_on_an_unknown_policy_is_a_finding(events: tuple[Event, ...]) -> None:
    odd = replace(events[0], state_effect="no_such_policy=on")
    findings = derive([odd]).findings
    assert [(finding.kind, finding.subject) for finding in findings] == [("unknown state", odd.id)]


def test_a_coded_event_does_not_move_what_the_chronology_tells(events: tuple[Event, ...]) -> None:
    """A misread article must not lift the export curbs in a year in which the chronology has them in force."""
    lifted = find(events, "japan_export_curbs=lifted")
    misread = replace(
        lifted,
        id="misread",
        origin="coded",
        state_effect="",
        when=DateRange.of("2021-05-01", "explicit"),
        reports=("x",),
    )
    states = derive([*events, misread])
    assert in_state(states, "japan_export_curbs", "2022-01-01") == "in_force"
    assert ("not in the chronology", "japan_export_curbs") in {(row.kind, row.subject) for row in states.findings}


def test_coded_events_alone_move_a_policy(events: tuple[Event, ...]) -> None:
    """Without a chronology the TOML's moves decide."""
    chosen = find(events, "japan_export_curbs=in_force"), find(events, "japan_export_curbs=lifted")
    told = [as_coded(event) for event in chosen]
    tiles = [row for row in derive(told).intervals if row.policy == "japan_export_curbs"]
    assert [(row.state, str(row.start)) for row in tiles] == [
        ("none", "None"),
        ("in_force", "2019-07-04"),
        ("lifted", "2023-03-23"),
    ]
