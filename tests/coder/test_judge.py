"""The judges: what they believe, what they take, and what they say of a broken file."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.coder.acts import Trigger, Way
from etl.coder.candidates import Candidate
from etl.coder.claims import Claim
from etl.coder.judge import Judge, logistic
from etl.coder.modality import Reality
from etl.coder.reader import ModelError
from etl.coder.rule_choice import choose_candidates

LIFT = Way("lift", -1, None, "RETREAT", "SANCTION", 1.0)


@pytest.fixture(scope="module")
def tokens(parser):
    return parser("Tokyo lifted the curbs and resumed talks.")


@pytest.fixture
def candidate(tokens):
    def make(word="lifted", evidence=1.0, indicator="export_controls", unreal="", stance="cooperation"):
        trigger = Trigger(next(token for token in tokens if token.text == word), LIFT, 1, noun=False)
        action = "RETREAT" if stance == "cooperation" else "SANCTION"
        features = {"bias": 1.0, "evidence": evidence}
        return Candidate(0, trigger, indicator, stance, action, "object", "curbs", Reality("actual", unreal), features)

    return make


@pytest.fixture
def claim(candidate):
    def make(*args, **options):
        return Claim.of_rules(candidate(*args, **options))

    return make


@pytest.fixture
def judge():
    return Judge({"bias": -1.0, "evidence": 2.0}, threshold=0.5)


def labels(chosen):
    return [(found.indicator, found.stance) for found, _ in chosen]


def test_more_evidence_is_more_belief(judge, claim):
    assert judge.probability(claim(evidence=2.0).features) > judge.probability(claim(evidence=1.0).features)


def test_a_feature_without_weight_says_nothing(judge):
    assert judge.probability({"bias": 1.0, "unheard of": 99.0}) == judge.probability({"bias": 1.0})


def test_it_explains_what_counted_most_first(judge, claim):
    assert judge.explain(claim(evidence=1.0).features) == "evidence +2.00, bias -1.00"


def test_only_what_reaches_the_threshold_is_an_event(judge, claim):
    chosen = judge.choose([claim(evidence=1.0), claim("resumed", evidence=0.0, indicator="summit")])
    assert labels(chosen) == [("export_controls", "cooperation")]


def test_what_just_reaches_the_threshold_is_an_event(judge, claim):
    assert labels(judge.choose([claim(evidence=0.5)])) == [("export_controls", "cooperation")]


def test_an_event_comes_with_its_probability(judge, claim):
    ((_, probability),) = judge.choose([claim(evidence=1.0)])
    assert probability == pytest.approx(logistic(1.0))


@pytest.mark.parametrize(("cooperation", "friction"), [(3.0, 1.0), (1.0, 3.0)])
def test_one_word_tells_one_event_of_an_indicator_and_the_likelier_stance_stands(judge, claim, cooperation, friction):
    chosen = judge.choose([claim(evidence=cooperation), claim(evidence=friction, stance="friction")])
    likelier = "cooperation" if cooperation > friction else "friction"
    assert labels(chosen) == [("export_controls", likelier)]


def test_one_word_may_tell_events_of_two_indicators(judge, claim):
    chosen = judge.choose([claim(), claim(indicator="export_white_list")])
    assert labels(chosen) == [("export_controls", "cooperation"), ("export_white_list", "cooperation")]


def test_two_words_may_tell_two_events_of_an_indicator(judge, claim):
    chosen = judge.choose([claim("resumed"), claim("lifted", evidence=3.0)])
    assert [found.trigger.text for found, _ in chosen] == ["lifted", "resumed"]


def test_the_order_of_claims_does_not_matter(judge, claim):
    some = [
        claim(),
        claim(stance="friction"),  # as likely: the order must not decide either
        claim("resumed", indicator="summit"),
        claim(evidence=3.0, indicator="gsomia"),
    ]
    expected = judge.choose(some)
    assert len(expected) == 3
    for order in itertools.permutations(some):
        assert judge.choose(order) == expected


def test_rules_alone_take_only_what_reaches_the_threshold(judge, candidate):
    some = [candidate(evidence=1.0), candidate("resumed", evidence=0.0, indicator="summit")]
    assert labels(choose_candidates(judge, some)) == [("export_controls", "cooperation")]


def test_by_rules_alone_one_trigger_tells_one_event_and_the_likelier_reading_stands(judge, candidate):
    some = [candidate(evidence=1.0), candidate(evidence=3.0, indicator="export_white_list")]
    assert labels(choose_candidates(judge, some)) == [("export_white_list", "cooperation")]


def test_by_rules_alone_a_sentence_tells_a_label_once_by_its_likelier_word(judge, candidate):
    ((found, _),) = choose_candidates(judge, [candidate(evidence=1.0), candidate("resumed", evidence=3.0)])
    assert found.trigger.token.text == "resumed"


def test_by_rules_alone_an_act_that_is_not_real_is_no_event(judge, candidate):
    assert choose_candidates(judge, [candidate(evidence=9.0, unreal="negated")]) == []


def test_the_order_of_candidates_does_not_matter(judge, candidate):
    some = [candidate(), candidate("resumed", indicator="summit"), candidate(indicator="gsomia")]
    expected = choose_candidates(judge, some)
    for order in itertools.permutations(some):
        assert choose_candidates(judge, order) == expected


@given(st.floats(allow_nan=False))
def test_a_probability_lies_between_0_and_1_and_is_symmetric(score):
    assert 0 <= logistic(score) <= 1
    assert logistic(score) + logistic(-score) == pytest.approx(1)


def test_a_missing_file_of_weights_names_the_remedy(tmp_path):
    with pytest.raises(ModelError, match="weights are missing; restore the file or run `make judge`"):
        Judge.load(tmp_path / "judge.json")


@pytest.mark.parametrize("content", ["", "[]", '{"weights": {}}', '{"weights": {"bias": "much"}, "threshold": 1}'])
def test_a_broken_file_of_weights_is_one_sentence(tmp_path, content):
    path = tmp_path / "judge.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match="not a file of weights"):
        Judge.load(path)
