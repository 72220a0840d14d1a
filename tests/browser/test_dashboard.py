"""What a visitor sees in a real browser, on a server that nobody has visited before."""

import csv
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
from playwright.sync_api import Browser, Page, expect

from etl.pipeline import RunReport
from tests.browser.conftest import Serve
from tests.pages.conftest import publish_hostile

pytestmark = pytest.mark.browser
PAGES = {
    "overview": "How things stand",
    "topics": "Topics",
    "policies": "Policies",
    "evidence": "Evidence",
    "data": "Data and method",
}


def settle(page: Page, title: str) -> None:
    """Wait until a page is drawn to its foot, with nothing gone wrong on it."""
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
    expect(page.get_by_text(re.compile("snapshot 2026"))).to_be_visible()
    expect(page.locator("[data-testid=stStatusWidget]")).to_have_count(0)
    assert page.locator("[data-testid=stException]").count() == 0
    assert "Traceback" not in page.inner_text("body")


def filters_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def download_csv(page: Page, label: str, place: Path) -> list[list[str]]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile(label)).click()
    waiting.value.save_as(place)
    with place.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def query(snapshot: Path, condition: str, view: str = "indicators") -> tuple[list[str], list[tuple]]:
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        cursor = connection.execute(f'SELECT * FROM {view} WHERE {condition} ORDER BY "date" DESC NULLS LAST, event_id')
        return [column[0] for column in cursor.description], cursor.fetchall()


def test_the_first_visitor_comes_by_a_deep_link(serve: Serve, shipped: RunReport, page: Page, tmp_path: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = serve(shipped.snapshot.parent)
    page.goto(f"{address}/overview?topic=trade&samples=no")
    settle(page, PAGES["overview"])
    assert page.get_by_role("dialog").count() == 0
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    assert filters_of(page) == {"topic": ["Trade and economy"], "samples": ["false"]}
    names, rows = query(shipped.snapshot, "topic = 'trade'", "indicators_without_samples")
    table = download_csv(page, "events as CSV", tmp_path / "events.csv")
    assert table[0] == names
    assert [row[0] for row in table[1:]] == [row[0] for row in rows]
    assert [row[names.index("quote")].removeprefix("'") for row in table[1:]] == [
        row[names.index("quote")].removeprefix("'") for row in rows
    ]
    outside = [url for url in asked if not url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))]
    assert not outside


@pytest.mark.parametrize("name", ["topics", "policies", "evidence", "data"])
def test_each_page_opens_first_on_a_cold_server(serve: Serve, shipped: RunReport, page: Page, name: str) -> None:
    page.goto(f"{serve(shipped.snapshot.parent)}/{name}?topic=food")
    settle(page, PAGES[name])
    expect(page.locator(".bb-chip", has_text="Food and Fukushima")).to_be_visible()


def test_a_filter_lives_in_the_address(serve: Serve, shipped: RunReport, page: Page) -> None:
    page.goto(f"{serve(shipped.snapshot.parent)}/evidence")
    settle(page, PAGES["evidence"])
    page.get_by_test_id("stSidebar").get_by_text("Friction", exact=True).click()
    expect(page.locator(".bb-chip", has_text="Friction only")).to_be_visible()
    _, friction = query(shipped.snapshot, "stance = 'friction'")
    count = page.get_by_role("button", name=re.compile(f"^.*{len(friction):,} events as CSV"))
    expect(count).to_be_visible()
    assert filters_of(page) == {"stance": ["Friction"]}

    page.reload()
    settle(page, PAGES["evidence"])
    expect(count).to_be_visible()

    page.get_by_test_id("stSidebarNav").get_by_text("Topics").click()
    settle(page, PAGES["topics"])
    assert filters_of(page) == {"stance": ["Friction"]}
    expect(page.locator(".bb-chip", has_text="Friction only")).to_be_visible()

    page.get_by_role("button", name="Reset").click()
    expect(page.locator(".bb-chip")).to_have_count(0)
    expect(page).to_have_url(re.compile("/topics$"))

    page.go_back()
    expect(page.locator(".bb-chip", has_text="Friction only")).to_be_visible()
    page.go_back()
    settle(page, PAGES["evidence"])
    expect(page.locator(".bb-chip", has_text="Friction only")).to_be_visible()


def test_a_link_to_evidence_opens_the_reports(serve: Serve, shipped: RunReport, page: Page) -> None:
    page.goto(f"{serve(shipped.snapshot.parent)}/?topic=trade&samples=no")
    settle(page, PAGES["overview"])
    page.locator(".bb-list a", has_text="evidence").first.click()
    settle(page, PAGES["evidence"])
    expect(page.locator(".bb-report").first).to_be_visible()
    assert filters_of(page)["topic"] == ["Trade and economy"]
    outward = page.locator(".bb-report a").first
    assert outward.get_attribute("href").startswith("http")
    assert "noopener" in outward.get_attribute("rel")
    assert outward.get_attribute("target") == "_blank"


def select_first_row(page: Page) -> None:
    """Tick the first row of the page's table, which is drawn on a canvas."""
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    expect(table).to_be_visible()
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 16, box["y"] + 52)


