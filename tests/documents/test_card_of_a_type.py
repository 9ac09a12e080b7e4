"""One stakeholder type's own card: the type as a whole, then its institutions, from released rows and of no other."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from swit_data.__main__ import main
from swit_data.documents.front_page import MOST_NUMBERS
from swit_data.documents.making import Wanted, content_of
from swit_data.release.illustrative import illustrative
from tests.documents.test_front_page import printed
from tests.every_language import in_turns

DAY = date(2026, 11, 28)
TYPES = [kind.code for kind in illustrative().framework.external_types]
PRINTED = pytest.CaptureFixture[str]


def wanted(pilot: str, kind: str, language: str = "en") -> Wanted:
    return Wanted(illustrative(), pilot, language, "pdf", DAY, "1", kind)


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("pilot", illustrative().pilots)
def test_its_numbers_are_those_of_its_institutions(pilot: str, kind: str) -> None:
    rows = (
        illustrative()
        .frame("scores")
        .query(
            "pilot == @pilot and round == '1' and stakeholder_type == @kind and scoring == 'standard' and "
            "respondent_class == 'community' and split == 'all' and item == 'participation'"
        )
    )
    rows = rows[~rows["target"].str.startswith("level=")]
    asked = rows[(rows["withheld"] != "not_asked") | (rows["target"] == "all")]
    by_hand = sorted(float(score) for score in asked["score"].dropna())
    content = content_of(wanted(pilot, kind))
    grid = next(s.grid for s in content.sections if s.code == "criteria")
    assert grid is not None
    assert len(grid.columns) == len(asked)
    shown = [cell.score for cell in grid.rows[0][1] if cell.score is not None]
    assert sorted(shown) == pytest.approx(by_hand)
    assert {gap.about for s in content.sections for gap in s.gaps} <= {grid.columns[0]}


@pytest.mark.parametrize(("kind", "language"), in_turns(TYPES))
def test_it_has_two_pages_and_thirty_numbers_on_the_first(
    kind: str, language: str, capsys: PRINTED
) -> None:
    pages = printed(content_of(wanted("KEN", kind, language)))
    assert len(pages) == 2
    assert 12 < len(re.findall(r"\d+(?:[.,]\d+)?", pages[0])) <= MOST_NUMBERS == 30
    with capsys.disabled():
        words = [len(page.split()) for page in pages]
        print(f"\n{kind} {language}: {words} words", end="")  # noqa: T201 - the figure


def test_what_is_asked_and_promised_is_of_this_type_alone() -> None:
    lines = [line for s in content_of(wanted("KEN", "un_agency")).sections for line in s.lines]
    assert any(line.startswith("UNAIDS country office: ") for line in lines)
    assert not any(line.startswith(("Ministry of health", "Local police")) for line in lines)


def test_the_command_makes_it_and_it_is_checked(tmp_path: Path, capsys: PRINTED) -> None:
    for form in ("pdf", "pptx", "docx"):
        out = str(tmp_path / f"card.{form}")
        assert main(["report", out, "--pilot", "KEN", "--type", "government"]) == 0
        assert main(["verify", out]) == 0
    assert main(["report", str(tmp_path / "x.pdf"), "--pilot", "KEN", "--type", "police"]) == 2
    assert "government" in capsys.readouterr().err
