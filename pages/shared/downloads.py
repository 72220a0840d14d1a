"""Tables as files: CSV that a spreadsheet can open without running anything in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd
import streamlit as st

from etl.exports import defuse
from pages.shared.filters import Filters


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


def file_name(filters: Filters, day: dt.date, what: str = "indicators") -> str:
    """`JPN_KOR-indicators-filtered-20260521.csv`: the pair, whether rows were left out, the data's last day."""
    return f"{filters.pair}-{what}{'-filtered' if filters.active else ''}-{day:%Y%m%d}.csv"


def offer_csv(read: Callable[[], pd.DataFrame], label: str, name: str, key: str) -> None:
    """A button that reads and writes the table when it is pressed, not before."""
    st.download_button(
        label,
        data=lambda: as_csv(read()),
        file_name=name,
        mime="text/csv",
        on_click="ignore",
        key=key,
        icon=":material/download:",
    )
