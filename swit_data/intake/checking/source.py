"""The rows of a file that count, by the framework's names of columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from swit_data.errors import Sentence, say
from swit_data.intake.checking.identity import looks_personal
from swit_data.intake.problems import FILE, INTERVIEW

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    from swit_data.framework import Framework
    from swit_data.framework.named_columns import NamedColumns
    from swit_data.intake.checking.columns import Columns
    from swit_data.intake.checking.submissions import Submissions
    from swit_data.intake.dialects.export import Export
    from swit_data.intake.problems import Problems

_PERSONAL = say(
    "this looks like a telephone number, an e-mail address or a place (not shown here). It can identify a person, so "
    "nothing of this file is taken. Delete it from the file, and from the project where it was collected."
)


@dataclass(frozen=True)
class Source:
    """What a file holds; a position counts the rows that count, from 0."""

    framework: Framework
    named: NamedColumns
    export: Export
    columns: Columns
    submissions: Submissions
    problems: Problems

    def __len__(self) -> int:
        """Return the number of rows that count."""
        return len(self.submissions.rows)

    def has(self, name: str) -> bool:
        """Say whether a column of the framework is in the file."""
        return name in self.columns.places

    def array(self, name: str) -> pa.Array:
        """Return a column of the framework, for the rows that count."""
        column = self.export.column(self.columns.places[name]).take(self._rows).combine_chunks()
        if pc.all(pc.string_is_ascii(column)).as_py() is False:
            return pc.utf8_normalize(column, "NFC")  # é may be written as one sign or as two
        return column

    def values(self, name: str) -> list[str]:
        """Return a column of the framework as a list, for the rows that count."""
        return [str(value) for value in self.array(name).to_pylist()]

    def grouped(self, name: str) -> Mapping[str, npt.NDArray[np.int64]]:
        """Return the positions of each value of a column, in order."""
        coded = self.array(name).dictionary_encode()
        places = coded.indices.to_numpy(zero_copy_only=False)
        return {
            str(v): np.flatnonzero(places == n) for n, v in enumerate(coded.dictionary.to_pylist())
        }

    def filled(self, name: str) -> tuple[npt.NDArray[np.int64], pa.Array]:
        """Return positions and values of the cells of a column that are not empty."""
        column = self.array(name)
        positions = pc.indices_nonzero(pc.not_equal(column, ""))
        return positions.to_numpy().astype(np.int64), column.take(positions)

    def wrong(self, name: str, position: int, what: Sentence) -> None:
        """Note what is wrong in a cell, for which its interview cannot be kept."""
        self.wrong_cells(name, [position], what)

    def wrong_cells(
        self, name: str, positions: Iterable[int], what: Sentence, becomes: str = INTERVIEW
    ) -> None:
        """Note what is wrong in cells of a column; what could identify a person is not said and not lifted."""
        self.wrong_rows(name, [self.submissions.rows[int(p)] for p in positions], what, becomes)

    def wrong_rows(
        self, name: str, rows: Sequence[int], what: Sentence, becomes: str = INTERVIEW
    ) -> None:
        """Note what is wrong in cells of a column, by the rows of the file."""
        said = dict(what.values).get("value")
        if isinstance(said, str) and looks_personal(said):
            what, becomes = _PERSONAL, FILE
        self.problems.cells(name, rows, what, becomes)

    def personal(self, name: str) -> bool:
        """Note cells of a free column that look like a telephone number, an address or a place; say if any does."""
        found = [rows for value, rows in self.grouped(name).items() if looks_personal(value)]
        for rows in found:
            self.problems.cells(
                name, [self.submissions.rows[int(p)] for p in rows], _PERSONAL, FILE
            )
        return bool(found)

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

    @cached_property
    def _rows(self) -> pa.Array:
        return pa.array(self.submissions.rows, pa.int64())
