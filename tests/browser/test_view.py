"""Find it again, and for everybody: files made in a real browser, the link, the guided reading, print, zoom, keys."""

from __future__ import annotations

import csv
import io
import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from swit_data.wording import Wording
from tests.browser.conftest import Server, Visit, settle
from tests.browser.test_pages import MARK, PHONE, headline, plots

pytestmark = pytest.mark.long  # downloads and prints of every kind: minutes


LANGUAGES = ("en", "uk")


def unfold(page: Page, title: str) -> None:
    page.get_by_text(title, exact=True).first.click()
    settle(page)


def saved(page: Page, press: Callable[[], None], folder: Path) -> Path:
    """Return the file that a click hands over."""
    with page.expect_download() as handed:
        press()
    path = folder / handed.value.suggested_filename
    handed.value.save_as(path)
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_is_saved_as_it_was_drawn(
    dashboard: Server, visit: Visit, tmp_path: Path, language: str
) -> None:
    page = visit(dashboard, f"/?lang={language}")
    text = Wording.of(language).text
    label = text("view.save")
    svg, png = (
        saved(page, page.get_by_role("button", name=f"{label}: {kind}").first.click, tmp_path)
        for kind in ("SVG", "PNG")
    )
    drawn = svg.read_text("utf-8")
    assert svg.suffix == ".svg"
    assert "illustrative" in svg.name
    assert text("app.illustrative") in drawn  # in the caption; the mark inside is on two lines
    for word in plots(page)[0].split("|"):
        assert word.strip() == "" or word in re.sub(r"<[^>]*>", "", drawn)
    assert not re.search(r"<(script|foreignObject|image|a)\b", drawn)
    assert not re.search(r"(href|src)=[\"'](?!#|data:)", drawn)
    assert "font/woff2;base64," in drawn
    width, height = struct.unpack(">II", png.read_bytes()[16:24])
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)
    assert size
    assert (width, height) == (2 * float(size[1]), 2 * float(size[2]))
    assert png.stat().st_size > 20_000  # not an empty sheet


def test_a_table_is_saved_as_csv_and_as_xlsx_with_its_method(
    dashboard: Server, visit: Visit, tmp_path: Path
) -> None:
    page = visit(dashboard, "/?lang=en&dimension=rollout")
    unfold(page, "The same numbers as a table")
    plain = saved(page, page.get_by_role("button", name="Save as CSV").first.click, tmp_path)
    rows = list(csv.DictReader(io.StringIO(plain.read_text("utf-8-sig"))))
    assert len(rows) == 16
    assert {row["Data"] for row in rows} == {MARK}
    assert any("not asked" in row["Not shown because"] for row in rows)
    typed = saved(page, page.get_by_role("button", name="Save as Excel").first.click, tmp_path)
    book = CalamineWorkbook.from_path(typed)
    sheet = book.get_sheet_by_index(0).to_python()
    assert [row[3] for row in sheet[1:]] == [
        float(row["Score, 0-100"]) if row["Score, 0-100"] else "" for row in rows
    ]
    about = "\n".join(str(row) for row in book.get_sheet_by_index(1).to_python())
    assert "Dimension" in about
    assert "too few people" in about


def test_how_a_number_was_made_goes_down_to_its_answers(
    dashboard: Server, visit: Visit, tmp_path: Path
) -> None:
    page = visit(dashboard, "/?lang=en")
    page.get_by_role("button", name="Behind the numbers").first.click()
    panel = page.get_by_role("dialog")
    panel.get_by_text("How the number was made").click()
    expect(panel.get_by_text("A dimension’s number is the weighted mean")).to_be_visible()
    expect(panel.get_by_text("Its questions and their weights")).to_be_visible()
    expect(panel.get_by_text("How many gave which answer")).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    unfold(page, "The same numbers as a table")
    whole = saved(page, page.get_by_role("button", name="whole calculation").click, tmp_path)
    book = CalamineWorkbook.from_path(whole)
    assert len(book.sheet_names) == 3
    assert len(book.get_sheet_by_index(1).to_python()) > 500


