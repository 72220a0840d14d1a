"""What is said over charts and lists: the day it holds for, what is left out, and links that keep the filters."""

import datetime as dt

import pandas as pd

from pages.shared.passages import list_events, note_undated, see_evidence, tell_known, tell_stance, tell_state
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


def test_undated_events_are_told_where_there_are_some() -> None:
    assert note_undated(39, 720).startswith("39 of the 720 events have no known date")
    assert note_undated(0, 720) == ""


def test_a_link_to_evidence_keeps_the_filters() -> None:
    assert see_evidence("a&b", {"topic": ["Trade and economy"]}) == (
        "<a href='evidence?topic=Trade+and+economy&amp;event=a%26b' target='_self'>evidence</a>"
    )
    assert list_events(pd.DataFrame(), {}, {}) == "<ul class='bb bb-list'></ul>"
