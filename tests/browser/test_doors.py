"""Behind one number, in a real browser: a click, a touch, the keyboard, a link; and what a saved figure carries."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from python_calamine import CalamineWorkbook

from swit_data.release.illustrative import illustrative
from swit_data.wording import Wording
from tests.browser.conftest import Look, Server, Visit, settle
from tests.browser.test_pages import MARK, PHONE, VIOLATIONS

OTHER_LOOKS = [("en", "light"), ("en", "dark"), ("uk", "dark")]
# Other marks made of two numbers: where, which, and the numbers.
OF_TWO_NUMBERS = [
    (
        "/solid?lang=en&dimension=rollout&round=1",
        ".st-key-figure_orders_True .bars .point",
        ["Kenya · Government · Roll-out of the SWIT", "Kenya · UN agencies · Roll-out of the SWIT"],
    ),
    (
        "/solid?lang=en&dimension=rollout&round=1",
        ".st-key-figure_weights_KEN .points path:nth-of-type(2)",
        [
            "Kenya · Government · Roll-out of the SWIT",
            "Kenya · Government · C1 Community Empowerment",
        ],
    ),
]
NUMBER = "number=KEN~1~community~government~all~participation~all"


def panel(page: Page) -> Locator:
    """Return the panel, opened and drawn."""
    found = page.get_by_role("dialog")
    expect(found).to_be_visible()
    settle(page)
    return found


def cell(page: Page, text: str) -> tuple[float, float]:
    """Return the middle of a cell: Plotly lays a layer of its own over all of them, which hears clicks."""
    return middle(page.locator(".js-plotly-plot .bars .point").filter(has_text=text).first)


def middle(mark: Locator) -> tuple[float, float]:
    """Return the middle of a mark that has come into view."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def close(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    settle(page)


def focused(page: Page) -> str:
    return str(
        page.evaluate(
            """() => { let e = document.activeElement
            while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement
            return (e?.getAttribute("aria-label") || e?.textContent || "").trim() }"""
        )
    )


def test_how_many_people_are_behind_this_one_number(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/?lang=en")
    page.mouse.click(*cell(page, "34"))
    opened = panel(page)
    heading = "Kenya · Government · Meaningful participation"
    expect(opened.get_by_role("heading", name=heading)).to_be_visible()
    expect(opened.get_by_text("34 of 100").first).to_be_visible()
    expect(opened.get_by_text("between 28 and 41").first).to_be_visible()
    expect(opened.get_by_text("It rests on 48 respondents")).to_be_visible()
    expect(opened.get_by_text(MARK).first).to_be_visible()
    expect(page).to_have_url(re.compile(re.escape(NUMBER)))
    close(page)
    assert NUMBER not in page.url
    page.mouse.click(*cell(page, "too little"))  # a cell without a number says why
    expect(panel(page).get_by_text("Too little answered: ").first).to_be_visible()
    expect(page.get_by_role("dialog").get_by_text("between")).to_have_count(0)


def test_how_do_i_quote_it(dashboard: Server, visit: Visit) -> None:
    page = visit(
        dashboard, f"/?lang=en&{NUMBER}", permissions=["clipboard-read", "clipboard-write"]
    )
    opened = panel(page)
    opened.get_by_role("button", name="Copy the line").click()
    expect(opened.get_by_text("Copied: the line to quote.")).to_be_visible()
    line = page.evaluate("navigator.clipboard.readText()")
    assert "Kenya · Government · Meaningful participation: 34 of 100; between 28 and 41" in line
    assert f"Release {illustrative().fingerprint}" in line
    opened.get_by_role("button", name="Copy the link to this").click()
    expect(opened.get_by_text("Copied: the link opens this panel.")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    again = visit(dashboard, address.removeprefix(dashboard.address))
    expect(panel(again).get_by_text(line)).to_be_visible()  # the same page, the same panel


def test_the_keyboard_alone_opens_goes_on_and_comes_back(dashboard: Server, visit: Visit) -> None:
    page = visit(dashboard, "/?lang=en")
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page) == "Behind the numbers":
            break
    page.keyboard.press("Enter")
    opened = panel(page)
    first = page.url
    for _ in range(4):
        page.keyboard.press("Tab")
        if "Kenya · Government" in focused(page) or "Which number" in focused(page):
            break
    page.keyboard.type("Ukraine · NGOs")
    page.keyboard.press("Enter")
    expect(opened.get_by_role("heading", name=re.compile("^Ukraine · NGOs"))).to_be_visible()
    settle(page)
    assert page.url != first
    close(page)
    page.wait_for_function(
        """() => { let e = document.activeElement
        while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement
        return e?.textContent === "Behind the numbers" }"""
    )


def test_a_sentence_opens_the_two_numbers_in_it(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/?lang=en")
    sentence = page.locator("li").filter(has_text="In Ukraine, sex workers rate NGOs")
    sentence.get_by_role("button").press("Enter")
    opened = panel(page)
    for kind in ("NGOs", "Government"):
        name = f"Ukraine · {kind} · Meaningful participation"
        expect(opened.get_by_role("heading", name=name)).to_be_visible()
    close(page)
    expect(sentence.get_by_role("button")).to_be_focused()


@pytest.mark.parametrize(
    ("path", "mark", "names"),
    [
        (
            "/compare?lang=en&stakeholder=ngo&reference=KEN",
            ".st-key-figure_against_90 .point",
            ["Indonesia · NGOs", "Kenya · NGOs"],
        ),
        *(pytest.param(*each, marks=pytest.mark.long) for each in OF_TWO_NUMBERS),
    ],
    ids=["difference", "order", "weighting"],
)
def test_a_mark_made_of_two_numbers_opens_both(
    dashboard: Server, visit: Visit, path: str, mark: str, names: list[str]
) -> None:
    page = visit(dashboard, path)
    page.mouse.click(*middle(page.locator(mark).first))
    opened = panel(page)
    headings = opened.get_by_role("heading", name=re.compile("·"))
    expect(headings).to_have_count(2)
    for heading, name in zip(headings.all(), names, strict=True):
        expect(heading).to_have_text(re.compile(f"^{name}"))
    expect(page).to_have_url(re.compile("number=[^&]+(,|%2C)[^&]+"))


def test_a_telephone_opens_it_by_a_touch(dashboard: Server, visit: Visit) -> None:
    page = visit(dashboard, "/?lang=uk", viewport=PHONE, has_touch=True, is_mobile=True)
    page.touchscreen.tap(*cell(page, "34"))
    opened = panel(page)
    expect(opened.get_by_role("heading", name=re.compile("^Кенія · Органи влади"))).to_be_visible()
    box = opened.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]


@pytest.mark.parametrize(
    ("language", "scheme"),
    [("uk", "light"), *(pytest.param(*each, marks=pytest.mark.long) for each in OTHER_LOOKS)],
)
def test_the_panel_is_read_by_everybody(
    dashboard: Server, visit: Visit, language: str, scheme: str
) -> None:
    page = visit(dashboard, f"/?lang={language}&{NUMBER}", color_scheme=scheme, bypass_csp=True)
    panel(page)
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(VIOLATIONS) == []


def test_a_number_is_added_to_the_meeting_where_it_is_read(dashboard: Server, visit: Visit) -> None:
    page = visit(dashboard, f"/?lang=en&{NUMBER}")
    panel(page).get_by_role("button", name="Add to the meeting").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="In the meeting")).to_be_visible()
    close(page)
    expect(page.get_by_role("link", name=re.compile("1 slide"))).to_be_visible()


