"""Command line: python -m etl run | code | export | check | explain.

Exit codes: 0 fine, 1 finished with problems that are listed, 2 could not run.
The only place of the ETL that reads the clock.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from etl import pipeline
from etl.articles import prepare
from etl.catalogue import DATA, CatalogueError, available_pairs, load_catalogue
from etl.coder.judge import ModelError
from etl.coder.kernel import Coder
from etl.entries import Catalogue
from etl.events import merge_reports
from etl.exports import Format, render
from etl.records import Problem
from etl.snapshot import SnapshotError, current_snapshot, read_rows, read_table
from etl.sources import ReadOptions, read_all

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help="News articles → dated cooperation and friction indicators between two countries.",
)
console = Console(stderr=True)

PairOption = Annotated[str, typer.Option(help="The pair's id: a file `data/pairs/ID.toml`.")]
PublishedOption = Annotated[str | None, typer.Option(help="YYYY-MM-DD for articles that do not say their date.")]
SnapshotsOption = Annotated[Path, typer.Option(help="Folder of the snapshots.")]
SNAPSHOTS = DATA / "snapshots"


def stop(message: object) -> NoReturn:
    """Say in one sentence why nothing could be done; exit code 2."""
    console.print(str(message), style="red", highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(2)


@contextlib.contextmanager
def telling() -> Iterator[None]:
    """Stop with the sentence of an error that says itself what, where and what to do."""
    try:
        yield
    except (CatalogueError, ModelError, SnapshotError) as error:
        stop(error)


def today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def options_of(published: str | None) -> ReadOptions:
    """Reading options of this moment; exit code 2 for a date that is none."""
    if published is None:
        return ReadOptions(as_of=today())
    try:
        return ReadOptions(as_of=today(), published=dt.date.fromisoformat(published))
    except ValueError:
        stop(f"--published: {published!r} is not a date; write it as YYYY-MM-DD")


def catalogue_of(pair: str) -> Catalogue:
    with telling():
        return load_catalogue(pair)


def list_problems(problems: tuple[Problem, ...], most: int = 20) -> None:
    for problem in problems[:most]:
        console.print(f"  {problem}", style="yellow", highlight=False, markup=False, soft_wrap=True)
    if len(problems) > most:
        console.print(f"  … and {len(problems) - most} more, on the page “Data and method”")


@app.command()
def run(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders; none: the shipped data.")] = None,
    pair: PairOption = "JPN_KOR",
    published: PublishedOption = None,
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
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
    ) as bar:
        task = bar.add_task("Reading", total=None)

        def show(stage: str, done: int, total: int) -> None:
            bar.update(task, description=stage, completed=done, total=total or None)

        with telling():
            report = pipeline.run(
                inputs,
                catalogue,
                as_of=today(),
                started=dt.datetime.now(dt.UTC),
                snapshots=snapshots,
                options=options_of(published),
                progress=show,
            )
    made = report.run
    console.print(
        f"{made.n_articles} articles read, {made.n_duplicates} duplicates, {made.n_problems} problems, "
        f"{made.n_reports} reports, {made.n_events} events, {report.n_policies} policies moved, "
        f"{made.seconds:.1f} s",
        highlight=False,
    )
    console.print(f"Published {report.snapshot}", highlight=False, soft_wrap=True)
    list_problems(report.problems)
    raise typer.Exit(1 if report.problems else 0)


@app.command()
def code(
    articles: Annotated[Path, typer.Argument(help="Articles in any format that `run` reads.")],
    out: Annotated[Path, typer.Option(help="Where the events go, one JSON object a line.")],
    pair: PairOption = "JPN_KOR",
    published: PublishedOption = None,
) -> None:
    """Code articles without publishing anything: one line per event per article.

    Example:

        python -m etl code articles.jsonl --pair JPN_KOR --out events.jsonl
    """
    catalogue = catalogue_of(pair)
    prepared = prepare(read_all([articles], options_of(published)))
    with telling():
        coded = list(Coder(catalogue).code(prepared.articles))
    reports = [report for _, found in coded for report in found]
    merged = merge_reports(reports, {article.id: article for article, _ in coded}, catalogue)
    lines = [
        json.dumps(
            {
                "article_id": report.article_id,
                "indicator": report.indicator,
                "stance": report.stance,
                "action": report.action,
                "actor": report.actor,
                "date": report.when.iso,
                "modality": report.modality,
                "news": report.news,
                "evidence": report.quote.text,
                "also": [quote.text for quote in report.also],
                "confidence": report.confidence,
                "rule": report.rule,
                "event_id": merged.event_of[report.id],
            },
            ensure_ascii=False,
        )
        for report in reports
    ]
    try:
        out.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    except OSError as error:
        stop(f"{out}: cannot be written ({error.strerror}); choose another --out")
    console.print(f"{len(prepared.articles)} articles, {len(reports)} reports → {out}", highlight=False, soft_wrap=True)
    list_problems(prepared.problems)
    raise typer.Exit(1 if prepared.problems else 0)


def snapshot_of(pair: str, snapshots: Path) -> Path:
    with telling():
        path = current_snapshot(snapshots, pair)
    if path is None:
        stop(f"{snapshots}: there is no snapshot of {pair} yet; run `python -m etl run --pair {pair}`")
    return path


@app.command()
def export(
    format: Annotated[Format, typer.Option(help="csv, parquet or json.")] = Format.csv,
    pair: PairOption = "JPN_KOR",
    topic: Annotated[list[str] | None, typer.Option(help="Only this topic; may be given several times.")] = None,
    since: Annotated[str | None, typer.Option("--from", help="First day, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day, YYYY-MM-DD.")] = None,
    samples: Annotated[bool, typer.Option(help="With the sample articles or without.")] = True,
    out: Annotated[Path | None, typer.Option(help="File to write; none: standard output.")] = None,
    snapshots: SnapshotsOption = SNAPSHOTS,
) -> None:
    """Write the indicators of the current snapshot, one row an event.

    Example:

        python -m etl export --format csv --topic trade --from 2019-01-01 --out trade.csv
    """
    catalogue = catalogue_of(pair)
    for name in topic or ():
        if name not in catalogue.topics:
            stop(f"--topic: there is no topic {name!r}; use one of {', '.join(catalogue.topics)}")
    for option, value in (("--from", since), ("--to", until)):
        if value is not None:
            try:
                dt.date.fromisoformat(value)
            except ValueError:
                stop(f"{option}: {value!r} is not a date; write it as YYYY-MM-DD")
    wanted = {
        "pair": pair,
        "topics": topic or list(catalogue.topics),
        "since": since,
        "until": until,
        "samples": samples,
    }
    with telling():
        content = render(read_table(snapshot_of(pair, snapshots), "export", wanted), format)
    try:
        if out is None:
            sys.stdout.buffer.write(content)
        else:
            out.write_bytes(content)
    except OSError as error:
        stop(f"{out}: cannot be written ({error.strerror}); choose another --out")


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
            console.print(str(error), style="red", highlight=False, markup=False, soft_wrap=True)
            continue
        console.print(
            f"{name}: {len(catalogue.topics)} topics, {len(catalogue.indicators)} indicators, "
            f"{len(catalogue.policies)} policies, fine",
            highlight=False,
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
    output = Console(highlight=False, markup=False, soft_wrap=True)
    head = reports[0]
    output.print(
        f"{event_id}: {head['title']}\n{head['indicator']}, {head['stance']}, {head['action']} by "
        f"{head['actor']}, {head['event_date']} ({head['event_precision']}), confidence {head['event_confidence']:.2f}"
    )
    for report in reports:
        output.print(
            f"\n“{report['quote']}”\n  {report['source']} {report['published']} {report['url']}\n"
            f"  rule {report['rule']}, date {report['date_start']} ({report['date_precision']}, "
            f"{report['date_basis']}: {report['date_expression'] or 'none told'}), "
            f"confidence {report['confidence']:.2f}"
        )
        for row in report["trace"]:
            output.print(f"  {row['what']}: {row['value']}")
    for decision in decisions:
        verdict = "one event" if decision["same"] else "kept apart"
        output.print(f"\nmerge: {decision['report']} and {decision['other']}: {verdict}, {decision['reason']}")


if __name__ == "__main__":
    app()
