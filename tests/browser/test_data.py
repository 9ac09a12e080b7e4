"""The Data page in a real browser: a monitor brings files, sees what is wrong, keeps, goes back and releases."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Page, TimeoutError, expect  # noqa: A004 - playwright's own
from python_calamine import CalamineWorkbook

from swit_data import store
from tests.browser.conftest import ROOT, Server, Visit, settle
from tests.browser.test_pages import VIOLATIONS
from tests.intake.field import NARROW
from tests.intake.test_labels import xlsform
from tests.intake.test_rows import THREE

FRAMEWORKS = ROOT / "tests" / "frameworks"
OTHER = (
    NARROW.replace('"A small survey"', '"A survey of guests"')
    .replace("trust", "welcome")
    .replace("heard", "asked_back")
)
GUESTS = "_id,_uuid,country,about,consent,welcome,asked_back\n1,g1,kenya,gov,yes,yes,\n2,g2,kenya,ngo,yes,no,yes\n"
# What a person who made a form of their own exports with “Labels”, and that form.
LABELLED = """\
Which country?,About whom?,Do you agree?,Do they listen?,Were you heard?,_uuid,_submission_time
Kenya,The government,I agree,They do,,u1,2026-03-02T10:00:00
Kenya,An organisation,I agree,They do not,They do,u2,2026-03-02T10:00:00
"""
FORM = [
    ["type", "name", "label"],
    ["select_one pilots", "country", "Which country?"],
    ["select_one kinds", "about", "About whom?"],
    ["select_one agreed", "consent", "Do you agree?"],
    ["select_one said", "trust", "Do they listen?"],
    ["select_one said", "heard", "Were you heard?"],
]
FORM_CHOICES = [
    ["list_name", "name", "label"],
    ["pilots", "kenya", "Kenya"],
    ["kinds", "gov", "The government"],
    ["kinds", "ngo", "An organisation"],
    ["agreed", "yes", "I agree"],
    ["said", "yes", "They do"],
    ["said", "no", "They do not"],
]
NEW = Path("datasets", "assessment")  # where the first dataset of a home lies
OTHER_FILES = [
    ("odk-central/ambiguous.csv", "", "This is not a form of this survey. Which survey is it?"),
    ("reach-iraq/export.csv", "reach-iraq.toml", "Rows: 632. Distinct submissions: 632."),
    ("kobo-formats/grouped_translated__xml_groups_both.csv", "", "KoboToolbox export (CSV)"),
    ("kobo-formats/grouped_translated__default_label.xlsx", "", "KoboToolbox export (XLSX)"),
    ("kobo-formats/repeats.xlsx", "", "KoboToolbox export (XLSX)"),
    ("kobo-formats/site_inspection__xml_groups_both.csv", "", "site_inspection"),
    ("odk-central/all-data-types.csv", "", "all-data-types.csv"),
]
WRONG = THREE.replace("ngo,yes,no,dont_know", "ngo,yes,nope,dont_know")


def give(page: Page, label: str, name: str, content: bytes) -> None:
    """Hand a file to one of the page's file choosers."""
    box = page.get_by_role("region", name=label, exact=True).locator("input[type=file]")
    box.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})
    settle(page)


def pick(page: Page, label: str, option: str) -> None:
    """Choose from a list further down: a page that is still being scrolled or drawn closes it again."""
    wanted = page.get_by_role("option", name=option, exact=True)

    def open_list() -> None:
        page.get_by_role("combobox", name=label, exact=True).click()
        wanted.click(timeout=2_000)

    for _ in range(10):
        try:
            open_list()
        except TimeoutError:
            page.keyboard.press("Escape")
        else:
            return
    open_list()


def bring(page: Page, content: bytes, framework: bytes, name: str = "export.csv") -> None:
    """Hand in a file of a survey that is not known here: the page asks which one it is."""
    give(page, "File", name, content)
    pick(page, "Survey", "Another survey, with its framework file …")
    settle(page)
    give(page, "Framework file of another survey (.toml)", "survey.toml", framework)


def without_passphrase(page: Page) -> None:
    """Let the new dataset lie on the disk as it is, to be looked into there (test_vault.py: those in a vault)."""
    page.get_by_text("Keep the answers without a passphrase").click()
    settle(page)


