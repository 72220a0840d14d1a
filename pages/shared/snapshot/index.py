"""Reading of sums over time: the published index, weights a day, events a month."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.shared.filters import Filters
from pages.shared.snapshot.connection import named, query, where


@st.cache_data(max_entries=8, show_spinner=False)
def read_index(path: str, pair: str, topic: str = "all") -> pd.DataFrame:
    """The published daily index of a topic, or of all."""
    return query(
        path,
        """SELECT "day", cooperation, friction, net, low, high, n_events, coverage FROM index_days
           WHERE pair = $pair AND topic = $topic ORDER BY "day" """,
        {"pair": pair, "topic": topic},
    )


@st.cache_data(max_entries=64, show_spinner=False)
def read_daily(path: str, filters: Filters) -> pd.DataFrame:
    """Weights per topic and day: columns topic, day, cooperation, friction.

    An event dated to a month or a year is spread evenly over its days, as in etl/weights.py; what the index does not count
    is left out.
    """
    passes, values = where(filters)
    return query(
        path,
        f"""WITH chosen AS (
              SELECT e.topic, e.stance, e.weight, e.date_start AS first,
                     CASE WHEN e.first_reported BETWEEN e.date_start AND e.date_end THEN e.first_reported
                          ELSE e.date_end END AS last
              FROM {named("events", filters)} e WHERE {passes} AND e.uncounted = ''),
            spread AS (
              SELECT topic, stance, weight / (last - first + 1) AS weight,
                     unnest(generate_series(first, last, INTERVAL 1 DAY))::DATE AS "day" FROM chosen)
            SELECT topic, "day",
                   coalesce(sum(weight) FILTER (stance = 'cooperation'), 0) AS cooperation,
                   coalesce(sum(weight) FILTER (stance = 'friction'), 0) AS friction
            FROM spread GROUP BY ALL ORDER BY ALL""",
        values,
    )


@st.cache_data(max_entries=64, show_spinner=False)
def read_volume(path: str, filters: Filters, step: str) -> pd.DataFrame:
    """How many events per topic and `month`, `quarter` or `year`: topic, bin, cooperation, friction.

    An event dated to a longer span than the step counts where the span begins.
    """
    passes, values = where(filters)
    return query(
        path,
        f"""SELECT e.topic, date_trunc('{step}', e.date_start)::DATE AS bin,
                   count(*) FILTER (e.stance = 'cooperation') AS cooperation,
                   count(*) FILTER (e.stance = 'friction') AS friction
            FROM {named("events", filters)} e WHERE {passes} AND e.date_start IS NOT NULL GROUP BY ALL ORDER BY ALL""",
        values,
    )
