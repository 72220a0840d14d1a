"""One signature for every source: `read(place: Path, options: ReadOptions) -> Iterator[Article | Problem]`."""

import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

import etl.sources
from etl.sources import fields

SHARED = {"fields", "encoding", "rows"}  # what the sources are built of; none reads articles itself
MODULES = sorted(module.name for module in pkgutil.iter_modules(etl.sources.__path__))
SOURCES = [name for name in MODULES if name not in SHARED]


def test_there_are_sources():
    assert {"text", "html", "jsons", "tables", "chronology", "files"} <= set(SOURCES)


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_has_the_one_signature(name):
    read = importlib.import_module(f"etl.sources.{name}").read

    assert inspect.signature(read) == inspect.Signature(
        [
            inspect.Parameter("place", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation="Path"),
            inspect.Parameter("options", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation="ReadOptions"),
        ],
        return_annotation="Iterator[Article | Problem]",
    )
    assert inspect.isgeneratorfunction(read), "a source must not read before it is asked for the first article"


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_tells_a_missing_file_instead_of_raising(name, as_of):
    read = importlib.import_module(f"etl.sources.{name}").read

    (problem,) = read(Path("no/such/file.jsonl"), fields.ReadOptions(as_of))

    assert str(problem) == "no/such/file.jsonl: there is no such file or folder; check the path"
