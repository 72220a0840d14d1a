"""Passages → windows with what the network should say of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from etl.coder.reader_card import HEADS, Labels
from etl.coder.windows import Window, make_windows
from etl.training.passages import Passage, PassageSentence


@dataclass(frozen=True, slots=True)
class Target:
    """What is true of one sentence of a window.

    `told` are positions in the sentence head; `words` maps a token of the window to the positions it should
    choose in each of the other heads, several where one word tells several events; `marked` is False where
    labels have no trigger, so that the word heads learn nothing from the sentence.
    """

    told: frozenset[int]
    words: dict[int, dict[str, frozenset[int]]]
    marked: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A window and one target a piece, context included."""

    window: Window
    targets: tuple[Target, ...]


def make_examples(
    passages: Sequence[Passage], tokenizer: Tokenizer, labels: Labels, chance: random.Random | None = None
) -> list[Example]:
    """Examples of all passages; with `chance` each is cut and its title hidden at random, so that no run is alike."""
    examples = []
    for passage in passages:
        title, sentences = passage.title, list(passage.sentences)
        if chance is not None:
            title, sentences = _vary(title, sentences, chance)
        for window in make_windows(tokenizer, title, [sentence.text for sentence in sentences]):
            targets = tuple(
                _target(sentences[piece.sentence], piece.first, piece.starts, labels) for piece in window.pieces
            )
            examples.append(Example(window, targets))
    return examples


def _vary(title: str, sentences: list[PassageSentence], chance: random.Random) -> tuple[str, list[PassageSentence]]:
    if chance.random() < 0.25:
        title = ""
    if len(sentences) > 3 and chance.random() < 0.4:
        first = chance.randrange(len(sentences) - 2)
        sentences = sentences[first:]
    return title, [sentence for sentence in sentences if chance.random() > 0.05] or sentences


def _target(sentence: PassageSentence, first: int, starts: tuple[int, ...], labels: Labels) -> Target:
    told = frozenset(labels.sentence_position(label.indicator, label.stance) for label in sentence.labels)
    words: dict[int, dict[str, set[int]]] = {}
    marked = all(label.trigger is not None for label in sentence.labels)
    for label in sentence.labels:
        if label.trigger is None:
            continue
        inside = [place for place, start in enumerate(starts) if label.trigger[0] <= start < label.trigger[1]]
        if not inside:
            continue
        heads = words.setdefault(first + inside[0], {head: set() for head in HEADS if head != "event"})
        for head in heads:
            heads[head].add(labels.positions[head][getattr(label, head)])
    frozen = {token: {head: frozenset(chosen) for head, chosen in heads.items()} for token, heads in words.items()}
    return Target(told, frozen, marked)
