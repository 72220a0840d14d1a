"""Claims: what both readers say of the sentences of a real short article, brought together."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from etl.catalogue import DATA
from etl.coder.claims import APART, MOST_WORDS, Claim, logit
from etl.coder.kernel import Coder
from etl.coder.reader_card import MODALITIES
from etl.records import Article
from etl.training.labelled import right_claims

TWICE = "Abe met Park in Seoul on November 2, 2015, and Moon met Kishida in Bangkok on November 4, 2019."
ARTICLE = Article(
    "a",
    dt.date(2019, 8, 2),
    "Japan removed South Korea from its white list of trade partners on Friday. "
    "South Korea's top court ordered Mitsubishi Heavy to pay 11 workers of forced labour.\n"
    "Shares in Tokyo closed 0.4 percent higher.\n" + TWICE,
    "Japan strikes South Korea off its white list",
)


@pytest.fixture(scope="module")
def coder(catalogue) -> Coder:
    assert (DATA / "models" / "JPN_KOR" / "reader.json").exists()
    return Coder(catalogue)


@pytest.fixture(scope="module")
def reading(coder):
    (reading,) = coder.read([ARTICLE])
    return reading


@pytest.fixture(scope="module")
def claims(coder, reading) -> list[Claim]:
    (claims,) = coder.claims([reading])
    return claims


def belief(coder, claim):
    return coder.judge.probability(claim.features)


def likeliest(coder, claims, sentence):
    return max((claim for claim in claims if claim.sentence == sentence), key=lambda claim: belief(coder, claim))


def test_claims_come_in_reading_order_and_each_key_of_a_sentence_once_at_a_time(claims):
    order = [(claim.sentence, claim.indicator, claim.stance) for claim in claims]
    assert order == sorted(order)
    first = [place for place, claim in zip(order, claims, strict=True) if not claim.features["again"]]
    assert len(first) == len(set(first))
    assert set(first) == set(order)


@pytest.mark.parametrize(
    ("sentence", "indicator", "stance", "word"),
    [
        (0, "export_white_list", "friction", "removed"),
        (1, "forced_labour_ruling", "friction", "ordered"),
        (3, "summit", "cooperation", "met"),
    ],
)
def test_a_plain_act_is_the_likeliest_claim_of_its_sentence(coder, claims, sentence, indicator, stance, word):
    best = likeliest(coder, claims, sentence)
    assert (best.indicator, best.stance, best.trigger.text) == (indicator, stance, word)
    assert best.seen.startswith(f"{word}, probability ")


def test_nothing_is_believed_of_a_sentence_without_an_act(coder, claims):
    assert all(belief(coder, claim) < 0.5 for claim in claims if claim.sentence == 2)


def test_several_words_of_one_sentence_tell_several_events_of_one_kind(claims, reading):
    told = [
        claim for claim in claims if (claim.sentence, claim.indicator, claim.stance) == (3, "summit", "cooperation")
    ]
    assert [claim.trigger.text for claim in told] == ["met", "met"]
    assert len({claim.trigger.i for claim in told}) == 2
    assert [claim.features["again"] for claim in told] == [0.0, 1.0]
    assert all(claim.trigger.doc is reading.docs[3] for claim in told)


def test_the_word_that_is_likelier_comes_first_and_the_others_are_again(coder, reading):
    ((*_, view),) = coder.trained.read([(ARTICLE.title, [sentence.text for sentence in reading.sentences])])
    words = coder._claims._words(view, ("summit", "cooperation"))
    assert 2 <= len(words) <= MOST_WORDS
    assert [word.again for word in words] == [False] + [True] * (len(words) - 1)
    assert [word.score for word in words] == sorted((word.score for word in words), reverse=True)
    rows = sorted(word.row for word in words)
    assert all(after - before >= APART for before, after in itertools.pairwise(rows))


def test_an_action_is_of_the_stance_and_its_probability_is_among_those(catalogue, claims):
    assert {claim.stance for claim in claims} == {"cooperation", "friction"}
    for claim in claims:
        assert catalogue.actions[claim.action].stance == claim.stance
        assert 0 < claim.features["action"] <= 1.3 + 1e-6


def test_every_claim_says_who_may_act_and_how_real_it_is(coder, claims):
    for claim in claims:
        assert set(claim.actors) == set(coder.trained.labels.actors)
        assert sum(claim.actors.values()) == pytest.approx(1, abs=1e-3)
        assert claim.reality.modality in MODALITIES


def test_a_claim_that_only_the_trained_reader_makes_says_so(claims):
    alone = [claim for claim in claims if claim.candidate is None]
    assert alone
    assert all(claim.rule == "trained" for claim in alone)
    assert all("rules" not in dict(claim.trace) for claim in alone)
    assert all("/" in claim.rule for claim in claims if claim.candidate is not None)


def test_reading_again_says_the_same(coder, reading, claims):
    (again,) = coder.claims([reading])
    assert again == claims
    assert [claim.features for claim in again] == [claim.features for claim in claims]


def test_the_judge_finds_the_acts_of_the_article(coder, reading, claims):
    found = {(report.indicator, report.stance) for report in coder.reported(reading, claims, coder.judge)}
    assert {("export_white_list", "friction"), ("summit", "cooperation")} <= found


@pytest.mark.parametrize("probability", [0.0, 0.2, 0.5, 1.0])
def test_log_odds_are_bounded_and_symmetric(probability):
    assert abs(logit(probability)) <= 5
    assert logit(probability) == pytest.approx(-logit(1 - probability))


def label(indicator, stance, evidence, **more):
    return {"indicator": indicator, "stance": stance, "evidence": evidence, **more}


def right(reading, claims, *labels):
    verdicts = right_claims(reading, claims, {"a": labels})
    return [claim for claim, verdict in zip(claims, verdicts, strict=True) if verdict]


def test_a_claim_is_right_where_a_label_has_its_key_and_sentence(reading, claims):
    (found,) = right(reading, claims, label("export_white_list", "friction", reading.sentences[0].text))
    assert (found.sentence, found.indicator, found.stance) == (0, "export_white_list", "friction")


@pytest.mark.parametrize(
    ("indicator", "stance", "sentence"),
    [("export_white_list", "cooperation", 0), ("apology", "friction", 0), ("export_white_list", "friction", 2)],
    ids=["stance", "indicator", "sentence"],
)
def test_a_label_of_another_kind_or_place_makes_no_claim_of_that_key_right(
    reading, claims, indicator, stance, sentence
):
    found = right(reading, claims, label(indicator, stance, reading.sentences[sentence].text))
    assert ("export_white_list", "friction", 0) not in [(one.indicator, one.stance, one.sentence) for one in found]


def test_of_two_words_the_one_in_the_evidence_is_right(reading, claims):
    second = "Moon met Kishida in Bangkok on November 4, 2019"
    (found,) = right(reading, claims, label("summit", "cooperation", second))
    assert found.trigger.idx > TWICE.index(" and ")
    (found,) = right(reading, claims, label("summit", "cooperation", "Abe met Park in Seoul on November 2, 2015"))
    assert found.trigger.idx < TWICE.index(" and ")


def test_of_two_words_in_the_evidence_the_likelier_is_right_and_two_labels_make_both_right(reading, claims):
    whole = label("summit", "cooperation", TWICE)
    (found,) = right(reading, claims, whole)
    assert found.features["again"] == 0.0
    assert len(right(reading, claims, whole, dict(whole))) == 2


def test_further_evidence_makes_a_claim_of_its_own_sentence_right_too(reading, claims):
    told = label("summit", "cooperation", "no words of this article", also=[TWICE])
    assert [found.sentence for found in right(reading, claims, told)] == [3]
    assert right(reading, claims, label("summit", "cooperation", "no words of this article", also=None)) == []


def test_without_labels_nothing_is_right(reading, claims):
    assert right_claims(reading, claims, {}) == [False] * len(claims)
