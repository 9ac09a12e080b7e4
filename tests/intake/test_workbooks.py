"""Every cell of a workbook comes in as the text that a person sees there, or its cell is named."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.intake.books import (
    HEADER,
    ROWS,
    SHEET,
    cells,
    edited,
    of_cells,
    only,
    opened,
    refused,
    simple,
    workbook,
)

if TYPE_CHECKING:
    import xlsxwriter


def notes(content: bytes) -> list[str]:
    return [str(note) for note in opened(content, "a.xlsx").notes]


def test_a_workbook_is_a_table_of_texts() -> None:
    (sheet,) = opened(simple(), "a.xlsx").sheets
    assert cells(sheet) == [HEADER, *ROWS]
    assert (sheet.file, sheet.name, list(sheet.numbers())) == ("a.xlsx", "Data", [2, 3])


OTHER_CELLS = ["AAAA2", "A0", "a2", "A", "A²", "A-1", "A9999999999"]  # where Excel has none
# What a person types, and the text that comes in.
TYPED: list[tuple[object, str]] = [
    (7, "7"),
    (7.0, "7"),
    (-7, "-7"),
    (0, "0"),
    ("007", "007"),
    ("7.0", "7.0"),
    (0.1 + 0.2, "0.3"),
    (3.5, "3.5"),
    (1e-7, "0.0000001"),
    (254712345678, "254712345678"),
    (123456789012345, "123456789012345"),
    (12345678901234567890, "12345678901234600000"),
    (1e22, "10000000000000000000000"),
    (True, "TRUE"),
    (False, "FALSE"),
    ("true", "true"),
    ("1", "1"),
    ("NA", "NA"),
    ("1E5", "1E5"),
    ("=HYPERLINK(1)", "=HYPERLINK(1)"),
    ("@SUM(A1)", "@SUM(A1)"),
    ("<img onerror=x>", "<img onerror=x>"),
    ("'; DROP TABLE a; --", "'; DROP TABLE a; --"),
    ("  blanks ", "  blanks "),
    ("two\nlines", "two\nlines"),
    ("секс-працівниця 🧡", "секс-працівниця 🧡"),
    ("_x000D_", "_x000D_"),
]


def test_a_cell_is_what_a_person_typed() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, ["id", "cell"])
        for number, (typed, _) in enumerate(TYPED, 1):
            page.write(number, 0, "a")
            if isinstance(typed, str):
                page.write_string(number, 1, typed)
            else:
                page.write(number, 1, typed)

    assert only(workbook(fill), "a.xlsx")[1:] == [["a", text] for _, text in TYPED]


@pytest.mark.parametrize(
    ("shown", "moment", "text"),
    [
        ("yyyy-mm-dd", datetime.fromisoformat("2024-04-03"), "2024-04-03"),
        ("dd.mm.yy", datetime.fromisoformat("2024-04-03"), "2024-04-03"),
        ("d mmm yyyy hh:mm", datetime.fromisoformat("2024-04-03T09:05"), "2024-04-03T09:05:00"),
        ("hh:mm", time(9, 5), "09:05:00"),
        ("[h]:mm", timedelta(hours=36, minutes=5), "36:05:00"),
    ],
)
def test_a_date_stored_as_number_is_a_date(shown: str, moment: object, text: str) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, ["id", "today"])
        page.write(1, 0, "a")
        page.write_datetime(1, 1, moment, book.add_format({"num_format": shown}))

    assert only(workbook(fill), "a.xlsx")[1] == ["a", text]


def far(cell: str) -> bytes:
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return of_cells(f'<row r="{row}"><c r="{cell}"><v>1</v></c></row>')


@pytest.mark.parametrize("cell", ["ZZ200000", "XFD1048576", "T600000"])
def test_a_cell_far_away_is_named_before_a_table_is_made(cell: str) -> None:
    said = refused(far(cell), "a.xlsx")
    assert "a.xlsx, sheet “Data”: 2 cells hold something, but they are spread from A1 to " in said
    assert f"A1 to {cell}. Find the cell that stands apart" in said
    assert "delete its row or column, save, and import again" in said


def test_a_cell_far_below_or_far_right_is_not_lost() -> None:
    (sheet,) = opened(far("A1048576"), "a.xlsx").sheets
    assert (cells(sheet), list(sheet.numbers())) == ([["a"], ["1"]], [1048576])
    assert "column XFD holds values, but the header" in refused(far("XFD2"), "a.xlsx")


@pytest.mark.parametrize(
    "cell",
    [
        "XFE2",
        "A1048577",
        "2A",
        *(pytest.param(cell, marks=pytest.mark.long) for cell in OTHER_CELLS),
    ],
)
def test_a_cell_where_excel_has_none_is_damage(cell: str) -> None:
    wrong = of_cells(f'<row r="2"><c r="{cell}"><v>1</v></c></row>')
    said = refused(wrong, "a.xlsx")
    assert "a.xlsx: this workbook is damaged: it is not as Excel writes it." in said


@pytest.mark.parametrize("dimension", ["A1", "A1:A2", "A1:XFD1048576", "B7:C9"])
def test_a_false_dimension_loses_no_rows(dimension: str) -> None:
    right = edited(simple(), SHEET, ('ref="A1:C3"', f'ref="{dimension}"'))
    assert only(right, "a.xlsx") == [HEADER, *ROWS]
    nonsense = edited(simple(), SHEET, ('ref="A1:C3"', 'ref="nonsense"'))
    assert "a.xlsx: this workbook is damaged" in refused(nonsense, "a.xlsx")


def test_cells_without_references_and_with_prefixes_are_read() -> None:
    plain = of_cells('<row><c t="inlineStr"><is><t>x</t></is></c></row><row><c><v>5</v></c></row>')
    assert only(plain, "a.xlsx") == [["a"], ["x"], ["5"]]
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    prefixed = edited(
        of_cells('<row r="9"><c r="A9"><f>1+1</f></c></row>'),
        SHEET,
        (f'xmlns="{main}"', f'xmlns:x="{main}"'),
        *(
            (f"<{tag}", f"<x:{tag}")
            for tag in ("worksheet", "sheetData", "row", "c ", "is>", "t>", "f>")
        ),
        *(
            (f"</{tag}>", f"</x:{tag}>")
            for tag in ("worksheet", "sheetData", "row", "c", "is", "t", "f")
        ),
    )
    assert "in A9 stands a formula without its result" in refused(prefixed, "a.xlsx")


@pytest.mark.parametrize("value", ["", "<v></v>", "<v/>", "<v> </v>"])
def test_a_formula_without_result_names_its_cell(value: str) -> None:
    content = of_cells(
        f'<row r="2"><c r="A2"><f>1+1</f>{value}</c></row><row r="3"><c r="A3"><v>1</v></c></row>'
    )
    said = refused(content, "a.xlsx")
    assert "a.xlsx, sheet “Data”: in A2 stands a formula without its result." in said
    assert "Open the workbook in Excel, save it, and import it again" in said


def test_a_formula_with_its_result_is_read_and_told() -> None:
    content = of_cells(
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>'
        '<row r="3"><c r="A3" t="str"><f>"x"</f><v>x</v></c></row>'
        '<row r="4"><c r="A4" t="str"><f>""</f><v></v></c><c r="B4"/></row>'
    )
    assert only(content, "a.xlsx") == [["a"], ["2"], ["x"]]
    assert notes(content) == [
        "a.xlsx, sheet “Data”: 3 cells hold formulas (first: A2); their results as last saved are read."
    ]


def test_errors_of_excel_name_their_cells() -> None:
    content = of_cells(
        "".join(
            f'<row r="{n}"><c r="A{n}" t="e"><v>{error}</v></c></row>'
            for n, error in enumerate(("#N/A", "#REF!", "#DIV/0!"), 2)
        )
    )
    said = refused(content, "a.xlsx")
    assert "a.xlsx, sheet “Data”: in A2, A3, A4 stands an error of Excel (such as #N/A" in said
    many = of_cells(
        "".join(f'<row r="{n}"><c r="A{n}" t="e"><v>#N/A</v></c></row>' for n in range(2, 99))
    )
    assert "in A2, A3, A4, A5, A6 and 92 more stands" in refused(many, "a.xlsx")


def merged(cells: str) -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("Data")
        for n, row in enumerate([HEADER, *ROWS]):
            page.write_row(n, 0, row)
        page.merge_range(cells, "x")

    return workbook(fill)


def test_merged_cells_are_named() -> None:
    said = refused(merged("A1:C1"), "a.xlsx")
    assert (
        "a.xlsx, sheet “Data”: the cells A1:C1 of the header are merged. Needed is one row of column names"
        in said
    )
    assert "the cells A1:A2 of the header are merged" in refused(merged("A1:A2"), "a.xlsx")
    said = refused(merged("B2:B3"), "a.xlsx")
    assert (
        "the cells B2:B3 are merged, so only the first of them holds the value. Unmerge them"
        in said
    )
    assert "C2:D2" in refused(merged("C2:D2"), "a.xlsx")


def test_two_header_rows_and_titles_are_named() -> None:
    two = simple([["About you", "", "Government"], HEADER, *ROWS])
    said = refused(two, "a.xlsx")
    assert (
        "a.xlsx, sheet “Data”: column B holds values, but the header (the first row that is not empty)"
        in said
    )
    assert "take out titles and second header rows" in said
    title = simple([["Kenya 2024"], [], HEADER, *ROWS])
    assert "column B, C holds values" in refused(title, "a.xlsx")


def test_a_first_column_without_name_numbers_the_rows() -> None:
    assert only(simple([["", "q"], [1, "yes"]]), "a.xlsx") == [["", "q"], ["1", "yes"]]


def test_hidden_rows_columns_and_sheets_are_read_and_named() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("Data")
        for n, row in enumerate([HEADER, *ROWS, *ROWS, *ROWS]):
            page.write_row(n, 0, row)
        for n in (1, 2, 4, 90):
            page.set_row(n, None, None, {"hidden": True})
        page.set_column("B:C", None, None, {"hidden": True})
        page.set_column("M:N", None, None, {"hidden": True})
        other = book.add_worksheet("Old")
        other.write_row(0, 0, ["x", "y"])
        other.hide()
        book.add_worksheet("Deep").very_hidden()

    book = opened(workbook(fill), "a.xlsx")
    assert [len(sheet.table) for sheet in book.sheets] == [6, 0]
    assert cells(book.sheets[0]) == [HEADER, *ROWS, *ROWS, *ROWS]
    assert [str(note) for note in book.notes] == [
        "a.xlsx, sheet “Data”: 3 rows are hidden in the workbook (2-3, 5); they are read all the same.",
        "a.xlsx, sheet “Data”: columns are hidden in the workbook (B-C); they are read all the same.",
        "a.xlsx, sheet “Old”: this sheet is hidden in the workbook; it is read all the same.",
    ]


def test_filtered_rows_are_read_and_told() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("Data")
        for n, row in enumerate([HEADER, *ROWS]):
            page.write_row(n, 0, row)
        page.autofilter("A1:C3")
        page.set_row(1, None, None, {"hidden": True})

    content = workbook(fill)
    assert only(content, "a.xlsx") == [HEADER, *ROWS]
    assert notes(content) == [
        "a.xlsx, sheet “Data”: a filter hides 1 rows (2); they are read all the same."
    ]


def test_all_sheets_are_offered_and_a_bad_one_does_not_stop_a_good_one() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Empty")
        help_ = book.add_worksheet("How to")
        help_.merge_range("A1:D1", "How to fill this in")
        help_.write(1, 0, "Write one row per interview")
        book.add_chartsheet("Chart")
        page = book.add_worksheet("Data 2")
        for n, row in enumerate([HEADER, *ROWS]):
            page.write_row(n + 4, 2, row)

    book = opened(workbook(fill), "a.xlsx")
    assert [sheet.name for sheet in book.sheets] == ["How to", "Data 2"]
    how, data = book.sheets
    assert "the cells A1:D1 of the header are merged" in str(how.refusal[0])
    assert data.refusal == ()
    assert cells(data) == [HEADER, *ROWS]
    assert (data.places, list(data.numbers())) == ((2, 3, 4), [6, 7])


def test_empty_columns_and_rows_are_left_out_and_rows_keep_their_numbers() -> None:
    rows: list[list[object]] = [
        ["a", "", "b", "", " "],
        ["1", "", "2", "", ""],
        [],
        ["", " "],
        ["3", "", "", "", " "],
    ]
    (sheet,) = opened(simple(rows), "a.xlsx").sheets
    assert cells(sheet) == [["a", "b"], ["1", "2"], ["3", ""]]
    assert (sheet.places, list(sheet.numbers())) == ((0, 2), [2, 5])


def test_a_header_may_be_doubled_and_holds_what_is_there() -> None:
    rows: list[list[object]] = [[" q ", "q", 2024, "x' OR 1=1; --"], ["1", "2", "3", "4"]]
    assert only(simple(rows), "a.xlsx")[0] == ["q", "q", "2024", "x' OR 1=1; --"]


def test_hostile_names_of_sheets_stand_in_sentences_only_as_text() -> None:
    content = edited(merged("A1:C1"), "xl/workbook.xml", ('name="Data"', 'name="a\u202eb&#10;c"'))
    said = refused(content, "a.xlsx")
    assert "sheet “a\\u202eb\\nc”" in said or "sheet “a\\u202eb c”" in said
