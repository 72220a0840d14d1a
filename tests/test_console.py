"""What the command line says and how it ends, whatever happens."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from etl.console import guard, list_problems, say_count, say_tally
from etl.records import Problem
from etl.tally import Tally

ROOT = Path(__file__).resolve().parents[1]


def divide_by_zero() -> float:
    return 1 / 0


def test_an_error_that_nobody_expected_is_one_sentence_and_could_not_run(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        guard(divide_by_zero)

    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith("could not go on: ZeroDivisionError at test_console.py:")
    assert "this is a fault of the program, please report it" in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("code", [0, 1])
def test_other_ends_stay_what_they_are(code: int) -> None:
    with pytest.raises(SystemExit) as ended:
        guard(lambda: sys.exit(code))

    assert ended.value.code == code


def test_a_terminal_that_cannot_show_a_sign_is_given_its_number() -> None:
    script = "from etl.console import guard; guard(lambda: print('“Dokdo”'))"
    settings = os.environ | {"PYTHONIOENCODING": "ascii"}

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=settings, capture_output=True, text=True)

    assert (done.returncode, done.stdout, done.stderr) == (0, "\\u201cDokdo\\u201d\n", "")


@pytest.mark.parametrize(
    ("number", "noun", "plural", "told"),
    [(1, "article", "", "1 article"), (2000, "article", "", "2,000 articles"), (0, "policy", "policies", "0 policies")],
)
def test_counts_agree_with_their_noun(number: int, noun: str, plural: str, told: str) -> None:
    assert say_count(number, noun, plural) == told


@pytest.mark.parametrize(
    ("tally", "told"),
    [
        (Tally(1, 0, 0, 0, 0, 0), "1 article read"),
        (Tally(1, 0, 0, 0, 1, 0), "1 article read: 1 not about the pair"),
        (Tally(3, 1, 0, 0, 1, 1), "4 articles read: 1 given twice, 1 not about the pair, 1 without an act"),
        (Tally(120, 0, 408, 2, 0, 0), "120 articles read: 2 duplicates; 408 chronology rows"),
    ],
)
def test_articles_that_yield_nothing_are_told_with_the_reason(tally: Tally, told: str) -> None:
    assert say_tally(tally) == told


def test_a_long_list_of_problems_is_cut_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    list_problems(tuple(Problem(f"a.jsonl:{n}", "is bad", "mend it") for n in range(25)))

    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "  a.jsonl:0: is bad; mend it"
    assert lines[20:] == ["  … and 5 more"]
