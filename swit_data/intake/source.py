"""The rows of a file that count, by the framework's names of columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from swit_data.intake.problems import illegal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from swit_data.framework import Framework
    from swit_data.intake.columns import Columns
    from swit_data.intake.named import Named
    from swit_data.intake.problems import Problems
    from swit_data.intake.sheet import Cells
    from swit_data.intake.submissions import Submissions


@dataclass(frozen=True)
class Source:
    """What a file holds; a position counts the rows that count, from 0."""

    framework: Framework
    named: Named
    cells: Cells
    columns: Columns
    submissions: Submissions
    problems: Problems

    def __len__(self) -> int:
        """Return the number of rows that count."""
        return len(self.submissions.rows)

    def has(self, name: str) -> bool:
        """Say whether a column of the framework is in the file."""
        return name in self.columns.places

    def values(self, name: str) -> list[str]:
        """Return a column of the framework, for the rows that count."""
        values = self.cells.values(self.columns.places[name])
        return [values[row] for row in self.submissions.rows]

    def filled(self, name: str) -> Iterator[tuple[int, str]]:
        """Give position and value of each cell of a column that is not empty."""
        rows = pa.array(self.submissions.rows, pa.int64())
        column = self.cells.column(self.columns.places[name]).take(rows).combine_chunks()
        positions = pc.indices_nonzero(pc.not_equal(column, ""))
        values = column.take(positions)
        for position, value in zip(positions.to_pylist(), values.to_pylist(), strict=True):
            yield int(position), str(value)

    def wrong(self, name: str, position: int, what: str) -> None:
        """Note what is wrong in a cell."""
        self.problems.cell(name, self.submissions.rows[position], what)

    def refuse(self, name: str, position: int, value: str, allowed: Iterable[str]) -> None:
        """Note a value that is none of those allowed."""
        self.wrong(name, position, illegal(value, list(allowed)))

    @cached_property
    def askable(self) -> frozenset[tuple[str, str]]:
        """Return the stakeholder types and targets that a question in the file is about."""
        return frozenset(
            (question.stakeholder_type, question.target)
            for name, about in self.named.questions.items()
            if self.has(name)
            for question in about
            if "community" in question.indicator.answered_by
        )
