"""Chronologies: CSV files in which a curator coded one act a row, with a public source each.

    date,precision,indicator,stance,action,actor,title,state_effect,source_url,source_date,number

A row becomes an article whose text is its title and which carries its coding. It counts as published on
`source_date`: that day, or the last day of a source dated to the month; where the source bears no date, on
the last day the act itself can have happened. No earlier day is certain. The id is made of date, indicator,
action and actor, so that a better title or a new source leaves it as it is. Acts that share all four are told
apart by `number`, a column that may be missing where none do.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast, get_args
from urllib.parse import urlsplit

from etl.articles import normalise_line
from etl.records import Article, Coding, DateRange, Problem, Stance
from etl.sources.encoding import unreadable
from etl.sources.fields import ReadOptions, UnusableError, check_past, is_web_address
from etl.sources.rows import read_header, read_rows

COLUMNS = [
    "date",
    "precision",
    "indicator",
    "stance",
    "action",
    "actor",
    "title",
    "state_effect",
    "source_url",
    "source_date",
]

NUMBER = "number"  # the one column that a chronology may lack

_FORMS = {
    "indicator": (re.compile(r"[a-z][a-z0-9_]*"), "write an indicator's id from the pair's TOML"),
    "stance": (re.compile("|".join(get_args(Stance))), "write cooperation or friction"),
    "action": (re.compile(r"[A-Z]+"), "write a PLOVER action in capitals"),
    "actor": (re.compile(r"[A-Z]{3}|BOTH|OTHER"), "write a side's code, BOTH or OTHER"),
    "precision": (re.compile("day|month|year"), "write day, month or year"),
    "state_effect": (re.compile(r"([a-z][a-z0-9_]*=[a-z][a-z0-9_]*( \(.+\))?)?"), "write policy=state (remark)"),
    NUMBER: (re.compile(r"(?!0)[0-9]{0,4}"), "write 1, 2, 3 … or nothing"),
}


def is_chronology(header: list[str]) -> bool:
    """Whether a CSV file with this first row is a chronology rather than a table of articles."""
    return {"date", "indicator", "stance", "action", "actor"} <= set(header)


def read(place: Path, options: ReadOptions) -> Iterator[Article | Problem]:
    """Curated rows as articles with a coding; a bad row is a problem and the rest goes on."""
    usable: list[Article] = []
    try:
        missing = [name for name in COLUMNS if name not in read_header(place)]
        if missing:
            remedy = f"a chronology has the columns {', '.join(COLUMNS)} and, if needed, {NUMBER}"
            raise UnusableError(f"the columns {', '.join(missing)} are missing", remedy)
        for row in read_rows(place):
            if isinstance(row, Problem):
                yield row
                continue
            line, cells = row
            try:
                usable.append(_build(cells, f"{place}:{line}", options))
            except UnusableError as error:
                yield error.problem(f"{place}:{line}")
    except UnusableError as error:
        yield error.problem(str(place))
    except OSError as error:
        yield unreadable(error).problem(str(place))
    yield from _keep_one_of_each(usable)


def _build(row: dict[str, str], where: str, options: ReadOptions) -> Article:
    """The article of one row; UnusableError if a field does not hold."""
    row = {name: normalise_line(row.get(name, "")) for name in (*COLUMNS, NUMBER)}
    for name, (form, remedy) in _FORMS.items():
        if not form.fullmatch(row[name]):
            raise UnusableError(f"{name} {row[name]!r} is not one that can be", remedy)
    if not row["title"]:
        raise UnusableError("the title is missing", "tell the act in one sentence")
    if not is_web_address(row["source_url"]):
        raise UnusableError(
            f"source_url {row['source_url']!r} is not a web address", "give the page that tells the act"
        )
    when, start, end = _date_range(row["date"], "date")
    if when.precision != row["precision"]:
        raise UnusableError(
            f"date {row['date']} is precise to the {when.precision}, precision says {row['precision']}",
            "make them agree",
        )
    check_past(start, options, "date")
    if row["source_date"]:
        _, source_start, end = _date_range(row["source_date"], "source_date")
        check_past(source_start, options, "source_date")
    coding = Coding(
        row["indicator"],
        cast(Stance, row["stance"]),
        row["action"],
        row["actor"],
        when,
        state_effect=row["state_effect"],
    )
    key = ["curated", row["date"], row["indicator"], row["action"], row["actor"]]
    if row[NUMBER] not in ("", "1"):
        key.append(row[NUMBER])
    return Article(
        id=".".join(key),
        published=min(end, options.as_of),
        text=row["title"],
        title=row["title"],
        url=row["source_url"],
        source=(urlsplit(row["source_url"]).hostname or "").removeprefix("www."),
        read_from=where,
        coding=coding,
    )


def _date_range(iso: str, name: str) -> tuple[DateRange, dt.date, dt.date]:
    """The range a curator gave, with its first and last day; UnusableError if it is none."""
    try:
        when = DateRange.of(iso if re.fullmatch(r"\d{4}(-\d\d){0,2}", iso) else "", "curated", iso)
    except ValueError:
        raise UnusableError(f"{name} {iso!r} is not a date", f"write {name} as YYYY-MM-DD, YYYY-MM or YYYY") from None
    return when, cast(dt.date, when.start), cast(dt.date, when.end)


def _keep_one_of_each(articles: list[Article]) -> Iterator[Article | Problem]:
    """The articles in the file's order, each id once: of several rows the one whose title comes first.

    Not the one that comes first in the file: a shuffled chronology gives the same articles.
    """
    kept: dict[str, Article] = {}
    for article in sorted(articles, key=lambda a: (a.id, a.title, a.url)):
        kept.setdefault(article.id, article)
    for article in articles:
        first = kept[article.id]
        if article is first:
            yield article
        elif (article.title, article.url) == (first.title, first.url):
            yield Problem(article.read_from, f"repeats the row at {first.read_from}", "remove one of the two")
        else:
            what = f"has date, indicator, action, actor and number of the row at {first.read_from}"
            yield Problem(article.read_from, what, f"give it a {NUMBER} of its own, beginning with 2")
