"""The whole way of the data: what it publishes, and when it publishes nothing."""

import datetime as dt
from pathlib import Path

import pytest

from etl.catalogue import DATA
from etl.pipeline import NothingReadError, RunReport, read, run
from etl.snapshot import current_snapshot
from etl.sources import ReadOptions
from tests.small import CATALOGUE

AS_OF = dt.date(2026, 11, 23)
STORY = "date 2023-07-21 Japan put South Korea back on its white list on Friday, the trade ministry said."


def run_into(folder: Path, *paths: Path) -> RunReport:
    return run(
        paths,
        CATALOGUE,
        as_of=AS_OF,
        started=dt.datetime(2026, 11, 23, tzinfo=dt.UTC),
        snapshots=folder,
        options=ReadOptions(AS_OF),
    )


def a_missing_file(place: Path) -> None:
    del place


def an_empty_folder(place: Path) -> None:
    place.mkdir()


def an_article_without_a_date(place: Path) -> None:
    place.write_text("Tokyo and Seoul met.")


def a_link_to_itself(place: Path) -> None:
    place.symlink_to(place.name)


@pytest.mark.parametrize("make", [a_missing_file, an_empty_folder, an_article_without_a_date, a_link_to_itself])
def test_where_nothing_can_be_read_nothing_is_published_and_the_earlier_snapshot_stays(tmp_path: Path, make) -> None:
    good, bad, folder = tmp_path / "good.txt", tmp_path / "bad.txt", tmp_path / "snapshots"
    good.write_text(STORY)
    make(bad)
    published = run_into(folder, good).snapshot

    with pytest.raises(NothingReadError, match="no article could be read") as caught:
        run_into(folder, bad)

    assert str(bad) in str(caught.value)
    assert [problem.where for problem in caught.value.problems] == [str(bad)]
    assert current_snapshot(folder, "JPN_KOR") == published


def test_beside_a_good_article_a_link_to_itself_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STORY)
    a_link_to_itself(tmp_path / "bad.txt")

    report = run_into(tmp_path / "snapshots", tmp_path / "good.txt", tmp_path / "bad.txt")

    assert [problem.where for problem in report.problems] == [str(tmp_path / "bad.txt")]


def test_inputs_of_the_project_are_told_from_its_root(shipped: RunReport) -> None:
    assert shipped.run.inputs == ("data/chronologies/JPN_KOR.csv", "data/corpus/JPN_KOR/articles.jsonl")


def test_a_mistyped_row_of_the_shipped_chronology_costs_that_row_alone(tmp_path: Path) -> None:
    text = (DATA / "chronologies" / "JPN_KOR.csv").read_text(encoding="utf-8")
    (tmp_path / "c.csv").write_text(text.replace(",SANCTION,", ",SANCTON,", 1), encoding="utf-8")

    prepared = read([tmp_path / "c.csv"], CATALOGUE, ReadOptions(AS_OF))

    assert len(prepared.articles) == 407
    assert [str(problem) for problem in prepared.problems] == [
        f"{tmp_path / 'c.csv'}:2: JPN_KOR has no action 'SANCTON'; did you mean SANCTION?"
    ]
