"""A file is opened by what it holds; what cannot be read safely gets a sentence that says what to do."""

from __future__ import annotations

import io
import zipfile

import pytest

from swit_data.errors import IntakeError
from tests.intake.books import (
    CSV,
    HEADER,
    ROWS,
    SHEET,
    cells,
    edited,
    only,
    opened,
    parts,
    refused,
    simple,
    workbook,
    zipped,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
XLSX = simple()


@pytest.mark.parametrize("name", ["export.csv", "export.xlsx", "export.json", "export"])
@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf \r\n", b"\n\n", b"\xff\xfe", b"\0\0"])
def test_an_empty_file_is_said_to_be_empty(content: bytes, name: str) -> None:
    assert f"{name}: this file is empty. Export it again" in refused(content, name)


def test_random_bytes_are_no_table() -> None:
    content = bytes((n * 73 + n // 7) % 255 + 1 for n in range(5000))
    assert "export.csv: this file is not text, so not a table." in refused(content)
    assert "export.csv: line 1 holds a zero byte" in refused(b"\x01\x02\x00\xff\xfe" * 100)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (CSV.encode(), "a.xlsx", "its name ends in .xlsx, but it holds a CSV table."),
        (CSV.encode(), "a.json", "its name ends in .json, but it holds a CSV table."),
        (CSV.encode(), "a.xls", "its name ends in .xls, but it holds a CSV table."),
        (CSV.encode(), "a.ZIP", "its name ends in .zip, but it holds a CSV table."),
        (XLSX, "a.csv", "its name ends in .csv, but it holds an Excel workbook."),
        (XLSX, "a.xls", "its name ends in .xls, but it holds an Excel workbook."),
        (XLSX, "a.zip", "its name ends in .zip, but it holds an Excel workbook."),
        (b'[{"a": "1"}]', "a.csv", "its name ends in .csv, but it holds JSON."),
        (zipped({"a.csv": CSV}), "a.xlsx", "its name ends in .xlsx, but it holds a zip of CSV"),
    ],
)
def test_a_name_that_promises_something_else_is_refused(
    content: bytes, name: str, sentence: str
) -> None:
    said = refused(content, name)
    assert sentence in said
    assert "Check that it is the file you mean, then give it a name that ends in ." in said


@pytest.mark.parametrize("name", ["export", "export.2024", "a.b.c", "Kenya v1.2", "data.TSV"])
def test_a_name_that_promises_nothing_is_read_by_what_it_holds(name: str) -> None:
    assert only(CSV, name) == [HEADER, *ROWS]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (OLE, "this is an old Office file (.xls), which is not read."),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "this workbook has a password."),
        (b"%PDF-1.7\n", "this is a PDF, not a table."),
        (b"\x1f\x8b\x08\0\0", "this is a compressed file (gzip), not a table."),
        (b"\n<!DOCTYPE html><p>", "this is a web page, not a table."),
        (b"<html><table>", "this is a web page, not a table."),
        (b"<?xml version='1.0'?><h:html/>", "this is an XML file, not a table."),
        (b"\x89PNG\r\n\x1a\n\0", "this is a picture, not a table."),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "this is a picture, not a table."),
        (b"PAR1\x15\x04", "this is a Parquet file, not a table."),
        (b"SQLite format 3\0", "this is a database, not a table."),
        (b"{\\rtf1\\ansi}", "this is a text document (RTF), not a table."),
    ],
)
def test_other_files_are_named(content: bytes, sentence: str) -> None:
    assert sentence in refused(content, "file")


def test_a_password_is_taken_off_in_excel() -> None:
    said = refused(OLE + "EncryptedPackage".encode("utf-16-le"), "book.xlsx")
    assert "book.xlsx: this workbook has a password. Open it in Excel, remove the password" in said


def test_an_opendocument_file_is_named() -> None:
    ods = zipped(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}
    )
    assert "this is an OpenDocument file (.ods), which is not read." in refused(ods, "a.ods")
    assert "this is a binary Excel workbook (.xlsb)" in refused(
        zipped({"xl/workbook.bin": b""}), "a.xlsb"
    )
    assert "this is a Word document" in refused(zipped({"word/document.xml": "<a/>"}), "a.docx")


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_workbook_cut_short_is_damaged(share: float) -> None:
    cut = XLSX[: int(len(XLSX) * share)]
    said = refused(cut, "a.xlsx")
    assert "a.xlsx: this file is damaged, perhaps cut short while it was copied." in said


def test_no_flipped_byte_gives_other_answers() -> None:
    right = only(XLSX, "a.xlsx")
    with zipfile.ZipFile(io.BytesIO(XLSX)) as packed:
        start = packed.getinfo("xl/sharedStrings.xml").header_offset
    for place in range(start + 60, start + 160, 25):
        flipped = bytearray(XLSX)
        flipped[place] ^= 4
        assert outcome(bytes(flipped)) in (right, "refused")


