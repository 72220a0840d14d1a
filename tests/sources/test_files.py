"""Folders of everything: what can be read is, what cannot is told, nothing hangs."""

import datetime as dt
import os
import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.articles import prepare
from etl.records import Article, Problem
from etl.sources import ReadOptions, read_all

DATA = Path(__file__).parents[2] / "data"
JSON = '{"published": "2023-12-22", "text": "From lines."}\n'


def test_a_folder_of_mixed_kinds_is_read_in_order_of_names(tmp_path, read):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "deep").mkdir()
    (tmp_path / "a.TXT").write_text("date 2023-12-22 From text.")
    (tmp_path / "b" / "deep" / "a.jsonl").write_text(JSON)
    (tmp_path / "c.csv").write_text("published,text\n2023-12-22,From a table.\n")
    (tmp_path / "d.csv").write_text((DATA / "chronologies" / "JPN_KOR.csv").read_text().split("\n", 2)[0] + "\n")
    (tmp_path / ".hidden").write_text("passed over")

    articles, problems = read(tmp_path)

    assert [a.text for a in articles] == ["From text.", "From lines.", "From a table."]
    assert not problems


def test_the_shipped_articles_are_all_marked_as_samples(read):
    articles, problems = read(DATA / "corpus" / "JPN_KOR")

    assert len(articles) == len({a.id for a in articles}) == 120
    assert all(a.sample for a in articles)
    assert not problems


def a_pipe(place: Path) -> None:
    os.mkfifo(place)


def a_device(place: Path) -> None:
    place.symlink_to("/dev/zero")


def a_socket(place: Path) -> None:
    os.chdir(place.parent)  # the path of a socket may have 108 characters only
    with socket.socket(socket.AF_UNIX) as endpoint:
        endpoint.bind(place.name)


def a_broken_link(place: Path) -> None:
    place.symlink_to("nowhere")


def a_link_to_itself(place: Path) -> None:
    place.symlink_to(place.name)


def an_empty_file(place: Path) -> None:
    place.touch()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (a_pipe, "this is a pipe and no file of articles"),
        (a_device, "this is a device and no file of articles"),
        (a_socket, "this is a socket and no file of articles"),
        (a_broken_link, "the link leads nowhere"),
        (a_link_to_itself, "cannot be read: too many levels of symbolic links"),
        (an_empty_file, "the file is empty"),
    ],
)
@pytest.mark.parametrize("ending", [".txt", ".html", ".jsonl", ".json", ".csv", ".parquet"])
def test_what_is_no_file_of_articles_is_told_and_the_rest_goes_on(tmp_path, monkeypatch, read, make, told, ending):
    monkeypatch.chdir(tmp_path)
    make(tmp_path / f"a{ending}")
    (tmp_path / "b.jsonl").write_text(JSON)

    (article,), (problem,) = read(tmp_path)

    assert article.text == "From lines."
    assert (problem.where, problem.what) == (str(tmp_path / f"a{ending}"), told)


def test_a_loop_of_folders_ends(tmp_path, read):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "a.jsonl").write_text(JSON)
    (tmp_path / "a" / "up").symlink_to(tmp_path)

    articles, (problem,) = read(tmp_path)

    assert len(articles) == 1
    assert problem.what == f"this is the same folder as {tmp_path}, which is read already"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_files_and_folders_without_permission_are_told(tmp_path, read):
    (tmp_path / "a.txt").write_text("date 2023-12-22 Met.")
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "b").mkdir(mode=0)

    _, problems = read(tmp_path)

    assert [p.what for p in problems] == ["cannot be read: permission denied"] * 2


def test_an_empty_folder_and_an_unknown_kind_are_told(tmp_path, read):
    (tmp_path / "a").mkdir()
    (tmp_path / "b.pdf").write_bytes(b"%PDF")
    (tmp_path / "c").write_text("x")

    _, problems = read(tmp_path)

    assert [p.what for p in problems] == [
        "the folder is empty",
        "files of the kind .pdf are not read",
        "files of the kind (no ending) are not read",
    ]


def test_a_name_that_no_disk_can_hold_is_told(read):
    name = "x" * 300 + ".txt"

    _, (problem,) = read(Path(name))

    assert (problem.where, problem.what) == (name, "cannot be read: file name too long")


def test_a_wholly_wrong_file_does_not_flood_the_list(tmp_path, read):
    (tmp_path / "a.jsonl").write_text("oops\n" * 250 + JSON)

    (article,), problems = read(tmp_path)

    assert article.read_from.endswith(":251")
    assert len(problems) == 101
    assert problems[-1].what == "150 further problems of this file are not listed"


PIECES = (  # what the readers look for, and what has broken readers before
    b"date 2023-12-22 |---\n|title: |- |*a|&a|!!python/object:x |published,text\n|2023-12-22|0001-01-01|9999-12-31"
    b'|{|}|[|]|,|:|;|"|{"text": "|\\ud800|1e999|null|NaN|word |\n|\r\n|\x00|\xe9|\xf0\x9f|\xff\xfe|\xef\xbb\xbf|PAR1'
    b"|<html><body><p>|<meta property='article:published_time' content='|'>|<!--|&#0;|&amp;"
).split(b"|")


@given(
    content=st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=4)), max_size=30).map(b"".join),
    ending=st.sampled_from([".txt", ".md", ".html", ".jsonl", ".json", ".csv", ".parquet"]),
)
@settings(max_examples=300, deadline=None)
def test_whatever_a_file_holds_nothing_is_raised_and_nothing_lost_in_silence(tmp_path_factory, content, ending):
    place = tmp_path_factory.mktemp("wild") / f"a{ending}"
    place.write_bytes(content)

    items = list(read_all([place], ReadOptions(dt.date(2026, 6, 1))))

    prepare(items)
    assert all(isinstance(item, Article | Problem) for item in items)
    assert items or ending in (".csv", ".jsonl"), "only a table without rows may give nothing at all"
