"""What stands where in a worksheet, seen in its XML before anything makes a table of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from swit_data.errors import IntakeError, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Attributes = Mapping[str, str]
    Handler = Callable[[Attributes], None]

DIGITS = "0123456789"
_MOST_COLUMNS = 16_384  # of Excel: XFD
_MOST_ROWS = 1_048_576
_DAMAGED = (
    "{file}: this workbook is damaged: it is not as Excel writes it. Open it in Excel, save it again as “Excel "
    "workbook (.xlsx)”, and import that."
)


def damaged(file: str) -> IntakeError:
    """Return the error of a workbook that is not as Excel writes it."""
    return IntakeError(say(_DAMAGED, file=file))


def walk(
    file: str, pieces: Iterable[bytes], start: Callable[[str, Attributes], None] | None
) -> None:
    """Walk over the elements of an XML file; entities are refused, so nothing can be fetched or blown up.

    Raises:
        IntakeError: it declares entities, or is no XML.
    """
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        text = (
            "{file}: this workbook declares entities, which can fetch files or fill the memory. Do not use it; export "
            "the data again."
        )
        raise IntakeError(say(text, file=file))

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    if isinstance(getattr(start, "__self__", None), Cells):
        start.__self__.parser = parser  # type: ignore[union-attr]
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError):
        raise damaged(file) from None


@dataclass
class Cells:
    """The cells of a worksheet that hold something; `start` is called for each element of its XML."""

    file: str
    filled: int = 0
    letters: set[str] = field(default_factory=set)  # of columns with a value
    numbers: set[str] = field(default_factory=set)  # of rows with a value
    errors: list[str] = field(default_factory=list)  # cells as #N/A
    formulas: list[str] = field(default_factory=list)
    without_result: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    filtered: bool = False
    parser: expat.XMLParserType | None = None

    def __post_init__(self) -> None:
        """Know what to do at which element."""
        self._cell, self._type, self._row, self._awaited = "", "", 0, False
        own: dict[str, Handler | None] = {
            "c": self._at_cell,
            "v": self._at_value,
            "is": self._at_value,
            "f": self._at_formula,
            "row": self._at_row,
            "col": self._at_column,
            "mergeCell": lambda found: self.merged.append(found["ref"]),
            "autoFilter": self._at_filter,
        }
        self._do = own

    def start(self, tag: str, found: Attributes) -> None:
        """Take in the beginning of an element, whatever prefix its name has."""
        # Cells and values are nearly all of a worksheet; asked for first, 1.5 million cells take 1.2 s, not 1.8 s.
        if tag == "c" and not self._awaited and "r" in found:
            self._cell = found["r"]
            self._type = found.get("t", "")
            return
        try:
            do = self._do[tag]
        except KeyError:
            do = self._do[tag] = self._do.get(tag.rpartition(":")[2])
        if do is not None:
            do(found)

    def finish(self) -> None:
        """Take in the end of the worksheet."""
        self._note_awaited()

    def _at_row(self, found: Attributes) -> None:
        self._note_awaited()
        self._row = int(found["r"]) if "r" in found else self._row + 1
        self._cell = f"@{self._row}"
        if found.get("hidden") in ("1", "true"):
            self.hidden_rows.append(self._row)

    def _at_cell(self, found: Attributes) -> None:
        if self._awaited:
            self._note_awaited()
        self._cell = found["r"] if "r" in found else self._next()
        self._type = found.get("t", "")

    def _next(self) -> str:
        """Return the cell after the last one, for writers that leave references out."""
        letters = self._cell.rstrip(DIGITS)
        return letters_after(letters) + str(self._row)

    def _at_value(self, found: Attributes) -> None:
        del found
        cell = self._cell
        letters = cell.rstrip(DIGITS)
        self.filled += 1
        self.letters.add(letters)
        self.numbers.add(cell[len(letters) :])
        if self._type == "e":
            self.errors.append(cell)
        if self._awaited and self.parser is not None:
            self.parser.CharacterDataHandler = self._at_result

    def _at_formula(self, found: Attributes) -> None:
        del found
        self.formulas.append(self._cell)
        # A formula whose result is an empty text has the type “str” and an empty value.
        self._awaited = self._type != "str"

    def _at_result(self, text: str) -> None:
        if text.strip():
            self._awaited = False
            if self.parser is not None:
                self.parser.CharacterDataHandler = None

    def _note_awaited(self) -> None:
        if self._awaited:
            self.without_result.append(self._cell)
            self._awaited = False
            if self.parser is not None:
                self.parser.CharacterDataHandler = None

    def _at_column(self, found: Attributes) -> None:
        if found.get("hidden") in ("1", "true"):
            self.hidden_columns.append((int(found["min"]) - 1, int(found["max"]) - 1))

    def _at_filter(self, found: Attributes) -> None:
        del found
        self.filtered = True

    @property
    def columns(self) -> tuple[int, int]:
        """Return the first and the last column with a value.

        Raises:
            IntakeError: a cell stands where Excel has none.
        """
        places = [column_place(letters) for letters in self.letters]
        if not places or min(places) < 0 or max(places) >= _MOST_COLUMNS:
            raise damaged(self.file)
        return min(places), max(places)

    @property
    def rows(self) -> tuple[int, int]:
        """Return the first and the last row with a value.

        Raises:
            IntakeError: a cell stands where Excel has none.
        """
        numbers = [int(number) if number.isdecimal() else 0 for number in self.numbers]
        if not numbers or min(numbers) < 1 or max(numbers) > _MOST_ROWS:
            raise damaged(self.file)
        return min(numbers), max(numbers)


def column_place(letters: str) -> int:
    """Return the place of a column from 0; -1 where these are no letters of a column."""
    place = 0
    if not (letters.isascii() and letters.isalpha() and letters.isupper() and len(letters) <= 3):  # noqa: PLR2004
        return -1
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


def letters_after(letters: str) -> str:
    """Return the letters of the column after this one; after “@” comes A."""
    head, last = letters[:-1], letters[-1]
    if last == "Z":
        return (letters_after(head) if head else "A") + "A"
    return head + chr(ord(last) + 1)
