"""Rows of the indicators view as one file: CSV, Parquet or JSON."""

from __future__ import annotations

import io
import json
from enum import StrEnum
from typing import TypeVar

import pandas as pd
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


def defuse_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The same table with all text columns defused; numbers, dates and truth values stay."""
    texts = rows.select_dtypes(include=["str", "object"]).columns
    return rows.assign(**{column: rows[column].map(defuse, na_action="ignore") for column in texts})


def as_csv(rows: pd.DataFrame) -> bytes:
    """UTF-8 CSV: columns in their order, ISO dates, empty where unknown, true and false in small letters."""
    safe = defuse_table(rows)
    days = {column: safe[column].dt.strftime("%Y-%m-%d") for column in safe.select_dtypes("datetime").columns}
    flags = {column: safe[column].map({True: "true", False: "false"}) for column in safe.select_dtypes("bool").columns}
    return safe.assign(**days, **flags).to_csv(index=False, lineterminator="\n").encode("utf-8")


def render(rows: pa.Table, format: Format) -> bytes:
    """The file's bytes; a table without rows still names all its columns in CSV and Parquet."""
    if format is Format.parquet:
        sink = io.BytesIO()
        pq.write_table(rows, sink)
        return sink.getvalue()
    if format is Format.json:
        return (json.dumps(rows.to_pylist(), ensure_ascii=False, indent=1, default=str) + "\n").encode()
    return as_csv(rows.to_pandas(date_as_object=False))
