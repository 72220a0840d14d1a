"""Checks: a small real snapshot passes; broken in one place, the promise it breaks is named."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.checks import check_snapshot, find_oddities
from etl.snapshot import SQL, save_snapshot
from tests.small import CATALOGUE, event, small_contents

# What is done to a sound snapshot, and which promise that breaks.
BROKEN = [
    ("UPDATE articles SET sample = true WHERE article_id = 'a4'", "no event that is not a sample is led by a sample"),
    ("UPDATE events_without_samples SET n_articles = 9", "without samples, every event is one that real articles tell"),
    ("UPDATE intervals SET precision = 'unknown'", "a date and its precision belong together"),
    ("INSERT INTO rulings VALUES ('JPN_KOR', 'gone', 'high')", "every ruling is an event with a stage"),
    ("UPDATE events SET weight = 11", "an event counts in the index or says why not"),
    ("UPDATE events SET uncounted = 'state'", "an event counts in the index or says why not"),
    ("UPDATE index_variants SET net = 0.5 WHERE net IS NOT NULL", "the variant named base is the index"),
    ("UPDATE runs SET as_of = as_of + 1", "the index goes on until the run"),
    ("UPDATE reports SET quote_start = quote_start + 1 WHERE report_id = 'r1'", "every quote stands in its article"),
    ("UPDATE articles SET text = 'Corrected.' WHERE article_id = 'a4'", "every quote stands in its article"),
    (
        "UPDATE reports SET also = [{'start': 0, 'end': 3, 'text': 'not'}] WHERE report_id = 'r1'",
        "every further quote stands in its article",
    ),
    ("DELETE FROM articles WHERE article_id = 'a1'", "every report has its article"),
    ("UPDATE reports SET event_id = 'gone' WHERE report_id = 'r1'", "every report has its event"),
    ("DELETE FROM reports WHERE report_id = 'r3'", "every event has a report"),
    ("UPDATE events SET lead_report = 'r3' WHERE lead_report <> 'r3'", "every event has its title and quote from"),
    ("UPDATE events SET quote = 'Made up.' WHERE lead_report = 'r3'", "every event has its title and quote from"),
    ("UPDATE reports SET indicator = 'summit' WHERE report_id = 'r1'", "every report says what its event says"),
    ("UPDATE events SET n_articles = 9", "every event counts its articles"),
    ("UPDATE events SET n_sources = 0", "every event counts its articles"),
    ("UPDATE articles SET duplicate_of = 'gone' WHERE article_id = 'a3'", "every copy has an original that is none"),
    ("UPDATE articles SET duplicate_of = 'a3' WHERE article_id = 'a4'", "every copy has an original that is none"),
    ("INSERT INTO merge_decisions VALUES ('r1', 'gone', true, 1, '')", "merge decisions name reports"),
    ("UPDATE events SET topic = 'food'", "indicator, topic, stance and action are"),
    ("UPDATE events SET stance = 'friction'", "indicator, topic, stance and action are"),
    ("UPDATE events SET action = 'DANCE'", "indicator, topic, stance and action are"),
    ("UPDATE events SET actor = 'USA'", "the actor is a side of the pair"),
    ("UPDATE events SET modality = 'possible'", "modality, precision and origin are known"),
    ("UPDATE events SET date_start = '2024-01-01'", "dates run from first to last"),
    ("UPDATE events SET date_start = NULL", "dates run from first to last"),
    ("UPDATE reports SET date_end = NULL", "dates run from first to last"),
    ("UPDATE events SET confidence = 1.01", "confidence is within 0..1"),
    ("UPDATE events SET intensity = 'nan'", "confidence is within 0..1"),
    ("UPDATE intervals SET state = 'asleep'", "policies and their states are"),
    ("UPDATE transitions SET event_id = 'gone'", "every move of a policy has its event"),
    ("UPDATE intervals SET end_date = '2020-01-01' WHERE end_date IS NULL", "the intervals of a policy tile all time"),
    ("UPDATE intervals SET start_date = '2020-01-01' WHERE event_id <> ''", "the intervals of a policy tile all time"),
    ("INSERT INTO intervals SELECT * FROM intervals", "the intervals of a policy tile all time"),
    ("DELETE FROM intervals WHERE policy = 'gsomia'", "every policy has a state"),
    ("UPDATE index_days SET net = 1.5 WHERE net IS NOT NULL", "the index lies within -1..1 and inside its band"),
    ("UPDATE index_days SET high = net - 0.1 WHERE net IS NOT NULL", "the index lies within -1..1 and inside its band"),
    ("UPDATE index_days SET net = 'nan' WHERE net IS NOT NULL", "the index lies within -1..1 and inside its band"),
    ("UPDATE index_days SET friction = -1", "what the index sums is finite and not negative"),
    ("UPDATE index_days SET coverage = 'none'", "the index says nothing where nothing was looked at"),
    ("DELETE FROM index_days WHERE topic = 'all'", "the index has one row for each topic and covered day"),
    ("INSERT INTO index_days SELECT * FROM index_days", "the index has one row for each topic and covered day"),
    ("DELETE FROM coverage", "the index has one row for each topic and covered day"),
    ("UPDATE runs SET as_of = '2023-07-10'", "no day lies after the run's own"),
    ("UPDATE events SET pair = 'DEU_FRA'", "everything is about the run's pair"),
    ("UPDATE runs SET n_reports = 6", "the run counts what the tables hold"),
    ("UPDATE runs SET n_articles = 5", "the run counts what the tables hold"),
    ("UPDATE runs SET n_duplicates = 0", "the run counts what the tables hold"),
    ("DELETE FROM runs", "there is exactly one run"),
    ("DELETE FROM articles WHERE article_id = 'c1'", "every event is in the view indicators"),
    ("DROP VIEW indicators; CREATE VIEW indicators AS SELECT event_id FROM events", "they are not the contract's"),
]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_snapshot(small_contents(), tmp_path_factory.mktemp("sound"))


@pytest.fixture
def connection(sound: Path, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with contextlib.closing(duckdb.connect(str(shutil.copy(sound, tmp_path / "copy.duckdb")))) as connection:
        yield connection


def check(connection: duckdb.DuckDBPyConnection) -> list[str]:
    def query(name: str) -> list[dict[str, object]]:
        found = connection.execute((SQL / f"{name}.sql").read_text(encoding="utf-8"))
        columns = [column[0] for column in found.description]
        return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]

    return check_snapshot(query)


def test_a_sound_snapshot_breaks_no_promise(connection: duckdb.DuckDBPyConnection) -> None:
    assert check(connection) == []


@pytest.mark.parametrize(("damage", "promise"), BROKEN, ids=[damage for damage, _ in BROKEN])
def test_a_broken_promise_is_named(connection: duckdb.DuckDBPyConnection, damage: str, promise: str) -> None:
    connection.execute(damage)
    assert any(promise in failure for failure in check(connection)), check(connection)


def test_a_failure_says_how_often_and_where(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("UPDATE events SET actor = 'USA'")
    (failure,) = check(connection)
    assert failure == (
        "the actor is a side of the pair, BOTH or OTHER: broken 3 times, "
        "first by JPN_KOR-2023-06-29-currency_swap-agree-both"
    )


def test_every_promise_of_the_checks_is_tried_here() -> None:
    promises = [
        line.split("'", 1)[1].replace("''", "'").rsplit("'", 1)[0]
        for line in (SQL / "checks.sql").read_text(encoding="utf-8").splitlines()
        if line.startswith("    SELECT '")
    ]
    untried = [told for told in promises if not any(told.startswith(promise) for _, promise in BROKEN)]
    assert len(promises) > 20
    assert untried == []


def test_what_is_merely_odd_is_a_finding() -> None:
    events = [
        event("fine", "2020-01-01", first_reported="2020-01-02"),
        event("old", "1965", first_reported="2020-01-01"),
        event("foretold", "2020-05-01", first_reported="2020-01-01"),
        event("undated", None),
    ]
    assert [(finding.kind, finding.subject) for finding in find_oddities(events, CATALOGUE)] == [
        ("reported before it happened", "foretold"),
        ("too early", "old"),
    ]
