"""The command line: what it writes and with which code it ends (0 fine, 1 with problems, 2 could not run)."""

import csv
import datetime as dt
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

from etl.__main__ import app
from etl.checks import CONTRACT
from etl.exports import defuse
from etl.pipeline import RunReport
from etl.snapshot import current_snapshot, read_rows
from pages.shared.filters import Filters
from pages.shared.snapshot import read_events

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT.parent / "shared" / "evaluation" / "seed" / "articles.jsonl"
TEXT = (
    "Japan restores South Korea to white list\n\n"
    "Japan on Friday reinstated South Korea to its white list of trusted trading partners, the trade ministry said.\n"
)


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def exported(folder: Path, *options: str) -> list[dict[str, str]]:
    result = call("export", "--snapshots", folder, *options)
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


# ------------------------------------------------------------------------ check


def test_check_finds_the_shipped_catalogue_fine() -> None:
    result = call("check")
    assert result.exit_code == 0
    assert "JPN_KOR: " in result.stderr
    assert result.stderr.rstrip().endswith("fine")


def test_check_of_an_unknown_pair_could_not_run() -> None:
    result = call("check", "--pair", "AAA_BBB")
    assert result.exit_code == 2
    assert "there is no pair 'AAA_BBB'" in result.stderr


# -------------------------------------------------------------------------- run


def test_run_publishes_a_text_file(article: Path, tmp_path: Path) -> None:
    folder = tmp_path / "snapshots"
    result = call("run", article, "--published", "2023-07-21", "--snapshots", folder)
    assert result.exit_code == 0, result.output
    assert "1 article read\n" in result.stderr
    assert "0 findings and 0 problems" in result.stderr
    assert current_snapshot(folder, "JPN_KOR") is not None
    told = {(row["indicator"], row["actor"], row["date"]) for row in exported(folder)}
    assert ("export_white_list", "JPN", "2023-07-21") in told


def test_run_with_a_problem_finishes_and_lists_it(article: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone.txt"
    result = call("run", article, gone, "--published", "2023-07-21", "--snapshots", tmp_path / "snapshots")
    assert result.exit_code == 1, result.output
    assert "gone.txt" in result.stderr
    assert current_snapshot(tmp_path / "snapshots", "JPN_KOR") is not None


def test_run_of_a_mistyped_path_could_not_run_and_the_snapshot_stays(article: Path, tmp_path: Path) -> None:
    folder = tmp_path / "snapshots"
    assert call("run", article, "--published", "2023-07-21", "--snapshots", folder).exit_code == 0
    before = current_snapshot(folder, "JPN_KOR")
    result = call("run", tmp_path / "artcle.txt", "--snapshots", folder)
    assert result.exit_code == 2
    assert "artcle.txt: there is no such file or folder; check the path" in result.stderr
    assert "no article could be read, so nothing was written and an earlier snapshot stays" in result.stderr
    assert current_snapshot(folder, "JPN_KOR") == before


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--pair", "AAA_BBB"), "there is no pair 'AAA_BBB'"),
        (("--published", "yesterday"), "--published: 'yesterday' is not a date; write it as YYYY-MM-DD"),
    ],
)
def test_run_with_a_wrong_option_could_not_run(
    article: Path, tmp_path: Path, options: tuple[str, str], told: str
) -> None:
    result = call("run", article, "--snapshots", tmp_path / "snapshots", *options)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not (tmp_path / "snapshots").exists()


def test_run_into_a_file_could_not_run(article: Path) -> None:
    result = call("run", article, "--published", "2023-07-21", "--snapshots", article)
    assert result.exit_code == 2
    assert "give a folder, not a file, as --snapshots" in result.stderr
    assert article.read_text(encoding="utf-8") == TEXT


# ------------------------------------------------------------------------- code


