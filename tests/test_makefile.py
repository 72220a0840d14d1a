"""What `make` does with what cannot be made again, and with a port that somebody else has."""

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the Makefile, an environment that counts as installed, and a snapshot."""
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "data" / "snapshots").mkdir(parents=True)
    (tmp_path / "data" / "snapshots" / "CURRENT").write_text("JPN_KOR JPN_KOR-1.duckdb\n")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (tmp_path / ".venv" / "installed").touch()
    return tmp_path


def make(project: Path, *words: str, answer: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *words], cwd=project, input=answer, capture_output=True, text=True, timeout=60)


def test_clean_leaves_the_snapshots(project: Path) -> None:
    assert make(project, "clean").returncode == 0
    assert not (project / ".venv").exists()
    assert (project / "data" / "snapshots" / "CURRENT").exists()


@pytest.mark.parametrize(("answer", "left"), [("y\n", False), ("n\n", True), ("\n", True), ("", True)])
def test_snapshots_go_only_when_one_says_yes(project: Path, answer: str, left: bool) -> None:
    assert make(project, "clean-snapshots", answer=answer).returncode == 0
    assert (project / "data" / "snapshots").exists() == left


def test_a_port_in_use_is_told_with_the_next(project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = make(project, "run", f"PORT={port}")
    assert done.returncode == 2
    assert f"Port {port} is in use: try make run PORT={port + 1}" in done.stderr
    assert "http://" not in done.stdout
