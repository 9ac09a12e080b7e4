"""Submissions and the rows of their repeats as one table, one row per row of the last repeat."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from swit_data.errors import IntakeError, Sentence, listed, say, shown
from swit_data.intake.dialects.named_table import Frame
from swit_data.intake.dialects.repeats import positions, rows_in_parent
from swit_data.intake.dialects.submission_ids import with_ids, with_positions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pyarrow as pa

    from swit_data.framework import Form
    from swit_data.intake.opening.book import Sheet

# Columns of a repeat that only say where its rows belong.
_LINKS = ("_index", "_parent_", "_submission__", "key", "parent_key")


def joined(
    sheets: Sequence[Sheet], frames: Sequence[Frame], form: Form, tool: str
) -> tuple[Frame, tuple[Sentence, ...]]:
    """Return the tables from submissions down to a repeat as one, and what a reader must know of it.

    Raises:
        IntakeError: a row of a repeat belongs to no submission, or a person of the survey would be cut in pieces.
    """
    whole = with_ids(frames[0], form.id, tool)
    if len(frames) == 1:
        return whole, ()
    submissions = whole.rows
    above: pa.Array | None = (
        None  # the row of the submission, for each row of the last table joined
    )
    for n in range(1, len(frames)):
        rows = rows_in_parent(sheets[n], sheets[n - 1])
        whole = _below(whole, frames[n], rows)
        above = rows if above is None else above.take(rows)
    counts = Counter([] if above is None else above.to_pylist())
    if form.shape == 1:
        whole = with_positions(whole, form.id, positions(sheets[-1], above))
    elif max(counts.values(), default=0) > 1:
        raise _in_pieces(sheets[-1])
    return whole, tuple(_notes(sheets, whole.rows, submissions - len(counts)))


def _below(whole: Frame, child: Frame, rows: pa.Array) -> Frame:
    """Return the rows of a repeat, each with the columns of the row it belongs to."""
    taken = [replace(column, values=column.values.take(rows)) for column in whole.columns]
    own = [column for column in child.columns if not column.name.lower().startswith(_LINKS)]
    there = {column.name for column in taken}
    own = [column for column in own if column.question or column.name not in there]
    numbers = {sheet: partial(_numbers, count, rows) for sheet, count in whole.numbers.items()}
    return Frame(child.sheet, (*taken, *own), child.rows, {**numbers, **child.numbers})


def _numbers(numbers: Callable[[], Sequence[int]], rows: pa.Array) -> list[int]:
    all_numbers = numbers()
    return [all_numbers[row] for row in rows.to_pylist()]


def _notes(sheets: Sequence[Sheet], rows: int, without: int) -> list[Sentence]:
    names = listed([f"“{shown(sheet.name)}”" for sheet in sheets[1:]])
    notes = [
        say(
            "The answers stand in a repeat ({names}): each of its {rows} rows counts as one interview, with what its "
            "submission says. If one person answered in several rows, that person is counted several times.",
            names=names,
            rows=rows,
        )
    ]
    if without:
        notes.append(
            say("Submissions without a row in the repeat, so without answers: {n}.", n=without)
        )
    return notes


def _in_pieces(child: Sheet) -> IntakeError:
    return IntakeError(
        say(
            "{file}: submissions have several rows in the repeat “{sheet}”, and the framework has one interview a "
            "person ([form] shape = 2), so a person would count several times. Ask these questions in groups, not in "
            "a repeat, or write a framework of shape 1 for this form.",
            file=child.file,
            sheet=shown(child.name),
        )
    )
