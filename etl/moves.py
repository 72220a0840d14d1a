"""What made the index move: from one day to another, or from one snapshot to the next.

Net is Σ sᵢwᵢ / T with T = Σ wᵢ, so event i moved it by sᵢ·(wᵢ'/T' − wᵢ/T): the parts sum to
the move by construction. Where nothing counts yet (T = 0) net is taken as 0.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from etl.entries import IndexSettings
from etl.records import Event
from etl.weights import Spread

Kind = Literal["new", "faded", "revised", "withdrawn"]
Known = tuple[Sequence[Event], IndexSettings]  # the events of a snapshot and how it counted them


@dataclass(frozen=True, slots=True)
class Contribution:
    """How much one event moved the net share."""

    event_id: str
    amount: float  # of net, −2..2
    kind: Kind


def contributions(
    events: Iterable[Event], day_a: dt.date, day_b: dt.date, settings: IndexSettings
) -> tuple[Contribution, ...]:
    """What moved net from `day_a` to the later `day_b`, event by event, the largest first.

    An event is `new` if it counted on a day after `day_a`, else `faded`: its share changed. ValueError if
    `day_b` is before `day_a`.
    """
    if day_b < day_a:
        raise ValueError(f"the second day ({day_b}) is before the first ({day_a})")
    spread = Spread.of(events, settings)
    before, after = (_signed_shares(spread, day, settings) for day in (day_a, day_b))
    new = {
        name
        for name, first, last in zip(spread.ids, spread.first.tolist(), spread.last.tolist(), strict=True)
        if last > day_a.toordinal() and first <= day_b.toordinal()
    }
    return _rank({name: ("new" if name in new else "faded", after[name] - before[name]) for name in spread.ids})


def revisions(earlier: Known, later: Known, day: dt.date) -> tuple[Contribution, ...]:
    """What moved the net of one day from what was known earlier to what is known later, the largest first.

    An event that only the later has is `new`, one that only the earlier has is `withdrawn`, one whose days,
    stance or weight differ is `revised`; the share of the others `faded`, or rose, as the sum changed.
    """
    old, new = (Spread.of(events, settings) for events, settings in (earlier, later))
    before, after = _signed_shares(old, day, earlier[1]), _signed_shares(new, day, later[1])
    facts_before, facts_after = _facts(old), _facts(new)
    parts: dict[str, tuple[Kind, float]] = {}
    for name in facts_before | facts_after:
        kind: Kind = "faded"
        if name not in facts_before:
            kind = "new"
        elif name not in facts_after:
            kind = "withdrawn"
        elif facts_before[name] != facts_after[name]:
            kind = "revised"
        parts[name] = kind, after.get(name, 0.0) - before.get(name, 0.0)
    return _rank(parts)


def _signed_shares(spread: Spread, day: dt.date, settings: IndexSettings) -> dict[str, float]:
    """Each event's share of all that counts on a day, negative for friction."""
    weights = spread.on(day.toordinal(), settings.half_life_days)
    total = weights.sum()
    shares = spread.sign * (weights / total if total > 0 else 0.0)
    return dict(zip(spread.ids, shares.tolist(), strict=True))


def _facts(spread: Spread) -> dict[str, tuple[float, ...]]:
    columns = (column.tolist() for column in (spread.first, spread.last, spread.sign, spread.weight))
    return dict(zip(spread.ids, zip(*columns, strict=True), strict=True))


def _rank(parts: dict[str, tuple[Kind, float]]) -> tuple[Contribution, ...]:
    moved = [Contribution(name, amount, kind) for name, (kind, amount) in parts.items() if amount]
    return tuple(sorted(moved, key=lambda part: (-abs(part.amount), part.event_id)))
