"""The dashboard's only reader of DuckDB: a published snapshot, opened read-only.

Every function takes the snapshot's path, which names one run for ever, and is
cached on it; one cursor per call, since sessions share the connection.
"""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import fields
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from etl.records import DateRange, Event
from etl.snapshot import SnapshotError, current_snapshot, open_snapshot
from pages.shared.filters import Choices, Filters

FOLDER = Path(__file__).resolve().parents[2] / "data" / "snapshots"
PAGE_ROWS = 1000  # rows of a table sent to the browser at once
NEEDED = ("runs", "events", "reports", "articles", "indicators", "index_days", "coverage", "intervals", "transitions")


def snapshot_folder() -> Path:
    """Where snapshots are; `BAROMETER_SNAPSHOTS` names another folder."""
    return Path(os.environ.get("BAROMETER_SNAPSHOTS", FOLDER))


def find_snapshot(pair: str) -> str | None:
    """Path of the pair's current snapshot, None where there is none yet; `SnapshotError` if it is broken."""
    path = current_snapshot(snapshot_folder(), pair)
    if path is None:
        return None
    _connect(str(path))
    return str(path)


@st.cache_resource(max_entries=4, show_spinner=False)
def _connect(path: str) -> duckdb.DuckDBPyConnection:
    connection = open_snapshot(Path(path))
    try:
        for table in NEEDED:
            connection.execute(f"SELECT * FROM {table} LIMIT 0")
    except duckdb.Error as error:
        connection.close()
        reason = str(error).splitlines()[0][:160]
        raise SnapshotError(
            f"{path}: this snapshot was made by another version ({reason}); run `python -m etl run` to make a new one"
        ) from None
    return connection


def _query(path: str, sql: str, parameters: dict[str, Any] | None = None) -> pd.DataFrame:
    with _connect(path).cursor() as cursor:
        return cursor.execute(sql, parameters or {}).df()


def _where(filters: Filters, table: str = "e") -> tuple[str, dict[str, Any]]:
    """A condition over rows of `events` and its parameters."""
    terms, values = [f"{table}.pair = $pair"], {"pair": filters.pair}
    tests: tuple[tuple[str, Any, str], ...] = (
        ("topics", list(filters.topics) or None, "list_contains($topics, {t}.topic)"),
        ("indicators", list(filters.indicators) or None, "list_contains($indicators, {t}.indicator)"),
        ("stance", filters.stance, "{t}.stance = $stance"),
        ("start", filters.start, "{t}.date_end >= $start"),
        ("end", filters.end, "{t}.date_start <= $end"),
        ("origin", filters.origin, "contains({t}.origin, $origin)"),
        ("confidence", filters.confidence or None, "{t}.confidence >= $confidence"),
    )
    for name, value, test in tests:
        if value is not None:
            terms.append(test.format(t=table))
            values[name] = value
    return " AND ".join(terms), values


def _named(table: str, filters: Filters) -> str:
    """`events` or `indicators`, or the one of them in which no number rests on a sample."""
    return table if filters.samples else f"{table}_without_samples"


# ------------------------------------------------------------------- the run


