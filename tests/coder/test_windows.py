"""Windows: every sentence is read once, whole where it fits, behind the title and what went before."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from etl.catalogue import DATA
from etl.coder.windows import LONGEST, SENTENCE, make_windows

TOKENIZER = Tokenizer.from_file(str(DATA / "models" / "JPN_KOR" / "tokenizer.json"))
ENDS = TOKENIZER.token_to_id("[SEP]")


@given(st.lists(st.text(alphabet="abc Seoul.", min_size=1, max_size=300), max_size=30))
@settings(max_examples=60, deadline=None)
def test_each_sentence_is_read_exactly_once_and_in_order(sentences):
    windows = make_windows(TOKENIZER, "Tokyo protests", sentences)
    read = [piece.sentence for window in windows for piece in window.pieces if not piece.context]
    assert read == list(range(len(sentences)))


@given(st.lists(st.text(alphabet="ab Seoul", min_size=1, max_size=400), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_a_window_is_bounded_and_its_pieces_do_not_overlap(sentences):
    for window in make_windows(TOKENIZER, "", sentences):
        assert len(window.ids) == len(window.segments) <= LONGEST + SENTENCE
        for one, other in itertools.pairwise(window.pieces):
            assert one.last < other.first
            assert window.ids[one.last] == ENDS


def test_what_was_read_last_stands_before_the_next_window():
    sentences = [f"Sentence number {number} tells of talks between the two capitals." for number in range(40)]
    windows = make_windows(TOKENIZER, "Talks", sentences)
    assert len(windows) > 1
    for before, after in itertools.pairwise(windows):
        assert after.pieces[0].context
        assert after.pieces[0].sentence == before.pieces[-1].sentence


def test_a_token_knows_the_character_it_begins_at():
    (window,) = make_windows(TOKENIZER, "", ["Seoul protested."])
    assert [("Seoul protested."[start:]).split()[0] for start in window.pieces[0].starts[:2]] == ["Seoul", "protested."]


def test_a_sentence_without_end_is_cut():
    (window,) = make_windows(TOKENIZER, "", ["word " * 5000])
    (piece,) = window.pieces
    assert piece.last - piece.first == SENTENCE


@pytest.mark.parametrize("title", ["", "A very long title " * 50])
def test_no_title_and_a_long_one_are_read(title):
    assert len(make_windows(TOKENIZER, title, ["Seoul protested."])) == 1
