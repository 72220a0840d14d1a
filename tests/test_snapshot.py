"""Snapshots: whole or not at all, the same rows for the same inputs, one sentence when something is wrong."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from etl import snapshot
from etl.checks import CONTRACT
from etl.pipeline import RunReport
from etl.snapshot import POINTER, SQL, SnapshotError, current_snapshot, read_rows, save_snapshot, write_snapshot
from etl.tables import SCHEMA_VERSION, fill_tables
from tests.conftest import publish_shipped
from tests.small import small_contents
from tests.writers import KILLED_RUN

ROOT = Path(__file__).resolve().parent.parent
SHIPPED_TABLES = ("articles", "reports", "events", "transitions", "intervals", "index_days", "coverage")
FILTERS = {"pair": "JPN_KOR", "topics": ["trade"], "since": None, "until": None, "samples": True}


def rows_of(path: Path, table: str) -> list[tuple[object, ...]]:
    """All rows in the order in which they are stored."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.sql(f'SELECT * FROM "{table}"').fetchall()


def tables_of(path: Path) -> list[str]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return [name for (name,) in connection.sql("SELECT table_name FROM duckdb_tables()").fetchall()]


def visible(folder: Path) -> list[str]:
    """Names of the files that are no locks, sorted."""
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".lock")


def start(*task: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.writers", *map(str, task)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a published snapshot in it."""
    save_snapshot(small_contents(), tmp_path / "snapshots")
    return tmp_path / "snapshots"


# ------------------------------------------------------------------------- rows


def test_the_same_inputs_give_the_same_rows(shipped: RunReport, tmp_path: Path) -> None:
    again = publish_shipped(tmp_path, hour=5)
    for table in SHIPPED_TABLES:
        assert rows_of(shipped.snapshot, table) == rows_of(again.snapshot, table), table


def test_another_order_of_reading_gives_the_same_tables_row_by_row(tmp_path: Path) -> None:
    one = save_snapshot(small_contents(), tmp_path / "one")
    other = save_snapshot(small_contents(backwards=True), tmp_path / "other")
    assert set(tables_of(one)) == {name for name, _ in fill_tables(small_contents())}
    for table in tables_of(one):
        assert rows_of(one, table) == rows_of(other, table), table


def test_every_column_of_the_schema_is_filled_by_its_name() -> None:
    """A column that is forgotten would be stored as NULL, one too many would be lost."""
    with duckdb.connect() as connection:
        connection.execute((SQL / "schema.sql").read_text(encoding="utf-8"))
        expected = {
            name: {column for (column, *_) in connection.sql(f'DESCRIBE "{name}"').fetchall()}
            for (name,) in connection.sql("SELECT table_name FROM duckdb_tables()").fetchall()
        }
    assert {table: set(columns) for table, columns in fill_tables(small_contents())} == expected


def test_what_is_stored_is_what_was_found(folder: Path) -> None:
    path = folder / "JPN_KOR-20230831T000000Z.duckdb"
    (run,) = rows_of(path, "runs")
    assert run[:4] == (
        "20230831T000000Z",
        "JPN_KOR",
        small_contents().run.as_of,
        small_contents().run.started.replace(hour=0, tzinfo=None),
    )  # nine hours ahead of UTC
    articles = {row[0]: row for row in rows_of(path, "articles")}
    assert articles["a1"][5].endswith("Seoul was glad — “très”.")
    assert [articles[name][-1] for name in ("a1", "a3")] == ["", "a2"]
    assert [articles[name][-2] for name in ("a1", "c1")] == [False, True]
    assert rows_of(path, "problems") == [("bad\\udcff.txt", "the file is empty", "remove it")]
    assert ("JPN_KOR", "currency_swap", "in_force") in [row[:3] for row in rows_of(path, "transitions")]


def test_the_view_keeps_its_columns(shipped: RunReport) -> None:
    rows = read_rows(shipped.snapshot, "export", FILTERS)
    assert tuple(rows[0]) == CONTRACT
    assert {row["topic"] for row in rows} == {"trade"}


def test_an_export_keeps_to_its_period_and_can_leave_samples_out(shipped: RunReport) -> None:
    rows = read_rows(shipped.snapshot, "export", FILTERS | {"since": "2019-01-01", "until": "2019-12-31"})
    assert {row["date"].year for row in rows} == {2019}
    assert any(row["sample"] for row in rows)
    assert not any(row["sample"] for row in read_rows(shipped.snapshot, "export", FILTERS | {"samples": False}))


# ------------------------------------------------------------------ whole or not


def test_a_new_snapshot_becomes_current_and_the_earlier_one_stays(folder: Path) -> None:
    newer = save_snapshot(small_contents("20230901T000000Z"), folder)
    assert current_snapshot(folder, "JPN_KOR") == newer
    assert visible(folder) == [POINTER, "JPN_KOR-20230831T000000Z.duckdb", "JPN_KOR-20230901T000000Z.duckdb"]


def test_a_published_name_is_never_used_again(folder: Path) -> None:
    first = (folder / "JPN_KOR-20230831T000000Z.duckdb").read_bytes()
    second = save_snapshot(small_contents(), folder)
    assert second.name == "JPN_KOR-20230831T000000Z-2.duckdb"
    assert (folder / "JPN_KOR-20230831T000000Z.duckdb").read_bytes() == first


def test_a_snapshot_that_fails_its_checks_is_not_published(folder: Path) -> None:
    contents = small_contents("20230901T000000Z")
    wrong = replace(contents, run=replace(contents.run, n_reports=7))
    with pytest.raises(SnapshotError, match=r"earlier one stays: the run counts what the tables hold: broken 1 times"):
        save_snapshot(wrong, folder)
    assert visible(folder) == [POINTER, "JPN_KOR-20230831T000000Z.duckdb"]


def test_rows_that_do_not_fit_the_schema_are_told_and_leave_nothing(folder: Path) -> None:
    contents = small_contents("20230901T000000Z")
    with pytest.raises(SnapshotError, match=r"Constraint.*fault of the program"):
        save_snapshot(replace(contents, articles=contents.articles * 2), folder)
    assert visible(folder) == [POINTER, "JPN_KOR-20230831T000000Z.duckdb"]


def test_killed_at_any_moment_the_folder_holds_a_whole_snapshot_and_the_next_run_goes_on(folder: Path) -> None:
    count = 16
    finish(start("kill", folder, count))
    killed = [folder.with_suffix(f".{number}") for number in range(count)]
    currents = [current_snapshot(copy, "JPN_KOR") for copy in killed]
    for path in currents:
        assert path is not None
        assert {row["topic"] for row in read_rows(path, "export", FILTERS)} == {"trade"}
    assert any(name.endswith(".part") for copy in killed for name in visible(copy))  # some died while writing
    names = {path.name for path in currents if path}
    assert names == {"JPN_KOR-20230831T000000Z.duckdb", f"JPN_KOR-{KILLED_RUN}.duckdb"}  # … and some after
    for copy in killed[::5]:
        after = save_snapshot(small_contents("20230902T000000Z"), copy)
        assert current_snapshot(copy, "JPN_KOR") == after
        assert not [name for name in visible(copy) if name.endswith(".part")]


def test_two_runs_at_once_both_end_whole(folder: Path) -> None:
    for process in [start("save", folder, f"2023090{day}T000000Z") for day in (1, 2)]:
        finish(process)
    files = [path for path in folder.glob("*.duckdb") if read_rows(path, "contract", {})]
    assert len(files) == 3
    assert current_snapshot(folder, "JPN_KOR") in files
    assert not list(folder.glob(".*.part*"))


def test_publishers_of_many_pairs_lose_none_of_each_others_lines(tmp_path: Path) -> None:
    pairs = ["AAA_BBB", "CCC_DDD", "EEE_FFF", "GGG_HHH"]
    for process in [start("point", tmp_path, pair, 40) for pair in pairs]:
        finish(process)
    assert [current_snapshot(tmp_path, pair) for pair in pairs] == [tmp_path / f"{pair}-39.duckdb" for pair in pairs]


def test_a_run_that_waits_too_long_says_for_which_lock(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "PATIENCE", 0.1)
    with FileLock(folder / ".JPN_KOR.lock"), pytest.raises(SnapshotError, match=r"\.JPN_KOR\.lock: another run holds"):
        save_snapshot(small_contents("20230901T000000Z"), folder)


# ------------------------------------------------------------- when it cannot be


@pytest.fixture
def locked_folder(folder: Path) -> Iterator[Path]:
    """A folder with a snapshot that this process may read and not write, even where tests run as root."""
    with tempfile.TemporaryDirectory() as outer:
        place = Path(outer) / "snapshots"
        shutil.copytree(folder, place)
        Path(outer).chmod(0o755)
        place.chmod(0o555)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        try:
            yield place
        finally:
            os.seteuid(user)
            place.chmod(0o755)


def test_a_folder_that_cannot_be_written_is_told_and_its_snapshot_stays_readable(locked_folder: Path) -> None:
    for attempt in (save_snapshot, write_snapshot):
        with pytest.raises(SnapshotError, match=r"cannot be written here.*make the folder writable"):
            attempt(small_contents("20230901T000000Z"), locked_folder)
    path = current_snapshot(locked_folder, "JPN_KOR")
    assert path is not None
    assert read_rows(path, "export", FILTERS)


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SnapshotError, match=r"cannot be written here.*give a folder"):
        save_snapshot(small_contents(), tmp_path / "file")
    assert current_snapshot(tmp_path / "file", "JPN_KOR") is None


