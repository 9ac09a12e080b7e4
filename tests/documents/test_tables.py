"""Tables to take away: what a spreadsheet reads back is what was released, and never a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from swit_data.documents import About, about, csv_file, xlsx_file
from swit_data.findings import score_table
from swit_data.release.illustrative import illustrative
from swit_data.released.rows import score_rows
from tests.findings.drawn_release import LANGUAGES, drawn, labels_of

DAY = date(2026, 11, 24)
PLAIN = About("A title", {"Data": "Collected"}, (("Release", "abc"),), (), "About", DAY)
FORMULAS = [
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "a;=1",
    "a\n=HYPERLINK(1)",
    "＝1+1",
]
NUMBERS = ["-5", "+3.5", "12%", "-1,5", "1e5"]


def read_csv(content: bytes) -> list[list[str]]:
    """Read with the standard library, as text."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content: bytes) -> dict[str, list[list[object]]]:
    """Read with calamine, another library than the one that writes."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: [[*row] for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }


def test_numbers_are_numbers_and_what_is_missing_is_empty() -> None:
    table = pd.DataFrame(
        {
            "Pilot": ["Kenya", "Ukraine"],
            "Score": [30.5, None],
            "People": pd.array([48, None], dtype="Int32"),
        }
    )
    rows = read_xlsx(xlsx_file({"Scores": table}, PLAIN))["Scores"]
    assert rows == [
        ["Pilot", "Score", "People", "Data"],
        ["Kenya", 30.5, 48.0, "Collected"],
        ["Ukraine", "", "", "Collected"],
    ]
    assert read_csv(csv_file(table, PLAIN)) == [
        ["Pilot", "Score", "People", "Data"],
        ["Kenya", "30.5", "48", "Collected"],
        ["Ukraine", "", "", "Collected"],
    ]


def test_a_file_says_how_it_is_quoted_where_its_readers_look() -> None:
    """CSV, which is rows alone, in a column of each row; XLSX once, on the sheet about it."""
    cited = ("Quote as", "SWIT, =1, release 0123")
    about = replace(PLAIN, cited=cited)
    table = pd.DataFrame({"Pilot": ["Kenya", "Ukraine"]})
    assert read_csv(csv_file(table, about)) == [
        ["Pilot", "Data", "Quote as"],
        ["Kenya", "Collected", cited[1]],
        ["Ukraine", "Collected", cited[1]],
    ]
    book = read_xlsx(xlsx_file({"Scores": table}, about))
    assert book["Scores"][0] == ["Pilot", "Data"]
    assert [*cited] in book["About"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_csv_begins_as_a_formula(text: str) -> None:
    content = csv_file(pd.DataFrame({text: [text]}), PLAIN)
    (name, _), (cell, _) = read_csv(content)
    assert name == cell
    assert cell.replace("'", "") == text.replace("'", "")  # nothing is lost
    for piece in re.split(r"[;\t\r\n]", cell):  # where a spreadsheet could begin another cell
        assert not piece.lstrip().startswith(("=", "+", "-", "@", "＝"))


@pytest.mark.parametrize("number", NUMBERS)
def test_a_plain_number_stays_as_it_is(number: str) -> None:
    assert read_csv(csv_file(pd.DataFrame({"n": [number]}), PLAIN))[1][0] == number


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30),
        min_size=1,
    )
)
def test_any_text_comes_back_from_csv_as_it_went_in(texts: list[str]) -> None:
    rows = read_csv(csv_file(pd.DataFrame({"text": texts}), PLAIN))[1:]
    for written, text in zip(rows, texts, strict=True):
        assert written[0].replace("'", "") == text.replace("'", "")
        if not re.fullmatch(r"[+-]?\d+([.,]\d+)?(e[+-]?\d+)?%?", text, re.IGNORECASE):
            assert not any(
                p.lstrip().startswith(tuple("=+-@")) for p in re.split(r"[;\t\r\n]", written[0])
            )


def test_text_in_xlsx_is_text_and_no_file_holds_a_formula() -> None:
    texts = [*FORMULAS, "https://example.org", "<b>", "x" * 40_000]
    content = xlsx_file({"=1": pd.DataFrame({"=1": texts})}, PLAIN)
    (rows, _) = read_xlsx(content).values()
    assert [row[0] for row in rows[1:-1]] == texts[:-1]
    assert str(rows[-1][0]).endswith(
        "…"
    )  # Excel takes 32,767 characters; the rest is not lost unsaid
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert not re.search(rb"<(f|hyperlink)[ />]", packed.read(name))


def test_sheets_have_names_that_excel_takes() -> None:
    empty = pd.DataFrame({"a": [1]})
    names = ["A/B: [C]?*", "x" * 40, "X" * 40, "'quoted'", "", "About"]
    content = xlsx_file(dict.fromkeys(names, empty), PLAIN)
    written = list(read_xlsx(content))
    assert len(written) == len({each.casefold() for each in written}) == len(names) + 1
    assert all(0 < len(each) <= 31 and not re.search(r"[\[\]:*?/\\]", each) for each in written)


def test_the_same_rows_give_the_same_bytes() -> None:
    table = pd.DataFrame({"a": [1.5, None], "b": ["x", "y"]})
    assert xlsx_file({"T": table}, PLAIN) == xlsx_file({"T": table}, PLAIN)
    assert csv_file(table, PLAIN) == csv_file(table, PLAIN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_says_that_data_is_illustrative_and_the_method_is_inside(language: str) -> None:
    labels = labels_of(illustrative(), language)
    rows = score_rows(illustrative(), ["rollout"], chosen_round="1")
    table = score_table(rows, labels)
    told = about(labels, "T", (("Dimension", "Roll-out"),), "1", DAY)
    mark = labels.wording.text("app.illustrative")
    written = read_csv(csv_file(table, told))
    sheets = read_xlsx(xlsx_file({"T": table}, told))
    assert len(written) == len(rows) + 1
    assert all(mark in line and illustrative().fingerprint in line for line in written[1:])
    assert all(mark in line for line in sheets["T"][1:])
    scores = [row[3] for row in sheets["T"][1:]]
    assert scores == ["" if pd.isna(s) else s for s in rows["score"]]  # as released, not rounded
    said = "\n".join(f"{row[0]}: {row[1]}" for row in list(sheets.values())[-1])
    framework = illustrative().framework
    for part in (
        illustrative().fingerprint,
        framework.hash,
        "2026-11-24",
        "Dimension: Roll-out",
        labels.reason("too_few_people"),
        labels.wording.text("method.missing.1", k=framework.k, k0=framework.k0),
        "48",  # who answered in Kenya
    ):
        assert part in said


def test_collected_answers_are_not_called_illustrative() -> None:
    labels = labels_of(drawn("pilot type score\nKEN ngo 40"))
    told = about(labels, "T", (), "1", DAY)
    assert "Collected answers" in told.marks.values()
    assert "llustrative" not in str(told)
