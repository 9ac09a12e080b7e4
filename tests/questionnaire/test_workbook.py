"""The workbook to copy paper into: lists of codes in its cells, texts only, and a way back in."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.questionnaire.field_form import made
from tests.questionnaire.sheets import Book
from tests.questionnaire.test_form import SWIT, asked_columns

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = tomllib.loads(SWIT.read_text("utf-8"))
SCALES = {scale["code"]: [a["code"] for a in scale["answers"]] for scale in CONTENT["scales"]}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return Book(made(tmp_path_factory.mktemp("book"), SWIT, "--kind", "workbook", "--pilot", "UKR"))


def head(book: Book) -> list[str]:
    """Row 1 of the answers; there is nothing under it."""
    cells = book.cells("answers")
    assert all(at.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "1" for at in cells)
    return list(cells.values())


def test_its_header_is_what_the_intake_reads(book: Book) -> None:
    expected = asked_columns(CONTENT, "core", {"community", "institution"})
    expected |= {f"{t['code']}_targets" for t in CONTENT["stakeholder_types"] if t["external"]}
    expected |= {
        "_uuid",
        "pilot",
        "round",
        "class",
        "consent",
        "consent_on_record",
        "quote_consent",
    }
    expected |= {"participants", "branch", "gender", "site", "stakeholder_type", "target"}
    assert sorted(head(book)) == sorted(expected)
    assert head(book)[0] == "_uuid"


def allowed() -> dict[str, list[str]]:
    """What may stand in each column of codes, from the framework's own text."""
    targets = {t["code"]: [u["code"] for u in t["targets"]] for t in CONTENT["stakeholder_types"]}
    external = [t["code"] for t in CONTENT["stakeholder_types"] if t["external"]]
    answers = {
        f"{kind}_{target}_{one['code']}": SCALES[one["scale"]]
        for one in CONTENT["indicators"]
        for kind in one["stakeholder_types"]
        for target in targets[kind]
    }
    asked = asked_columns(CONTENT, "core", {"community", "institution"})
    yes_no = {c: ["yes", "no"] for c in ("consent", "consent_on_record", "quote_consent")}
    return {
        **{column: codes for column, codes in answers.items() if column in asked},
        **{f"{kind}_targets": targets[kind] for kind in external},
        **yes_no,
        "pilot": ["UKR"],
        "class": ["sex_worker", "focus_group", "institution"],
        "gender": ["woman", "man", "transgender", "prefer_not_to_say"],
        "site": ["urban", "rural", "prefer_not_to_say"],
        "stakeholder_type": external,
        "target": [code for kind in external for code in targets[kind]],
        "participants": [str(n) for n in range(1, 1000)],
        "branch": [str(n) for n in range(1, 100)],
    }


def test_every_list_is_the_allowed_codes(book: Book) -> None:
    limits = book.limits("answers")
    assert len(set(limits.pop("_uuid"))) == 500
    assert limits == allowed()
    assert set(head(book)) - set(limits) == {"_uuid", "round"}  # a round is any short code


def test_two_workbooks_share_no_number(tmp_path: Path, book: Book) -> None:
    other = Book(made(tmp_path, SWIT, "--kind", "workbook"))
    assert not set(other.limits("answers")["_uuid"]) & set(book.limits("answers")["_uuid"])
    assert other.limits("answers")["pilot"] == ["KEN", "IDN", "SUR", "UKR"]


def test_it_holds_texts_only_and_says_where_it_is_from(book: Book) -> None:
    # One sheet that explains for each language of the pilot, in which Ukrainian stands first.
    how = [name for name in book.sheets if name not in {"answers", "codes", "swit_form"}]
    assert [name.rpartition(" ")[2] for name in how] == ["(uk)", "(ru)", "(en)"]
    assert {"How to fill in (en)", "Як заповнювати (uk)"} <= set(how)
    assert book.sheets == {
        "answers": False,
        **dict.fromkeys(how, False),
        "codes": True,
        "swit_form": True,
    }
    for sheet in book.sheets:
        book.cells(sheet)  # fails on a formula or a number
    origin = {row["what"]: row["value"] for row in book.rows("swit_form")}
    assert origin["framework"] == "swit"
    assert origin["version"] == CONTENT["framework"]["version"]
    assert origin["set"] == "core"
    assert not [
        name for name in book.parts if "macro" in name.lower() or "external" in name.lower()
    ]


def test_it_explains_every_column_in_every_language(book: Book) -> None:
    for sheet, said in (
        ("How to fill in (en)", "= Don't know"),
        ("Як заповнювати (uk)", "= Не знаю"),
    ):
        cells = list(book.cells(sheet).values())
        assert set(head(book)) - {"_uuid"} <= set(cells)
        assert [text for text in cells if said in text]
