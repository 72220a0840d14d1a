"""The coder's quality is a ratchet: figures on labelled articles that development does not read never fall.

The floors stand in `tests/gold/JPN_KOR/floors.toml`, pinned with the hash of articles and labels. Lower one only on
purpose, with the reason beside it.
"""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from etl.catalogue import DATA, load_catalogue
from etl.coder.kernel import Coder
from etl.scoring import Scores, read_labels, score
from etl.training.labelled import read_articles, split

PAIR = "JPN_KOR"
GOLD = Path(__file__).parent / "gold" / PAIR
ARTICLES, LABELS = DATA / "corpus" / PAIR / "articles.jsonl", GOLD / "events.jsonl"
FLOORS = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def scores() -> dict[str, Scores]:
    articles, labels = read_articles(ARTICLES), read_labels(LABELS)
    part = split(article.id for article in articles)
    coder = Coder(load_catalogue(PAIR))
    found = {}
    for name in ("threshold", "unread"):
        chosen = [article for article in articles if part[article.id] == name]
        reports = [report for _, told in coder.code(chosen) for report in told]
        found[name] = score(labels, reports, [article.id for article in chosen])
    return found


def test_the_floors_are_of_this_corpus():
    content = ARTICLES.read_bytes() + LABELS.read_bytes()
    assert hashlib.sha256(content).hexdigest() == FLOORS["corpus_sha256"]


def test_each_part_has_24_articles():
    part = split(article.id for article in read_articles(ARTICLES))
    assert [list(part.values()).count(name) for name in ("development", "threshold", "unread")] == [72, 24, 24]


@pytest.mark.parametrize("part", ["threshold", "unread"])
@pytest.mark.parametrize("figure", ["detection", "dated", "full"])
def test_f1_does_not_fall(scores, part, figure):
    assert getattr(scores[part], figure).f1 >= FLOORS[part][figure]


@pytest.mark.parametrize("part", ["threshold", "unread"])
@pytest.mark.parametrize("figure", ["stance", "clean"])
def test_stance_and_silence_do_not_worsen(scores, part, figure):
    assert getattr(scores[part], figure) >= FLOORS[part][figure]
