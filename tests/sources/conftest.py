"""What the tests of all sources share: a day to look from, and a way to read into two lists."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.records import Article, Problem
from etl.sources import ReadOptions, read_all

AS_OF = dt.date(2026, 6, 1)
Reading = tuple[list[Article], list[Problem]]


@pytest.fixture
def read() -> Callable[..., Reading]:
    """`read(path, …, published=…)` → (articles, problems)."""

    def read_into_lists(*paths: Path, **options: object) -> Reading:
        items = list(read_all(paths, ReadOptions(AS_OF, **options)))  # type: ignore[arg-type]
        return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Problem)]

    return read_into_lists


@pytest.fixture
def as_of() -> dt.date:
    return AS_OF
