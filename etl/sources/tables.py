"""Tables of articles: .csv (comma, semicolon or tab) and .parquet, a row an article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl.records import Article, Problem
from etl.sources.encoding import check_file, unreadable
from etl.sources.fields import FIELDS, ReadOptions, UnusableError, build_article, missing_columns
from etl.sources.rows import read_header, read_rows

_BATCH = 256  # rows of a Parquet file in memory at a time


def read(place: Path, options: ReadOptions) -> Iterator[Article | Problem]:
    """Rows with the columns of `etl.sources.fields`; a bad row is a problem and the rest goes on."""
    try:
        if place.suffix.lower() == ".parquet":
            yield from _read_parquet(place, options)
        else:
            yield from _read_csv(place, options)
    except UnusableError as error:
        yield error.problem(str(place))
    except OSError as error:
        yield unreadable(error).problem(str(place))


def _read_csv(place: Path, options: ReadOptions) -> Iterator[Article | Problem]:
    problem = missing_columns(set(read_header(place)), place, options)
    if problem:
        yield problem
        return
    for row in read_rows(place):
        if isinstance(row, Problem):
            yield row
        else:
            line, cells = row
            yield from build_article(cells, f"{place}:{line}", options)


def _read_parquet(place: Path, options: ReadOptions) -> Iterator[Article | Problem]:
    check_file(place)
    try:
        with pq.ParquetFile(place) as table:
            problem = missing_columns(set(table.schema_arrow.names), place, options)
            if problem:
                yield problem
                return
            columns = [name for name in FIELDS if name in table.schema_arrow.names]
            number = 0
            for batch in table.iter_batches(_BATCH, columns=columns):
                for fields in batch.to_pylist():
                    number += 1
                    yield from build_article(fields, f"{place}: row {number}", options)
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        reason = str(error).splitlines()[0].rstrip(".")
        raise UnusableError(f"not a whole Parquet file ({reason})", "write or fetch the file again") from None
