"""A release read by the community before it is made: a draft in one window, walked through, withheld, released."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from swit_data.release import ledger, verify
from swit_data.released.pilot_release import read_release
from tests.browser.conftest import Server, Visit, settle, turn_to
from tests.browser.test_data import give, without_passphrase
from tests.browser.test_pages import VIOLATIONS
from tests.browser.test_sixty_minutes import field_file
from tests.browser.test_vault import take_offered

DRAFT = "Draft - not approved by the community"
COMMENT = "Too near to one of us."
MOST_ACTIONS = (
    9  # from the file to the approved release, the passphrase of a new dataset among them
)
HANDED_OUT = (
    "[data-testid=stDownloadButton], [class*=st-key-save_], .st-key-copy_link, .st-key-meeting_add"
)


@dataclass
class Actions:
    """What a person did: clicks, keys that choose, texts that were typed, files that were given."""

    done: list[str] = field(default_factory=list)

    def do(self, page: Page, name: str) -> None:
        """Note an action when the page has drawn what came of it."""
        self.done.append(name)
        settle(page)

    def click(self, page: Page, place: Locator, name: str) -> None:
        """Click, and wait."""
        place.scroll_into_view_if_needed()
        place.click()
        self.do(page, name)


def bring(page: Page, actions: Actions, folder: Path, *, sealed: bool = False) -> None:
    """Keep a file's answers; `sealed`: in a vault, else so that a test can look at them on the disk."""
    give(page, "File", "export.csv", field_file(folder))
    actions.do(page, "the file is given")
    if sealed:
        take_offered(page)
        actions.do(page, "the passphrase that is offered is typed")
    else:
        without_passphrase(page)
    actions.click(page, page.get_by_role("button", name="Keep these answers"), "kept")
    expect(page.get_by_text("Kept. What the other pages show has not changed.")).to_be_visible()


def open_draft(page: Page, actions: Actions) -> None:
    actions.click(page, page.get_by_text("Show what a release would say"), "opened as a draft")
    expect(page.get_by_role("heading", name="Finding by finding")).to_be_visible()


def finding(page: Page) -> str:
    return page.locator(".st-key-words_finding h2").inner_text()


def approve(page: Page, actions: Actions) -> None:
    button = page.get_by_role("button", name="Approve and release")
    expect(button).to_be_disabled()
    expect(page.get_by_text("The button waits for the month and the tick above.")).to_be_visible()
    month = page.get_by_role("combobox", name="Month in which the community read it")
    month.press("ArrowDown")  # opens the list, at “Choose a month”
    actions.done.append("the list of months is opened")
    month.press("ArrowDown")
    month.press("Enter")
    actions.do(page, "a month is chosen")
    by = page.get_by_role("textbox", name="Who read it")
    by.fill("The members’ meeting")
    by.press("Enter")
    actions.do(page, "who read it is typed")
    actions.click(page, page.get_by_text("The community read this and agrees"), "ticked")
    actions.click(page, button, "approved")
    expect(page.locator(".st-key-words_announced_release mark")).to_be_visible()


