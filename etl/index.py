"""Events → daily series of cooperation, friction and their net share, with a band.

An event counts with its intensity (0..10, from the catalogue) on its day, half as
much one half-life later, a quarter after two. C is the sum over cooperation, F over
friction, net = (C − F) / (C + F). What is decided here, and why:

- An event dated to a month or a year is spread evenly over that range's days: every
  day of it is as likely, no day is invented, and the parts sum to the whole. The range
  ends at the latest on the day of the first report, since what is reported has happened.
- An undated event is left out and counted (`find_left_out`): no day can be defended.
- Where C + F is below `FLOOR` nothing is known any more, so net is None: the ratio of
  two vanishing sums would go on saying +1 or −1 for ever.
- No coverage is neither calm nor zero: net, low and high are None.
- The band is the middle 90 % of net over resampled events (Efron's percentile
  bootstrap). It is sampling error only: it knows nothing of miscoded, missed or
  unreported events, and it has no width where all events are of one stance.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from etl.coverage import Coverage, CoverageDay, judge_coverage
from etl.entries import Catalogue, IndexSettings
from etl.records import Event, Finding, IndexDay

FLOOR = 0.5  # of C + F: what the mildest act of the scale (2.0) leaves after two half-lives
BAND = (0.05, 0.95)
ALL = "all"

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Contribution:
    """How much one event moved the net share between two days."""

    event_id: str
    amount: float  # of net, −2..2
    kind: Literal["new", "faded"]  # it began to count after the first day, or its share changed


# ------------------------------------------------------------------ decayed sums


def decayed_sums(days: Ints, weights: Floats, half_life: float, first: int, last: int) -> Floats:
    """Decayed sum for every day from `first` to `last`, both included; shape (last − first + 1,).

    `days` are ordinals (`date.toordinal`), one for each of `weights`. A day's events count fully on
    their day; those before `first` count as far as they have not decayed, those after `last` not at all.
    """
    row, weights = _place(days, weights, half_life, first)
    known = days <= last
    per_day = np.bincount(row[known], weights[known], minlength=last - first + 1).astype(np.float64)
    return _decay(per_day, np.arange(first, last + 1), half_life)


def _place(days: Ints, weights: Floats, half_life: float, first: int) -> tuple[Ints, Floats]:
    """The row each weight falls on, counted from `first`, and what arrives there of those from before."""
    late = np.minimum(days - first, 0)
    return days - first - late, weights * np.exp2(late / half_life)


def index_from_daily(
    day_numbers: Ints, cooperation_per_day: Floats, friction_per_day: Floats, half_life: float
) -> tuple[Floats, Floats, Floats]:
    """C, F and net for each of `day_numbers` from what happened on them: for sums rolled up by a filter.

    `day_numbers` rise strictly and may leave days out on which nothing happened. Net is NaN below `FLOOR`.
    """
    if np.any(np.diff(day_numbers) <= 0):
        raise ValueError("day_numbers must rise strictly")
    both = _decay(np.column_stack((cooperation_per_day, friction_per_day)), day_numbers, half_life)
    cooperation, friction = both[:, 0], both[:, 1]
    return cooperation, friction, np.where(cooperation + friction >= FLOOR, _net(cooperation, friction), np.nan)


def _decay(per_day: Floats, day_numbers: Ints, half_life: float) -> Floats:
    """Along the first axis: yesterday's sum, decayed, and what today adds."""
    sums = np.array(per_day, dtype=np.float64)
    factors = np.exp2(-np.diff(day_numbers) / half_life)
    for row, factor in enumerate(factors, start=1):
        sums[row] += factor * sums[row - 1]
    return sums


def _net(cooperation: Floats, friction: Floats) -> Floats:
    """(C − F) / (C + F), NaN where both are zero."""
    total = cooperation + friction
    return np.divide(cooperation - friction, total, out=np.full_like(total, np.nan), where=total > 0)


# ------------------------------------------------------------- events as numbers