@pytest.mark.parametrize("limit", [10, 20_000, 500_000])
def test_a_full_disk_is_told_and_the_earlier_snapshot_stays(folder: Path, limit: int) -> None:
    told = finish(start("starve", folder, limit))
    assert "free some space and run again; the earlier one stays" in told
    assert visible(folder) == [POINTER, "JPN_KOR-20230831T000000Z.duckdb"]
    assert current_snapshot(folder, "JPN_KOR") == folder / "JPN_KOR-20230831T000000Z.duckdb"


@pytest.mark.parametrize("damage", [b"", b"not a database" * 1000, None])
def test_a_corrupt_snapshot_is_told_in_one_sentence_and_the_next_run_goes_on(
    folder: Path, damage: bytes | None
) -> None:
    path = folder / "JPN_KOR-20230831T000000Z.duckdb"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    with pytest.raises(SnapshotError, match=r"^\S+\.duckdb: [^\n]*run `python -m etl run` to make a new one$"):
        read_rows(path, "export", FILTERS)
    newer = save_snapshot(small_contents("20230901T000000Z"), folder)
    assert current_snapshot(folder, "JPN_KOR") == newer


def test_a_snapshot_of_another_version_is_told(folder: Path) -> None:
    path = folder / "JPN_KOR-20230831T000000Z.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"UPDATE schema_version SET version = {SCHEMA_VERSION + 1}")
    with pytest.raises(SnapshotError, match=rf"schema {SCHEMA_VERSION + 1}, needed is {SCHEMA_VERSION}"):
        read_rows(path, "export", FILTERS)
    with duckdb.connect(str(path)) as connection:
        connection.execute("DROP TABLE schema_version")
    with pytest.raises(SnapshotError, match="another version of this program"):
        read_rows(path, "export", FILTERS)


def test_a_pointer_to_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / POINTER).write_text("JPN_KOR gone.duckdb\n")
    with pytest.raises(SnapshotError, match="which is not there"):
        current_snapshot(tmp_path, "JPN_KOR")
    assert current_snapshot(tmp_path, "DEU_FRA") is None
    assert current_snapshot(tmp_path / "empty", "JPN_KOR") is None


@pytest.mark.parametrize("pointer", [b"\x00\xff\xfe", b"JPN_KOR", b"JPN_KOR ../../etc/passwd\n", b"\n\n"])
def test_a_pointer_that_says_nothing_counts_as_none_and_is_mended_by_the_next_run(folder: Path, pointer: bytes) -> None:
    (folder / POINTER).write_bytes(pointer)
    assert current_snapshot(folder, "JPN_KOR") is None
    newer = save_snapshot(small_contents("20230901T000000Z"), folder)
    assert current_snapshot(folder, "JPN_KOR") == newer
