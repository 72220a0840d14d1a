"""The trained reader: what a fine-tuned encoder says of every sentence and word of an article.

It was trained on the passages of `data/training/` (`etl.training`) and runs here as an ONNX graph with 8-bit
weights, on one thread. What it says is evidence for the judge, nothing more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from etl.coder.reader_card import Labels
from etl.coder.windows import Window, make_windows

Floats = NDArray[np.float32]


class ModelError(Exception):
    """A model file that is missing, altered or not what it should be; says which and what to do."""


@dataclass(frozen=True, slots=True)
class SentenceView:
    """What the reader says of one sentence, as probabilities 0..1.

    `told` has one value for each indicator and stance (`Labels.sentence_position`). The others have a row for
    each token, which begins at the character `starts[row]` of the sentence: whether it tells an event, and of
    which indicator, action, modality and actor (each row sums to 1).
    """

    told: Floats
    starts: tuple[int, ...]
    words: dict[str, Floats]


class TrainedReader:
    """The network of one pair; build it once, it loads the weights."""

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer, labels: Labels, name: str) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self.labels = labels
        self.name = name  # first digits of the weights' checksum

    @classmethod
    def load(cls, folder: Path, *, threads: int = 1) -> TrainedReader:
        """Read `reader.onnx`, `reader.json` and `tokenizer.json`; `ModelError` if one is missing or altered."""
        try:
            card = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
            weights = (folder / "reader.onnx").read_bytes()
            labels, expected = Labels.from_json(card["labels"]), str(card["sha256"])
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except OSError as error:
            raise ModelError(f"{error.filename}: cannot be read; restore it, or use --reader rules") from None
        except Exception as error:  # the tokenizer raises bare exceptions
            raise ModelError(f"{folder}: not a trained reader ({error}); restore it, or use --reader rules") from None
        checksum = checksum_of(weights, folder / "tokenizer.json", labels)
        if checksum != expected:
            raise ModelError(
                f"{folder}: reader.onnx, tokenizer.json or the labels are not those of the checksum in reader.json; "
                "restore them, or use --reader rules"
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        return cls(session, tokenizer, labels, checksum[:8])

    def read(self, articles: Sequence[tuple[str, Sequence[str]]]) -> list[list[SentenceView]]:
        """For each article, (title, sentences), one view a sentence."""
        return [self._read_article(title, sentences) for title, sentences in articles]

    def _read_article(self, title: str, sentences: Sequence[str]) -> list[SentenceView]:
        """Window by window: in a batch the 8-bit graph would scale each by all, and neighbours would change it."""
        found: dict[int, SentenceView] = {}
        for window in make_windows(self._tokenizer, title, sentences):
            found.update(self._views(window, *self._run(window)))
        return [found[number] for number in range(len(found))]

    def _run(self, window: Window) -> tuple[Floats, Floats]:
        member = np.zeros((1, len(window.pieces), len(window.ids)), dtype=np.float32)
        for place, piece in enumerate(window.pieces):
            member[0, place, piece.first : piece.last] = 1
        inputs = {
            "ids": np.array([window.ids], dtype=np.int64),
            "segments": np.array([window.segments], dtype=np.int64),
            "mask": np.ones((1, len(window.ids)), dtype=np.int64),
            "member": member,
        }
        told, words = self._session.run(["told", "words"], inputs)
        return told[0], words[0]

    def _views(self, window: Window, told: Floats, words: Floats) -> dict[int, SentenceView]:
        views = {}
        for place, piece in enumerate(window.pieces):
            if piece.context:
                continue
            rows = words[piece.first : piece.last]
            heads = {
                head: _softmax(rows[:, columns]) for head, columns in self.labels.columns.items() if head != "event"
            }
            heads["event"] = _sigmoid(rows[:, self.labels.columns["event"]])[:, 0]
            views[piece.sentence] = SentenceView(_sigmoid(told[place]), piece.starts, heads)
        return views


def checksum_of(weights: bytes, tokenizer: Path, labels: Labels) -> str:
    """SHA-256 over all that decides what the reader says: weights, vocabulary, labels."""
    digest = hashlib.sha256(weights)
    digest.update(tokenizer.read_bytes())
    digest.update(json.dumps(labels.as_json()).encode())
    return digest.hexdigest()


def _sigmoid(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), dtype=np.float32)


def _softmax(logits: Floats) -> Floats:
    if not len(logits):
        return logits
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)
