"""Write, check, publish and read snapshots: one DuckDB file per run, and a pointer to the current one.

A snapshot is written under a temporary name, checked, renamed and never changed after.
The pointer `CURRENT` holds one line per pair, `JPN_KOR JPN_KOR-20261123T101112Z.duckdb`,
and is replaced atomically, so a reader sees the old snapshot or the new one and never
half of either. Earlier snapshots stay: they are the vintages.

    folder/
        CURRENT                             which snapshot of each pair is current
        JPN_KOR-20261123T101112Z.duckdb     a published snapshot
        .JPN_KOR-20261123T101113Z.part      one being written
        .JPN_KOR.lock                       held by whoever writes snapshots of the pair
        .CURRENT.lock                       held by whoever replaces the pointer

Locks are the operating system's: they end with the process that holds them, however it ends.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from filelock import FileLock, Timeout

from etl.checks import check_snapshot
from etl.tables import SCHEMA_VERSION, Columns, Contents, fill_tables

SQL = Path(__file__).parent / "sql"
POINTER = "CURRENT"
PATIENCE = 120  # seconds to wait for another run that writes snapshots of the same pair
SHOWN_FAILURES = 5


class SnapshotError(Exception):
    """A snapshot that cannot be written, published or read: which, why, and what to do."""


def save_snapshot(contents: Contents, folder: Path) -> Path:
    """Write, check and publish; the earlier snapshot stays current if anything fails (`SnapshotError`).

    Runs of the same pair take turns, so that what a killed one left behind can be swept safely.
    """
    pair = contents.run.pair
    with _telling(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / f".{pair}.lock", timeout=PATIENCE):
            for leftover in folder.glob(f".{pair}-*.part*"):
                _discard(leftover)
            return publish(write_snapshot(contents, folder), folder)


# --------------------------------------------------------------------- writing


def write_snapshot(contents: Contents, folder: Path) -> Path:
    """Write a snapshot under a temporary name and check it; `SnapshotError` and no file if either fails."""
    path = folder / f".{contents.run.pair}-{contents.run.id}.part"
    try:
        with _telling(folder):
            folder.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(duckdb.connect(str(path))) as connection:
                _fill(connection, contents)
            failures = _check(path)
        if failures:
            told = "; ".join(failures[:SHOWN_FAILURES])
            raise SnapshotError(
                f"{folder}: the new snapshot failed its checks and was not published; the earlier one stays: {told}"
            )
    except BaseException:
        for leftover in folder.glob(f"{path.name}*"):
            _discard(leftover)
        raise
    return path


def _fill(connection: duckdb.DuckDBPyConnection, contents: Contents) -> None:
    """Create and fill all tables, down to the file itself."""
    connection.execute((SQL / "schema.sql").read_text(encoding="utf-8"))
    connection.execute((SQL / "views.sql").read_text(encoding="utf-8"))
    for table, columns in fill_tables(contents):
        _insert(connection, table, columns)
    connection.execute("CHECKPOINT")  # closing does so too, but says nothing when the disk is full


def _check(path: Path) -> list[str]:
    """The checks that failed, asked of the file as a reader will see it."""
    with contextlib.closing(duckdb.connect(str(path), read_only=True)) as connection:
        return check_snapshot(lambda name: _query(connection, name, {}).to_pylist())


def _insert(connection: duckdb.DuckDBPyConnection, table: str, columns: Columns) -> None:
    """Rows sorted by all columns, so that the same contents give the same table."""
    schema = connection.sql(f'SELECT * FROM "{table}" LIMIT 0').to_arrow_table().schema
    connection.register("incoming", pa.table(columns, schema=schema))
    connection.execute(f'INSERT INTO "{table}" BY NAME SELECT * FROM incoming ORDER BY ALL')
    connection.unregister("incoming")


def _discard(path: Path) -> None:
    with contextlib.suppress(OSError):
        if path.is_dir():  # where DuckDB spills what does not fit into memory
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


# ------------------------------------------------------------------ publishing


def publish(path: Path, folder: Path) -> Path:
    """Give a written snapshot its lasting name and point `CURRENT` at it; its new path.

    The pointer moves as one step or not at all. A published name is never used again, for readers
    keep what they know of a snapshot by its name.
    """
    name = path.name.removeprefix(".").removesuffix(".part")
    fresh = folder / f".{POINTER}.part"
    with _telling(folder), FileLock(folder / f".{POINTER}.lock", timeout=PATIENCE):
        try:
            target = _free_name(folder, name)
            lines = _read_pointer(folder) | {name.split("-")[0]: target.name}
            fresh.write_text("".join(f"{pair} {file}\n" for pair, file in sorted(lines.items())), encoding="utf-8")
            for written in (fresh, path):
                _flush(written)
            path.replace(target)
            fresh.replace(folder / POINTER)
            _flush(folder)
        except BaseException:
            for leftover in (fresh, path):
                _discard(leftover)
            raise
    return target


def _free_name(folder: Path, name: str) -> Path:
    target, again = folder / f"{name}.duckdb", 1
    while target.exists():
        again += 1
        target = folder / f"{name}-{again}.duckdb"
    return target


def _flush(path: Path) -> None:
    """Make the disk hold what was written, so that a power cut cannot undo it; a folder's names too."""
    if path.is_dir() and os.name == "nt":
        return  # Windows opens no folders, and keeps their names itself
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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


