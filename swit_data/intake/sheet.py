"""A CSV file as a header and columns of text."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from swit_data.errors import IntakeError, listed
from swit_data.intake.preflight import AS_CSV, open_text
from swit_data.intake.problems import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab"}
_OTHERS = {"|": "vertical bar", ":": "colon", "^": "caret", "~": "tilde"}
_HEADER_LETTERS = 1_000_000  # a header row is shorter; the whole text is not parsed five times
_LONGEST_CELL = 2**31 - 1  # the csv module refuses cells over 131,072 letters unless told


def last_part(header: str) -> str:
    """Return a header without the groups that stand before it."""
    return header.rpartition("/")[2]


@dataclass(frozen=True)
class Sheet:
    """A file whose header was found; `header` is trimmed."""

    file: str
    text: str
    separator: str
    header: tuple[str, ...]

    def cells(self, places: Iterable[int]) -> Cells:
        """Return the columns at these places of the header, every cell as text.

        Raises:
            IntakeError: a row is longer or shorter than the header, or a quotation mark is open.
        """
        if '"' in self.text:
            # pyarrow takes an open quotation mark as a cell up to the end of the file and loses
            # the rows in it without a word; csv, when strict, refuses.
            self._check_rows()
        names = [str(place) for place in range(len(self.header))]
        content = self.text.encode()
        try:
            table = pyarrow.csv.read_csv(
                pa.py_buffer(content),
                # One block: a cell may be longer than the usual block of 1 MB.
                read_options=pyarrow.csv.ReadOptions(
                    column_names=names, block_size=min(len(content) + 1, 2**31 - 1)
                ),
                parse_options=pyarrow.csv.ParseOptions(
                    delimiter=self.separator, newlines_in_values=True
                ),
                convert_options=pyarrow.csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()),
                    include_columns=[str(place) for place in sorted(set(places))],
                    strings_can_be_null=False,
                ),
            )
        except pa.ArrowInvalid:
            self._check_rows()
            raise IntakeError(  # pragma: no cover - pyarrow and csv disagree on a file
                f"{self.file}: this file cannot be read as a table. {AS_CSV}"
            ) from None  # pyarrow's message quotes the row
        return Cells.under_header(table)

    def spreadsheet_rows(self) -> list[int]:
        """Return, for each row of the table with the header, its row as a spreadsheet shows it."""
        return [number for number, fields in enumerate(self._records(), 1) if fields]

    def _records(self) -> Iterator[list[str]]:
        csv.field_size_limit(_LONGEST_CELL)
        lines = io.StringIO(self.text, newline="")
        return csv.reader(lines, delimiter=self.separator, strict=True)

    def _check_rows(self) -> None:
        number, wrong = 0, []
        try:
            for number, fields in enumerate(self._records(), 1):
                if fields and len(fields) != len(self.header):
                    wrong.append((number, len(fields)))
        except csv.Error:
            raise IntakeError(
                f"{self.file}: row {number + 1} (as a spreadsheet counts) has a quotation mark "
                "that does not close, or that closes too early. Export the file again, or correct "
                "the row."
            ) from None
        if wrong:
            raise IntakeError("\n".join(self._wrong_rows(wrong)))

    def _wrong_rows(self, wrong: list[tuple[int, int]]) -> Iterator[str]:
        needed = len(self.header)
        for number, found in wrong[:5]:
            what = "longer" if found > needed else "shorter"
            yield (
                f"{self.file}: row {number} (as a spreadsheet counts) is {what} than the header: "
                f"it has {found} fields, needed are {needed}, with a {SEPARATORS[self.separator]} "
                "between them. Export the file again, or correct the row."
            )
        if len(wrong) > 5:  # noqa: PLR2004
            yield f"{self.file}: … and {len(wrong) - 5} more rows of another length."


@dataclass(frozen=True)
class Cells:
    """Columns of text by their place in the header; `skipped` rows stand before the first one."""

    table: pa.Table
    skipped: int

    @classmethod
    def under_header(cls, table: pa.Table) -> Cells:
        """Return the rows under the header, and under the row of HXL tags where there is one."""
        skipped = 1
        tags = [value for row in table.slice(1, 1).to_pylist() for value in row.values() if value]
        if tags and all(tag.startswith("#") for tag in tags):
            skipped = 2
        return cls(table.slice(skipped), skipped)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.table)

    def column(self, place: int) -> pa.ChunkedArray:
        """Return a column, blanks around its values taken off."""
        return pc.utf8_trim_whitespace(self.table[str(place)])

    def values(self, place: int) -> list[str]:
        """Return a column as a list, blanks around its values taken off."""
        return [str(value) for value in self.column(place).to_pylist()]

    def record(self, row: int) -> tuple[str, ...]:
        """Return all columns read of one row."""
        return tuple(str(value.as_py()) for value in (c[row] for c in self.table.columns))


def open_sheet(path: Path, named: Collection[str]) -> Sheet:
    """Return a file with its header, in which at least one of the columns named was found.

    Raises:
        IntakeError: the file is no table, or no column named by the framework is in it.
    """
    text = open_text(path)
    file = shown(path.name)
    found = {}
    for separator in (*SEPARATORS, *_OTHERS):
        header = _header(text, separator)
        names = {*header, *(last_part(column) for column in header)}
        found[separator] = (len(names.intersection(named)), len(header), header)
    best = max(found, key=lambda separator: found[separator][:2])
    if not found[best][0]:
        raise IntakeError(
            f"{file}: row 1 holds none of the columns that the framework names, whether separated "
            f"by {listed(list(SEPARATORS.values()))}; named are, for example, "
            f"{listed(list(named), 5)}. Check the framework file. {AS_CSV}"
        )
    if best not in SEPARATORS:
        raise IntakeError(
            f"{file}: the columns are separated by a {_OTHERS[best]}; allowed: "
            f"{listed(list(SEPARATORS.values()))}. {AS_CSV}"
        )
    return Sheet(file, text, best, found[best][2])


def _header(text: str, separator: str) -> tuple[str, ...]:
    """Return the first row that is not blank."""
    lines = io.StringIO(text[:_HEADER_LETTERS], newline="")
    csv.field_size_limit(_LONGEST_CELL)
    first = next((row for row in csv.reader(lines, delimiter=separator) if row), [])
    return tuple(column.strip() for column in first)
