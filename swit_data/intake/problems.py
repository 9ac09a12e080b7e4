"""Everything that is wrong in a file, collected and said at once, one line a mistake."""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from swit_data.errors import MOST_LETTERS, IntakeError, Sentence, listed, say, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from swit_data.intake.dialects.export import Export

_MOST_ROWS = 5
_MOST_COLUMNS = 4
_MOST_LINES = 40
CORRECT = say("Correct it in KoboToolbox and export again, or in the file.")

# What becomes of a problem when the valid part is kept: the file stays refused, or the interview or answer is left out.
FILE, INTERVIEW, ANSWER = "file", "interview", "answer"

_NO_ANSWER = frozenset(["na", "n/a", "n.a.", "#n/a", "nan", "null", "none", "<na>"])
# Letters of Cyrillic that look like Latin ones: a word typed with the wrong keyboard is still meant.
_LOOKALIKES = str.maketrans("аеорсухіјѕԁԛԝкмнтвАЕОРСУХІКМНТВ", "aeopcyxijsdqwkmhtbaeopcyxikmhtb")


def near(word: str, allowed: Iterable[str]) -> Sentence:
    """Return “ (did you mean …?)” where one of the allowed words is nearly this one."""
    if _folded(word) in _NO_ANSWER:
        return Sentence("")  # a skipped question is not the code na, “not applicable”
    folded = {_folded(code): code for code in allowed}
    found = difflib.get_close_matches(_folded(word), folded, n=1, cutoff=0.75)
    if not found:
        return Sentence("")
    return say(" (did you mean “{word}”?)", word=shown(folded[found[0]]))


def _folded(word: str) -> str:
    """Return a word as it was probably meant: without invisible signs, accents' forms and look-alikes."""
    plain = unicodedata.normalize("NFKC", word[:MOST_LETTERS])
    return "".join(c for c in plain if c.isprintable()).translate(_LOOKALIKES).casefold()


def illegal(value: str, allowed: Sequence[str]) -> Sentence:
    """Return the sentence about a value that is none of those allowed."""
    if not value:
        text = "the cell is empty; allowed: {allowed}. {correct}"
        return say(text, allowed=listed(allowed, 60), correct=CORRECT)
    return say(
        "“{value}” is not allowed; allowed: {allowed}{near}. {correct}",
        value=shown(value),
        allowed=listed(allowed, 60),
        near=near(value, allowed),
        correct=CORRECT,
    )


def illegal_unseen(allowed: Sequence[str]) -> Sentence:
    """Return the sentence about a value that says something of a person, so is not shown."""
    return say(
        "a value (not shown here) is not allowed; allowed: {allowed}. {correct}",
        allowed=listed(allowed, 60),
        correct=CORRECT,
    )


@dataclass(frozen=True)
class Problem:
    """What is wrong: of the whole file, or in rows of a column (counted from 0 under the header)."""

    what: Sentence
    becomes: str
    places: Mapping[str, Sequence[int]] = field(default_factory=dict)  # column to rows


@dataclass
class Problems:
    """The problems of one file."""

    file: str
    found: dict[tuple[str, Sentence], dict[str, list[int]]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Say whether there are any."""
        return bool(self.found)

    def add(self, what: Sentence) -> None:
        """Note a problem of the whole file, each once."""
        self.found.setdefault((FILE, what), {})

    def cells(
        self, column: str, rows: Iterable[int], what: Sentence, becomes: str = INTERVIEW
    ) -> None:
        """Note a problem of cells; the same one becomes one line, in however many columns."""
        self.found.setdefault((becomes, what), {}).setdefault(column, []).extend(rows)

    def __iter__(self) -> Iterator[Problem]:
        """Give each problem, those of the whole file first."""
        order = sorted(self.found, key=lambda key: key[0] != FILE)
        yield from (Problem(what, becomes, self.found[becomes, what]) for becomes, what in order)

    @property
    def of_file(self) -> bool:
        """Say whether one of them makes the whole file unusable."""
        return any(becomes == FILE for becomes, _ in self.found)

    def rows(self) -> set[int]:
        """Return the rows whose interview cannot be kept."""
        return {
            row
            for (becomes, _), places in self.found.items()
            if becomes == INTERVIEW
            for rows in places.values()
            for row in rows
        }

    def answers(self) -> int:
        """Return how many answers cannot be kept, of interviews that can."""
        gone = self.rows()
        return sum(
            row not in gone
            for (becomes, _), places in self.found.items()
            if becomes == ANSWER
            for rows in places.values()
            for row in rows
        )

    def raise_if_any(self, export: Export) -> None:
        """Raise them all as one error.

        Raises:
            IntakeError: there are problems.
        """
        if self.found:
            raise IntakeError(*self.lines(export, _MOST_LINES))

    def lines(self, export: Export, most: int = 0) -> list[Sentence]:
        """Return one sentence a problem, with file, sheet, column and row as a spreadsheet shows them."""
        placed = any(self.found.values())
        numbers = export.numbers() if placed else ()
        lines = [self._line(problem, export, numbers) for problem in self]
        more = len(lines) - most
        if most and more > 0:
            last = say("{file}: … and {n} more of this kind.", file=self.file, n=more)
            lines = [*lines[:most], last]
        return lines

    def _line(self, problem: Problem, export: Export, numbers: Sequence[int]) -> Sentence:
        if not problem.places:
            return say("{file}: {what}", file=self.file, what=problem.what)
        columns = [_header(export, column) for column in problem.places]
        cells = [row for rows in problem.places.values() for row in rows]
        found = sorted({int(numbers[row]) for row in cells})
        where = {"file": self.file, "sheet": _sheet(export, next(iter(problem.places)))}
        if len(columns) == 1:
            text = "{file}{sheet}: column “{column}”, row {rows}: {what}"
            if len(found) > 1:
                text = "{file}{sheet}: column “{column}”, rows {rows}: {what}"
            rows = listed(found, _MOST_ROWS)
            return say(text, **where, column=columns[0], rows=rows, what=problem.what)
        return say(
            "{file}{sheet}: {n} cells of {columns} columns (“{names}”), rows {rows}: {what}",
            **where,
            n=len(cells),
            columns=len(columns),
            names=listed(columns, _MOST_COLUMNS),
            rows=listed(found, _MOST_ROWS),
            what=problem.what,
        )


def _header(export: Export, column: str) -> str:
    """Return a column as its file calls it, with the form's own name where that is another."""
    place = export.place(column)
    written = "" if place is None else export.cells[place].header
    name = shown(column)
    if not written or written == column or written.endswith(column):
        return name
    return f"{shown(written)} ({name})"


def _sheet(export: Export, column: str) -> Sentence:
    place = export.place(column)
    name = "" if place is None else export.cells[place].sheet
    return say(", sheet “{name}”", name=shown(name)) if name else Sentence("")
