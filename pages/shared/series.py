"""From filtered events to the series the pages draw: index, volumes, topics."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from etl.index import index_from_daily
from pages.shared.filters import Filters
from pages.shared.snapshot import (
    count_begun,
    read_choices,
    read_daily,
    read_heaviest,
    read_index,
    read_latest,
    read_run,
    read_volume,
)
from pages.shared.wording import say_change, say_number, strip_lead

WINDOW = 90  # days over which "recently" is told


@dataclass(frozen=True)
class State:
    """Where the index stood on a day, and how far that is from where it stood a window earlier."""

    day: dt.date
    net: float | None
    change: float | None
    low: float | None
    high: float | None


def find_index(path: str, filters: Filters) -> pd.DataFrame:
    """The daily index of the events that pass: day, cooperation, friction, net, low, high, coverage.

    The period crops the series; what happened before it still counts as far as it has not
    faded. The band was resampled by the run, so it is there for all events and for one whole
    topic, and empty for any other choice.
    """
    whole = filters.whole
    stored = read_index(path, filters.pair, whole.topics[0] if len(whole.topics) == 1 else "all")
    if whole.active and not (whole.active == ("topics",) and len(whole.topics) == 1):
        stored = _reckon(path, whole, stored)
    days = stored["day"].dt.date
    inside = pd.Series(True, stored.index)
    if filters.start is not None:
        inside &= days >= filters.start
    if filters.end is not None:
        inside &= days <= filters.end
    return stored[inside].reset_index(drop=True)


def find_topic_indexes(path: str, filters: Filters, topics: list[str]) -> pd.DataFrame:
    """The daily net share of each topic, one row a topic and day: topic, day, net, low, high."""
    parts = []
    for topic in topics:
        one = find_index(path, filters.narrow(topic))
        parts.append(one[["day", "net", "low", "high"]].assign(topic=topic))
    return (
        pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["day", "net", "low", "high", "topic"])
    )


def _reckon(path: str, filters: Filters, stored: pd.DataFrame) -> pd.DataFrame:
    """The stored series' days with sums over the filtered events in place of all."""
    daily = read_daily(path, filters).groupby("day", as_index=True)[["cooperation", "friction"]].sum()
    days = pd.DatetimeIndex(stored["day"])
    daily = daily[daily.index <= days.max()] if len(days) else daily
    every = daily.reindex(daily.index.union(days), fill_value=0.0)
    numbers = (every.index - pd.Timestamp(1, 1, 1)).days.to_numpy(dtype=np.int64)
    half_life = float(read_run(path)["half_life_days"])
    sums = index_from_daily(numbers, every["cooperation"].to_numpy(), every["friction"].to_numpy(), half_life)
    series = pd.DataFrame(dict(zip(("cooperation", "friction", "net"), sums, strict=True)), index=every.index)
    series = series.loc[days].reset_index(drop=True)
    series.insert(0, "day", stored["day"])
    series["low"], series["high"], series["coverage"] = np.nan, np.nan, stored["coverage"]
    series.loc[series["coverage"] == "none", "net"] = np.nan
    return series


