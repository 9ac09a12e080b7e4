"""Asks and promises in a real browser: what was promised is shown, and what an owner writes is shown once approved."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from swit_data import store
from swit_data.release.illustrative import illustrative
from tests.browser.conftest import Look, Server, Visit, settle, turn_to
from tests.browser.test_pages import VIOLATIONS, choose, headline
from tests.findings.drawn_release import rows_of
from tests.release.test_folder import owned
from tests.written import plain_score

WORDS = "Answer every letter within a month. <b>![x](https://evil.example/x.png)</b> =1+1"


@pytest.fixture
def at_work(own: tuple[Server, Path]) -> tuple[Server, Path]:
    """Return a dashboard whose person works on a dataset of their own."""
    server, home = own
    folder = home / "datasets" / "own"
    owned("AAA").store(folder)
    chosen = {"release": "", "dataset": str(folder)}
    (home / "chosen.json").write_text(json.dumps(chosen), "utf-8")
    return server, folder


def go(page: Page, server: Server, path: str) -> None:
    page.goto(f"{server.address}{path}")
    settle(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    settle(page)


def release(page: Page, server: Server) -> None:
    """Look at what a release would say on the Data page, and approve it."""
    go(page, server, "/data?lang=en")
    page.get_by_text("Show what a release would say").click()
    settle(page)
    expect(
        page.get_by_text("AAA round 1: 3 approved texts go with it; 2 drafts stay")
    ).to_be_visible()
    settle(page)
    approve_release(page)


def approve_release(page: Page) -> None:
    """Say in which month the community read it, and that it agrees."""
    month = page.get_by_role("combobox", name="Month in which the community read it")
    month.press("ArrowDown")  # a click scrolls the page, and the list closes again
    month.press("ArrowDown")
    month.press("Enter")
    settle(page)
    page.get_by_text("The community read this and agrees").click()
    settle(page)
    press(page, "Approve and release")
    expect(page.locator(".st-key-words_announced_release mark")).to_be_visible()


def test_what_did_you_promise_us_last_time(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/asks?lang=en&pilots=KEN")
    assert re.fullmatch(r"3 of 5 promises are open; overdue: \d", headline(page))
    late = "Kenya, round 1: Ministry of health · □ Promised, open and overdue"
    expect(page.get_by_role("heading", name=late)).to_be_visible()
    expect(page.get_by_text("Illustrative office, May 2018; due: December 2018")).to_be_visible()
    scores = {
        row["round"]: plain_score(row["score"])
        for row in rows_of(illustrative(), "scores")
        if (row["pilot"], row["item"], row["target"], row["respondent_class"])
        == ("KEN", "P3c_month", "health_national", "community")
        and (row["split"], row["scoring"], row["withheld"]) == ("all", "standard", "")
    }
    asked = "give sex worker-led organisations a full month to answer?"
    said = f"{asked} {scores['1']} (round 1) and {scores['2']} (round 2)"
    expect(page.get_by_text(said)).to_be_visible()
    choose(page, "What became of it", "Broken")
    expect(page).to_have_url(re.compile("status=broken"))
    assert headline(page) == "0 of 1 promise is open; overdue: 0"
    expect(page.get_by_role("heading", name=late)).to_have_count(0)


def test_what_is_written_is_shown_when_it_was_approved_and_released(
    at_work: tuple[Server, Path], visit: Visit
) -> None:
    server, folder = at_work
    page = visit(server, "/texts?lang=en")
    page.get_by_label("Text", exact=True).fill(WORDS)
    press(page, "Save as a draft")
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    page.get_by_text("The community has read this text").first.click()
    settle(page)
    press(page, "Approve")
    expect(page.get_by_text("Approved. It is shown once a release")).to_be_visible()
    assert [n.status for n in store.open_dataset(folder).dataset.narratives if n.text == WORDS] == [
        "approved"
    ]
    go(page, server, "/pilot?lang=en&pilot=AAA&round=1")
    expect(page.get_by_text(WORDS)).to_have_count(0)
    release(page, server)
    go(page, server, "/pilot?lang=en&pilot=AAA&round=1")
    expect(page.get_by_text(WORDS)).to_be_visible()


def test_words_that_are_not_saved_are_kept_and_said(
    at_work: tuple[Server, Path], visit: Visit
) -> None:
    server, folder = at_work
    every_link = {"width": 2000, "height": 800}
    page = visit(server, "/texts?lang=uk", bypass_csp=True, viewport=every_link)
    page.get_by_label("Що ви вимагали").fill("Місяць")
    for path in ("method", "texts"):
        turn_to(page, path)
    expect(page.get_by_text("Ще не збережено: AAA, раунд 1: Нова вимога.")).to_be_visible()
    expect(page.get_by_label("Що ви вимагали")).to_have_value("Місяць")
    assert page.evaluate("window.switUnsaved") is True
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        page.evaluate(AXE_SCRIPT)
        assert page.evaluate(VIOLATIONS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert "Місяць" not in {ask.ask for ask in store.open_dataset(folder).dataset.asks}
