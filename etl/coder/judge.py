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

from etl.coder.candidates import Candidate


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
        used_triggers: set[tuple[int, int]] = set()
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


def logistic(score: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
