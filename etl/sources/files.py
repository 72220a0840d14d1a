"""Any path: a folder with all that is below it, or a file by its kind.

    .txt .text .md   text        .jsonl .ndjson .json   jsons
    .html .htm       html        .csv .parquet          tables, or chronology by a CSV's header

Hidden files and folders are passed over on purpose. Folders are read in the order of their names; a link
to a folder that is read already is a problem, so that a loop ends.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from etl.records import Article, Problem
from etl.sources import chronology, html, jsons, tables, text
from etl.sources.encoding import check_file, unreadable
from etl.sources.fields import Read, ReadOptions, UnusableError
from etl.sources.rows import read_header

_KINDS: dict[str, Read] = {
    **dict.fromkeys((".txt", ".text", ".md"), text.read),
    **dict.fromkeys((".html", ".htm"), html.read),
    **dict.fromkeys((".jsonl", ".ndjson", ".json"), jsons.read),
    **dict.fromkeys((".csv", ".parquet"), tables.read),
}
_TOLD = 100  # problems told of one file; the rest of a wholly wrong file is counted


def read(place: Path, options: ReadOptions) -> Iterator[Article | Problem]:
    """All articles at a path, and a problem for all that is there and cannot be used."""
    if _is_folder(place):
        yield from _read_folder(place, options, {})
    else:
        yield from _read_file(place, options)


def _read_folder(folder: Path, options: ReadOptions, seen: dict[tuple[int, int], Path]) -> Iterator[Article | Problem]:
    try:
        found = folder.stat()
        first = seen.setdefault((found.st_dev, found.st_ino), folder)
        if first is not folder:
            raise UnusableError(f"this is the same folder as {first}, which is read already", "remove the link")
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
        if not entries:
            raise UnusableError("the folder is empty", "put articles into it, or leave it out")
    except UnusableError as error:
        yield error.problem(str(folder))
        return
    except OSError as error:
        yield unreadable(error).problem(str(folder))
        return
    for entry in entries:
        if _is_folder(entry):
            yield from _read_folder(entry, options, seen)
        else:
            yield from _read_file(entry, options)


def _read_file(place: Path, options: ReadOptions) -> Iterator[Article | Problem]:
    try:
        check_file(place)
        source = _find_source(place)
    except UnusableError as error:
        yield error.problem(str(place))
        return
    except OSError as error:
        yield unreadable(error).problem(str(place))
        return
    n_problems = 0
    for item in source(place, options):
        n_problems += isinstance(item, Problem)
        if isinstance(item, Article) or n_problems <= _TOLD:
            yield item
    if n_problems > _TOLD:
        what = f"{n_problems - _TOLD:,} further problems of this file are not listed"
        yield Problem(str(place), what, "mend those listed first")


def _find_source(place: Path) -> Read:
    """What reads a file of this kind; UnusableError where nothing does."""
    kind = place.suffix.lower()
    if kind == ".csv" and chronology.is_chronology(read_header(place)):
        return chronology.read
    if kind not in _KINDS:
        raise UnusableError(
            f"files of the kind {kind or '(no ending)'} are not read", f"give one of {' '.join(_KINDS)}"
        )
    return _KINDS[kind]


def _is_folder(place: Path) -> bool:
    try:
        return stat.S_ISDIR(place.stat().st_mode)
    except OSError:
        return False
