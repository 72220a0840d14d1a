"""Filters reach the index, and without filters it is the one the run published."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from etl.pipeline import RunReport
from pages.shared import series, snapshot
from pages.shared.filters import Filters

ALL = Filters("JPN_KOR")


@pytest.fixture
def path(shipped: RunReport) -> str:
    return str(shipped.snapshot)


def test_without_a_filter_the_index_is_the_published_one_with_its_band(path: str) -> None:
    index = series.find_index(path, ALL)
    pd.testing.assert_frame_equal(index, snapshot.read_index(path, "JPN_KOR"))
    assert index["low"].notna().any()


@pytest.mark.parametrize("topic", ["trade", "history", "people"])
def test_reckoned_anew_from_events_the_index_equals_the_published_one(path: str, topic: str) -> None:
    published = snapshot.read_index(path, "JPN_KOR", topic)
    reckoned = series._reckon(path, ALL.narrow(topic), published)
    for column in ("cooperation", "friction", "net"):
        np.testing.assert_allclose(reckoned[column], published[column], atol=1e-9, equal_nan=True)


def test_the_period_crops_and_changes_no_value(path: str) -> None:
    whole = series.find_index(path, ALL)
    start, end = dt.date(2019, 1, 1), dt.date(2019, 12, 31)
    cropped = series.find_index(path, Filters("JPN_KOR", start=start, end=end))
    assert (cropped["day"].min().date(), cropped["day"].max().date()) == (start, end)
    expected = whole[whole["day"].isin(cropped["day"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(cropped, expected)


def test_one_stance_alone_drives_the_index_to_its_end(path: str) -> None:
    friction = series.find_index(path, Filters("JPN_KOR", stance="friction"))
    assert friction["net"].dropna().eq(-1).all()
    assert friction["cooperation"].eq(0).all()
    assert friction["low"].isna().all()


def test_volumes_add_up_to_the_events_that_pass(path: str) -> None:
    for filters in (ALL, Filters("JPN_KOR", topics=("courts",), samples=False), Filters("JPN_KOR", origin="curated")):
        volume, step = series.find_volume(path, filters, dt.date(1998, 1, 1), dt.date(2026, 11, 23))
        events = snapshot.read_events(path, filters)
        assert step == "quarter"
        assert volume[["cooperation", "friction"]].to_numpy().sum() == events["date"].notna().sum()


def test_numbered_events_are_few_in_order_and_on_the_line(path: str) -> None:
    index = series.find_index(path, ALL)
    moments = series.find_moments(path, ALL, index)
    assert 5 <= len(moments) <= 9
    assert not moments["sample"].any()
    assert moments["number"].tolist() == list(range(1, len(moments) + 1))
    assert moments["day"].is_monotonic_increasing
    on_line = index.set_index("day").loc[moments["day"], "net"].to_numpy()
    np.testing.assert_array_equal(moments["level"], on_line)


def test_thinning_keeps_the_last_day(path: str) -> None:
    index = series.find_index(path, ALL)
    thin = series.thin(index, 300)
    assert 300 <= len(thin) <= 620
    assert thin["day"].iloc[-1] == index["day"].iloc[-1]


def test_gaps_are_runs_of_days_without_coverage() -> None:
    days = pd.date_range("2020-01-01", periods=6)
    index = pd.DataFrame({"day": days, "coverage": ["none", "none", "articles", "none", "articles", "articles"]})
    gaps = series.find_gaps(index)
    assert gaps["start"].tolist() == [days[0], days[3]]
    assert gaps["end"].tolist() == [days[1], days[3]]


def test_numbered_events_stand_apart(path: str) -> None:
    index = series.find_index(path, ALL)
    moments = series.find_moments(path, ALL, index)
    apart = (index["day"].iloc[-1] - index["day"].iloc[0]) / 15
    assert (moments["day"].diff().dropna() > apart).all()


def test_background_goes_under_its_sentence_and_news_under_the_title_of_its_article() -> None:
    events = pd.DataFrame(
        [
            ("curated", "Swap line opened", "Swap line opened", True),
            ("coded", "SEOUL, March 6 - Ask a manufacturer in Nagoya.", "Curbs bite in Nagoya", True),
            ("coded", "SEOUL, March 6 - Japan had recalled its envoy.", "Curbs bite in Nagoya", False),
        ],
        columns=["origin", "title", "article_title", "news"],
    )
    assert series.headline(events)["title"].tolist() == [
        "Swap line opened",
        "Curbs bite in Nagoya",
        "Japan had recalled its envoy.",
    ]


def test_the_state_is_that_of_the_last_known_day(path: str) -> None:
    index = series.find_index(path, ALL)
    state = series.find_state(index, dt.date(2019, 12, 31))
    assert state is not None
    assert state.day == dt.date(2019, 12, 31)
    assert state.net == index.loc[index["day"] == "2019-12-31", "net"].item()
    assert series.find_state(index, dt.date(1990, 1, 1)) is None


def test_two_windows_meet_and_do_not_overlap(path: str) -> None:
    now, before = series.count_window(path, ALL, dt.date(2019, 8, 30))
    dates = snapshot.read_events(path, ALL)["date"]
    assert now == dates.between("2019-06-02", "2019-08-30").sum() > 0
    assert before == dates.between("2019-03-04", "2019-06-01").sum() > 0
