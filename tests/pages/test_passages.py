"""What is said over charts and lists: the day it holds for, what is left out, and links that keep the filters."""

import datetime as dt

import pandas as pd

from pages.shared.passages import (
    list_events,
    list_measures,
    note_uncounted,
    see_evidence,
    tell_known,
    tell_stance,
    tell_state,
)
from pages.shared.series import State
from pages.shared.snapshot import Seen

SIDES = {"JPN": "Japan", "KOR": "South Korea"}
DAY = dt.date(2026, 5, 20)
RUN = {"as_of": dt.date(2026, 11, 25), "started": dt.datetime(2026, 11, 25, 15)}


def test_a_state_is_told_of_its_day_in_the_past() -> None:
    told = tell_state(State(DAY, 0.31, 0.05, None, None), "20 May 2026, the last known day", SIDES, "", "Why.")
    assert "On 20 May 2026, the last known day, cooperation outweighed friction between Japan and South Korea" in told
    assert "stood at <b>+0.31</b>" in told


def test_one_stance_alone_is_counted_and_no_index_is_told() -> None:
    told = tell_stance("friction", 1, 7, "20 May 2026", SIDES, " in Security")
    assert "<b>1 act of friction</b> between Japan and South Korea in Security is known, after 7" in told
    assert "the index would be −1 whatever happened" in told


def test_what_lies_behind_the_last_known_day_is_explained_where_there_is_something() -> None:
    assert "newer than 20 May 2026" in tell_known(Seen(1, 0, 0, 1, DAY), RUN, DAY)
    assert tell_known(Seen(1, 0, 0, 1, DAY), RUN, dt.date(2019, 12, 31)) == ""
    assert tell_known(Seen(0, 0, 0, 0, None), RUN, DAY) == ""


def test_what_no_sum_holds_is_told_by_reason_where_there_is_some() -> None:
    both = note_uncounted({"undated": 39, "state": 1}, 720)
    assert both.startswith("39 of the 720 events have no known date")
    assert "1 of the 720 events only tells of a state in force" in both
    assert note_uncounted({"undated": 0, "state": 0}, 720) == note_uncounted({}, 720) == ""


def test_a_measure_is_told_as_precisely_as_known_and_when_its_end_is_overdue() -> None:
    state = {
        "policy_name": "Currency swap",
        "state_name": "open",
        "stance": "cooperation",
        "in_force": True,
        "definition": "A line is open.",
        "detail": "",
        "event_id": "",
        "start_date": pd.Timestamp("2023-06-01"),
        "precision": "month",
        "end_date": pd.NaT,
        "expected_end": pd.Timestamp("2026-06-29"),
    }
    waiting = list_measures(pd.DataFrame([state]), {}, dt.date(2026, 6, 28))
    assert "since Jun 2023, expected to end on 29 Jun 2026<" in waiting
    assert "(overdue: nothing was heard of it by 30 Jun 2026)" in list_measures(
        pd.DataFrame([state]), {}, dt.date(2026, 6, 30)
    )
    ended = state | {"end_date": pd.Timestamp("2026-06-29")}
    assert "overdue" not in list_measures(pd.DataFrame([ended]), {}, dt.date(2026, 6, 30))


def test_a_link_to_evidence_keeps_the_filters() -> None:
    assert see_evidence("a&b", {"topic": ["Trade and economy"]}) == (
        "<a href='evidence?topic=Trade+and+economy&amp;event=a%26b' target='_self'>evidence</a>"
    )
    assert list_events(pd.DataFrame(), {}, {}) == "<ul class='bb bb-list'></ul>"
