"""Acts: the words of a sentence that tell one, and in which direction."""

from __future__ import annotations

import pytest

from etl.coder.acts import ActFinder


@pytest.fixture(scope="module")
def acts(catalogue):
    return ActFinder(catalogue)


def triggers(acts, parser, text, word):
    return [trigger for trigger in acts.find(parser(text)) if trigger.token.text == word]


@pytest.mark.parametrize(
    ("text", "word", "direction"),
    [
        ("Tokyo removed Seoul from the list.", "removed", -1),
        ("Seoul was removed from the list.", "removed", -1),
        ("Tokyo lifted the curbs.", "lifted", -1),
        ("The curbs were lifted.", "lifted", -1),
        ("Seoul scrapped the pact.", "scrapped", -1),
        ("Tokyo imposed curbs.", "imposed", 1),
        ("Seoul restored the pact.", "restored", 1),
        ("Tokyo reinstated Seoul.", "reinstated", 1),
    ],
)
def test_a_verb_tells_its_direction(acts, parser, text, word, direction):
    generic = [trigger for trigger in triggers(acts, parser, text, word) if trigger.way.indicator is None]
    assert direction in {trigger.way.direction for trigger in generic}
    assert not any(trigger.noun for trigger in generic)


def test_the_phrase_with_the_most_words_wins(acts, parser):
    longest = triggers(acts, parser, "The two sides put off the talks.", "put")
    assert longest
    assert {trigger.words for trigger in longest} == {2}


def test_a_noun_tells_an_act_too(acts, parser):
    found = triggers(acts, parser, "The removal angered Seoul.", "removal")
    assert found
    assert all(trigger.noun for trigger in found)


def test_a_sentence_without_an_act_has_no_trigger(acts, parser):
    assert not list(acts.find(parser("The weather in Busan is mild.")))
