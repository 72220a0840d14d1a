"""What is written down: no cell of a CSV can run in a spreadsheet, and no value is lost."""

import csv
import io
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.exports import as_csv, as_lines, defuse
from tests.small import REPORTS

SIGNS = "-=+@＝＋－＠"


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),  # a wide sign
        (" =1+1", "' =1+1"),
        ("\n=1", "'\n'=1"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("plain;=1+1", "plain;'=1+1"),  # where cells end at semicolons
        ("plain\t -1", "plain\t' -1"),
        ("plain\n+1", "plain\n'+1"),
        ("a - b, c = d; e", "a - b, c = d; e"),
        ("Seoul–Tokyo; – so far", "Seoul–Tokyo; – so far"),
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str, safe: str) -> None:
    assert defuse(text) == safe


@given(st.text(st.one_of(st.sampled_from(SIGNS + " ;\t\r\n'\u3000"), st.characters())))
def test_no_text_begins_a_formula_wherever_it_is_cut_and_none_is_lost(text: str) -> None:
    safe = defuse(text)
    assert not re.search(rf"(^|[;\t\r\n])\s*[{SIGNS}]", safe)
    assert safe.replace("'", "") == text.replace("'", "")


def test_numbers_dates_and_flags_stay_what_they_are() -> None:
    rows = pd.DataFrame(
        {
            "day": pd.to_datetime(["2019-08-02", None]),
            "weight": [-1.5, 2.0],
            "sample": [True, False],
            "title": ["-1", "plain, with a comma"],
        }
    )
    assert as_csv(rows).decode() == (
        '"day","weight","sample","title"\n"2019-08-02",-1.5,"true","\'-1"\n"",2.0,"false","plain, with a comma"\n'
    )


def test_a_text_stays_one_cell_where_a_spreadsheet_cuts_at_semicolons() -> None:
    written = as_csv(pd.DataFrame({"title": ['plain;=1+1 "so"']})).decode()
    assert list(csv.reader(io.StringIO(written), delimiter=";")) == [["title"], ['plain;\'=1+1 "so"']]


def test_every_report_is_a_line() -> None:
    lines = as_lines(REPORTS, {report.id: f"event of {report.id}" for report in REPORTS}).splitlines()
    assert len(lines) == len(REPORTS)
    assert '"event_id": "event of r1"' in lines[0]
