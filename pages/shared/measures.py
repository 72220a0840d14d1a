"""Lasting measures: their states over time under the filters, on a day, and what moved them."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

import pandas as pd

from etl.entries import Policy
from etl.policies import derive_policies
from pages.shared.filters import Choices, Filters
from pages.shared.snapshot import (
    read_intervals,
    read_moves,
    read_named,
    read_policies,
    read_records,
    read_run,
    read_transitions,
)
from pages.shared.wording import iso_date, say_date, say_day


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
    """The states that the events left make, by the moves of the snapshot's own catalogue."""
    kept = Filters(filters.pair, origin=filters.origin, samples=filters.samples, confidence=filters.confidence)
    policies = _rebuild_policies(path, filters.pair)
    states = derive_policies(read_records(path, kept), policies, read_run(path)["as_of"])
    stored = read_intervals(path, filters.pair), read_transitions(path, filters.pair)
    derived = (
        [asdict(one) | {"start_date": one.start, "end_date": one.end} for one in states.intervals],
        [asdict(one) for one in states.transitions],
    )
    intervals, moves = (pd.DataFrame(rows, columns=like.columns) for rows, like in zip(derived, stored, strict=True))
    return _with_days(intervals, "start_date", "end_date", "expected_end"), _with_days(
        moves, "announced", "effective", "first_reported", "expected_end", "ended"
    )


def _rebuild_policies(path: str, pair: str) -> list[Policy]:
    """The policies as the catalogue of the run declared them."""
    states, moves = read_policies(path, pair), read_moves(path, pair)
    policies = []
    for (_, policy), rows in states.groupby(["position", "policy"], sort=True):
        first = rows.iloc[0]
        own = moves[moves["policy"] == policy]
        policies.append(
            Policy.model_validate(
                {
                    "id": policy,
                    "name": first["policy_name"],
                    "indicator": first["indicator"],
                    "initial": first["initial"],
                    "states": [
                        {
                            "id": row["state"],
                            "name": row["state_name"],
                            "stance": row["stance"] or None,
                            "in_force": bool(row["in_force"]),
                            "definition": row["definition"],
                        }
                        for row in rows.to_dict("records")
                    ],
                    "moves": [
                        {
                            "to": row["state"],
                            "action": tuple(row["actions"]),
                            "actor": tuple(row["actors"]),
                            "modality": tuple(row["modalities"]),
                            "source": tuple(row["sources"]),
                            "words": tuple(row["words"]),
                            "any_indicator": bool(row["any_indicator"]),
                        }
                        for row in own.to_dict("records")
                    ],
                }
            )
        )
    return policies


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
            f"{'from the start' if pd.isna(row.start_date) else say_date(row.start_date, row.precision)} – "
            f"{'no end known' if pd.isna(row.end_date) else say_day(row.end_date)}",
        )
        for row in intervals.itertuples()
    ]
    return intervals.assign(start=start, end=end, words=words)


def tell_moves(path: str, moves: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """Moves with the event that made each: title, quote, source; newest first, dates as precise as known."""
    events = read_named(path, tuple(moves["event_id"]), filters)
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
        "expected_end",
        "ended",
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
