"""One file of each kind of shared/trouble on the Data page, in a real browser; minutes, so `pytest -m long`."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, Visit, settle
from tests.browser.test_data import give, pick
from tests.intake.test_trouble_files import DEMO, READ, REFUSED, measured

# Of each file: its framework, and the line that the page must say.
Case = tuple[str, str, str]
CASES: list[Case] = sorted(
    [(file, name, f"Answers: {answers}.") for file, name, answers, _ in READ] + REFUSED
)
KINDS: list[Case] = [next(rows) for _, rows in groupby(CASES, lambda row: row[0].partition("/")[0])]
RENAMED = "08-renamed-question/24_renamed_across_versions.csv"


def bring(page: Page, file: Path, framework: str) -> None:
    """Hand in a file, and the framework of its survey where the page does not know it."""
    give(page, "File", file.name, file.read_bytes())
    pick(page, "Survey", "Another survey, with its framework file …")
    settle(page)
    give(page, "Framework file of another survey (.toml)", "survey.toml", framework.encode())


@pytest.mark.long
@pytest.mark.parametrize("case", KINDS, ids=[row[0].partition("/")[0] for row in KINDS])
def test_a_bent_file_on_the_page(
    case: Case, dashboard: Server, visit: Visit, trouble: Path
) -> None:
    file, name, line = case
    page = visit(dashboard, "/data")
    bring(page, trouble / file, measured(trouble, name).read_text("utf-8"))
    expect(page.get_by_text(line).first).to_be_visible(timeout=60_000)
    kept = page.get_by_role("button", name=re.compile("Keep these answers"))
    if line.startswith("Answers"):
        expect(kept).to_be_enabled()
    else:  # refused, or a person must say that it is right
        assert kept.count() == 0 or kept.is_disabled()


@pytest.mark.long
def test_a_renamed_question_on_the_page(dashboard: Server, visit: Visit, trouble: Path) -> None:
    page = visit(dashboard, "/data")
    aliased = 'code = "ce_01"\nnames = ["empower_01"]'
    bring(page, trouble / RENAMED, DEMO.read_text("utf-8").replace('code = "ce_01"', aliased))
    expect(page.get_by_text("Answers: 84.").first).to_be_visible(timeout=60_000)
