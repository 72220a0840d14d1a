"""Snapshots: whole or not at all, the same rows for the same inputs, one sentence when something is wrong."""

from pathlib import Path

import duckdb
import pytest

from etl.checks import CONTRACT
from etl.pipeline import RunReport
from etl.snapshot import POINTER, SnapshotError, current_snapshot, read_rows
from tests.conftest import publish_shipped

TABLES = ("articles", "reports", "events", "transitions", "intervals", "index_days", "coverage", "merge_decisions")
ALL = {"pair": "JPN_KOR", "topics": ["trade"], "since": None, "until": None, "samples": True}


def rows_of(path: Path, table: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.sql(f'SELECT * FROM "{table}" ORDER BY ALL').fetchall()


def test_the_same_inputs_give_the_same_rows(shipped: RunReport, tmp_path: Path) -> None:
    again = publish_shipped(tmp_path, hour=5)
    for table in TABLES:
        assert rows_of(shipped.snapshot, table) == rows_of(again.snapshot, table), table


def test_the_view_keeps_its_columns(shipped: RunReport) -> None:
    rows = read_rows(shipped.snapshot, "export", ALL)
    assert tuple(rows[0]) == CONTRACT
    assert {row["topic"] for row in rows} == {"trade"}


def test_samples_can_be_left_out(shipped: RunReport) -> None:
    assert not any(row["sample"] for row in read_rows(shipped.snapshot, "export", ALL | {"samples": False}))


def test_a_corrupt_snapshot_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "JPN_KOR-1.duckdb").write_bytes(b"not a database" * 1000)
    (tmp_path / POINTER).write_text("JPN_KOR JPN_KOR-1.duckdb\n")
    path = current_snapshot(tmp_path, "JPN_KOR")
    assert path is not None
    with pytest.raises(SnapshotError, match="not a snapshot that can be read"):
        read_rows(path, "export", ALL)


def test_a_pointer_to_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / POINTER).write_text("JPN_KOR gone.duckdb\n")
    with pytest.raises(SnapshotError, match="which is not there"):
        current_snapshot(tmp_path, "JPN_KOR")
    assert current_snapshot(tmp_path / "empty", "JPN_KOR") is None


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SnapshotError, match="cannot be written"):
        publish_shipped(tmp_path / "file")
