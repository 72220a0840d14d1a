"""The labelled passages of `data/training/`: what the trained reader learns from.

A passage is a title and the sentences that follow each other under it. Every sentence carries the labels of the
events it tells; a label knows the word that tells it (`trigger`, characters of the sentence), where that was marked.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.records import Modality, Stance


@dataclass(frozen=True, slots=True)
class Label:
    """One event that a sentence tells, in the terms of the catalogue."""

    indicator: str
    stance: Stance
    action: str
    actor: str
    modality: Modality
    trigger: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class PassageSentence:
    """A sentence and its labels; without labels it tells no event."""

    text: str
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive sentences under one title."""

    id: str
    voice: str
    published: dt.date
    title: str
    sentences: tuple[PassageSentence, ...]

    @property
    def held_out(self) -> bool:
        """Whether the passage is kept from training, to see what was learned: one in ten, by a hash of its id."""
        return hashlib.sha256(self.id.encode()).digest()[0] % 10 == 0


def read_passages(folder: Path, pair: str) -> list[Passage]:
    """All passages of a pair, `PAIR*.jsonl`, in the order of file names and lines."""
    lines = [
        line
        for path in sorted(folder.glob(f"{pair}*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    return [_passage(json.loads(line)) for line in lines]


def _passage(row: dict[str, Any]) -> Passage:
    sentences = tuple(
        PassageSentence(sentence["text"], tuple(_label(label) for label in sentence["labels"]))
        for sentence in row["sentences"]
    )
    return Passage(row["id"], row["voice"], dt.date.fromisoformat(row["published"]), row["title"], sentences)


def _label(row: dict[str, Any]) -> Label:
    trigger = row.get("trigger")
    return Label(**{**row, "trigger": None if trigger is None else (trigger[0], trigger[1])})
