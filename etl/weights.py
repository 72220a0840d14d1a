"""What an event counts for in the index, and on which days.

- An act that was done counts with its intensity (0..10, from the catalogue).
- An announced act counts with the share `announced_weight` of it: a promise or a threat is
  less than its execution, which is an event of its own and counts in full.
- An event that nobody tells as an act, only as a state in force, counts nothing: the policies
  say what is in force, and a ban does not begin anew whenever it is mentioned.
- An undated event counts nothing: no day can be defended.
- An event dated to a month or a year is spread evenly over that range's days: every day of
  it is as likely, no day is invented, and the parts sum to the whole. The range ends at the
  latest on the day of the first report, since what is reported has happened.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from etl.entries import IndexSettings
from etl.records import Event

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

Uncounted = Literal["", "undated", "state"]


def why_uncounted(event: Event) -> Uncounted:
    """Why an event counts nothing in any sum over days; empty if it counts."""
    if event.when.start is None:
        return "undated"
    return "state" if event.modality == "ongoing" else ""


def weigh(event: Event, settings: IndexSettings) -> float:
    """What an event counts for on its day, 0..10; 0 where it is not counted."""
    if why_uncounted(event):
        return 0.0
    return event.intensity * (settings.announced_weight if event.modality == "announced" else 1.0)


@dataclass(frozen=True, slots=True)
class Spread:
    """The counted events in the order of their ids: days, sign and weight."""

    ids: tuple[str, ...]
    first: Ints  # ordinal of the first day it can have been
    last: Ints
    sign: Floats  # +1 cooperation, −1 friction
    weight: Floats  # of the whole event

    @classmethod
    def of(cls, events: Iterable[Event], settings: IndexSettings) -> Spread:
        counted = sorted((event for event in events if not why_uncounted(event)), key=lambda event: event.id)
        ranges = [_days(event) for event in counted]
        return cls(
            ids=tuple(event.id for event in counted),
            first=np.array([first for first, _ in ranges], dtype=np.int64),
            last=np.array([last for _, last in ranges], dtype=np.int64),
            sign=np.array([1.0 if event.stance == "cooperation" else -1.0 for event in counted]),
            weight=np.array([weigh(event, settings) for event in counted], dtype=np.float64),
        )

    def levelled(self) -> Spread:
        """The same events with one weight for all, the mean: what an index without severity sees."""
        weight = np.full_like(self.weight, self.weight.mean() if len(self.weight) else 0.0)
        return Spread(self.ids, self.first, self.last, self.sign, weight)

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
    """First and last ordinal of the days a dated event is spread over."""
    start, end = event.when.start, event.when.end
    assert start is not None
    end = max(start, end or start)
    if start <= event.first_reported < end:
        end = event.first_reported
    return start.toordinal(), end.toordinal()