@pytest.mark.skipif(not SEED.exists(), reason="the evaluation set is not here")
def test_code_writes_one_line_per_report_with_its_evidence(tmp_path: Path) -> None:
    out = tmp_path / "events.jsonl"
    result = call("code", SEED, "--out", out)
    assert result.exit_code == 0, result.output
    texts = {}
    for line in SEED.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        texts[article["id"]] = f"{article.get('title', '')}\n{article['text']}"
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert rows
    assert all(row["evidence"] in texts[row["article_id"]] for row in rows)
    assert all(row["event_id"].startswith("JPN_KOR-") for row in rows)


def test_code_of_an_article_about_others_says_so(tmp_path: Path) -> None:
    (tmp_path / "sport.txt").write_text("date 2023-07-21 The season opened with a draw in Madrid.")
    out = tmp_path / "events.jsonl"
    result = call("code", tmp_path / "sport.txt", "--out", out)
    assert result.exit_code == 0, result.output
    assert "1 article read: 1 not about the pair" in result.stderr
    assert out.read_text(encoding="utf-8") == ""


def test_code_of_nothing_could_not_run_and_leaves_the_output_alone(tmp_path: Path) -> None:
    out = tmp_path / "events.jsonl"
    out.write_text("of yesterday\n")
    assert call("code", tmp_path / "gone.jsonl", "--out", out).exit_code == 2
    assert out.read_text() == "of yesterday\n"


def test_code_that_cannot_write_could_not_run(article: Path, tmp_path: Path) -> None:
    result = call("code", article, "--published", "2023-07-21", "--out", tmp_path / "no" / "events.jsonl")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


# ----------------------------------------------------------------------- export


def test_the_exported_csv_holds_the_rows_of_the_view(shipped: RunReport) -> None:
    rows = exported(shipped.snapshot.parent, "--topic", "trade", "--from", "2019-01-01", "--to", "2019-12-31")
    days = {"since": dt.date(2019, 1, 1), "until": dt.date(2019, 12, 31)}
    stored = read_rows(shipped.snapshot, "export", {"pair": "JPN_KOR", "topics": ["trade"], "samples": True, **days})
    assert tuple(rows[0]) == CONTRACT
    assert rows == [{key: as_a_cell(value) for key, value in row.items()} for row in stored]


@pytest.mark.parametrize(
    ("since", "until", "topics"),
    [
        ("2019-06-01", "2019-06-30", ()),  # holds acts that are dated to the year alone
        ("2025-11-10", "2025-11-20", ("security",)),  # lies within a month to which acts are dated
        (None, "2001-12-31", ("trade", "food")),
        ("2026-01-01", None, ()),
        (None, None, ()),
    ],
)
def test_export_and_dashboard_give_the_same_rows_of_a_period(
    shipped: RunReport, since: str | None, until: str | None, topics: tuple[str, ...]
) -> None:
    options = [("--from", since), ("--to", until), *(("--topic", topic) for topic in topics)]
    rows = exported(shipped.snapshot.parent, *(word for pair in options if pair[1] for word in pair))
    start, end = (dt.date.fromisoformat(day) if day else None for day in (since, until))
    shown = read_events(str(shipped.snapshot), Filters("JPN_KOR", topics=topics, start=start, end=end))
    assert [row["event_id"] for row in rows] == list(shown["event_id"])
    assert rows


def test_an_export_without_topics_holds_those_that_the_catalogue_has_no_more(
    shipped: RunReport, tmp_path: Path
) -> None:
    """A topic was renamed after the snapshot was made: it is known by the name it had."""
    copy = shutil.copy(shipped.snapshot, tmp_path)
    with duckdb.connect(copy) as connection:
        for table in ("events", "indicator_types", "topics", "index_days"):
            connection.execute(f"UPDATE {table} SET topic = 'commerce' WHERE topic = 'trade'")
    (tmp_path / "CURRENT").write_text(f"JPN_KOR {shipped.snapshot.name}\n", encoding="utf-8")
    assert len(exported(tmp_path)) == shipped.run.n_events
    assert {row["topic"] for row in exported(tmp_path, "--topic", "commerce")} == {"commerce"}


