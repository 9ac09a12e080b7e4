"""Documents in a real browser: a look at a document, and the file that a click makes."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from swit_data.__main__ import main
from swit_data.documents.making import ALL_FORMATS
from tests.browser.conftest import Server, Visit, settle


@pytest.mark.parametrize("forms", [("pdf",), pytest.param(ALL_FORMATS, marks=pytest.mark.long)])
def test_can_we_have_that_on_paper(
    dashboard: Server, visit: Visit, tmp_path: Path, forms: tuple[str, ...]
) -> None:
    page = visit(dashboard, "/documents?pilot=UKR&lang=uk")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    shown = page.get_by_test_id("stImage").locator("img")
    expect(shown.first).to_be_visible()
    assert "В Україні" in str(shown.first.get_attribute("alt"))
    settle(page)
    buttons = page.locator(".st-key-document_files").get_by_role("button")
    expect(buttons).to_have_count(len(ALL_FORMATS))
    for form in forms:
        with page.expect_download() as made:
            buttons.nth(ALL_FORMATS.index(form)).click()
        name = made.value.suggested_filename
        ending = "zip" if form == "phone" else form
        assert name.startswith("swit-illustrative-UKR-1-uk")
        assert name.endswith(f".{ending}")
        made.value.save_as(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 5_000


def test_a_brief_opens_from_a_usb_stick(browser: Browser, tmp_path: Path) -> None:
    """Scripts are off and the network is closed: everything is in the file, in words and in charts."""
    file = tmp_path / "brief.html"
    assert main(["report", "--pilot", "KEN", "--language", "uk", str(file)]) == 0
    assert file.stat().st_size < 300_000
    context = browser.new_context(
        java_script_enabled=False, offline=True, viewport={"width": 390, "height": 844}
    )
    asked: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("Картка-звіт: Кенія")
    expect(page.get_by_role("img").first).to_be_visible()
    assert asked == [file.as_uri()]
    context.close()
