"""Court rulings: which events are marks of the lane, and at which stage."""

from dataclasses import replace

import pytest

from etl.records import DateRange, Event, Ruling
from etl.rulings import find_rulings
from tests.small import CATALOGUE, event

RULINGS = CATALOGUE.pair.rulings


def ruling(quote: str, **changes: object) -> Event:
    told = event("e", "2018-10-30", "friction")
    return replace(told, indicator="forced_labour_ruling", action="SANCTION", quote=quote, title=quote, **changes)


@pytest.mark.parametrize(
    ("quote", "stage"),
    [
        ("Supreme Court orders Nippon Steel to pay four wartime labourers", "supreme"),
        ("The Supreme Court upheld what the Seoul High Court had ruled", "supreme"),
        ("Seoul High Court orders Nippon Steel to pay four wartime workers", "high"),
        ("A lower court in Gwangju has not waited for what the Supreme Court ruled", "district"),
        ("Gwangju District Court orders Mitsubishi Heavy to pay former women workers", "district"),
        ("A court in Pohang permits the seizure of Nippon Steel assets.", "district"),
        ("A Korean court found for the plaintiffs.", ""),
    ],
)
def test_the_words_tell_the_stage(quote: str, stage: str) -> None:
    assert find_rulings([ruling(quote)], RULINGS) == (Ruling("e", stage),)


def test_what_is_no_ruling_or_has_no_date_is_no_mark() -> None:
    told = "Supreme Court orders Nippon Steel to pay"
    others = [
        replace(ruling(told), indicator="summit"),
        replace(ruling(told), action="ACCUSE"),
        replace(ruling(told), when=DateRange.of("2018", "explicit")),
        ruling("Plaintiff's family collects 60m won, first money from a Japanese firm"),
    ]
    assert find_rulings(others, RULINGS) == ()
    assert find_rulings([ruling(told)], None) == ()
