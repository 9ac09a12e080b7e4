"""Where the form itself did not ask a question, by the framework's `asked_if`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from swit_data.framework.named_columns import TargetQuestion
    from swit_data.intake.checking.source import Source


def was_skipped(source: Source, column: str, question: TargetQuestion) -> npt.NDArray[np.bool_]:
    """Return a truth a row: nothing stands in the question's column, and the form would not have asked it.

    A cell may hold several codes with blanks between them (select_multiple): one of them is enough.
    """
    asked_if, condition = question.indicator.asked_if, question.condition
    skipped = np.zeros(len(source), bool)
    if asked_if is None or not source.has(condition):
        return skipped
    for cell, positions in source.grouped(condition).items():
        if set(asked_if.values).isdisjoint(cell.split()):
            skipped[positions] = True
    answered, _ = source.filled(column)
    skipped[answered] = False
    return skipped
