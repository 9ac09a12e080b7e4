"""A CSV file as a table of text."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.csv

from swit_data.errors import IntakeError, Sentence, say
from swit_data.intake.encoding import as_utf8, decoded
from swit_data.intake.grid import Grid
from swit_data.intake.kinds import AGAIN
from swit_data.intake.quotes import closed
from swit_data.intake.separators import LONGEST_CELL, SEPARATORS, find_separator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from swit_data.intake.book import Sheet

_BLOCK = 2**22  # both cores read: 60 MB in 0.25 s; a longer row asks for one block
_MOST = 5


def read_delimited(file: str, content: bytes, name: str = "") -> Sheet:
    """Return a CSV file as a table; `name` is its own in a zip.

    Raises:
        IntakeError: it is no text, or a row is longer or shorter than the header, or a quotation mark is open.
    """
    where = f"{file}, {name}" if name else file
    content = as_utf8(where, content)
    if not content.strip():
        raise IntakeError(say("{file}: this file is empty. {again}", file=where, again=AGAIN))
    split = find_separator(where, content)
    delimited = Delimited(where, content, split.separator, split.header)
    table = delimited.table()
    return Grid(
        file=file,
        name=name,
        header=split.header,
        table=table.slice(1),
        numbers=lambda: delimited.numbers()[1:],
        separator=split.separator,
    ).sheet()


@dataclass(frozen=True)
class Delimited:
    """A CSV file in UTF-8 whose header was found."""

    file: str
    content: bytes
    separator: str
    header: tuple[str, ...]

    def table(self) -> pa.Table:
        """Return every cell as text, the header's row included.

        Raises:
            IntakeError: it is not in UTF-8, a row has another length, or a quotation mark is open.
        """
        if b'"' in self.content and not closed(self.content, self.separator):
            self._check_rows()
        try:
            return self._parsed(_BLOCK)
        except pa.ArrowInvalid:
            self._check_rows()
        try:
            return self._parsed(min(len(self.content) + 1, LONGEST_CELL))
        except pa.ArrowInvalid:
            text = "{file}: this file cannot be read as a table. {again}"
            # pyarrow's message quotes the row
            raise IntakeError(say(text, file=self.file, again=AGAIN)) from None

    def _parsed(self, block: int) -> pa.Table:
        names = [str(place) for place in range(len(self.header))]
        return pyarrow.csv.read_csv(
            pa.py_buffer(self.content),
            read_options=pyarrow.csv.ReadOptions(column_names=names, block_size=block),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=self.separator, newlines_in_values=True
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )

    def numbers(self) -> list[int]:
        """Return the row of each record as a spreadsheet shows it; it counts blank lines too."""
        return [number for number, fields in enumerate(self._records(), 1) if fields]

    def _records(self) -> Iterator[list[str]]:
        csv.field_size_limit(LONGEST_CELL)
        lines = io.StringIO(decoded(self.file, self.content), newline="")
        return csv.reader(lines, delimiter=self.separator, strict=True)

    def _check_rows(self) -> None:
        number, wrong = 0, []
        try:
            for number, fields in enumerate(self._records(), 1):
                if fields and len(fields) != len(self.header):
                    wrong.append((number, len(fields)))
        except csv.Error:
            text = (
                "{file}: row {row} (as a spreadsheet counts) has a quotation mark that does not close, or that closes "
                "too early. Export the file again, or correct the row."
            )
            raise IntakeError(say(text, file=self.file, row=number + 1)) from None
        if wrong:
            raise IntakeError(*self._wrong_rows(wrong))

    def _wrong_rows(self, wrong: list[tuple[int, int]]) -> Iterator[Sentence]:
        needed = len(self.header)
        values = {"file": self.file, "needed": needed, "separator": SEPARATORS[self.separator]}
        for number, found in wrong[:_MOST]:
            text = (
                "{file}: row {row} (as a spreadsheet counts) is shorter than the header: it has {found} fields, needed "
                "are {needed}, with a {separator} between them. Export the file again, or correct the row."
            )
            if found > needed:
                text = (
                    "{file}: row {row} (as a spreadsheet counts) is longer than the header: it has {found} fields, "
                    "needed are {needed}, with a {separator} between them. Export the file again, or correct the row."
                )
            yield say(text, row=number, found=found, **values)
        if len(wrong) > _MOST:
            text = "{file}: … and {n} more rows of another length."
            yield say(text, file=self.file, n=len(wrong) - _MOST)
