"""What was looked at, day by day: without it a quiet index cannot be told from a blind one.

- An article counts on the day it was published, with events or without: it is the denominator.
- A curated row counts on the first day its act can have had, and its chronology vouches for
  every day between its first and its last row.
- A day is covered by articles if one was scanned on it or in the `gap_days` before it. Only
  what came before counts, so that a later article never changes how an earlier day is judged.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from etl.entries import Catalogue
from etl.records import Article

Coverage = Literal["articles", "chronology", "none"]


@dataclass(frozen=True, slots=True)
class CoverageDay:
    """What was looked at on one day: the denominator of the index."""

    day: dt.date
    n_articles: int  # published that day and scanned, those without events too
    n_curated: int  # rows of chronologies dated to this day
    in_chronology: bool  # between the first and the last row of a chronology


def count_coverage(articles: Iterable[Article], catalogue: Catalogue, as_of: dt.date) -> tuple[CoverageDay, ...]:
    """What was looked at, day by day without a gap, from the first covered day to `as_of`; none if nothing was.

    A curated row counts on the day of its act, an article on the day it was published. Nothing
    before the pair's `from_year` or after `as_of` is counted.
    """
    earliest = dt.date(catalogue.pair.from_year, 1, 1).toordinal()
    read: Counter[int] = Counter()
    curated: Counter[int] = Counter()
    spans: dict[str, tuple[int, int]] = {}
    for article in articles:
        when = article.published if article.coding is None else article.coding.when.start
        if when is None or not earliest <= when.toordinal() <= as_of.toordinal():
            continue
        day = when.toordinal()
        if article.coding is None:
            read[day] += 1
        else:
            curated[day] += 1
            low, high = spans.get(_file_of(article), (day, day))
            spans[_file_of(article)] = min(low, day), max(high, day)
    if not read and not curated:
        return ()
    first = min((*read, *curated))
    return tuple(
        CoverageDay(
            day=dt.date.fromordinal(day),
            n_articles=read[day],
            n_curated=curated[day],
            in_chronology=any(low <= day <= high for low, high in spans.values()),
        )
        for day in range(first, as_of.toordinal() + 1)
    )


def _file_of(article: Article) -> str:
    """The chronology a row stands in: `read_from` without its line number."""
    return re.sub(r"\W*(line\W*)?\d+$", "", article.read_from)


def judge_coverage(coverage: Sequence[CoverageDay], gap_days: int) -> list[Coverage]:
    """How each day is covered: by articles if one was scanned on it or in the `gap_days` before it."""
    judged: list[Coverage] = []
    since: int | None = None
    for day in coverage:
        if day.n_articles:
            since = day.day.toordinal()
        fresh = since is not None and day.day.toordinal() - since <= gap_days
        judged.append("articles" if fresh else "chronology" if day.in_chronology else "none")
    return judged
