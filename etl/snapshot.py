"""Write, check, publish and read snapshots: one DuckDB file per run, and a pointer to the current one.

A snapshot is written under a temporary name, checked, renamed and never changed after.
The pointer `CURRENT` holds one line per pair, `JPN_KOR JPN_KOR-20261123T101112Z.duckdb`,
and is replaced atomically, so a reader sees the old snapshot or the new one and never
half of either. Earlier snapshots stay: they are the vintages.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from filelock import FileLock

from etl.checks import check_snapshot
from etl.coverage import CoverageDay
from etl.entries import Catalogue
from etl.records import (
    Article,
    DateRange,
    Event,
    Finding,
    IndexDay,
    Interval,
    MergeDecision,
    Problem,
    Quote,
    Report,
    Run,
    Transition,
)

SQL = Path(__file__).parent / "sql"
POINTER = "CURRENT"
LEFTOVER_AGE = 24 * 3600  # seconds after which a temporary file belongs to nobody


class SnapshotError(Exception):
    """A snapshot that cannot be written, published or read: which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything one run found out, as the snapshot keeps it."""

    run: Run
    articles: tuple[Article, ...]
    duplicates: Mapping[str, str]
    reports: tuple[Report, ...]
    event_of: Mapping[str, str]
    events: tuple[Event, ...]
    decisions: tuple[MergeDecision, ...]
    transitions: tuple[Transition, ...]
    intervals: tuple[Interval, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    index_days: tuple[IndexDay, ...]
    coverage: tuple[CoverageDay, ...]
    catalogue: Catalogue


# --------------------------------------------------------------------- writing


def write_snapshot(contents: Contents, folder: Path) -> Path:
    """Write and check a snapshot under a temporary name; `SnapshotError` if it cannot be or fails its checks."""
    path = folder / f".{contents.run.pair}-{contents.run.id}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(folder)
        with contextlib.closing(duckdb.connect(str(path))) as connection:
            connection.execute((SQL / "schema.sql").read_text(encoding="utf-8"))
            connection.execute((SQL / "views.sql").read_text(encoding="utf-8"))
            for table, rows in _tables(contents):
                _insert(connection, table, rows)
            failures = check_snapshot(lambda name: _query(connection, name, {}))
    except (OSError, duckdb.IOException) as error:
        _discard(path)
        raise SnapshotError(
            f"{folder}: a snapshot cannot be written here ({_reason(error)}); "
            "make the folder writable, free some space or give another --snapshots"
        ) from None
    except BaseException:
        _discard(path)
        raise
    if failures:
        _discard(path)
        raise SnapshotError(
            f"{folder}: the new snapshot failed its checks and was not published; the earlier one stays: "
            + "; ".join(failures[:5])
        )
    return path


def publish(path: Path, folder: Path) -> Path:
    """Give the snapshot its name and point `CURRENT` at it; the pointer moves as one step or not at all."""
    name = path.name.lstrip(".").split(".")[0]
    pair = name.rsplit("-", 1)[0]
    target = folder / f"{name}.duckdb"
    try:
        with FileLock(folder / ".publish.lock", timeout=60):
            _flush(path)
            path.replace(target)
            lines = _read_pointer(folder) | {pair: target.name}
            fresh = folder / f".{POINTER}.{os.getpid()}"
            fresh.write_text("".join(f"{key} {value}\n" for key, value in sorted(lines.items())), encoding="utf-8")
            _flush(fresh)
            fresh.replace(folder / POINTER)
    except OSError as error:
        raise SnapshotError(
            f"{folder}: the snapshot cannot be published ({_reason(error)}); the earlier one stays; "
            "make the folder writable and run again"
        ) from None
    return target


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _discard(path: Path) -> None:
    for leftover in (path, path.with_name(path.name + ".wal")):
        with contextlib.suppress(OSError):
            leftover.unlink()


def _remove_leftovers(folder: Path) -> None:
    for part in folder.glob(".*.part*"):
        with contextlib.suppress(OSError):
            if time.time() - part.stat().st_mtime > LEFTOVER_AGE:
                part.unlink()


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error).splitlines()[0]


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    incoming = pa.Table.from_pylist(rows)
    connection.register("incoming", incoming)
    columns = ", ".join(f'"{name}"' for name in incoming.column_names)
    connection.execute(f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM incoming')
    connection.unregister("incoming")


def _tables(contents: Contents) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Rows of every table, sorted, so that the same inputs give the same rows."""
    pair = contents.run.pair
    started = contents.run.started.astimezone(dt.UTC).replace(tzinfo=None)
    yield (
        "runs",
        [_renamed(asdict(contents.run), id="run_id") | {"started": started, "inputs": list(contents.run.inputs)}],
    )
    yield (
        "articles",
        sorted(
            (_article(article, contents.duplicates) for article in contents.articles), key=lambda row: row["article_id"]
        ),
    )
    yield (
        "reports",
        sorted((_report(report, contents.event_of) for report in contents.reports), key=lambda row: row["report_id"]),
    )
    yield "events", sorted((_event(event, contents.run) for event in contents.events), key=lambda row: row["event_id"])
    yield "merge_decisions", [asdict(decision) for decision in contents.decisions]
    yield "transitions", [{"pair": pair, **asdict(move)} for move in contents.transitions]
    yield (
        "intervals",
        [{"pair": pair, **_renamed(asdict(tile), start="start_date", end="end_date")} for tile in contents.intervals],
    )
    yield "index_days", [asdict(day) for day in contents.index_days]
    yield (
        "coverage",
        [
            {"pair": pair, "day": day.day, "n_articles": day.n_articles, "n_curated": day.n_curated}
            for day in contents.coverage
        ],
    )
    yield "problems", [asdict(problem) for problem in contents.problems]
    yield "findings", [asdict(finding) for finding in contents.findings]
    yield from _catalogue_tables(contents.catalogue)


