"""Every real export opens with as many rows, columns and letters as another reader counts."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from swit_data.intake.opening.book import Sheet
from tests.intake.books import cells, opened

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BESIDE = Path(__file__).resolve().parents[3] / "shared" / "realdata"
FILES = sorted(
    str(path.relative_to(BESIDE)) for path in BESIDE.rglob("*.*") if path.suffix != ".md"
)


def by_csv(path: Path) -> list[list[str]]:
    text = path.read_text("utf-8-sig")
    separator = ";" if text.split("\n")[0].count(";") else ","
    return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if row]


def by_xml(path: Path) -> list[list[str]]:
    """Return, for each sheet, its texts and numbers as they stand in the XML, without those that are empty."""
    with zipfile.ZipFile(path) as packed:
        trees = {
            name: ElementTree.fromstring(packed.read(name))  # noqa: S314 - our own files
            for name in sorted(packed.namelist())
            if name.startswith(("xl/worksheets/sheet", "xl/sharedStrings"))
        }
    shared = [text_of(item) for item in trees.pop("xl/sharedStrings.xml", [])]
    found = [[in_xml(cell, shared) for cell in tree.iter(f"{MAIN}c")] for tree in trees.values()]
    return [[text.strip() for text in texts if text.strip()] for texts in found]


def in_xml(cell: ElementTree.Element, shared: list[str]) -> str:
    value = cell.findtext(f"{MAIN}v") or text_of(cell)
    return shared[int(value)] if cell.get("t") == "s" else value


def text_of(element: ElementTree.Element) -> str:
    return "".join(part.text or "" for part in element.iter(f"{MAIN}t"))


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".csv")])
def test_every_csv_has_every_cell(name: str, realdata: Path) -> None:
    path = realdata / name
    (sheet,) = opened(path.read_bytes(), path.name).sheets
    header, *rows = by_csv(path)
    assert sheet.header == tuple(column.strip() for column in header)
    assert cells(sheet)[1:] == rows
    assert len(sheet.numbers()) == len(rows)
    assert sheet.refusal == ()


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".xlsx")])
def test_every_workbook_has_every_cell(name: str, realdata: Path) -> None:
    path = realdata / name
    book = opened(path.read_bytes(), path.name)
    expected = by_xml(path)
    assert len(book.sheets) == len(expected)
    for sheet, texts in zip(book.sheets, expected, strict=True):
        assert sheet.refusal == ()
        assert len(filled(sheet)) == len(texts)
        moments = [text for text in filled(sheet) if "T" in text and text[:2] == "20"]
        # Dates stand as numbers in the XML; everything else is the same text.
        others = [text for text in filled(sheet) if text in texts or text not in moments]
        assert set(others) <= set(texts)
        assert len(others) + len(moments) >= len(texts)


def filled(sheet: Sheet) -> list[str]:
    return [cell.strip() for row in cells(sheet) for cell in row if cell.strip()]
