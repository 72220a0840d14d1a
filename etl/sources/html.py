"""Saved web pages: one article a file, .html or .htm; body, title, date, outlet and address by trafilatura."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import trafilatura
from trafilatura.settings import Document

from etl.records import Article, Problem
from etl.sources.encoding import read_bytes
from etl.sources.fields import ReadOptions, UnusableError, build_article, is_web_address


def read(place: Path, options: ReadOptions) -> Iterator[Article | Problem]:
    """The article of a page, dated by the page's metadata, or the problem with it."""
    try:
        fields = _extract(read_bytes(place), options)
    except UnusableError as error:
        yield error.problem(str(place))
        return
    yield from build_article(fields, str(place), options)


def _extract(content: bytes, options: ReadOptions) -> dict[str, object]:
    page = trafilatura.bare_extraction(
        content,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        # Only dates the page declares: guessing from its text finds the dates of events.
        # Without a last day htmldate would ask the clock.
        date_extraction_params={
            "original_date": True,
            "extensive_search": False,
            "max_date": options.as_of.isoformat(),
        },
    )
    if not isinstance(page, Document) or not page.text:
        raise UnusableError("the page has no body of text", "save the article's own page, as it is shown")
    return {
        "text": page.text.replace("\n", "\n\n"),
        "title": page.title,
        "url": page.url if page.url and is_web_address(page.url) else None,
        "source": page.sitename,
        "published": page.date,
    }
