"""Labelled articles, how they are split, and when a claim is right about them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from etl.coder.candidates import Reading
from etl.records import Article
from etl.scoring import Labels
from etl.training.passages import Passage

Part = Literal["development", "threshold", "unread"]
UNREAD = 24  # articles that nothing looks at before the end


def split(ids: Iterable[str]) -> dict[str, Part]:
    """Article id → its part, by a hash of the id: a fifth sets the threshold, 24 of another fifth stay unread.

    The rest is for development. Who writes rules, cues or training sentences may look at the development part only.
    """
    by_hash = sorted(ids, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    fifth = {name: hashlib.sha256(name.encode()).digest()[0] % 5 for name in by_hash}
    unread = set([name for name in by_hash if fifth[name] == 4][:UNREAD])
    return {
        name: "unread" if name in unread else "threshold" if fifth[name] == 3 else "development" for name in by_hash
    }


def read_articles(path: Path) -> list[Article]:
    """Labelled articles, one JSON object a line."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Article(row["id"], dt.date.fromisoformat(row["published"]), row["text"], row["title"] or "") for row in rows
    ]


def as_articles(passages: Iterable[Passage]) -> tuple[list[Article], Labels]:
    """Passages as articles, with a label's sentence as its evidence."""
    articles: list[Article] = []
    labels: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for passage in passages:
        text = "\n".join(sentence.text for sentence in passage.sentences)
        articles.append(Article(passage.id, passage.published, text, passage.title))
        for sentence in passage.sentences:
            labels[passage.id] += [
                {"indicator": label.indicator, "stance": label.stance, "evidence": sentence.text}
                for label in sentence.labels
            ]
    return articles, labels


def is_right(reading: Reading, sentence: int, indicator: str, stance: str, labels: Labels) -> bool:
    """Whether a label of the article has this indicator and stance, with evidence in this sentence."""
    text = reading.sentences[sentence].text
    return any(
        label["indicator"] == indicator
        and label["stance"] == stance
        and any(span and (span in text or text in span) for span in (label["evidence"], *label.get("also", ())))
        for label in labels.get(reading.article.id, ())
    )
