"""Decide which claims are events, and with what confidence.

A logistic model over named features: small enough to be read, its weights and its threshold are in a JSON file,
and `explain` prints what counted. One such file weighs the claims of both readers
(`data/models/<pair>/judge.json`), another the candidates of the rule reader alone (`data/models/rules.json`).
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from etl.coder.claims import Claim
from etl.coder.reader import ModelError


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights by feature name and the probability from which a claim is an event."""

    weights: dict[str, float]
    threshold: float
    name: str = field(default="", compare=False)  # first digits of the file's checksum

    @classmethod
    def load(cls, path: Path) -> Judge:
        """Read a file of weights; `ModelError` if it is missing or broken."""
        try:
            text = path.read_text(encoding="utf-8")
            content = json.loads(text)
            return cls(
                {str(name): float(value) for name, value in content["weights"].items()},
                float(content["threshold"]),
                hashlib.sha256(text.encode()).hexdigest()[:8],
            )
        except FileNotFoundError:
            raise ModelError(f"{path}: the judge's weights are missing; restore the file or run `make judge`") from None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"{path}: not a file of weights ({error}); restore it or run `make judge`") from None

    def probability(self, features: Mapping[str, float]) -> float:
        """How likely something with these features is an event, 0..1."""
        return logistic(sum(self.weights.get(name, 0.0) * value for name, value in features.items()))

    def explain(self, features: Mapping[str, float], most: int = 8) -> str:
        """The features that counted most, as `name +0.83, name -0.41`."""
        counted = [(name, self.weights.get(name, 0.0) * value) for name, value in features.items()]
        strongest = sorted(counted, key=lambda row: -abs(row[1]))[:most]
        return ", ".join(f"{name} {value:+.2f}" for name, value in strongest if value)

    def choose(self, claims: Iterable[Claim]) -> list[tuple[Claim, float]]:
        """The claims that are events, with their probabilities, in reading order.

        One word tells one event of an indicator: of two stances the likelier stands.
        """
        ranked = sorted(
            ((claim, self.probability(claim.features)) for claim in claims),
            key=lambda row: (-row[1], row[0].sentence, row[0].trigger.i, row[0].indicator, row[0].stance),
        )
        taken: set[tuple[int, int, str]] = set()
        chosen = []
        for claim, probability in ranked:
            word = (claim.sentence, claim.trigger.i, claim.indicator)
            if probability < self.threshold or word in taken:
                continue
            taken.add(word)
            chosen.append((claim, probability))
        return sorted(chosen, key=lambda row: (row[0].sentence, row[0].trigger.i, row[0].indicator))


def logistic(score: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
