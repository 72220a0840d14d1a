"""What every source shares: the options, the limits, and the way from raw fields to an article.

A source is a module with `read(place, options)`: it yields an `Article` for all it can use and a
`Problem` for all it cannot, in the order of the file, and raises nothing for bad input.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import reprlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from courlan import clean_url

from etl.articles import normalise_line, normalise_text
from etl.records import Article, Problem

MAX_TEXT = 5_000_000  # characters of one article
MAX_FILE = 20_000_000  # bytes of a file that is read as a whole
_ID_DIGITS = 100

FIELDS = ("id", "url", "source", "title", "published", "text", "sample")
_SHORT = reprlib.Repr()  # a value can stand for millions: only what is shown of it is written out
_SHORT.maxlevel, _SHORT.maxstring, _SHORT.maxother = 2, 60, 60
TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read: the day the run looks from, and what holds for articles that do not say it themselves."""

    as_of: dt.date  # nothing can have been published later
    published: dt.date | None = None  # for articles without a date of their own


class Read(Protocol):
    """The one signature of a source."""

    def __call__(self, place: Path, options: ReadOptions) -> Iterator[Article | Problem]: ...


class UnusableError(Exception):
    """A value that cannot be used: what is wrong with it, and the remedy."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what, self.remedy = what, remedy

    def problem(self, where: str) -> Problem:
        return Problem(where, self.what, self.remedy)


def build_article(fields: Mapping[str, object], where: str, options: ReadOptions) -> Iterator[Article | Problem]:
    """The article that raw `fields` describe, or the problem with them.

    `fields` may hold those named in FIELDS; `text` and `published` are needed, others are ignored on
    purpose. A wrong web address costs the address, not the article, and is told beside it.
    """
    try:
        text = _text(fields)
        published = _published(fields, options)
        url, title, source = (_line(fields, name) for name in ("url", "title", "source"))
        sample = read_truth(fields.get("sample"), "sample")
        given = _given_id(fields)
    except UnusableError as error:
        yield error.problem(where)
        return
    if url and not is_web_address(url):
        what = f"the url {_shown(url)} is not a web address, the article was kept without it"
        yield Problem(where, what, "give a url that begins with https:// or http://, or leave it empty")
        url = ""
    article_id = given or make_id(url, published, text)
    yield Article(article_id, published, text, title, url, source, where, sample)


def missing_columns(columns: set[str], place: Path, options: ReadOptions) -> Problem | None:
    """The problem with a table that lacks a column no article can do without."""
    needed = ["text"] if options.published else ["published", "text"]
    missing = [name for name in needed if name not in columns]
    if not missing:
        return None
    told = f"the column{'s' if len(missing) > 1 else ''} {' and '.join(missing)} {'are' if len(missing) > 1 else 'is'}"
    return Problem(str(place), f"{told} missing", f"a table of articles has the columns {', '.join(FIELDS)}")


def make_id(url: str, published: dt.date, text: str) -> str:
    """An id for an article that came without one: from its web address, else from its day and text."""
    address = clean_url(url) if url else None
    return digest(address or f"{published.isoformat()}\n{normalise_text(text)}")


def digest(text: str) -> str:
    """Sixteen hex digits that stand for `text`."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def read_date(value: object, name: str) -> dt.date:
    """A date from a date, a datetime or ISO text; of an instant the local day as written.

    Raises UnusableError for anything else.
    """
    if isinstance(value, dt.datetime):
        return dt.date(value.year, value.month, value.day)
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str):
        try:
            return dt.datetime.fromisoformat(value.strip()).date()
        except ValueError:
            pass
    raise UnusableError(f"{name} {_shown(value)} is not a date", f"write {name} as YYYY-MM-DD")


def check_past(day: dt.date, options: ReadOptions, name: str) -> dt.date:
    """`day` itself, or UnusableError where it lies after the day the run looks from."""
    if day > options.as_of:
        remedy = f"correct the date, or run with a later day than {options.as_of}"
        raise UnusableError(f"{name} {day} lies in the future", remedy)
    return day


def read_truth(value: object, name: str) -> bool:
    """Yes or no from a bool, 0, 1 or a word for it; UnusableError otherwise."""
    if value is None or isinstance(value, bool):
        return bool(value)
    word = str(value).strip().lower() if isinstance(value, str | int) else "?"
    if word not in TRUTHS:
        raise UnusableError(f"{name} {_shown(value)} is neither true nor false", f"write {name} as true or false")
    return TRUTHS[word]


def check_length(n_characters: int) -> None:
    """UnusableError for a text no single article can have."""
    if n_characters > MAX_TEXT:
        what = f"the text has {n_characters:,} characters, more than the {MAX_TEXT:,} of any one article"
        raise UnusableError(what, "split it into its articles")


def _text(fields: Mapping[str, object]) -> str:
    if "text" not in fields:
        raise UnusableError("there is no field text", f"an article has the fields {', '.join(FIELDS)}")
    text = fields["text"]
    if not isinstance(text, str | None):
        raise UnusableError(f"text is {_shown(text)} and no string", "write the article's body as a string")
    if text is None or not text.strip():
        raise UnusableError("the text is empty", "give the article's body, or remove it")
    check_length(len(text))
    return text


def _published(fields: Mapping[str, object], options: ReadOptions) -> dt.date:
    value = fields.get("published")
    if value is None or value == "":
        if options.published is None:
            remedy = "give one in the article (published, or a leading `date YYYY-MM-DD`) or with --published"
            raise UnusableError("there is no date of publication", remedy)
        value = options.published
    return check_past(read_date(value, "published"), options, "published")


def _line(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str | None):
        raise UnusableError(f"{name} is {_shown(value)} and no string", f"write {name} as a string, or leave it out")
    if value and len(value) > 10_000:
        raise UnusableError(f"{name} has {len(value):,} characters", f"shorten {name} to one line")
    return normalise_line(value or "")


def _given_id(fields: Mapping[str, object]) -> str:
    value = fields.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) >= 10**_ID_DIGITS:
            raise UnusableError(f"id is a number of more than {_ID_DIGITS} digits", "write it as a string")
        return str(value)
    return _line(fields, "id")


def _shown(value: object) -> str:
    """How a value stands in a message: its first 60 characters or so."""
    try:
        shown = _SHORT.repr(value)
    except ValueError:  # an integer too long for Python to write out
        return "a number with thousands of digits"
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