def keep(page: Page, *, new: bool = True) -> None:
    """Keep a file's answers, in a new dataset or in one that is there."""
    if new:
        without_passphrase(page)
    page.get_by_role("button", name="Keep these answers").click()


def said(page: Page) -> str:
    return page.get_by_test_id("stMain").inner_text()


def test_a_right_file_is_shown_back_and_kept(own: tuple[Server, Path], visit: Visit) -> None:
    server, folder = own[0], own[1] / NEW
    page = visit(server, "/data")
    bring(page, THREE.encode(), NARROW.encode())
    expect(page.get_by_text("Respondents that count: 3: KEN 2, UKR 1.")).to_be_visible()
    expect(page.get_by_text("KoboToolbox export (CSV)")).to_be_visible()
    assert not store.exists(folder)
    expect(page.get_by_text("KEN round 1: 8 more interviews with sex workers are")).to_be_visible()
    keep(page)
    expect(page.get_by_text("Kept. What the other pages show has not changed.")).to_be_visible()
    assert len(store.open_dataset(folder).table("respondents")) == 3
    # Without loading the page again: the stage of each pilot, the history, an empty place for the next file.
    expect(page.get_by_text("Where each pilot and round stands")).to_be_visible()
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    expect(page.get_by_text("Next: bring in more interviews (step 2).")).to_be_visible()
    expect(page.get_by_role("button", name="Keep")).to_have_count(0)
    assert str(folder.parents[1]) not in said(page)


def test_a_file_of_another_survey_is_asked_about_first_and_gets_a_dataset_of_its_own(
    own: tuple[Server, Path], visit: Visit
) -> None:
    """Before anything is said of telephone numbers or missing columns: which survey is this?"""
    server, folder = own[0], own[1] / NEW
    page = visit(server, "/data")
    bring(page, THREE.encode(), NARROW.encode())
    keep(page)
    expect(page.get_by_text("Kept.")).to_be_visible()
    first, *rows = GUESTS.splitlines()
    give(
        page,
        "File",
        "guests.csv",
        "\n".join([f"{first},phone", *(f"{row},+254712345678" for row in rows)]).encode(),
    )
    question = "This is not a form of this survey. Which survey is it?"
    expect(page.get_by_role("heading", name=question)).to_be_visible()
    assert "telephone" not in said(page)
    give(page, "File", "guests.csv", GUESTS.encode())
    pick(page, "Survey", "Another survey, with its framework file …")
    settle(page)
    give(page, "Framework file of another survey (.toml)", "guests.toml", OTHER.encode())
    expect(page.get_by_text("“assessment” holds answers to another survey")).to_be_visible()
    keep(page)
    expect(page.get_by_text("Kept.")).to_be_visible()
    assert len(store.open_dataset(folder).table("respondents")) == 3
    assert len(store.open_dataset(folder.parent / "assessment-2").table("respondents")) == 2


def test_a_form_is_asked_for_where_the_header_holds_its_labels(
    own: tuple[Server, Path], visit: Visit
) -> None:
    """The fields that help stand open, not folded, when they are needed; with the form the file is read."""
    server, _ = own
    page = visit(server, "/data")
    bring(page, LABELLED.encode(), NARROW.encode())
    expect(page.get_by_text("give the form that it was collected with")).to_be_visible()
    form = xlsform(survey=FORM, choices=FORM_CHOICES)
    give(page, "XLSForm of an export that has your own labels", "form.xlsx", form)
    expect(page.get_by_text("Respondents that count: 2: KEN 2.")).to_be_visible()


