"""Scores: labels against reports, one to one, and every mistake by its kind."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.records import DateRange, Quote, Report
from etl.scoring import Figure, date_agrees, read_labels, score, tell_scores

TEXT = "Japan removed South Korea from its list on Friday."
LABEL = {
    "article_id": "a",
    "indicator": "export_white_list",
    "stance": "friction",
    "action": "SANCTION",
    "actor": "JPN",
    "date": "2019-08-02",
    "evidence": "Japan removed South Korea from its list",
}
REPORT = Report(
    id="a#1",
    article_id="a",
    pair="JPN_KOR",
    indicator="export_white_list",
    stance="friction",
    action="SANCTION",
    actor="JPN",
    when=DateRange.of("2019-08-02", "explicit"),
    modality="actual",
    quote=Quote(0, len(TEXT), TEXT),
    confidence=0.9,
    rule="remove/object",
)


def kinds(labels, reports):
    return [mistake.kind for mistake in score({"a": labels}, reports, ["a"]).mistakes]


def test_what_agrees_in_all_is_no_mistake():
    scores = score({"a": [LABEL]}, [REPORT], ["a"])
    assert scores.mistakes == ()
    assert [figure.f1 for figure in (scores.detection, scores.dated, scores.full)] == [1, 1, 1]
    assert scores.stance == 1


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"when": DateRange.of("2019-07", "explicit")}, ["wrong date"]),
        ({"action": "ACCUSE"}, ["wrong action"]),
        ({"actor": "KOR"}, ["wrong actor"]),
        ({"stance": "cooperation"}, ["missed, its sentence told as something else", "wrong stance"]),
        ({"indicator": "gsomia"}, ["missed, its sentence told as something else", "wrong indicator"]),
        ({"indicator": "gsomia", "quote": Quote(60, 66, "Nobody")}, ["missed", "no event there"]),
    ],
)
def test_a_mistake_is_told_by_its_kind(changes, kind):
    assert kinds([LABEL], [replace(REPORT, **changes)]) == kind


def test_one_label_is_found_once_and_the_rest_is_told_twice():
    again = replace(REPORT, id="a#2", when=DateRange())
    scores = score({"a": [LABEL]}, [again, REPORT], ["a"])
    assert scores.detection == Figure(1, 1, 2)
    assert scores.dated.hit == 1  # the report that agrees best is the one that counts
    assert kinds([LABEL], [again, REPORT]) == ["told twice"]


def test_an_article_without_events_is_clean_where_nothing_is_told():
    other = replace(REPORT, article_id="b")
    assert score({}, [other], ["a", "b", "c", "d"]).clean == 0.75


@pytest.mark.parametrize(
    ("wanted", "told", "agrees"),
    [
        ("2019-08-02", "2019-08-03", True),
        ("2019-08-02", "2019-08-04", False),
        ("2019-08-02", "2019-08", False),
        ("2019-08", "2019-08-30", True),
        ("2019", "2018-12-31", False),
        (None, None, True),
        ("2019", None, False),
    ],
)
def test_a_date_is_right_where_it_can_be_the_same_and_is_no_coarser(wanted, told, agrees):
    assert date_agrees(wanted, told) is agrees


@given(st.integers(0, 5), st.integers(0, 5))
def test_no_figure_leaves_0_to_1(labels, reports):
    scores = score({"a": [LABEL] * labels}, [REPORT] * reports, ["a"])
    assert 0 <= scores.full.f1 <= scores.dated.f1 <= scores.detection.f1 <= 1
    assert scores.detection.hit == min(labels, reports)


def test_the_figures_are_told_in_lines_with_every_mistake_on_demand():
    scores = score({"a": [LABEL]}, [replace(REPORT, actor="KOR", when=DateRange(dt.date(2019, 8, 2)))], ["a"])
    lines = list(tell_scores(scores, every=True))
    assert lines[0].startswith("detection")
    assert "(1 of 1, 1 told)" in lines[0]
    assert any(line.startswith("wrong actor: a: label export_white_list") for line in lines)
    assert len(list(tell_scores(scores, every=False))) < len(lines)


def test_labels_without_a_field_are_refused(tmp_path):
    (tmp_path / "labels.jsonl").write_text('{"article_id": "a"}')
    with pytest.raises(KeyError):
        read_labels(tmp_path / "labels.jsonl")
