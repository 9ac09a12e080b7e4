"""A CSV file comes in whole, every cell in its column, whatever program wrote it; or its row is named."""

from __future__ import annotations

import pytest

from tests.intake.books import CSV, HEADER, ROWS, cells, only, opened, refused

UKRAINIAN = "id;питання\n1;так\n2;мабуть, ні\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("separator", [";", ",", "\t"], ids=["semicolon", "comma", "tab"])
def test_every_way_to_write_a_table_is_read(separator: str, end: str, encoding: str) -> None:
    rows = [["id", "питання", "note"], ["1", "так", ""], ["2", "мабуть ні", "x"]]
    text = end.join(separator.join(row) for row in rows) + end
    (sheet,) = opened(text.encode(encoding)).sheets
    assert cells(sheet) == rows
    assert (sheet.separator, list(sheet.numbers())) == (separator, [2, 3])


def test_excels_unicode_text_is_read() -> None:
    content = b"\xff\xfe" + UKRAINIAN.replace(";", "\t").replace("\n", "\r\n").encode("utf-16-le")
    assert only(content, "export.txt") == [["id", "питання"], ["1", "так"], ["2", "мабуть, ні"]]
    assert "in UTF-16 and damaged" in refused(content[:-1])


@pytest.mark.parametrize(
    ("content", "line", "looks"),
    [
        (UKRAINIAN.encode("cp1251"), 1, "Windows-1251 (Cyrillic)"),
        (("id;name\n1;x\n" + "2;Мрія Київ\n").encode("cp1251"), 3, "Windows-1251 (Cyrillic)"),
        (UKRAINIAN.encode("koi8-u"), 1, "KOI8 (Cyrillic)"),
        (UKRAINIAN.replace("і", "и").encode("cp866"), 1, "an old DOS table (code page 866)"),
        ("id;q\n1;año\n2;niña\n".encode("latin-1"), 2, "Windows-1252 (Western European)"),
        ("id;q\n1;l’été où\n".encode("cp1252"), 2, "Windows-1252 (Western European)"),
    ],
)
def test_another_encoding_names_its_line_and_what_it_looks_like(
    content: bytes, line: int, looks: str
) -> None:
    said = refused(content)
    assert f"export.csv: line {line} is not in UTF-8, so its letters would be read wrongly" in said
    assert f"; this looks like {looks}. In Excel choose “Save as”, “CSV UTF-8”" in said


def test_another_encoding_far_down_names_its_line() -> None:
    content = b"id;q\n" + b"1;yes\n" * 400_000 + "2;так\n".encode("cp1251")
    assert "export.csv: line 400002 is not in UTF-8" in refused(content)
    assert "looks like Windows-1251" in refused(content)


def test_columns_may_be_separated_by_semicolon_comma_or_tab_alone() -> None:
    for sign, name in {"|": "vertical bar", "^": "caret", "~": "tilde", ":": "colon"}.items():
        said = refused(CSV.replace(",", sign))
        assert f"separated by a {name}; allowed: semicolon, comma, tab." in said


def test_signs_inside_cells_do_not_decide_on_the_separator() -> None:
    times = "start;end;sex, if said\n10:00:01,5;11:00:02,5;f, m\n12:00:03,5;13:00:04,5;m\n"
    assert only(times)[1] == ["10:00:01,5", "11:00:02,5", "f, m"]
    quoted = '"a;b;c;d","e"\n"1;2;3;4","5"\n'
    assert only(quoted) == [["a;b;c;d", "e"], ["1;2;3;4", "5"]]
    assert only("one\nx\ny\n") == [["one"], ["x"], ["y"]]
    assert only("a,b,c\n") == [["a", "b", "c"]]


def test_a_longer_row_is_named_and_not_shifted() -> None:
    said = refused(CSV + "SUR,ngo,yes,no\n")
    assert said == (
        "export.csv: row 4 (as a spreadsheet counts) is longer than the header: it has 4 fields, needed are 3, with a "
        "comma between them. Export the file again, or correct the row."
    )
    every = "a;b\n1;2;3\n4;5;6\n"
    assert "row 2 (as a spreadsheet counts) is longer" in refused(every)
    assert "row 3 (as a spreadsheet counts) is longer" in refused(every)


def test_a_shorter_row_is_named_as_a_spreadsheet_counts() -> None:
    said = refused('pilot,about,trust\n"K\nEN",gov,yes\n\nUKR,ngo\n')
    assert "row 4 (as a spreadsheet counts) is shorter than the header: it has 2 fields" in said
    said = refused(CSV + "x\n" * 9)
    assert "export.csv: … and 4 more rows of another length." in said


