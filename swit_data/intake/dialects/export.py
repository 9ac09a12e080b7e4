"""A file from the field as one table with the form's own names, whatever dialect it was written in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pyarrow as pa

    from swit_data.errors import Sentence


@dataclass(frozen=True)
class Dialect:
    """How a file was written."""

    tool: str  # kobo, odk, table, workbook (our own data-entry workbook)
    kind: str  # csv, xlsx, json, zip
    separator: str = ""  # of a CSV
    names: str = (
        "xml"  # xml, or the language code (or the language as the form calls it) of its labels
    )
    groups: str = ""  # what stands between group and question in headers; empty: no groups
    several: str = ""  # select_multiple: summary, details, both; empty: none seen
    versions: tuple[str, ...] = ()  # of the form, as __version__ or FormVersion say
    tags: bool = False  # a row of HXL tags stood under the header
    sheets: tuple[str, ...] = ()  # further tables joined (repeats, split groups)


@dataclass(frozen=True)
class Cell:
    """Where a column stands in the file: its sheet, its place there from 0, and its header as written."""

    sheet: str
    place: int
    header: str


@dataclass(frozen=True)
class Export:
    """One table with the form's names in its header (groups before them allowed, "/" between) and codes in its cells.

    `table`: one row per submission or repeat row, columns "0", "1", ... as the header's places, text, never null,
    blanks around values taken off. A select_multiple stands once, as codes with blanks between. `cells` says where each
    column came from, `numbers` each row's number in its sheet as a spreadsheet shows it.
    """

    file: str
    dialect: Dialect
    header: tuple[str, ...]
    table: pa.Table
    cells: tuple[Cell, ...]
    numbers: Callable[[], Sequence[int]]
    notes: tuple[Sentence, ...] = ()
    doubts: tuple[Sentence, ...] = ()  # what only a person can decide

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.table)

    def column(self, place: int) -> pa.ChunkedArray:
        """Return a column by its place."""
        return self.table[str(place)]

    def values(self, place: int) -> list[str]:
        """Return a column as a list."""
        return [str(value) for value in self.column(place).to_pylist()]

    def place(self, name: str) -> int | None:
        """Return where the column of a name stands."""
        return self._places.get(name)

    @cached_property
    def _places(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for place, column in enumerate(self.header):
            found.setdefault(column, place)
        return found
