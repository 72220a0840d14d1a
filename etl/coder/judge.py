"""Decide which candidates are events, and with what confidence.

A logistic model over the candidates' features: small enough to be read, its weights
are in `data/models/judge.json` with the threshold, and `explain` prints what counted.
Per trigger the best reading stands; per sentence a label is told once
for each action.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Token

from etl.coder.candidates import Candidate
from etl.coder.modality import DECIDING, is_dated_noun

_OBJECTS = frozenset(("dobj", "nsubjpass", "pobj", "prep", "prt", "advmod"))
_BETWEEN = frozenset(("pobj", "prep", "prt", "advmod", "compound", "conj"))


class ModelError(Exception):
    """A model file that is missing or not what it should be; says which and what to do."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights by feature name and the probability from which a candidate is an event."""

    weights: dict[str, float]
    threshold: float

    @classmethod
    def load(cls, path: Path) -> Judge:
        """Read `judge.json`; `ModelError` if it is missing or broken."""
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                {str(name): float(value) for name, value in content["weights"].items()}, float(content["threshold"])
            )
        except FileNotFoundError:
            raise ModelError(f"{path}: the judge's weights are missing; restore the file or run `make judge`") from None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"{path}: not a file of weights ({error}); restore it or run `make judge`") from None

    def probability(self, candidate: Candidate) -> float:
        """How likely the candidate is an event, 0..1."""
        return logistic(sum(self.weights.get(name, 0.0) * value for name, value in candidate.features.items()))

    def explain(self, candidate: Candidate, most: int = 8) -> str:
        """The features that counted most, as `name +0.83, name -0.41`."""
        counted = [(name, self.weights.get(name, 0.0) * value) for name, value in candidate.features.items()]
        strongest = sorted(counted, key=lambda row: -abs(row[1]))[:most]
        return ", ".join(f"{name} {value:+.2f}" for name, value in strongest if value)

    def choose(self, candidates: Iterable[Candidate]) -> list[tuple[Candidate, float]]:
        """The candidates that are events, with their probabilities, in reading order."""
        ranked = sorted(
            ((candidate, self.probability(candidate)) for candidate in candidates),
            key=lambda row: (-row[1], row[0].sentence, row[0].trigger.token.i, row[0].indicator, row[0].action),
        )
        absorbed = self._absorbed(ranked)
        used_triggers: set[tuple[int, int]] = set(absorbed)
        told: set[tuple[int, str, str, str]] = set()
        chosen = []
        for candidate, probability in ranked:
            trigger = (candidate.sentence, candidate.trigger.token.i)
            label = (candidate.sentence, candidate.indicator, candidate.stance, candidate.action)
            if probability < self.threshold or trigger in used_triggers or label in told or candidate.reality.unreal:
                continue
            used_triggers.add(trigger)
            told.add(label)
            chosen.append((candidate, probability))
        return sorted(chosen, key=lambda row: (row[0].sentence, row[0].trigger.token.i))

    def _absorbed(self, ranked: Iterable[tuple[Candidate, float]]) -> set[tuple[int, int]]:
        """Triggers that tell no act of their own, since another one of their sentence tells it: sentence and word.

        Who *lifted the ban* did one act, the verb's. Who *decided to end* something, or *pulled out of the pact*,
        ended it: where the decision or the noun alone would be of the other stance, that is not what was done.
        """
        rows = [(candidate, probability >= self.threshold) for candidate, probability in ranked]
        acts = {
            (candidate.sentence, candidate.indicator, candidate.trigger.token.i): (candidate.stance, likely)
            for candidate, likely in reversed(rows)
            if not candidate.trigger.noun and candidate.trigger.way.direction and not candidate.reality.unreal
        }
        absorbed = set()
        for candidate, _ in rows:
            token = candidate.trigger.token
            others = [_governing_verb(token)] if candidate.trigger.noun else _decided(token)
            for other in others:
                stance, likely = acts.get((candidate.sentence, candidate.indicator, other), (candidate.stance, False))
                if candidate.trigger.noun and is_dated_noun(token):
                    continue  # a noun with a date of its own tells when its measure began
                if stance != candidate.stance or (likely and candidate.trigger.noun):
                    absorbed.add((candidate.sentence, token.i))
        return absorbed


def _governing_verb(noun: Token) -> int:
    """Where the verb stands whose object or passive subject the noun is, by prepositions or not; -1 without one."""
    token = noun
    while token.dep_ in _BETWEEN and token.head.pos_ != "VERB":
        token = token.head
    return token.head.i if token.dep_ in _OBJECTS else -1


def _decided(verb: Token) -> list[int]:
    """Where the verbs stand that say what a verb such as *decide* or *agree* is about: "decided to end"."""
    if verb.lemma_.lower() not in DECIDING:
        return []
    return [child.i for child in verb.children if child.dep_ in ("xcomp", "ccomp")]


def logistic(score: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