@dataclass(frozen=True, slots=True)
class _Spread:
    """Events in the order of their ids: day range, sign and weight; the undated are left out."""

    ids: tuple[str, ...]
    first: Ints  # ordinal of the first day it can have been
    last: Ints
    sign: Floats  # +1 cooperation, −1 friction
    weight: Floats  # of the whole event

    @classmethod
    def of(cls, events: Iterable[Event]) -> _Spread:
        dated = sorted((event for event in events if event.when.start is not None), key=lambda event: event.id)
        ranges = [_days(event) for event in dated]
        return cls(
            ids=tuple(event.id for event in dated),
            first=np.array([first for first, _ in ranges], dtype=np.int64),
            last=np.array([last for _, last in ranges], dtype=np.int64),
            sign=np.array([1.0 if event.stance == "cooperation" else -1.0 for event in dated]),
            weight=np.array([event.intensity for event in dated], dtype=np.float64),
        )

    def per_day(self) -> tuple[Ints, Ints, Floats]:
        """One row for each day of each event: its position, the day, its share of the weight."""
        length = self.last - self.first + 1
        position = np.repeat(np.arange(len(self.ids)), length)
        begins = np.cumsum(length) - length
        day = np.arange(length.sum()) - np.repeat(begins - self.first, length)
        return position, day, np.repeat(self.weight / length, length)

    def on(self, day: int, half_life: float) -> Floats:
        """What is left of each event's weight on a day: the geometric series over its days until then."""
        length = self.last - self.first + 1
        counted = np.clip(day - self.first + 1, 0, length)
        rate = np.log(2) / half_life
        series = np.expm1(-rate * counted) / np.expm1(-rate)
        return self.weight / length * series * np.exp(-rate * np.maximum(day - self.last, 0))


def _days(event: Event) -> tuple[int, int]:
    """First and last ordinal of the days an event is spread over."""
    start, end = event.when.start, event.when.end
    assert start is not None
    end = max(start, end or start)
    if start <= event.first_reported < end:
        end = event.first_reported
    return start.toordinal(), end.toordinal()


# -------------------------------------------------------------------- the index


def compute_index(
    events: Iterable[Event], coverage: Sequence[CoverageDay], catalogue: Catalogue, as_of: dt.date
) -> tuple[IndexDay, ...]:
    """The index of "all" and of each topic of the catalogue, for every day of `coverage` until `as_of`.

    `coverage` comes from `count_coverage`: consecutive days. The outcome does not depend on the order of
    `events`, and the same seed gives the same band.
    """
    covered = [day for day in coverage if day.day <= as_of]
    if not covered:
        return ()
    events = list(events)
    settings = catalogue.pair.index
    judged = judge_coverage(covered, settings.gap_days)
    days = [day.day for day in covered]
    series: list[IndexDay] = []
    for topic in (ALL, *(topic.id for topic in catalogue.pair.topics)):
        chosen = [event for event in events if topic in (ALL, event.topic)]
        series += _index_of(topic, chosen, days, judged, catalogue)
    return tuple(series)


def _index_of(
    topic: str, events: list[Event], days: list[dt.date], judged: list[Coverage], catalogue: Catalogue
) -> Iterable[IndexDay]:
    spread = _Spread.of(events)
    first, last = days[0].toordinal(), days[-1].toordinal()
    position, at, weight = spread.per_day()
    cooperation, friction = (
        decayed_sums(at[side], weight[side], catalogue.pair.index.half_life_days, first, last)
        for side in (spread.sign[position] > 0, spread.sign[position] < 0)
    )
    net = _net(cooperation, friction)
    low, high = _band(spread, first, net, catalogue.pair.index)
    known = (cooperation + friction >= FLOOR) & (np.array(judged) != "none")
    counts = Counter(event.when.start for event in events if event.when.precision == "day")
    columns = (column.tolist() for column in (cooperation, friction, net, low, high, known))
    for day, cover, c, f, n, lower, upper, is_known in zip(days, judged, *columns, strict=True):
        if not is_known:
            n = lower = upper = None
        yield IndexDay(catalogue.pair.id, topic, day, c, f, n, lower, upper, counts[day], cover)


