from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from etl.coder.gate import Prefilter, in_dyad
from etl.records import Article

DAY = dt.date(2023, 3, 17)
DEV = Path(__file__).parents[3] / "shared" / "evaluation" / "dev"
FILLER = "The weather was fine and the harvest good, wrote the paper in its long report on the farms. " * 8


@pytest.fixture(scope="module")
def prefilter(catalogue):
    return Prefilter(catalogue)


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("Japan and South Korea met.", True),
        ("Tokyo lifted its export curbs on Korea. " + FILLER, True),
        ("Kishida Fumio and Yoon Suk-yeol shook hands. " + FILLER, True),
        ("JAPAN ANGERS SEOUL", True),
        (FILLER, False),
        ("Japan lifted its export curbs. " + FILLER, False),
        ("Japan denounced a missile that North Korea fired.", False),
        ("Korea lifted its export curbs. " + FILLER, False),
    ],
)
def test_an_article_is_read_if_both_sides_and_a_topic_are_named(prefilter, text, passes):
    assert prefilter.passes(Article("a", DAY, text)) is passes


def test_the_title_counts(prefilter):
    assert prefilter.passes(Article("a", DAY, "Seoul was angry over the visa rules. " + FILLER, "Japan moves"))


LEAD = "South Korea and Japan are at odds again. "


@pytest.mark.parametrize(
    ("before", "sentence", "reason"),
    [
        (LEAD, "Seoul protested to Tokyo.", "both sides in the sentence"),
        (LEAD, "Seoul lodged a protest.", "one side, the other near"),
        (LEAD, "A protest was lodged.", "both sides near"),
        (LEAD, "The ministers met in Singapore.", "both sides near"),
        ("", "North Korea fired a missile over Japan, South Korea said.", "a third country acts"),
        ("South Korea was on alert. ", "Kishida met Biden.", "a third country beside one side"),
        ("", "Biden flew to Beijing.", "a third country acts"),
        ("", "Talks on Taiwan went on.", "a third country alone"),
        ("", "Japan, China, France, Italy, India and South Korea signed.", "a list of many countries"),
        (FILLER + "South Korea wept. " + FILLER, "Tokyo sent a note.", "the other side is far away"),
        (FILLER, "A note was sent.", "the pair is out of sight"),
        (
            "South Korea and Japan wept. Washington and Beijing fell out. ",
            "The two sides will meet.",
            "the two sides are others",
        ),
    ],
)
def test_the_dyad_is_resolved_over_the_article(finder, parser, before, sentence, reason):
    scene = finder.scene(Article("a", DAY, before + sentence))
    doc = parser(sentence)
    verb = next(token for token in doc if token.pos_ == "VERB")
    assert in_dyad(scene, len(before), len(before) + len(sentence), verb).reason == reason


def test_three_at_one_table_are_in(finder, parser):
    sentence = "President Biden met with President Yoon of South Korea and Prime Minister Kishida of Japan."
    scene = finder.scene(Article("a", DAY, sentence))
    met = next(token for token in parser(sentence) if token.lower_ == "met")
    assert in_dyad(scene, 0, len(sentence), met, "CONSULT").ok
    assert not in_dyad(scene, 0, len(sentence), met, "ACCUSE").ok


@pytest.mark.skipif(not DEV.exists(), reason="the labelled articles are not here")
def test_the_labelled_articles_and_their_evidence_pass(prefilter, finder):
    articles = {}
    for line in (DEV / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = Article(row["id"], dt.date.fromisoformat(row["published"]), row["text"], row["title"] or "")
        articles[article.id] = finder.scene(article)
        assert prefilter.passes(article), article.title
    verdicts = []
    for line in (DEV / "events.jsonl").read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        scene = articles[event["article_id"]]
        start = scene.text.index(event["evidence"])
        verdicts.append(in_dyad(scene, start, start + len(event["evidence"])).ok)
    assert sum(verdicts) / len(verdicts) >= 0.97
