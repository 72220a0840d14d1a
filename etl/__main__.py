"""Command line: python -m etl run | code | score | export | check | explain.

Exit codes: 0 fine, 1 finished with problems that are listed, 2 could not run.
The only place of the ETL that reads the clock.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from etl import pipeline
from etl.catalogue import DATA, CatalogueError, available_pairs, load_catalogue
from etl.coder.kernel import Coder, Readers
from etl.console import (
    guard,
    list_problems,
    progress_bar,
    say,
    say_count,
    say_tally,
    stop,
    telling,
)
from etl.entries import Catalogue
from etl.events import merge_reports
from etl.explanations import explain_event
from etl.exports import Format, as_lines, render
from etl.scoring import Labels, read_labels, tell_scores
from etl.scoring import score as score_reports
from etl.snapshot import current_snapshot, read_rows, read_table
from etl.sources import ReadOptions
from etl.tally import count_articles

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help="News articles → dated cooperation and friction indicators between two countries.",
)

PairOption = Annotated[str, typer.Option(help="The pair's id: a file `data/pairs/ID.toml`.")]
PublishedOption = Annotated[str | None, typer.Option(help="YYYY-MM-DD for articles that do not say their date.")]
ReaderOption = Annotated[
    Readers, typer.Option(help="both: rules and the trained reader, where the pair has one; rules: rules alone.")
]
SnapshotsOption = Annotated[Path, typer.Option(help="Folder of the snapshots.")]
SNAPSHOTS = DATA / "snapshots"


def today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def day_of(option: str, value: str | None) -> dt.date | None:
    """The day an option gives, None without one; exit code 2 for a date that is none."""
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        stop(f"{option}: {value!r} is not a date; write it as YYYY-MM-DD")


def options_of(published: str | None) -> ReadOptions:
    """Reading options of this moment."""
    return ReadOptions(as_of=today(), published=day_of("--published", published))


def catalogue_of(pair: str) -> Catalogue:
    with telling():
        return load_catalogue(pair)


@app.command()
def run(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders; none: the shipped data.")] = None,
    pair: PairOption = "JPN_KOR",
    published: PublishedOption = None,
    reader: ReaderOption = "both",
    snapshots: SnapshotsOption = SNAPSHOTS,
) -> None:
    """Read, code and publish a snapshot.

    Examples:

        python -m etl run --pair JPN_KOR

        python -m etl run my-articles/ data/chronologies/JPN_KOR.csv --pair JPN_KOR
    """
    catalogue = catalogue_of(pair)
    inputs = paths or pipeline.shipped_inputs(pair)
    if not inputs:
        stop(f"{DATA}: the pair {pair} has no shipped data; give files or folders to read")
    options = options_of(published)
    with telling(), progress_bar() as show:
        report = pipeline.run(
            inputs,
            catalogue,
            as_of=options.as_of,
            started=dt.datetime.now(dt.UTC),
            snapshots=snapshots,
            options=options,
            readers=reader,
            progress=show,
        )
    made = report.run
    say(say_tally(report.tally))
    say(
        f"{say_count(made.n_reports, 'report')}, {say_count(made.n_events, 'event')}, "
        f"{say_count(report.n_policies, 'policy', 'policies')} moved, "
        f"{say_count(report.n_findings, 'finding')} and {say_count(made.n_problems, 'problem')} "
        f"(see “Data and method”), {made.seconds:.1f} s"
    )
    say(f"Published {report.snapshot}")
    list_problems(report.problems)
    raise typer.Exit(1 if report.problems else 0)


@app.command()
def code(
    articles: Annotated[Path, typer.Argument(help="Articles in any format that `run` reads.")],
    out: Annotated[Path, typer.Option(help="Where the events go, one JSON object a line.")],
    pair: PairOption = "JPN_KOR",
    published: PublishedOption = None,
    reader: ReaderOption = "both",
) -> None:
    """Code articles without publishing anything: one line per event per article.

    Example:

        python -m etl code articles.jsonl --pair JPN_KOR --out events.jsonl
    """
    catalogue = catalogue_of(pair)
    options = options_of(published)
    with telling(), progress_bar() as show:
        prepared = pipeline.read([articles], catalogue, options)
        reports = pipeline.code(prepared, Coder(catalogue, readers=reader), show)
    merged = merge_reports(reports, {article.id: article for article in prepared.articles}, catalogue)
    try:
        out.write_text(as_lines(reports, merged.event_of), encoding="utf-8")
    except OSError as error:
        stop(f"{out}: cannot be written ({error.strerror}); choose another --out")
    say(say_tally(count_articles(prepared, reports, catalogue)))
    say(f"{say_count(len(reports), 'report')} → {out}")
    list_problems(prepared.problems)
    raise typer.Exit(1 if prepared.problems else 0)


@app.command()
def score(
    labels: Annotated[Path, typer.Argument(help="Labelled events, one JSON object a line.")],
    articles: Annotated[Path, typer.Argument(help="Their articles, in any format that `run` reads.")],
    pair: PairOption = "JPN_KOR",
    reader: ReaderOption = "both",
    mistakes: Annotated[bool, typer.Option(help="List every mistake too.")] = False,
) -> None:
    """Code labelled articles and say how well: precision, recall and F1, and the mistakes by kind.

    Example:

        python -m etl score tests/gold/JPN_KOR/events.jsonl data/corpus/JPN_KOR/articles.jsonl
    """
    catalogue = catalogue_of(pair)
    known = labels_of(labels)
    with telling(), progress_bar() as show:
        prepared = pipeline.read([articles], catalogue, options_of(None))
        reports = pipeline.code(prepared, Coder(catalogue, readers=reader), show)
    print("\n".join(tell_scores(score_reports(known, reports, [a.id for a in prepared.articles]), every=mistakes)))


def labels_of(path: Path) -> Labels:
    """Labelled events by article; exit code 2 for a file that is none."""
    try:
        return read_labels(path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        stop(f"{path}: no labelled events ({error}); one JSON object a line, as in tests/gold")


def snapshot_of(pair: str, snapshots: Path) -> Path:
    """The current snapshot of a pair; exit code 2 where there is none."""
    with telling():
        path = current_snapshot(snapshots, pair)
    if path is None:
        catalogue_of(pair)  # a mistyped pair is told as such
        stop(f"{snapshots}: there is no snapshot of {pair} yet; run `python -m etl run --pair {pair}`")
    return path


def topics_of(names: Sequence[str], snapshot: Path, pair: str) -> list[str]:
    """The snapshot's topics of these ids or names, whatever their case; exit code 2 for one that is none."""
    with telling():
        rows = read_rows(snapshot, "topics", {"pair": pair})
    known = {row[key].casefold(): row["topic"] for row in rows for key in ("topic", "name")}
    for name in names:
        if name.casefold() not in known:
            stop(f"--topic: there is no topic {name!r}; use one of {', '.join(row['topic'] for row in rows)}")
    return [known[name.casefold()] for name in names]


