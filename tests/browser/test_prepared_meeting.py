"""A meeting prepared with one question, in a real browser: clicks counted, keyboard alone, reloaded, keys off."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Locator, Page, expect
from pptx import Presentation

from tests.browser.conftest import Server, Visit, settle
from tests.browser.test_meeting import LOOK, SMALLEST, stage
from tests.browser.test_pages import MARK, VIOLATIONS, choose

MOST_CLICKS, MOST_CLICKS_TO_FILES = 6, 10
ENDINGS = [".pptx", ".pdf", ".docx", ".html", "-phone.zip"]
WEAKEST = (
    "The community gives Kenya’s Ministry of health 20 of 100 on “Sex workers at all levels” "
    "and 29 of 100 on “Translation and interpretation”"
)
SIX = (
    "The community gives Kenya’s Ministry of health 35 of 100 on “Meaningful participation”",
    "Those who speak for Kenya’s Ministry of health say 49 of 100 on “Meaningful participation”; the community says 34",
    WEAKEST,
    "This is what Kenya’s Ministry of health promised",
    "This is what we ask of Kenya’s Ministry of health",
    "In Kenya, 48 people of the community answered in March 2019",
)
PICTURES = 3  # of the six; the others are texts
NONE = "There are no slides yet."
KEPT = "sessionStorage.getItem('swit_meeting')"
NOTE = "Breathe, then wait."


@dataclass
class Hand:
    """A hand on a mouse that counts its clicks."""

    clicked: list[str] = field(default_factory=list)

    def click(self, name: str, place: Locator) -> None:
        """Click once, and wait for what it does."""
        place.click()
        settle(place.page)
        self.clicked.append(name)


def drafted(page: Page, institution: str = "Ministry of health") -> None:
    choose(page, "Institution", institution)
    page.get_by_role("button", name="Draft the story").click()
    expect(page.get_by_text("Slide 6: Who answered")).to_be_visible()
    settle(page)


def present(page: Page) -> None:
    page.get_by_role("button", name="Present").click()
    expect(stage(page)).to_be_visible()
    settle(page)


def whole(page: Page, headline: str, place: int) -> None:
    """Check that a slide says its headline, and that nothing of it is cut or too small."""
    expect(stage(page).get_by_role("heading", level=1)).to_have_text(headline)
    expect(stage(page)).to_contain_text(MARK)
    if place < PICTURES:
        expect(page.locator(f".st-key-picture_{place} svg.main-svg").first).to_be_visible()
        expect(stage(page)).to_contain_text("0 = never, 100 = always")
        expect(stage(page)).to_contain_text("▽ under 40")
        expect(stage(page)).to_contain_text("line = interval")
    found = page.evaluate(LOOK)
    assert found["apart"], (headline, found)
    assert found["inside"], (headline, found)
    assert not found["scrolls"], (headline, found)
    assert found["smallest"] >= SMALLEST, (headline, found)
    for letters in stage(page).locator(".picture li").all():
        size = letters.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
        assert size >= 18, headline


def test_from_a_cold_start_to_a_running_presentation_in_few_clicks(
    dashboard: Server, visit: Visit, capsys: pytest.CaptureFixture[str]
) -> None:
    page, hand = visit(dashboard, "/?lang=en", bypass_csp=True), Hand()
    link = page.locator('a[href$="/meeting"][data-testid^=stTopNav]').locator("visible=true")
    hand.click("Meeting", link.first)
    hand.click("Institution", page.get_by_role("combobox", name=re.compile("Institution")))
    hand.click("Ministry of health", page.get_by_role("option", name="Ministry of health"))
    hand.click("Draft the story", page.get_by_role("button", name="Draft the story"))
    hand.click("Present", page.get_by_role("button", name="Present"))
    expect(stage(page).locator(".place")).to_have_text("1 / 6")
    with capsys.disabled():
        print(f"\n{len(hand.clicked)} clicks: {', '.join(hand.clicked)}")  # noqa: T201 - the figure
    assert len(hand.clicked) <= MOST_CLICKS
    for place, headline in enumerate(SIX):
        whole(page, headline, place)
        page.keyboard.press("ArrowRight")
    answered_in_words(page)
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(VIOLATIONS) == []


@pytest.mark.long
def test_from_a_cold_start_to_the_five_files_in_few_clicks(
    dashboard: Server, visit: Visit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, hand = visit(dashboard, "/?lang=en"), Hand()
    link = page.locator('a[href$="/meeting"][data-testid^=stTopNav]').locator("visible=true")
    hand.click("Meeting", link.first)
    hand.click("Institution", page.get_by_role("combobox", name=re.compile("Institution")))
    hand.click("Ministry of health", page.get_by_role("option", name="Ministry of health"))
    hand.click("Draft the story", page.get_by_role("button", name="Draft the story"))
    with page.expect_download() as found:
        hand.click("Save", page.get_by_role("button", name="Save", exact=True))
    packed = tmp_path / "five.zip"
    found.value.save_as(packed)
    with capsys.disabled():
        print(f"\n{len(hand.clicked)} clicks: {', '.join(hand.clicked)}")  # noqa: T201 - the figure
    assert len(hand.clicked) <= MOST_CLICKS_TO_FILES
    with zipfile.ZipFile(packed) as five:
        names = [name for name in five.namelist() if not name.endswith(".json")]
        html = next(five.read(name) for name in names if name.endswith(".html")).decode()
    assert [name[name.rindex("en") + 2 :] for name in names] == ENDINGS
    assert re.findall(r'<p class="statement">([^<]*)</p>', html) == list(SIX)
    assert MARK in html


@pytest.mark.long
def test_one_file_of_the_story_as_it_was_changed_by_the_keyboard_alone(
    dashboard: Server, visit: Visit, tmp_path: Path
) -> None:
    page = visit(dashboard, "/meeting?lang=en")
    drafted(page)
    page.get_by_role("button", name="Remove slide 2").click()
    expect(page.get_by_text("Slide 5: Who answered")).to_be_visible()
    settle(page)
    tabbed_to(page, page.get_by_role("combobox", name=re.compile("The same slides as files")))
    page.keyboard.press("ArrowDown")
    page.keyboard.type("Slides")
    page.keyboard.press("Enter")
    settle(page)
    tabbed_to(page, page.get_by_role("button", name="Save", exact=True))
    with page.expect_download() as found:
        page.keyboard.press("Enter")
    found.value.save_as(tmp_path / "story.pptx")
    deck = Presentation(str(tmp_path / "story.pptx"))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles[1:-1] == [SIX[0], *SIX[2:]]


def answered_in_words(page: Page) -> None:
    """Ask on the first slide who answered and how it is read."""
    page.keyboard.press("Home")
    page.keyboard.press("q")
    for said in (
        "Kenya, March 2019: 48 people of the community",
        "How to read it",
        "A number goes from 0 (never or not at all) to 100 (always or fully).",
        "The line through a mark is the interval",
    ):
        expect(stage(page).locator("section.asked")).to_contain_text(said)
    page.keyboard.press("q")


def test_the_keyboard_alone_prepares_and_presents(dashboard: Server, visit: Visit) -> None:
    page = visit(dashboard, "/meeting?lang=en")
    settle(page)
    tabbed_to(page, page.get_by_role("combobox", name=re.compile("Institution")))
    page.keyboard.press("ArrowDown")
    page.keyboard.type("Ministry of health")
    page.keyboard.press("Enter")
    settle(page)
    tabbed_to(page, page.get_by_role("button", name="Draft the story"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Slide 6: Who answered")).to_be_visible()
    settle(page)
    tabbed_to(page, page.get_by_role("button", name="Present"))
    page.keyboard.press("Enter")
    expect(stage(page)).to_be_visible()
    settle(page)
    for headline in SIX:
        expect(stage(page).get_by_role("heading", level=1)).to_have_text(headline)
        page.keyboard.press("PageDown")
    page.keyboard.press("Escape")
    expect(stage(page)).to_have_count(0)


def tabbed_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is where it is wanted."""
    for _ in range(60):
        if wanted.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not reach it")


