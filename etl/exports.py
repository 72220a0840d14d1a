"""Rows of the indicators view as one file: CSV, Parquet or JSON."""

from __future__ import annotations

import csv
import io
import json
from enum import StrEnum
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

Value = TypeVar("Value")
TRIGGERS = ("=", "+", "-", "@", "\t", "\r")  # how a text begins that a spreadsheet runs as a formula


class Format(StrEnum):
    csv = "csv"
    parquet = "parquet"
    json = "json"


def defuse(value: Value) -> Value | str:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front; other values stay."""
    return f"'{value}" if isinstance(value, str) and value.startswith(TRIGGERS) else value


def render(rows: list[dict[str, Any]], format: Format) -> bytes:
    """The file's bytes; CSV text is safe to open in a spreadsheet."""
    if format is Format.parquet:
        sink = io.BytesIO()
        pq.write_table(pa.Table.from_pylist(rows), sink)
        return sink.getvalue()
    if format is Format.json:
        return (json.dumps(rows, ensure_ascii=False, indent=1, default=str) + "\n").encode()
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]) if rows else ["event_id"], lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: defuse(value) for key, value in row.items()} for row in rows)
    return text.getvalue().encode()
