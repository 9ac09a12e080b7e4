"""Everything that is wrong in a file, collected and said at once."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from swit_data.errors import IntakeError, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_MOST_ROWS = 5
_MOST_LINES = 40
_MOST_LETTERS = 60
CORRECT = "Correct it in KoboToolbox and export again, or in the file."


def shown(text: str) -> str:
    """Return a text of the file as it may stand in a sentence: short, no control characters."""
    cut = text if len(text) <= _MOST_LETTERS else text[:_MOST_LETTERS] + "…"
    # isprintable is false for line ends, terminal codes, zero-width signs and changes of direction.
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)


def near(word: str, allowed: Iterable[str]) -> str:
    """Return “ (did you mean …?)” where one of the allowed words is nearly this one."""
    folded = {code.casefold(): code for code in allowed}
    found = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.75)
    return f" (did you mean “{shown(folded[found[0]])}”?)" if found else ""


def illegal(value: str, allowed: Sequence[str]) -> str:
    """Return the sentence about a value that is none of those allowed."""
    found = f"“{shown(value)}” is not allowed" if value else "the cell is empty"
    return f"{found}; allowed: {listed(allowed, 60)}{near(value, allowed)}. {CORRECT}"


@dataclass
class Problems:
    """The problems of one file; a row is counted from the first row under the header, from 0."""

    file: str
    lines: list[str] = field(default_factory=list)
    cells: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def add(self, line: str) -> None:
        """Note a problem of the whole file, each once."""
        if line not in self.lines:
            self.lines.append(line)

    def cell(self, column: str, row: int, what: str) -> None:
        """Note a problem of a cell; the same one in the same column becomes one line."""
        self.cells.setdefault((column, what), []).append(row)

    def raise_if_any(self, spreadsheet_rows: Callable[[], Sequence[int]]) -> None:
        """Raise them all as one error; `spreadsheet_rows` numbers rows as a spreadsheet does.

        Raises:
            IntakeError: there are problems.
        """
        if not self.lines and not self.cells:
            return
        numbers = spreadsheet_rows() if self.cells else []
        lines = [*self.lines]
        for (column, what), rows in self.cells.items():
            lines.append(f"column “{shown(column)}”, {_rows([numbers[r] for r in rows])}: {what}")
        more = len(lines) - _MOST_LINES
        if more > 0:
            lines = [*lines[:_MOST_LINES], f"… and {more} more of this kind."]
        raise IntakeError("\n".join(f"{self.file}: {line}" for line in lines))


def _rows(numbers: list[int]) -> str:
    """Return “row 7”, or “rows 7, 9”, cut after five."""
    return f"row{'s' if len(numbers) > 1 else ''} {listed(sorted(numbers), _MOST_ROWS)}"
