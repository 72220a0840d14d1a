"""A real Chromium and real servers: each `Server` is a fresh `streamlit run dashboard.py` on a free port."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=60_000)
Serve = Callable[[Path], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start cold servers over folders of snapshots: `address = serve(folder)`."""
    started: list[subprocess.Popen[bytes]] = []

    def start(snapshots: Path) -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
        environment = os.environ | {"BAROMETER_SNAPSHOTS": str(snapshots)}
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment))  # its log is shown if the test fails
        address = f"http://127.0.0.1:{port}"
        _await(address)
        return address

    yield start
    for process in started:
        process.terminate()
        process.wait(20)


def _await(address: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"no server answered at {address}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("BAROMETER_REQUIRE_BROWSER") == "1":
            pytest.fail("no Chromium was found, and BAROMETER_REQUIRE_BROWSER=1 demands one: install Debian's chromium")
        pytest.skip("no Chromium was found: browser tests are skipped; install Debian's chromium to run them")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1300, "height": 1000}, accept_downloads=True)
    yield context.new_page()
    context.close()
