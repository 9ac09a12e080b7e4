"""A file from the field opened safely, whatever it is: its bytes decide, not its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swit_data.errors import IntakeError, Sentence, say, shown
from swit_data.intake.opening.book import Book
from swit_data.intake.opening.csv_file import read_delimited
from swit_data.intake.opening.csv_one_cell import unpacked
from swit_data.intake.opening.file_kinds import check_name, kind_of
from swit_data.intake.opening.kobo_json import read_results
from swit_data.intake.opening.limits import PAGE
from swit_data.intake.opening.xlsx_file import read_workbook
from swit_data.intake.opening.zip_contents import kind_inside, read_tables
from swit_data.intake.opening.zip_file import open_archive

if TYPE_CHECKING:
    from pathlib import Path

    from swit_data.intake.opening.book import Sheet
    from swit_data.intake.opening.limits import Limits


def content_of(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        IntakeError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        text = "{file}: this file cannot be read ({why}). Check its name and place."
        raise IntakeError(say(text, file=shown(path.name), why=error.strerror or "")) from error


def open_book(name: str, content: bytes, limits: Limits = PAGE) -> Book:
    """Return the tables of a file: a CSV, an Excel workbook, KoboToolbox's JSON, or a zip of CSV files.

    A table with a `refusal` may stand beside others that can be taken (a sheet with merged titles beside the answers);
    where all of them have one, the file is refused.

    Raises:
        IntakeError: it cannot be read, is too large, is made to harm, or its name promises something else.
    """
    file = shown(name) or "?"
    notes: list[Sentence] = []
    kind = kind_of(file, content)
    if kind == "packed":
        archive = open_archive(file, content, limits)
        kind = kind_inside(archive)
        check_name(file, name, kind)
        if kind == "zip":
            sheets = read_tables(archive)
        else:
            sheets, notes = read_workbook(file, content, archive.unpacked, limits)
    else:
        check_name(file, name, kind)
        sheets = (
            read_results(file, content, limits)
            if kind == "json"
            else [read_delimited(file, content)]
        )
    sheets = [unpacked(sheet) for sheet in sheets]
    _check(file, sheets)
    return Book(file, kind, tuple(sheets), tuple(notes))


def _check(file: str, sheets: list[Sheet]) -> None:
    if not any(sheet.header for sheet in sheets):
        raise IntakeError(say("{file}: no table is in this file.", file=file))
    if all(sheet.refusal for sheet in sheets):
        raise IntakeError(*(sentence for sheet in sheets for sentence in sheet.refusal))
