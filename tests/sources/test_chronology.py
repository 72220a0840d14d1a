"""Chronologies: what a curated row becomes, and how sturdy its id is."""

import csv
import datetime as dt
import random
from pathlib import Path

import pytest

from etl.records import Coding, DateRange

SHIPPED = Path(__file__).parents[2] / "data" / "chronologies" / "JPN_KOR.csv"
HEADER = "date,precision,indicator,stance,action,actor,title,state_effect,source_url,source_date\n"
ROW = {
    "date": "2019-08-28",
    "precision": "day",
    "indicator": "export_white_list",
    "stance": "friction",
    "action": "SANCTION",
    "actor": "JPN",
    "title": "South Korea's removal from the list takes effect",
    "state_effect": "japan_list_korea=removed (Group B)",
    "source_url": "https://www.example.org/a",
    "source_date": "2019-08-29",
}


@pytest.fixture
def chronicle(tmp_path, read):
    """`chronicle(row, …)` → (articles, problems) of a chronology of these rows."""

    def write_and_read(*rows):
        with (tmp_path / "c.csv").open("w", newline="") as stream:
            writer = csv.DictWriter(stream, [*ROW, "number"])
            writer.writeheader()
            writer.writerows(rows)
        return read(tmp_path / "c.csv")

    return write_and_read


def test_a_row_becomes_an_article_with_its_coding(chronicle):
    (article,), problems = chronicle(ROW)

    assert article.text == article.title == ROW["title"]
    assert (article.url, article.source) == ("https://www.example.org/a", "example.org")
    assert article.published == dt.date(2019, 8, 29)
    assert article.coding == Coding(
        "export_white_list",
        "friction",
        "SANCTION",
        "JPN",
        DateRange(dt.date(2019, 8, 28), dt.date(2019, 8, 28), "day", "curated", "2019-08-28"),
        state_effect="japan_list_korea=removed (Group B)",
    )
    assert not problems


@pytest.mark.parametrize(
    ("date", "precision", "source_date", "published"),
    [
        ("2019-08-28", "day", "2019-08-27", "2019-08-27"),  # an advance notice
        ("2019-08-28", "day", "2019-10", "2019-10-31"),  # a monthly: by its end at the latest
        ("2019-08-28", "day", "", "2019-08-28"),  # undated: not before the act
        ("2019-08", "month", "", "2019-08-31"),
        ("2013", "year", "", "2013-12-31"),
        ("2026-05-19", "day", "2026-06", "2026-06-01"),  # never after the day the run looks from
    ],
)
def test_published_is_the_first_day_that_is_certain(chronicle, date, precision, source_date, published):
    (article,), _ = chronicle(ROW | {"date": date, "precision": precision, "source_date": source_date})

    assert article.published == dt.date.fromisoformat(published)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"precision": "month"}, "date 2019-08-28 is precise to the day, precision says month"),
        ({"date": "2019-02-30"}, "date '2019-02-30' is not a date"),
        ({"date": "28.8.2019"}, "date '28.8.2019' is not a date"),
        ({"date": ""}, "date '' is not a date"),
        ({"date": "2026-07-01"}, "date 2026-07-01 lies in the future"),
        ({"source_date": "soon"}, "source_date 'soon' is not a date"),
        ({"source_date": "2026-07"}, "source_date 2026-07-01 lies in the future"),
        ({"stance": "hostile"}, "stance 'hostile' is not one that can be"),
        ({"indicator": "White list"}, "indicator 'White list' is not one that can be"),
        ({"action": "sanction"}, "action 'sanction' is not one that can be"),
        ({"actor": "Japan"}, "actor 'Japan' is not one that can be"),
        ({"state_effect": "removed"}, "state_effect 'removed' is not one that can be"),
        ({"source_url": "Yonhap"}, "source_url 'Yonhap' is not a web address"),
        ({"title": " "}, "the title is missing"),
        ({"number": "02"}, "number '02' is not one that can be"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_the_rest_goes_on(chronicle, change, told):
    articles, (problem,) = chronicle(ROW | change, ROW)

    assert [a.id for a in articles] == ["curated.2019-08-28.export_white_list.SANCTION.JPN"]
    assert problem.where.endswith("c.csv:2")
    assert problem.what == told
    assert problem.remedy


def test_missing_columns_are_one_problem(tmp_path, read):
    (tmp_path / "c.csv").write_text(
        "date,indicator,stance,action,actor,title\n" + "2019-08-28,x,friction,ACCUSE,JPN,t\n" * 9
    )

    articles, (problem,) = read(tmp_path)

    assert not articles
    assert problem.what == "the columns precision, state_effect, source_url, source_date are missing"


def test_a_better_title_or_source_leaves_the_id_as_it_is(chronicle):
    ((before,), _), ((after,), _) = (
        chronicle(ROW),
        chronicle(ROW | {"title": "Typo mended", "source_url": "https://b.org", "source_date": ""}),
    )

    assert before.id == after.id


def test_acts_that_share_the_rest_have_numbers_and_keep_their_ids(chronicle):
    other = ROW | {"title": "Another list, another act", "source_url": "https://www.example.org/b", "number": "2"}
    mended = other | {"title": "A better title", "source_url": "https://a.example.org"}

    ids = [[a.id for a in chronicle(*rows)[0]] for rows in ((ROW, other), (ROW, mended), (mended, ROW))]

    one, two = (
        "curated.2019-08-28.export_white_list.SANCTION.JPN",
        "curated.2019-08-28.export_white_list.SANCTION.JPN.2",
    )
    assert ids == [[one, two], [one, two], [two, one]]


@pytest.mark.parametrize("backwards", [False, True])
def test_acts_that_share_all_are_told_and_the_same_one_is_kept_in_any_order(chronicle, backwards):
    rows = [ROW, ROW | {"title": "Another list, another act"}]

    (article,), (problem,) = chronicle(*reversed(rows) if backwards else rows)

    assert article.title == "Another list, another act"
    assert problem.what.startswith("has date, indicator, action, actor and number of the row at ")
    assert problem.remedy == "give it a number of its own, beginning with 2"


def test_a_chronology_without_the_column_number_is_read(tmp_path, read):
    (tmp_path / "c.csv").write_text(HEADER + ",".join(ROW.values()).replace("'s", "s") + "\n")

    (article,), problems = read(tmp_path)

    assert article.id == "curated.2019-08-28.export_white_list.SANCTION.JPN"
    assert not problems


def test_a_row_given_twice_is_told(chronicle):
    articles, (problem,) = chronicle(ROW, ROW)

    assert len(articles) == 1
    assert problem.where.endswith("c.csv:3")
    assert problem.what.endswith("c.csv:2")


def test_the_shipped_chronology_is_read_without_a_problem(read):
    articles, problems = read(SHIPPED)

    assert not problems
    assert len(articles) == len({a.id for a in articles}) == 408
    assert all(a.coding and a.url.startswith("http") and not a.sample for a in articles)


def test_the_shipped_chronology_keeps_its_ids_when_shuffled(tmp_path, read):
    header, *rows = SHIPPED.read_text(encoding="utf-8").splitlines(keepends=True)
    random.Random(5).shuffle(rows)
    (tmp_path / "shuffled.csv").write_text(header + "".join(rows), encoding="utf-8")

    assert {(a.id, a.text) for a in read(tmp_path)[0]} == {(a.id, a.text) for a in read(SHIPPED)[0]}
