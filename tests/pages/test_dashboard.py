"""Every page over the shipped snapshot, and the states without data."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl.pipeline import RunReport
from pages.shared.filters import Filters
from pages.shared.snapshot import count_events, read_events

Opened = Callable[..., AppTest]
TITLES = {
    "overview": "How things stand",
    "topics": "Topics",
    "policies": "Policies",
    "evidence": "Evidence",
    "data": "Data and method",
}


def shown(test: AppTest) -> str:
    """All words of a page."""
    parts = [*test.markdown, *test.caption, *test.title, *test.subheader, *test.info, *test.warning, *test.error]
    return "\n".join([str(part.value) for part in parts] + [element.proto.body for element in test.get("html")])


@pytest.mark.parametrize("page", TITLES)
def test_every_page_opens(opened: Opened, shipped: RunReport, page: str) -> None:
    test = opened(shipped.snapshot.parent, page)
    assert not test.exception
    assert test.title[0].value == TITLES[page]
    assert "Data through <b>20 May 2026" in shown(test)


@pytest.mark.parametrize("page", TITLES)
def test_every_page_opens_with_every_filter(opened: Opened, shipped: RunReport, page: str) -> None:
    address = {
        "topic": "trade",
        "stance": "friction",
        "from_": "2019",
        "to": "2020",
        "samples": "no",
        "confidence": "10",
    }
    test = opened(shipped.snapshot.parent, page, **address)
    assert not test.exception
    assert "Trade and economy" in shown(test)
    assert "without sample articles" in shown(test)


def test_the_evidence_on_screen_is_what_passes_the_filters(opened: Opened, shipped: RunReport) -> None:
    test = opened(shipped.snapshot.parent, "evidence", topic="food", samples="false")
    expected = read_events(str(shipped.snapshot), Filters("JPN_KOR", topics=("food",), samples=False))
    table = test.dataframe[0].value
    assert table["title"].tolist() == expected["title"].tolist()
    assert set(table["topic"]) == {"Food and Fukushima"}
    assert set(table["sample"]) == {""}


def test_a_filter_chosen_on_one_page_holds_on_the_next(opened: Opened, shipped: RunReport) -> None:
    test = opened(shipped.snapshot.parent, "topics")
    test.multiselect(key="topic").set_value(["security"]).run()
    test.switch_page("pages/evidence.py").run()
    assert not test.exception
    assert set(test.dataframe[0].value["topic"]) == {"Security"}


def test_bad_parameters_are_dropped_with_a_notice(opened: Opened, shipped: RunReport) -> None:
    test = opened(shipped.snapshot.parent, "overview", topic="trade", colour=":red[x]", stance="maybe")
    assert not test.exception
    assert test.multiselect(key="topic").value == ["trade"]
    notices = [warning.value for warning in test.warning]
    assert "“colour” is not a filter" in notices[0]
    assert "“maybe” is not a value of “stance”" in notices[1]


def test_a_selected_event_shows_its_reports_with_the_quote_marked(opened: Opened, shipped: RunReport) -> None:
    events = read_events(str(shipped.snapshot), Filters("JPN_KOR", origin="coded"))
    event = events.sort_values("n_articles").iloc[-1]
    test = opened(shipped.snapshot.parent, "evidence", event=event["event_id"])
    words = shown(test)
    assert "<mark>" in words
    assert words.count("class='bb bb-report'") >= event["n_articles"]
    assert 'rel="noopener noreferrer"' in words
    assert "Why these reports are one event" in " ".join(expander.label for expander in test.expander)


def test_an_event_that_is_gone_is_said_to_be(opened: Opened, shipped: RunReport) -> None:
    assert "not in this snapshot" in shown(opened(shipped.snapshot.parent, "evidence", event="nothing"))


def test_a_choice_without_events_names_the_filters_and_offers_a_way_out(opened: Opened, shipped: RunReport) -> None:
    test = opened(shipped.snapshot.parent, "overview", topic="people", indicator="gsomia")
    assert "No events pass these filters" in shown(test)
    without = count_events(str(shipped.snapshot), Filters("JPN_KOR", topics=("people",)))
    assert f"without “Intelligence pact (GSOMIA)” there would be {without} events" in shown(test)
    test.button(key="reset_empty").click().run()
    assert "No events pass" not in shown(test)
    assert test.multiselect(key="topic").value == []


def test_a_search_that_finds_nothing_says_so(opened: Opened, shipped: RunReport) -> None:
    assert "has these words" in shown(opened(shipped.snapshot.parent, "evidence", search="zeppelin"))
    found = opened(shipped.snapshot.parent, "evidence", search="RADAR").dataframe[0].value
    assert 0 < len(found) < 60


def test_measures_are_told_as_of_the_day_asked_for(opened: Opened, shipped: RunReport) -> None:
    test = opened(shipped.snapshot.parent, "policies", topic="trade", as_of="2019-12-01", samples="no")
    words = shown(test)
    assert "States on 1 Dec 2019" in words
    assert "Japan&#x27;s export list: South Korea on it: <b>removed</b>" in words


def test_a_broken_snapshot_is_one_sentence_and_a_command(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "JPN_KOR-x.duckdb").write_bytes(b"not a database" * 1000)
    (tmp_path / "CURRENT").write_text("JPN_KOR JPN_KOR-x.duckdb\n", encoding="utf-8")
    test = opened(tmp_path)
    assert not test.exception
    assert "JPN_KOR-x.duckdb" in test.error[0].value
    assert "python -m etl run --pair JPN_KOR" in shown(test)


def test_a_pointer_to_a_snapshot_that_is_gone(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("JPN_KOR JPN_KOR-gone.duckdb\n", encoding="utf-8")
    test = opened(tmp_path)
    assert not test.exception
    assert "JPN_KOR-gone.duckdb" in test.error[0].value


def test_hostile_texts_stay_text_on_every_page(opened: Opened, hostile: Path) -> None:
    event = read_events(str(hostile), Filters("JPN_KOR"))["event_id"].iloc[-1]
    for page in TITLES:
        test = opened(hostile.parent, page, **({"event": event} if page == "evidence" else {}))
        assert not test.exception
        for element in test.get("html"):
            assert "<script>" not in element.proto.body
            assert "<img" not in element.proto.body
            assert "javascript:" not in element.proto.body.replace("(javascript:alert(1))", "")
        for written in (*test.markdown, *test.caption, *test.info, *test.warning):
            assert ":red[x]" not in written.value
    table = opened(hostile.parent, "evidence").dataframe[0].value
    assert all(not title.startswith(("=", "@")) for title in table["title"])
