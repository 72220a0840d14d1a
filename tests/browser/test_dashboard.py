"""A real Chromium against a real, cold server: the first visitor comes by a deep link."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

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
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    process = subprocess.Popen([*command, "--server.headless", "true"], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
                break
            except OSError:
                time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    if CHROMIUM is None:
        if os.environ.get("BAROMETER_REQUIRE_BROWSER"):
            pytest.fail("no Chromium was found, and here it is required: install Debian's `chromium`")
        pytest.skip("no Chromium was found: the browser tests are skipped")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser.new_page(viewport={"width": 1300, "height": 900})
        browser.close()


def test_a_cold_deep_link_shows_the_chart(server: str, page: Page) -> None:
    page.goto(f"{server}/topics?topics=trade")
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=120_000)
    assert page.locator("[data-testid=stException]").count() == 0


@pytest.mark.parametrize("path", ["", "policies", "evidence", "data"])
def test_every_page_opens_without_an_exception(server: str, page: Page, path: str) -> None:
    page.goto(f"{server}/{path}")
    page.wait_for_selector("h1", timeout=60_000)
    page.wait_for_timeout(2500)
    assert page.locator("[data-testid=stException]").count() == 0
    assert "Traceback" not in page.inner_text("body")
