"""Tables as files: CSV that a spreadsheet can open without running anything in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd
import streamlit as st

from etl.exports import as_csv
from pages.shared.filters import Filters


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