def test_a_reload_reopens_the_same_slide_and_no_other_reader_sees_it(
    dashboard: Server, visit: Visit
) -> None:
    page = visit(dashboard, "/meeting?lang=en")
    drafted(page)
    noted(page, NOTE)
    present(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(stage(page)).to_contain_text("3 / 6")
    page.reload()
    expect(stage(page).get_by_role("heading", level=1)).to_have_text(SIX[2])
    expect(stage(page)).to_contain_text("3 / 6")
    settle(page)
    nowhere_else(page)
    other = visit(dashboard, "/meeting?lang=en")  # another reader of the same server
    expect(other.get_by_text(NONE)).to_be_visible()
    assert other.evaluate(KEPT) is None
    page.keyboard.press("Escape")
    expect(page.get_by_label("Note for you, slide 1")).to_have_value(NOTE)
    let_go(page)


def noted(page: Page, note: str) -> None:
    page.get_by_label("Note for you, slide 1").fill(note)
    page.keyboard.press("Tab")
    settle(page)


def nowhere_else(page: Page) -> None:
    """Check that notes and slides are in this tab's storage, and in no other place of the browser."""
    assert NOTE in page.evaluate(KEPT)
    assert NOTE not in page.url
    assert "slide" not in page.url
    assert NOTE not in page.evaluate("JSON.stringify(localStorage) + document.cookie")
    assert [c for c in page.context.cookies() if NOTE in str(c)] == []


def let_go(page: Page) -> None:
    """Remove all slides: the tab forgets them too, and a reload brings none back."""
    settle(page)
    page.get_by_role("button", name="Remove all slides").click()
    expect(page.get_by_text(NONE)).to_be_visible()
    settle(page)
    assert page.evaluate(KEPT) is None
    page.reload()
    expect(page.get_by_text(NONE)).to_be_visible()


@pytest.mark.long
def test_what_lies_damaged_in_the_tab_is_let_go(dashboard: Server, visit: Visit) -> None:
    page = visit(dashboard, "/meeting?lang=en")
    for kept in ("{", "[]", json.dumps({"meeting": "{}", "off": 7, "presented": True})):
        page.evaluate("kept => sessionStorage.setItem('swit_meeting', kept)", kept)
        page.reload()
        expect(page.get_by_text(NONE)).to_be_visible()
        settle(page)


def test_keys_are_heard_only_while_presenting(dashboard: Server, visit: Visit) -> None:
    page = visit(dashboard, "/meeting?lang=en")
    drafted(page)
    page.get_by_label("Note for you, slide 1").fill("b q n")  # letters are letters here
    page.keyboard.press("Home")
    page.keyboard.type("f ")
    expect(page.get_by_label("Note for you, slide 1")).to_have_value("f b q n")
    page.keyboard.press("Escape")
    expect(page.get_by_text("Slide 6: Who answered")).to_be_visible()


@pytest.mark.long
def test_any_key_can_be_switched_off_and_stays_so_after_a_reload(
    dashboard: Server, visit: Visit
) -> None:
    page = visit(dashboard, "/meeting?lang=en")
    drafted(page)
    for name in (r"^Arrows", r"^B or", r"^Escape"):
        page.get_by_text(re.compile(name)).click()
        settle(page)
    present(page)
    deaf_to(page, 1, "ArrowRight", "b", ".", "Escape")
    page.keyboard.press("PageDown")
    expect(stage(page)).to_contain_text("2 / 6")
    page.reload()
    expect(stage(page)).to_contain_text("2 / 6")
    settle(page)
    deaf_to(page, 2, "ArrowRight", "b", "Escape")
    stage(page).get_by_role("button", name="Leave").focus()
    page.keyboard.press("Enter")
    expect(stage(page)).to_have_count(0)


def deaf_to(page: Page, number: int, *keys: str) -> None:
    """Press keys that do nothing: the same slide stays there."""
    for key in keys:
        page.keyboard.press(key)
    expect(stage(page)).to_contain_text(f"{number} / 6")
    expect(stage(page).locator(".blank")).to_be_hidden()
