"""Saved pages: the body without its surroundings, and no date but one the page declares."""

import datetime as dt
import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[1] / "data" / "page.html").read_text(encoding="utf-8")
UNDATED = re.sub(r".*(published_time|canonical).*\n", "", PAGE)


def test_a_page_gives_body_title_outlet_address_and_date(tmp_path, read):
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")

    (article,), problems = read(tmp_path)

    assert article.title == "Tokyo and Seoul restart economic talks after eight years"
    assert article.source == "The Example Herald"
    assert article.url == "https://herald.example.org/2023/12/22/economic-talks"
    assert article.published == dt.date(2023, 12, 22)
    paragraphs = article.text.split("\n\n")
    assert [p.split()[0] for p in paragraphs] == ["SEOUL", "The", "Officials"]
    assert "\n" not in paragraphs[0]
    assert not any(noise in article.text for noise in ("Ten beaches", "Copyright", "Home"))
    assert not problems


@pytest.mark.parametrize(
    ("declaration", "date"),
    [
        ('<meta property="article:published_time" content="1998-10-08T09:00:00+09:00">', dt.date(1998, 10, 8)),
        ('<meta property="article:published_time" content="1991-01-10">', dt.date(1991, 1, 10)),
        ('<link rel="canonical" href="https://herald.example.org/2023/12/22/talks">', dt.date(2023, 12, 22)),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2024-05-01",'
            ' "datePublished": "2023-12-22"}</script>',
            dt.date(2023, 12, 22),
        ),
    ],
)
def test_date_is_the_one_the_page_declares(tmp_path, read, declaration, date):
    (tmp_path / "a.html").write_text(UNDATED.replace("</head>", f"{declaration}\n</head>"))

    (article,), _ = read(tmp_path)

    assert article.published == date


@pytest.mark.parametrize(
    "page",
    [
        UNDATED,  # its footer says when it was last updated
        UNDATED.replace("<title>", "<title>The accord of 2015-12-28: "),
        UNDATED.replace("</head>", '<meta property="article:modified_time" content="2024-05-01"></head>'),
    ],
)
def test_other_dates_on_the_page_are_not_taken_for_it(tmp_path, read, page):
    (tmp_path / "a.html").write_text(page)

    articles, (problem,) = read(tmp_path)

    assert not articles
    assert problem.what == "there is no date of publication"


def test_a_page_in_an_old_encoding_is_read_right(tmp_path, read):
    page = PAGE.replace("utf-8", "iso-8859-1").replace("Officials did", "Rivals’ attachés did".replace("’", "'"))
    (tmp_path / "a.html").write_bytes(page.encode("latin-1"))

    (article,), _ = read(tmp_path)

    assert "Rivals' attachés did not say" in article.text


@pytest.mark.parametrize("page", ["<html><head><title>x</title></head></html>", "<html><body></body></html>", "   "])
def test_a_page_without_a_body_is_a_problem(tmp_path, read, page):
    (tmp_path / "a.html").write_text(page)

    articles, (problem,) = read(tmp_path)

    assert not articles
    assert str(problem).startswith(f"{tmp_path / 'a.html'}: the page has no body of text; ")
