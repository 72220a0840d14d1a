"""Find the words that tell an act, over the dependency parse.

A verb phrase of acts.toml is a lemma and the lemmas that must hang on it: "call in"
matches *called in the ambassador* and *called the ambassador in*. The phrase with
the most words wins, so that *put off* is a postponement and *put up* is not. Nouns
tell acts too (*the removal*, *a protest*).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from etl.entries import Catalogue
from etl.records import Stance

_HANGING = frozenset(
    (
        "dobj",
        "prt",
        "prep",
        "advmod",
        "pobj",
        "nsubjpass",
        "attr",
        "acomp",
        "oprd",
        "xcomp",
        "dative",
        "npadvmod",
        "compound",
        "amod",
        "neg",
        "ccomp",
        "nsubj",
        "pcomp",
    )
)


@dataclass(frozen=True, slots=True)
class Way:
    """One way of acting: a generic act of acts.toml, or one that belongs to an indicator."""

    id: str
    direction: int  # +1, -1; 0 where the stance is given
    stance: Stance | None
    cooperation: str | None  # action where the stance comes out as cooperation
    friction: str | None
    weight: float
    indicator: str | None = None  # the one indicator that knows it
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells an act, in its parsed sentence."""

    token: Token
    way: Way
    words: int  # length of the phrase matched; longer is surer
    noun: bool


class ActFinder:
    """All phrases of a catalogue, indexed by the lemma of their first word."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._verbs: dict[str, list[tuple[frozenset[str], Way]]] = defaultdict(list)
        self._nouns: dict[str, list[Way]] = defaultdict(list)
        for act in catalogue.acts:
            self._add(
                act.verbs,
                act.nouns,
                Way(act.id, act.direction, act.stance, act.cooperation, act.friction, act.weight),
            )
        for indicator in catalogue.pair.indicators:
            for own in indicator.acts:
                way = Way(
                    f"own_{own.action.lower()}",
                    0,
                    own.stance,
                    own.action if own.stance == "cooperation" else None,
                    own.action if own.stance == "friction" else None,
                    0.9,
                    indicator.id,
                    own.actor,
                )
                self._add(own.verbs, own.nouns, way)

    def _add(self, verbs: tuple[str, ...], nouns: tuple[str, ...], way: Way) -> None:
        for phrase in verbs:
            first, *rest = phrase.split()
            self._verbs[first].append((frozenset(rest), way))
        for noun in nouns:
            self._nouns[noun].append(way)

    def find(self, doc: Doc) -> Iterator[Trigger]:
        """Triggers in reading order; several for one token where its words tell several acts."""
        for token in doc:
            if token.pos_ in ("VERB", "AUX"):
                yield from self._verb_triggers(token)
            elif token.pos_ == "NOUN":
                for way in self._nouns.get(token.lemma_.lower(), ()):
                    yield Trigger(token, way, 1, noun=True)
            elif token.pos_ == "ADJ" and token.dep_ in ("acl", "ROOT", "relcl", "conj"):  # mis-tagged participles
                yield from self._verb_triggers(token)

    def _verb_triggers(self, token: Token) -> Iterator[Trigger]:
        phrases = self._verbs.get(token.lemma_.lower())
        if not phrases:
            return
        hanging = _hanging_lemmas(token)
        matched = [(len(rest), way) for rest, way in phrases if rest <= hanging]
        for own in {way.indicator for _, way in matched}:
            rows = [(words, way) for words, way in matched if way.indicator == own]
            longest = max(words for words, _ in rows)
            for words, way in rows:
                if words == longest:
                    yield Trigger(token, way, words + 1, noun=False)


def _hanging_lemmas(verb: Token) -> set[str]:
    """Lemmas within two steps below the verb, over the relations that make up its phrase."""
    lemmas = set()
    for child in verb.children:
        if child.dep_ in _HANGING:
            lemmas.add(child.lemma_.lower())
            lemmas.update(grandchild.lemma_.lower() for grandchild in child.children if grandchild.dep_ in _HANGING)
    if any(child.dep_ == "neg" for child in verb.children):
        lemmas.add("not")
    return lemmas