def format_of(name: str, out: Path | None) -> Format:
    """The format of that name; exit code 2 for none, and for bytes that would fill a terminal."""
    try:
        format = Format(name.casefold())
    except ValueError:
        stop(f"--format: {name!r} is not written; use {', '.join(Format)} (spreadsheets open csv)")
    if format is Format.parquet and out is None and sys.stdout.isatty():
        stop("--format parquet is no text for a terminal; give a file as --out, or pipe it on")
    return format


@app.command()
def export(
    format: Annotated[str, typer.Option(help="csv, parquet or json.")] = "csv",
    pair: PairOption = "JPN_KOR",
    topic: Annotated[
        list[str] | None,
        typer.Option(help="Only this topic, by its id; may be given several times. `check` lists the ids."),
    ] = None,
    since: Annotated[str | None, typer.Option("--from", help="First day, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day, YYYY-MM-DD.")] = None,
    samples: Annotated[bool, typer.Option(help="With the sample articles or without.")] = True,
    out: Annotated[Path | None, typer.Option(help="File to write; none: standard output.")] = None,
    snapshots: SnapshotsOption = SNAPSHOTS,
) -> None:
    """Write the indicators of the current snapshot, one row an event, newest first.

    A period takes every event that can have been in it: one dated to a month is in each part of that month.

    Example:

        python -m etl export --format csv --topic trade --from 2019-01-01 --out trade.csv
    """
    chosen = format_of(format, out)
    first, last = day_of("--from", since), day_of("--to", until)
    if first and last and first > last:
        stop(f"--from {first} is later than --to {last}; exchange them")
    snapshot = snapshot_of(pair, snapshots)
    wanted = {
        "pair": pair,
        "topics": topics_of(topic, snapshot, pair) if topic else None,
        "since": first,
        "until": last,
        "samples": samples,
    }
    with telling():
        content = render(read_table(snapshot, "export", wanted), chosen)
    try:
        if out is None:
            sys.stdout.buffer.write(content)
        else:
            out.write_bytes(content)
    except OSError as error:
        stop(f"{out or 'standard output'}: cannot be written ({error.strerror}); choose another --out")


@app.command()
def check(pair: Annotated[str | None, typer.Option(help="Only this pair; none: all.")] = None) -> None:
    """Validate the catalogue files; every mistake is named with file, key and remedy.

    Example:

        python -m etl check --pair JPN_KOR
    """
    failed = False
    for name in [pair] if pair else available_pairs():
        try:
            catalogue = load_catalogue(name)
        except CatalogueError as error:
            failed = True
            say(str(error), "red")
            continue
        say(
            f"{name}: {say_count(len(catalogue.topics), 'topic')} ({', '.join(catalogue.topics)}), "
            f"{say_count(len(catalogue.indicators), 'indicator')}, "
            f"{say_count(len(catalogue.policies), 'policy', 'policies')}, fine"
        )
    raise typer.Exit(2 if failed else 0)


@app.command()
def explain(event_id: str, pair: PairOption = "JPN_KOR", snapshots: SnapshotsOption = SNAPSHOTS) -> None:
    """Why an event was coded so: sentence, cue, act, rule, dates, merge decisions.

    Example:

        python -m etl explain JPN_KOR-2019-08-28-export_white_list-sanction-jpn
    """
    path = snapshot_of(pair, snapshots)
    with telling():
        reports = read_rows(path, "explain_reports", {"event_id": event_id})
        decisions = read_rows(path, "explain_merges", {"event_id": event_id})
    if not reports:
        stop(f"{event_id}: no such event in {path.name}; take an event_id from `python -m etl export`")
    print("\n\n".join(explain_event(event_id, reports, decisions)))


if __name__ == "__main__":
    guard(app)
