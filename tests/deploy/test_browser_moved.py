"""A reader's browser whose replica is killed: it comes back by itself, at the same page and choice.

pytest -m long -n 0 tests/deploy/test_browser_moved.py
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.conftest import PATIENCE, SCREENSHOTS, free_port, launching, required, settle
from tests.deploy.replicas import NAME, Door, Replica, door, replica

pytestmark = pytest.mark.long
QUERY = "?pilots=KEN,UKR&stakeholder=ngo&round=1&lang=uk"


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as started:
        told = launching()
        told["args"].append(f"--host-resolver-rules=MAP {NAME} 127.0.0.1")
        with required():
            browser = started.chromium.launch(**told)
        context = browser.new_context(
            ignore_https_errors=True, viewport={"width": 1280, "height": 720}
        )
        context.set_default_timeout(PATIENCE)
        yield context.new_page()
        browser.close()


def kill_the_one_in_use(page: Page, both: list[Replica]) -> int:
    """Kill replicas until the page's own was among them; return its number. The first one is begun again by then."""
    windows: list[str] = []
    page.on("websocket", lambda socket: windows.append(socket.url))
    both[0].kill()
    page.wait_for_timeout(8000)
    return 0 if windows else 1


def begun(page: Page, entrance: Door) -> str:
    """Open the page, put it into the meeting, and return its headline."""
    page.goto(f"https://{entrance.host}/compare{QUERY}")
    settle(page)
    headline = page.locator("h1").first.inner_text()
    page.locator(".st-key-meeting_add button").click()
    same(page, entrance, headline)
    return headline


def same(page: Page, entrance: Door, headline: str) -> None:
    settle(page)
    assert page.url == f"https://{entrance.host}/compare{QUERY}"
    expect(page.locator("h1").first).to_have_text(headline)
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    # The slide that was put into the meeting: the browser's tab keeps it, no replica does.
    expect(page.locator('.st-key-meeting_row a[href="meeting"]')).to_be_visible()


def kept(page: Page) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / "moved_to_the_other_replica.png")


def test_it_comes_back_by_itself_at_the_same_page(page: Page, tmp_path: Path) -> None:
    public, ports = free_port(), (free_port(), free_port())
    origin = f"https://{NAME}:{public}"
    with ExitStack() as stack:
        entrance = stack.enter_context(door(tmp_path, public, ports))
        both = [stack.enter_context(replica(tmp_path, origin, port)) for port in ports]
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        headline = begun(page, entrance)
        if kill_the_one_in_use(page, both):
            same(page, entrance, headline)
            stack.enter_context(replica(tmp_path, origin, ports[0]))
            both[1].kill()
            page.wait_for_timeout(8000)
        same(page, entrance, headline)
        kept(page)
        page.locator('a[data-testid=stTopNavLink][href$="/pilot"]').first.click()
        settle(page)
        assert (complaints, page.url.startswith(f"{origin}/pilot?")) == ([], True)
