"""The review: what is left out is said, the wrong cells are marked, and only an explicit word keeps the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook

from tests.intake.field import WIDE, Field
from tests.intake.test_bad_files import refused
from tests.intake.test_rows import THREE, answers, wide

if TYPE_CHECKING:
    from pathlib import Path

WRONG = THREE.replace("ngo,yes,no,dont_know", "ngo,yes,nope,dont_know").replace(
    "UKR,ngo", "Uganda,ngo"
)


def test_yes_keeps_whole_files_only(field: Field) -> None:
    err = refused(field.take(WRONG))
    assert "column “trust”, row 3: “nope” is not allowed" in err
    assert "column “country”, row 4: “Uganda” is not allowed" in err


def test_the_valid_part_is_kept_when_asked(field: Field) -> None:
    outcome = field.take(WRONG, "--accept-valid")
    assert outcome.code == 0
    assert "1 interviews whole, and 1 answers of others" in outcome.out
    assert "“Uganda” is not allowed" in outcome.err
    assert answers(outcome) == [
        ("KEN", "1", "government", "health", "trust", "yes"),
        ("KEN", "1", "ngo", "clinic", "heard", "dont_know"),
    ]
    assert len(outcome.rows("asked")) == 2


def test_a_problem_of_the_whole_file_is_never_accepted(field: Field) -> None:
    err = refused(field.take(THREE.replace("consent", "consnt"), "--accept-valid"))
    assert (
        "required columns are missing: “consent” ([form] consent) (did you mean “consnt”?)" in err
    )


def test_nothing_valid_is_nothing_kept(field: Field) -> None:
    err = refused(field.take(THREE.replace("kenya", "x").replace("UKR", "x"), "--accept-valid"))
    assert "rows 2, 3, 4: “x” is not allowed" in err


def test_the_workbook_marks_each_wrong_cell(field: Field, tmp_path: Path) -> None:
    marked = tmp_path / "review.xlsx"
    text = WRONG.replace("a talk", "CANARY")
    refused(field.take(text, "--review", str(marked)))
    book = CalamineWorkbook.from_path(str(marked))
    listed = book.get_sheet_by_name("Problems").to_python()
    assert [(row[2], row[3]) for row in listed[1:]] == [(3.0, "trust"), (4.0, "country")]
    rows = book.get_sheet_by_name("Rows").to_python()
    assert rows[0] == ["Row", "country", "about", "consent", "trust", "heard"]
    assert [row[0] for row in rows[1:]] == [3.0, 4.0]
    assert rows[1][4] == "nope"
    assert not any(
        "CANARY" in str(cell) for sheet in (listed, rows) for row in sheet for cell in row
    )


def test_what_describes_a_person_is_not_in_the_workbook(field: Field, tmp_path: Path) -> None:
    marked = tmp_path / "review.xlsx"
    text = wide("1,sw,,,,,b1,womann,health,yes,,,,,u1", "1,sw,,,,,b1,woman,health,nope,,,,,u2")
    err = refused(field.take(text, "--review", str(marked), framework=WIDE))
    assert "column “q_gender”, row 2: a value (not shown here) is not allowed" in err
    assert "womann" not in err
    book = CalamineWorkbook.from_path(str(marked))
    cells = [
        str(c)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for c in row
    ]
    assert "woman" not in cells
    assert "womann" not in cells
    assert "nope" in cells


def test_an_update_is_counted(field: Field) -> None:
    field.take(THREE)
    told = field.take(THREE.replace("ngo,yes,no,", "ngo,yes,yes,")).out
    assert (
        "2 respondents with the same answers; 1 with other answers, which this file replaces; 0 are new"
        in (" ".join(told.split()))
    )
