"""Fit the judge: `python -m etl.coder.training ARTICLES.jsonl LABELS.jsonl [--passages FILE.jsonl] [--pair JPN_KOR]`.

Passages written for training (`data/training/`) all go into the fit. Labelled articles
are split by a hash of their id into five parts: three to fit the weights, one to set
the threshold, one that is never looked at here (`part_of`). A candidate is right if
the labels hold its indicator and stance with evidence in its sentence. Logistic
regression with a ridge penalty, solved by Newton steps.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from etl.catalogue import DATA, load_catalogue
from etl.coder.candidates import Candidate, Reading
from etl.coder.judge import Judge
from etl.coder.kernel import Coder
from etl.records import Article

RIDGE = 1.0
Labels = dict[str, list[dict[str, Any]]]


def part_of(article_id: str) -> int:
    """0, 1, 2: development; 3: threshold; 4: never read in development."""
    return hashlib.sha256(article_id.encode()).digest()[0] % 5


def is_right(candidate: Candidate, reading: Reading, labels: Labels) -> bool:
    """Whether a label has the candidate's indicator and stance, with evidence in its sentence."""
    sentence = reading.sentences[candidate.sentence].text
    return any(
        label["indicator"] == candidate.indicator
        and label["stance"] == candidate.stance
        and any(span and (span in sentence or sentence in span) for span in (label["evidence"], *label.get("also", ())))
        for label in labels[reading.article.id]
    )


def fit(features: Sequence[dict[str, float]], right: Sequence[bool]) -> dict[str, float]:
    """Weights by name; features seen fewer than four times get none."""
    counts: dict[str, int] = defaultdict(int)
    for row in features:
        for name, value in row.items():
            counts[name] += value != 0
    names = sorted(name for name, count in counts.items() if count >= 4)
    column = {name: index for index, name in enumerate(names)}
    matrix = np.zeros((len(features), len(names)))
    for line, row in enumerate(features):
        for name, value in row.items():
            if name in column:
                matrix[line, column[name]] = value
    target = np.array(right, dtype=float)
    weights = np.zeros(len(names))
    penalty = RIDGE * np.eye(len(names))
    for _ in range(30):
        probability = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (target - probability) - RIDGE * weights
        hessian = (matrix * (probability * (1 - probability))[:, None]).T @ matrix + penalty
        step = np.linalg.solve(hessian, gradient)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return {name: round(float(weights[column[name]]), 4) for name in names}


def best_threshold(judge: Judge, readings: Sequence[tuple[Reading, list[Candidate]]], labels: Labels) -> float:
    """The threshold with the highest F1 of labels found, one prediction for one label."""

    def f1(threshold: float) -> float:
        hit = told = 0
        for reading, candidates in readings:
            chosen = {(c.indicator, c.stance, c.action) for c, _ in Judge(judge.weights, threshold).choose(candidates)}
            told += len(chosen)
            wanted = [(label["indicator"], label["stance"]) for label in labels[reading.article.id]]
            for indicator, stance, _ in chosen:
                if (indicator, stance) in wanted:
                    wanted.remove((indicator, stance))
                    hit += 1
        gold = sum(len(labels[reading.article.id]) for reading, _ in readings)
        return 2 * hit / (told + gold) if told + gold else 0.0

    return max((round(0.2 + 0.02 * step, 2) for step in range(31)), key=lambda threshold: (f1(threshold), threshold))


def read_articles(path: Path) -> list[Article]:
    """Labelled articles, one JSON object a line, without those of the part that is never read."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Article(row["id"], dt.date.fromisoformat(row["published"]), row["text"], row["title"] or "")
        for row in rows
        if part_of(row["id"]) < 4
    ]


def read_labels(path: Path) -> Labels:
    """Labels by article, one JSON object a line."""
    labels: Labels = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        labels[label["article_id"]].append(label)
    return labels


def read_passages(path: Path) -> tuple[list[Article], Labels]:
    """Passages as articles, with a label's sentence as its evidence."""
    articles: list[Article] = []
    labels: Labels = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = " ".join(sentence["text"] for sentence in row["sentences"])
        articles.append(Article(row["id"], dt.date.fromisoformat(row["published"]), text, row["title"]))
        for sentence in row["sentences"]:
            labels[row["id"]] += [{**label, "evidence": sentence["text"]} for label in sentence["labels"]]
    return articles, labels


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--passages", type=Path)
    parser.add_argument("--pair", default="JPN_KOR")
    parser.add_argument("--out", type=Path, default=DATA / "models" / "judge.json")
    options = parser.parse_args()
    if not options.out.exists():
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text('{"weights": {}, "threshold": 0.5}')
    labels = read_labels(options.labels)
    written: list[Article] = []
    if options.passages is not None:
        written, more = read_passages(options.passages)
        labels |= more
    coder = Coder(load_catalogue(options.pair))
    readings = [(reading, coder.candidates(reading)) for reading in coder.read(read_articles(options.articles))]
    fitting = [row for row in readings if part_of(row[0].article.id) < 3]
    fitting += [(reading, coder.candidates(reading)) for reading in coder.read(written)]
    features = [candidate.features for _, candidates in fitting for candidate in candidates]
    right = [is_right(candidate, reading, labels) for reading, candidates in fitting for candidate in candidates]
    weights = fit(features, right)
    held = [row for row in readings if part_of(row[0].article.id) == 3]
    threshold = best_threshold(Judge(weights, 0.5), held, labels)
    options.out.write_text(
        json.dumps({"pair": options.pair, "threshold": threshold, "weights": weights}, indent=1) + "\n"
    )
    print(f"{len(features)} candidates, {sum(right)} right; threshold {threshold}; wrote {options.out}")


if __name__ == "__main__":
    main()
