"""Every page over the shipped snapshot, and the states without data."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl.pipeline import RunReport
from pages.shared.filters import Filters
from pages.shared.snapshot import count_events, read_events
from pages.shared.wording import strip_lead

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


def texts_of(value: object) -> Iterator[str]:
    """Every text of a figure's specification."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts_of(part)


@pytest.mark.parametrize("page", TITLES)
def test_every_page_opens(opened: Opened, shipped: RunReport, page: str) -> None:
    test = opened(shipped.snapshot.parent, page)
    assert not test.exception
    assert test.title[0].value == TITLES[page]
    assert "Last known day <b>20 May 2026" in shown(test)


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
    assert table["title"].tolist() == expected["title"].map(strip_lead).tolist()
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


def test_a_day_behind_the_period_is_told_all_the_same(opened: Opened, shipped: RunReport) -> None:
    test = opened(shipped.snapshot.parent, "policies", topic="trade", to="2019-12-31", as_of="2024-01-01")
    words = shown(test)
    assert "On 1 Jan 2024, 3 of 4 measures were in force" in words
    assert "Japan&#x27;s export list: South Korea on it: <b>listed</b>" in words


def test_measures_from_articles_alone_come_with_a_warning(opened: Opened, shipped: RunReport) -> None:
    test = opened(shipped.snapshot.parent, "policies", origin="coded")
    assert "looks like a fact" in test.warning[0].value
    assert not opened(shipped.snapshot.parent, "policies").warning


def test_a_day_behind_the_last_known_one_is_said_to_be_carried_on(opened: Opened, shipped: RunReport) -> None:
    assert "these states are carried on" in shown(opened(shipped.snapshot.parent, "policies", as_of="2026-11-01"))
    assert "these states are carried on" not in shown(opened(shipped.snapshot.parent, "policies"))


def test_with_one_stance_the_volume_is_told_and_no_index(opened: Opened, shipped: RunReport) -> None:
    words = shown(opened(shipped.snapshot.parent, "overview", stance="friction"))
    assert "acts of friction</b> between Japan and South Korea" in words
    assert "outweighed" not in words
    assert "the index stood" not in words


def test_without_samples_nothing_of_them_is_counted_or_shown(opened: Opened, shipped: RunReport) -> None:
    filters = Filters("JPN_KOR", samples=False)
    told = read_events(str(shipped.snapshot), Filters("JPN_KOR")).set_index("event_id")
    kept = read_events(str(shipped.snapshot), filters).set_index("event_id")
    fewer = kept.index[kept["n_articles"] < told.loc[kept.index, "n_articles"]]
    test = opened(shipped.snapshot.parent, "evidence", event=fewer[0], samples="no")
    words = shown(test)
    assert "Articles <b>0 (without 120 samples)" in words
    assert "left out by the filters on origin and samples" in words
    assert "bb-sample" not in words.split("</style>")[1]
    assert words.count("class='bb bb-report'") == kept.loc[fewer[0], "n_articles"]


def test_origin_and_samples_are_asked_of_the_same_report(shipped: RunReport) -> None:
    """The shipped articles are all samples: without them nothing is left that an article told."""
    assert count_events(str(shipped.snapshot), Filters("JPN_KOR", origin="coded", samples=False)) == 0


def test_an_event_that_does_not_pass_the_filters_says_so(opened: Opened, shipped: RunReport) -> None:
    event = read_events(str(shipped.snapshot), Filters("JPN_KOR", topics=("food",)))["event_id"].iloc[0]
    test = opened(shipped.snapshot.parent, "evidence", event=event, topic="trade")
    assert "does not pass the filters" in test.warning[0].value
    assert "class='bb bb-report'" in shown(test)
    fitting = opened(shipped.snapshot.parent, "evidence", event=event, topic="food")
    assert not fitting.warning


