"""What a snapshot must satisfy before it is published.

`etl/sql/checks.sql` finds, per promise, the rows that break it; a promise that is
broken keeps the snapshot from being published. What is merely odd becomes a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from etl.entries import Catalogue
from etl.records import Event, Finding

Query = Callable[[str], list[dict[str, Any]]]  # name of a query in etl/sql → its rows

CONTRACT = (
    "event_id", "pair", "date", "date_precision", "topic", "indicator", "stance", "action", "actor", "modality",
    "intensity", "confidence", "title", "quote", "url", "source", "n_articles", "n_sources", "first_reported",
    "origin", "sample", "coder_version",
)  # fmt: skip


def check_snapshot(query: Query) -> list[str]:
    """The promises that are broken, one sentence each; empty if the snapshot may be published."""
    failures = [f"{row['promise']}: broken {row['broken']} times, first by {row['example']}" for row in query("checks")]
    columns = tuple(row["column_name"] for row in query("contract"))
    if columns != CONTRACT:
        failures.append(f"the view indicators has the columns {', '.join(columns)}: they are not the contract's")
    return failures


def find_oddities(events: Iterable[Event], catalogue: Catalogue) -> tuple[Finding, ...]:
    """Events an analyst should look at: older than the pair is watched, or dated after they were first reported."""
    found = []
    for event in sorted(events, key=lambda event: event.id):
        when = event.when
        if when.end is not None and when.end.year < catalogue.pair.from_year:
            text = f"Dated {when.iso}, but nothing before {catalogue.pair.from_year} is watched."
            found.append(Finding("too early", event.id, text))
        if when.start is not None and when.start > event.first_reported:
            text = f"Dated {when.iso}, after it was first reported on {event.first_reported}."
            found.append(Finding("reported before it happened", event.id, text))
    return tuple(found)
