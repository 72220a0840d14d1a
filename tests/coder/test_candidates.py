"""Candidates: the stance is the subject's valence times the act's direction."""

from __future__ import annotations

import datetime as dt

import pytest

from etl.coder.acts import Way
from etl.coder.candidates import code_act
from etl.coder.kernel import Coder
from etl.records import Article


@pytest.mark.parametrize(
    ("indicator", "direction", "stance"),
    [
        ("export_white_list", 1, "cooperation"),
        ("export_white_list", -1, "friction"),
        ("export_controls", 1, "friction"),
        ("export_controls", -1, "cooperation"),
        ("gsomia", -1, "friction"),
        ("fukushima_seafood_ban", -1, "cooperation"),
    ],
)
def test_valence_times_direction(catalogue, indicator, direction, stance):
    way = Way("act", direction, None, "RETREAT", "SANCTION", 1.0)
    outcome = code_act(way, catalogue.indicators[indicator])
    assert outcome is not None
    assert outcome[0] == stance


@pytest.mark.parametrize(
    ("text", "indicator", "stance"),
    [
        ("Japan removed South Korea from its white list of trade partners on Friday.", "export_white_list", "friction"),
        ("South Korea lifted its ban on Japanese seafood on Friday.", "fukushima_seafood_ban", "cooperation"),
        ("South Korea decided on Friday to end GSOMIA with Japan.", "gsomia", "friction"),
        ("South Korea pulled out of its military information pact with Japan on Friday.", "gsomia", "friction"),
        (
            "A South Korean court ordered Mitsubishi Heavy of Japan to compensate forced labour victims.",
            "forced_labour_ruling",
            "friction",
        ),
    ],
)
def test_a_plain_sentence_is_coded_and_tells_one_act(catalogue, text, indicator, stance):
    ((_, reports),) = Coder(catalogue).code([Article("a", dt.date(2019, 8, 2), text)])
    assert [(report.indicator, report.stance) for report in reports] == [(indicator, stance)]


@pytest.mark.parametrize(
    "text",
    [
        "Japan did not remove South Korea from its white list.",
        "Analysts said Japan might remove South Korea from its white list.",
        "North Korea tested a missile on Friday, and the United States condemned it.",
    ],
)
def test_what_did_not_happen_between_the_two_is_no_event(catalogue, text):
    coded = list(Coder(catalogue).code([Article("a", dt.date(2019, 8, 2), text)]))
    assert not [report for _, reports in coded for report in reports]