def test_an_event_leaves_the_address_when_a_filter_changes(opened: Opened, shipped: RunReport) -> None:
    event = read_events(str(shipped.snapshot), Filters("JPN_KOR", topics=("food",)))["event_id"].iloc[0]
    test = opened(shipped.snapshot.parent, "evidence", event=event)
    assert "class='bb bb-report'" in shown(test)
    test.multiselect(key="topic").set_value(["food"]).run()
    assert "class='bb bb-report'" not in shown(test)
    assert "event" not in test.query_params


def test_undated_events_are_told_where_totals_differ(opened: Opened, shipped: RunReport) -> None:
    rows = read_events(str(shipped.snapshot), Filters("JPN_KOR"))
    told = f"{rows['date'].isna().sum()} of the {len(rows)} events have no known date"
    for page in ("overview", "topics"):
        assert told in shown(opened(shipped.snapshot.parent, page))


@pytest.mark.parametrize(
    "address",
    [
        {"from_": "2019-01-99999999999999999999"},
        {"confidence": "1" * 5000},
        {"as_of": "2019-01-99999999999999999999"},
        {"as_of": "1066"},
        {"event": "\x00", "search": "\x00%' OR 1=1"},
    ],
)
def test_a_crafted_address_breaks_no_page(opened: Opened, shipped: RunReport, address: dict[str, str]) -> None:
    for page in ("policies", "evidence"):
        test = opened(shipped.snapshot.parent, page, **address)
        assert not test.exception
        assert test.title[0].value == TITLES[page]


@pytest.mark.parametrize("page", TITLES)
def test_an_empty_snapshot_says_that_it_is_empty(opened: Opened, empty: Path, page: str) -> None:
    test = opened(empty.parent, page)
    words = shown(test)
    assert not test.exception
    if page == "data":
        assert "<dd>0 reports of 0 events</dd>" in words
        assert test.code[0].value.endswith("data through 1 Aug 2023.")
    else:
        assert "This snapshot is empty: in 1 article and 0 chronology rows no act" in words
        assert "1 problem came up" in words
        assert "python -m etl run --pair JPN_KOR" in words
        assert not test.button


def test_a_broken_snapshot_is_one_sentence_and_a_command(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "JPN_KOR-x.duckdb").write_bytes(b"not a database" * 1000)
    (tmp_path / "CURRENT").write_text("JPN_KOR JPN_KOR-x.duckdb\n", encoding="utf-8")
    test = opened(tmp_path)
    assert not test.exception
    assert "JPN_KOR-x.duckdb" in test.error[0].value
    assert "python -m etl run --pair JPN_KOR" in shown(test)


@pytest.mark.parametrize("share", [0.05, 0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_snapshot_damaged_anywhere_is_one_sentence_on_every_page(
    opened: Opened, shipped: RunReport, tmp_path: Path, share: float
) -> None:
    damaged = tmp_path / f"JPN_KOR-{share:.0%}.duckdb".replace("%", "")
    content = bytearray(shipped.snapshot.read_bytes())
    start = int(len(content) * share)
    size = min(max(200_000, len(content) // 3), len(content) - start)
    content[start : start + size] = b"\xa5" * size
    damaged.write_bytes(content)
    (tmp_path / "CURRENT").write_text(f"JPN_KOR {damaged.name}\n", encoding="utf-8")
    told = []
    for page in TITLES:
        test = opened(tmp_path, page)
        assert not test.exception
        told += [error.value for error in test.error]
        if test.error:
            assert "python -m etl run --pair JPN_KOR" in shown(test)
    assert told
    assert all(damaged.name in sentence for sentence in told)


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
            assert not re.search(r"""=\s*['"]?\s*javascript:""", element.proto.body)  # as text it may stand
        hovers = [text for figure in test.get("plotly_chart") for text in texts_of(json.loads(figure.proto.spec))]
        harmful = [text for text in hovers if "evil.example" in text]
        assert not any("<" in text for text in harmful)
        assert harmful or page != "overview"  # there the title stands in the figure
        for written in (*test.markdown, *test.caption, *test.info, *test.warning):
            assert ":red[x]" not in written.value
    table = opened(hostile.parent, "evidence").dataframe[0].value
    assert all(not title.startswith(("=", "@")) for title in table["title"])
