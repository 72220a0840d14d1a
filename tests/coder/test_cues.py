"""Cues: (cue, text, what is found)."""

import pytest

from etl.catalogue import load_catalogue
from etl.coder.cues import CueFinder, compile_cue


@pytest.mark.parametrize(
    ("cue", "text", "found"),
    [
        ("white list*", "taken off the White-List on Friday", "White-List"),
        ("white list*", "the whitening listed", None),
        ("labo*r", "forced labour and forced labor", "labour"),
        ("(curb*|ban) on (the )?export*", "its curbs on the exports of", "curbs on the exports"),
        ("(curb*|ban) on (the )?export*", "its curbs on exports of", "curbs on exports"),
        ("foundation ~ pay*", "a foundation would soon pay them", "foundation would soon pay"),
        ("foundation ~ pay*", "a foundation. They pay nothing", None),
        ("its ('|list)", "its list", "its list"),
    ],
)
def test_a_cue_finds_what_it_says(cue: str, text: str, found: str | None) -> None:
    match = compile_cue(cue).search(text)
    assert (match.group() if match else None) == found


def test_hits_carry_exact_offsets_and_never_cues_bar_their_span() -> None:
    text = "Seoul joined the World Heritage List, and Tokyo kept the white list."
    hits = CueFinder(load_catalogue("JPN_KOR")).find(text)
    lists = [text[hit.start : hit.end] for hit in hits if hit.indicator == "export_white_list"]
    assert lists == ["white list"]
