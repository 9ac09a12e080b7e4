"""A CSV file as a table of text."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.csv

from swit_data.errors import IntakeError, Sentence, say
from swit_data.intake.opening.csv_quotes import closed
from swit_data.intake.opening.csv_row_lengths import Lengths
from swit_data.intake.opening.csv_separator import LONGEST_CELL, SEPARATORS, find_separator
from swit_data.intake.opening.encoding import as_utf8, decoded
from swit_data.intake.opening.file_kinds import AGAIN
from swit_data.intake.opening.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from swit_data.intake.opening.book import Sheet

_BLOCK = 2**22  # both cores read: 60 MB in 0.25 s; a longer row asks for one block
_MOST = 5
_SEPARATOR_LINE = re.compile(rb"\"{0,3}sep=[^\r\n]\"{0,3}[;,\t]*[ ]*(?:\r\n|\n|\r)", re.IGNORECASE)


def read_delimited(file: str, content: bytes, name: str = "") -> Sheet:
    """Return a CSV file as a table; `name` is its own in a zip.

    Raises:
        IntakeError: it is no text, or a row is longer or shorter than the header, or a quotation mark is open.
    """
    where = f"{file}, {name}" if name else file
    content = as_utf8(where, content)
    if not content.strip():
        raise IntakeError(say("{file}: this file is empty. {again}", file=where, again=AGAIN))
    content, above = _without_separator_line(content)
    split = find_separator(where, content)
    delimited = Delimited(where, content, split.separator, split.header, above)
    table = delimited.table()
    return Grid(
        file=file,
        name=name,
        header=split.header,
        table=table.slice(1),
        numbers=lambda: delimited.numbers()[1:],
        separator=split.separator,
    ).sheet()


def _without_separator_line(content: bytes) -> tuple[bytes, int]:
    """Return a file without the line that tells Excel its separator (“sep=;”), and how many lines were taken."""
    found = _SEPARATOR_LINE.match(content)
    return (content[found.end() :], 1) if found else (content, 0)


@dataclass(frozen=True)
class Delimited:
    """A CSV file in UTF-8 whose header was found; `above` lines stood above it."""

    file: str
    content: bytes
    separator: str
    header: tuple[str, ...]
    above: int = 0

    def table(self) -> pa.Table:
        """Return every cell as text, the header's row included.

        Raises:
            IntakeError: it is not in UTF-8, a row has another length, or a quotation mark is open.
        """
        content = self.content
        if b'"' in content and not closed(content, self.separator):
            content = self._mended()
        try:
            return self._parsed(content, _BLOCK)
        except pa.ArrowInvalid:
            content = self._mended()
        try:
            return self._parsed(content, min(len(content) + 1, LONGEST_CELL))
        except pa.ArrowInvalid:
            text = "{file}: this file cannot be read as a table. {again}"
            # pyarrow's message quotes the row
            raise IntakeError(say(text, file=self.file, again=AGAIN)) from None

    def _parsed(self, content: bytes, block: int) -> pa.Table:
        names = [str(place) for place in range(len(self.header))]
        return pyarrow.csv.read_csv(
            pa.py_buffer(content),
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
        rows = enumerate(self._records(), 1 + self.above)
        return [number for number, fields in rows if fields]

    def _records(self) -> Iterator[list[str]]:
        csv.field_size_limit(LONGEST_CELL)
        lines = io.StringIO(decoded(self.file, self.content), newline="")
        return csv.reader(lines, delimiter=self.separator, strict=True)

    def _mended(self) -> bytes:
        """Return the file with every row as long as the header, where only empty cells are too many or missing."""
        rows: list[list[str]] = []
        try:
            rows.extend(self._records())
        except csv.Error:
            text = (
                "{file}: row {row} (as a spreadsheet counts) has a quotation mark that does not close, or that closes "
                "too early. Export the file again, or correct the row."
            )
            row = len(rows) + 1 + self.above
            raise IntakeError(say(text, file=self.file, row=row)) from None
        lengths = Lengths(rows, self.separator, self.content.endswith((b"\n", b"\r")))
        if all(len(row) in (0, len(self.header)) for row in rows):
            return self.content
        wrong = [(number + self.above, found) for number, found in lengths.wrong]
        if wrong:
            raise IntakeError(*self._wrong_rows(wrong))
        return lengths.text().encode()

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
