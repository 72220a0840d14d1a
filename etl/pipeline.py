"""The whole way of the data on one screen.

sources ─▶ articles ─▶ reports ─▶ events ─▶ policies, index ─▶ checks ─▶ snapshot
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.articles import Prepared, prepare
from etl.catalogue import DATA
from etl.checks import find_oddities
from etl.coder.kernel import Coder, Readers
from etl.coverage import count_coverage
from etl.curated import check_codings
from etl.entries import Catalogue
from etl.events import merge_reports
from etl.index import compute_index, compute_variants, find_left_out
from etl.policies import derive_policies
from etl.records import Problem, Report, Run
from etl.rulings import find_rulings
from etl.snapshot import save_snapshot
from etl.sources import ReadOptions, read_all
from etl.tables import Contents
from etl.tally import Tally, count_articles

Progress = Callable[[str, int, int], None]  # stage, done, of how many (0: not known)


def say_nothing(_stage: str, _done: int, _total: int) -> None:
    """The progress of a run that nobody watches."""


class NothingReadError(Exception):
    """No input gave an article: there is nothing to code or publish. `problems` say why."""

    def __init__(self, paths: Sequence[Path], problems: tuple[Problem, ...]) -> None:
        places = ", ".join(str(path) for path in paths)
        super().__init__(
            f"{places}: no article could be read, so nothing was written and an earlier snapshot stays; "
            "correct the path, or mend the input"
        )
        self.problems = problems


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did: the snapshot it published and its counts."""

    snapshot: Path
    run: Run
    problems: tuple[Problem, ...]
    n_policies: int
    n_findings: int
    tally: Tally


def shipped_inputs(pair: str, data: Path = DATA) -> list[Path]:
    """The chronology and the sample articles that come with the project, as far as the pair has them."""
    places = (data / "chronologies" / f"{pair}.csv", data / "corpus" / pair / "articles.jsonl")
    return [place for place in places if place.exists()]


def run(
    paths: Sequence[Path],
    catalogue: Catalogue,
    *,
    as_of: dt.date,
    started: dt.datetime,
    snapshots: Path,
    options: ReadOptions,
    readers: Readers = "both",
    progress: Progress = say_nothing,
) -> RunReport:
    """Read, code, merge, derive, check, publish. The earlier snapshot stays current if anything fails.

    `as_of` is the day the run looks from, `started` its instant in UTC (it names the snapshot).
    Raises `SnapshotError`, `ModelError`, or `NothingReadError` where no input could be used; single wrong
    input raises nothing, it is in `problems`.
    """
    clock = time.monotonic()
    progress("Reading", 0, 0)
    prepared = read(paths, catalogue, options)
    coder = Coder(catalogue, readers=readers)
    reports = code(prepared, coder, progress)
    progress("Merging", 0, 0)
    articles = {article.id: article for article in prepared.articles}
    merged = merge_reports(reports, articles, catalogue)
    states = derive_policies(merged.events, catalogue.pair.policies, as_of)
    progress("Indexing", 0, 0)
    coverage = count_coverage(prepared.originals, catalogue, as_of)
    index_days = compute_index(merged.events, coverage, catalogue, as_of)
    index_variants = compute_variants(merged.events, merged.without_samples, coverage, catalogue, as_of)
    tally = count_articles(prepared, reports, catalogue)
    findings = states.findings + find_oddities(merged.events, catalogue) + find_left_out(merged.events, as_of)
    record = Run(
        id=started.strftime("%Y%m%dT%H%M%S%fZ"),
        pair=catalogue.pair.id,
        as_of=as_of,
        started=started,
        coder_version=coder.version,
        catalogue_hash=catalogue.hash,
        n_articles=tally.n_articles,
        n_duplicates=tally.n_duplicates,
        n_problems=len(prepared.problems),
        n_reports=len(reports),
        n_events=len(merged.events),
        seconds=time.monotonic() - clock,
        inputs=tuple(_shown(path) for path in paths),
    )
    progress("Publishing", 0, 0)
    contents = Contents(
        run=record,
        articles=prepared.articles,
        duplicates=prepared.duplicates,
        reports=reports,
        event_of=merged.event_of,
        events=merged.events,
        events_without_samples=merged.without_samples,
        decisions=merged.decisions,
        transitions=states.transitions,
        intervals=states.intervals,
        rulings=find_rulings(merged.events, catalogue.pair.rulings),
        findings=findings,
        problems=prepared.problems,
        index_days=index_days,
        index_variants=index_variants,
        coverage=coverage,
        catalogue=catalogue,
    )
    published = save_snapshot(contents, snapshots)
    n_policies = len({move.policy for move in states.transitions})
    return RunReport(published, record, prepared.problems, n_policies, len(findings), tally)


def read(paths: Sequence[Path], catalogue: Catalogue, options: ReadOptions) -> Prepared:
    """Articles of all paths, clean, single and in the catalogue's terms; `NothingReadError` if there is none."""
    prepared = prepare(check_codings(read_all(paths, options), catalogue))
    if not prepared.articles:
        raise NothingReadError(paths, prepared.problems)
    return prepared


def code(prepared: Prepared, coder: Coder, progress: Progress = say_nothing) -> tuple[Report, ...]:
    """Reports of every original; copies of an article are not coded again."""
    originals = prepared.originals
    reports: list[Report] = []
    for done, (_, found) in enumerate(coder.code(originals), start=1):
        reports += found
        if done % 20 == 0 or done == len(originals):
            progress("Coding", done, len(originals))
    return tuple(reports)


def _shown(path: Path) -> str:
    """Paths inside the project are told from its root, so that equal inputs read equal."""
    absolute = Path(os.path.realpath(path))  # Path.resolve raises for a link to itself
    return str(absolute.relative_to(DATA.parent)) if absolute.is_relative_to(DATA.parent) else str(path)
