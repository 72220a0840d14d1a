"""What the numbers of the trained reader stand for: the labels of its heads, kept beside its weights."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from etl.records import BOTH, OTHER, Modality, Stance

STANCES: tuple[Stance, Stance] = ("cooperation", "friction")
MODALITIES: tuple[Modality, ...] = ("actual", "announced", "ongoing")
HEADS = ("event", "indicator", "action", "modality", "actor")  # the word heads, in the order of their columns


@dataclass(frozen=True)
class Labels:
    """The values that each head chooses from, in the order of its columns."""

    indicators: tuple[str, ...]
    actions: tuple[str, ...]
    actors: tuple[str, ...]

    @classmethod
    def of(cls, indicators: Iterable[str], actions: Iterable[str], sides: Iterable[str]) -> Labels:
        """Labels of a catalogue; the order does not depend on the order in its files."""
        return cls(tuple(sorted(indicators)), tuple(sorted(actions)), (*sides, BOTH, OTHER))

    @cached_property
    def values(self) -> dict[str, tuple[str, ...]]:
        """Head → its values."""
        rows = (("event",), self.indicators, self.actions, MODALITIES, self.actors)
        return dict(zip(HEADS, rows, strict=True))

    @cached_property
    def positions(self) -> dict[str, dict[str, int]]:
        """Head → value → its column within the head."""
        return {head: {value: place for place, value in enumerate(values)} for head, values in self.values.items()}

    @cached_property
    def columns(self) -> dict[str, slice]:
        """Head → its columns among those of all word heads."""
        found, first = {}, 0
        for head, values in self.values.items():
            found[head] = slice(first, first + len(values))
            first += len(values)
        return found

    @property
    def sentence_size(self) -> int:
        """Width of the sentence head: one column for each indicator and stance."""
        return len(self.indicators) * len(STANCES)

    def sentence_position(self, indicator: str, stance: str) -> int:
        """Column of the sentence head."""
        return self.positions["indicator"][indicator] * len(STANCES) + STANCES.index(stance)

    def as_json(self) -> dict[str, Any]:
        """For the file beside the weights."""
        return {"indicators": self.indicators, "actions": self.actions, "actors": self.actors}

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Labels:
        """What `as_json` gave; KeyError or TypeError for anything else."""
        return cls(tuple(row["indicators"]), tuple(row["actions"]), tuple(row["actors"]))
