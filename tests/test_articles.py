"""Articles made clean and single."""

import datetime as dt
import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.articles import normalise, normalise_text, prepare
from etl.records import Article, Coding, DateRange, Problem

DAY = dt.date(2023, 12, 22)
STORY = (
    "TOKYO — Japan and South Korea held high-level economic talks on Thursday, resuming a dialogue that had been "
    "stalled for eight years. The deputy ministers of both sides spoke about supply chains and agreed to meet again "
    "in Seoul next year. Officials called the mood constructive, though neither delegation would say whether the ban "
    "on seafood from Fukushima had been raised. The talks began in 1999 and stopped in 2016 over a statue. A joint "
    "statement is expected within the week, two people who know of the drafting said."
)


def article(name: str, text: str, day: int = 0, **other) -> Article:
    return Article(name, DAY + dt.timedelta(days=day), text, **other)


# ------------------------------------------------------------------------ clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("one\n\n \n\n\ntwo \n  three\u2029four", "one\n\ntwo\nthree\n\nfour"),
        ("a\t b\u00a0\u3000c", "a b c"),
        ("Dok\u200bdo \u202eTake\u00adshima\ufeff\x00\x07", "Dokdo Takeshima"),
        ("cafe\u0301", "café"),
        ("R&amp;D, &quot;quoted&quot; &#8211; &lsquo;so&rsquo;&nbsp;on", 'R&D, "quoted" – ‘so’ on'),
        ("&amp;amp;quot;deep&amp;amp;quot;", '"deep"'),
        ("AT&T &copy 2020; a&b;", "AT&T &copy 2020; a&b;"),
        ("half a pair \ud83d left", "half a pair left"),
        ("🇯🇵 meets 🇰🇷", "🇯🇵 meets 🇰🇷"),
    ],
)
def test_normalising(raw, clean):
    assert normalise_text(raw) == clean


WILD = st.text(st.one_of(st.characters(), st.sampled_from("&#;x038ampltquogz \n\r\t\u200b\u202e\u2029\u0301\ufeff")))


@given(WILD)
def test_normalising_twice_changes_nothing(text):
    once = normalise_text(text)

    assert normalise_text(once) == once


@given(WILD)
def test_normalised_text_can_be_stored_and_shown(text):
    clean = normalise_text(text)

    clean.encode("utf-8")
    assert clean == unicodedata.normalize("NFC", clean).strip()
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in clean.replace("\n", ""))
    assert not [bad for bad in ("\u200b", "\u202e", "\ufeff", "\n\n\n", "  ", " \n", "\n ") if bad in clean]


def test_normalising_an_article_keeps_titles_on_one_line():
    clean = normalise(article("a", "Met.\r\n", title="Talks\n&amp; more", source=" The  Herald "))

    assert (clean.text, clean.title, clean.source) == ("Met.", "Talks & more", "The Herald")


# ----------------------------------------------------------------------- single


@pytest.mark.parametrize(
    ("copy", "days"),
    [
        (STORY, 0),
        (STORY, 900),  # a copy is a copy however late
        (STORY.upper().replace(",", ""), 0),
        (STORY.replace("TOKYO — ", "TOKYO (Example Wire) — "), 1),
        (STORY.rpartition("A joint")[0], 2),
        (STORY + " © Example Herald. All rights reserved.", 7),
        (STORY.replace("constructive", "businesslike"), 1),
    ],
)
def test_reprints_are_one(copy, days):
    prepared = prepare([article("copy", copy, days), article("a", STORY)])

    assert prepared.duplicates == {"copy": "a"}
    assert [a.id for a in prepared.originals] == ["a"]
    assert [a.id for a in prepared.articles] == ["a", "copy"]
    assert not prepared.problems


