"""Where articles come from. Every source has one signature, `read(place, options)`; `read_all` takes any mix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from etl.records import Article, Problem
from etl.sources import files
from etl.sources.fields import ReadOptions

__all__ = ["ReadOptions", "read_all"]


def read_all(paths: Iterable[Path], options: ReadOptions) -> Iterator[Article | Problem]:
    """Articles and problems of all paths, files and folders, one path after the other."""
    for path in paths:
        yield from files.read(path, options)
