"""The index: sums that decay, a net share with a band, and moves that can be taken apart."""

import datetime as dt
import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.coverage import CoverageDay
from etl.entries import Catalogue
from etl.index import FLOOR, compute_index, compute_variants, decayed_sums, find_left_out, index_from_daily
from etl.records import Event, IndexDay
from tests.small import CATALOGUE, event

FIRST = dt.date(2020, 1, 1)


def catalogue_with(**index: float) -> Catalogue:
    """The pair's catalogue with other settings of the index."""
    pair = CATALOGUE.pair
    changed = pair.model_copy(update={"index": pair.index.model_copy(update=index)})
    return CATALOGUE.model_copy(update={"pair": changed})


def covered(n_days: int, first: dt.date = FIRST) -> tuple[CoverageDay, ...]:
    """Days on each of which one article was scanned."""
    return tuple(CoverageDay(first + dt.timedelta(days=day), 1, 0, False) for day in range(n_days))


def index_of(
    events: Sequence[Event], n_days: int, topic: str = "all", first: dt.date = FIRST, **index: float
) -> list[IndexDay]:
    days = covered(n_days, first)
    series = compute_index(events, days, catalogue_with(**index), days[-1].day)
    return [day for day in series if day.topic == topic]


# ------------------------------------------------------------------ decayed sums


def test_what_happened_halves_with_every_half_life() -> None:
    sums = decayed_sums(np.array([100]), np.array([4.0]), half_life=10, first=100, last=120)
    assert sums[[0, 10, 20]] == pytest.approx([4, 2, 1])


@given(
    events=st.lists(st.tuples(st.integers(0, 400), st.floats(0, 10)), max_size=30),
    half_life=st.floats(1, 400),
    first=st.integers(0, 300),
    length=st.integers(0, 100),
)
def test_the_daily_sum_is_the_sum_over_events(
    events: list[tuple[int, float]], half_life: float, first: int, length: int
) -> None:
    days = np.array([day for day, _ in events], dtype=np.int64)
    weights = np.array([weight for _, weight in events], dtype=np.float64)
    sums = decayed_sums(days, weights, half_life, first, first + length)
    for day in (first, first + length):
        known = days <= day
        assert sums[day - first] == pytest.approx(weights[known] @ np.exp2((days[known] - day) / half_life))


def test_a_month_is_spread_over_its_days_and_sums_to_the_whole() -> None:
    days = index_of([event("e", "2020-06", intensity=3.0)], 200, half_life_days=1e9)
    by_day = {day.day.isoformat(): day.cooperation for day in days}
    assert by_day["2020-05-31"] == 0
    assert by_day["2020-06-10"] == pytest.approx(1.0)
    assert by_day["2020-06-30"] == pytest.approx(3.0)
    assert by_day["2020-07-18"] == pytest.approx(3.0)


def test_what_is_reported_has_happened_so_a_range_ends_with_its_first_report() -> None:
    days = index_of([event("e", "2020-06", intensity=3.0, first_reported="2020-06-03")], 200, half_life_days=1e9)
    by_day = {day.day.isoformat(): day.cooperation for day in days}
    assert by_day["2020-06-02"] == pytest.approx(2.0)
    assert by_day["2020-06-03"] == pytest.approx(3.0)


def test_events_from_before_the_first_covered_day_count_decayed() -> None:
    (day,) = index_of([event("e", (FIRST - dt.timedelta(days=90)).isoformat(), intensity=4.0)], 1)
    assert day.cooperation == pytest.approx(2.0)
    assert (day.net, day.n_events) == (1.0, 0)


# ---------------------------------------------------------------------- the index


def test_the_net_share_of_one_friendly_and_one_hostile_act() -> None:
    days = index_of([event("a", "2020-01-01", intensity=6.0), event("b", "2020-01-01", "friction", 2.0)], 1)
    assert (days[0].cooperation, days[0].friction, days[0].net, days[0].n_events) == (6.0, 2.0, 0.5, 2)


def test_only_an_event_of_that_very_day_counts_as_one_of_the_day() -> None:
    days = index_of([event("day", "2020-01-01"), event("month", "2020-01"), event("year", "2020")], 2)
    assert [day.n_events for day in days] == [1, 0]