def test_a_topic_leads_to_its_evidence(serve: Serve, shipped: RunReport, page: Page) -> None:
    page.goto(f"{serve(shipped.snapshot.parent)}/topics?samples=no")
    settle(page, PAGES["topics"])
    page.locator(".bb-table a", has_text="Trade and economy").click()
    settle(page, PAGES["evidence"])
    expect(page.locator(".bb-chip", has_text="Trade and economy")).to_be_visible()
    assert filters_of(page) == {"topic": ["Trade and economy"], "samples": ["false"]}


def test_a_selected_row_opens_its_reports(serve: Serve, shipped: RunReport, page: Page) -> None:
    page.goto(f"{serve(shipped.snapshot.parent)}/evidence?topic=security")
    settle(page, PAGES["evidence"])
    select_first_row(page)
    expect(page.locator(".bb-report").first).to_be_visible()
    assert re.search(r"event=", page.url)


def test_a_linked_event_stands_above_the_list_until_a_filter_changes(
    serve: Serve, shipped: RunReport, page: Page
) -> None:
    _, rows = query(shipped.snapshot, "topic = 'food'")
    page.goto(f"{serve(shipped.snapshot.parent)}/evidence?event={rows[0][0]}")
    settle(page, PAGES["evidence"])
    report, table = page.locator(".bb-report").first, page.get_by_test_id("stDataFrame").first
    expect(report).to_be_visible()
    above, below = report.bounding_box(), table.bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] < below["y"]
    page.get_by_test_id("stSidebar").get_by_text("Friction", exact=True).click()
    expect(page.locator(".bb-report")).to_have_count(0)
    assert filters_of(page) == {"stance": ["Friction"]}


def test_an_event_no_longer_selected_leaves_the_address(serve: Serve, shipped: RunReport, page: Page) -> None:
    page.goto(f"{serve(shipped.snapshot.parent)}/evidence?topic=security")
    settle(page, PAGES["evidence"])
    select_first_row(page)
    expect(page.locator(".bb-report").first).to_be_visible()
    assert set(filters_of(page)) == {"topic", "event"}
    select_first_row(page)
    expect(page.locator(".bb-report")).to_have_count(0)
    assert set(filters_of(page)) == {"topic"}


def test_a_hostile_article_is_inert_everywhere(serve: Serve, page: Page, tmp_path: Path) -> None:
    snapshot = publish_hostile(tmp_path)
    address = serve(tmp_path)
    names, rows = query(snapshot, "true")
    alarms: list[str] = []
    page.on("dialog", lambda dialog: (alarms.append(dialog.message), dialog.dismiss()))
    for name, title in PAGES.items():
        page.goto(f"{address}/{name}")
        settle(page, title)
    for row in rows:
        page.goto(f"{address}/evidence?event={row[0]}")
        settle(page, PAGES["evidence"])
        expect(page.locator(".bb-report").first).to_be_visible()
        words = page.locator(".bb-report, .bb-title").all_inner_texts()
        assert page.locator("a[href^='javascript'], [onerror], [onmouseover], main script").count() == 0
        if "white list" in row[names.index("title")]:
            assert any(":red[x] $x$" in text for text in words)
    assert page.evaluate("window.harmed") is None
    assert not alarms
    page.goto(f"{address}/evidence")
    settle(page, PAGES["evidence"])
    table = download_csv(page, "events as CSV", tmp_path / "hostile.csv")
    assert len(table) - 1 == len(rows) >= 2
    assert any(cell.startswith("'=HYPERLINK") for row in table for cell in row)
    assert not any(cell.startswith(("=", "@", "\t", "\r")) for row in table for cell in row)


def test_a_corrupt_snapshot_is_told_in_a_sentence(serve: Serve, page: Page, tmp_path: Path) -> None:
    (tmp_path / "JPN_KOR-x.duckdb").write_bytes(b"\0" * 40_000)
    (tmp_path / "CURRENT").write_text("JPN_KOR JPN_KOR-x.duckdb\n", encoding="utf-8")
    page.goto(f"{serve(tmp_path)}/topics")
    expect(page.get_by_text("JPN_KOR-x.duckdb")).to_be_visible()
    expect(page.get_by_text("python -m etl run --pair JPN_KOR").first).to_be_visible()
    assert "Traceback" not in page.inner_text("body")


def test_two_first_visitors_see_the_snapshot_being_built_once(serve: Serve, chromium: Browser, tmp_path: Path) -> None:
    address = serve(tmp_path)
    visitors = [chromium.new_page() for _ in range(2)]
    for name, visitor in zip(("evidence?topic=trade", "topics"), visitors, strict=True):
        visitor.goto(f"{address}/{name}", wait_until="commit")
    for visitor in visitors:
        expect(visitor.get_by_text("Building the first snapshot")).to_be_visible()
    for title, visitor in zip(("Evidence", "Topics"), visitors, strict=True):
        visitor.set_default_timeout(120_000)
        expect(visitor.get_by_role("heading", name=title, exact=True)).to_be_visible(timeout=120_000)
    assert len(list(tmp_path.glob("*.duckdb"))) == 1


def test_a_phone_in_the_dark_never_scrolls_sideways(serve: Serve, shipped: RunReport, chromium: Browser) -> None:
    address = serve(shipped.snapshot.parent)
    phone = chromium.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    for name, title in PAGES.items():
        phone.goto(f"{address}/{name}")
        settle(phone, title)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
        background = phone.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
        assert background == "rgb(20, 24, 29)"
    phone.close()
