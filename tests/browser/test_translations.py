"""Translations in a real browser: read side by side, worded better, ticked as read, and given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from swit_data.catalogues.texts import current
from swit_data.translations import state_of
from swit_data.wording import FOLDER, read_catalog
from tests.browser.conftest import Server, Visit, settle
from tests.browser.test_pages import choose

if TYPE_CHECKING:
    from pathlib import Path

BETTER = "Чи знайома ця установа з посібником SWIT про програми за участю секс-працівників?"


def write(page: Page, label: str, said: str) -> None:
    """Write into the first box of a name, and leave it."""
    box = page.get_by_label(label).first
    box.fill(said)
    box.blur()
    settle(page)


def test_a_better_wording_goes_from_the_page_into_the_file(
    dashboard: Server, visit: Visit, tmp_path: Path
) -> None:
    page = visit(dashboard, "/translations?lang=en")
    choose(page, "Language to review", "Українська")
    for part in ("X4", "X1"):
        choose(page, "Chapter", f"{part} {current().parts[part].label['en']}")
    write(page, "Better wording", BETTER.replace("SWIT ", ""))
    expect(page.get_by_text("the code SWIT is lost").first).to_be_visible()
    write(page, "Better wording", BETTER)
    page.get_by_text("Read by our community").first.click()
    expect(page.get_by_text("Say who read it and when")).to_be_visible()
    write(page, "Which organisation", "Example organisation")
    write(page, "In which month", "2026-11")
    with page.expect_download() as given:
        page.get_by_role("button", name="Save framework.uk.po").click()
    given.value.save_as(tmp_path / "framework.uk.po")
    key = "indicator.X1_knows.text"
    catalog = read_catalog(tmp_path / "framework.uk.po")
    (text,) = [message for message in catalog if message.context == key]
    assert (text.string, state_of(text)) == (BETTER, ("reviewed", "Example organisation, 2026-11"))
    lines = (FOLDER / "framework.uk.po").read_text("utf-8").splitlines()
    after = (tmp_path / "framework.uk.po").read_text("utf-8").splitlines()
    assert len([line for line in lines if line not in after]) == 1  # the one that was worded better
