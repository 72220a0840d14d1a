"""Fit the judge over both readers: `python -m etl.training.judge ARTICLES.jsonl LABELS.jsonl` (`make judge`).

The labelled articles of the development part and the passages that the trained reader did not learn from (those
held out, and those of `data/training/judge/`) give the weights; the articles of the threshold part give the
threshold; the unread part is not looked at (`etl.training.labelled.split`). A claim is right where a label has its
indicator and stance, with evidence in its sentence (`right_claims`). Writes `data/models/<pair>/judge.json`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from etl.catalogue import DATA, load_catalogue
from etl.coder.candidates import Reading
from etl.coder.claims import Claim
from etl.coder.judge import Judge
from etl.coder.kernel import BATCH, Coder, Judges
from etl.records import Article, Report
from etl.scoring import Labels, read_labels
from etl.training.labelled import as_articles, read_articles, right_claims, split
from etl.training.logistic import fit_weights
from etl.training.passages import read_passages

RIDGE = 5.0
FAVOUR = 0.8  # beta of the F score that sets the threshold; below 1 precision counts more
Rows = list[tuple[Reading, list[Claim]]]


def read_claims(coder: Coder, articles: Sequence[Article], *, every: bool = False) -> Rows:
    """The claims of the articles, of `every` one or of those that the prefilter lets through."""
    rows: Rows = []
    for first in range(0, len(articles), BATCH):
        readings = list(coder.read(articles[first : first + BATCH], every=every))
        rows += zip(readings, coder.claims(readings), strict=True)
    return rows


def fit_judge(rows: Rows, labels: Labels) -> dict[str, float]:
    """Weights by feature name."""
    right = [verdict for reading, claims in rows for verdict in right_claims(reading, claims, labels)]
    return fit_weights([claim.features for _, claims in rows for claim in claims], right, RIDGE)


def f_score(reports: Sequence[Report], labels: Labels, ids: Sequence[str], beta: float) -> float:
    """F of reports against labels, one to one by article, indicator and stance."""
    told = Counter((report.article_id, report.indicator, report.stance) for report in reports)
    wanted = Counter((name, label["indicator"], label["stance"]) for name in ids for label in labels.get(name, ()))
    hit = sum((told & wanted).values())
    weighted = (1 + beta**2) * hit
    return weighted / (beta**2 * sum(wanted.values()) + sum(told.values())) if hit else 0.0


def best_threshold(coder: Coder, weights: dict[str, float], articles: Sequence[Article], labels: Labels) -> float:
    """The threshold with the highest F score on these articles."""
    rows = read_claims(coder, articles)
    ids = [article.id for article in articles]

    def f_at(threshold: float) -> float:
        judge = Judge(weights, threshold)
        reports = [report for reading, claims in rows for report in coder.reported(reading, claims, judge)]
        return f_score(reports, labels, ids, FAVOUR)

    return max((round(0.2 + 0.02 * step, 2) for step in range(31)), key=lambda threshold: (f_at(threshold), threshold))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--passages", type=Path, default=DATA / "training")
    parser.add_argument("--pair", default="JPN_KOR")
    options = parser.parse_args()
    out = DATA / "models" / options.pair / "judge.json"
    unfitted = Judges(Judge.load(DATA / "models" / "rules.json"), Judge({}, 1.0))
    coder = Coder(load_catalogue(options.pair), judges=unfitted)
    articles, labels = read_articles(options.articles), read_labels(options.labels)
    part = split(article.id for article in articles)
    unread = [passage for passage in read_passages(options.passages, options.pair) if passage.held_out]
    unread += read_passages(options.passages / "judge", options.pair)
    passages, more = as_articles(unread)
    rows = read_claims(coder, [article for article in articles if part[article.id] == "development"])
    rows += read_claims(coder, passages, every=True)
    weights = fit_judge(rows, {**labels, **more})
    threshold = best_threshold(
        coder, weights, [article for article in articles if part[article.id] == "threshold"], labels
    )
    out.write_text(json.dumps({"pair": options.pair, "threshold": threshold, "weights": weights}, indent=1) + "\n")
    print(f"{sum(len(claims) for _, claims in rows)} claims of {len(rows)} texts; threshold {threshold}; wrote {out}")


if __name__ == "__main__":
    main()
