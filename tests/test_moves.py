"""Moves: what made the index go from one day to another, or differ from one snapshot to the next."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.moves import contributions, revisions
from etl.records import Event, IndexDay
from tests.small import CATALOGUE, event
from tests.test_index import FIRST, index_of

SETTINGS = CATALOGUE.pair.index


def net_on(days: list[IndexDay], day: dt.date) -> float:
    """Net as the sums give it, 0 where nothing counts."""
    (row,) = (row for row in days if row.day == day)
    total = row.cooperation + row.friction
    return (row.cooperation - row.friction) / total if total else 0.0


days_of_2020 = st.integers(0, 365).map(lambda day: FIRST + dt.timedelta(days=day))
dates = st.one_of(
    st.dates(dt.date(2018, 1, 1), dt.date(2021, 12, 31)).map(dt.date.isoformat),
    st.dates(dt.date(2018, 1, 1), dt.date(2021, 12, 31)).map(lambda day: day.isoformat()[:7]),
    st.sampled_from(["2018", "2019", "2020", None]),
)


SOME_EVENTS = st.lists(
    st.builds(
        event,
        name=st.integers(0, 20).map(lambda number: f"e{number}"),
        when=dates,
        stance=st.sampled_from(["cooperation", "friction"]),
        intensity=st.floats(0, 10),
        first_reported=days_of_2020.map(dt.date.isoformat),
        modality=st.sampled_from(["actual", "announced", "ongoing"]),
    ),
    unique_by=lambda event: event.id,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(
    events=SOME_EVENTS,
    ends=st.tuples(days_of_2020, days_of_2020).map(sorted),
    half_life=st.floats(20, 400),
)
def test_the_contributions_of_events_sum_to_the_move(
    events: list[Event], ends: list[dt.date], half_life: float
) -> None:
    day_a, day_b = ends
    days = index_of(events, 366, half_life_days=half_life, resamples=10)
    parts = contributions(events, day_a, day_b, SETTINGS.model_copy(update={"half_life_days": half_life}))
    assert sum(part.amount for part in parts) == pytest.approx(net_on(days, day_b) - net_on(days, day_a), abs=1e-9)


def test_a_move_is_made_of_what_came_and_what_faded() -> None:
    events = [
        event("old", "2020-01-01", intensity=4.0),
        event("blow", "2020-03-31", "friction", 2.0),
        event("later", "2020-05-01", "friction"),
    ]
    parts = contributions(events, dt.date(2020, 1, 1), dt.date(2020, 3, 31), SETTINGS)
    assert [(part.event_id, part.kind) for part in parts] == [("blow", "new"), ("old", "faded")]
    assert [part.amount for part in parts] == pytest.approx([-0.5, -0.5])  # from +1 to 0
    assert contributions(events, dt.date(2020, 1, 1), dt.date(2020, 1, 1), SETTINGS) == ()
    with pytest.raises(ValueError, match="is before the first"):
        contributions(events, dt.date(2020, 1, 2), dt.date(2020, 1, 1), SETTINGS)


# ------------------------------------------------------- from snapshot to snapshot


@settings(max_examples=60, deadline=None)
@given(
    earlier=SOME_EVENTS,
    later=SOME_EVENTS,
    day=days_of_2020,
    half_lives=st.tuples(st.floats(20, 400), st.floats(20, 400)),
)
def test_the_revisions_of_events_sum_to_the_difference(
    earlier: list[Event], later: list[Event], day: dt.date, half_lives: tuple[float, float]
) -> None:
    then, now = (SETTINGS.model_copy(update={"half_life_days": half_life}) for half_life in half_lives)
    parts = revisions((earlier, then), (later, now), day)
    before = net_on(index_of(earlier, 366, half_life_days=half_lives[0], resamples=10), day)
    after = net_on(index_of(later, 366, half_life_days=half_lives[1], resamples=10), day)
    assert sum(part.amount for part in parts) == pytest.approx(after - before, abs=1e-9)


def test_a_difference_is_made_of_what_was_added_changed_and_withdrawn() -> None:
    kept, gone = event("kept", "2020-01-01", intensity=4.0), event("gone", "2020-01-01", "friction", 4.0)
    changed = event("changed", "2020-01-01", "friction", 4.0)
    now = [kept, event("changed", "2020-01-01", "friction", 2.0), event("added", "2020-01-01", "friction", 2.0)]
    parts = revisions(([kept, gone, changed], SETTINGS), (now, SETTINGS), FIRST)
    assert {part.event_id: part.kind for part in parts} == {
        "kept": "faded",
        "gone": "withdrawn",
        "changed": "revised",
        "added": "new",
    }
    assert sum(part.amount for part in parts) == pytest.approx(0.0 - (4 - 8) / 12)
