"""The rules of the house, read off the source: who imports what, who reads the clock, who names a country."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ETL = sorted((ROOT / "etl").rglob("*.py"))
CODE = [*ETL, *sorted((ROOT / "pages").rglob("*.py")), ROOT / "dashboard.py"]
MAY_IMPORT_DUCKDB = {"etl/snapshot.py", "pages/shared/snapshot/connection.py"}
MAY_READ_THE_CLOCK = {"etl/__main__.py", "pages/shared/building.py"}  # whoever starts a run
CHARTS = sorted((ROOT / "pages" / "shared" / "charts").glob("*.py"))
MAY_CHARTS_IMPORT = {"__future__", "collections", "dataclasses", "typing", "pandas", "plotly", "pages"}
MAY_CHARTS_IMPORT_OF_PAGES = ("pages.shared.charts", "pages.shared.wording")
CLOCK = {("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today"), ("time", "time")}
COUNTRY = re.compile(r"Japan|Korea|JPN|KOR|Tokyo|Seoul")
DEFAULT_PAIR = "JPN_KOR"
COMMAND_LINES = {"etl/__main__.py", *(f"etl/training/{name}.py" for name in ("reader", "rules", "judge"))}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(tree: ast.AST) -> set[str]:
    """The packages that a module imports, wherever it does so."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def clock_readings(tree: ast.AST) -> Iterator[int]:
    """Lines with `datetime.now`, `date.today` and the like, called or handed on."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute | ast.Name):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else node.value.id
            if (owner, node.attr) in CLOCK:
                yield node.lineno


def texts_and_names(tree: ast.AST) -> Iterator[str]:
    """Every text and name of the code; docstrings and comments are left out."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value
        for field in ("id", "attr", "name", "arg"):
            if isinstance(name := getattr(node, field, None), str):
                yield name


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_the_clock_is_seen_where_it_is_read():
    code = "import datetime as dt\nx = dt.datetime.now(dt.UTC)\ny = dt.date.today\nz = dt.date(2023, 7, 21)"
    assert sorted(clock_readings(ast.parse(code))) == [2, 3]


def test_names_in_docstrings_do_not_count_and_those_in_code_do():
    code = '"""Japan."""\ndef f():\n    """Korea."""\n    return "Seoul"  # Tokyo\n'
    assert [text for text in texts_and_names(ast.parse(code)) if COUNTRY.search(text)] == ["Seoul"]


@pytest.mark.parametrize("path", ETL, ids=name_of)
def test_the_way_of_the_data_knows_no_dashboard(path: Path):
    assert not imported(parse(path)) & {"streamlit", "pages"}


def test_duckdb_is_imported_where_snapshots_are_written_and_read():
    assert {name_of(path) for path in CODE if "duckdb" in imported(parse(path))} == MAY_IMPORT_DUCKDB


def test_only_who_starts_a_run_reads_the_clock():
    assert {name_of(path) for path in CODE if list(clock_readings(parse(path)))} == MAY_READ_THE_CLOCK


@pytest.mark.parametrize("path", CHARTS, ids=name_of)
def test_charts_know_no_streamlit_and_no_snapshot(path: Path):
    tree = parse(path)
    assert imported(tree) <= MAY_CHARTS_IMPORT
    own = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    assert [name for name in own if name.startswith("pages") and not name.startswith(MAY_CHARTS_IMPORT_OF_PAGES)] == []
    assert [text for text in texts_and_names(tree) if re.search(r"\bSELECT\b.*\bFROM\b", text, re.DOTALL)] == []


@pytest.mark.parametrize("path", ETL, ids=name_of)
def test_no_code_names_a_country(path: Path):
    allowed = {DEFAULT_PAIR} if name_of(path) in COMMAND_LINES else set()
    assert [text for text in texts_and_names(parse(path)) if COUNTRY.search(text) and text not in allowed] == []


def test_modules_are_named_after_what_they_do():
    assert [name_of(path) for path in CODE if path.stem in {"utils", "helpers", "common"}] == []
