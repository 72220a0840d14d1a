"""Vintages: what the index said on an earlier snapshot, and why it says something else now.

    path = list_snapshots(folder, "JPN_KOR")[0]
    index_then(path, "all", dt.date(2019, 8, 28))        # that day, as it was known then
    compare(path, newest, "all", dt.date(2019, 8, 28))   # event by event, what has changed since

A snapshot that another version of this program made cannot be read (`SnapshotError` from
`etl.snapshot`); its file stays.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from etl.entries import IndexSettings
from etl.moves import Contribution, Known, revisions
from etl.records import DateRange, Event, IndexDay
from etl.snapshot import read_rows

_COMPARED = tuple(field.name for field in fields(Event) if field.name not in ("id", "reports", "lead_report"))


@dataclass(frozen=True, slots=True)
class Change:
    """An event that both snapshots have, told differently; `fields` names what differs."""

    earlier: Event
    later: Event
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """How the index of a day differs between two snapshots; the amounts of `parts` sum to the difference of net.

    The lists hold every event of the topic, whether or not it counts on the day, in the order of their ids.
    """

    added: tuple[Event, ...]
    withdrawn: tuple[Event, ...]
    changed: tuple[Change, ...]
    parts: tuple[Contribution, ...]


def index_then(path: Path, topic: str, day: dt.date) -> IndexDay | None:
    """The index of a topic (or `all`) on a day as a snapshot has it; None for a day it does not reach."""
    rows = read_rows(path, "vintage_index", {"topic": topic, "day": day})
    return IndexDay(**rows[0]) if rows else None


def compare(earlier: Path, later: Path, topic: str, day: dt.date) -> Difference:
    """What has changed from one snapshot to another, down to the events and what each moved the index of the day."""
    before, after = _read_known(earlier, topic), _read_known(later, topic)
    old, new = ({event.id: event for event in events} for events, _ in (before, after))
    changed = (
        Change(old[name], new[name], tuple(field for field in _COMPARED if _differs(old[name], new[name], field)))
        for name in sorted(old.keys() & new.keys())
    )
    return Difference(
        added=tuple(new[name] for name in sorted(new.keys() - old.keys())),
        withdrawn=tuple(old[name] for name in sorted(old.keys() - new.keys())),
        changed=tuple(change for change in changed if change.fields),
        parts=revisions(before, after, day),
    )


def _differs(one: Event, other: Event, field: str) -> bool:
    return bool(getattr(one, field) != getattr(other, field))


def _read_known(path: Path, topic: str) -> Known:
    """The events of a topic and the settings of a snapshot's index."""
    (run,) = read_rows(path, "vintage_run", {})
    settings = IndexSettings(**{name: run[name] for name in IndexSettings.model_fields})
    events = [_as_event(row) for row in read_rows(path, "vintage_events", {})]
    return [event for event in events if topic in ("all", event.topic)], settings


def _as_event(row: dict[str, Any]) -> Event:
    when = DateRange(row["date_start"], row["date_end"], row["date_precision"], row["date_basis"])
    same = {field.name: row[field.name] for field in fields(Event) if field.name in row}
    return Event(**same, id=row["event_id"], when=when, reports=())
