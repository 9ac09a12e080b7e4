"""A meeting in a real browser: put together by clicking, presented with the keyboard alone, saved, opened again."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Locator, Page, Route, TimeoutError, expect  # noqa: A004 - playwright's own

from swit_data.wording import Wording
from tests.browser.conftest import Server, Visit, settle, turn_to
from tests.browser.test_pages import ELEMENTS, MARK, VIOLATIONS, choose, headline, hostile

__all__ = ["hostile"]  # the fixture
TWO = ("overview", "change")
FEW = ("overview", "questions", "change")
EIGHT = (
    "overview",
    "compare",
    "stakeholders",
    "participation",
    "questions",
    "pilot",
    "change",
    "solid",
)
NOTE = "<img src=x onerror=window.hit=1> **Breathe**, then wait."
CONTINUED = "Continued from the slide before"
SMALLEST = 17.5  # px of 720 in height: 18 but for a pixel's part
# What of a slide reaches out of the screen or over another part of it, and its smallest letters.
LOOK = """() => {
  const stage = document.querySelector(".swit-present"), at = stage.dataset.slide
  const box = element => element.getBoundingClientRect()
  const figure = document.querySelector(`.st-key-picture_${at} .svg-container`)
  const [head, caption, foot] = [".head", ".caption", ".foot"].map(name => box(stage.querySelector(name)))
  const visible = each => getComputedStyle(each).visibility === "visible"
  const seen = [...document.querySelectorAll(".svg-container")].filter(visible)
  const scale = figure ? new DOMMatrix(getComputedStyle(figure).transform).a : 1
  const letters = figure ? [...figure.querySelectorAll("text")].filter(each => each.textContent.trim()) : []
  return {
    scrolls: document.documentElement.scrollHeight > innerHeight || stage.scrollHeight > stage.clientHeight,
    apart: head.bottom <= caption.top + 1
      && (!figure || (caption.bottom <= box(figure).top + 1 && box(figure).bottom <= foot.top + 1)),
    inside: foot.bottom <= innerHeight && head.top >= 0 && (!figure || box(figure).right <= innerWidth),
    seen: seen.length, figure: Boolean(figure),
    smallest: Math.min(99, ...letters.map(each => parseFloat(getComputedStyle(each).fontSize) * scale)),
    headline: parseFloat(getComputedStyle(stage.querySelector("h1")).fontSize),
  }
}"""


def stage(page: Page) -> Locator:
    return page.locator(".swit-present")


def put_together(page: Page, names: tuple[str, ...]) -> list[str]:
    """Add what each page shows to the meeting, and return the headlines of the pages."""
    said = []
    for number, name in enumerate(names, 1):
        if name != "overview":
            turn_to(page, name)
        said.append(headline(page))
        page.get_by_role("button", name="Add to the meeting").click()
        expect(page.get_by_role("link", name=f"The meeting: {number} slide")).to_be_visible()
        settle(page)
    return said


def present(page: Page) -> None:
    page.get_by_role("button", name="Present").press("Enter")
    expect(stage(page)).to_be_visible()
    settle(page)
    expect(page.get_by_test_id("stTopNavLink")).to_have_count(0)


def presented(page: Page, said: list[str]) -> list[str]:
    """Look at every slide by the keyboard alone; return the headlines in the second language.

    A picture too tall for one slide goes on in a second one.
    """
    other, place = [], 0
    page.keyboard.press("Home")
    total = stage(page).locator(".place").inner_text().partition(" / ")[2]
    for text in said:
        expect(stage(page).get_by_role("heading", level=1)).to_have_text(text)
        other.append(stage(page).locator(".second").inner_text())
        looked_at(page, place, total)
        place += 1
        page.keyboard.press("PageDown")
        if stage(page).get_by_role("heading", level=1).inner_text() == CONTINUED:
            expect(stage(page)).to_contain_text(" here; all on the page ")
            looked_at(page, place, total)
            place += 1
            page.keyboard.press("PageDown")
    assert str(place) == total  # the last one stays
    return other


def looked_at(page: Page, place: int, total: str) -> None:
    """Check that a slide is whole: nothing over another part, nothing out of the screen, no letter too small."""
    expect(stage(page)).to_contain_text(f"{place + 1} / {total}")
    expect(stage(page)).to_contain_text(MARK)
    expect(page.locator(f".st-key-picture_{place} svg.main-svg").first).to_be_visible()
    with suppress(TimeoutError):  # until its letters have come: then it takes its size again
        page.wait_for_function(f"({LOOK})().smallest >= {SMALLEST}", timeout=10_000)
    found = page.evaluate(LOOK)
    assert not found["scrolls"], (place, found)
    assert found["apart"], (place, found)
    assert found["inside"], (place, found)
    assert found["seen"] == 1, (place, found)
    assert found["smallest"] >= SMALLEST, (place, found)
    assert found["headline"] >= 34, (place, found)


def keys_of_the_first_slide(page: Page) -> None:
    """Blank, questions and note stand over the first slide and let it back as it was."""
    figure = page.locator(".st-key-picture_0 svg.main-svg").first
    page.keyboard.press("Home")
    page.keyboard.press("b")
    expect(stage(page).get_by_text("The screen is blank")).to_be_attached()
    expect(figure).to_be_hidden()
    page.keyboard.press("ArrowRight")  # brings the slide back, and does not move
    expect(figure).to_be_visible()
    expect(stage(page)).to_have_attribute("data-slide", "0")
    page.keyboard.press("q")
    for text in (
        "What was asked",
        "Kenya, March 2018: 48 people of the community",
        "Not asked: nobody in this pilot was asked about it.",
    ):
        expect(stage(page).locator("section.asked")).to_contain_text(text)
    expect(figure).to_be_hidden()
    page.keyboard.press("q")
    page.keyboard.press("n")
    expect(stage(page).locator("section.notes")).to_have_text(NOTE)
    page.keyboard.press("Escape")
    expect(stage(page).locator("section.notes")).to_be_hidden()
    expect(figure).to_be_visible()
    assert page.evaluate("window.hit") is None


def saved(page: Page, folder: Path) -> Path:
    with page.expect_download() as handed:
        page.get_by_role("button", name="Save the meeting").click()
    file = folder / handed.value.suggested_filename
    handed.value.save_as(file)
    assert file.name.endswith(".swit-meeting.json")
    return file


def opened(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_label("Note for you, slide 1")).to_have_value(NOTE)
    settle(page)


def of_another_release(file: Path) -> Path:
    whole = json.loads(file.read_text("utf-8")) | {"release": "0123456789abcdef"}
    file.write_text(json.dumps(whole), "utf-8")
    return file


@pytest.mark.parametrize(
    "names",
    [TWO, *(pytest.param(names, marks=pytest.mark.long) for names in (FEW, EIGHT))],
    ids=["two", "few", "eight"],
)
def test_can_you_show_that_again_large_and_on_another_computer(
    dashboard: Server, visit: Visit, tmp_path: Path, names: tuple[str, ...]
) -> None:
    page = visit(dashboard, "/?lang=en&dimension=rollout", bypass_csp=True)  # for the checker
    said = put_together(page, names)
    page.get_by_role("link", name=re.compile(r"^The meeting: \d slides$")).click()
    settle(page)
    choose(page, "Second language", "Українська")
    page.get_by_label("Note for you, slide 1").fill(NOTE)
    page.keyboard.press("Tab")
    settle(page)
    present(page)
    ukrainian = presented(page, said)
    assert all(re.search("[а-яіїєґ]", text) for text in ukrainian)
    keys_of_the_first_slide(page)
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(VIOLATIONS) == []
    page.keyboard.press("Escape")
    expect(stage(page)).to_have_count(0)
    reopened(visit(dashboard, "/meeting?lang=uk"), saved(page, tmp_path), said, ukrainian)


@pytest.mark.long
def test_a_slide_takes_its_size_again_when_its_letters_come_late(
    dashboard: Server, visit: Visit
) -> None:
    """A second language has letters of its own, which come after the slide: its figure stayed too small."""
    page = visit(dashboard, "/?lang=en&dimension=rollout")
    put_together(page, ("overview",))
    late: list[Route] = []
    page.route("**/noto-sans-cyrillic*.woff2", late.append)
    page.get_by_role("link", name=re.compile("^The meeting: ")).click()
    settle(page)
    choose(page, "Second language", "Українська")
    present(page)
    assert late
    page.unroute_all()
    for each in late:
        each.continue_()
    page.wait_for_function(f"({LOOK})().smallest >= {SMALLEST}")
    looked_at(page, 0, "1")


def reopened(page: Page, file: Path, said: list[str], ukrainian: list[str]) -> None:
    """Another browser, in another language, presents the same; a file of another release says so."""
    opened(page, file)
    present(page)
    assert presented(page, said) == ukrainian
    page.keyboard.press("Escape")
    expect(stage(page)).to_have_count(0)
    opened(page, of_another_release(file))
    text = Wording.of("en").text
    expect(page.get_by_text(text("meeting.changed"))).to_be_visible()
    present(page)
    expect(stage(page)).to_contain_text(text("meeting.show.changed"))


@pytest.mark.long
def test_the_longest_and_most_hostile_names_are_shown_whole_as_text(
    hostile: Server,
    visit: Visit,
) -> None:
    page = visit(hostile, "/?lang=en")
    said = put_together(page, ("overview", "compare", "pilot"))
    assert all(len(text) > 200 for text in said)
    page.get_by_role("link", name=re.compile("^The meeting: ")).click()
    settle(page)
    present(page)
    for size in ((1280, 720), (1024, 768), (1920, 1080)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.keyboard.press("Home")
        for text in said:
            expect(stage(page).get_by_role("heading", level=1)).to_have_text(text)
            found = page.evaluate(LOOK)
            assert not found["scrolls"], (size, found)
            assert found["apart"], (size, found)
            assert found["inside"], (size, found)
            page.keyboard.press("PageDown")
    page.keyboard.press("q")
    assert page.evaluate(ELEMENTS) == []
    assert page.evaluate("window.hit") is None
