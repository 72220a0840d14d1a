"""Curated rows against the catalogue: what a curator mistypes is told with its place, and the rest goes on."""

from dataclasses import replace

import pytest

from etl.curated import check_codings
from etl.records import Article, Problem
from tests.small import ARTICLES, CATALOGUE

ROW = next(article for article in ARTICLES if article.id == "c1")


def with_coding(**change: str) -> Article:
    assert ROW.coding is not None
    return replace(ROW, id="spoilt", read_from="c.csv:9", coding=replace(ROW.coding, **change))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"indicator": "export_white_lst"},
            "JPN_KOR has no indicator 'export_white_lst'; did you mean export_white_list or export_controls?",
        ),
        ({"action": "CONSALT"}, "JPN_KOR has no action 'CONSALT'; did you mean CONSULT?"),
        ({"actor": "CHN"}, "JPN_KOR has no actor 'CHN'; use one of BOTH, JPN, KOR, OTHER"),
        (
            {"stance": "friction"},
            "the action RETREAT is cooperation, the stance says friction; write cooperation, or another action",
        ),
    ],
)
def test_a_row_that_does_not_fit_is_told_with_its_line_and_the_rest_goes_on(change: dict[str, str], told: str) -> None:
    (problem, kept) = check_codings([with_coding(**change), ROW], CATALOGUE)
    assert str(problem) == f"c.csv:9: {told}"
    assert kept is ROW


def test_articles_and_problems_pass() -> None:
    items = [*ARTICLES, Problem("a.txt", "is empty", "fill it")]
    assert list(check_codings(items, CATALOGUE)) == items
