"""Lasting measures: their states over time under the filters, on a day, and what moved them."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from etl.catalogue import load_catalogue
from etl.policies import derive_policies
from pages.shared.filters import Choices, Filters
from pages.shared.pairs import data_folder
from pages.shared.snapshot import read_intervals, read_named, read_policies, read_records, read_transitions
from pages.shared.wording import iso_date, say_day


def find_policies(path: str, filters: Filters) -> tuple[pd.DataFrame, pd.DataFrame]:
    """States over time and moves of the policies chosen, with the catalogue's words.

    Topics and indicators choose policies, the stance chooses states. The period chooses moves
    and leaves the states whole, so that the state of any day can be told: see `crop`.
    Where origin, samples or confidence leave events out, the states are derived anew
    from the events that are left, so that no state rests on an event that is hidden.
    """
    words = read_policies(path, filters.pair)
    if {"origin", "samples", "confidence"} & set(filters.active):
        intervals, transitions = _derive(path, filters)
    else:
        intervals, transitions = read_intervals(path, filters.pair), read_transitions(path, filters.pair)
    return (
        _choose(intervals.merge(words, on=["policy", "state"]), filters, "start_date"),
        _within(_choose(transitions.merge(words, on=["policy", "state"]), filters, "effective"), filters, "effective"),
    )


def crop(intervals: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """The intervals that touch the period: what is drawn of them."""
    return _within(intervals, filters, "start_date", "end_date")


def _derive(path: str, filters: Filters) -> tuple[pd.DataFrame, pd.DataFrame]:
    kept = Filters(filters.pair, origin=filters.origin, samples=filters.samples, confidence=filters.confidence)
    states = derive_policies(read_records(path, kept), load_catalogue(filters.pair, data_folder()))
    intervals = pd.DataFrame(
        [(one.policy, one.state, one.start, one.end, one.event_id, one.detail) for one in states.intervals],
        columns=["policy", "state", "start_date", "end_date", "event_id", "detail"],
    )
    moves = pd.DataFrame(
        [
            (
                one.policy,
                one.state,
                one.event_id,
                one.announced,
                one.effective,
                one.precision,
                one.first_reported,
                one.detail,
            )
            for one in states.transitions
        ],
        columns=["policy", "state", "event_id", "announced", "effective", "precision", "first_reported", "detail"],
    )
    return _with_days(intervals, "start_date", "end_date"), _with_days(
        moves, "announced", "effective", "first_reported"
    )


def _with_days(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    return frame.assign(**{column: pd.to_datetime(frame[column]) for column in columns})


def _choose(rows: pd.DataFrame, filters: Filters, first: str) -> pd.DataFrame:
    if filters.topics:
        rows = rows[rows["topic"].isin(filters.topics)]
    if filters.indicators:
        rows = rows[rows["indicator"].isin(filters.indicators)]
    if filters.stance:
        rows = rows[rows["stance"] == filters.stance]
    return rows.sort_values(["position", first], na_position="first").reset_index(drop=True)


def _within(rows: pd.DataFrame, filters: Filters, first: str, last: str = "") -> pd.DataFrame:
    if filters.start:
        rows = rows[rows[last or first].isna() | (rows[last or first] >= pd.Timestamp(filters.start))]
    if filters.end:
        rows = rows[rows[first].isna() | (rows[first] <= pd.Timestamp(filters.end))]
    return rows.reset_index(drop=True)


def fill_ends(intervals: pd.DataFrame, filters: Filters, choices: Choices) -> pd.DataFrame:
    """Intervals as drawn: open ends and those outside the period end at its edge; with the lines that tell each."""
    first, last = pd.Timestamp(filters.start or choices.first), pd.Timestamp(filters.end or choices.last)
    start = intervals["start_date"].fillna(first).clip(lower=first)
    end = intervals["end_date"].fillna(last).clip(upper=last)
    words = [
        (
            row.policy_name,
            f"{row.state_name}{', in force' if row.in_force else ''}",
            f"{'from the start' if pd.isna(row.start_date) else say_day(row.start_date)} – "
            f"{'no end known' if pd.isna(row.end_date) else say_day(row.end_date)}",
        )
        for row in intervals.itertuples()
    ]
    return intervals.assign(start=start, end=end, words=words)


def tell_moves(path: str, moves: pd.DataFrame) -> pd.DataFrame:
    """Moves with the event that made each: title, quote, source; newest first, dates as precise as known."""
    events = read_named(path, tuple(moves["event_id"]))
    events = events.drop(columns=["date", "date_precision", "origin"])
    rows = moves.drop(columns=["stance", "indicator", "topic"]).merge(events, on="event_id", how="left")
    rows = rows.sort_values(["effective", "position"], ascending=[False, True]).reset_index(drop=True)
    rows["effective"] = [
        iso_date(day, precision) for day, precision in zip(rows["effective"], rows["precision"], strict=True)
    ]
    columns = [
        "effective",
        "precision",
        "policy",
        "policy_name",
        "state",
        "state_name",
        "detail",
        "announced",
        "first_reported",
        "event_id",
        "title",
        "quote",
        "source",
        "url",
        "sample",
    ]
    return rows[columns]


def states_on(intervals: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """The interval each policy is in on a day."""
    at = pd.Timestamp(day)
    begun = intervals["start_date"].isna() | (intervals["start_date"] <= at)
    lasting = intervals["end_date"].isna() | (intervals["end_date"] > at)
    return intervals[begun & lasting].reset_index(drop=True)
