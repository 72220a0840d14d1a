"""Fit what the rule reader's candidates are worth: `python -m etl.training.rules` (`make judge`).

The passages of `data/training/` that are not held out, every candidate with its features, right where a label of its
sentence has its indicator and stance. Writes `data/models/rules.json` with a threshold that keeps the best F1 on the
passages held out, for coding by rules alone.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from etl.catalogue import DATA, load_catalogue
from etl.coder.candidates import Candidate, Reading
from etl.coder.judge import Judge
from etl.coder.kernel import BATCH, Coder, Judges
from etl.coder.rule_choice import choose_candidates
from etl.records import Article
from etl.scoring import Labels
from etl.training.labelled import as_articles, is_right
from etl.training.logistic import fit_weights
from etl.training.passages import read_passages

RIDGE = 1.0
Rows = list[tuple[Reading, list[Candidate]]]


def read_candidates(coder: Coder, articles: Sequence[Article]) -> Rows:
    """Every candidate of the articles, also of those that the prefilter would not read."""
    rows: Rows = []
    for first in range(0, len(articles), BATCH):
        readings = coder.read(articles[first : first + BATCH], every=True)
        rows += [(reading, coder.candidates(reading)) for reading in readings]
    return rows


def best_threshold(weights: dict[str, float], rows: Rows, labels: Labels) -> float:
    """The threshold with the highest F1 of (sentence, indicator, stance)."""

    def f1(threshold: float) -> float:
        hit = told = 0
        for reading, candidates in rows:
            chosen = {
                (c.sentence, c.indicator, c.stance) for c, _ in choose_candidates(Judge(weights, threshold), candidates)
            }
            told += len(chosen)
            hit += sum(is_right(reading, *label, labels) for label in chosen)
        wanted = sum(len(labels.get(reading.article.id, ())) for reading, _ in rows)
        return 2 * hit / max(1, told + wanted)

    return max((round(0.2 + 0.02 * step, 2) for step in range(31)), key=lambda threshold: (f1(threshold), threshold))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pair", default="JPN_KOR")
    parser.add_argument("--passages", type=Path, default=DATA / "training")
    parser.add_argument("--out", type=Path, default=DATA / "models" / "rules.json")
    options = parser.parse_args()
    passages = read_passages(options.passages, options.pair)
    nothing = Judge({}, 1.0)
    coder = Coder(load_catalogue(options.pair), readers="rules", judges=Judges(nothing, nothing))
    articles, labels = as_articles(passages)
    rows = read_candidates(coder, articles)
    held = {passage.id for passage in passages if passage.held_out}
    fitted = [(reading, candidate) for reading, found in rows if reading.article.id not in held for candidate in found]
    right = [is_right(reading, c.sentence, c.indicator, c.stance, labels) for reading, c in fitted]
    weights = fit_weights([candidate.features for _, candidate in fitted], right, RIDGE)
    threshold = best_threshold(weights, [row for row in rows if row[0].article.id in held], labels)
    options.out.write_text(json.dumps({"threshold": threshold, "weights": weights}, indent=1) + "\n")
    print(f"{len(fitted)} candidates, {sum(right)} right; threshold {threshold}; wrote {options.out}")


if __name__ == "__main__":
    main()
