"""A vault in a real browser: made with a file, locked and opened, by a second person too; backed up, restored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from swit_data import store
from swit_data.wording import Wording
from tests.browser.conftest import ROOT, Server, Visit, serving, settle
from tests.browser.test_data import bring, give
from tests.browser.test_pages import VIOLATIONS
from tests.intake.field import NARROW
from tests.intake.test_rows import THREE

OWN = "seven grey herons wait under the bridge"
SECOND = "our lanterns burn until the market opens"
WRONG = "seven grey herons wait under the tree"
NEW = "New passphrase: that one, or one of your own"
LOCKED, OPEN = "This dataset is locked", "This dataset is open until you lock it"
NOT_OPEN = "this passphrase does not open the dataset"
SHOTS = Path(__file__).parent / "screenshots"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Server, Path]]:
    with serving(ROOT / "app.py", tmp_path / "log.txt") as server:
        yield server, tmp_path / "home" / "datasets" / "assessment"


def fill(page: Page, label: str, text: str) -> None:
    box = page.get_by_label(label, exact=True)
    box.fill(text)
    box.press("Enter")
    settle(page)


def press(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=name, exact=True)
    button.scroll_into_view_if_needed()
    button.click()
    settle(page)


def choose(page: Page, name: str) -> None:
    page.get_by_text(name, exact=True).click()
    settle(page)


def take_offered(page: Page) -> str:
    """Type the passphrase that is offered, and return it."""
    line = page.get_by_text(re.compile(r"nobody has thought of \(\d+ bits\): ")).inner_text()
    words = line.rpartition(": ")[2]
    fill(page, NEW, words)
    return words


def choose_own(page: Page, passphrase: str) -> None:
    fill(page, NEW, passphrase)
    fill(page, "The same again", passphrase)


def open_with(page: Page, passphrase: str, *, works: bool = True) -> None:
    page.get_by_label("Passphrase", exact=True).fill(passphrase)
    press(page, "Open it")
    expect(page.get_by_text(OPEN if works else NOT_OPEN)).to_be_visible()


def lock(page: Page) -> None:
    press(page, "Lock now")
    expect(page.get_by_text(LOCKED)).to_be_visible()


def new_vault(page: Page) -> str:
    """Keep a file's answers in a new vault, and return its passphrase; a weak one is refused before."""
    bring(page, THREE.encode(), NARROW.encode())
    kept = page.get_by_role("button", name="Keep these answers")
    expect(kept).to_be_disabled()
    fill(page, NEW, "sex work")
    expect(page.get_by_text("Too weak")).to_be_visible()
    expect(kept).to_be_disabled()
    words = take_offered(page)
    press(page, "Keep these answers")
    expect(page.get_by_text("Kept. What the other pages show has not changed.")).to_be_visible()
    expect(page.get_by_text(OPEN)).to_be_visible()
    return words


def bytes_under(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def seen(page: Page, name: str) -> None:
    """Keep a picture of a page, and find nothing on it that a screen reader stumbles over."""
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"vault-{name}.png", full_page=True)
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(VIOLATIONS)
    assert [each for each in found if "stFileUploaderDropzone" not in each] == []  # Streamlit's own


def test_a_new_dataset_is_locked_and_opened(own: tuple[Server, Path], visit: Visit) -> None:
    """Whoever has the folder has no answer; a wrong passphrase is one sentence, and shows nothing."""
    server, folder = own
    page = visit(server, "/data?lang=en")
    words = new_vault(page)
    assert store.is_vault(folder)
    assert not re.search(rb"dont_know|ngo|PAR1", bytes_under(folder))
    page.reload()
    settle(page)
    expect(page.get_by_text(LOCKED)).to_be_visible()  # another visit knows no passphrase
    expect(page.get_by_role("heading", name="History")).to_have_count(0)
    open_with(page, WRONG, works=False)
    open_with(page, words.upper().lower())
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    lock(page)
    expect(page.get_by_role("heading", name="History")).to_have_count(0)
    assert words not in bytes_under(folder.parents[1]).decode("latin-1")


@pytest.mark.long
def test_a_persons_walk(own: tuple[Server, Path], visit: Visit, tmp_path: Path) -> None:
    """Vault, second person, recovery sheet, another passphrase, a wrong one, backup, restored."""
    server, folder = own
    page = visit(server, "/data?lang=en")
    bring(page, THREE.encode(), NARROW.encode())
    choose_own(page, OWN)
    seen(page, "en-new")
    press(page, "Keep these answers")
    add_second(page)
    lock(page)
    seen(page, "en-locked")
    open_with(page, SECOND)
    code = make_sheet(page)
    changed = change(page)
    file = save_backup(page, tmp_path)
    lock(page)
    open_with(page, OWN, works=False)  # it did until a moment ago
    open_with(page, code)
    look_in_ukrainian(page, server, changed)
    elsewhere(page, server, file, changed, folder)


def add_second(page: Page) -> None:
    expect(page.get_by_text("Kept.")).to_be_visible()
    page.get_by_text("Who can open it").click()
    choose(page, "A second person")
    fill(page, "What that person is called here", "treasurer")
    choose_own(page, SECOND)
    press(page, "Let this person open it")
    expect(page.get_by_text("Now it also opens with the passphrase of: treasurer")).to_be_visible()


def make_sheet(page: Page) -> str:
    page.get_by_text("Who can open it").click()
    press(page, "Make a recovery sheet")
    code = page.locator(".st-key-words_recovery p").nth(1).inner_text().strip()
    seen(page, "en-sheet")
    press(page, "I have it: hide it")
    expect(page.get_by_text(code)).to_have_count(0)
    return code


def change(page: Page) -> str:
    """Give the first holder the passphrase that is offered, and return it."""
    choose(page, "Another passphrase")
    words = take_offered(page)
    press(page, "Change the passphrase")
    expect(page.get_by_text("Changed. Backups and copies")).to_be_visible()
    return words


def save_backup(page: Page, tmp_path: Path) -> Path:
    page.get_by_text("Backup", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a backup").click()
    file = tmp_path / "assessment.swit-backup.zip"
    download.value.save_as(file)
    assert not re.search(rb"dont_know|ngo|PAR1", file.read_bytes())
    return file


def look_in_ukrainian(page: Page, server: Server, passphrase: str) -> None:
    text = Wording.of("uk").text
    page.goto(f"http://{server.host}/data?lang=uk")
    settle(page)
    seen(page, "uk-locked")
    box = page.get_by_label(text("vault.passphrase"), exact=True)
    box.fill(passphrase)
    box.press("Enter")
    settle(page)
    page.get_by_text(text("vault.who")).click()
    choose(page, text("vault.add"))
    seen(page, "uk-open")


def elsewhere(page: Page, server: Server, file: Path, passphrase: str, folder: Path) -> None:
    """Restore the backup into a dataset of another name, whose own passphrase is another."""
    page.goto(f"http://{server.host}/data?lang=en")
    settle(page)
    open_with(page, passphrase)
    before = page.get_by_role("heading", name="History")
    expect(before).to_be_visible()
    page.get_by_text("Backup", exact=True).click()
    give(page, "Backup to restore", file.name, file.read_bytes())
    press(page, "Restore")
    expect(page.get_by_text("Restored. The history keeps the state before.")).to_be_visible()
    assert store.is_vault(folder)
