"""Labelled articles, how they are split, and when a claim is right about them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

from etl.coder.candidates import Reading
from etl.coder.claims import Claim
from etl.records import Article
from etl.scoring import Label, Labels
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


def right_claims(reading: Reading, claims: Sequence[Claim], labels: Labels) -> list[bool]:
    """For each claim, whether a label of the article has its indicator and stance, with evidence in its sentence.

    A label makes one claim right a sentence: of several the one whose word stands in the evidence, else the likelier.
    """
    right = [False] * len(claims)
    used: set[tuple[int, int]] = set()
    order = sorted(range(len(claims)), key=lambda place: (claims[place].features.get("again", 0.0), place))
    for within in (True, False):
        for place in order:
            claim = claims[place]
            for number, label in enumerate(labels.get(reading.article.id, ())):
                key = (number, claim.sentence)
                if not right[place] and key not in used and _fits(reading, claim, label, within=within):
                    right[place] = True
                    used.add(key)
    return right


def _fits(reading: Reading, claim: Claim, label: Label, *, within: bool) -> bool:
    if (label["indicator"], label["stance"]) != (claim.indicator, claim.stance):
        return False
    sentence = reading.sentences[claim.sentence].text
    for span in (label["evidence"], *(label.get("also") or ())):
        if span and (span in sentence or sentence in span):
            start = sentence.find(span)
            inside = start < 0 or start <= claim.trigger.idx < start + len(span)
            if inside or not within:
                return True
    return False


def is_right(reading: Reading, sentence: int, indicator: str, stance: str, labels: Labels) -> bool:
    """Whether a label of the article has this indicator and stance, with evidence in this sentence."""
    text = reading.sentences[sentence].text
    return any(
        label["indicator"] == indicator
        and label["stance"] == stance
        and any(span and (span in text or text in span) for span in (label["evidence"], *(label.get("also") or ())))
        for label in labels.get(reading.article.id, ())
    )