def _catalogue_tables(catalogue: Catalogue) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    pair, index = catalogue.pair, catalogue.pair.index
    yield (
        "pairs",
        [
            {
                "pair": pair.id,
                "name": pair.name,
                "sides": list(pair.sides),
                "about": pair.about,
                "half_life_days": index.half_life_days,
                "gap_days": index.gap_days,
                "resamples": index.resamples,
                "seed": index.seed,
            }
        ],
    )
    yield "countries", [{"code": side, "name": catalogue.country(side).name} for side in pair.sides]
    yield (
        "topics",
        [
            {"pair": pair.id, "topic": topic.id, "name": topic.name, "position": place}
            for place, topic in enumerate(pair.topics)
        ],
    )
    yield (
        "indicator_types",
        [
            {
                "pair": pair.id,
                "indicator": item.id,
                "topic": item.topic,
                "name": item.name,
                "definition": item.definition,
                "valence": item.valence,
                "intensity": item.intensity,
                "position": place,
            }
            for place, item in enumerate(pair.indicators)
        ],
    )
    yield (
        "actions",
        [
            {
                "action": name,
                "stance": action.stance,
                "kind": action.kind,
                "intensity": action.intensity,
                "definition": action.definition,
            }
            for name, action in catalogue.actions.items()
        ],
    )
    yield (
        "policies",
        [
            {
                "pair": pair.id,
                "policy": item.id,
                "name": item.name,
                "indicator": item.indicator,
                "initial": item.initial,
                "position": place,
            }
            for place, item in enumerate(pair.policies)
        ],
    )
    yield (
        "policy_states",
        [
            {
                "pair": pair.id,
                "policy": item.id,
                "state": state.id,
                "name": state.name,
                "stance": state.stance or "",
                "in_force": state.in_force,
                "definition": state.definition,
            }
            for item in pair.policies
            for state in item.states
        ],
    )


def _renamed(row: dict[str, Any], **names: str) -> dict[str, Any]:
    return {names.get(key, key): value for key, value in row.items()}


