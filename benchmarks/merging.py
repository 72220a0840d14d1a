"""Merging at 10 thousand, 100 thousand and 1 million synthetic reports: processor time, memory, cost of a report.

    python -m benchmarks.merging [N_REPORTS…]

Each act is told by eight articles on average, some of many and most of few; seven reports of ten are
dated to the day, two to a month or year, one not at all. Near-linear cost means that the last column stays
about the same. Each size runs in a process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import random
import resource
import sys
import time

from etl.catalogue import load_catalogue
from etl.entries import Catalogue
from etl.events import merge_reports
from etl.records import UNDATED, Article, DateRange, Quote, Report

SIZES = (10_000, 100_000, 1_000_000)
FIRST = dt.date(1998, 1, 1)
WORDS = (
    *("ministers", "leaders", "court", "ban", "list", "export", "fishery", "treaty", "envoy", "protest", "visit"),
    *("statement", "talks", "islets", "shrine", "accord", "payment", "foundation", "licence", "drill", "data"),
    *("radar", "swap", "line", "textbook", "remark", "apology", "panel", "ruling", "plaintiffs", "fleet", "fund"),
)


def make_reports(size: int, catalogue: Catalogue) -> tuple[list[Report], dict[str, Article]]:
    """Reports of acts on random days since 1998, and their articles, of forty outlets."""
    draw = random.Random(1998)
    indicators = [indicator.id for indicator in catalogue.pair.indicators]
    actions = [(name, action.stance) for name, action in catalogue.actions.items()]
    reports: list[Report] = []
    articles: dict[str, Article] = {}
    while len(reports) < size:
        indicator, (action, stance), actor = (
            draw.choice(indicators),
            draw.choice(actions),
            draw.choice(catalogue.actors),
        )
        day = FIRST + dt.timedelta(days=draw.randrange(10_500))
        told = draw.choices(WORDS, k=9)
        for _ in range(min(size - len(reports), 1 + int(draw.expovariate(1 / 7)))):
            name = f"a{len(reports)}"
            words = " ".join(draw.sample(told, 7) + draw.choices(WORDS, k=4))
            published = day + dt.timedelta(days=int(draw.expovariate(1 / 60)))
            articles[name] = Article(name, published, words, source=f"Outlet {draw.randrange(40)}")
            iso = day.isoformat()[: draw.choices((10, 7, 4, 0), (70, 15, 5, 10))[0]]
            reports.append(
                Report(
                    id=f"r{len(reports)}",
                    article_id=name,
                    pair=catalogue.pair.id,
                    indicator=indicator,
                    stance=stance,
                    action=action,
                    actor=actor,
                    when=DateRange.of(iso, "explicit") if iso else UNDATED,
                    modality="actual",
                    quote=Quote(0, len(words), words),
                    confidence=0.7,
                    rule="made",
                )
            )
    return reports, articles


def measure(size: int) -> tuple[float, int, int, float]:
    """Processor seconds, events, decisions and peak of memory in GB for one size."""
    catalogue = load_catalogue("JPN_KOR")
    reports, articles = make_reports(size, catalogue)
    started = time.process_time()
    merged = merge_reports(reports, articles, catalogue)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return seconds, len(merged.events), len(merged.decisions), peak


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    print(f"{'reports':>10} {'events':>9} {'decisions':>10} {'seconds':>9} {'peak GB':>8} {'µs a report':>12}")
    for size in sizes:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            seconds, events, decisions, peak = pool.apply(measure, (size,))
        print(
            f"{size:>10,} {events:>9,} {decisions:>10,} {seconds:>9.1f} {peak:>8.2f} {seconds / size * 1e6:>12.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
