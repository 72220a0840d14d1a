"""CSV files as rows: whatever the delimiter, one bad row a problem, the rest goes on."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from etl.records import Problem
from etl.sources.encoding import is_broken, open_text, read_lines
from etl.sources.fields import MAX_TEXT, UnusableError

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

Row = tuple[int, dict[str, str]]  # the line it begins on, and its cells by column

csv.field_size_limit(MAX_TEXT)  # the csv module knows one limit for all readers


def read_header(place: Path) -> list[str]:
    """Names of the columns; UnusableError for a file that cannot be read or has none."""
    with open_text(place, newline="") as stream:
        return _open(stream)[0]


def read_rows(place: Path) -> Iterator[Row | Problem]:
    """Rows that fit the header; UnusableError where the file as a whole cannot be read."""
    with open_text(place, newline="") as stream:
        header, reader = _open(stream)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield _explain(error).problem(f"{place}:{line}")
                continue
            if not any(cells):
                continue
            if len(cells) != len(header):
                what = f"the row has {len(cells)} cells and the header {len(header)}"
                yield Problem(f"{place}:{line}", what, "put cells that hold commas in quotes")
            elif any(is_broken(cell) for cell in cells):
                yield Problem(f"{place}:{line}", "the row is not UTF-8", "save the file as UTF-8")
            else:
                yield line, dict(zip(header, cells, strict=True))


def _open(stream: TextIO) -> tuple[list[str], CsvReader]:
    """The header and a reader of what follows, by the delimiter that cuts the first line most."""
    first = stream.readline(MAX_TEXT)
    delimiter = max(",;\t", key=first.count)
    stream.seek(0)
    reader = csv.reader(read_lines(stream), delimiter=delimiter, strict=True)
    try:
        header = [name.strip() for name in next(reader)]
    except (StopIteration, csv.Error):
        raise UnusableError("the first row is no header", "name the columns in the first row") from None
    return header, reader


def _explain(error: csv.Error) -> UnusableError:
    if "field limit" in str(error):
        return UnusableError(f"a cell is longer than the {MAX_TEXT:,} characters of any article", "split the article")
    return UnusableError(f"not valid CSV ({error})", "mend the quotes and commas of that row")
