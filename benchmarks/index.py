"""The index over 28 years of days with 1,000 resamples: time and memory as events grow.

python -m benchmarks.index [N_EVENTS…]
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import random
import resource
import sys
import time

from benchmarks.merging import FIRST
from etl.catalogue import load_catalogue
from etl.coverage import CoverageDay
from etl.index import compute_index
from etl.records import DateRange, Event

SIZES = (700, 10_000, 100_000)
LAST = dt.date(2026, 1, 1)


def make_events(size: int, topics: list[str]) -> list[Event]:
    """Events on random days; one of eight is dated to a month, one of fifty to a year."""
    draw = random.Random(1998)
    events = []
    for number in range(size):
        day = FIRST + dt.timedelta(days=draw.randrange((LAST - FIRST).days))
        iso = day.isoformat()[: draw.choices((10, 7, 4), (85, 13, 2))[0]]
        events.append(
            Event(
                id=f"e{number}",
                pair="JPN_KOR",
                topic=draw.choice(topics),
                indicator="other",
                stance=draw.choice(("cooperation", "friction")),
                action="CONSULT",
                actor="BOTH",
                when=DateRange.of(iso, "explicit"),
                modality="actual",
                intensity=draw.choice((2.0, 3.0, 5.0, 6.0, 6.5)),
                confidence=1.0,
                title="",
                quote="",
                lead_report="",
                reports=(),
                n_articles=1,
                n_sources=1,
                first_reported=LAST,
                origin="coded",
                sample=False,
            )
        )
    return events


def measure(size: int) -> tuple[float, float]:
    """Processor seconds and peak of memory in GB for the index of all and of each topic."""
    catalogue = load_catalogue("JPN_KOR")
    events = make_events(size, list(catalogue.topics))
    coverage = [CoverageDay(FIRST + dt.timedelta(days=day), 1, 0, False) for day in range((LAST - FIRST).days)]
    started = time.process_time()
    compute_index(events, coverage, catalogue, LAST)
    return time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    print(f"{'events':>9} {'seconds':>9} {'peak GB':>8}   (ten series of {(LAST - FIRST).days:,} days)")
    for size in sizes:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            seconds, peak = pool.apply(measure, (size,))
        print(f"{size:>9,} {seconds:>9.1f} {peak:>8.2f}", flush=True)


if __name__ == "__main__":
    main()
