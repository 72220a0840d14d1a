"""Writers of snapshots in processes of their own, for tests that kill, starve or race them.

python -m tests.writers save FOLDER RUN        save the small run
python -m tests.writers point FOLDER PAIR N    publish N small files of a pair
python -m tests.writers starve FOLDER BYTES    save, where no file may grow beyond BYTES
python -m tests.writers kill FOLDER N          save in N copies of FOLDER, killed at N points on the way
"""

import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from etl.snapshot import SnapshotError, publish, save_snapshot
from tests.small import small_contents

KILLED_RUN = "20230901T000000Z"


def save(folder: Path, run: str) -> None:
    save_snapshot(small_contents(run), folder)


def point(folder: Path, pair: str, count: str) -> None:
    for number in range(int(count)):
        part = folder / f".{pair}-{number}.part"
        part.write_text(pair)
        publish(part, folder)


def starve(folder: Path, limit: str) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    try:
        save_snapshot(small_contents("20230901T000000Z"), folder)
    except SnapshotError as error:
        print(error)


def kill(folder: Path, count: str) -> None:
    """Copies `folder`.0 … `folder`.N−1: half die anywhere in the run, half while it publishes."""
    total, publishing = _measure(shutil.copytree(folder, folder.with_suffix(".whole")))
    half = int(count) // 2
    spread = [publishing * number // half for number in range(half)]
    late = [publishing + (total - publishing) * number // (half - 1) for number in range(half)]
    for number, moment in enumerate(spread + late):
        copy = folder.with_suffix(f".{number}")
        shutil.copytree(folder, copy)
        assert _in_child(lambda copy=copy, moment=moment: _die(copy, moment)) == signal.SIGKILL


def _measure(folder: Path) -> tuple[int, int]:
    """How many calls a run makes in all, and until it begins to publish; counted in a child."""
    read, write = os.pipe()

    def count() -> None:
        seen = [0, 0]

        def watch(frame: FrameType, kind: str, _argument: object) -> None:
            seen[0] += 1
            if kind == "call" and frame.f_code is publish.__code__:
                seen[1] = seen[0]

        sys.setprofile(watch)
        save_snapshot(small_contents(KILLED_RUN), folder)
        sys.setprofile(None)
        os.write(write, f"{seen[0]} {seen[1]}".encode())

    assert _in_child(count) == 0
    total, publishing = os.read(read, 100).split()
    return int(total), int(publishing)


def _die(folder: Path, moment: int) -> None:
    """Save, and be killed at the call of that number, at the latest when all is published."""
    seen = 0

    def watch(frame: FrameType, kind: str, _argument: object) -> None:
        nonlocal seen
        seen += 1
        if seen >= moment or (kind == "return" and frame.f_code is publish.__code__):
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)
    save_snapshot(small_contents(KILLED_RUN), folder)


def _in_child(work: Callable[[], None]) -> int:
    """Do it in a forked process; the signal that ended it, or 0. Nothing here has started a thread yet."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status)


if __name__ == "__main__":
    task, where, *rest = sys.argv[1:]
    {"save": save, "point": point, "starve": starve, "kill": kill}[task](Path(where), *rest)
