"""How far the articles of a run came, so that one that yields nothing has its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from etl.articles import Prepared
from etl.coder.gate import Prefilter
from etl.entries import Catalogue
from etl.records import Report


@dataclass(frozen=True, slots=True)
class Tally:
    """How far the articles of a run came; curated rows are counted apart."""

    n_articles: int  # read and kept
    n_repeated: int  # read again, word for word under the same id, and not kept
    n_curated: int  # rows of chronologies
    n_duplicates: int  # copies of other articles, not coded again
    n_off_topic: int  # do not name both sides and a subject of the pair
    n_without_act: int  # read whole, but no act between the two sides was found


def count_articles(prepared: Prepared, reports: Iterable[Report], catalogue: Catalogue) -> Tally:
    """How far the articles came; those without a report are asked once more whether they are about the pair."""
    told = {report.article_id for report in reports}
    silent = [article for article in prepared.originals if article.id not in told]
    prefilter = Prefilter(catalogue)
    n_read_whole = sum(prefilter.passes(article) for article in silent)
    n_curated = sum(article.coding is not None for article in prepared.articles)
    return Tally(
        n_articles=len(prepared.articles) - n_curated,
        n_repeated=prepared.n_repeated,
        n_curated=n_curated,
        n_duplicates=len(prepared.duplicates),
        n_off_topic=len(silent) - n_read_whole,
        n_without_act=n_read_whole,
    )
