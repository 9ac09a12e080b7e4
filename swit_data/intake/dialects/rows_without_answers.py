"""Rows of a table that are no answers: further headers, totals, footers, empty rows of repeats, locked submissions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from swit_data.errors import Sentence, listed, say
from swit_data.intake.checking.days import days
from swit_data.intake.dialects.answer_codes import Options, code_of, decoded, trimmed
from swit_data.intake.dialects.collector import is_own
from swit_data.intake.dialects.folding import folded, folded_code
from swit_data.intake.dialects.repeats import is_child
from swit_data.intake.opening.grid import place as place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from swit_data.intake.dialects.understood_file import UnderstoodFile
    from swit_data.intake.opening.book import Sheet

    Truths = npt.NDArray[np.bool_]
    Kind = tuple[Sentence, Sentence]  # what is said of one row, and of several

_TOTAL = re.compile(
    r"(?:grand |sub)?total|sum\b|average|mean\b|count of|n ?=|всього|усього|разом|сума|середнє|итого|всего|jumlah|"
    r"rata-rata|totaal|gemiddelde|totale|media\b|moyenne|somme|promedio|suma\b|exported|generated|source:|printed"
)
_NUMBER = re.compile(r"[-+]?\d[\d\s]*(?:[.,]\d+)?%?")
_IMPORT = '{"ImportId"'  # Qualtrics' third row
_LOCKED = ("not decrypted", "missing encrypted form data")
# Rows under a header that may belong to it, rows at the end that may be no answers.
_TOP, _BOTTOM = 3, 5
_ALIKE, _FEW = 3, 2
_NEARLY_ALL = 0.9
_ENDS = 100
_HEADERS = (
    say("{where}: row {rows} is a second header, no answers: it is not read."),
    say("{where}: rows {rows} are further headers, no answers: they are not read."),
)
_TOTALS = (
    say("{where}: row {rows} looks like a total or a footer, no answers: it is not read."),
    say("{where}: rows {rows} look like totals or footers, no answers: they are not read."),
)
_EMPTY = (
    say("{where}: row {rows} of the repeat is empty: it is not read."),
    say("{where}: rows {rows} of the repeat are empty: they are not read."),
)
_NOT_DECRYPTED = (
    say(
        "{where}: 1 submission is not decrypted (row {rows}), so its answers are not in the file. Export again "
        "with the passphrase of the project's key."
    ),
    say(
        "{where}: {n} submissions are not decrypted (rows {rows}), so their answers are not in the file. Export again "
        "with the passphrase of the project's key."
    ),
)


@dataclass(frozen=True)
class Answers:
    """A table without rows that are no answers, with a sentence for each kind; doubts are for a person to decide."""

    sheet: Sheet
    notes: tuple[Sentence, ...] = ()
    doubts: tuple[Sentence, ...] = ()


def answers_only(sheet: Sheet, understood: UnderstoodFile) -> Answers:
    """Return the rows of a table that are answers."""
    if not len(sheet.table):
        return Answers(sheet)
    rows = _Rows(sheet, understood)
    gone = np.zeros(len(sheet.table), bool)
    notes = []
    for found, kind in rows.kinds():
        new = found & ~gone
        if new.any():
            notes.append(_said(sheet, new, kind))
            gone |= new
    locked = rows.locked() & ~gone
    doubts = (_said(sheet, locked, _NOT_DECRYPTED),) if locked.any() else ()
    return Answers(_without(sheet, gone | locked), tuple(notes), doubts)


def _said(sheet: Sheet, rows: Truths, kind: Kind) -> Sentence:
    numbers = sheet.numbers()
    found = [numbers[int(row)] for row in np.flatnonzero(rows)]
    text = kind[len(found) > 1].text
    where = place_of(sheet.file, sheet.name)
    return Sentence(text, (("where", where), ("rows", listed(found, 5)), ("n", len(found))))


def _without(sheet: Sheet, gone: Truths) -> Sheet:
    if not gone.any():
        return sheet
    kept = np.flatnonzero(~gone)
    numbers = sheet.numbers
    return replace(
        sheet,
        table=sheet.table.take(pa.array(kept)),
        numbers=lambda: [numbers()[int(row)] for row in kept],
    )


class _Rows:
    """The rows of a table by what stands in their choice questions."""

    def __init__(self, sheet: Sheet, understood: UnderstoodFile) -> None:
        self.sheet = sheet
        self.size = len(sheet.table)
        self.repeat = is_child(sheet)
        self.understood = understood
        # Rows that are no answers stand at both ends; what questions hold is seen from as many.
        self.seen = pa.array([n for n in range(self.size) if n < _ENDS or n >= self.size - _ENDS])
        self.filled: list[Truths] = []
        self.legal: list[Truths] = []
        self.places: list[int] = []
        for part in understood.parts(sheet):
            if part.question and part.place is not None and understood.takes(part):
                options = understood.options(part)
                if options and options.choices and not part.question.several:
                    self._add(part.place, options)

    def _add(self, place: int, options: Options) -> None:
        cells = self.sheet.table[str(place)].take(self.seen)
        codes = pc.fill_null(decoded(cells, code_of(options)), "?")
        self.places.append(place)
        self.filled.append(_truths(pc.not_equal(codes, "")))
        self.legal.append(_truths(pc.is_in(codes, pa.array(sorted(options.codes), pa.string()))))

    def kinds(self) -> Iterator[tuple[Truths, Kind]]:
        """Give the rows of each kind, and what says so."""
        yield self._headers(), _HEADERS
        yield self._totals(), _TOTALS
        if self.repeat:
            yield self._empty(), _EMPTY

    def cells(self, row: int) -> list[str]:
        return [str(column[row].as_py()).strip() for column in self.sheet.table.columns]

    def _headers(self) -> Truths:
        found = self._repeated_headers()
        for row in range(min(_TOP, self.size)):
            if found[row]:
                continue
            if not self._is_header(row):
                break
            found[row] = True
        return found

    def _repeated_headers(self) -> Truths:
        """Return the rows that say the header again, as in tables put under each other."""
        named = [(n, folded_code(header)) for n, header in enumerate(self.sheet.header) if header]
        alike = np.zeros(self.size, int)
        for place, header in named[: 2 * _ALIKE]:
            values = decoded(self.sheet.table[str(place)], folded_code)
            alike += _truths(pc.equal(values, header))
        least = max(_ALIKE, len(named) // 2)
        found = np.zeros(self.size, bool)
        for row in np.flatnonzero(alike >= min(_ALIKE, len(named))):
            cells = self.cells(int(row))
            found[row] = (
                sum(folded_code(cells[place]) == header for place, header in named) >= least
            )
        return found

    def _is_header(self, row: int) -> bool:
        cells = self.cells(row)
        if any(cell.startswith(_IMPORT) for cell in cells):
            return True
        filled = [n for n, truths in enumerate(self.filled) if truths[row]]
        if len(filled) < _FEW or 2 * len(filled) < len(self.filled):
            return False
        if any(self.legal[n][row] for n in filled) or not self._rest_is_legal():
            return False
        # Of an interview something is a number, a day or said twice.
        texts = [cell for cell in cells if cell]
        return len(set(texts)) == len(texts) and not any(map(_is_of_an_interview, texts))

    def _rest_is_legal(self) -> bool:
        filled = sum(int(truths[_TOP:].sum()) for truths in self.filled)
        legal = sum(int(truths[_TOP:].sum()) for truths in self.legal)
        if self.size <= _TOP:
            filled = sum(int(truths.sum()) for truths in self.filled)
            legal = sum(int(truths.sum()) for truths in self.legal)
            return legal > 0 and 3 * legal >= filled
        return filled > 0 and 2 * legal > filled

    def _totals(self) -> Truths:
        found = np.zeros(self.size, bool)
        for row in range(self.size - 1, max(-1, self.size - 1 - _BOTTOM), -1):
            if not self._is_total(row, self._always(row - self.size)):
                break
            found[row] = True
        return found

    def _always(self, row: int) -> list[int]:
        """Return the choice questions that are answered in nearly all rows before this one, counted from the end."""
        if len(self.seen) + row <= 0:
            return []
        return [n for n, truths in enumerate(self.filled) if truths[:row].mean() >= _NEARLY_ALL]

    def _is_total(self, row: int, always: Sequence[int]) -> bool:
        cells = self.cells(row)
        needed = [cells[self.places[n]] for n in always]
        texts = [cell for cell in cells if cell and not _NUMBER.fullmatch(cell)]
        first = texts[0] if texts else ""
        # Of what nearly everybody answered, a total says nothing but its own name.
        others = [cell for cell in needed if cell and not _NUMBER.fullmatch(cell)]
        if all(needed) or not any(cells) or others not in ([], [first]):
            return False
        if first and _TOTAL.match(folded(first)):
            return True
        if not first:
            return row == self.size - 1
        legal = any(self.legal[n][row - self.size] for n in range(len(self.places)))
        return len(texts) == 1 and " " in first and not days(first) and not legal

    def _empty(self) -> Truths:
        """Return the rows of a repeat that hold nothing but what they belong to."""
        held = np.zeros(self.size, bool)
        for place, header in enumerate(self.sheet.header):
            if not is_own(header):
                values = trimmed(self.sheet.table[str(place)], self.understood.empty)
                held |= _truths(pc.not_equal(values, ""))
        return ~held

    def locked(self) -> Truths:
        """Return the submissions whose answers are still encrypted."""
        found = np.zeros(self.size, bool)
        for place, header in enumerate(self.sheet.header):
            if header.casefold() == "status":
                said = pc.utf8_lower(pc.utf8_trim_whitespace(self.sheet.table[str(place)]))
                found |= _truths(pc.is_in(said, pa.array(_LOCKED)))
        for place in self.places if found.any() else ():
            values = pc.utf8_trim_whitespace(self.sheet.table[str(place)])
            found &= _truths(pc.equal(values, ""))
        return found


def _truths(values: pa.ChunkedArray) -> Truths:
    found: Truths = values.combine_chunks().to_numpy(zero_copy_only=False).astype(bool)
    return found


def with_names(sheet: Sheet, named: frozenset[str]) -> Sheet:
    """Return a table under its first row, where labels stand in the header and names below it.

    Names further down, or under an interview, are a header among answers: nothing above them may be lost.
    """
    if not len(sheet.table) or any(map(_is_of_an_interview, sheet.header)):
        return sheet
    above = len(named.intersection(sheet.header))
    cells = [str(column[0].as_py()).strip() for column in sheet.table.columns]
    if len(named.intersection(cells)) <= max(above, _FEW) or len(set(cells)) < len(cells):
        return sheet
    numbers = sheet.numbers
    return replace(
        sheet, header=tuple(cells), table=sheet.table.slice(1), numbers=lambda: numbers()[1:]
    )


def _is_of_an_interview(cell: str) -> bool:
    """Say whether a cell is a number or a day, which no label is."""
    return bool(_NUMBER.fullmatch(cell.strip()) or days(cell))
