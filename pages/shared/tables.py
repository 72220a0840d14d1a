"""Tables of the pages: which columns, in which order, under which heads."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from etl.exports import defuse_table
from pages.shared.filters import Choices
from pages.shared.wording import MARKS, ORIGINS, STANCES, iso_date, safe_url, say_actor, strip_lead

_column = st.column_config
EVENT_ROW, EVENT_HEIGHT = 68, 540  # pixels; in a row of this height a title breaks into three lines
EVENT_COLUMNS: dict[str, Any] = {
    "date": _column.TextColumn("Date", help="As precise as known: day, month or year", width=88),
    "title": _column.TextColumn("Title", width=236),
    "stance": _column.TextColumn("Stance", width=100),
    "actor": _column.TextColumn("Who → whom", width=112),
    "sample": _column.TextColumn("Sample", help="Written for this project, not reporting", width=72),
    "indicator": _column.TextColumn("Indicator", width=122),
    "n_sources": _column.NumberColumn("Sources", width=70),
    "intensity": _column.NumberColumn(
        "Intensity", format="%.1f", help="0 to 10, from action and indicator; announced acts count less", width=70
    ),
    "confidence": _column.NumberColumn("Confidence", format="percent", width=90),
    "topic": "Topic",
    "origin": "Origin",
    "source": "Source",
    "url": _column.LinkColumn("Link", display_text="open", width=70),
}


def tabulate_events(rows: pd.DataFrame, choices: Choices, sides: dict[str, str]) -> pd.DataFrame:
    """Rows of `indicators` in words, as `EVENT_COLUMNS` shows them; harmless when pasted into a spreadsheet."""
    told = rows.assign(
        date=[iso_date(day, precision) for day, precision in zip(rows["date"], rows["date_precision"], strict=True)],
        title=rows["title"].map(strip_lead),
        stance=[f"{MARKS[stance]} {STANCES[stance].lower()}" for stance in rows["stance"]],
        topic=rows["topic"].map(choices.topics),
        indicator=rows["indicator"].map(choices.indicators),
        actor=[say_actor(actor, sides) for actor in rows["actor"]],
        origin=rows["origin"].map(ORIGINS),
        sample=_flag(rows["sample"]),
        url=_links(rows["url"]),
    )
    return defuse_table(told[[*EVENT_COLUMNS]])


def _flag(samples: pd.Series) -> list[str]:
    return ["sample" if sample is True or sample == 1 else "" for sample in samples]


def _links(urls: pd.Series) -> list[str | None]:
    return [(safe_url(url) or None) if isinstance(url, str) else None for url in urls]


# ------------------------------------------------- the page on data and method

SOURCE_COLUMNS: dict[str, Any] = {
    "source": "Source",
    "n": _column.NumberColumn("Rows", width=70),
    "first": _column.DateColumn("First", format="YYYY-MM-DD"),
    "last": _column.DateColumn("Last", format="YYYY-MM-DD"),
    "kind": "Kind",
}
ACTION_COLUMNS: dict[str, Any] = {
    "action": "Action",
    "stance": "Stance",
    "kind": "Kind",
    "intensity": _column.NumberColumn("Weight", format="%.1f", width=70),
    "definition": _column.TextColumn("Meaning", width=560),
}
INDICATOR_COLUMNS: dict[str, Any] = {
    "topic": "Topic",
    "name": "Indicator",
    "indicator": "Id",
    "valence": _column.NumberColumn("Valence", help="+1: its presence is cooperation, −1: friction", width=70),
    "intensity": _column.NumberColumn("Factor", format="%.1f", help="on the action's weight", width=70),
    "n": _column.NumberColumn("Events", width=70),
    "definition": _column.TextColumn("What belongs to it", width=560),
}
STATE_COLUMNS: dict[str, Any] = {
    "policy_name": "Measure",
    "state_name": "State",
    "stance": "Stance",
    "in_force": "In force",
    "definition": _column.TextColumn("Meaning", width=560),
}


def show_plain(rows: pd.DataFrame, columns: dict[str, Any], height: int | None = None) -> None:
    """A table to read: the columns named, nothing to select."""
    st.dataframe(
        defuse_table(rows[[*columns]]),
        column_config=columns,
        hide_index=True,
        width="stretch",
        height="auto" if height is None else height,
    )
