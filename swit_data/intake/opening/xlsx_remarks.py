"""What is said of a worksheet: why it cannot be taken, and what a reader may not expect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swit_data.errors import IntakeError, Sentence, listed, say
from swit_data.intake.opening.grid import column_letters, place
from swit_data.intake.opening.xlsx_cells import DIGITS, column_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from swit_data.intake.opening.xlsx_cells import Cells

_MOST = 5
# calamine makes one table of everything between the first and the last cell, 32 bytes a cell: 320 MB at most.
_TABLE = 10_000_000
_SPARSE = 4


def check_table(cells: Cells, name: str) -> None:
    """Check that the table between the first and the last cell can be held.

    Raises:
        IntakeError: a cell stands far away from the others, or where Excel has none.
    """
    (left, right), (top, bottom) = cells.columns, cells.rows
    if (right - left + 1) * (bottom - top + 1) <= max(_TABLE, _SPARSE * cells.filled):
        return
    text = (
        "{where}: {n} cells hold something, but they are spread from {first} to {last}. Find the cell that stands "
        "apart (in Excel: Ctrl+End), delete its row or column, save, and import again."
    )
    first = f"{column_letters(left)}{top}"
    last = f"{column_letters(right)}{bottom}"
    where = place(cells.file, name)
    raise IntakeError(say(text, where=where, n=cells.filled, first=first, last=last))


def refusals(cells: Cells, name: str) -> Iterator[Sentence]:
    """Give why a worksheet cannot be taken: each names the cells."""
    where = place(cells.file, name)
    if cells.errors:
        text = (
            "{where}: in {cells} stands an error of Excel (such as #N/A or #REF!) instead of a value. Correct it, or "
            "empty the cell."
        )
        yield say(text, where=where, cells=listed(cells.errors, _MOST))
    if cells.without_result:
        text = (
            "{where}: in {cells} stands a formula without its result. Open the workbook in Excel, save it, and import "
            "it again; or put the value in place of the formula."
        )
        yield say(text, where=where, cells=listed(cells.without_result, _MOST))
    header, below = _merged(cells)
    if header:
        text = (
            "{where}: the cells {cells} of the header are merged. Needed is one row of column names, each in a cell of "
            "its own: unmerge them, and take out titles and second header rows."
        )
        yield say(text, where=where, cells=listed(header, _MOST))
    if below:
        text = (
            "{where}: the cells {cells} are merged, so only the first of them holds the value. Unmerge them, and put "
            "the value into each."
        )
        yield say(text, where=where, cells=listed(below, _MOST))


def _merged(cells: Cells) -> tuple[list[str], list[str]]:
    """Return the merged cells of the header, and those below it."""
    header: list[str] = []
    below: list[str] = []
    (left, right), (top, bottom) = cells.columns, cells.rows
    for merged in cells.merged:
        first, _, last = merged.partition(":")
        (row, column), (last_row, last_column) = _place(first), _place(last or first)
        inside = column <= right and last_column >= left and row <= bottom and last_row >= top
        if inside and first != last:
            (header if row <= top else below).append(merged)
    return header, below


def _place(cell: str) -> tuple[int, int]:
    letters = cell.rstrip(DIGITS)
    return int(cell[len(letters) :] or 0), column_place(letters)


def notes(cells: Cells, name: str, *, hidden: bool) -> Iterator[Sentence]:
    """Give what a reader may not expect of a worksheet that is taken."""
    where = place(cells.file, name)
    if hidden:
        yield say(
            "{where}: this sheet is hidden in the workbook; it is read all the same.", where=where
        )
    top, bottom = cells.rows
    rows = [row for row in cells.hidden_rows if top <= row <= bottom]
    if rows:
        text = "{where}: {n} rows are hidden in the workbook ({rows}); they are read all the same."
        if cells.filtered:
            text = "{where}: a filter hides {n} rows ({rows}); they are read all the same."
        yield say(text, where=where, n=len(rows), rows=listed(_runs(rows), _MOST))
    columns = _hidden_columns(cells)
    if columns:
        text = (
            "{where}: columns are hidden in the workbook ({columns}); they are read all the same."
        )
        yield say(text, where=where, columns=listed(columns, _MOST))
    if cells.formulas:
        text = "{where}: {n} cells hold formulas (first: {cell}); their results as last saved are read."
        yield say(text, where=where, n=len(cells.formulas), cell=cells.formulas[0])


def _hidden_columns(cells: Cells) -> list[str]:
    left, right = cells.columns
    spans = [(max(first, left), min(last, right)) for first, last in cells.hidden_columns]
    return [
        column_letters(first)
        if first == last
        else f"{column_letters(first)}-{column_letters(last)}"
        for first, last in spans
        if first <= last
    ]


def _runs(rows: Iterable[int]) -> list[str]:
    """Return rows as “5-9, 12”."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return [str(first) if first == last else f"{first}-{last}" for first, last in runs]
