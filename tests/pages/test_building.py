"""The first start: whoever comes, the snapshot is built once."""

import subprocess
import sys
from pathlib import Path

from etl.snapshot import current_snapshot
from pages.shared.building import BuildJob

ROOT = Path(__file__).resolve().parents[2]
BUILD = (
    "import sys; from pathlib import Path; from pages.shared.building import BuildJob; "
    "job = BuildJob('JPN_KOR', Path(sys.argv[1])); job.thread.join(); sys.exit(job.error or 0)"
)


def test_two_servers_build_one_snapshot(tmp_path: Path) -> None:
    command = [sys.executable, "-c", BUILD, str(tmp_path)]
    both = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for process in both:
        _, told = process.communicate(timeout=300)
        assert process.returncode == 0, told
    made = list(tmp_path.glob("*.duckdb"))
    assert len(made) == 1
    assert current_snapshot(tmp_path, "JPN_KOR") == made[0]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    job = BuildJob("JPN_KOR", tmp_path / "file" / "snapshots")
    job.thread.join(60)
    assert "file" in job.error


def test_nothing_is_built_of_a_pair_without_shipped_data(tmp_path: Path) -> None:
    job = BuildJob("FRA_GBR", tmp_path / "snapshots", tmp_path / "data")
    job.thread.join(60)
    assert "FRA_GBR has no shipped data" in job.error
    assert not list((tmp_path / "snapshots").glob("*.duckdb"))