def test_a_topic_has_its_own_events_and_all_has_every_one() -> None:
    events = [event("a", "2020-01-01"), event("b", "2020-01-01", "friction", topic="security")]
    assert [index_of(events, 1, topic)[0].net for topic in ("trade", "security", "all", "food")] == [1, -1, 0, None]


def test_no_coverage_is_not_calm_and_not_zero() -> None:
    gap = [CoverageDay(FIRST + dt.timedelta(days=day), int(day in (0, 100)), 0, False) for day in range(101)]
    series = compute_index([event("a", "2020-01-01", intensity=9.0)], gap, catalogue_with(gap_days=60), gap[-1].day)
    days = [day for day in series if day.topic == "all"]
    assert [(days[at].net, days[at].low, days[at].coverage) for at in (60, 61, 100)] == [
        (1.0, 1.0, "articles"),
        (None, None, "none"),
        (1.0, 1.0, "articles"),
    ]
    assert days[61].cooperation > 0  # what is known from before goes on decaying


def test_where_next_to_nothing_is_left_nothing_is_known() -> None:
    days = index_of([event("a", "2020-01-02", intensity=2.0)], 300)
    assert days[0].net is None  # nothing has happened yet
    assert [day.net is not None for day in days] == [day.cooperation >= FLOOR for day in days]
    assert days[1].net == 1.0
    assert days[-1].net is None


def test_nothing_is_said_of_a_day_after_the_run() -> None:
    events = [event("a", "2020-01-01"), event("later", "2020-01-09", "friction")]
    series = compute_index(events, covered(20), CATALOGUE, FIRST + dt.timedelta(days=4))
    assert max(day.day for day in series) == dt.date(2020, 1, 5)
    assert {day.friction for day in series} == {0.0}
    assert compute_index(events, (), CATALOGUE, FIRST) == ()


def test_what_has_no_day_is_left_out_and_told() -> None:
    events = [event("a", None), event("b", None, "friction"), event("c", "2031")]
    state = event("d", "2020-01-01", modality="ongoing")
    assert all(day.net is None for day in index_of(events, 3))
    told = [finding.text for finding in find_left_out([*events, state], FIRST)]
    assert told == [
        "Not in the index, without a date: no day for it can be defended (2 events).",
        "Not in the index, a state told as in force, without an act: the policies show it (1 events).",
        "Not in the index, dated after 2020-01-01: it has not happened yet (1 events).",
    ]


def test_a_state_in_force_is_no_new_act_and_an_announcement_is_half_of_one() -> None:
    events = [
        event("announced", "2020-01-01", intensity=6.0, modality="announced"),
        event("done", "2020-01-01", "friction", 6.0),
        event("in force", "2020-01-01", "friction", 6.0, modality="ongoing"),
    ]
    (day,) = index_of(events, 1)
    assert (day.cooperation, day.friction, day.n_events) == (3.0, 6.0, 2)


def test_sums_rolled_up_by_day_give_the_same_index() -> None:
    events = [event(f"e{day}", f"2020-01-{day:02}", ("cooperation", "friction")[day % 2], day) for day in range(1, 10)]
    days = index_of(events, 60)
    happened = np.arange(1, 10)
    friendly, hostile = np.where(happened % 2, 0, happened), np.where(happened % 2, happened, 0)
    numbers = np.append(happened, 60)  # days on which nothing happened may be left out
    cooperation, friction, net = index_from_daily(numbers, np.append(friendly, 0), np.append(hostile, 0), 90)
    assert cooperation == pytest.approx([days[number - 1].cooperation for number in numbers])
    assert friction == pytest.approx([days[number - 1].friction for number in numbers])
    assert net == pytest.approx([days[number - 1].net for number in numbers])
    assert np.isnan(index_from_daily(np.array([1]), np.array([0.0]), np.array([0.0]), 90)[2])
    with pytest.raises(ValueError, match="rise strictly"):
        index_from_daily(np.array([2, 1]), np.zeros(2), np.zeros(2), 90)


# ----------------------------------------------------------------------- the band


def many_events(n_friendly: int, n_hostile: int) -> list[Event]:
    friendly = [event(f"c{number}", "2020-01-01") for number in range(n_friendly)]
    return friendly + [event(f"f{number}", "2020-01-01", "friction") for number in range(n_hostile)]


