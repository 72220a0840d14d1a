"""Coverage: what was looked at, and how a day without an article is judged."""

import datetime as dt

from etl.coverage import CoverageDay, count_coverage, judge_coverage
from etl.records import Article, Coding, DateRange
from tests.small import CATALOGUE

AS_OF = dt.date(2024, 6, 30)
GAP = CATALOGUE.pair.index.gap_days


def article(day: str) -> Article:
    return Article(day, dt.date.fromisoformat(day), "text")


def row(day: str, line: int, file: str = "acts.csv") -> Article:
    coding = Coding("summit", "cooperation", "CONSULT", "BOTH", DateRange.of(day, "curated"))
    return Article(f"{file}{line}", dt.date(2024, 1, 1), "text", read_from=f"{file}:{line}", coding=coding)


def judge(*articles: Article, as_of: dt.date = AS_OF) -> dict[str, str]:
    coverage = count_coverage(articles, CATALOGUE, as_of)
    return {str(day.day): cover for day, cover in zip(coverage, judge_coverage(coverage, GAP), strict=True)}


def test_every_day_from_the_first_article_on_is_told() -> None:
    coverage = count_coverage([article("2024-01-01"), article("2024-01-01"), article("2024-01-03")], CATALOGUE, AS_OF)
    assert [day.n_articles for day in coverage[:4]] == [2, 0, 1, 0]
    assert coverage[-1].day == AS_OF
    assert coverage[1] == CoverageDay(dt.date(2024, 1, 2), 0, 0, False)


def test_after_the_last_article_nothing_is_covered_until_the_run_itself() -> None:
    judged = judge(article("2024-01-01"))
    assert (judged["2024-03-01"], judged["2024-03-02"]) == ("articles", "none")
    assert max(judged) == str(AS_OF)


def test_a_day_is_covered_for_as_long_as_a_gap_may_last() -> None:
    judged = judge(article("2023-01-01"), article("2023-12-31"))
    assert judged["2023-03-02"] == "articles"  # sixty days after
    assert judged["2023-03-03"] == "none"
    assert judged["2023-12-30"] == "none"  # a later article does not look back


def test_a_chronology_vouches_for_its_span_and_no_further() -> None:
    judged = judge(row("2020-01-10", 2), row("2020-03-10", 3), row("2021-01-01", 2, "other.csv"))
    assert judged["2020-02-01"] == "chronology"
    assert judged["2020-06-01"] == "none"  # between the two chronologies
    assert min(judged) == "2020-01-10"
    assert judged["2021-01-01"] == "chronology"
    assert judged["2021-01-02"] == "none"


def test_a_curated_row_counts_on_the_day_of_its_act() -> None:
    day, *others = count_coverage([row("2020-01", 2)], CATALOGUE, AS_OF)
    assert not any(other.n_curated or other.in_chronology for other in others)
    assert day == CoverageDay(dt.date(2020, 1, 1), 0, 1, True)


def test_nothing_before_the_pair_is_watched_or_after_the_run_counts() -> None:
    judged = judge(article("1899-01-01"), article("2024-06-20"), article("2024-07-01"))
    assert (min(judged), max(judged)) == ("2024-06-20", "2024-06-30")
    assert count_coverage([], CATALOGUE, AS_OF) == ()
    assert count_coverage([article("2024-07-01")], CATALOGUE, AS_OF) == ()


def test_the_order_of_articles_does_not_matter() -> None:
    articles = [article("2024-01-01"), row("2023-01-01", 2), row("2023-05-01", 3), article("2023-02-01")]
    assert count_coverage(articles, CATALOGUE, AS_OF) == count_coverage(articles[::-1], CATALOGUE, AS_OF)
