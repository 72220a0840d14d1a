"""Dates: (text, day of publication, what it resolves to, how precisely, on what ground)."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.coder.dates import find_dates

PUBLISHED = dt.date(2023, 12, 22)  # a Friday


@pytest.mark.parametrize(
    ("text", "iso", "basis"),
    [
        ("talks on Thursday", "2023-12-21", "relative"),
        ("talks on Friday", "2023-12-22", "relative"),
        ("talks last Friday", "2023-12-15", "relative"),
        ("it said yesterday", "2023-12-21", "relative"),
        ("it said today", "2023-12-22", "relative"),
        ("lifted in March", "2023-03", "relative"),
        ("signed last December", "2022-12", "relative"),
        ("signed in August last year", "2022-08", "relative"),
        ("agreed last month", "2023-11", "relative"),
        ("agreed last year", "2022", "relative"),
        ("agreed last week", "2023-12", "relative"),
        ("Earlier this year it announced", "2023", "relative"),
        ("a decade-long ban", "2013", "relative"),
        ("three years ago", "2020", "relative"),
        ("two days ago", "2023-12-20", "relative"),
        ("on 2 August 2019", "2019-08-02", "explicit"),
        ("on Aug. 2, 2019", "2019-08-02", "explicit"),
        ("on Sept. 25", "2023-09-25", "explicit"),
        ("on 23 September", "2023-09-23", "explicit"),
        ("in August 2019", "2019-08", "explicit"),
        ("since 2016", "2016", "explicit"),
        ("as of 2019-07-04 it applies", "2019-07-04", "explicit"),
        ("in the autumn of 2018", "2018", "explicit"),
        ("On Aug. 2, 2019 it decided; the next day it told", "2019-08-03", "anchored"),
        ("On Aug. 2, 2019 it decided; six days later it told", "2019-08-08", "anchored"),
        ("In 2019 it decided; the following year it told", "2020", "anchored"),
    ],
)
def test_an_expression_resolves(text: str, iso: str, basis: str) -> None:
    last = find_dates(text, PUBLISHED)[-1]
    assert (last.when.iso, last.when.basis) == (iso, basis)


@pytest.mark.parametrize("text", ["recently launched", "in the 1990s", "31 February", "worth $2 billion", "no date"])
def test_no_date_is_invented(text: str) -> None:
    assert all(mention.when.start is None for mention in find_dates(text, PUBLISHED))


@pytest.mark.parametrize("text", ["under the 1965 treaty", "set aside Feb. 22 as an island day"])
def test_dates_inside_names_date_nothing(text: str) -> None:
    assert [mention.kind for mention in find_dates(text, PUBLISHED)] == ["name"]


def test_a_dateline_dates_the_report() -> None:
    first = find_dates("SEOUL, Oct. 10 — The minister left on Sunday.", PUBLISHED)[0]
    assert first.kind == "dateline"


@given(
    st.text(alphabet="0123456789 ,.-/AugSeptMonday thlast", max_size=200),
    st.dates(dt.date(1995, 1, 1), dt.date(2030, 1, 1)),
)
def test_any_text_is_read_with_exact_ordered_spans(text: str, published: dt.date) -> None:
    mentions = find_dates(text, published)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in mentions)
    assert all(one.end <= other.start for one, other in itertools.pairwise(mentions))
    for mention in mentions:
        when = mention.when
        assert (when.start is None) == (when.end is None)
        assert when.start is None or when.end is None or when.start <= when.end
