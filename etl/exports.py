"""Rows of the indicators view as one file: CSV, Parquet or JSON; and coded reports as JSON lines."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from etl.records import Report

Value = TypeVar("Value")

# Where a spreadsheet would begin a formula: at the start of a cell, blanks left aside, and behind what some settings
# cut cells at. The wide signs are those of East Asian keyboards, which are taken for the narrow ones.
_FORMULA = re.compile(r"^(?=\s*[=+\-@＝＋－＠]|[\t\r])|(?<=[;\t\r\n])(?=[^\S\t\r\n]*[=+\-@＝＋－＠])")


class Format(StrEnum):
    csv = "csv"
    parquet = "parquet"
    json = "json"


def defuse(value: Value) -> Value | str:
    """A text gets an apostrophe before all that a spreadsheet would run as a formula; other values stay."""
    return _FORMULA.sub("'", value) if isinstance(value, str) else value


def defuse_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The same table with all text columns defused; numbers, dates and truth values stay."""
    texts = rows.select_dtypes(include=["str", "object"]).columns
    return rows.assign(**{column: rows[column].map(defuse, na_action="ignore") for column in texts})


def as_csv(rows: pd.DataFrame) -> bytes:
    """UTF-8 CSV: columns in their order, ISO dates, empty where unknown, true and false in small letters.

    All but numbers stand in quotes, so that no setting of a spreadsheet cuts a text in two.
    """
    safe = defuse_table(rows)
    days = {column: safe[column].dt.strftime("%Y-%m-%d") for column in safe.select_dtypes("datetime").columns}
    flags = {column: safe[column].map({True: "true", False: "false"}) for column in safe.select_dtypes("bool").columns}
    told = safe.assign(**days, **flags)
    return told.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC).encode("utf-8")


def render(rows: pa.Table, format: Format) -> bytes:
    """The file's bytes; a table without rows still names all its columns in CSV and Parquet."""
    if format is Format.parquet:
        sink = io.BytesIO()
        pq.write_table(rows, sink)
        return sink.getvalue()
    if format is Format.json:
        return (json.dumps(rows.to_pylist(), ensure_ascii=False, indent=1, default=str) + "\n").encode()
    return as_csv(rows.to_pandas(date_as_object=False))


def as_lines(reports: Iterable[Report], event_of: Mapping[str, str]) -> str:
    """One JSON object a line and report; `event_of` names the event of each report's id."""
    return "".join(
        json.dumps(
            {
                "article_id": report.article_id,
                "indicator": report.indicator,
                "stance": report.stance,
                "action": report.action,
                "actor": report.actor,
                "date": report.when.iso,
                "modality": report.modality,
                "news": report.news,
                "evidence": report.quote.text,
                "also": [quote.text for quote in report.also],
                "confidence": report.confidence,
                "rule": report.rule,
                "event_id": event_of[report.id],
            },
            ensure_ascii=False,
        )
        + "\n"
        for report in reports
    )
