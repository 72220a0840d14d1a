"""The first start: the shipped data become a snapshot while the first visitors watch.

One builder whoever comes: within this server a job shared by all sessions, across
servers a file lock, under which it is asked once more whether a snapshot is there by now.
"""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st
from filelock import FileLock

from etl.catalogue import DATA, load_catalogue
from etl.pipeline import run, shipped_inputs
from etl.snapshot import current_snapshot
from etl.sources import ReadOptions

WAITING = "Waiting for another server to finish building"


@dataclass
class BuildJob:
    """A snapshot being built: the stage it is in, for all who wait for it."""

    pair: str
    folder: Path
    data: Path = DATA
    stage: str = WAITING
    done: int = 0
    total: int = 0
    error: str = ""
    thread: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self._work, name=f"build-{self.pair}", daemon=True)
        self.thread.start()

    def _work(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / ".build.lock"):
                if current_snapshot(self.folder, self.pair) is None:
                    self._build()
        except Exception as error:  # a thread has nobody above it: the visitor must be told, whatever it was
            self.error = str(error).splitlines()[0] if str(error) else type(error).__name__

    def _build(self) -> None:
        inputs = shipped_inputs(self.pair, self.data)
        if not inputs:  # a snapshot of nothing would look like a quiet world
            raise ValueError(f"{self.data}: the pair {self.pair} has no shipped data to build a snapshot from")
        now = dt.datetime.now(dt.UTC)
        run(
            inputs,
            load_catalogue(self.pair, self.data),
            as_of=now.date(),
            started=now,
            snapshots=self.folder,
            options=ReadOptions(as_of=now.date()),
            progress=self._tell,
        )

    def _tell(self, stage: str, done: int, total: int) -> None:
        self.stage, self.done, self.total = stage, done, total


@st.cache_resource(show_spinner=False)
def _jobs() -> tuple[threading.Lock, dict[tuple[str, Path], BuildJob]]:
    return threading.Lock(), {}


def await_snapshot(pair: str, folder: Path, data: Path) -> str:
    """Build the shipped snapshot or wait for who does, showing how far it is; an error's text, or empty."""
    lock, jobs = _jobs()
    with lock:
        job = jobs.get((pair, folder))
        if job is None:
            job = jobs[pair, folder] = BuildJob(pair, folder, data)
    st.markdown("#### Building the first snapshot")
    st.caption(
        "The shipped articles and the chronology are read and coded. This happens once and takes about a minute."
    )
    bar = st.progress(0.0)
    while job.thread.is_alive():
        job.thread.join(timeout=0.3)
        counted = f" ({job.done:,} of {job.total:,})" if job.total else ""
        bar.progress(job.done / job.total if job.total else 0.0, text=f"{job.stage}{counted} …")
    with lock:
        jobs.pop((pair, folder), None)
    return job.error
