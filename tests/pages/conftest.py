"""Snapshots for the pages: the shipped data, and articles that mean harm."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from etl import pipeline
from etl.catalogue import load_catalogue
from etl.sources import ReadOptions
from tests.conftest import AS_OF

ROOT = Path(__file__).resolve().parents[2]
HARM = (
    '=HYPERLINK("http://evil.example","x") <b>B</b> <a href="http://evil.example">A</a> '
    "<script>window.harmed=1</script> :red[x] $x$ [y](javascript:alert(1))"
)
HEADLINE = f"{HARM} Japan put South Korea back on its white list"
LEAD = (
    "Japan on Thursday reinstated South Korea to its white list of trusted trading partners, the trade ministry said "
    "<img src=x onerror=window.harmed=1> :red[x] $x$."
)


def write_hostile(folder: Path) -> list[Path]:
    """A chronology and an article, both with texts that try to become code somewhere."""
    chronology = folder / "hostile.csv"
    title = HEADLINE.replace('"', '""')
    chronology.write_text(
        "date,precision,indicator,stance,action,actor,title,state_effect,source_url,source_date\n"
        f'2023-07-21,day,export_white_list,cooperation,RETREAT,JPN,"{title}",,https://news.example/a,2023-07-21\n'
        "2023-08-01,month,summit,cooperation,CONSULT,BOTH,@SUM(A1) leaders meet,,https://news.example/b,2023-08-30\n",
        encoding="utf-8",
    )
    articles = folder / "hostile.jsonl"
    article = {
        "id": "harm",
        "url": "javascript:alert(1)",
        "source": "<b onmouseover=window.harmed=1>+Desk</b>",
        "title": HEADLINE,
        "published": "2019-10-04",
        "text": f"{LEAD}\n\n{LEAD.replace('Thursday', 'Wednesday')} {HARM}",
    }
    articles.write_text(json.dumps(article) + "\n", encoding="utf-8")
    return [chronology, articles]


def publish_hostile(folder: Path) -> Path:
    """A snapshot of the hostile texts in `folder`."""
    inputs = folder / "inputs"
    inputs.mkdir()
    return publish(write_hostile(inputs), folder)


def publish(inputs: list[Path], folder: Path) -> Path:
    """A snapshot of some files in `folder`."""
    report = pipeline.run(
        inputs,
        load_catalogue("JPN_KOR"),
        as_of=AS_OF,
        started=dt.datetime(2026, 11, 23, tzinfo=dt.UTC),
        snapshots=folder,
        options=ReadOptions(as_of=AS_OF),
    )
    return report.snapshot


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_hostile(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A snapshot of an article without an act, and of one that cannot be used."""
    folder = tmp_path_factory.mktemp("empty")
    (folder / "undated.txt").write_text("No date stands here.", encoding="utf-8")
    (folder / "2023-08-01.txt").write_text("Published: 2023-08-01\n\nIt rained all day in Oslo.", encoding="utf-8")
    return publish([folder / "undated.txt", folder / "2023-08-01.txt"], folder / "snapshots")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open the dashboard over the snapshots of a folder: `opened(folder, "evidence", topic="trade")`."""

    def open_dashboard(folder: Path, page: str = "overview", **address: str) -> AppTest:
        monkeypatch.setenv("BAROMETER_SNAPSHOTS", str(folder))
        st.cache_data.clear()
        test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for key, value in address.items():
            test.query_params[key.rstrip("_")] = value
        test.run()
        return test if page == "overview" or test.error else test.switch_page(f"pages/{page}.py").run()

    return open_dashboard
