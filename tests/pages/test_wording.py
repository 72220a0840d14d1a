"""Nothing is said more precisely than it is known, and nothing from outside is more than text."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.shared.wording import (
    escape,
    escape_in_figure,
    iso_date,
    link,
    safe_url,
    say_actor,
    say_balance,
    say_count,
    say_date,
    say_number,
    strip_lead,
)

DAY = dt.date(2019, 8, 2)
SIDES = {"JPN": "Japan", "KOR": "South Korea"}


@pytest.mark.parametrize(
    ("precision", "said", "iso"),
    [
        ("day", "2 Aug 2019", "2019-08-02"),
        ("month", "Aug 2019", "2019-08"),
        ("year", "2019", "2019"),
        ("unknown", "date unknown", ""),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(precision: str, said: str, iso: str) -> None:
    assert say_date(DAY, precision) == said
    assert iso_date(DAY, precision) == iso
    assert say_date(pd.NaT, precision) == "date unknown"


@pytest.mark.parametrize(
    ("net", "said", "number"),
    [
        (0.62, "cooperation clearly outweighed friction", "+0.62"),
        (0.2, "cooperation outweighed friction", "+0.20"),
        (-0.004, "cooperation and friction were in balance", "0.00"),
        (-0.2, "friction outweighed cooperation", "−0.20"),
        (None, "nothing was known", "unknown"),
    ],
)
def test_the_index_in_words(net: float | None, said: str, number: str) -> None:
    assert say_balance(net) == said
    assert say_number(net) == number


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.example/x?y=1", "https://a.example/x?y=1"),
        ("http://a.example", "http://a.example"),
        ("javascript:alert(1)", ""),
        ("JAVASCRIPT:alert(1)", ""),
        (" data:text/html,x", ""),
        ("//a.example", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_only_plain_web_addresses_become_links(address: str, kept: str) -> None:
    assert safe_url(address) == kept
    assert ("<a " in link(address, "x")) == bool(kept)


@given(st.text())
def test_escaped_text_holds_no_markup(text: str) -> None:
    assert not set("<>\"'") & set(escape(text))
    assert not set("<>") & set(
        link(text, text)
        .replace('<a href="', "")
        .replace("</a>", "")
        .replace('" target="_blank" rel="noopener noreferrer">', "")
    )


def test_who_acts_towards_whom() -> None:
    assert say_actor("JPN", SIDES) == "Japan → South Korea"
    assert say_actor("BOTH", SIDES) == "both sides"
    assert say_actor("OTHER", SIDES) == "a third party"
    assert (say_count(1, "event"), say_count(1204, "event")) == ("1 event", "1,204 events")


@pytest.mark.parametrize(
    ("sentence", "bare"),
    [
        ("MATSUE — Shimane observed Takeshima Day with a rally.", "Shimane observed Takeshima Day with a rally."),
        ("NARA, Japan, Jan 14 (Desk C) - Korea and Japan will talk.", "Korea and Japan will talk."),
        ("SEOUL, March 6 - South Korea said on Monday it would pay.", "South Korea said on Monday it would pay."),
        ("Aug. 28 — The delisting comes into force.", "The delisting comes into force."),
        ("December 2021: a court in Pohang does the same.", "A court in Pohang does the same."),
        ("○ The Ministry announced the mechanism.", "The Ministry announced the mechanism."),
        ("U.S.-led drills began off Jeju on Sept. 15.", "U.S.-led drills began off Jeju on Sept. 15."),
        ("GSOMIA was not part of the package.", "GSOMIA was not part of the package."),
        ("TOKYO — No.", "TOKYO — No."),
    ],
)
def test_a_sentence_without_what_stands_before_it(sentence: str, bare: str) -> None:
    assert strip_lead(sentence) == bare


def test_text_in_a_figure_keeps_its_quotes_and_loses_its_tags() -> None:
    assert escape_in_figure('a "ban" on <a href="x">fish</a>') == 'a "ban" on &lt;a href="x"&gt;fish&lt;/a&gt;'
