"""A table on its way to an export: named columns of text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pyarrow as pa

    from swit_data.intake.dialects.export import Cell
    from swit_data.intake.dialects.form_words import FormQuestion


@dataclass(frozen=True)
class Column:
    """One column; `question` is the one of the form that it answers.

    A `stranger` is known by the end of its header only: what stands before may be a group, or say something else.
    """

    name: str
    values: pa.ChunkedArray
    cell: Cell
    question: FormQuestion | None = None
    stranger: bool = False


@dataclass(frozen=True)
class Frame:
    """Columns of equal length; `numbers` gives each row's number, by sheet."""

    sheet: str
    columns: tuple[Column, ...]
    rows: int
    numbers: Mapping[str, Callable[[], Sequence[int]]]

    def with_columns(self, columns: Sequence[Column]) -> Frame:
        """Return it with other columns of the same rows."""
        return replace(self, columns=tuple(columns))

    def first(self, names: Sequence[str]) -> Column | None:
        """Return the column of the first of these names, whatever its case, that is there."""
        there = {column.name.lower(): column for column in reversed(self.columns)}
        return next((there[name] for name in names if name in there), None)