def thin(index: pd.DataFrame, points: int = 1500) -> pd.DataFrame:
    """Every n-th day, the last one kept, so that a browser draws at most about `points`."""
    step = max(1, len(index) // points)
    return index.iloc[::-1].iloc[::step].iloc[::-1].reset_index(drop=True)


def thin_each(indexes: pd.DataFrame, points: int = 500) -> pd.DataFrame:
    """The same for several topics at once."""
    return pd.concat([thin(one, points) for _, one in indexes.groupby("topic", sort=False)], ignore_index=True)


def find_moments(path: str, filters: Filters, index: pd.DataFrame, line: str = "net", most: int = 9) -> pd.DataFrame:
    """The heaviest and most widely told events of the series, numbered in order of time, with the line's level.

    Acts that a curator titled count double, and those that only samples tell come last. Two are never
    nearer than a fifteenth of the period, so that their marks can be told apart on a phone.
    """
    first, last = index["day"].iloc[0], index["day"].iloc[-1]
    apart = (last - first) / 15
    events = read_heaviest(path, filters, first.date(), last.date(), 400)
    events = events[events["date_precision"] == "day"]
    preferred = 1 + events["origin"].str.contains("curated").astype(int)
    events = events.assign(told=events["weight"] * (1 + np.log2(events["n_sources"])) * preferred)
    ranked = events.sort_values(["sample", "told", "weight"], ascending=[True, False, False], kind="stable")
    chosen: list[int] = []
    for row in ranked.itertuples():
        if len(chosen) < most and all(abs(row.date - events.at[other, "date"]) > apart for other in chosen):
            chosen.append(row.Index)
    levels = index[["day", line]].rename(columns={line: "level"})
    moments = (
        events.loc[chosen].sort_values("date").merge(levels, left_on="date", right_on="day").dropna(subset="level")
    )
    return headline(moments).assign(number=range(1, len(moments) + 1)).reset_index(drop=True)


def headline(events: pd.DataFrame) -> pd.DataFrame:
    """The same events under titles that stand alone.

    A curator's title is kept. What is news of its article goes under that article's title; background
    goes under its own sentence, without the dateline or date before it.
    """
    titles = [
        row["title"]
        if "curated" in row["origin"]
        else row["article_title"]
        if row["news"] and row["article_title"]
        else strip_lead(row["title"])
        for row in events.to_dict("records")
    ]
    return events.assign(title=titles)


def find_moved(path: str, filters: Filters, since: dt.date, until: dt.date, most: int = 6) -> pd.DataFrame:
    """The heaviest events of a window, under titles that stand alone."""
    return headline(read_heaviest(path, filters, since, until, most))


def find_latest(path: str, filters: Filters, until: dt.date, most: int = 4) -> pd.DataFrame:
    """The latest events up to a day, under titles that stand alone."""
    return headline(read_latest(path, filters, until, most))


def count_window(path: str, filters: Filters, until: dt.date) -> tuple[int, int]:
    """How many events began in the window that ends on a day, and how many in the one before it."""
    begins = [until - dt.timedelta(days=WINDOW * times) for times in (2, 1, 0)]
    return tuple(  # type: ignore[return-value]
        count_begun(path, filters.whole, begins[place] + dt.timedelta(days=1), begins[place + 1]) for place in (1, 0)
    )


def tell_reason(path: str, filters: Filters, state: State) -> str:
    """Which topic pushed up most and which pulled down most in the last window, in one sentence."""
    begin = state.day - dt.timedelta(days=WINDOW)
    daily = read_daily(path, filters)
    window = daily[(daily["day"] > pd.Timestamp(begin)) & (daily["day"] <= pd.Timestamp(state.day))]
    if window.empty:
        return f"Nothing is dated to these {WINDOW} days; older acts fade."
    names = read_choices(path).topics
    sums = window.groupby("topic")[["cooperation", "friction"]].sum()
    told = []
    for stance in ("cooperation", "friction"):
        if sums[stance].max() > 0:
            topic = sums[stance].idxmax()
            told.append(f"most {stance} came from {names.get(topic, topic)}")
    return f"In these {WINDOW} days {' and '.join(told)}."


def find_state(index: pd.DataFrame, known: dt.date) -> State | None:
    """Where the index stood on the last day of a series up to `known`; None if it has no such day."""
    index = index[index["day"] <= pd.Timestamp(known)]
    if index.empty:
        return None
    last = index.iloc[-1]
    before = index[index["day"] <= last["day"] - pd.Timedelta(days=WINDOW)]
    net, earlier = _known(last["net"]), _known(before["net"].iloc[-1]) if len(before) else None
    change = None if net is None or earlier is None else net - earlier
    return State(last["day"].date(), net, change, _known(last["low"]), _known(last["high"]))


def sum_topics(volume: pd.DataFrame, indexes: pd.DataFrame, names: Mapping[str, str], known: dt.date) -> pd.DataFrame:
    """One row a topic in words: its events by stance, where its index stood, how it moved in the last window."""
    rows = []
    for topic, name in names.items():
        counts = volume.loc[volume["topic"] == topic, ["cooperation", "friction"]].sum()
        state = find_state(indexes[indexes["topic"] == topic], known)
        change = state.change if state else None
        moved = "—" if change is None else say_change(change)
        net = say_number(state.net if state else None)
        rows.append((name, int(counts["cooperation"]), int(counts["friction"]), net, moved))
    return pd.DataFrame(rows, columns=["Topic", "Cooperation", "Friction", "Index", f"In {WINDOW} days"])


def find_gaps(index: pd.DataFrame) -> pd.DataFrame:
    """Runs of days without coverage: start, end (both inclusive)."""
    bare = index[index["coverage"] == "none"]
    run = (bare["day"].diff() > pd.Timedelta(days=1)).cumsum()
    return bare.groupby(run)["day"].agg(start="min", end="max").reset_index(drop=True)


def find_volume(path: str, filters: Filters, first: dt.date, last: dt.date) -> tuple[pd.DataFrame, str]:
    """Events per topic and bin, and the bin's name: months for short periods, quarters, years for long ones."""
    days = (last - first).days
    step = "month" if days <= 4 * 366 else "quarter" if days <= 40 * 366 else "year"
    return read_volume(path, filters, step), step


def crop_months(months: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """Months of the coverage that touch the period."""
    inside = pd.Series(True, months.index)
    if filters.start is not None:
        inside &= months["month"] >= pd.Timestamp(filters.start).replace(day=1)
    if filters.end is not None:
        inside &= months["month"] <= pd.Timestamp(filters.end)
    return months[inside]


def _known(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
