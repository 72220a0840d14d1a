"""What a snapshot must satisfy before it is published.

`etl/sql/checks.sql` counts, per promise, the rows that break it; a promise that is
broken keeps the snapshot from being published.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Query = Callable[[str], list[dict[str, Any]]]  # name of a query → its rows

CONTRACT = (
    "event_id", "pair", "date", "date_precision", "topic", "indicator", "stance", "action", "actor", "modality",
    "intensity", "confidence", "title", "quote", "url", "source", "n_articles", "n_sources", "first_reported",
    "origin", "sample", "coder_version",
)  # fmt: skip


def check_snapshot(query: Query) -> list[str]:
    """The promises that are broken, one sentence each; empty if the snapshot may be published."""
    failures = [f"{row['promise']} (broken {row['broken']} times)" for row in query("checks") if row["broken"]]
    columns = tuple(row["column_name"] for row in query("contract"))
    if columns != CONTRACT:
        failures.append(f"the view indicators has the columns {', '.join(columns)}")
    return failures
