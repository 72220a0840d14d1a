"""Reports: one act of an article is one report, and who acted is told by rule, trained reader or words."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest

from etl.coder.acts import Trigger, Way
from etl.coder.candidates import Candidate
from etl.coder.claims import Claim
from etl.coder.kernel import Coder
from etl.coder.modality import Reality
from etl.coder.reports import Reporter, curated_report, merge_within
from etl.records import BOTH, UNDATED, Article, DateRange, Quote, Report

PUBLISHED = dt.date(2019, 8, 2)
DAY = DateRange.of("2019-08-02", "relative", "on Friday")
MONTH = DateRange.of("2019-08", "explicit", "in August")
FIRST = Report(
    id="a#1",
    article_id="a",
    pair="JPN_KOR",
    indicator="export_white_list",
    stance="friction",
    action="SANCTION",
    actor="JPN",
    when=DAY,
    modality="actual",
    quote=Quote(0, 20, "Japan removed Korea."),
    confidence=0.8,
    rule="remove/object",
)
AGAIN = replace(FIRST, id="a#2", quote=Quote(40, 60, "The removal came on."), confidence=0.6, news=True)


def test_one_act_told_twice_is_one_report_with_the_surest_sentence_as_its_quote():
    (report,) = merge_within([FIRST, AGAIN])
    assert (report.id, report.quote, report.also) == ("a#1", FIRST.quote, (AGAIN.quote,))


def test_the_surest_sentence_may_stand_later():
    (report,) = merge_within([FIRST, replace(AGAIN, confidence=0.9)])
    assert (report.id, report.quote, report.also) == ("a#2", AGAIN.quote, (FIRST.quote,))


def test_what_one_sentence_tells_as_news_is_news():
    (report,) = merge_within([FIRST, AGAIN])
    assert report.news


def test_an_act_told_by_two_words_of_one_sentence_has_no_further_evidence():
    (report,) = merge_within([FIRST, replace(FIRST, id="a#2", confidence=0.6)])
    assert report.also == ()


@pytest.mark.parametrize(
    "other",
    [
        {"actor": "KOR"},
        {"when": DateRange.of("2019-08-05", "explicit", "on August 5")},
        {"when": DateRange.of("2019-07", "explicit", "in July")},
        {"action": "THREATEN"},
        {"indicator": "export_controls"},
        {"stance": "cooperation", "action": "RETREAT"},
    ],
    ids=["actor", "day", "month", "action", "indicator", "stance"],
)
def test_another_act_is_another_report(other):
    assert merge_within([FIRST, replace(AGAIN, **other)]) == (FIRST, replace(AGAIN, **other))


@pytest.mark.parametrize("vague", [UNDATED, MONTH], ids=["undated", "month"])
def test_the_sharper_date_stands_whichever_sentence_is_surer(vague):
    for one, other in ((DAY, vague), (vague, DAY)):
        (report,) = merge_within([replace(FIRST, when=one), replace(AGAIN, when=other)])
        assert report.when == DAY


def test_all_that_is_joined_can_mean_one_day():
    earlier = replace(FIRST, id="a#3", when=DateRange.of("2019-08-20", "explicit"), quote=Quote(80, 90, "x" * 10))
    merged = merge_within([replace(FIRST, when=MONTH), AGAIN, earlier])
    assert sorted(report.when.iso for report in merged) == ["2019-08-02", "2019-08-20"]


def test_the_order_of_reports_does_not_matter():
    some = [FIRST, AGAIN, replace(AGAIN, id="a#3", actor="KOR", quote=Quote(80, 90, "x" * 10))]
    expected = merge_within(some)
    assert len(expected) == 2
    for order in itertools.permutations(some):
        assert merge_within(list(order)) == expected


def test_nothing_told_is_no_report():
    assert merge_within([]) == ()


def test_an_article_without_a_coding_brings_no_curated_report():
    with pytest.raises(ValueError, match="a carries no coding"):
        curated_report(Article("a", PUBLISHED, "Seoul protested."), "JPN_KOR")


@pytest.fixture(scope="module")
def coder(catalogue) -> Coder:
    return Coder(catalogue, readers="rules")


@pytest.fixture(scope="module")
def reporter(catalogue) -> Reporter:
    return Reporter(catalogue)


@pytest.fixture
def actor_of(coder, reporter):
    """Who acts in the view of the reporter, in one sentence with one claim."""

    def find(text, word, indicator, action, *, stance="friction", way_actor=None, chances=None):
        (reading,) = coder.read([Article("a", PUBLISHED, text)], every=True)
        token = next(token for token in reading.docs[0] if token.text == word)
        way = Way("act", 0, stance, action, action, 1.0, actor=way_actor)
        trigger, real = Trigger(token, way, 1, noun=False), Reality("actual", "")
        known = Candidate(0, trigger, indicator, stance, action, "object", "cue", real, {})
        return reporter.actor(reading, replace(Claim.of_rules(known), actors=chances or {}))

    return find


REMOVED = ("Japan removed South Korea from its white list.", "removed", "export_white_list", "SANCTION")


def test_the_words_tell_who_acted(actor_of):
    assert actor_of(*REMOVED) == "JPN"


def test_the_trained_reader_is_believed_where_it_is_sure(actor_of):
    assert actor_of(*REMOVED, chances={"JPN": 0.02, "KOR": 0.95, BOTH: 0.03}) == "KOR"


def test_the_words_are_believed_where_the_trained_reader_is_not_sure(actor_of):
    assert actor_of(*REMOVED, chances={"JPN": 0.3, "KOR": 0.6, BOTH: 0.1}) == "JPN"


def test_a_way_of_acting_that_only_one_can_go_tells_who_acted(actor_of):
    assert actor_of(*REMOVED, way_actor=BOTH, chances={"JPN": 0.99}) == BOTH


def test_a_measure_is_its_owners_whoever_the_trained_reader_names(actor_of, catalogue):
    owned = next(item for item in catalogue.pair.indicators if item.owner is not None)
    told = actor_of("The two sides kept it in place.", "kept", owned.id, "SANCTION", chances={BOTH: 0.99})
    assert told == owned.owner


@pytest.mark.parametrize("action", ["CONSULT", "AGREE"])
def test_in_a_meeting_both_act(actor_of, action):
    text = "Abe received Moon in Tokyo, Japan said in talks with South Korea."
    assert actor_of(text, "received", "summit", action, stance="cooperation", chances={"JPN": 0.99}) == BOTH


def test_reports_are_told_by_a_sentence_of_the_article_at_its_place(coder):
    text = "Talks went on. Japan removed South Korea from its white list on Friday. Seoul watched."
    ((article, reports),) = coder.code([Article("a", PUBLISHED, text)])
    (report,) = reports
    assert article.text[report.quote.start : report.quote.end] == report.quote.text
    assert (report.actor, report.when.iso) == ("JPN", "2019-08-02")
    assert {"act", "rules", "judge", "date"} <= dict(report.trace).keys()
