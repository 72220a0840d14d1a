"""Every article that yields nothing has its reason."""

import datetime as dt
from dataclasses import replace

from etl.articles import prepare
from etl.records import Article
from etl.tally import Tally, count_articles
from tests.small import ARTICLES, CATALOGUE, REPORTS

DAY = dt.date(2023, 7, 21)


def test_articles_are_counted_by_how_far_they_came() -> None:
    sport = Article("sport", DAY, "The season opened with a draw in Madrid.")
    quiet = Article("quiet", DAY, "Few in Japan or South Korea have ever read the white list.")
    told = [article for article in ARTICLES if article.id != "a3"]
    prepared = prepare([*told, sport, replace(sport, id="sport again"), quiet, quiet])
    assert count_articles(prepared, REPORTS, CATALOGUE) == Tally(
        n_articles=6, n_repeated=1, n_curated=2, n_duplicates=1, n_off_topic=1, n_without_act=1
    )
