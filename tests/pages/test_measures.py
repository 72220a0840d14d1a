"""Measures under the filters: no state rests on what is hidden."""

import datetime as dt

import duckdb
import pandas as pd
import pytest

from etl.pipeline import RunReport
from pages.shared import measures, snapshot
from pages.shared.filters import Filters


@pytest.fixture
def path(shipped: RunReport) -> str:
    return str(shipped.snapshot)


def test_policies_follow_topics_periods_and_stances(path: str) -> None:
    intervals, moves = measures.find_policies(path, Filters("JPN_KOR", topics=("trade",), stance="friction"))
    assert set(intervals["topic"]) == set(moves["topic"]) == {"trade"}
    assert set(intervals["stance"]) == {"friction"}


def test_the_period_crops_the_drawing_and_leaves_every_state_to_be_told(path: str) -> None:
    early = Filters("JPN_KOR", topics=("trade",), end=dt.date(2019, 12, 31))
    intervals, moves = measures.find_policies(path, early)
    assert moves["effective"].max() <= pd.Timestamp("2019-12-31")
    assert measures.crop(intervals, early)["start_date"].max() <= pd.Timestamp("2019-12-31")
    later = measures.states_on(intervals, dt.date(2024, 1, 1)).set_index("policy")["state"]
    assert later["japan_list_korea"] == "listed"
    assert len(later) == intervals["policy"].nunique()
    late = measures.crop(intervals, Filters("JPN_KOR", start=dt.date(2024, 1, 1)))
    assert (late["end_date"].isna() | (late["end_date"] >= "2024-01-01")).all()


def test_no_state_rests_on_an_event_that_is_hidden(path: str) -> None:
    filters = Filters("JPN_KOR", origin="coded")
    kept = set(snapshot.read_events(path, filters)["event_id"])
    stored = set(snapshot.read_transitions(path, "JPN_KOR")["event_id"])
    assert stored - kept, "this test needs moves that only the chronology makes"
    intervals, moves = measures.find_policies(path, filters)
    assert set(moves["event_id"]) <= kept
    assert set(intervals["event_id"]) - {""} <= kept
    assert len(moves) > 0


def test_without_samples_the_chronology_alone_tells_the_states(path: str) -> None:
    intervals, _ = measures.find_policies(path, Filters("JPN_KOR", samples=False))
    now = measures.states_on(intervals, dt.date(2026, 5, 19)).set_index("policy")["state"]
    assert now["japan_list_korea"] == "listed"
    assert now["gsomia"] == "normalised"


def test_deriving_from_all_events_gives_what_the_run_found(path: str) -> None:
    derived, _ = measures._derive(path, Filters("JPN_KOR"))
    with duckdb.connect(path, read_only=True) as connection:
        stored = connection.execute("SELECT policy, state, event_id FROM intervals").fetchall()
    assert sorted(derived[["policy", "state", "event_id"]].itertuples(index=False, name=None)) == sorted(stored)


def test_a_move_is_told_by_the_event_as_the_filter_on_samples_tells_it(path: str) -> None:
    filters = Filters("JPN_KOR", samples=False)
    _, moves = measures.find_policies(path, filters)
    told = measures.tell_moves(path, moves, filters)
    assert told["title"].notna().all()
    assert not told["sample"].any()


def test_a_start_is_drawn_no_more_precisely_than_it_is_known(path: str) -> None:
    filters = Filters("JPN_KOR")
    intervals, _ = measures.find_policies(path, filters)
    drawn = measures.fill_ends(intervals, filters, snapshot.read_choices(path))
    vague = drawn[drawn["precision"] == "month"]
    assert len(vague), "this test needs a state since a month"
    for row in vague.itertuples():
        assert row.words[2].startswith(f"{row.start_date:%b %Y} – ")
