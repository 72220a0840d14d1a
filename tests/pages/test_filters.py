"""An address is read kindly, and what makes no sense is named and dropped."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.shared.filters import KEYS, PAGE_KEYS, Choices, Filters, describe, read_address, say_scope, write_address

CHOICES = Choices(
    pairs={"JPN_KOR": "Japan – South Korea"},
    topics={"trade": "Trade and economy", "food": "Food and Fukushima"},
    indicators={"gsomia": "Intelligence pact (GSOMIA)"},
    first=dt.date(1998, 1, 23),
    last=dt.date(2026, 11, 23),
)


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ({"topic": ["trade"]}, {"topic": ["Trade and economy"]}),
        ({"topic": ["TRADE AND ECONOMY", "food"]}, {"topic": ["Trade and economy", "Food and Fukushima"]}),
        ({"stance": ["friction"]}, {"stance": ["Friction"]}),
        ({"from": ["2019"], "to": ["2019"]}, {"from": ["2019-01-01"], "to": ["2019-12-31"]}),
        ({"from": ["2020-02"], "to": ["2020-02"]}, {"from": ["2020-02-01"], "to": ["2020-02-29"]}),
        ({"from": ["1900-01-01"]}, {"from": ["1998-01-23"]}),
        ({"samples": ["no"], "confidence": ["52"]}, {"samples": ["false"], "confidence": ["50"]}),
        ({"to": ["2030"]}, {"to": ["2026-11-23"]}),
        ({"topic": ["food", "FOOD"]}, {"topic": ["Food and Fukushima"]}),
        ({"as_of": ["2019"]}, {"as_of": ["2019-12-31"]}),
        ({"event": ["abc"], "search": ["radar"]}, {"event": ["abc"], "search": ["radar"]}),
    ],
)
def test_ids_short_dates_and_labels_are_understood(given_: dict[str, list[str]], kept: dict[str, list[str]]) -> None:
    assert read_address(given_, CHOICES) == (kept, [])


@pytest.mark.parametrize(
    ("given_", "notice"),
    [
        ({"topic": ["tarde"]}, "“tarde” is not a value of “topic”"),
        ({"colour": ["red"]}, "“colour” is not a filter"),
        ({"from": ["2019-13-01"]}, "“2019-13-01” is not a value of “from”"),
        ({"confidence": ["lots"]}, "“lots” is not a value of “confidence”"),
        ({"from": ["2019-01-99999999999999999999"]}, "“2019-01-99999999999999999999” is not a value of “from”"),
        ({"confidence": ["1" * 5000]}, f"“{'1' * 39}…” is not a value of “confidence”"),
        ({"from": ["2030-01-01"]}, "“from” 1 Jan 2030 is after the last run, 23 Nov 2026"),
        ({"to": ["1990"]}, "“to” 31 Dec 1990 is before the data begin, 23 Jan 1998"),
        ({"as_of": ["2030"]}, "“as_of” 31 Dec 2030 is after the last run, 23 Nov 2026"),
        ({"from": ["2021"], "to": ["2020"]}, "“from” is later than “to”"),
    ],
)
def test_what_makes_no_sense_is_named_and_dropped(given_: dict[str, list[str]], notice: str) -> None:
    assert read_address(given_, CHOICES) == ({}, [notice])


NUMBERS = st.text("0123456789-", max_size=30) | st.integers(0, 6000).map(lambda length: "9" * length)
VALUES = NUMBERS | st.sampled_from(["trade", "yes", "Friction", "2019-02", "-1", "1e9", "٣"]) | st.text()


@given(st.dictionaries(st.sampled_from([*KEYS, *PAGE_KEYS]) | st.text(), st.lists(VALUES, min_size=1, max_size=3)))
def test_no_address_breaks_anything_and_a_read_one_reads_the_same(given_: dict[str, list[str]]) -> None:
    kept, _ = read_address(given_, CHOICES)
    assert read_address(kept, CHOICES) == (kept, [])


def test_active_filters_are_told_and_can_be_left_out() -> None:
    filters = Filters("JPN_KOR", topics=("trade",), start=dt.date(2019, 1, 1), samples=False, confidence=0.5)
    assert describe(filters, CHOICES) == {
        "topics": "Trade and economy",
        "start": "from 1 Jan 2019",
        "samples": "without sample articles",
        "confidence": "confidence at least 50%",
    }
    for name in filters.active:
        assert name not in filters.without(name).active
    assert Filters("JPN_KOR").active == ()


def test_a_sentence_about_some_events_says_so() -> None:
    assert say_scope(Filters("JPN_KOR", start=dt.date(2020, 1, 1)), CHOICES) == ""
    assert say_scope(Filters("JPN_KOR", topics=("trade",)), CHOICES) == " in Trade and economy"
    told = say_scope(Filters("JPN_KOR", topics=("food",), samples=False), CHOICES)
    assert told == " in Food and Fukushima, counting only the events that pass the filters"


DAYS = st.none() | st.dates(CHOICES.first, dt.date(2010, 1, 1))


@given(
    st.builds(
        Filters,
        pair=st.just("JPN_KOR"),
        topics=st.sets(st.sampled_from([*CHOICES.topics])).map(tuple),
        indicators=st.sets(st.sampled_from([*CHOICES.indicators])).map(tuple),
        stance=st.sampled_from([None, "cooperation", "friction"]),
        start=DAYS,
        end=st.none() | st.dates(dt.date(2010, 1, 1), CHOICES.last),
        origin=st.sampled_from([None, "coded", "curated"]),
        samples=st.booleans(),
        confidence=st.integers(0, 19).map(lambda steps: steps * 5 / 100),
    )
)
def test_a_written_address_is_read_back_as_it_is(filters: Filters) -> None:
    address = write_address(filters, CHOICES)
    assert read_address(address, CHOICES) == (address, [])
    assert len(address) == len(filters.active)