def _article(article: Article, duplicates: Mapping[str, str]) -> dict[str, Any]:
    return {
        "article_id": article.id,
        "published": article.published,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "text": article.text,
        "read_from": article.read_from,
        "sample": article.sample,
        "curated": article.coding is not None,
        "duplicate_of": duplicates.get(article.id, ""),
    }


def _dates(when: DateRange) -> dict[str, Any]:
    return {"date_start": when.start, "date_end": when.end, "date_precision": when.precision, "date_basis": when.basis}


def _quotes(quotes: Iterable[Quote]) -> list[dict[str, Any]]:
    return [asdict(quote) for quote in quotes]


def _report(report: Report, event_of: Mapping[str, str]) -> dict[str, Any]:
    return {
        "report_id": report.id,
        "event_id": event_of[report.id],
        "article_id": report.article_id,
        "pair": report.pair,
        "indicator": report.indicator,
        "stance": report.stance,
        "action": report.action,
        "actor": report.actor,
        **_dates(report.when),
        "date_expression": report.when.expression,
        "modality": report.modality,
        "quote": report.quote.text,
        "quote_start": report.quote.start,
        "quote_end": report.quote.end,
        "also": _quotes(report.also),
        "confidence": report.confidence,
        "rule": report.rule,
        "news": report.news,
        "origin": report.origin,
        "state_effect": report.state_effect,
        "trace": [{"what": what, "value": value} for what, value in report.trace],
    }


def _event(event: Event, run: Run) -> dict[str, Any]:
    return {
        "event_id": event.id,
        "pair": event.pair,
        "topic": event.topic,
        "indicator": event.indicator,
        "stance": event.stance,
        "action": event.action,
        "actor": event.actor,
        **_dates(event.when),
        "modality": event.modality,
        "intensity": event.intensity,
        "confidence": event.confidence,
        "title": event.title,
        "quote": event.quote,
        "lead_report": event.lead_report,
        "n_articles": event.n_articles,
        "n_sources": event.n_sources,
        "first_reported": event.first_reported,
        "origin": event.origin,
        "sample": event.sample,
        "state_effect": event.state_effect,
        "coder_version": run.coder_version,
    }


# --------------------------------------------------------------------- reading


def current_snapshot(folder: Path, pair: str) -> Path | None:
    """The snapshot the pointer names for a pair; None before the first run. `SnapshotError` if it is gone."""
    try:
        name = _read_pointer(folder).get(pair)
    except OSError as error:
        raise SnapshotError(f"{folder / POINTER}: cannot be read ({_reason(error)}); make it readable") from None
    if name is None:
        return None
    path = folder / name
    if not path.is_file():
        raise SnapshotError(
            f"{folder / POINTER}: names {name}, which is not there; run `python -m etl run --pair {pair}`"
        )
    return path


def _read_pointer(folder: Path) -> dict[str, str]:
    try:
        lines = (folder / POINTER).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return {}
    entries = (line.split(maxsplit=1) for line in lines)
    return {entry[0]: Path(entry[1]).name for entry in entries if len(entry) == 2}


def open_snapshot(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a published snapshot read-only; `SnapshotError` if it is no snapshot of this version."""
    try:
        connection = duckdb.connect(str(path), read_only=True)
        connection.execute("SELECT run_id FROM runs JOIN pairs USING (pair)").fetchall()
    except duckdb.Error as error:
        raise SnapshotError(
            f"{path}: not a snapshot that can be read ({_reason(error)}); run `python -m etl run` to make a new one"
        ) from None
    return connection


def read_rows(path: Path, name: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of the named query `etl/sql/<name>.sql`, opened read-only; dates as `datetime.date`."""
    with contextlib.closing(open_snapshot(path)) as connection:
        return _query(connection, name, parameters)


def _query(connection: duckdb.DuckDBPyConnection, name: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    query = (SQL / f"{name}.sql").read_text(encoding="utf-8")
    found = connection.execute(query, dict(parameters)) if parameters else connection.execute(query)
    columns = [column[0] for column in found.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