def test_from_a_file_to_an_approved_release_in_few_actions(
    own: tuple[Server, Path], visit: Visit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server, home = own
    page, actions = visit(server, "/data?lang=en", bypass_csp=True), Actions()
    page.evaluate("window.swit_not_loaded_again = true")
    bring(page, actions, tmp_path, sealed=True)
    open_draft(page, actions)
    read_by_everybody(page)
    approve(page, actions)
    assert page.evaluate("window.swit_not_loaded_again") is True
    assert len(actions.done) <= MOST_ACTIONS
    reading = read_release(home / "releases" / "assessment" / "KEN").reading
    assert re.fullmatch(r"\d{4}-\d{2}", reading.month)
    assert (reading.by, reading.agreed, reading.withheld) == ("The members’ meeting", 0, 0)
    turn_to(page, "overview")
    expect(page.get_by_text(DRAFT)).to_have_count(0)
    assert page.locator(HANDED_OUT).count() > 0
    with capsys.disabled():
        print(f"\n{len(actions.done)} actions: {', '.join(actions.done)}")  # noqa: T201 - what the test is run for


def test_a_draft_is_marked_everywhere_and_handed_out_nowhere(
    own: tuple[Server, Path], visit: Visit, tmp_path: Path
) -> None:
    """Page, figure and card say so; nothing can be saved; another window sees nothing; every sheet says it."""
    server, home = own
    page, actions = visit(server, "/data?lang=en"), Actions()
    bring(page, actions, tmp_path)
    open_draft(page, actions)
    for name in ("overview", "compare", "pilot", "questions", "documents", "meeting"):
        turn_to(page, name)
        expect(page.locator(".st-key-words_draft").get_by_text(DRAFT)).to_be_visible()
        expect(page.locator(HANDED_OUT)).to_have_count(0)
    expect(page.get_by_text("it stands in no meeting")).to_be_visible()
    expect(page.get_by_role("button", name="Present")).to_have_count(0)
    turn_to(page, "overview")
    expect(page.locator(".js-plotly-plot").first).to_contain_text(DRAFT)
    page.emulate_media(media="print")
    sheets = PdfReader(_printed(page, tmp_path / "printed.pdf")).pages
    assert all(DRAFT in sheet.extract_text() for sheet in sheets)
    other = visit(server, "/?lang=en")
    expect(other.get_by_text("Illustrative data").first).to_be_visible()
    expect(other.get_by_text(DRAFT)).to_have_count(0)
    assert not (home / "releases").exists()
    assert ledger.read_entries(home / "datasets" / "assessment") == ()


def _printed(page: Page, path: Path) -> Path:
    page.pdf(path=path, prefer_css_page_size=True)
    return path


def comment(page: Page, text: str) -> None:
    box = page.get_by_role("textbox", name="Comment (stays on this computer)")
    box.fill(text)
    box.press("Enter")
    settle(page)


def test_what_is_withheld_is_in_no_page_and_no_file_of_the_release(
    own: tuple[Server, Path], visit: Visit, tmp_path: Path
) -> None:
    server, home = own
    page = visit(server, "/data?lang=en")
    bring(page, Actions(), tmp_path)
    open_draft(page, Actions())
    withheld = walk_two(page)
    kept = home / "datasets" / "assessment" / "reading.json"
    assert kept.stat().st_mode & 0o077 == 0
    approve(page, Actions())
    assert not kept.exists()
    released(home)
    turn_to(page, "overview")
    page.get_by_text("Who answered", exact=True).click()
    expect(page.get_by_text("Who read it: The members’ meeting.")).to_be_visible()
    expect(page.get_by_text("agreed: 1; withheld: 1; with a comment: 1.")).to_be_visible()
    turn_to(page, "data")
    # The next draft of the same answers does not tell it either.
    open_draft(page, Actions())
    expect(page.get_by_text("Kept back, as the community decided").first).to_be_visible()
    assert withheld not in page.get_by_test_id("stMain").inner_text()


def walk_two(page: Page) -> str:
    """Agree to the first finding, withhold the second with a comment, and return it; no comment leads to a person."""
    first = finding(page)
    page.get_by_role("button", name="Agree", exact=True).click()
    expect(page.locator(".st-key-words_finding h2")).not_to_have_text(first)
    withheld = finding(page)
    comment(page, "call +254 712 345 678")
    page.get_by_role("button", name="Withhold").click()
    expect(page.get_by_text("The comment: it holds a telephone number.")).to_be_visible()
    comment(page, COMMENT)
    page.get_by_role("button", name="Withhold").click()
    expect(page.get_by_text("So far: agreed 1, withheld 1, with a comment 1.")).to_be_visible()
    settle(page)
    return withheld


def released(home: Path) -> None:
    """Look into the files of the release: nothing of what is withheld is there, and no word of the comment."""
    folder = home / "releases" / "assessment" / "KEN"
    release = read_release(folder)
    said = release.reading
    assert (said.agreed, said.withheld, said.commented) == (1, 1, 1)
    rows = release.tables["scores"].to_pylist()
    hidden = [row for row in rows if row["withheld"] == "kept_back"]
    assert hidden
    assert all(row["score"] is None for row in hidden)
    assert verify(folder)
    texts = [p.read_text("utf-8", "replace") for p in folder.rglob("*") if p.is_file()]
    assert COMMENT not in "".join(texts)
    (entry,) = ledger.read_entries(home / "datasets" / "assessment")
    assert {question[:3] for question in entry.kept_back} == {("KEN", "2026a", "government")}


@pytest.mark.long
@pytest.mark.parametrize(("theme", "width"), [("light", 390), ("dark", 1280)])
def test_the_walk_is_in_ukrainian_and_open_to_everybody(
    own: tuple[Server, Path], visit: Visit, tmp_path: Path, theme: str, width: int
) -> None:
    server, _ = own
    bring(visit(server, "/data?lang=en"), Actions(), tmp_path)
    size = {"width": width, "height": 844}
    page = visit(server, "/data?lang=uk", color_scheme=theme, viewport=size, bypass_csp=True)
    page.get_by_text("Показати, що міститиме випуск").click()
    expect(page.get_by_role("heading", name="Висновок за висновком")).to_be_visible()
    settle(page)
    assert re.search("секс-працівники оцінюють", finding(page))
    read_by_everybody(page)


def read_by_everybody(page: Page) -> None:
    page.evaluate(AXE_SCRIPT)
    found = [v for v in page.evaluate(VIOLATIONS) if "presentation-role-conflict" not in v]
    assert found == []
