"""Events → daily series of cooperation, friction and their net share, with a band.

An event counts with its weight (`etl/weights.py`) on its day, half as much one half-life
later, a quarter after two. C is the sum over cooperation, F over friction,
net = (C − F) / (C + F). What is decided here, and why:

- Where C + F is below `FLOOR` nothing is known any more, so net is None: the ratio of
  two vanishing sums would go on saying +1 or −1 for ever.
- No coverage is neither calm nor zero: net, low and high are None.
- The band is sampling error only (`etl/bands.py`).
- `compute_variants` says how much hangs on the choices: half-life, severity, sources.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from etl.bands import find_band
from etl.coverage import Coverage, CoverageDay, judge_coverage
from etl.entries import Catalogue, IndexSettings
from etl.records import Event, Finding, IndexDay, VariantDay
from etl.weights import Floats, Ints, Spread, why_uncounted

FLOOR = 0.5  # of C + F: what the mildest act of the scale (2.0) leaves after two half-lives
ALL = "all"
HALF_LIVES = (30.0, 180.0)  # days, tried beside the one of the settings


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
    settings = catalogue.pair.index
    spread = Spread.of(events, settings)
    first = days[0].toordinal()
    cooperation, friction, net = _sum_series(spread, first, len(days), settings.half_life_days)
    low, high = find_band(spread, first, net, settings)
    known = (cooperation + friction >= FLOOR) & (np.array(judged) != "none")
    counts = Counter(event.when.start for event in events if event.when.precision == "day" and not why_uncounted(event))
    columns = (column.tolist() for column in (cooperation, friction, net, low, high, known))
    for day, cover, c, f, n, lower, upper, is_known in zip(days, judged, *columns, strict=True):
        if not is_known:
            n = lower = upper = None
        yield IndexDay(catalogue.pair.id, topic, day, c, f, n, lower, upper, counts[day], cover)


def _sum_series(spread: Spread, first: int, n_days: int, half_life: float) -> tuple[Floats, Floats, Floats]:
    """C, F and net, NaN where both are zero, for `n_days` days from the ordinal `first` on."""
    position, at, weight = spread.per_day()
    cooperation, friction = (
        decayed_sums(at[side], weight[side], half_life, first, first + n_days - 1)
        for side in (spread.sign[position] > 0, spread.sign[position] < 0)
    )
    return cooperation, friction, _net(cooperation, friction)


# ------------------------------------------------------------------- sensitivity


def compute_variants(
    events: Sequence[Event],
    without_samples: Sequence[Event],
    coverage: Sequence[CoverageDay],
    catalogue: Catalogue,
    as_of: dt.date,
) -> tuple[VariantDay, ...]:
    """The index of all topics under other choices, for every day of `coverage` until `as_of`; `base` is the index.

    Without severity every event has the mean weight. The coverage is judged as for the index.
    """
    covered = [day for day in coverage if day.day <= as_of]
    settings = catalogue.pair.index
    judged = np.array(judge_coverage(covered, settings.gap_days))
    days = [day.day for day in covered]
    variants: list[VariantDay] = []
    for name, spread, half_life in _vary(events, without_samples, settings):
        if not days:
            continue
        cooperation, friction, net = _sum_series(spread, days[0].toordinal(), len(days), half_life)
        known = (cooperation + friction >= FLOOR) & (judged != "none")
        columns = (column.tolist() for column in (cooperation, friction, net, known))
        variants += [
            VariantDay(catalogue.pair.id, name, day, c, f, n if is_known else None)
            for day, c, f, n, is_known in zip(days, *columns, strict=True)
        ]
    return tuple(variants)


def _vary(
    events: Sequence[Event], without_samples: Sequence[Event], settings: IndexSettings
) -> Iterator[tuple[str, Spread, float]]:
    """Name, events and half-life of each variant."""
    spread, usual = Spread.of(events, settings), settings.half_life_days
    yield "base", spread, usual
    for half_life in HALF_LIVES:
        yield f"half-life {half_life:.0f} days", spread, half_life
    yield "without severity", spread.levelled(), usual
    for origin in ("curated", "coded"):
        chosen = [event for event in events if origin in event.origin]
        yield f"{origin} only", Spread.of(chosen, settings), usual
    yield "without samples", Spread.of(without_samples, settings), usual


def find_left_out(events: Iterable[Event], as_of: dt.date) -> tuple[Finding, ...]:
    """Which events the index does not count, by reason: undated, states without an act, dated after `as_of`."""
    counts: Counter[str] = Counter(
        why_uncounted(event) or ("later" if event.when.start is not None and event.when.start > as_of else "")
        for event in events
    )
    told = {
        "undated": "without a date: no day for it can be defended",
        "state": "a state told as in force, without an act: the policies show it",
        "later": f"dated after {as_of}: it has not happened yet",
    }
    return tuple(
        Finding("index", "events", f"Not in the index, {what} ({counts[reason]} events).")
        for reason, what in told.items()
        if counts[reason]
    )
