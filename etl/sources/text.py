"""Plain text: one article a file, .txt, .text or .md.

The date stands at the very beginning, ` date 2023-12-22 South Korea and Japan …`, with the text going on
behind it or on the next line; or in front matter with any of title, url, source, published (or date), id and
sample; or it is the one of the options. Other keys of the front matter are ignored on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import frontmatter
import yaml

from etl.records import Article, Problem
from etl.sources.encoding import decode, read_bytes
from etl.sources.fields import ReadOptions, UnusableError, build_article, check_length

_LEADING_DATE = re.compile(r"\s*date[ \t:]\s*(?P<date>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?:\s+|$)", re.IGNORECASE)


def read(place: Path, options: ReadOptions) -> Iterator[Article | Problem]:
    """The article of a text file, or the problem with it."""
    try:
        content = decode(read_bytes(place))
        check_length(len(content))
        fields = _split(content)
    except UnusableError as error:
        yield error.problem(str(place))
        return
    yield from build_article(fields, str(place), options)


def _split(content: str) -> dict[str, object]:
    try:
        matter, text = frontmatter.parse(content)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = f" at line {mark.line + 1}" if mark else ""
        raise UnusableError(
            f"the front matter is not valid YAML{at}", "put values that hold a colon in quotes"
        ) from None
    except ValueError as error:
        raise UnusableError(f"the front matter cannot be read ({error})", "correct the value") from None
    fields = {str(key).lower(): value for key, value in matter.items()}
    if "date" in fields:
        fields.setdefault("published", fields["date"])
    leading = _LEADING_DATE.match(text)
    if leading and not fields.get("published"):
        fields["published"] = leading["date"]
        text = text[leading.end() :]
    return fields | {"text": text}