def test_a_wrong_file_is_reviewed_and_its_valid_part_kept_on_a_second_word(
    own: tuple[Server, Path], visit: Visit
) -> None:
    server, folder = own[0], own[1] / NEW
    page = visit(server, "/data")
    bring(page, WRONG.encode(), NARROW.encode())
    line = "export.csv: column “trust”, row 3: “nope” is not allowed; allowed: yes, no, dont_know"
    expect(page.get_by_text(line)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Workbook with the wrong cells marked (XLSX)").click()
    marked = CalamineWorkbook.from_filelike(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert [row[2:4] for row in marked.get_sheet_by_name("Problems").to_python()[1:]] == [
        [3.0, "trust"]
    ]
    kept = page.get_by_role("button", name="Keep the valid part")
    expect(kept).to_be_disabled()
    expect(page.get_by_text("The button waits for the tick above.")).to_be_visible()
    assert not store.exists(folder)
    page.get_by_text("Leave these out and keep the rest: 0 interviews").click()
    settle(page)
    without_passphrase(page)
    kept.click()
    expect(page.get_by_text("Kept. What the other pages show")).to_be_visible()
    assert len(store.open_dataset(folder).table("answers")) == 3


def test_what_identifies_is_refused_and_not_shown(own: tuple[Server, Path], visit: Visit) -> None:
    server, folder = own[0], own[1] / NEW
    page = visit(server, "/data")
    first, *rows = THREE.splitlines()
    text = "\n".join([f"{first},phone", *(f"{row},+254712345678" for row in rows), ""])
    bring(page, text.encode(), NARROW.encode())
    expect(page.get_by_text("column “phone” holds telephone numbers")).to_be_visible()
    assert "+254712345678" not in said(page)
    expect(page.get_by_role("button", name="Keep")).to_have_count(0)
    assert not store.exists(folder)


def test_history_undo_and_release(own: tuple[Server, Path], visit: Visit) -> None:
    server, folder = own[0], own[1] / NEW
    page = visit(server, "/data")
    bring(page, THREE.encode(), NARROW.encode())
    keep(page)
    expect(page.get_by_text("Kept.")).to_be_visible()
    give(page, "File", "later.csv", THREE.replace("ngo,yes,no,", "ngo,yes,yes,").encode())
    expect(
        page.get_by_text("2 respondents with the same answers; 1 with other answers")
    ).to_be_visible()
    keep(page, new=False)
    expect(page.get_by_text("Kept.")).to_be_visible()
    changed = store.open_dataset(folder).table("answers")
    page.get_by_text("Go back to an earlier state").click()
    page.get_by_role("button", name="Go back").click()
    expect(page.get_by_text("The dataset is again as it was after change 1")).to_be_visible()
    assert store.open_dataset(folder).table("answers") != changed
    page.get_by_text("Show what a release would say").click()
    settle(page)
    expect(page.get_by_text("KEN round 1: too few respondents")).to_be_visible()
    expect(page.get_by_role("button", name="Approve and release")).to_be_disabled()


@pytest.mark.parametrize(
    ("theme", "width"), [("light", 1280), pytest.param("dark", 390, marks=pytest.mark.long)]
)
def test_the_page_is_in_ukrainian_and_open_to_everybody(
    dashboard: Server, visit: Visit, theme: str, width: int
) -> None:
    size = {"width": width, "height": 844}
    page = visit(dashboard, "/data?lang=uk", color_scheme=theme, viewport=size, bypass_csp=True)
    bring_uk(page)
    expect(page.get_by_text("стовпець «trust»")).to_be_visible()
    page.evaluate(AXE_SCRIPT)
    found = [v for v in page.evaluate(VIOLATIONS) if "presentation-role-conflict" not in v]
    assert found == []


def bring_uk(page: Page) -> None:
    give(page, "Файл", "export.csv", WRONG.encode())
    pick(page, "Опитування", "Інше опитування, з його файлом методики …")
    settle(page)
    give(page, "Файл методики іншого опитування (.toml)", "survey.toml", NARROW.encode())


@pytest.mark.parametrize(
    ("file", "framework", "sentence"),
    [
        (
            "kobo-swit-demo/export_xml.csv",
            "kobo-swit-demo.toml",
            "Rows: 29. Distinct submissions: 28.",
        ),
        *(pytest.param(*row, marks=pytest.mark.long) for row in OTHER_FILES),
    ],
)
def test_real_files(  # noqa: PLR0917 - pytest's fixtures
    dashboard: Server, visit: Visit, realdata: Path, file: str, framework: str, sentence: str
) -> None:
    page = visit(dashboard, "/data")
    content = (realdata / file).read_bytes()
    if framework:
        bring(page, content, (FRAMEWORKS / framework).read_bytes(), Path(file).name)
    else:
        give(page, "File", Path(file).name, content)
    expect(page.get_by_text(sentence).first).to_be_visible(timeout=60_000)
