"""When an act happened: (text, word of the act, modality, its date, on what ground)."""

import datetime as dt
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from etl.coder.dates import find_dates
from etl.coder.sentences import split_sentences
from etl.coder.when import Story
from etl.records import DateRange

PUBLISHED = dt.date(2023, 12, 22)  # a Friday
Row = tuple[str, str, str, str | None, str]


def story_of(parser: Language, text: str, published: dt.date = PUBLISHED) -> Story:
    sentences = split_sentences(text)
    docs = tuple(parser(sentence.text) for sentence in sentences)
    return Story.of(published, sentences, docs, find_dates(text, published))


def date_of(story: Story, word: str, modality: str = "actual") -> DateRange:
    """The date of the first act told by `word`."""
    number, token = next((i, token) for i, doc in enumerate(story.docs) for token in doc if token.text == word)
    return story.date(token, number, announced=modality == "announced", ongoing=modality == "ongoing")


OWN_CLAUSE: list[Row] = [
    ("Japan lifted the curbs on Thursday.", "lifted", "actual", "2023-12-21", "relative"),
    ("In March Japan lifted the curbs.", "lifted", "actual", "2023-03", "relative"),
    ("Japan's removal of South Korea in August 2019 hurt.", "removal", "actual", "2019-08", "explicit"),
    ("Last month, on Nov. 5, Japan lifted the curbs.", "lifted", "actual", "2023-11-05", "explicit"),
    ("Last month Japan lifted the curbs.", "lifted", "actual", "2023-11", "relative"),
    ("Japan lifted the curbs last week.", "lifted", "actual", "2023-12", "relative"),
    ("Japan recently lifted the curbs.", "lifted", "actual", None, "none"),
]

OTHER_CLAUSES: list[Row] = [
    ("Japan lifted the curbs that it imposed in July 2019.", "imposed", "actual", "2019-07", "explicit"),
    ("On Thursday Japan lifted the curbs that it imposed in July 2019.", "lifted", "actual", "2023-12-21", "relative"),
    ("The leaders talked in April, when the ministers met.", "met", "actual", "2023-04", "relative"),
    ("In 2015 Japan paid; in 2018 Seoul dissolved the fund.", "paid", "actual", "2015", "explicit"),
    ("In 2015 Japan paid; in 2018 Seoul dissolved the fund.", "dissolved", "actual", "2018", "explicit"),
    ("On Monday Japan protested and summoned the envoy.", "summoned", "actual", "2023-12-18", "relative"),
    ("Japan paid in 2015 and Seoul dissolved the fund in 2018.", "dissolved", "actual", "2018", "explicit"),
    ("This year's meeting was postponed.", "postponed", "actual", "2023-12-22", "published"),
    ("On Monday he upheld last December's agreement.", "agreement", "actual", "2022-12", "relative"),
    ("On Monday he upheld last December's agreement.", "upheld", "actual", "2023-12-18", "relative"),
]

NAMES_BEGINNINGS_ENDS: list[Row] = [
    ("Seoul scrapped the 2015 accord.", "accord", "actual", "2015", "explicit"),
    ("Seoul scrapped the 2015 accord.", "scrapped", "actual", "2023-12-22", "published"),
    ("The ban has been in place since 2016.", "ban", "ongoing", "2016", "explicit"),
    ("Seoul has banned the seafood since 2013.", "banned", "ongoing", "2013", "explicit"),
    ("Japan ended a four-year freeze on Thursday.", "ended", "actual", "2023-12-21", "relative"),
    ("Japan ended a four-year freeze.", "ended", "actual", "2023-12-22", "published"),
    ("They met for the first time since May 2012.", "met", "actual", "2023-12-22", "published"),
    ("They met on Thursday for the first time since May 2012.", "met", "actual", "2023-12-21", "relative"),
    ("Japan extended the ban until March.", "extended", "actual", "2023-12-22", "published"),
]

ANNOUNCED: list[Row] = [
    ("Japan said on Thursday that it will lift the curbs.", "lift", "announced", "2023-12-21", "relative"),
    ("Japan said on Thursday that it will lift the curbs in March.", "lift", "announced", "2023-12-21", "relative"),
    ("Japan decided on Tuesday to lift the curbs next month.", "lift", "announced", "2023-12-19", "relative"),
    ("Japan will lift the curbs on Monday.", "lift", "announced", "2023-12-22", "published"),
]

