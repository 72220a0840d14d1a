"""The snapshot's file: where it is, one connection a file, one cursor a query, and filters as SQL."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from etl.snapshot import SnapshotError, current_snapshot, open_snapshot
from pages.shared.filters import Filters

FOLDER = Path(__file__).resolve().parents[3] / "data" / "snapshots"
NEEDED = [
    "runs",
    "events",
    "events_without_samples",
    "reports",
    "articles",
    "indicators",
    "indicators_without_samples",
    "index_days",
    "coverage",
    "intervals",
    "transitions",
    "policy_moves",
]
REMEDY = "run `python -m etl run` to make a new one"


def snapshot_folder() -> Path:
    """Where snapshots are; `BAROMETER_SNAPSHOTS` names another folder."""
    return Path(os.environ.get("BAROMETER_SNAPSHOTS", FOLDER))


def find_snapshot(pair: str) -> str | None:
    """Path of the pair's current snapshot, None where there is none yet; `SnapshotError` if it is broken."""
    path = current_snapshot(snapshot_folder(), pair)
    if path is None:
        return None
    _connect(str(path))
    return str(path)


@st.cache_resource(max_entries=4, show_spinner=False)
def _connect(path: str) -> duckdb.DuckDBPyConnection:
    connection = open_snapshot(Path(path))
    try:
        for table in NEEDED:
            connection.execute(f"SELECT * FROM {table} LIMIT 0")
    except duckdb.Error as error:
        connection.close()
        raise SnapshotError(
            f"{path}: this snapshot was made by another version ({_first_line(error)}); {REMEDY}"
        ) from None
    return connection


def query(path: str, sql: str, parameters: dict[str, Any] | None = None) -> pd.DataFrame:
    """What a query gives; `SnapshotError` where the file is damaged behind its head."""
    try:
        with _connect(path).cursor() as cursor:
            return cursor.execute(sql, parameters or {}).df()
    except duckdb.Error as error:
        raise SnapshotError(
            f"{path}: this snapshot cannot be read to its end ({_first_line(error)}); {REMEDY}"
        ) from None


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:160]


def where(filters: Filters) -> tuple[str, dict[str, Any]]:
    """A condition over rows of `named("events", filters)` under the name e, and its parameters."""
    terms, values = ["e.pair = $pair"], {"pair": filters.pair}
    tests: tuple[tuple[str, Any, str], ...] = (
        ("topics", list(filters.topics) or None, "list_contains($topics, e.topic)"),
        ("indicators", list(filters.indicators) or None, "list_contains($indicators, e.indicator)"),
        ("stance", filters.stance, "e.stance = $stance"),
        ("start", filters.start, "e.date_end >= $start"),
        ("end", filters.end, "e.date_start <= $end"),
        ("origin", filters.origin, "contains(e.origin, $origin)"),
        ("confidence", filters.confidence or None, "e.confidence >= $confidence"),
    )
    for name, value, test in tests:
        if value is not None:
            terms.append(test)
            values[name] = value
    return " AND ".join(terms), values


def named(table: str, filters: Filters) -> str:
    """`events` or `indicators`, or the one of them in which no number rests on a sample."""
    return table if filters.samples else f"{table}_without_samples"


TELLINGS = "reports r JOIN articles a USING (article_id)"


def tells(filters: Filters) -> str:
    """A condition over `TELLINGS`: which reports count as telling an event. It needs $origin where that is set."""
    terms = (["r.origin = $origin"] if filters.origin else []) + ([] if filters.samples else ["NOT a.sample"])
    return " AND ".join(terms) or "true"
