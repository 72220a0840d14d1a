"""Reading of the run: what there is to choose from, what was read, and what went wrong."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from pages.shared.filters import Choices, Filters
from pages.shared.snapshot.connection import named, query


@dataclass(frozen=True)
class Seen:
    """What was read, as far as filters by origin and samples leave it: the ground that the numbers stand on."""

    articles: int  # without duplicates and without rows of chronologies
    samples: int  # among them
    curated: int  # rows of chronologies
    sources: int
    last: dt.date | None  # the last known day: that of the newest article or row; None if nothing is left


@st.cache_data(max_entries=8, show_spinner=False)
def read_choices(path: str) -> Choices:
    """What the filters offer."""
    topics = query(path, 'SELECT topic, name FROM topics ORDER BY "position"')
    indicators = query(
        path,
        """SELECT i.indicator, i.name FROM indicator_types i JOIN topics t USING (pair, topic)
           ORDER BY t."position", i."position" """,
    )
    pairs = query(path, "SELECT pair, name FROM pairs")
    days = query(
        path, 'SELECT min("day") AS first, any_value(as_of) AS last FROM runs LEFT JOIN coverage USING (pair)'
    ).iloc[0]
    last = days["last"].date()
    return Choices(
        pairs=dict(pairs.itertuples(index=False)),
        topics=dict(topics.itertuples(index=False)),
        indicators=dict(indicators.itertuples(index=False)),
        first=days["first"].date() if pd.notna(days["first"]) else last,
        last=last,
    )


@st.cache_data(max_entries=8, show_spinner=False)
def read_run(path: str) -> dict[str, Any]:
    """The run that made the snapshot, its pair, and the names of the two sides."""
    run = query(path, "SELECT * FROM runs JOIN pairs USING (pair)").iloc[0].to_dict()
    names = dict(query(path, "SELECT code, name FROM countries").itertuples(index=False))
    run["sides"] = {code: names.get(code, code) for code in run["sides"]}
    run["as_of"] = run["as_of"].date()
    return run


@st.cache_data(max_entries=32, show_spinner=False)
def read_seen(path: str, filters: Filters) -> Seen:
    """What was read without the samples and the origin that the filters leave out."""
    row = query(
        path,
        f"""SELECT count(*) FILTER (NOT curated) AS articles, count(*) FILTER (sample AND NOT curated) AS samples,
                   count(*) FILTER (curated) AS curated, count(DISTINCT source) FILTER (source <> '') AS sources,
                   max(published) AS last
            FROM articles WHERE duplicate_of = '' AND {_kept(filters)}""",
    ).iloc[0]
    counts = {name: int(row[name]) for name in ("articles", "samples", "curated", "sources")}
    return Seen(**counts, last=row["last"].date() if pd.notna(row["last"]) else None)


@st.cache_data(max_entries=32, show_spinner=False)
def read_sources(path: str, filters: Filters) -> pd.DataFrame:
    """Every source with its rows, as far as the filters by origin and samples leave them."""
    return query(
        path,
        f"""SELECT source, count(*) AS n, min(published) AS first, max(published) AS last,
                   CASE WHEN curated THEN 'chronology' WHEN bool_and(sample) THEN 'sample articles'
                        ELSE 'articles' END AS kind
            FROM articles WHERE duplicate_of = '' AND {_kept(filters)}
            GROUP BY source, curated ORDER BY n DESC, source""",
    )


@st.cache_data(max_entries=32, show_spinner=False)
def read_months(path: str, filters: Filters) -> pd.DataFrame:
    """Articles and rows of chronologies by month, by origin and samples as above: month, n_articles, n_curated.

    An article counts when it was published, a row when its act can have begun.
    """
    return query(
        path,
        f"""WITH dated AS (
              SELECT a.curated, CASE WHEN a.curated THEN r.date_start ELSE a.published END AS "day"
              FROM articles a LEFT JOIN reports r ON r.article_id = a.article_id AND a.curated
              WHERE a.duplicate_of = '' AND {_kept(filters)})
            SELECT date_trunc('month', "day")::DATE AS month, (count(*) FILTER (NOT curated))::INTEGER AS n_articles,
                   (count(*) FILTER (curated))::INTEGER AS n_curated
            FROM dated WHERE "day" IS NOT NULL GROUP BY 1 ORDER BY 1""",
    )


def _kept(filters: Filters) -> str:
    """A condition over `articles`."""
    kind = {"coded": "NOT curated", "curated": "curated"}.get(filters.origin or "", "true")
    return kind if filters.samples else f"{kind} AND NOT sample"


@st.cache_data(max_entries=8, show_spinner=False)
def read_indicators(path: str, filters: Filters) -> pd.DataFrame:
    """The catalogue's indicators with how many events each has, with or without samples."""
    return query(
        path,
        f"""SELECT t.name AS topic, i.indicator, i.name, i.valence, i.intensity, i.definition,
                   (SELECT count(*) FROM {named("events", filters)} e WHERE e.indicator = i.indicator) AS n
            FROM indicator_types i JOIN topics t USING (pair, topic) ORDER BY t."position", i."position" """,
    )


@st.cache_data(max_entries=8, show_spinner=False)
def read_table(path: str, name: str) -> pd.DataFrame:
    """One of the small tables behind the page on data and method."""
    return query(path, TABLES[name])


TABLES = {
    "problems": 'SELECT "where", what, remedy FROM problems ORDER BY ALL',
    "findings": 'SELECT kind, subject, "text" FROM findings ORDER BY ALL',
    "actions": """SELECT action, stance, kind, intensity, definition FROM actions
                  ORDER BY stance, intensity DESC, action""",
}
