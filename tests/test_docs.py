"""What the documents promise to list is listed: columns, commands, tables."""

import re
from pathlib import Path

import duckdb
import pytest
import typer.main

from etl.__main__ import app
from etl.catalogue import load_catalogue
from etl.checks import CONTRACT

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DATA_MODEL = (ROOT / "docs" / "data-model.md").read_text(encoding="utf-8")
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "docs/method.md", "docs/data-model.md", "docs/decisions.md")


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"there is no heading {heading!r}"
    return found[1]


def first_cells(text: str) -> tuple[str, ...]:
    """The names in the first column of a table."""
    return tuple(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))


def schema() -> dict[str, tuple[str, ...]]:
    """Table → columns, as DuckDB reads schema.sql."""
    with duckdb.connect() as connection:
        connection.execute((ROOT / "etl" / "sql" / "schema.sql").read_text(encoding="utf-8"))
        rows = connection.execute(
            "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() "
            "WHERE NOT internal GROUP BY ALL"
        ).fetchall()
    return {table: tuple(columns) for table, columns in rows}


def test_readme_documents_the_columns_of_the_csv_in_their_order():
    assert first_cells(section(README, "The columns of the CSV")) == CONTRACT


def test_data_model_documents_the_view_in_its_order():
    assert first_cells(section(DATA_MODEL, "The view `indicators`")) == CONTRACT


@pytest.mark.parametrize(("table", "columns"), sorted(schema().items()))
def test_data_model_documents_every_table_and_column(table: str, columns: tuple[str, ...]):
    assert first_cells(section(DATA_MODEL, f"`{table}`")) == columns


@pytest.mark.parametrize("command", sorted(typer.main.get_group(app).commands))
def test_readme_documents_every_command(command: str):
    assert f"python -m etl {command}" in section(README, "Command line")


def test_readme_names_the_topics_of_the_shipped_pair():
    told = re.search(r"The topics are (.*?);", section(README, "Command line"), re.DOTALL)
    assert told
    assert tuple(re.findall(r"`(\w+)`", told[1])) == tuple(load_catalogue("JPN_KOR").topics)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str):
    path = ROOT / document
    targets = re.findall(r"\]\(([^)#:\s]+)\)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []
