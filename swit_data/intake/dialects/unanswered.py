"""Questions that nobody answered, where a kind of export leaves them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from swit_data.intake.dialects.export import Cell
from swit_data.intake.dialects.named_table import Column, Frame

if TYPE_CHECKING:
    from swit_data.framework.named_columns import NamedColumns


def unanswered(frame: Frame, named: NamedColumns) -> tuple[Column, ...]:
    """Return an empty column for each that the framework needs and a file of its survey does not have.

    KoboToolbox's API gives each submission only what was answered in it.
    """
    there = {column.name for column in frame.columns}
    if there.isdisjoint(named.all):
        return ()  # of another survey
    core = [
        n for n, about in named.questions.items() if any(q.indicator.set == "core" for q in about)
    ]
    needed = dict.fromkeys((*named.required, *named.asked.values(), *core))
    empty = pa.chunked_array([pa.repeat("", frame.rows)], pa.string())
    places = [Cell(frame.sheet, -1, name) for name in needed if name not in there]
    return tuple(Column(cell.header, empty, cell) for cell in places)
