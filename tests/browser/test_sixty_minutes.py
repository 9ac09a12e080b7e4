"""A person new to the tool, alone with one pilot: from a field file to an approved report card and five slides.

`pytest -m long -n 0 tests/browser/test_sixty_minutes.py` prints how long each step took the browser, and how many
letters were typed: none of them is a digit.
"""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from swit_data.__main__ import main
from swit_data.framework import load
from tests.bench.large_import import FRAMEWORK, questions
from tests.bench.large_import import write as write_export
from tests.browser.conftest import Server, Visit, settle
from tests.browser.test_asks import approve_release, go, press
from tests.browser.test_data import give
from tests.browser.test_meeting import CONTINUED, put_together, stage
from tests.browser.test_vault import take_offered

FIVE = ("overview", "stakeholders", "participation", "pilot", "questions")
RECOMMENDATION = "Answer every letter of our organisations, and say who decides."
STORY = "Our own words about this round, read aloud at the meeting of the members."
MINUTES = 60


class Clock:
    """What each step took, and what was typed in it."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.steps: list[tuple[str, float]] = []
        self.typed: list[str] = []

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step."""
        began = time.perf_counter()
        yield
        self.steps.append((name, time.perf_counter() - began))

    def fill(self, page: Page, label: str, text: str) -> None:
        """Type a text."""
        page.get_by_label(label, exact=True).fill(text)
        self.typed.append(text)


def field_file(folder: Path, wrong: str = "") -> bytes:
    """Return an export of 36 interviews of one pilot; `wrong` stands where an answer of the first one was."""
    write_export(folder / "export.csv", 36, 7)
    with (folder / "export.csv").open(encoding="utf-8", newline="") as file:
        rows = [row | {"pilot": "KEN"} for row in csv.DictReader(file, delimiter=";")]
    columns = questions(load(FRAMEWORK))
    if wrong:
        rows[0][next(name for name in columns if rows[0][name])] = wrong
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def approve_text(page: Page, clock: Clock, section: str, text: str) -> None:
    box = page.get_by_role("combobox", name="Section", exact=True)
    box.click()
    page.get_by_role("option", name=section, exact=True).click()
    settle(page)
    clock.fill(page, "Text", text)
    press(page, "Save as a draft")
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    page.get_by_text("The community has read this text").first.click()
    settle(page)
    press(page, "Approve")
    expect(page.get_by_text("Approved. It is shown once a release")).to_be_visible()


def bring(page: Page, own: Server, clock: Clock, folder: Path) -> None:
    with clock.step("a file with a mistake is brought and says where it is"):
        go(page, own, "/data?lang=en")
        give(page, "File", "export.csv", field_file(folder, "sometimes?"))
        expect(page.get_by_text("“sometimes?” is not allowed").first).to_be_visible()
    with clock.step("the corrected file is brought and kept"):
        give(page, "File", "corrected.csv", field_file(folder))
        expect(page.get_by_text("Respondents that count: 36")).to_be_visible()
        clock.typed.append(take_offered(page))
        press(page, "Keep these answers")
        expect(page.get_by_text("Kept. What the other pages show has not changed.")).to_be_visible()


def write(page: Page, own: Server, clock: Clock) -> None:
    with clock.step("a narrative and a recommendation are written and approved"):
        go(page, own, "/texts?lang=en")
        approve_text(page, clock, "In the organisation’s own words", STORY)
        go(page, own, "/texts?lang=en")
        approve_text(page, clock, "Recommendation", RECOMMENDATION)
    with clock.step("what a release would say is read and approved"):
        go(page, own, "/data?lang=en")
        page.get_by_text("Show what a release would say").click()
        settle(page)
        approve_release(page)


def print_card(page: Page, own: Server, file: Path) -> None:
    go(page, own, "/documents?lang=en")
    expect(page.get_by_test_id("stImage").locator("img").first).to_be_visible()
    with page.expect_download() as card:
        page.get_by_role("button", name="Report card (PDF)").click()
    card.value.save_as(file)


def present(page: Page, own: Server) -> None:
    go(page, own, "/?lang=en")
    said = put_together(page, FIVE)
    page.get_by_role("link", name=re.compile("^The meeting: ")).click()
    settle(page)
    page.get_by_role("button", name="Present").press("Enter")
    heading = stage(page).get_by_role("heading", level=1)
    for text in said:
        expect(heading).to_have_text(text)
        page.keyboard.press("PageDown")
        if heading.inner_text() == CONTINUED:
            page.keyboard.press("PageDown")
    number, _, total = stage(page).locator(".place").inner_text().partition(" / ")
    assert number == total
    page.keyboard.press("Escape")


@pytest.mark.long
def test_from_a_field_file_to_a_report_card_and_five_slides(
    own: tuple[Server, Path], visit: Visit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clock, card, (server, home) = Clock(), tmp_path / "card.pdf", own
    with clock.step("the app opens, with illustrative data"):
        page = visit(server, "/?lang=en")
    bring(page, server, clock, tmp_path)
    write(page, server, clock)
    with clock.step("the report card is looked at and saved"):
        print_card(page, server, card)
    with clock.step("five slides are put together and presented by keyboard"):
        present(page, server)
    released = home / "releases" / "assessment"
    assert main(["verify", str(card), "--release", str(released)]) == 0
    text = " ".join(page.extract_text() for page in PdfReader(card).pages)
    assert "Answer every letter" in text
    assert "Illustrative" not in text
    assert not re.search(r"\d", "".join(clock.typed))
    assert sum(seconds for _, seconds in clock.steps) < MINUTES * 60
    with capsys.disabled():
        for name, seconds in clock.steps:
            print(f"\n{seconds:6.1f} s  {name}", end="")  # noqa: T201 - what the test is run for
        print(f"\n{sum(map(len, clock.typed))} letters typed, no digit")  # noqa: T201
