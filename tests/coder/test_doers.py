from __future__ import annotations

import datetime as dt

import pytest

from etl.coder.doers import act_actor, act_target
from etl.records import Article

DAY = dt.date(2023, 3, 17)


def ask(finder, parser, text, word, day=DAY, **more):
    """The actor of the act told by `word` in the last sentence of a text of one or two sentences."""
    sentences = list(parser(text).sents)
    offset = sentences[-1].start_char
    doc = sentences[-1].as_doc()
    previous = (sentences[-2].as_doc(), sentences[-2].start_char) if len(sentences) > 1 else None
    trigger = next(token for token in doc if token.text == word)
    return act_actor(trigger, finder.scene(Article("a", day, text)), offset, previous=previous, **more)


@pytest.mark.parametrize(
    ("text", "word", "actor"),
    [
        ("South Korea banned seafood from Japan.", "banned", "KOR"),
        ("The list was scrapped by the Japanese cabinet.", "scrapped", "JPN"),
        ("Japan and South Korea resumed the talks.", "resumed", "BOTH"),
        ("Both sides suspended the drill.", "suspended", "BOTH"),
        ("Seoul's decision angered Tokyo.", "decision", "KOR"),
        ("A protest from Tokyo followed.", "protest", "JPN"),
        ("The trip by President Yoon ended.", "trip", "KOR"),
        ("The Korean ruling shocked Tokyo.", "ruling", "KOR"),
        ("A court in Seoul dismissed the claim.", "dismissed", "KOR"),
        ("A panel of the World Trade Organization upheld the ban.", "upheld", "OTHER"),
        ("The Japanese firm, which refused to pay, said nothing.", "refused", "JPN"),
        ("Japan promised to lift the curbs.", "lift", "JPN"),
        ("Japan removed the country from the list and tightened the checks.", "tightened", "JPN"),
        ("The Japanese ambassador was summoned.", "summoned", "KOR"),
        ("Korean patrol ships were deployed.", "deployed", "KOR"),
        ("Two lawmakers were denied entry at Gimpo.", "denied", "KOR"),
        ("North Korea tested a missile near Japan.", "tested", "OTHER"),
    ],
)
def test_the_doer_is_read_from_the_parse(finder, parser, text, word, actor):
    assert ask(finder, parser, text, word) == actor


@pytest.mark.parametrize(
    ("text", "word", "actor"),
    [
        ("Kishida arrived in Seoul. He apologised.", "apologised", "JPN"),
        ("Seoul was angry at Japan. It recalled its envoy.", "recalled", "KOR"),
        ("Yoon met Kishida. The prime minister apologised.", "apologised", "JPN"),
        ("The Seoul High Court heard Japan's appeal. The court rejected it.", "rejected", "KOR"),
        ("SEOUL — The government rejected the claim by Japan.", "rejected", "KOR"),
    ],
)
def test_pronouns_titles_and_institutions_stand_for_a_side(finder, parser, text, word, actor):
    assert ask(finder, parser, text, word) == actor


def test_acts_that_take_two_are_of_both(finder, parser):
    assert ask(finder, parser, "Yoon called on Kishida.", "called", action="CONSULT") == "BOTH"


def test_who_usually_does_it_counts_only_where_nobody_is_named(finder, parser):
    assert ask(finder, parser, "An offering was sent.", "sent", usual="JPN") == "JPN"
    assert ask(finder, parser, "Seoul sent an offering.", "sent", usual="JPN") == "KOR"


@pytest.mark.parametrize(
    ("text", "word", "target"),
    [
        ("Seoul accused Japan of lying.", "accused", "JPN"),
        ("Japan tightened controls on exports to South Korea.", "tightened", None),
        ("Japan protested to Seoul.", "protested", "KOR"),
        ("The Japanese ambassador was summoned.", "summoned", "JPN"),
        ("It rained.", "rained", None),
    ],
)
def test_the_target_is_read_from_the_parse(finder, parser, text, word, target):
    doc = parser(text)
    trigger = next(token for token in doc if token.text == word)
    assert act_target(trigger, finder.scene(Article("a", DAY, text)), 0) == target
