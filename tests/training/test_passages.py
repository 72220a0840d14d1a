"""The training passages: every label is one of the catalogue, every trigger a word, nothing stands twice."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from etl.catalogue import DATA, load_catalogue
from etl.training.passages import Passage, read_passages

PAIR = "JPN_KOR"
EXAMS = [DATA / "corpus" / PAIR / "articles.jsonl"]
SHARED = Path(__file__).resolve().parents[3] / "shared" / "evaluation"
EXAMS += sorted(SHARED.glob("*/articles.jsonl"))
RUN = 8  # words in a row that two authors hardly write by chance, names and offices aside


@pytest.fixture(scope="module")
def passages() -> list[Passage]:
    return read_passages(DATA / "training", PAIR)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(text: str) -> set[str]:
    found = words(text)
    return {" ".join(found[first : first + RUN]) for first in range(len(found) - RUN + 1)}


def test_there_are_thousands_of_sentences_and_most_tell_no_event(passages):
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    silent = sum(not sentence.labels for sentence in sentences)
    assert len(sentences) >= 6000
    assert silent / len(sentences) >= 1 / 3


def test_every_label_is_in_the_catalogue(passages):
    catalogue = load_catalogue(PAIR)
    actors = {*catalogue.pair.sides, "BOTH", "OTHER"}
    for passage in passages:
        for label in (label for sentence in passage.sentences for label in sentence.labels):
            assert label.indicator in catalogue.indicators, passage.id
            assert catalogue.actions[label.action].stance == label.stance, passage.id
            assert label.actor in actors, passage.id


def test_every_indicator_stance_and_modality_is_told(passages):
    told = Counter(label for passage in passages for sentence in passage.sentences for label in sentence.labels)
    catalogue = load_catalogue(PAIR)
    assert {label.indicator for label in told} == set(catalogue.indicators)
    assert {label.action for label in told} == set(catalogue.actions)
    assert {label.modality for label in told} == {"actual", "announced", "ongoing"}


def test_a_trigger_is_a_whole_word_of_its_sentence(passages):
    for passage in passages:
        for sentence in passage.sentences:
            for start, end in (label.trigger for label in sentence.labels if label.trigger):
                assert sentence.text[start:end].strip() == sentence.text[start:end] != "", sentence.text


def test_no_passage_and_no_sentence_stands_twice(passages):
    assert max(Counter(passage.id for passage in passages).values()) == 1
    sentences = Counter(" ".join(words(sentence.text)) for passage in passages for sentence in passage.sentences)
    assert [text for text, count in sentences.items() if count > 1] == []


@pytest.mark.parametrize("exam", EXAMS, ids=lambda path: path.parent.name)
def test_no_sentence_shares_a_run_of_words_with_what_measures_the_coder(passages, exam):
    known: set[str] = set()
    for line in exam.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        known |= runs(article["text"]) | runs(article["title"] or "")
    shared = [sentence.text for passage in passages for sentence in passage.sentences if runs(sentence.text) & known]
    assert shared == []
