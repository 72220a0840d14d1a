"""The band of the index: Efron's percentile bootstrap over events.

As many events as there are are drawn with replacement, again and again, and the index is
worked out of each draw; the band is the middle 90 % of what comes out. Events of the same
days, stance and weight are interchangeable, so one draw is a multinomial over such cells.
The band is sampling error only: it knows nothing of miscoded, missed or unreported events,
and it has no width where all events are of one stance.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from etl.entries import IndexSettings
from etl.weights import Floats, Ints, Spread

BAND = (0.05, 0.95)
_NUMBERS = 4_000_000  # drawn or summed at a time, which bounds the memory
_DAYS = 256


def find_band(spread: Spread, first: int, net: Floats, settings: IndexSettings) -> tuple[Floats, Floats]:
    """5 % and 95 % quantile of net over resampled events, widened where needed to hold `net` itself.

    `net` has one value a day from the ordinal `first` on. A resample in which nothing counts on a day says
    nothing of that day. Each series draws from the start of the random stream, so that a topic added to the
    catalogue leaves the other bands as they were.
    """
    if not spread.ids:
        return net, net
    cells, counts = _cells(spread)
    shares = counts / counts.sum()
    random = np.random.default_rng(settings.seed)
    resampled = np.empty((len(net), settings.resamples), dtype=np.float32)
    at_once = max(1, min(settings.resamples, _NUMBERS // len(counts)))
    for begin in range(0, settings.resamples, at_once):
        size = min(at_once, settings.resamples - begin)
        times = random.multinomial(len(spread.ids), shares, size=size).T.astype(np.float64)
        for row, values in _nets(cells, times, first, len(net), settings.half_life_days):
            resampled[row : row + len(values), begin : begin + size] = values
    low, high = _quantiles(resampled)
    return np.fmin(low, net), np.fmax(high, net)


def _cells(spread: Spread) -> tuple[Spread, Ints]:
    """One row for all events of the same days, stance and weight, and how many they are."""
    table = np.column_stack((spread.first, spread.last, spread.sign, spread.weight))
    rows, counts = np.unique(table, axis=0, return_counts=True)
    first, last = (rows[:, column].astype(np.int64) for column in (0, 1))
    sign, weight = (rows[:, column].astype(np.float64) for column in (2, 3))
    return Spread(("",) * len(rows), first, last, sign, weight), counts


def _nets(
    cells: Spread, times: Floats, first: int, n_days: int, half_life: float
) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Net of each resample, a block of days at a time: the row of the block's first day, (days, resamples)."""
    position, day, weight = cells.per_day()
    early = np.minimum(day - first, 0)
    row = day - first - early
    weight = weight * np.exp2(early / half_life)
    order = np.argsort(row, kind="stable")
    row, position, weight = row[order], position[order], weight[order]
    signs = (cells.sign[position] > 0, cells.sign[position] < 0)
    fade = np.exp2(-1 / half_life)
    sums = np.zeros((2, times.shape[1]))
    for begin in range(0, n_days, _DAYS):
        size = min(_DAYS, n_days - begin)
        block = slice(*np.searchsorted(row, (begin, begin + size)))
        both = np.zeros((2, size, times.shape[1]))
        for side, chosen in enumerate(signs):
            own = chosen[block]
            _add_rows(both[side], row[block][own] - begin, position[block][own], weight[block][own], times)
        for at in range(size):
            sums = fade * sums + both[:, at]
            both[:, at] = sums
        total = both.sum(axis=0)
        yield begin, np.divide(both[0] - both[1], total, out=np.full_like(total, np.nan), where=total > 0)


def _add_rows(per_day: Floats, row: Ints, position: Ints, weight: Floats, times: Floats) -> None:
    """Add what each row brings to its day, for every resample, a bounded number of rows at a time."""
    step = max(1, _NUMBERS // times.shape[1])
    for begin in range(0, len(row), step):
        days, starts = np.unique(row[begin : begin + step], return_index=True)
        brought = weight[begin : begin + step, None] * times[position[begin : begin + step]]
        per_day[days] += np.add.reduceat(brought, starts, axis=0)


def _quantiles(resampled: NDArray[np.float32]) -> tuple[Floats, Floats]:
    """The two ends of the band for each row, over its values that are known; NaN where none is."""
    resampled.sort(axis=1)  # in place, NaN last
    n_known = resampled.shape[1] - np.isnan(resampled).sum(axis=1)
    low, high = (_pick(resampled, n_known, share) for share in BAND)
    return low, high


def _pick(rows: NDArray[np.float32], n_known: Ints, share: float) -> Floats:
    """Quantile of each sorted row's first `n_known` values, between neighbours in proportion."""
    place = share * np.maximum(n_known - 1, 0)
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(n_known - 1, 0))
    row = np.arange(len(rows))
    low = rows[row, below].astype(np.float64)
    return low + (place - below) * (rows[row, above] - low)