RUNNING_DAY: list[Row] = [
    ("Japan lifted the curbs.", "lifted", "actual", "2023-12-22", "published"),
    ("They met in Tokyo on Thursday. Japan lifted the curbs.", "lifted", "actual", "2023-12-21", "anchored"),
    ("In May 2018 they met in Tokyo. Japan lifted the curbs.", "lifted", "actual", "2018-05", "anchored"),
    ("On Aug. 2, 2019 they met. The next day Japan lifted the curbs.", "lifted", "actual", "2019-08-03", "anchored"),
    ("They met in Tokyo on Thursday. Japan had removed the curbs.", "removed", "actual", None, "none"),
    ("July 2008: Seoul recalled its envoy.", "recalled", "actual", "2008-07", "explicit"),
    ("July 2008: It was hot. Seoul recalled its envoy.", "recalled", "actual", "2008-07", "explicit"),
    ("SEOUL, Dec. 22 (Wire) - Japan lifted the curbs.", "lifted", "actual", "2023-12-22", "published"),
]

ALL = [*OWN_CLAUSE, *OTHER_CLAUSES, *NAMES_BEGINNINGS_ENDS, *ANNOUNCED, *RUNNING_DAY]


@pytest.mark.parametrize(("text", "word", "modality", "iso", "basis"), ALL)
def test_an_act_is_dated(parser: Language, text: str, word: str, modality: str, iso: str | None, basis: str) -> None:
    when = date_of(story_of(parser, text), word, modality)
    assert (when.iso, when.basis) == (iso, basis)


TOLD = [
    "On Aug. 2, 2019 Japan removed South Korea from the list.",
    "The next day thousands protested in Seoul.",
    "In March the two leaders met and agreed on a plan.",
    "Japan lifted the curbs on Thursday.",
    "Seoul will drop its complaint on Monday.",
    "They met for the first time since 2011.",
    "The ministers spoke by phone.",
    "Two years later Seoul ended the pact, which Japan had criticised last year.",
]
slow = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def all_dates(story: Story) -> list[DateRange]:
    """The date of every verb of a story, as an actual act."""
    return [
        story.date(token, number, announced=False, ongoing=False)
        for number, doc in enumerate(story.docs)
        for token in doc
        if token.pos_ == "VERB"
    ]


@slow
@given(told=st.lists(st.sampled_from(TOLD), min_size=1, max_size=6))
def test_an_undated_end_changes_nothing_before(parser: Language, told: list[str]) -> None:
    before = all_dates(story_of(parser, " ".join(told)))
    after = all_dates(story_of(parser, " ".join([*told, "Officials in both capitals kept quiet."])))
    assert after[: len(before)] == before


@slow
@given(
    told=st.lists(st.sampled_from(TOLD), min_size=1, max_size=6),
    published=st.dates(dt.date(2000, 1, 1), dt.date(2035, 1, 1)),
)
def test_no_actual_act_lies_ahead_of_publication(parser: Language, told: list[str], published: dt.date) -> None:
    dates = all_dates(story_of(parser, " ".join(told), published))
    assert all(when.start is None or when.start <= published for when in dates)


@slow
@given(told=st.lists(st.sampled_from(TOLD), min_size=1, max_size=6), gap=st.sampled_from([" ", "\n", "\n\n"]))
def test_every_expression_stands_in_its_sentence(parser: Language, told: list[str], gap: str) -> None:
    text = gap.join(told)
    story = story_of(parser, text)
    for sentence, mentions in zip(story.sentences, story.told, strict=True):
        for mention in mentions:
            assert sentence.start <= mention.start < mention.end <= sentence.end
            assert text[mention.start : mention.end] == mention.when.expression


def calls_to_date(story: Story) -> int:
    """How many calls of Python functions it takes to date every verb."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    earlier = sys.getprofile()
    sys.setprofile(count)
    try:
        all_dates(story)
    finally:
        sys.setprofile(earlier)
    return calls


@pytest.mark.parametrize("sentence", ["The ministers spoke by phone.", "Japan lifted the curbs on Thursday."])
def test_the_work_grows_with_the_sentences_and_no_faster(parser: Language, sentence: str) -> None:
    once = calls_to_date(story_of(parser, "\n".join([sentence] * 200)))
    twice = calls_to_date(story_of(parser, "\n".join([sentence] * 400)))
    assert twice < 2.2 * once