def saved(page: Page, press: Callable[[], None], folder: Path) -> Path:
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()  # Plotly comes late
    with page.expect_download() as handed:
        press()
    path = folder / handed.value.suggested_filename
    handed.value.save_as(path)
    return path


def test_a_picture_is_not_saved_without_its_letters(
    dashboard: Server, visit: Visit, tmp_path: Path
) -> None:
    """Fonts of two alphabets may come after the picture: it was once handed over as cells without a word."""
    page = visit(dashboard, "/?lang=uk")
    button = page.get_by_role("button", name=f"{Wording.of('uk').text('view.save')}: PNG").first
    with Image.open(saved(page, button.click, tmp_path)) as drawn:
        title = drawn.convert("L").crop((0, 0, drawn.width, 48))
        foot = drawn.convert("L").crop((0, drawn.height - 60, drawn.width, drawn.height))
    for written in (title, foot):
        assert np.ptp(np.asarray(written)) > 100  # ink on a ground of one colour


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("language", ["uk", pytest.param("en", marks=pytest.mark.long)])
def test_a_figure_and_its_table_stand_alone(
    dashboard: Server, visit: Visit, tmp_path: Path, language: str
) -> None:
    """Title, month, people, release and the line to quote are in the picture, in each row of CSV, and once in XLSX."""
    page = visit(dashboard, f"/compare?lang={language}&stakeholder=ngo")
    text = Wording.of(language).text
    title = page.get_by_role("heading", level=1).inner_text().split("\n")[0]
    svg = saved(
        page, page.get_by_role("button", name=f"{text('view.save')}: SVG").first.click, tmp_path
    )
    told = one_line(re.sub(r"<[^>]*>", " ", svg.read_text("utf-8")))
    page.get_by_text(text("table.title"), exact=True).first.click()
    settle(page)
    plain = saved(page, page.get_by_role("button", name=text("view.file.csv")).click, tmp_path)
    rows = list(csv.DictReader(io.StringIO(plain.read_text("utf-8-sig"))))
    (quoted,) = {row[text("cite.name")] for row in rows}
    typed = saved(page, page.get_by_role("button", name=text("view.file.xlsx")).click, tmp_path)
    book = CalamineWorkbook.from_path(typed)
    about = {
        str(row[0]): str(row[1])
        for row in book.get_sheet_by_name(text("view.sheet.about")).to_python()
    }
    assert about[text("cite.name")] == quoted
    assert about[text("cite.address")].startswith(f"{dashboard.address}/compare?")
    for carried in (
        title.rstrip("."),
        illustrative().fingerprint,
        Wording.of(language).month("2018-03"),
        Wording.of(language).plural("who.people", 48),
    ):
        assert one_line(carried) in one_line(quoted)
        assert one_line(carried) in told
