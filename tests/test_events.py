"""Events: which reports are one act in the world, whatever the order they are read in."""

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.articles import prepare
from etl.catalogue import DATA, load_catalogue
from etl.coder.kernel import curated_report
from etl.events import Merged, merge_reports
from etl.merging.building import best_date, shorten
from etl.records import UNDATED, Article, Basis, DateRange, Modality, Origin, Quote, Report
from etl.sources import ReadOptions, read_all

CATALOGUE = load_catalogue("JPN_KOR")
WORDS = "Japan put South Korea back on its white list."
DAY = "2023-07-21"


PUBLISHED = dt.date(2023, 8, 1)


def tell(
    article: str,
    when: str | None = DAY,
    words: str = WORDS,
    *,
    action: str = "RETREAT",
    actor: str = "JPN",
    modality: Modality = "actual",
    origin: Origin = "coded",
    basis: Basis = "explicit",
    effect: str = "",
    at: int = 0,
) -> Report:
    """A report of the white list, as one article tells it; `at` is the place of the sentence in the article."""
    return Report(
        id=f"{article}-{at + 1}",
        article_id=article,
        pair="JPN_KOR",
        indicator="export_white_list",
        stance="cooperation",
        action=action,
        actor=actor,
        when=DateRange.of(when, "curated" if origin == "curated" else basis) if when else UNDATED,
        modality=modality,
        quote=Quote(1000 * at, 1000 * at + len(words), words),
        confidence=0.8,
        rule="by hand",
        origin=origin,
        state_effect=effect,
    )


