"""Reading of events: how many pass the filters, and their rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from pages.shared.filters import Filters
from pages.shared.snapshot.connection import TELLINGS, named, query, tells, where

PAGE_ROWS = 1000  # rows of a table sent to the browser at once


@st.cache_data(max_entries=64, show_spinner=False)
def count_events(path: str, filters: Filters, search: str = "") -> int:
    """How many events pass the filters and hold the words searched for."""
    passes, values = _searched(filters, search)
    sql = f"SELECT count(*) AS n FROM {named('events', filters)} e WHERE {passes}"
    return int(query(path, sql, values)["n"].iloc[0])


@st.cache_data(max_entries=64, show_spinner=False)
def count_uncounted(path: str, filters: Filters) -> dict[str, int]:
    """How many of the events that pass are in no sum over days, by reason: `undated`, `state`."""
    passes, values = where(filters)
    sql = f"""SELECT e.uncounted, count(*) AS n FROM {named("events", filters)} e
              WHERE {passes} AND e.uncounted <> '' GROUP BY ALL"""
    return {"undated": 0, "state": 0} | dict(query(path, sql, values).itertuples(index=False, name=None))


@st.cache_data(max_entries=64, show_spinner=False)
def count_begun(path: str, filters: Filters, since: dt.date, until: dt.date) -> int:
    """How many of the events that pass can have begun from one day to another, both included."""
    passing, values = where(filters)
    sql = f"""SELECT count(*) AS n FROM {named("events", filters)} e
              WHERE {passing} AND e.date_start BETWEEN $since AND $until"""
    return int(query(path, sql, {**values, "since": since, "until": until})["n"].iloc[0])


@st.cache_data(max_entries=64, show_spinner=False)
def passes(path: str, filters: Filters, event_id: str) -> bool:
    """Whether one event passes the filters."""
    passing, values = where(filters)
    sql = f"SELECT 1 FROM {named('events', filters)} e WHERE {passing} AND e.event_id = $event"
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
        f"""SELECT {columns} FROM {_rows(filters)} {told} WHERE {passing}
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
def read_named(path: str, event_ids: tuple[str, ...], filters: Filters) -> pd.DataFrame:
    """Some events by id, with or without samples: title, date, quote, source."""
    return query(
        path,
        f"""SELECT event_id, title, "date", date_precision, quote, url, source, sample, origin
           FROM {named("indicators", filters)} WHERE list_contains($events, event_id)""",
        {"events": list(event_ids)},
    )


def _told(filters: Filters) -> str:
    """Rows of the view with weight, and the title of the leading article and whether it tells the act as its news."""
    columns, told = _counted(filters)
    return f"""SELECT {columns}, e.weight, la.title AS article_title, l.news
               FROM {_rows(filters)} {told}
               JOIN reports l ON l.report_id = e.lead_report JOIN articles la ON la.article_id = l.article_id"""


def _rows(filters: Filters) -> str:
    """The view and its events, as the filter on samples chooses them."""
    return f"{named('indicators', filters)} i JOIN {named('events', filters)} e USING (event_id)"


def _counted(filters: Filters) -> tuple[str, str]:
    """Columns of the view and what to join for them: of one origin alone, articles are counted anew."""
    if not filters.origin:
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
