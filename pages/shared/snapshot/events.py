"""Reading of events: how many pass the filters, and their rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from pages.shared.filters import Filters
from pages.shared.snapshot.connection import TELLINGS, query, tells, where

PAGE_ROWS = 1000  # rows of a table sent to the browser at once


@st.cache_data(max_entries=64, show_spinner=False)
def count_events(path: str, filters: Filters, search: str = "") -> int:
    """How many events pass the filters and hold the words searched for."""
    passes, values = _searched(filters, search)
    return int(query(path, f"SELECT count(*) AS n FROM events e WHERE {passes}", values)["n"].iloc[0])


@st.cache_data(max_entries=64, show_spinner=False)
def count_undated(path: str, filters: Filters) -> int:
    """How many of the events that pass have no date: they are in no series and no chart."""
    passes, values = where(filters)
    rows = query(path, f"SELECT count(*) AS n FROM events e WHERE {passes} AND e.date_start IS NULL", values)
    return int(rows["n"].iloc[0])


@st.cache_data(max_entries=64, show_spinner=False)
def count_begun(path: str, filters: Filters, since: dt.date, until: dt.date) -> int:
    """How many of the events that pass can have begun from one day to another, both included."""
    passing, values = where(filters)
    sql = f"SELECT count(*) AS n FROM events e WHERE {passing} AND e.date_start BETWEEN $since AND $until"
    return int(query(path, sql, {**values, "since": since, "until": until})["n"].iloc[0])


@st.cache_data(max_entries=64, show_spinner=False)
def passes(path: str, filters: Filters, event_id: str) -> bool:
    """Whether one event passes the filters."""
    passing, values = where(filters)
    sql = f"SELECT 1 FROM events e WHERE {passing} AND e.event_id = $event"
    return not query(path, sql, {**values, "event": event_id}).empty


@st.cache_data(max_entries=32, show_spinner=False)
def read_events(
    path: str, filters: Filters, search: str = "", limit: int | None = None, offset: int = 0
) -> pd.DataFrame:
    """Rows of the view `indicators`, newest first, with all its columns in their order.

    Articles and sources are counted without those that the filters leave out.
    """
    passing, values = _searched(filters, search)
    page = "" if limit is None else f"LIMIT {int(limit)} OFFSET {int(offset)}"
    columns, told = _counted(filters)
    return query(
        path,
        f"""SELECT {columns} FROM indicators i JOIN events e USING (event_id) {told} WHERE {passing}
            ORDER BY i."date" DESC NULLS LAST, i.event_id {page}""",
        values,
    )


@st.cache_data(max_entries=64, show_spinner=False)
def read_heaviest(path: str, filters: Filters, since: dt.date, until: dt.date, limit: int) -> pd.DataFrame:
    """The events begun from one day to another that weigh most, newest first; see `_told` for their columns."""
    passing, values = where(filters)
    return query(
        path,
        f"""SELECT * FROM ({_told(filters)} WHERE {passing} AND e.date_start BETWEEN $since AND $until
              ORDER BY weight DESC, i.confidence DESC, i."date" DESC, i.event_id LIMIT {int(limit)})
            ORDER BY "date" DESC, event_id""",
        {**values, "since": since, "until": until},
    )


@st.cache_data(max_entries=64, show_spinner=False)
def read_latest(path: str, filters: Filters, until: dt.date, limit: int) -> pd.DataFrame:
    """The events begun last before a day, or on it, newest first; see `_told` for their columns."""
    passing, values = where(filters)
    return query(
        path,
        f"""{_told(filters)} WHERE {passing} AND e.date_start <= $until
            ORDER BY i."date" DESC, i.event_id LIMIT {int(limit)}""",
        {**values, "until": until},
    )


@st.cache_data(max_entries=16, show_spinner=False)
def read_named(path: str, event_ids: tuple[str, ...]) -> pd.DataFrame:
    """Some events by id: title, date, quote, source, without what a policy's move says itself."""
    return query(
        path,
        """SELECT event_id, title, "date", date_precision, quote, url, source, sample, origin FROM indicators
           WHERE list_contains($events, event_id)""",
        {"events": list(event_ids)},
    )


def _told(filters: Filters) -> str:
    """Rows of the view with weight, and the title of the leading article and whether it tells the act as its news."""
    columns, told = _counted(filters)
    return f"""SELECT {columns}, i.intensity AS weight, la.title AS article_title, l.news
               FROM indicators i JOIN events e USING (event_id) {told}
               JOIN reports l ON l.report_id = e.lead_report JOIN articles la ON la.article_id = l.article_id"""


def _counted(filters: Filters) -> tuple[str, str]:
    """Columns of the view and what to join for them: those that count articles count what the filters leave."""
    if filters.samples and not filters.origin:
        return "i.*", ""
    return (
        "i.* REPLACE (t.n_articles AS n_articles, t.n_sources AS n_sources, t.first_reported AS first_reported)",
        f"""JOIN (SELECT r.event_id, count(DISTINCT a.article_id)::INTEGER AS n_articles,
                         count(DISTINCT coalesce(nullif(a.source, ''), a.article_id))::INTEGER AS n_sources,
                         min(a.published) AS first_reported
                  FROM {TELLINGS} WHERE {tells(filters)} GROUP BY r.event_id) t USING (event_id)""",
    )


def _searched(filters: Filters, search: str) -> tuple[str, dict[str, Any]]:
    passing, values = where(filters)
    if not search:
        return passing, values
    words = "(contains(lower(e.title), $search) OR contains(lower(e.quote), $search))"
    return f"{passing} AND {words}", {**values, "search": search.lower()}
