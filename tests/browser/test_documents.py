"""Documents in a real browser: a look at a document, and the file that a click makes."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from swit_data.documents.making import ALL_FORMATS
from tests.browser.conftest import Server, Visit, settle


def test_can_we_have_that_on_paper(dashboard: Server, visit: Visit, tmp_path: Path) -> None:
    page = visit(dashboard, "/documents?pilot=UKR&lang=uk")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    shown = page.get_by_test_id("stImage").locator("img")
    expect(shown.first).to_be_visible()
    assert "Україна" in str(shown.first.get_attribute("alt"))
    settle(page)
    buttons = page.locator(".st-key-document_files").get_by_role("button")
    expect(buttons).to_have_count(len(ALL_FORMATS))
    for number, form in enumerate(ALL_FORMATS):
        with page.expect_download() as made:
            buttons.nth(number).click()
        name = made.value.suggested_filename
        ending = "zip" if form == "phone" else form
        assert name.startswith("swit-illustrative-UKR-1-uk")
        assert name.endswith(f".{ending}")
        made.value.save_as(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 5_000
