"""Rows of a CSV file that are longer or shorter than its header by nothing but empty cells."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Lengths:
    """The rows of a file, the header first, and what stands between their cells."""

    rows: Sequence[list[str]]
    separator: str
    whole: bool  # the file ends with the end of a row

    @property
    def wrong(self) -> list[tuple[int, int]]:
        """Return the rows that cannot be mended, as a spreadsheet counts, each with its number of cells."""
        needed = len(self.rows[0])
        return [
            (number, len(row))
            for number, row in enumerate(self.rows, 1)
            if row and len(row) != needed and self._mended(row, number) is None
        ]

    def text(self) -> str:
        """Return the file with every row as long as its header; empty lines stay."""
        held = io.StringIO(newline="")
        writer = csv.writer(held, delimiter=self.separator, lineterminator="\n")
        for number, row in enumerate(self.rows, 1):
            if row:
                writer.writerow(self._mended(row, number) or row)
            else:
                held.write("\n")
        return held.getvalue()

    def _mended(self, row: list[str], number: int) -> list[str] | None:
        needed = len(self.rows[0])
        if len(row) == needed:
            return row
        if len(row) > needed:
            return None if any(cell.strip() for cell in row[needed:]) else row[:needed]
        inside = self._inside(row)
        if inside:
            return inside
        cut_off = number == len(self.rows) and not self.whole
        if cut_off or not self._mostly_empty(len(row)):
            return None
        return [*row, *[""] * (needed - len(row))]

    def _inside(self, row: list[str]) -> list[str] | None:
        """Return the cells of a row that stands whole in its first one."""
        if any(cell.strip() for cell in row[1:]):
            return None
        cells = next(csv.reader([row[0]], delimiter=self.separator), [])
        return cells if len(cells) == len(self.rows[0]) else None

    def _mostly_empty(self, start: int) -> bool:
        """Say whether the columns from here on have no name, or are empty in most rows that have them.

        Where they are filled in most rows, a cell in the middle of the short one may be missing, and all others are
        those of their neighbours.
        """
        header = self.rows[0]
        full = [row for row in self.rows[1:] if len(row) >= len(header)]
        return all(
            not header[place].strip()
            or (full and 2 * sum(not row[place].strip() for row in full) > len(full))
            for place in range(start, len(header))
        )
