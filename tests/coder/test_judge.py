"""The judge: what it believes, what it takes, and what it says of a broken file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.coder.acts import Trigger, Way
from etl.coder.candidates import Candidate
from etl.coder.judge import Judge, ModelError, logistic
from etl.coder.modality import Reality

LIFT = Way("lift", -1, None, "RETREAT", "SANCTION", 1.0)


@pytest.fixture
def candidate(parser):
    tokens = parser("Tokyo lifted the curbs and resumed talks.")

    def make(word="lifted", evidence=1.0, indicator="export_controls", unreal=""):
        token = next(token for token in tokens if token.text == word)
        trigger = Trigger(token, LIFT, 1, noun=False)
        features = {"bias": 1.0, "evidence": evidence}
        reality = Reality("actual", unreal)
        return Candidate(0, trigger, indicator, "cooperation", "RETREAT", "object", "curbs", reality, features)

    return make


@pytest.fixture
def judge():
    return Judge({"bias": -1.0, "evidence": 2.0}, threshold=0.5)


def test_more_evidence_is_more_belief(judge, candidate):
    assert judge.probability(candidate(evidence=2.0)) > judge.probability(candidate(evidence=1.0))


def test_only_what_reaches_the_threshold_is_an_event(judge, candidate):
    chosen = judge.choose([candidate(evidence=1.0), candidate("resumed", evidence=0.0, indicator="summit")])
    assert [found.indicator for found, _ in chosen] == ["export_controls"]


def test_one_trigger_tells_one_event_and_the_likelier_reading_stands(judge, candidate):
    chosen = judge.choose([candidate(evidence=1.0), candidate(evidence=3.0, indicator="export_white_list")])
    assert [found.indicator for found, _ in chosen] == ["export_white_list"]


def test_an_act_that_is_not_real_is_no_event(judge, candidate):
    assert judge.choose([candidate(evidence=9.0, unreal="negated")]) == []


def test_the_order_of_candidates_does_not_matter(judge, candidate):
    some = [candidate(), candidate("resumed", indicator="summit"), candidate(indicator="gsomia")]
    assert judge.choose(some) == judge.choose(reversed(some))


def test_it_explains_what_counted_most_first(judge, candidate):
    assert judge.explain(candidate(evidence=1.0)) == "evidence +2.00, bias -1.00"


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
