"""What a run found out, as the columns of a snapshot's tables.

`Contents` is everything the stages made; `fill_tables` gives, table by table of
`sql/schema.sql`, the columns by name. No order is promised: the snapshot sorts the rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from etl.coverage import CoverageDay
from etl.entries import Catalogue, Pair
from etl.records import (
    Article,
    Event,
    Finding,
    IndexDay,
    Interval,
    MergeDecision,
    Problem,
    Quote,
    Report,
    Ruling,
    Run,
    Transition,
    VariantDay,
)
from etl.weights import weigh, why_uncounted

Columns = dict[str, list[Any]]

SCHEMA_VERSION = 3  # of sql/schema.sql and sql/views.sql: raise it with any change of theirs


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything one run found out, as the snapshot keeps it."""

    run: Run
    articles: tuple[Article, ...]  # copies too
    duplicates: Mapping[str, str]  # id of a copy → id of its original
    reports: tuple[Report, ...]
    event_of: Mapping[str, str]  # id of a report → id of its event
    events: tuple[Event, ...]
    events_without_samples: tuple[Event, ...]
    decisions: tuple[MergeDecision, ...]
    transitions: tuple[Transition, ...]
    intervals: tuple[Interval, ...]
    rulings: tuple[Ruling, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    index_days: tuple[IndexDay, ...]
    index_variants: tuple[VariantDay, ...]
    coverage: tuple[CoverageDay, ...]
    catalogue: Catalogue


def fill_tables(contents: Contents) -> Iterator[tuple[str, Columns]]:
    """Name and columns of every table of the schema."""
    yield from _run_tables(contents)
    yield from _finding_tables(contents)
    yield from _catalogue_tables(contents.catalogue)


def _columns(records: Iterable[Any], same: str, **others: Callable[[Any], Any]) -> Columns:
    """Columns of records: those in `same` are fields of that name, the others are worked out."""
    rows = list(records)
    columns = {name: [_storable(getattr(row, name)) for row in rows] for name in same.split()}
    return columns | {name: [_storable(value(row)) for row in rows] for name, value in others.items()}


def _storable(value: Any) -> Any:
    """Text as UTF-8 can hold it: a file's name may contain bytes that are no characters."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    return value


def _always(value: Any) -> Callable[[Any], Any]:
    return lambda _row: value


def _run_tables(contents: Contents) -> Iterator[tuple[str, Columns]]:
    run = contents.run
    yield "schema_version", {"version": [SCHEMA_VERSION]}
    yield (
        "runs",
        _columns(
            [run],
            "pair as_of coder_version catalogue_hash n_articles n_duplicates n_problems n_reports n_events seconds",
            run_id=lambda run: run.id,
            started=lambda run: run.started.astimezone(dt.UTC).replace(tzinfo=None),
            inputs=lambda run: [_storable(name) for name in run.inputs],
        ),
    )
    yield (
        "articles",
        _columns(
            contents.articles,
            "published source url title text read_from sample",
            article_id=lambda article: article.id,
            curated=lambda article: article.coding is not None,
            duplicate_of=lambda article: contents.duplicates.get(article.id, ""),
        ),
    )
    yield (
        "reports",
        _columns(
            contents.reports,
            "article_id pair indicator stance action actor modality confidence rule news origin state_effect",
            report_id=lambda report: report.id,
            event_id=lambda report: contents.event_of[report.id],
            **_DATES,
            date_expression=lambda report: report.when.expression,
            quote=lambda report: report.quote.text,
            quote_start=lambda report: report.quote.start,
            quote_end=lambda report: report.quote.end,
            also=lambda report: [_quote(quote) for quote in report.also],
            trace=lambda report: [{"what": what, "value": _storable(value)} for what, value in report.trace],
        ),
    )
    yield "events", _event_columns(contents.events, contents)
    yield "events_without_samples", _event_columns(contents.events_without_samples, contents)


def _event_columns(events: Iterable[Event], contents: Contents) -> Columns:
    settings = contents.catalogue.pair.index
    return _columns(
        events,
        "pair topic indicator stance action actor modality intensity confidence title quote lead_report "
        "n_articles n_sources first_reported origin sample state_effect",
        event_id=lambda event: event.id,
        **_DATES,
        weight=lambda event: weigh(event, settings),
        uncounted=why_uncounted,
        coder_version=_always(contents.run.coder_version),
    )


_DATES: dict[str, Callable[[Any], Any]] = {
    "date_start": lambda row: row.when.start,
    "date_end": lambda row: row.when.end,
    "date_precision": lambda row: row.when.precision,
    "date_basis": lambda row: row.when.basis,
}


def _quote(quote: Quote) -> dict[str, Any]:
    return {"start": quote.start, "end": quote.end, "text": quote.text}


def _finding_tables(contents: Contents) -> Iterator[tuple[str, Columns]]:
    pair = _always(contents.run.pair)
    yield "merge_decisions", _columns(contents.decisions, "report other same score reason")
    moves = "policy state event_id announced effective precision first_reported detail expected_end ended"
    yield "transitions", _columns(contents.transitions, moves, pair=pair)
    yield (
        "intervals",
        _columns(
            contents.intervals,
            "policy state event_id detail precision expected_end",
            pair=pair,
            start_date=lambda interval: interval.start,
            end_date=lambda interval: interval.end,
        ),
    )
    series = "pair topic day cooperation friction net low high n_events coverage"
    yield "index_days", _columns(contents.index_days, series)
    yield "index_variants", _columns(contents.index_variants, "pair variant day cooperation friction net")
    yield "rulings", _columns(contents.rulings, "event_id stage", pair=pair)
    yield "coverage", _columns(contents.coverage, "day n_articles n_curated in_chronology", pair=pair)
    yield "problems", _columns(contents.problems, "where what remedy")
    yield "findings", _columns(contents.findings, "kind subject text")


def _catalogue_tables(catalogue: Catalogue) -> Iterator[tuple[str, Columns]]:
    pair = catalogue.pair
    name = _always(pair.id)
    settings = "half_life_days gap_days resamples seed announced_weight"
    yield (
        "pairs",
        _columns([pair], "name about", pair=name, sides=lambda pair: list(pair.sides))
        | _columns([pair.index], settings),
    )
    yield "countries", _columns([catalogue.country(side) for side in pair.sides], "code name")
    yield "topics", _columns(pair.topics, "name", pair=name, topic=_id) | _positions(pair.topics)
    kinds = "topic name definition valence intensity"
    yield "indicator_types", _columns(pair.indicators, kinds, pair=name, indicator=_id) | _positions(pair.indicators)
    actions = _columns(catalogue.actions.values(), "stance kind intensity definition")
    yield "actions", {"action": list(catalogue.actions)} | actions
    yield from _policy_tables(pair)
    stages = pair.rulings.stages if pair.rulings else ()
    yield "court_stages", _columns(stages, "name", pair=name, stage=_id) | _positions(stages)


def _policy_tables(pair: Pair) -> Iterator[tuple[str, Columns]]:
    name = _always(pair.id)
    policies = _columns(pair.policies, "name indicator initial", pair=name, policy=_id)
    yield "policies", policies | _positions(pair.policies)
    states = [(policy.id, state) for policy in pair.policies for state in policy.states]
    yield (
        "policy_states",
        _columns(
            (state for _, state in states),
            "name in_force definition",
            pair=name,
            state=_id,
            stance=lambda state: state.stance or "",
        )
        | {"policy": [policy for policy, _ in states]},
    )
    moves = [(policy.id, number, move) for policy in pair.policies for number, move in enumerate(policy.moves)]
    yield (
        "policy_moves",
        _columns(
            (move for _, _, move in moves),
            "any_indicator",
            pair=name,
            state=lambda move: move.to,
            actions=lambda move: list(move.action),
            actors=lambda move: list(move.actor),
            modalities=lambda move: list(move.modality),
            sources=lambda move: list(move.source),
            words=lambda move: list(move.words),
        )
        | {"policy": [policy for policy, _, _ in moves], "position": [number for _, number, _ in moves]},
    )


def _id(entry: Any) -> str:
    return str(entry.id)


def _positions(entries: tuple[Any, ...]) -> Columns:
    return {"position": list(range(len(entries)))}
