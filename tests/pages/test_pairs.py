"""A second pair is offered beside the first, and takes nothing over."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl import pipeline
from etl.catalogue import DATA, load_catalogue
from etl.sources import ReadOptions
from pages.shared.pairs import choose_pair
from tests.conftest import AS_OF, publish_shipped

Opened = Callable[..., AppTest]
SECOND = """
id = "FRA_GBR"
name = "France – United Kingdom"
sides = ["FRA", "GBR"]
about = "Fish."

[[topics]]
id = "fish"
name = "Fish"

[[indicators]]
id = "licences"
topic = "fish"
name = "Fishing licences"
definition = "Licences to fish in the other side's waters."
valence = 1
strong = ["fishing licen*"]
"""
ROW = "2021-11-01,day,licences,cooperation,AGREE,BOTH,Talks on licences resume,,https://news.example/a,2021-11-01\n"
HEAD = "date,precision,indicator,stance,action,actor,title,state_effect,source_url,source_date\n"
PAIRS = {"JPN_KOR": "Japan – South Korea", "FRA_GBR": "France – United Kingdom"}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with two pairs, of which the second has no shipped data."""
    folder = tmp_path / "data"
    for name in ("pairs", "chronologies"):
        shutil.copytree(DATA / name, folder / name)
    for name in ("acts.toml", "actors.toml"):
        shutil.copy(DATA / name, folder)
    (folder / "pairs" / "FRA_GBR.toml").write_text(SECOND, encoding="utf-8")
    monkeypatch.setenv("BAROMETER_DATA", str(folder))
    return folder


def publish_second(data: Path, folder: Path) -> None:
    chronology = data.parent / "fish.csv"
    chronology.write_text(HEAD + ROW, encoding="utf-8")
    pipeline.run(
        [chronology],
        load_catalogue("FRA_GBR", data),
        as_of=AS_OF,
        started=dt.datetime(2026, 11, 24, tzinfo=dt.UTC),
        snapshots=folder,
        options=ReadOptions(as_of=AS_OF),
    )


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("FRA_GBR", "FRA_GBR"),
        ("fra_gbr", "FRA_GBR"),
        ("France – United Kingdom", "FRA_GBR"),
        ("Narnia", "JPN_KOR"),
        (None, "JPN_KOR"),
    ],
)
def test_a_pair_is_meant_by_id_or_name(asked: str | None, meant: str) -> None:
    assert choose_pair(asked, PAIRS) == meant


@pytest.mark.usefixtures("data")
def test_a_pair_without_snapshot_and_shipped_data_is_not_offered(opened: Opened, tmp_path: Path) -> None:
    snapshots = publish_shipped(tmp_path / "snapshots").snapshot.parent
    for asked in ({}, {"pair": "FRA_GBR"}):
        test = opened(snapshots, **asked)
        assert not test.exception
        assert test.selectbox(key="pair").options == ["Japan – South Korea"]
    assert "is not a value of “pair”" in test.warning[0].value
    assert not list(snapshots.glob("FRA_GBR*"))


def test_two_pairs_are_chosen_by_the_address_and_in_the_sidebar(opened: Opened, data: Path, tmp_path: Path) -> None:
    snapshots = publish_shipped(tmp_path / "snapshots").snapshot.parent
    publish_second(data, snapshots)
    first = opened(snapshots, topic="trade")
    assert first.selectbox(key="pair").options == [*PAIRS.values()]
    assert first.selectbox(key="pair").value == "JPN_KOR"
    for asked in ("FRA_GBR", "France – United Kingdom"):
        by_address = opened(snapshots, pair=asked)
        assert not by_address.exception
        assert not by_address.warning
        assert by_address.selectbox(key="pair").value == "FRA_GBR"
        assert by_address.multiselect(key="topic").options == ["Fish"]
    switched = first.selectbox(key="pair").set_value("FRA_GBR").run()
    assert not switched.exception
    assert switched.multiselect(key="topic").options == ["Fish"]
    assert switched.multiselect(key="topic").value == []
    back = switched.selectbox(key="pair").set_value("JPN_KOR").run()
    assert not back.exception
    assert "Trade and economy" in back.multiselect(key="topic").options


def test_every_page_opens_for_a_pair_without_measures(opened: Opened, data: Path, tmp_path: Path) -> None:
    publish_second(data, tmp_path)
    for page in ("overview", "topics", "policies", "evidence", "data"):
        test = opened(tmp_path, page, pair="FRA_GBR")
        assert not test.exception
        assert test.title


def test_without_any_pair_to_show_the_way_out_is_told(opened: Opened, data: Path, tmp_path: Path) -> None:
    shutil.rmtree(data / "chronologies")
    test = opened(tmp_path / "none")
    assert not test.exception
    assert "No pair of countries has a snapshot" in test.error[0].value
    assert "python -m etl run my-articles/" in test.markdown[0].value
