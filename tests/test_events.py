"""Events: which reports are one act in the world, whatever the order they are read in."""

import datetime as dt
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.articles import prepare
from etl.catalogue import DATA, load_catalogue
from etl.coder.kernel import curated_report
from etl.events import Merged, best_date, merge_reports, shorten
from etl.records import UNDATED, Article, DateRange, Origin, Quote, Report
from etl.sources import ReadOptions, read_all

CATALOGUE = load_catalogue("JPN_KOR")
WORDS = "Japan put South Korea back on its white list."
DAY = "2023-07-21"


def tell(
    article: str, when: str | None = DAY, words: str = WORDS, *, actor: str = "JPN", origin: Origin = "coded"
) -> Report:
    """A report of the white list, as one article tells it."""
    return Report(
        id=f"{article}-1",
        article_id=article,
        pair="JPN_KOR",
        indicator="export_white_list",
        stance="cooperation",
        action="RETREAT",
        actor=actor,
        when=DateRange.of(when, "curated" if origin == "curated" else "explicit") if when else UNDATED,
        modality="actual",
        quote=Quote(0, len(words), words),
        confidence=0.8,
        rule="by hand",
        origin=origin,
    )


def merge(*reports: Report) -> Merged:
    """Each article of an outlet of its own, published on the same day."""
    articles = {
        report.article_id: Article(
            report.article_id, dt.date(2023, 8, 1), report.quote.text, source=f"Outlet {report.article_id}"
        )
        for report in reports
    }
    return merge_reports(reports, articles, CATALOGUE)


def groups(merged: Merged) -> list[tuple[str, ...]]:
    return sorted(event.reports for event in merged.events)


# ------------------------------------------------------------ together or apart


def test_the_same_act_on_the_same_day_is_one_event() -> None:
    merged = merge(tell("a"), tell("b", words="Tokyo reinstates Seoul."))
    (event,) = merged.events
    assert event.reports == ("a-1", "b-1")
    assert (event.n_articles, event.n_sources) == (2, 2)
    assert event.confidence == pytest.approx(1 - 0.2 * 0.2)
    assert merged.event_of == {"a-1": event.id, "b-1": event.id}
    assert [decision.same for decision in merged.decisions] == [True]


def test_another_day_or_another_actor_is_another_event() -> None:
    assert len(merge(tell("a"), tell("b", "2023-07-22")).events) == 2
    assert len(merge(tell("a"), tell("b", actor="KOR")).events) == 2


def test_a_month_joins_the_only_day_it_can_mean() -> None:
    (event,) = merge(tell("a"), tell("b", "2023-07")).events
    assert event.when.iso == DAY


def test_a_month_that_could_mean_two_days_stays_apart() -> None:
    merged = merge(tell("a", "2023-07-03"), tell("b", "2023-07-21"), tell("c", "2023-07"))
    assert groups(merged) == [("a-1",), ("b-1",), ("c-1",)]
    (decision,) = merged.decisions
    assert (decision.report, decision.same) == ("c-1", False)
    assert "2 acts could be meant" in decision.reason


def test_words_single_one_out_among_several_days() -> None:
    other = "The cabinet in Tokyo approved an ordinance."
    merged = merge(tell("a", "2023-07-03", other), tell("b", "2023-07-21"), tell("c", "2023-07"))
    assert groups(merged) == [("a-1",), ("b-1", "c-1")]


def test_a_month_that_matches_no_day_stays_apart() -> None:
    assert len(merge(tell("a"), tell("b", "2023-06")).events) == 2


def test_two_curated_rows_stay_apart_and_a_coded_report_joins_one() -> None:
    merged = merge(tell("a", origin="curated"), tell("b", origin="curated"), tell("c"))
    assert len(merged.events) == 2
    assert sorted(len(event.reports) for event in merged.events) == [1, 2]
    assert {event.confidence for event in merged.events} == {1.0}
    assert {event.origin for event in merged.events} == {"curated", "coded+curated"}


# ------------------------------------------------------------------------ names


def test_the_id_stays_when_an_article_is_added() -> None:
    (before,) = merge(tell("b")).events
    assert before.id == "JPN_KOR-2023-07-21-export_white_list-retreat-jpn"
    for added in (tell("a"), tell("c", "2023-07"), tell("d", words="Another wording of the same act.")):
        (after,) = merge(tell("b"), added).events
        assert after.id == before.id


def test_events_of_one_name_are_numbered() -> None:
    merged = merge(tell("a", origin="curated"), tell("b", origin="curated"))
    stem = "JPN_KOR-2023-07-21-export_white_list-retreat-jpn"
    assert [event.id for event in merged.events] == [stem, f"{stem}-2"]
    assert merged.event_of["a-1"] == stem


def test_the_best_date_is_the_most_precise_then_the_best_founded() -> None:
    guessed = replace(tell("a"), when=DateRange.of("2023-07-22", "published"))
    year = replace(tell("b"), when=DateRange.of("2023", "curated"))
    told = tell("c")
    assert best_date([tell("d", None), guessed, year, told]) == told.when


def test_a_long_title_is_cut_at_a_word() -> None:
    assert shorten("short") == "short"
    assert shorten("one two, three", most=9) == "one two …"


# ------------------------------------------------------------------------ order

MIXED = (
    tell("a", "2023-07-03"),
    tell("b", "2023-07-21"),
    tell("c", "2023-07"),
    tell("d", "2023-07", "Tokyo relents."),
    tell("e", "2023"),
    tell("f", None),
    tell("g", origin="curated"),
    tell("h", origin="curated"),
    tell("i", "2019-08"),
    tell("j", "2023-07-21", actor="KOR"),
)


@given(st.permutations(MIXED))
def test_the_order_of_reports_does_not_matter(shuffled: list[Report]) -> None:
    assert merge(*shuffled) == merge(*MIXED)


@given(st.lists(st.sampled_from(MIXED), unique_by=lambda report: report.id))
def test_every_report_belongs_to_exactly_one_event(reports: list[Report]) -> None:
    merged = merge(*reports)
    told = [name for event in merged.events for name in event.reports]
    assert sorted(told) == sorted(report.id for report in reports)
    assert len({event.id for event in merged.events}) == len(merged.events)


CHRONOLOGY = prepare(
    read_all([DATA / "chronologies" / "JPN_KOR.csv"], ReadOptions(as_of=dt.date(2026, 11, 23)))
).articles
CURATED = [curated_report(article, "JPN_KOR") for article in CHRONOLOGY]
BY_ID = {article.id: article for article in CHRONOLOGY}
EXPECTED = merge_reports(CURATED, BY_ID, CATALOGUE)


def test_every_row_of_the_shipped_chronology_is_an_event_of_its_own() -> None:
    assert len(EXPECTED.events) == len(CURATED) > 0


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_chronology_does_not_matter(order: random.Random) -> None:
    shuffled = list(CURATED)
    order.shuffle(shuffled)
    assert merge_reports(shuffled, BY_ID, CATALOGUE) == EXPECTED
