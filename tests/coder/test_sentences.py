"""Sentences: nothing is lost, every offset is exact, however wild the text."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from etl.coder.sentences import LONGEST, split_sentences


def test_abbreviations_do_not_end_a_sentence_but_line_ends_do() -> None:
    text = "On Sept. 25 Mr. Kim met the U.S. envoy. He left.\nA headline without a stop\nThe next paragraph."
    assert [sentence.text for sentence in split_sentences(text)] == [
        "On Sept. 25 Mr. Kim met the U.S. envoy.",
        "He left.",
        "A headline without a stop",
        "The next paragraph.",
    ]


def test_a_blank_that_copying_lost_does_not_join_two_sentences() -> None:
    text = (
        "The envoy left on Wednesday.The ministry declined to comment.It was 2019.Seoul and the U.S.A. met at w3.org."
    )
    assert [sentence.text for sentence in split_sentences(text)] == [
        "The envoy left on Wednesday.",
        "The ministry declined to comment.",
        "It was 2019.",
        "Seoul and the U.S.A. met at w3.org.",
    ]


@given(st.text(max_size=300))
def test_offsets_are_exact_and_no_visible_character_is_lost(text: str) -> None:
    sentences = split_sentences(text)
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in sentences)
    assert all(one.end <= other.start for one, other in itertools.pairwise(sentences))


def test_a_line_without_end_is_cut_at_blanks() -> None:
    sentences = split_sentences("word " * 5000)
    assert max(len(sentence.text) for sentence in sentences) <= LONGEST
    assert sum(len(sentence.text.split()) for sentence in sentences) == 5000