def test_the_header_decides_where_the_rows_are_separated_otherwise() -> None:
    header, rows = CSV.split("\n", 1)
    said = refused(header + "\n" + rows.replace(",", ";"))
    assert "row 2 (as a spreadsheet counts) is shorter than the header: it has 1 fields" in said


@pytest.mark.parametrize(
    "row",
    ['"KEN,gov,yes\n', 'KEN,gov,"yes\n', '"K"EN,gov,yes\n', 'KEN,gov,"yes" \n', '"""KEN,gov,yes\n'],
)
@pytest.mark.parametrize("far", [0, 100_000], ids=["near", "far"])
def test_an_open_quotation_mark_swallows_no_rows(row: str, far: int) -> None:
    said = refused("pilot,about,trust\n" + "SUR,ngo,no\n" * far + row + "UKR,ngo,no\n" * 3)
    assert "has a quotation mark that does not close, or that closes too early" in said
    assert f"row {far + 2} " in said or f"row {far + 3} " in said or f"row {far + 5} " in said
    assert "KEN" not in said


def test_two_open_quotation_marks_swallow_no_rows() -> None:
    # Together they look like one long cell with as many fields as are needed.
    said = refused('pilot,about,trust\nKEN,gov,"yes\nUKR,ngo,"no\n')
    assert "row 2 (as a spreadsheet counts) has a quotation mark" in said or "row 3 " in said


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        ('"two\nlines"', "two\nlines"),
        ('"a ""word"""', 'a "word"'),
        ('""', ""),
        ('""""', '"'),
        ('a "word" inside', 'a "word" inside'),
        ('5" pipe', '5" pipe'),
        ('"a,b;c\td"', "a,b;c\td"),
        ("'; DROP TABLE a; --", "'; DROP TABLE a; --"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("007", "007"),
        ("NA", "NA"),
        ("None", "None"),
        ("1e400", "1e400"),
        ("99999999999999999999", "99999999999999999999"),
        ("\u00a0x\u200b", "\u00a0x\u200b"),
        ("true", "true"),
    ],
)
def test_a_cell_comes_in_as_it_is_written(written: str, cell: str) -> None:
    assert only(f"id,cell,q\n1,{written},yes\n2,x,no\n") == [
        ["id", "cell", "q"],
        ["1", cell, "yes"],
        ["2", "x", "no"],
    ]


def test_a_zero_byte_names_its_line() -> None:
    said = refused(CSV.replace("ngo", "n\0o"))
    assert (
        "export.csv: line 3 holds a zero byte, so this file is not text or it is damaged." in said
    )


@pytest.mark.parametrize(
    "quoted", [pytest.param(True, marks=pytest.mark.long), False], ids=["quoted", "plain"]
)
def test_a_field_of_10_megabytes_is_read(quoted: bool) -> None:
    long = "ab cd\n" * 1_700_000 if quoted else "ab cd;" * 1_700_000
    cell = f'"{long}"' if quoted else long
    assert only(f"id,text,q\n1,{cell},yes\n2,x,no\n")[1] == ["1", long, "yes"]
    # Rows on both sides of pyarrow's block of 4 MB.
    rows = "3,y,z\n" * 900_000
    assert only(f"id,text,q\n{rows}1,{cell},yes\n2,x,no\n")[-2] == ["1", long, "yes"]


def test_a_doubled_header_stays_as_it_is() -> None:
    assert only("q,q, q ,q.1\n1,2,3,4\n") == [["q", "q", "q", "q.1"], ["1", "2", "3", "4"]]
    assert only("'; DROP TABLE a; --,=1+1\n1,2\n")[0] == ["'; DROP TABLE a; --", "=1+1"]


def test_empty_columns_and_rows_of_excel_are_left_out() -> None:
    saved = "a,b,,,\r\n1,2,,,\r\n,,,,\r\n\r\n3,,,, \r\n,,,,\r\n"
    (sheet,) = opened(saved).sheets
    assert cells(sheet) == [["a", "b"], ["1", "2"], ["3", ""]]
    assert (sheet.places, list(sheet.numbers())) == ((0, 1), [2, 5])
    assert only("\n\n" + CSV) == [HEADER, *ROWS]


def test_values_without_a_header_over_them_are_named() -> None:
    said = refused("pilot,about,,\nKEN,gov,yes,\nUKR,ngo,,\n")
    assert "export.csv: column C holds values, but the header" in said
    # R's write.csv and pandas number the rows in a first column without a name.
    assert only(",a\n1,x\n2,y\n") == [["", "a"], ["1", "x"], ["2", "y"]]


def test_a_header_alone_is_a_table_without_rows() -> None:
    for text in ("a,b", "a,b\n", '"a","b"\r\n'):
        assert only(text) == [["a", "b"]]
