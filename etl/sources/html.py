"""Saved web pages: one article a file, .html or .htm; body, title, outlet and address by trafilatura.

The date is one the page declares as its own: in its head, in linked data, or in an element marked as date of
publication. Its running text, its title and its date of change are not asked: a footer's "last updated" or
the day of an accord is no date of publication.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import trafilatura
from htmldate import find_date
from lxml.html import HtmlElement, builder
from trafilatura.settings import Document

from etl.articles import normalise_line
from etl.records import Article, Problem
from etl.sources.encoding import read_bytes
from etl.sources.fields import ReadOptions, UnusableError, build_article, is_web_address

MAX_PAGE = 5_000_000  # bytes; so much text takes trafilatura six seconds

_CHANGED = "contains(concat(@property, @name, @itemprop), 'modif') or contains(concat(@property, @name), 'updat')"
_DECLARED = (
    f"//meta[not({_CHANGED})] | //link[@rel='canonical'] | //script[@type='application/ld+json']"
    " | //*[@itemprop='datePublished'] | //time[@pubdate]"
)


def read(place: Path, options: ReadOptions) -> Iterator[Article | Problem]:
    """The article of a page, or the problem with it."""
    try:
        fields = _extract(read_bytes(place, MAX_PAGE), options)
    except UnusableError as error:
        yield error.problem(str(place))
        return
    yield from build_article(fields, str(place), options)


def _extract(content: bytes, options: ReadOptions) -> dict[str, object]:
    last = options.as_of.isoformat()  # without a last day htmldate asks the clock
    limits: dict[str, Any] = {"min_date": "1950-01-01", "max_date": last, "extensive_search": False}
    tree = trafilatura.load_html(content)
    if tree is None:
        raise _no_body()
    published = find_date(_declarations(tree), original_date=True, **limits)
    page = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=False, with_metadata=True, date_extraction_params=limits
    )
    if not isinstance(page, Document) or not page.text:
        raise _no_body()
    return {
        "text": _body(page.text, page.title or ""),
        "title": page.title,
        "url": page.url if page.url and is_web_address(page.url) else None,
        "source": page.sitename,
        "published": dt.date.fromisoformat(published) if published else None,
    }


def _declarations(tree: HtmlElement) -> HtmlElement:
    """A page of nothing but what the given one declares about its publication."""
    declared = [deepcopy(element) for element in tree.xpath(_DECLARED)]
    for element in declared:
        element.tail = None  # running text behind it
    return builder.HTML(builder.HEAD(*declared), builder.BODY())


def _body(text: str, title: str) -> str:
    """Paragraphs apart by an empty line, without the headline that many pages repeat above them."""
    paragraphs = text.split("\n")
    if len(paragraphs) > 1 and normalise_line(paragraphs[0]) == normalise_line(title):
        del paragraphs[0]
    return "\n\n".join(paragraphs)


def _no_body() -> UnusableError:
    return UnusableError("the page has no body of text", "save the article's own page, as it is shown")
