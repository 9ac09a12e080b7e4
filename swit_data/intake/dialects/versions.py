"""Several versions of a form in one file: a question that moved stands in several columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from swit_data.errors import IntakeError, say
from swit_data.intake.dialects.several import rows_of
from swit_data.intake.problems import shown

if TYPE_CHECKING:
    from collections.abc import Collection

    import pyarrow as pa

    from swit_data.intake.dialects.frame import Column, Frame


def merged(frame: Frame, names: Collection[str], file: str) -> Frame:
    """Return each of these questions in one column: of each row the cell that is filled.

    Raises:
        IntakeError: two columns of a question hold different answers in one row.
    """
    columns: dict[object, Column] = {}
    for n, column in enumerate(frame.columns):
        key: object = column.name if column.name in names else n
        earlier = columns.get(key)
        columns[key] = column if earlier is None else _one(frame, earlier, column, file)
    return frame.with_columns(list(columns.values()))


def _one(frame: Frame, first: Column, second: Column, file: str) -> Column:
    filled = pc.not_equal(first.values, "")
    both = pc.and_(filled, pc.not_equal(second.values, ""))
    wrong = pc.and_(both, pc.not_equal(first.values, second.values))
    if pc.any(wrong).as_py():
        raise _conflict(frame, first, second, file, wrong)
    return replace(first, values=pc.if_else(filled, first.values, second.values))


def _conflict(
    frame: Frame, first: Column, second: Column, file: str, wrong: pa.ChunkedArray
) -> IntakeError:
    return IntakeError(
        say(
            "{file}: the columns “{first}” and “{second}” are the same question, “{name}”, and hold different "
            "answers ({rows}). Take out the one that is not meant and import again.",
            file=file,
            first=shown(first.cell.header),
            second=shown(second.cell.header),
            name=shown(first.name),
            rows=rows_of(frame.numbers[frame.sheet](), wrong),
        )
    )
