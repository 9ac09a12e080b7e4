"""Tables whose whole rows stand in one cell each, as a CSV file opened and saved by Excel has them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

from swit_data.errors import IntakeError
from swit_data.intake.opening.csv_file import read_delimited
from swit_data.intake.opening.csv_separator import SEPARATORS

if TYPE_CHECKING:
    from swit_data.intake.opening.book import Sheet

_COLUMNS = 3  # “Name, address” may be the header of one column


def unpacked(sheet: Sheet) -> Sheet:
    """Return a table cut into its columns, where each row stands whole in one cell; any other as it is."""
    if len(sheet.header) != 1 or not len(sheet.table) or not _holds_header(sheet.header[0]):
        return sheet
    lines = [sheet.header[0], *map(str, sheet.table["0"].to_pylist())]
    try:
        found = read_delimited(sheet.file, "\n".join([*lines, ""]).encode(), sheet.name)
    except IntakeError:
        return sheet
    places = [number - 2 for number in found.numbers()]  # empty rows are gone
    if max(places, default=len(sheet.table)) >= len(sheet.table):
        return sheet
    below = sheet.numbers

    def numbers() -> list[int]:
        rows = below()
        return [rows[place] for place in places]

    return replace(found, numbers=numbers)


def _holds_header(text: str) -> bool:
    cut = (next(csv.reader(io.StringIO(text), delimiter=sign), []) for sign in SEPARATORS)
    return any(len(cells) >= _COLUMNS for cells in cut)
