"""Reading of one event: its facts, its reports, and why they are one."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from pages.shared.filters import Filters
from pages.shared.snapshot.connection import named, query


@st.cache_data(max_entries=64, show_spinner=False)
def read_event(path: str, event_id: str, filters: Filters) -> dict[str, Any] | None:
    """One event with its date range, as told with or without samples; None if there is no such event then."""
    rows = query(path, f"SELECT * FROM {named('events', filters)} WHERE event_id = $event", {"event": event_id})
    return None if rows.empty else rows.iloc[0].to_dict()


@st.cache_data(max_entries=64, show_spinner=False)
def read_reports(path: str, event_id: str) -> pd.DataFrame:
    """All reports of an event with their articles, earliest first."""
    return query(
        path,
        """SELECT r.*, a.published, a.source, a.url, a.title, a.text, a.sample, a.curated
           FROM reports r JOIN articles a USING (article_id)
           WHERE r.event_id = $event ORDER BY a.published, a.article_id, r.quote_start""",
        {"event": event_id},
    )


@st.cache_data(max_entries=64, show_spinner=False)
def read_merges(path: str, event_id: str) -> pd.DataFrame:
    """Why the reports of an event are one, and why near ones are not part of it."""
    return query(
        path,
        """WITH own AS (SELECT report_id FROM reports WHERE event_id = $event)
           SELECT m.same, m.score, m.reason, a.title AS one, b.title AS other, y.event_id AS other_event,
                  a.sample OR b.sample AS sample
           FROM merge_decisions m
           JOIN reports x ON x.report_id = m.report JOIN articles a ON a.article_id = x.article_id
           JOIN reports y ON y.report_id = m.other JOIN articles b ON b.article_id = y.article_id
           WHERE m.report IN (FROM own) OR m.other IN (FROM own)
           ORDER BY m.same DESC, m.score DESC LIMIT 50""",
        {"event": event_id},
    )
