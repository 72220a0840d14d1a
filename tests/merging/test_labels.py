"""Merging apart from the coder: the labels of the shipped articles as reports, against the acts they belong to."""

import datetime as dt
import itertools
import json
from collections import Counter
from pathlib import Path

import pytest

from etl.articles import prepare
from etl.catalogue import DATA, load_catalogue
from etl.coder.kernel import curated_report
from etl.events import merge_reports
from etl.records import UNDATED, Article, DateRange, Quote, Report
from etl.sources import ReadOptions, read_all

CATALOGUE = load_catalogue("JPN_KOR")
GOLD = Path(__file__).resolve().parents[1] / "gold" / "JPN_KOR" / "events.jsonl"
LABELS = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
OPTIONS = ReadOptions(as_of=dt.date(2026, 11, 23))


def read(*parts: str) -> dict[str, Article]:
    return {article.id: article for article in prepare(read_all([DATA.joinpath(*parts)], OPTIONS)).articles}


ARTICLES = read("corpus", "JPN_KOR", "articles.jsonl")
ROWS = read("chronologies", "JPN_KOR.csv")


def as_report(number: int, label: dict) -> Report:
    text, words = ARTICLES[label["article_id"]].text, label["evidence"]
    start = text.index(words)
    return Report(
        id=f"label {number}",
        article_id=label["article_id"],
        pair="JPN_KOR",
        indicator=label["indicator"],
        stance=label["stance"],
        action=label["action"],
        actor=label["actor"],
        when=DateRange.of(label["date"], "explicit") if label["date"] else UNDATED,
        modality=label["modality"],
        quote=Quote(start, start + len(words), words),
        confidence=1.0,
        rule="label",
    )


REPORTS = [as_report(number, label) for number, label in enumerate(LABELS)]
CURATED = [curated_report(row, "JPN_KOR") for row in ROWS.values()]


@pytest.mark.parametrize(
    ("rows", "precision", "recall"), [([], 0.97, 0.94), (CURATED, 0.97, 0.92)], ids=["articles", "with the chronology"]
)
def test_labels_of_one_act_become_one_event(rows: list[Report], precision: float, recall: float) -> None:
    """Over all pairs of labels: how often "one event" is right, and how often one act is found to be one."""
    merged = merge_reports([*REPORTS, *rows], ARTICLES | ROWS, CATALOGUE)
    told = [(label["world_id"], merged.event_of[report.id]) for label, report in zip(LABELS, REPORTS, strict=True)]
    pairs: Counter[tuple[bool, bool]] = Counter(
        (one[0] == other[0], one[1] == other[1]) for one, other in itertools.combinations(told, 2)
    )
    both = pairs[True, True]
    assert both / (both + pairs[False, True]) >= precision
    assert both / (both + pairs[True, False]) >= recall