@st.cache_data(max_entries=8, show_spinner=False)
def read_choices(path: str) -> Choices:
    """What the filters offer."""
    topics = _query(path, 'SELECT topic, name FROM topics ORDER BY "position"')
    indicators = _query(
        path,
        """SELECT i.indicator, i.name FROM indicator_types i JOIN topics t USING (pair, topic)
           ORDER BY t."position", i."position" """,
    )
    pairs = _query(path, "SELECT pair, name FROM pairs")
    days = _query(
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
    run = _query(path, "SELECT * FROM runs JOIN pairs USING (pair)").iloc[0].to_dict()
    names = dict(_query(path, "SELECT code, name FROM countries").itertuples(index=False))
    seen = _query(
        path,
        """SELECT count(*) FILTER (NOT curated AND duplicate_of = '') AS articles,
                  count(*) FILTER (sample AND NOT curated AND duplicate_of = '') AS samples,
                  count(*) FILTER (curated) AS curated,
                  count(DISTINCT source) FILTER (source <> '') AS sources,
                  max(published) AS through FROM articles""",
    ).iloc[0]
    run |= {key: int(seen[key]) for key in ("articles", "samples", "curated", "sources")}
    run["through"] = seen["through"].date() if pd.notna(seen["through"]) else None
    run["sides"] = {code: names.get(code, code) for code in run["sides"]}
    run["as_of"] = run["as_of"].date()
    return run


# ---------------------------------------------------------------- the events


@st.cache_data(max_entries=64, show_spinner=False)
def count_events(path: str, filters: Filters, search: str = "") -> int:
    """How many events pass the filters and hold the words searched for."""
    where, values = _where(filters)
    where, values = _and_search(where, values, search)
    return int(
        _query(path, f"SELECT count(*) AS n FROM {_named('events', filters)} e WHERE {where}", values)["n"].iloc[0]
    )


@st.cache_data(max_entries=32, show_spinner=False)
def read_events(
    path: str, filters: Filters, search: str = "", limit: int | None = None, offset: int = 0
) -> pd.DataFrame:
    """Rows of the view `indicators`, newest first, with all its columns in their order."""
    where, values = _where(filters)
    where, values = _and_search(where, values, search)
    page = "" if limit is None else f"LIMIT {int(limit)} OFFSET {int(offset)}"
    return _query(
        path,
        f"""SELECT i.* FROM {_named("indicators", filters)} i JOIN {_named("events", filters)} e USING (event_id)
            WHERE {where}
            ORDER BY i."date" DESC NULLS LAST, i.event_id {page}""",
        values,
    )


def _and_search(where: str, values: dict[str, Any], search: str) -> tuple[str, dict[str, Any]]:
    if not search:
        return where, values
    return f"{where} AND (contains(lower(e.title), $search) OR contains(lower(e.quote), $search))", {
        **values,
        "search": search.lower(),
    }


@st.cache_data(max_entries=64, show_spinner=False)
def read_heaviest(path: str, filters: Filters, since: dt.date, until: dt.date, limit: int) -> pd.DataFrame:
    """The events begun from one day to another that weigh most, newest first."""
    where, values = _where(filters)
    return _query(
        path,
        f"""SELECT * FROM (
              SELECT i.*, e.weight FROM {_named("indicators", filters)} i
              JOIN {_named("events", filters)} e USING (event_id)
              WHERE {where} AND e.date_start BETWEEN $since AND $until
              ORDER BY weight DESC, i.confidence DESC, i."date" DESC, i.event_id LIMIT {int(limit)})
            ORDER BY "date" DESC, event_id""",
        {**values, "since": since, "until": until},
    )


@st.cache_data(max_entries=64, show_spinner=False)
def read_daily(path: str, filters: Filters) -> pd.DataFrame:
    """Weights per topic and day: columns topic, day, cooperation, friction.

    An event dated to a month or a year is spread evenly over its days, as in etl/weights.py.
    """
    where, values = _where(filters)
    return _query(
        path,
        f"""WITH chosen AS (
              SELECT e.topic, e.stance, e.weight, e.date_start AS first,
                     CASE WHEN e.first_reported BETWEEN e.date_start AND e.date_end THEN e.first_reported
                          ELSE e.date_end END AS last
              FROM {_named("events", filters)} e WHERE {where} AND e.uncounted = ''),
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
    where, values = _where(filters)
    return _query(
        path,
        f"""SELECT e.topic, date_trunc('{step}', e.date_start)::DATE AS bin,
                   count(*) FILTER (e.stance = 'cooperation') AS cooperation,
                   count(*) FILTER (e.stance = 'friction') AS friction
            FROM {_named("events", filters)} e WHERE {where} AND e.date_start IS NOT NULL GROUP BY ALL ORDER BY ALL""",
        values,
    )


@st.cache_data(max_entries=8, show_spinner=False)
def read_index(path: str, pair: str, topic: str = "all") -> pd.DataFrame:
    """The published daily index of a topic, or of all."""
    return _query(
        path,
        """SELECT "day", cooperation, friction, net, low, high, n_events, coverage FROM index_days
           WHERE pair = $pair AND topic = $topic ORDER BY "day" """,
        {"pair": pair, "topic": topic},
    )


# -------------------------------------------------------------- one event


@st.cache_data(max_entries=64, show_spinner=False)
def read_event(path: str, event_id: str) -> dict[str, Any] | None:
    """One event with its date range, None if the snapshot has no such event."""
    rows = _query(path, "SELECT * FROM events WHERE event_id = $event", {"event": event_id})
    return None if rows.empty else rows.iloc[0].to_dict()


@st.cache_data(max_entries=16, show_spinner=False)
def read_named(path: str, event_ids: tuple[str, ...]) -> pd.DataFrame:
    """The rows of the view `indicators` of some events, without what a policy's move says itself."""
    return _query(
        path,
        """SELECT event_id, title, quote, url, source, sample FROM indicators
           WHERE list_contains($events, event_id)""",
        {"events": list(event_ids)},
    )


@st.cache_data(max_entries=64, show_spinner=False)
def read_reports(path: str, event_id: str) -> pd.DataFrame:
    """All reports of an event with their articles, earliest first."""
    return _query(
        path,
        """SELECT r.*, a.published, a.source, a.url, a.title, a.text, a.sample, a.curated
           FROM reports r JOIN articles a USING (article_id)
           WHERE r.event_id = $event ORDER BY a.published, a.article_id, r.quote_start""",
        {"event": event_id},
    )


@st.cache_data(max_entries=64, show_spinner=False)
def read_merges(path: str, event_id: str) -> pd.DataFrame:
    """Why the reports of an event are one, and why near ones are not part of it."""
    return _query(
        path,
        """WITH own AS (SELECT report_id FROM reports WHERE event_id = $event)
           SELECT m.same, m.score, m.reason, a.title AS one, b.title AS other, y.event_id AS other_event
           FROM merge_decisions m
           JOIN reports x ON x.report_id = m.report JOIN articles a ON a.article_id = x.article_id
           JOIN reports y ON y.report_id = m.other JOIN articles b ON b.article_id = y.article_id
           WHERE m.report IN (FROM own) OR m.other IN (FROM own)
           ORDER BY m.same DESC, m.score DESC LIMIT 50""",
        {"event": event_id},
    )


# ------------------------------------------------------------------ policies


@st.cache_data(max_entries=8, show_spinner=False)
def read_policies(path: str, pair: str) -> pd.DataFrame:
    """Policies with their topic and every state they can be in, in the catalogue's order."""
    return _query(
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
    return _query(path, "SELECT * EXCLUDE (pair) FROM intervals WHERE pair = $pair", {"pair": pair})


@st.cache_data(max_entries=8, show_spinner=False)
def read_transitions(path: str, pair: str) -> pd.DataFrame:
    """Policies' moves as the run found them: policy, state, event_id, announced, effective, precision, …"""
    return _query(path, "SELECT * EXCLUDE (pair) FROM transitions WHERE pair = $pair", {"pair": pair})


@st.cache_data(max_entries=8, show_spinner=False)
def read_moves(path: str, pair: str) -> pd.DataFrame:
    """Which events move a policy into which state, as the catalogue of the run had it, in its order."""
    sql = """SELECT * EXCLUDE (pair) FROM policy_moves WHERE pair = $pair ORDER BY policy, "position" """
    return _query(path, sql, {"pair": pair})


@st.cache_data(max_entries=16, show_spinner=False)
def read_records(path: str, filters: Filters) -> tuple[Event, ...]:
    """The events that pass, as the records the ETL reasons with."""
    where, values = _where(filters)
    rows = _query(path, f"SELECT * FROM {_named('events', filters)} e WHERE {where} ORDER BY event_id", values)
    return tuple(_as_record(row) for row in rows.to_dict("records"))


def _as_record(row: dict[str, Any]) -> Event:
    start, end = (None if pd.isna(row[key]) else row[key].date() for key in ("date_start", "date_end"))
    when = DateRange(start, end, row["date_precision"], row["date_basis"])
    same = {field.name: row[field.name] for field in fields(Event) if field.name in row}
    return Event(
        **same | {"id": row["event_id"], "when": when, "reports": (), "first_reported": row["first_reported"].date()}
    )


# ------------------------------------------------------------------ the data


@st.cache_data(max_entries=8, show_spinner=False)
def read_table(path: str, name: str) -> pd.DataFrame:
    """One of the small tables behind the page on data and method."""
    return _query(path, TABLES[name])


TABLES = {
    "problems": 'SELECT "where", what, remedy FROM problems ORDER BY ALL',
    "findings": 'SELECT kind, subject, "text" FROM findings ORDER BY ALL',
    "sources": """SELECT source, count(*) AS n, min(published) AS first, max(published) AS last,
                         CASE WHEN curated THEN 'chronology' WHEN bool_and(sample) THEN 'sample articles'
                              ELSE 'articles' END AS kind
                  FROM articles WHERE duplicate_of = '' GROUP BY source, curated ORDER BY n DESC, source""",
    "coverage": """SELECT date_trunc('month', "day")::DATE AS month, sum(n_articles)::INTEGER AS n_articles,
                          sum(n_curated)::INTEGER AS n_curated FROM coverage GROUP BY 1 ORDER BY 1""",
    "actions": """SELECT action, stance, kind, intensity, definition FROM actions
                  ORDER BY stance, intensity DESC, action""",
    "indicators": """SELECT t.name AS topic, i.indicator, i.name, i.valence, i.intensity, i.definition,
                            (SELECT count(*) FROM events e WHERE e.indicator = i.indicator) AS n
                     FROM indicator_types i JOIN topics t USING (pair, topic) ORDER BY t."position", i."position" """,
}
