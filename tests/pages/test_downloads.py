"""A CSV holds exactly the rows, and no cell of it can run in a spreadsheet."""

import csv
import io

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.exports import TRIGGERS, defuse
from etl.pipeline import RunReport
from pages.shared.downloads import as_csv
from pages.shared.filters import Filters
from pages.shared.snapshot import read_events


@given(st.text())
def test_no_text_starts_a_formula_and_none_is_lost(text: str) -> None:
    safe = defuse(text)
    assert not safe.startswith(TRIGGERS)
    assert safe in (text, "'" + text)


@pytest.mark.parametrize("start", list(TRIGGERS))
def test_each_trigger_gets_an_apostrophe(start: str) -> None:
    assert defuse(f"{start}1+1") == f"'{start}1+1"


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
        'day,weight,sample,title\n2019-08-02,-1.5,true,\'-1\n,2.0,false,"plain, with a comma"\n'
    )


def test_the_csv_is_the_view_row_by_row(shipped: RunReport) -> None:
    table = list(csv.reader(io.StringIO(as_csv(read_events(str(shipped.snapshot), Filters("JPN_KOR"))).decode())))
    with duckdb.connect(str(shipped.snapshot), read_only=True) as connection:
        cursor = connection.execute('SELECT * FROM indicators ORDER BY "date" DESC NULLS LAST, event_id')
        names, rows = [column[0] for column in cursor.description], cursor.fetchall()
    assert table[0] == names
    assert len(table) - 1 == len(rows) == shipped.run.n_events
    for written, row in zip(table[1:], rows, strict=True):
        known = dict(zip(names, row, strict=True))
        told = dict(zip(names, written, strict=True))
        assert told["event_id"] == known["event_id"]
        assert told["date"] == (known["date"].isoformat() if known["date"] else "")
        assert told["title"].removeprefix("'") == known["title"].removeprefix("'")
        assert told["sample"] == str(known["sample"]).lower()
        assert float(told["confidence"]) == pytest.approx(known["confidence"])