def test_the_band_is_what_drawing_with_replacement_gives() -> None:
    """With equal events of one day net is 2·share − 1, and the share drawn is binomial."""
    (day,) = index_of(many_events(70, 30), 1, resamples=4000)
    spread = 2 * 1.645 * (0.7 * 0.3 / 100) ** 0.5
    assert day.net == pytest.approx(0.4)
    assert (day.low, day.high) == pytest.approx((0.4 - spread, 0.4 + spread), abs=0.021)


def test_more_events_give_a_narrower_band() -> None:
    widths = []
    for size in (4, 40, 400):
        (day,) = index_of(many_events(size, size), 1)
        assert day.low is not None
        assert day.high is not None
        widths.append(day.high - day.low)
    assert widths == sorted(widths, reverse=True)


def random_events(count: int, seed: int = 7) -> list[Event]:
    draw = random.Random(seed)
    topics = list(CATALOGUE.topics)
    return [
        event(
            f"e{number}",
            draw.choice([f"2020-01-{draw.randint(1, 31):02}", "2020-02", "2019"]),
            draw.choice(["cooperation", "friction"]),
            draw.choice([2.0, 3.5, 6.0]),
            topic=draw.choice(topics),
        )
        for number in range(count)
    ]


def test_the_order_of_events_changes_nothing() -> None:
    events = random_events(60)
    shuffled = random.Random(1).sample(events, len(events))
    days = covered(90)
    assert compute_index(events, days, CATALOGUE, days[-1].day) == compute_index(
        shuffled, days, CATALOGUE, days[-1].day
    )


def test_the_index_lies_inside_its_band_and_both_within_one() -> None:
    for topic in ("all", *CATALOGUE.topics):
        for day in index_of(random_events(60), 120, topic):
            if day.net is not None:
                assert day.low is not None
                assert day.high is not None
                assert -1 <= day.low <= day.net <= day.high <= 1


def test_even_the_unluckiest_draw_leaves_the_index_inside_its_band() -> None:
    """Of ten resamples now and then all lie to one side; none of three hundred bands may leave net out."""
    events = random_events(60)
    for seed in range(300):
        (day,) = index_of(events, 1, first=dt.date(2020, 2, 1), resamples=10, seed=seed)
        assert day.low is not None
        assert day.net is not None
        assert day.high is not None
        assert day.low <= day.net <= day.high


def test_events_of_another_topic_leave_a_topics_band_as_it_was() -> None:
    events = random_events(60)
    more = [*events, event("new", "2020-01-05", "friction", topic="food")]
    assert index_of(events, 60, "trade") == index_of(more, 60, "trade")
    assert index_of(events, 60, "food") != index_of(more, 60, "food")


def test_another_seed_draws_another_band_of_the_same_index() -> None:
    one, other = (index_of(random_events(60), 30, seed=seed) for seed in (1, 2))
    assert [day.net for day in one] == [day.net for day in other]
    assert [day.low for day in one] != [day.low for day in other]


# -------------------------------------------------------------------- sensitivity


def test_variants_say_how_much_hangs_on_the_choices() -> None:
    events = [
        event("a", "2020-01-01", intensity=6.0, origin="curated"),
        event("b", "2020-01-01", "friction", 2.0),
        event("c", "2020-01-01", "friction", 2.0, origin="coded+curated"),
    ]
    days = covered(1)
    net = {row.variant: row.net for row in compute_variants(events, events[:1], days, CATALOGUE, FIRST)}
    assert net == {
        "base": pytest.approx(0.2),
        "half-life 30 days": pytest.approx(0.2),
        "half-life 180 days": pytest.approx(0.2),
        "without severity": pytest.approx(-1 / 3),
        "curated only": pytest.approx(0.5),
        "coded only": -1.0,
        "without samples": 1.0,
    }
    assert compute_variants(events, events, (), CATALOGUE, FIRST) == ()


def test_a_shorter_half_life_forgets_sooner() -> None:
    days = covered(91)
    events = [event("a", "2020-01-01", intensity=8.0)]
    last = [row for row in compute_variants(events, events, days, CATALOGUE, days[-1].day) if row.day == days[-1].day]
    sums = {row.variant: row.cooperation for row in last}
    assert sums["half-life 30 days"] == pytest.approx(1.0)
    assert sums["base"] == pytest.approx(4.0)
    assert sums["half-life 180 days"] == pytest.approx(8 / 2**0.5)
