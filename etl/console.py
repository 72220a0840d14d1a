"""What the command line says, and how it ends: 0 fine, 1 finished with problems that are listed, 2 could not run."""

from __future__ import annotations

import contextlib
import io
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from etl.catalogue import CatalogueError
from etl.coder.judge import ModelError
from etl.pipeline import NothingReadError
from etl.records import Problem
from etl.snapshot import SnapshotError
from etl.tally import Tally

MOST = 20  # problems listed


def say(text: str, style: str = "") -> None:
    """A line on standard error, as it is; standard output is left to what a command gives."""
    Console(stderr=True).print(text, style=style, highlight=False, markup=False, soft_wrap=True)


def stop(message: object) -> NoReturn:
    """Say in one sentence why nothing could be done; exit code 2."""
    say(str(message), "red")
    raise typer.Exit(2)


@contextlib.contextmanager
def telling() -> Iterator[None]:
    """Stop with the sentence of an error that says itself what, where and what to do."""
    try:
        yield
    except NothingReadError as error:
        list_problems(error.problems)
        stop(error)
    except (CatalogueError, ModelError, SnapshotError) as error:
        stop(error)


def guard(command: Callable[[], object]) -> None:
    """Call what ends the process itself; an error that nobody expected ends it with one sentence and 2.

    Python's own end would be a traceback and 1, and 1 means "finished".
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # articles hold what not every terminal can show
    try:
        command()
    except Exception as error:  # nobody is above to tell the user, whatever it was
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}:{last.lineno}"
        reason = (str(error).splitlines() or [""])[0][:300]
        say(
            f"could not go on: {type(error).__name__} at {where}: {reason}; "
            "this is a fault of the program, please report it with this sentence",
            "red",
        )
        sys.exit(2)


# -------------------------------------------------------------------- wording


def say_count(number: int, noun: str, plural: str = "") -> str:
    """`1 article`, `2,000 articles`, `3 copies` with a plural of its own."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def say_tally(tally: Tally) -> str:
    """`4 articles read: 1 duplicate, 1 not about the pair; 408 chronology rows`; what is none is left out."""
    reasons = (
        (tally.n_repeated, f"{tally.n_repeated:,} given twice"),
        (tally.n_duplicates, say_count(tally.n_duplicates, "duplicate")),
        (tally.n_off_topic, f"{tally.n_off_topic:,} not about the pair"),
        (tally.n_without_act, f"{tally.n_without_act:,} without an act"),
    )
    told = f"{say_count(tally.n_articles + tally.n_repeated, 'article')} read"
    if any(number for number, _ in reasons):
        told += ": " + ", ".join(words for number, words in reasons if number)
    if tally.n_curated:
        told += f"; {say_count(tally.n_curated, 'chronology row')}"
    return told


def list_problems(problems: tuple[Problem, ...]) -> None:
    for problem in problems[:MOST]:
        say(f"  {problem}", "yellow")
    if len(problems) > MOST:
        say(f"  … and {len(problems) - MOST:,} more", "yellow")


@contextlib.contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on standard error that the yielded function moves: stage, done, of how many (0: not known)."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Starting", total=None)

        def show(stage: str, done: int, total: int) -> None:
            bar.update(task, description=stage, completed=done, total=total or None)

        yield show
