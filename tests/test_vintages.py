"""Vintages: two small snapshots, between which an article is withdrawn and another added."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from etl.index import compute_index, compute_variants
from etl.snapshot import SnapshotError, list_snapshots, save_snapshot
from etl.tables import Contents
from etl.vintages import compare, index_then
from tests.small import AS_OF, CATALOGUE, small_contents

DAY = dt.date(2023, 8, 1)


def without(contents: Contents, indicator: str) -> Contents:
    """The contents of a run that had not read the reports of an indicator."""
    kept = tuple(report for report in contents.reports if report.indicator != indicator)
    events = tuple(event for event in contents.events if event.indicator != indicator)
    real = tuple(event for event in contents.events_without_samples if event.indicator != indicator)
    run = replace(contents.run, id="20230830T000000Z", n_reports=len(kept), n_events=len(events))
    return replace(
        contents,
        run=run,
        reports=kept,
        events=events,
        events_without_samples=real,
        index_days=compute_index(events, contents.coverage, CATALOGUE, AS_OF),
        index_variants=compute_variants(events, real, contents.coverage, CATALOGUE, AS_OF),
    )


@pytest.fixture(scope="module")
def vintages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("vintages")
    contents = small_contents()
    save_snapshot(contents, folder)
    save_snapshot(without(contents, "economic_dialogue"), folder)
    return list_snapshots(folder, "JPN_KOR")


def test_what_the_index_said_then(vintages: list[Path]) -> None:
    then, now = (index_then(path, "trade", DAY) for path in vintages)
    assert then is not None
    assert now is not None
    assert then.cooperation < now.cooperation
    assert index_then(vintages[0], "all", dt.date(1990, 1, 1)) is None


def test_the_difference_down_to_the_events(vintages: list[Path]) -> None:
    then, now = vintages
    difference = compare(then, now, "all", DAY)
    assert [event.indicator for event in difference.added] == ["economic_dialogue"]
    assert (difference.withdrawn, difference.changed) == ((), ())
    back = compare(now, then, "all", DAY)
    assert [event.indicator for event in back.withdrawn] == ["economic_dialogue"]
    assert {part.kind for part in back.parts} == {"withdrawn", "faded"}
    net = [index.net for path in vintages if (index := index_then(path, "all", DAY)) and index.net is not None]
    assert sum(part.amount for part in difference.parts) == pytest.approx(net[1] - net[0], abs=1e-9)
    assert compare(now, now, "all", DAY).parts == ()


def test_an_event_told_differently_is_a_change(tmp_path: Path) -> None:
    contents = small_contents()
    events = tuple(
        replace(event, confidence=0.5, intensity=9.0) if event.indicator == "economic_dialogue" else event
        for event in contents.events
    )
    later = replace(
        contents,
        events=events,
        index_days=compute_index(events, contents.coverage, CATALOGUE, AS_OF),
        index_variants=compute_variants(events, events, contents.coverage, CATALOGUE, AS_OF),
    )
    one, other = save_snapshot(contents, tmp_path), save_snapshot(later, tmp_path)
    difference = compare(one, other, "all", DAY)
    (change,) = difference.changed
    assert change.fields == ("intensity", "confidence")
    assert ("revised", change.later.id) in {(part.kind, part.event_id) for part in difference.parts}


def test_a_snapshot_of_another_version_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "JPN_KOR-1.duckdb"
    path.write_bytes(b"no database")
    with pytest.raises(SnapshotError, match="not a snapshot"):
        index_then(path, "all", DAY)
