"""Where the form itself did not ask a question, by the framework's `asked_if`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from swit_data.intake.checking.named_columns import condition_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from swit_data.intake.checking.named_columns import Question
    from swit_data.intake.checking.source import Source


def was_skipped(source: Source, column: str, question: Question) -> npt.NDArray[np.bool_]:
    """Return a truth a row: nothing stands in the question's column, and the form would not have asked it.

    A cell may hold several codes with blanks between them (select_multiple): one of them is enough.
    """
    asked_if, condition = question.indicator.asked_if, condition_of(source.framework, question)
    skipped = np.zeros(len(source), bool)
    if asked_if is None or not source.has(condition):
        return skipped
    for cell, positions in source.grouped(condition).items():
        if set(asked_if.values).isdisjoint(cell.split()):
            skipped[positions] = True
    answered, _ = source.filled(column)
    skipped[answered] = False
    return skipped