def list_snapshots(folder: Path, pair: str) -> list[Path]:
    """The published snapshots of a pair, the earliest run first."""
    return sorted(folder.glob(f"{pair}-*.duckdb"))


def _read_pointer(folder: Path) -> dict[str, str]:
    """Pair → file name; a line that is not of the pointer's form counts as not there."""
    try:
        text = (folder / POINTER).read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    return dict(re.findall(r"^([A-Z]{3}_[A-Z]{3}) ([\w-][\w.-]*\.duckdb)$", text, re.MULTILINE | re.ASCII))


def open_snapshot(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a published snapshot read-only; `SnapshotError` if it is no snapshot of this version."""
    remedy = "run `python -m etl run` to make a new one"
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except (OSError, duckdb.Error) as error:
        raise SnapshotError(f"{path}: not a snapshot that can be read ({_reason(error)}); {remedy}") from None
    try:
        ((version,),) = connection.execute("SELECT version FROM schema_version").fetchall()
        connection.execute("SELECT run_id FROM runs JOIN pairs USING (pair)").fetchall()
    except (ValueError, duckdb.CatalogException):
        version = None
    except duckdb.Error as error:
        connection.close()
        raise SnapshotError(f"{path}: not a snapshot that can be read ({_reason(error)}); {remedy}") from None
    if version != SCHEMA_VERSION:
        connection.close()
        raise SnapshotError(
            f"{path}: made by another version of this program "
            f"(schema {version or 'unknown'}, needed is {SCHEMA_VERSION}); {remedy}"
        )
    return connection


def read_table(path: Path, name: str, parameters: Mapping[str, Any]) -> pa.Table:
    """The table that the named query `etl/sql/<name>.sql` gives, opened read-only; `SnapshotError` if it is damaged."""
    with contextlib.closing(open_snapshot(path)) as connection:
        try:
            return _query(connection, name, parameters)
        except duckdb.Error as error:
            raise SnapshotError(
                f"{path}: cannot be read to its end ({_reason(error)}); run `python -m etl run` to make a new one"
            ) from None


def read_rows(path: Path, name: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """`read_table` as one dictionary a row; dates as `datetime.date`."""
    return read_table(path, name, parameters).to_pylist()


def _query(connection: duckdb.DuckDBPyConnection, name: str, parameters: Mapping[str, Any]) -> pa.Table:
    query = (SQL / f"{name}.sql").read_text(encoding="utf-8")
    return connection.sql(query, params=dict(parameters) or None).to_arrow_table()


# --------------------------------------------------------------------- telling


@contextlib.contextmanager
def _telling(folder: Path) -> Iterator[None]:
    """Turn what the disk or DuckDB has against writing into one sentence that says what to do."""
    try:
        yield
    except Timeout as error:
        raise SnapshotError(
            f"{error.lock_file}: another run holds this lock since {PATIENCE} seconds; wait for its end and run again"
        ) from None
    except (OSError, duckdb.Error) as error:
        raise SnapshotError(
            f"{folder}: a snapshot cannot be written here ({_reason(error)}); {_remedy(error)}; the earlier one stays"
        ) from None


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error).splitlines()[0]


_REMEDIES = (
    (("no space left", "quota", "file too large"), "free some space and run again"),
    (("permission denied", "read-only", "not permitted"), "make the folder writable or give another --snapshots"),
    (("not a directory", "file exists"), "give a folder, not a file, as --snapshots"),
    (("constraint",), "this is a fault of the program: please report it with this sentence"),
)


def _remedy(error: Exception) -> str:
    said = f"{error} {os.strerror(error.errno) if isinstance(error, OSError) and error.errno else ''}".lower()
    for signs, remedy in _REMEDIES:
        if any(sign in said for sign in signs):
            return remedy
    return "look after the disk and run again"
