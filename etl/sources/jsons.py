"""Articles as JSON: .jsonl and .ndjson with one object a line, .json with one object or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from etl.records import Article, Problem
from etl.sources.encoding import decode, is_broken, open_text, read_bytes, read_lines, unreadable
from etl.sources.fields import MAX_TEXT, ReadOptions, UnusableError, build_article

_NAMES: dict[type, str] = {list: "a list", str: "a string", bool: "true or false", type(None): "null"}


def read(place: Path, options: ReadOptions) -> Iterator[Article | Problem]:
    """Objects with the fields of `etl.sources.fields`; a broken one is a problem and the rest goes on."""
    try:
        if place.suffix.lower() == ".json":
            yield from _read_whole(place, options)
        else:
            yield from _read_lines(place, options)
    except UnusableError as error:
        yield error.problem(str(place))
    except OSError as error:
        yield unreadable(error).problem(str(place))


def _read_lines(place: Path, options: ReadOptions) -> Iterator[Article | Problem]:
    with open_text(place) as stream:
        for number, line in enumerate(read_lines(stream), start=1):
            if not line.strip():
                continue
            where = f"{place}:{number}"
            try:
                yield from _build(_parse(line), where, options)
            except UnusableError as error:
                yield error.problem(where)


def _read_whole(place: Path, options: ReadOptions) -> Iterator[Article | Problem]:
    content = _load(decode(read_bytes(place)))
    if not isinstance(content, list):
        yield from _build(content, str(place), options)
        return
    if not content:
        raise UnusableError("the list is empty", "fill it or remove the file")
    for number, entry in enumerate(content, start=1):
        yield from _build(entry, f"{place}: entry {number}", options)


def _build(entry: object, where: str, options: ReadOptions) -> Iterator[Article | Problem]:
    if isinstance(entry, dict):
        yield from build_article(entry, where, options)
    else:
        remedy = 'write {"published": "YYYY-MM-DD", "title": "…", "text": "…"}'
        yield Problem(where, f"this is {_NAMES.get(type(entry), 'a number')} and no object", remedy)


def _parse(line: str) -> object:
    if len(line) >= 2 * MAX_TEXT:
        raise UnusableError(f"the line is longer than the {MAX_TEXT:,} characters of any article", "split the article")
    if is_broken(line):
        raise UnusableError("the line is not UTF-8", "save the file as UTF-8")
    return _load(line.strip())


def _load(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        lines = error.msg == "Extra data" and error.lineno > 1
        remedy = "name the file .jsonl if each line is an object" if lines else "mend the JSON, or leave it out"
        raise UnusableError(f"not valid JSON at {place} ({error.msg.lower().removesuffix(' at')})", remedy) from None
    except RecursionError:
        raise UnusableError("the JSON is nested too deeply", "give flat objects") from None
    except ValueError:
        raise UnusableError("a number in the JSON is too long", "write it as a string") from None