def outcome(content: bytes) -> object:
    try:
        return only(content, "a.xlsx")
    except IntakeError:
        return "refused"


def test_a_zip_without_workbook_or_csv() -> None:
    said = refused(zipped({"readme.txt": "hello"}), "a.zip")
    assert "a.zip: this zip holds neither a workbook nor CSV files." in said
    assert "From ODK Central take “All data” as zip of CSV files." in said
    assert "but photos, sound or video." in refused(zipped({"1.jpg": b"\xff\xd8\xff"}), "a.zip")
    assert "neither a workbook nor CSV files" in refused(zipped({}), "a.zip")


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped({**parts(XLSX), "xl/media/a.bin": b"\0" * 30_000_000})
    assert len(bomb) < 50_000
    said = refused(bomb, "a.xlsx")
    assert "would unpack to 28 MB, more than 100 times its size." in said
    assert "more than 100 times" in refused(zipped({"a.csv": b"a,b\n" * 2_000_000}), "a.zip")


def test_a_zip_that_lies_about_its_size_is_damaged() -> None:
    content = bytearray(zipped({"a.csv": b"a,b\n" + b"x" * 5000}))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        real = packed.getinfo("a.csv").file_size.to_bytes(4, "little")
    lying = bytes(content).replace(real, (40).to_bytes(4, "little"))
    assert lying != content
    assert "a.zip: this file is damaged" in refused(lying, "a.zip")


def test_a_large_zip_goes_to_the_command_line() -> None:
    large = zipped({"a.csv": b"a,b\n" * 13_200_000}, zipfile.ZIP_STORED)
    said = refused(large, "a.zip")
    assert "this file unpacks to 51 MB; allowed are 50 MB." in said
    assert "import it from the command line, which takes larger files" in said


def test_too_many_files_in_a_zip() -> None:
    many = zipped({f"{n}.csv": "a,b\n1,2\n" for n in range(1001)})
    assert "this zip holds 1001 files; allowed are 1000." in refused(many, "a.zip")


@pytest.mark.parametrize("inner", ["b.zip", "b.xlsx", "b.ZIP", "b.7z"])
def test_a_zip_in_a_zip_is_refused(inner: str) -> None:
    said = refused(zipped({"a.csv": CSV, inner: XLSX}), "a.zip")
    assert f"a.zip: “{inner}” is a zip or workbook inside a zip. Unpack it" in said


def test_a_zip_called_csv_in_a_zip_is_refused() -> None:
    said = refused(zipped({"a.csv": CSV, "b.csv": XLSX}), "a.zip")
    assert "a.zip, b.csv: this is no CSV table, whatever its name says." in said


@pytest.mark.parametrize(
    "name", ["../a.csv", "x/../../a.csv", "/etc/a.csv", "C:\\a.csv", "..\\a.csv", "a\n.csv"]
)
def test_names_that_lead_out_of_the_zip_are_refused(name: str) -> None:
    said = refused(zipped({name: CSV}), "a.zip")
    assert "this zip holds a file with an unsafe name (“" in said
    book = zipped({**parts(XLSX), name: b"x"})
    assert "a file with an unsafe name" in refused(book, "a.xlsx")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused() -> None:
    out = io.BytesIO(XLSX)
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr(SHEET, "<worksheet/>")
    said = refused(out.getvalue(), "a.xlsx")
    assert "this zip holds two files of the same name (“xl/worksheets/sheet1.xml”)" in said


def test_a_zip_with_a_password_is_refused() -> None:
    content = bytearray(zipped({"a.csv": CSV}))
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(magic) + place] |= 1
    assert "a.zip: this zip has a password." in refused(bytes(content), "a.zip")


XXE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


@pytest.mark.parametrize("entities", [XXE, LAUGHS], ids=["XXE", "billion laughs"])
@pytest.mark.parametrize(
    ("part", "root"),
    [
        (SHEET, "<worksheet"),
        ("xl/sharedStrings.xml", "<sst"),
        ("xl/styles.xml", "<styleSheet"),
        ("xl/workbook.xml", "<workbook"),
        ("docProps/core.xml", "<cp:coreProperties"),
    ],
)
def test_entities_are_refused_in_every_part(part: str, root: str, entities: str) -> None:
    said = refused(edited(XLSX, part, (root, entities + root)), "a.xlsx")
    assert (
        "a.xlsx: this workbook declares entities, which can fetch files or fill the memory." in said
    )
    assert "root:" not in said


