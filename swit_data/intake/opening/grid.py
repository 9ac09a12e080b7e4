"""A table as read made a Sheet: without empty rows and columns, and with a header over every column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from swit_data.errors import Sentence, listed, say
from swit_data.intake.opening.book import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True)
class Grid:
    """A table as it stands in a file; columns "0", "1", ... as the header's places, text, never null."""

    file: str
    name: str
    header: Sequence[str]
    table: pa.Table
    numbers: Callable[[], Sequence[int]]
    separator: str = ""
    first: int = 0  # the spreadsheet's column of the header's first place
    refusal: tuple[Sentence, ...] = ()

    def sheet(self) -> Sheet:
        """Return the table without columns that have neither header nor value, and without empty rows."""
        kept = self._filled_rows()
        table = self.table if kept is None else self.table.take(pa.array(kept))
        places = [n for n, header in enumerate(self.header) if header.strip() or _filled(table, n)]
        unnamed = [n for n in places if not self.header[n].strip()]
        table = table.select([str(n) for n in places])
        return Sheet(
            file=self.file,
            name=self.name,
            header=tuple(self.header[n].strip() for n in places),
            table=table.rename_columns([str(n) for n in range(len(places))]),
            numbers=self.numbers if kept is None else lambda: self._numbers_of(kept),
            separator=self.separator,
            places=tuple(n + self.first for n in places),
            refusal=(*self.refusal, *self._without_header(unnamed)),
        )

    def _numbers_of(self, rows: Sequence[int]) -> list[int]:
        numbers = self.numbers()
        return [numbers[row] for row in rows]

    def _filled_rows(self) -> list[int] | None:
        """Return the rows in which something stands; nothing where it stands in all of them."""
        empty = np.arange(len(self.table))
        for column in self.table.columns:
            if not len(empty):
                return None
            # A whole column costs 20,000 comparisons; the rows still empty after it are few.
            values = column if len(empty) == len(self.table) else column.take(pa.array(empty))
            blank = pc.equal(pc.utf8_trim_whitespace(values), "")
            empty = empty[blank.to_numpy(zero_copy_only=False)]
        if not len(empty):
            return None
        return [int(row) for row in np.setdiff1d(np.arange(len(self.table)), empty)]

    def _without_header(self, places: Sequence[int]) -> list[Sentence]:
        """Return a sentence about columns without a header, but for the first: R and pandas number rows there."""
        wrong = [column_letters(n + self.first) for n in places if n]
        if not wrong:
            return []
        return [
            say(
                "{where}: column {columns} holds values, but the header (the first row that is not empty) has no name "
                "over it. Needed is one row of column names, and nothing above it: take out titles and second header "
                "rows, and name each column.",
                where=place(self.file, self.name),
                columns=listed(wrong, 5),
            )
        ]


def _filled(table: pa.Table, n: int) -> bool:
    return bool(pc.any(pc.not_equal(pc.utf8_trim_whitespace(table[str(n)]), "")).as_py())


def place(file: str, sheet: str) -> Sentence:
    """Return where something is wrong, as it may stand in a sentence."""
    if not sheet:
        return say("{file}", file=file)
    return say("{file}, sheet “{sheet}”", file=file, sheet=sheet)


def column_letters(n: int) -> str:
    """Return a column as a spreadsheet calls it: 0 is A, 26 is AA."""
    letters = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