@pytest.mark.parametrize(
    ("other", "days"),
    [
        (STORY.replace("Thursday", "Friday"), 1),  # the next day's report in the same words
        (STORY.replace("eight years", "8 years").replace("1999", "1998"), 0),
        (STORY.replace("Thursday", "Thursday evening"), 8),  # too late for a reprint
        (STORY.replace("economic", "defence").replace("supply chains", "radar data and secrets " * 6), 0),
        ("Another story altogether. " * 20, 0),
    ],
)
def test_different_stories_stay_apart(other, days):
    assert prepare([article("a", STORY), article("b", other, days)]).duplicates == {}


def test_the_original_is_the_one_published_first_then_the_one_with_the_smaller_id():
    prepared = prepare([article("c", STORY), article("b", STORY), article("z", STORY, -1), article("y", STORY, -1)])

    assert prepared.duplicates == {"b": "y", "c": "y", "z": "y"}


def test_a_copy_of_a_copy_points_at_the_original():
    nearly = STORY.replace("constructive", "businesslike")

    prepared = prepare([article("a", STORY), article("b", nearly, 1), article("c", nearly, 30)])

    assert prepared.duplicates == {"b": "a", "c": "a"}


def test_samples_are_never_one_with_reporting():
    assert prepare([article("a", STORY, sample=True), article("b", STORY)]).duplicates == {}


def test_curated_rows_are_nobodys_copies():
    coding = Coding("summit", "cooperation", "CONSULT", "BOTH", DateRange.of("2023-12-21", "curated"))
    rows = [article("r1", STORY, coding=coding), article("r2", STORY, coding=coding)]

    assert prepare([*rows, article("a", STORY, 1)]).duplicates == {}


def test_texts_without_words_are_compared_as_they_are():
    assert prepare([article("a", "🎌"), article("b", "…"), article("c", "🎌")]).duplicates == {"c": "a"}


def test_five_megabytes_of_one_line_are_compared_in_bounded_time():
    long = "word and another word for all of it " * 130_000

    assert prepare([article("a", long), article("b", long + "x")]).duplicates == {"b": "a"}


# --------------------------------------------------------------------- ids, order


def test_different_articles_under_one_id_are_both_kept_and_told():
    prepared = prepare([article("1", "One story.", read_from="a.csv:2"), article("1", "Another.", read_from="b.csv:2")])

    assert len({a.id for a in prepared.articles}) == 2
    assert all(a.id.startswith("1~") for a in prepared.articles)
    (problem,) = prepared.problems
    assert "the id '1' is given to 2 different articles" in problem.what


def test_an_article_read_twice_is_kept_once():
    prepared = prepare([article("1", "One.", 1, read_from="b:1"), article("1", "One.", read_from="a:1")])

    assert [(a.id, a.read_from) for a in prepared.articles] == [("1", "a:1")]
    assert prepared.n_repeated == 1
    assert not prepared.duplicates
    assert not prepared.problems


def test_text_that_vanishes_when_cleaned_is_a_problem():
    prepared = prepare([article("1", "\u200b\x07", read_from="a.txt"), Problem("b.txt", "is bad", "mend it")])

    assert not prepared.articles
    assert [p.where for p in prepared.problems] == ["a.txt", "b.txt"]


VARIANTS = [
    STORY,
    STORY.replace("mood", "air"),
    STORY.replace("Thursday", "Friday"),
    STORY[:-40],
    "Short.",
    "Other words.",
]


@given(
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from(VARIANTS), st.integers(-5, 12)), max_size=12),
    st.randoms(use_true_random=False),
)
def test_the_order_of_input_does_not_matter(drawn, rng: random.Random):
    items = [article(f"n{n}", text, day, read_from=f"f:{place}") for place, (n, text, day) in enumerate(drawn)]
    shuffled = rng.sample(items, len(items))

    prepared = prepare(items)

    assert prepare(shuffled) == prepared
    assert not set(prepared.duplicates) & set(prepared.duplicates.values()), "a copy must not point at a copy"
    assert {a.id for a in prepared.originals}.isdisjoint(prepared.duplicates)