def test_macros_are_refused() -> None:
    macro = zipped({**parts(XLSX), "xl/vbaProject.bin": OLE})
    for name in ("a.xlsm", "a.xlsx"):
        assert f"{name}: this workbook holds macros, which can run programs" in refused(macro, name)
    kind = "spreadsheetml.sheet.main+xml"
    emptied = edited(
        XLSX,
        "[Content_Types].xml",
        (
            "application/vnd.openxmlformats-officedocument." + kind,
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        ),
    )
    assert "this workbook holds macros" in refused(emptied, "a.xlsm")


@pytest.mark.parametrize(
    ("part", "called"),
    [
        ("xl/externalLinks/externalLink1.xml", "links to other files"),
        ("xl/embeddings/oleObject1.bin", "embedded objects"),
        ("xl/activeX/activeX1.bin", "embedded objects"),
        ("xl/macrosheets/sheet1.xml", "macros"),
    ],
)
def test_links_and_embedded_objects_are_refused(part: str, called: str) -> None:
    said = refused(zipped({**parts(XLSX), part: "<a/>"}), "a.xlsx")
    assert f"this workbook holds {called}, which can run programs or send data elsewhere." in said
    assert "copy the answers into a new workbook" in said


def test_a_workbook_whose_list_of_sheets_is_broken_is_damaged() -> None:
    for part, found, written in (
        ("xl/workbook.xml", 'r:id="rId1"', 'r:id="rId77"'),
        ("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "worksheets/gone.xml"),
        ("xl/workbook.xml", "</workbook>", ""),
        (SHEET, "</sheetData>", ""),
    ):
        said = refused(edited(XLSX, part, (found, written)), "a.xlsx")
        assert "a.xlsx: this workbook is damaged: it is not as Excel writes it." in said, part


def test_a_workbook_without_cells_is_empty() -> None:
    empty = workbook(lambda book: book.add_worksheet())
    assert "a.xlsx: this workbook is empty: no cell of it holds anything." in refused(
        empty, "a.xlsx"
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("..\\..\\x", "..\\..\\x"),
        ("CON", "CON"),
        ("x" * 300, "x" * 60 + "…"),
        ("a\u202evsc.csv", "a\\u202evsc.csv"),
        ("a\nTraceback\x1b[31m.csv", "a\\nTraceback\\x1b[31m.csv"),
        ("![x](https://evil).csv", "![x](https://evil).csv"),
        ("", "?"),
    ],
)
def test_hostile_names_stand_in_sentences_only_as_text(name: str, shown: str) -> None:
    assert refused("pilot,about\nKEN\n", name).startswith(f"{shown}: row 2 ")
    assert opened(CSV, name).file == shown


def test_hostile_names_inside_a_zip_stand_in_sentences_only_as_text() -> None:
    (sheet,) = opened(zipped({"x/a\u202eb.csv": CSV}), "a.zip").sheets
    assert sheet.name == "a\\u202eb.csv"
    assert cells(sheet) == [HEADER, *ROWS]


def test_odk_centrals_zip_is_a_table_a_file() -> None:
    central = zipped(
        {
            "form.csv": "SubmissionDate,q,KEY\n2024-01-02,yes,uuid:1\n",
            "form-people.csv": "age,PARENT_KEY,KEY\n7,uuid:1,uuid:1/people[1]\n",
            "__MACOSX/._form.csv": b"\0\x05\x16\x07",
            ".DS_Store": b"\0\0\0\1Bud1",
        }
    )
    book = opened(central, "form.zip")
    assert (book.kind, book.file) == ("zip", "form.zip")
    assert [(sheet.name, cells(sheet)) for sheet in book.sheets] == [
        ("form.csv", [["SubmissionDate", "q", "KEY"], ["2024-01-02", "yes", "uuid:1"]]),
        ("form-people.csv", [["age", "PARENT_KEY", "KEY"], ["7", "uuid:1", "uuid:1/people[1]"]]),
    ]


@pytest.mark.parametrize("name", ["media/1699.jpg", "media/voice.AMR", "media/clip.mp4", "a.svg"])
def test_photos_and_sound_never_come_in(name: str) -> None:
    said = refused(zipped({"form.csv": CSV, name: b"x"}), "form.zip")
    assert f"form.zip: “{name}” is a photo, sound or video. They can show who somebody is" in said
    assert "stop collecting them" in said


def test_a_wrong_row_in_a_zip_names_its_file() -> None:
    said = refused(zipped({"form.csv": CSV, "form-b.csv": "a,b\n1\n"}), "form.zip")
    assert "form.zip, form-b.csv: row 2 (as a spreadsheet counts) is shorter" in said
    said = refused(zipped({"form.csv": CSV, "notes.pdf": "x"}), "form.zip")
    assert "form.zip: “notes.pdf” is no CSV file; only those are read from a zip." in said
