"""XLSX workbooks in which a text is never taken for a formula, a number or an address."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

Cells = Iterator[tuple[str, ...]]

_TEXT_ONLY = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
SAME_ALWAYS = datetime(2026, 1, 1)  # noqa: DTZ001 - made then: the same content gives the same bytes
_LONG = 40  # characters; longer cells make a wide column
_WIDE, _NARROW = 60, 22


@contextmanager
def workbook(out: io.BytesIO, **properties: object) -> Iterator[Workbook]:
    """Open a workbook with what is said of it (title, created), and write it when it is closed.

    It is made in memory: nothing of it ever lies in the folder of temporary files.
    """
    book = xlsxwriter.Workbook(out, _TEXT_ONLY)
    book.set_properties(properties)
    yield book
    book.close()


def write_sheet(
    book: Workbook, name: str, cells: Cells, marked: frozenset[int] = frozenset()
) -> Worksheet:
    """Write a sheet with a header; `marked` rows are coloured for the reader, 0 is the header."""
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "num_format": "@"})
    plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    look = book.add_format(
        {"text_wrap": True, "valign": "top", "num_format": "@", "bg_color": "#FFF2CC"}
    )
    wide: dict[int, bool] = {}
    for at, row in enumerate(cells):
        style = head if at == 0 else look if at in marked else plain
        for place, text in enumerate(row):
            if text:
                sheet.write_string(at, place, text, style)
            wide[place] = wide.get(place, False) or len(text) > _LONG
    for place, is_wide in wide.items():
        sheet.set_column(place, place, _WIDE if is_wide else _NARROW)
    sheet.freeze_panes(1, 0)
    return sheet