@pytest.mark.parametrize("topic", ["Trade", "TRADE", "trade and economy"])
def test_a_topic_is_known_by_id_or_name_in_any_case(shipped: RunReport, topic: str) -> None:
    rows = exported(shipped.snapshot.parent, "--topic", topic)
    assert {row["topic"] for row in rows} == {"trade"}


def test_parquet_does_not_fill_a_terminal(shipped: RunReport) -> None:
    command = [sys.executable, "-m", "etl", "export", "--format", "parquet", "--snapshots", shipped.snapshot.parent]
    master, terminal = os.openpty()
    done = subprocess.run(command, cwd=ROOT, stdout=terminal, stderr=subprocess.PIPE, text=True)
    os.close(terminal)
    os.close(master)
    assert done.returncode == 2
    assert done.stderr.startswith("--format parquet is no text for a terminal; give a file as --out")


def as_a_cell(value: object) -> str:
    """How a value of the view stands in the CSV."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(defuse(value))


def test_an_export_without_rows_still_names_its_columns(shipped: RunReport) -> None:
    result = call("export", "--snapshots", shipped.snapshot.parent, "--from", "1900-01-01", "--to", "1900-12-31")
    assert result.stdout == ",".join(f'"{column}"' for column in CONTRACT) + "\n"


@pytest.mark.parametrize("command", [("export",), ("explain", "JPN_KOR-2019")])
def test_a_damaged_snapshot_gives_one_sentence(shipped: RunReport, tmp_path: Path, command: tuple[str, ...]) -> None:
    damaged = tmp_path / shipped.snapshot.name
    damaged.write_bytes(shipped.snapshot.read_bytes()[:3000])
    (tmp_path / "CURRENT").write_text(f"JPN_KOR {damaged.name}\n", encoding="utf-8")
    result = call(*command, "--snapshots", tmp_path)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{damaged}: not a snapshot that can be read")
    assert "python -m etl run" in result.stderr


def test_the_exported_json_holds_every_event(shipped: RunReport, tmp_path: Path) -> None:
    out = tmp_path / "all.json"
    assert call("export", "--format", "json", "--snapshots", shipped.snapshot.parent, "--out", out).exit_code == 0
    assert len(json.loads(out.read_text(encoding="utf-8"))) == shipped.run.n_events


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--topic", "tarde"), "--topic: there is no topic 'tarde'; use one of "),
        (("--from", "2019"), "--from: '2019' is not a date"),
        (("--to", "2019-02-30"), "--to: '2019-02-30' is not a date"),
        (("--from", "2019-07-01", "--to", "2019-06-01"), "--from 2019-07-01 is later than --to 2019-06-01"),
        (("--format", "xlsx"), "--format: 'xlsx' is not written; use csv, parquet, json"),
        (("--pair", "KOR_JPN"), "there is no pair 'KOR_JPN'; did you mean JPN_KOR?"),
    ],
)
def test_export_with_a_wrong_option_could_not_run(shipped: RunReport, options: tuple[str, str], told: str) -> None:
    result = call("export", "--snapshots", shipped.snapshot.parent, *options)
    assert result.exit_code == 2
    assert told in result.stderr


def test_export_before_the_first_run_says_what_to_do(tmp_path: Path) -> None:
    result = call("export", "--snapshots", tmp_path)
    assert result.exit_code == 2
    assert "run `python -m etl run --pair JPN_KOR`" in result.stderr


# ---------------------------------------------------------------------- explain


def test_explain_tells_why_an_event_was_coded(shipped: RunReport) -> None:
    row = next(row for row in exported(shipped.snapshot.parent) if "coded" in row["origin"])
    result = call("explain", row["event_id"], "--snapshots", shipped.snapshot.parent)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"{row['event_id']}: ")
    assert row["quote"] in result.stdout
    assert "rule " in result.stdout


def test_explain_of_an_unknown_event_could_not_run(shipped: RunReport) -> None:
    result = call("explain", "no-such-event", "--snapshots", shipped.snapshot.parent)
    assert result.exit_code == 2
    assert "no-such-event: no such event in " in result.stderr
