"""A CSV holds exactly the rows on screen."""

import csv
import io

import duckdb
import pytest

from etl.pipeline import RunReport
from pages.shared.downloads import as_csv
from pages.shared.filters import Filters
from pages.shared.snapshot import read_events


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