def _band(spread: _Spread, first: int, net: Floats, settings: IndexSettings) -> tuple[Floats, Floats]:
    """5 % and 95 % quantile of net over resampled events, widened where needed to hold `net` itself.

    A resample in which nothing counts on a day says nothing of that day. Each topic draws from the start
    of the random stream, so that a topic added to the catalogue leaves the other bands as they were.
    """
    if not spread.ids:
        return net, net
    random = np.random.default_rng(settings.seed)
    sums = _resampled_sums(spread, random, settings, first, len(net))
    resampled = np.sort(_net(sums[:, 0], sums[:, 1]), axis=1)  # NaN sorts last
    n_known = np.count_nonzero(~np.isnan(resampled), axis=1)
    low, high = (_quantile(resampled, n_known, share) for share in BAND)
    return np.fmin(low, net), np.fmax(high, net)


def _resampled_sums(
    spread: _Spread, random: np.random.Generator, settings: IndexSettings, first: int, n_days: int
) -> Floats:
    """C and F over as many events drawn with replacement, again and again; shape (n_days, 2, resamples)."""
    n_events = len(spread.ids)
    position, day, weight = spread.per_day()
    known = day < first + n_days
    position = position[known]
    row, weight = _place(day[known], weight[known], settings.half_life_days, first)
    cell = 2 * row + (spread.sign[position] < 0)
    per_day = np.empty((2 * n_days, settings.resamples))
    for resample in range(settings.resamples):
        times = np.bincount(random.integers(n_events, size=n_events), minlength=n_events)
        per_day[:, resample] = np.bincount(cell, weight * times[position], minlength=2 * n_days)
    return _decay(per_day.reshape(n_days, 2, -1), np.arange(first, first + n_days), settings.half_life_days)


def _quantile(rows: Floats, n_known: Ints, share: float) -> Floats:
    """Quantile of each sorted row's first `n_known` values, between neighbours in proportion."""
    place = share * np.maximum(n_known - 1, 0)
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(n_known - 1, 0))
    row = np.arange(len(rows))
    return rows[row, below] + (place - below) * (rows[row, above] - rows[row, below])


# ------------------------------------------------------------ what made a move


def contributions(
    events: Iterable[Event], day_a: dt.date, day_b: dt.date, half_life: float
) -> tuple[Contribution, ...]:
    """What moved net from `day_a` to the later `day_b`, event by event, the largest first.

    Net is Σ sᵢwᵢ / T with T = Σ wᵢ, so event i moved it by sᵢ·(wᵢ(b)/T(b) − wᵢ(a)/T(a)): the amounts sum
    to the move by construction. Where nothing counts yet (T = 0) net is taken as 0.
    ValueError if `day_b` is before `day_a`.
    """
    if day_b < day_a:
        raise ValueError(f"the second day ({day_b}) is before the first ({day_a})")
    spread = _Spread.of(events)
    before, after = (_shares(spread.on(day.toordinal(), half_life)) for day in (day_a, day_b))
    amounts = spread.sign * (after - before)
    adds = (spread.last > day_a.toordinal()) & (spread.first <= day_b.toordinal())
    moved = [
        Contribution(event_id, amount, "new" if new else "faded")
        for event_id, amount, new in zip(spread.ids, amounts.tolist(), adds.tolist(), strict=True)
        if amount != 0
    ]
    return tuple(sorted(moved, key=lambda part: (-abs(part.amount), part.event_id)))


def _shares(weights: Floats) -> Floats:
    total = weights.sum()
    return weights / total if total > 0 else np.zeros_like(weights)


def find_left_out(events: Iterable[Event], as_of: dt.date) -> tuple[Finding, ...]:
    """Which events the index does not count: those without a date, and those dated after `as_of`."""
    undated, later = 0, 0
    for event in events:
        undated += event.when.start is None
        later += event.when.start is not None and event.when.start > as_of
    told = {
        "without a date: no day for it can be defended": undated,
        f"dated after {as_of}: it has not happened yet": later,
    }
    return tuple(
        Finding("index", "events", f"Not in the index, {what} ({count} events).")
        for what, count in told.items()
        if count
    )