def test_the_link_is_copied(dashboard: Server, visit: Visit) -> None:
    page = visit(
        dashboard,
        "/compare?lang=en&stakeholder=ngo",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Copied: the link opens this view.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.url
    assert "stakeholder=ngo" in copied


def test_a_first_visitor_is_guided_and_can_leave_by_keys_alone(
    dashboard: Server, visit: Visit
) -> None:
    page = visit(dashboard, "/?lang=en")
    step = page.get_by_text(re.compile(r"^Step \d of 4$"))
    expect(step).to_have_text("Step 1 of 4")
    page.get_by_role("button", name="Next", exact=True).focus()
    for number in (2, 3, 4):
        page.keyboard.press("Enter")
        expect(step).to_have_text(f"Step {number} of 4")
    expect(page.get_by_role("button", name="Done", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(step).to_be_hidden()
    again = page.get_by_role("button", name="How to read this page, in 4 steps")
    expect(again).to_be_focused()
    page.reload()
    settle(page)
    expect(step).to_be_hidden()  # remembered in this tab
    assert page.evaluate("localStorage.getItem('swit_guide_closed')") is None
    again.press("Enter")
    expect(step).to_have_text("Step 1 of 4")


def test_how_does_each_pilot_differ_from_one(dashboard: Server, visit: Visit) -> None:
    page = visit(dashboard, "/compare?lang=en&reference=KEN&dimension=participation")
    expect(page.get_by_role("heading", name=re.compile("^Compared with Kenya: "))).to_be_visible()
    figure = next(each for each in plots(page) if "0 = Kenya" in each)
    assert "Indonesia" in figure
    assert "Illustrative data" in figure


@pytest.mark.parametrize("path", ["/", "/compare", "/method"])
def test_paper_has_the_page_and_not_its_buttons(dashboard: Server, visit: Visit, path: str) -> None:
    page = visit(dashboard, f"{path}?lang=en")
    page.emulate_media(media="print")
    for name in (".st-key-filters", ".st-key-language_row", ".st-key-guide"):
        for each in page.locator(name).all():
            expect(each).to_be_hidden()
    expect(page.get_by_role("button", name="Save the picture: PNG")).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    asked = page.locator('[class*="st-key-table_"] details:not([open])').count()
    assert page.locator("details:not([open])").count() == asked  # drawn when asked only
    tables = page.locator(".st-key-paper").get_by_role("table")
    assert tables.count() > 1
    for table in tables.all():
        expect(table).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details:not([open])").count() > 0
    assert headline(page)


@pytest.mark.parametrize("path", ["/", "/compare?reference=KEN"])
def test_at_200_percent_nothing_scrolls_sideways(
    dashboard: Server, visit: Visit, path: str
) -> None:
    joined = "&" if "?" in path else "?"
    page = visit(
        dashboard, f"{path}{joined}lang=uk", viewport={"width": 640, "height": 360}
    )  # 1280 x 720 at twice the size
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    assert headline(page)


def test_who_asks_for_less_motion_gets_none(dashboard: Server, visit: Visit) -> None:
    page = visit(dashboard, "/?lang=en", viewport=PHONE, reduced_motion="reduce")
    lasting = page.evaluate(
        "Math.max(...[...document.querySelectorAll('*')].map(e => parseFloat(getComputedStyle(e).transitionDuration)))"
    )
    assert lasting < 0.01


def test_every_control_is_reached_by_keys(dashboard: Server, visit: Visit) -> None:
    page = visit(dashboard, "/?lang=en")
    reached: set[str] = set()
    name = """() => { let e = document.activeElement
      while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement
      return (e?.getAttribute("aria-label") || e?.textContent || "").trim() }"""
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(str(page.evaluate(name)))
    for wanted in (
        "Copy link",
        "Next",
        "Behind the numbers",
        "Save the picture: PNG",
        "The same numbers as a table",
    ):
        assert any(wanted in each for each in reached), (wanted, reached)
