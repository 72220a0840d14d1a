"""Plain text: one article a file, .txt, .text or .md.

The date stands at the very beginning, ` date 2023-12-22 South Korea and Japan …`, with the text going on
behind it or on the next line; or on a line of its own among the first ones, `Published: 2023-12-22`; or in
front matter with any of title, url, source, published (or date), id and sample; or it is the one of the
options. Other keys of the front matter are ignored on purpose. A block between two `---` that holds no keys
is part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from etl.records import Article, Problem
from etl.sources.encoding import decode, read_bytes
from etl.sources.fields import ReadOptions, UnusableError, build_article, check_length

MAX_MATTER = 20_000  # characters of a front matter; so much YAML takes a third of a second

_DAY = r"(?P<date>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})"
_LEADING_DATE = re.compile(rf"\s*(?:date|published)[ \t:]\s*{_DAY}(?:\s+|$)", re.IGNORECASE)
_DATE_LINE = re.compile(
    rf"^[ \t]*(?:date|published)(?: on)?[ \t]*:[ \t]*{_DAY}(?:[T ][\d:.+Z -]*)?$\n?", re.IGNORECASE | re.MULTILINE
)
_HEAD = re.compile(r"(?:.*\n){0,9}.*")  # the lines in which a line with the date is looked for
_MATTER = re.compile(r"\s*^-{3,}[ \t]*\n(?P<matter>.*?)^-{3,}[ \t]*$\n?", re.MULTILINE | re.DOTALL)


class _PlainLoader(yaml.SafeLoader):
    """YAML without aliases: a few lines of them can stand for a thousand million values."""

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise UnusableError("the front matter holds an alias (*name)", "write the value itself")
        return super().compose_node(parent, index)


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
    """The fields that a file's front matter and leading lines give, and the text that is left."""
    block = _MATTER.match(content)
    matter = _load(block["matter"]) if block else None
    text = content[block.end() :] if block and matter is not None else content
    fields = {str(key).lower(): value for key, value in (matter or {}).items()}
    if "date" in fields:
        fields.setdefault("published", fields["date"])
    if fields.get("published"):
        return fields | {"text": text}
    return fields | _split_date(text)


def _split_date(text: str) -> dict[str, object]:
    leading = _LEADING_DATE.match(text)
    if leading:
        return {"published": leading["date"], "text": text[leading.end() :]}
    line = _DATE_LINE.search(text, 0, _HEAD.match(text).end())  # type: ignore[union-attr]  # it always matches
    if line:
        return {"published": line["date"], "text": text[: line.start()] + text[line.end() :]}
    return {"text": text}


def _load(matter: str) -> dict[object, object] | None:
    """The keys of a front matter; None where it has none, so that it is no front matter."""
    if len(matter) > MAX_MATTER:
        return None
    try:
        loaded = yaml.load(matter, Loader=_PlainLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = f" at line {mark.line + 2}" if mark else ""
        raise UnusableError(
            f"the front matter is not valid YAML{at}", "put values that hold a colon in quotes"
        ) from None
    except RecursionError:
        raise UnusableError("the front matter is nested too deeply", "give one value a key") from None
    except ValueError as error:
        raise UnusableError(f"the front matter cannot be read ({error})", "correct the value") from None
    return loaded if isinstance(loaded, dict) else None