def merge(*reports: Report, samples: str = "", published: Mapping[str, dt.date] | None = None) -> Merged:
    """Each article of an outlet of its own, published on the same day where nothing else is said."""
    articles = {
        report.article_id: Article(
            report.article_id,
            (published or {}).get(report.article_id, PUBLISHED),
            report.quote.text,
            source=f"Outlet {report.article_id}",
            sample=report.article_id in samples,
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


def test_of_two_the_one_that_changed_a_state_is_remembered() -> None:
    decided = tell("a", "2023-06-27", "The cabinet in Tokyo approves the return.", origin="curated")
    effect = "japan_list_korea=listed"
    in_force = tell("b", "2023-07-21", "The return takes effect.", origin="curated", effect=effect)
    merged = merge(decided, in_force, tell("c", "2023", "Tokyo relented that year."))
    assert groups(merged) == [("a-1",), ("b-1", "c-1")]


def test_a_state_in_force_belongs_to_the_act_that_put_it_in_force() -> None:
    announced = tell("a", "2023-07-03", "Tokyo will put Seoul back.", modality="announced")
    done = tell("b", "2023-07-21")
    for when in ("2023-07", "2023", None):
        state = tell("c", when, "Seoul enjoys fast procedures again.", modality="ongoing")
        assert groups(merge(announced, done, state)) == [("a-1",), ("b-1", "c-1")]


def test_an_announced_act_and_its_execution_are_two_events() -> None:
    announced = tell("a", "2023-07-03", "Tokyo will put Seoul back.", modality="announced")
    told = tell("c", "2023-07", "A decision was announced.", modality="announced")
    assert groups(merge(announced, tell("b", "2023-07-21"), told)) == [("a-1", "c-1"), ("b-1",)]


def test_no_report_means_an_act_that_lies_ahead_of_it() -> None:
    early = {"b": dt.date(2023, 7, 10)}
    assert groups(merge(tell("a"), tell("b", None), published=early)) == [("a-1",), ("b-1",)]
    assert groups(merge(tell("a"), tell("b", None))) == [("a-1", "b-1")]


def test_the_best_known_act_of_a_year_is_meant() -> None:
    known = [tell(name) for name in "abc"]
    other = tell("d", "2023-02-01", "The trade ministry relaxed a rule for some firms.")
    vague = tell("e", "2023", "Tokyo relented.")
    assert groups(merge(*known, other, vague)) == [("a-1", "b-1", "c-1", "e-1"), ("d-1",)]
    assert groups(merge(*known[:2], other, vague)) == [("a-1", "b-1"), ("d-1",), ("e-1",)]


# ------------------------------------------------ one day, told in other terms


def test_other_terms_for_a_curated_act_of_that_day_are_no_second_event() -> None:
    curated = tell("a", action="AGREE", actor="BOTH", words="The leaders meet and agree.", origin="curated")
    (event,) = merge(curated, tell("b", action="CONSULT", words="They had talks.")).events
    assert (event.action, event.actor, event.n_articles) == ("AGREE", "BOTH", 2)


def test_acts_that_clearly_differ_stay_apart_on_one_day() -> None:
    curated = tell("a", origin="curated")
    opposed = tell("b", actor="KOR", words="Seoul put Japan back on its list.")
    a_word = tell("c", action="SUPPORT", words="A minister welcomed the news.")
    a_deed = tell("d", action="COOPERATE", words="Customs officers began a joint course.")
    assert len(merge(curated, opposed).events) == len(merge(curated, a_word).events) == 2
    merged = merge(tell("a"), a_deed)
    assert len(merged.events) == 2
    assert [decision.reason for decision in merged.decisions] == ["same day, but action and words differ"]


def test_one_sentence_is_one_act_and_two_sentences_of_an_article_are_two() -> None:
    both = "The two leaders agreed to talk on."
    one, other = tell("a", words=both, action="AGREE"), tell("a", words=both, action="CONSULT")
    assert len(merge(one, replace(other, id="a-9")).events) == 1
    assert len(merge(one, tell("a", words="They met again later.", action="CONSULT", at=1)).events) == 2


def test_a_guessed_day_can_mean_the_day_before_where_the_words_say_so() -> None:
    late = tell("b", "2023-07-22", basis="published")
    (event,) = merge(tell("a"), late).events
    assert event.when.iso == DAY
    assert len(merge(tell("a"), replace(late, quote=Quote(0, 15, "Tokyo relented."))).events) == 2
    assert len(merge(tell("a"), tell("b", "2023-07-22")).events) == 2


# ------------------------------------------------------------- words and sources


def test_a_wire_told_by_three_outlets_is_one_source() -> None:
    wire = "Japan put South Korea back on its white list of trusted partners on Friday."
    copied = wire.replace("its white list", "the white list")
    merged = merge(tell("a", words=wire), tell("b", words=wire), tell("c", words=copied), tell("d"))
    (event,) = merged.events
    assert (event.n_articles, event.n_sources) == (4, 2)
    assert event.confidence == pytest.approx(1 - 0.2 * 0.2)


def test_forty_candidates_and_more_are_all_compared() -> None:
    days = [tell(f"x{day}", f"2023-0{1 + day // 28}-{1 + day % 28:02}", f"Decree number {day}.") for day in range(60)]
    merged = merge(*days, tell("a", "2023-06-30", WORDS), tell("b", "2023", WORDS))
    assert merged.event_of["b-1"] == merged.event_of["a-1"]


def test_no_sample_speaks_for_a_real_event() -> None:
    merged = merge(replace(tell("a"), confidence=0.9), tell("b", words="Tokyo relists Seoul."), samples="a")
    (event,) = merged.events
    assert (event.quote, event.sample) == ("Tokyo relists Seoul.", False)


def test_without_samples_every_number_is_told_by_real_sources_alone() -> None:
    sampled = tell("a")
    real = tell("b", "2023-07", words="Tokyo relists Seoul.")
    early = {"a": dt.date(2023, 7, 21)}
    merged = merge(sampled, real, tell("c", "2019-08"), samples="ac", published=early)
    (event,) = merged.without_samples
    assert event.id == merged.event_of["a-1"] == merged.event_of["b-1"]
    assert (event.n_articles, event.n_sources, event.first_reported) == (1, 1, PUBLISHED)
    assert (event.when.iso, event.confidence, event.reports) == ("2023-07", 0.8, ("b-1",))


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


def test_a_mended_typo_leaves_every_id() -> None:
    told = (tell("a"), tell("b", "2019"), tell("c", None), tell("c", None, "Another act.", at=1))
    mended = tuple(
        replace(
            report, id=f"new {report.id}", quote=Quote(report.quote.start + 3, report.quote.end + 3, report.quote.text)
        )
        for report in told
    )
    assert [event.id for event in merge(*told).events] == [event.id for event in merge(*mended).events]


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


SOME_REPORTS = st.builds(
    tell,
    article=st.sampled_from("abcdefgh"),
    when=st.sampled_from([DAY, "2023-07-22", "2023-07", "2023", "2019-08", None]),
    words=st.sampled_from([WORDS, "Tokyo relents.", "The cabinet in Tokyo approved an ordinance."]),
    action=st.sampled_from(["RETREAT", "COOPERATE", "AGREE"]),
    actor=st.sampled_from(["JPN", "KOR", "BOTH"]),
    modality=st.sampled_from(["actual", "announced", "ongoing"]),
    at=st.integers(0, 3),
)
SETS_OF_REPORTS = st.lists(SOME_REPORTS, unique_by=lambda report: report.id, max_size=10)


@settings(max_examples=200, deadline=None)
@given(SETS_OF_REPORTS, SOME_REPORTS, st.sampled_from([-1, 1]))
def test_an_added_article_renames_no_event_that_it_does_not_change(
    reports: list[Report], told: Report, days_later: int
) -> None:
    before = merge(*reports)
    added = replace(told, id="added-1", article_id="added")
    after = merge(*reports, added, published={"added": PUBLISHED + dt.timedelta(days=days_later)})
    names = {event.reports: event.id for event in after.events}
    assert all(names[event.reports] == event.id for event in before.events if event.reports in names)


@settings(max_examples=200, deadline=None)
@given(SETS_OF_REPORTS, SOME_REPORTS)
def test_what_is_read_later_renames_no_event_of_a_known_day(reports: list[Report], told: Report) -> None:
    before = merge(*reports)
    added = replace(told, id="added-1", article_id="added")
    after = merge(*reports, added, published={"added": PUBLISHED + dt.timedelta(days=1)})
    dated = {event.id for event in before.events if event.when.precision == "day"}
    assert dated <= {event.id for event in after.events}


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


@settings(max_examples=100, deadline=None)
@given(SETS_OF_REPORTS, st.randoms(use_true_random=False))
def test_the_order_of_any_reports_does_not_matter(reports: list[Report], order: random.Random) -> None:
    assert merge(*order.sample(reports, len(reports))) == merge(*reports)


@settings(deadline=None)
@given(st.permutations(MIXED))
def test_the_order_of_reports_does_not_matter(shuffled: list[Report]) -> None:
    assert merge(*shuffled) == merge(*MIXED)


@settings(deadline=None)
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
