"""Reading of policies: what they are, their states over time, and the events that move them."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pandas as pd
import streamlit as st

from etl.records import DateRange, Event
from pages.shared.filters import Filters
from pages.shared.snapshot.connection import named, query, where


@st.cache_data(max_entries=8, show_spinner=False)
def read_policies(path: str, pair: str) -> pd.DataFrame:
    """Policies with their topic and every state they can be in, in the catalogue's order."""
    return query(
        path,
        """SELECT p.policy, p.name AS policy_name, p.indicator, i.topic, p.initial,
                  p."position", s.state, s.name AS state_name, s.stance, s.in_force, s.definition
           FROM policies p JOIN indicator_types i USING (pair, indicator) JOIN policy_states s USING (pair, policy)
           WHERE p.pair = $pair ORDER BY p."position" """,
        {"pair": pair},
    )


@st.cache_data(max_entries=8, show_spinner=False)
def read_intervals(path: str, pair: str) -> pd.DataFrame:
    """Policies' states over time as the run found them: policy, state, start_date, end_date, precision, …"""
    return query(path, "SELECT * EXCLUDE (pair) FROM intervals WHERE pair = $pair", {"pair": pair})


@st.cache_data(max_entries=8, show_spinner=False)
def read_transitions(path: str, pair: str) -> pd.DataFrame:
    """Policies' moves as the run found them: policy, state, event_id, announced, effective, precision, …"""
    return query(path, "SELECT * EXCLUDE (pair) FROM transitions WHERE pair = $pair", {"pair": pair})


@st.cache_data(max_entries=8, show_spinner=False)
def read_moves(path: str, pair: str) -> pd.DataFrame:
    """Which events move a policy into which state, as the catalogue of the run had it, in its order."""
    sql = """SELECT * EXCLUDE (pair) FROM policy_moves WHERE pair = $pair ORDER BY policy, "position" """
    return query(path, sql, {"pair": pair})


@st.cache_data(max_entries=16, show_spinner=False)
def read_records(path: str, filters: Filters) -> tuple[Event, ...]:
    """The events that pass, as the records the ETL reasons with."""
    passes, values = where(filters)
    rows = query(path, f"SELECT * FROM {named('events', filters)} e WHERE {passes} ORDER BY event_id", values)
    return tuple(_as_record(row) for row in rows.to_dict("records"))


def _as_record(row: dict[str, Any]) -> Event:
    start, end = (None if pd.isna(row[key]) else row[key].date() for key in ("date_start", "date_end"))
    when = DateRange(start, end, row["date_precision"], row["date_basis"])
    same = {field.name: row[field.name] for field in fields(Event) if field.name in row}
    return Event(
        **same | {"id": row["event_id"], "when": when, "reports": (), "first_reported": row["first_reported"].date()}
    )
