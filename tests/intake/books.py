"""Files as people bring them, made in the test, and what becomes of them when they are opened."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from swit_data.errors import IntakeError
from swit_data.intake.opening.any_file import open_book
from swit_data.intake.opening.limits import PAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from swit_data.intake.opening.book import Book, Sheet
    from swit_data.intake.opening.limits import Limits

HEADER = ["pilot", "about", "trust"]
ROWS = [["KEN", "gov", "yes"], ["UKR", "ngo", "no"]]
CSV = "pilot,about,trust\nKEN,gov,yes\nUKR,ngo,no\n"


def opened(content: bytes | str, name: str = "export.csv", limits: Limits = PAGE) -> Book:
    """Open a file by the door that the command and the page use."""
    return open_book(name, content if isinstance(content, bytes) else content.encode(), limits)


def refused(content: bytes | str, name: str = "export.csv", limits: Limits = PAGE) -> str:
    """Return the sentences of a file that is refused."""
    with pytest.raises(IntakeError) as caught:
        opened(content, name, limits)
    said = str(caught.value)
    for line in said.splitlines():
        assert line.endswith((".", "?")), "a sentence"
        assert "/work/" not in line
        assert "Error" not in line
    return said


def cells(sheet: Sheet) -> list[list[str]]:
    """Return a table with its header, as a list of rows."""
    columns = [sheet.table[str(n)].to_pylist() for n in range(len(sheet.header))]
    return [list(sheet.header), *map(list, zip(*columns, strict=True))]


def only(content: bytes | str, name: str = "export.csv") -> list[list[str]]:
    """Return the one table of a file that is read."""
    (sheet,) = opened(content, name).sheets
    return cells(sheet)


def workbook(make: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    """Return a workbook as XlsxWriter makes it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        make(book)
    return out.getvalue()


def simple(rows: Sequence[Sequence[object]] = (HEADER, *ROWS), sheet: str = "Data") -> bytes:
    """Return a workbook with one sheet of texts and numbers."""

    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet(sheet)
        for n, row in enumerate(rows):
            for place, value in enumerate(row):  # a text is a text, also "="
                write = page.write_string if isinstance(value, str) else page.write
                write(n, place, value)

    return workbook(fill)


def zipped(files: Mapping[str, bytes | str], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    """Return the files of a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def edited(content: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """Return a workbook in whose file something is written otherwise."""
    files = parts(content)
    text = files[part].decode()
    for found, written in changes:
        assert found in text
        text = text.replace(found, written)
    return zipped({**files, part: text})


SHEET = "xl/worksheets/sheet1.xml"


def of_cells(xml: str, before: str = "", after: str = "") -> bytes:
    """Return a workbook whose one sheet holds these rows, written by hand."""
    head = simple([["a"]])
    data = f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>{xml}</sheetData>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<?xml version="1.0"?><worksheet xmlns="{main}">{before}{data}{after}</worksheet>'
    return zipped({**parts(head), SHEET: sheet})
