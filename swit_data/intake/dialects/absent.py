"""Questions that nobody answered, where a kind of export leaves them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from swit_data.intake.dialects.frame import Column, Frame
from swit_data.intake.export import Cell

if TYPE_CHECKING:
    from collections.abc import Collection


def unanswered(frame: Frame, named: Collection[str]) -> tuple[Column, ...]:
    """Return an empty column for each that the framework names and a file of its survey does not have.

    KoboToolbox's API gives each submission only what was answered in it.
    """
    there = {column.name for column in frame.columns}
    if there.isdisjoint(named):
        return ()  # of another survey
    empty = pa.chunked_array([pa.repeat("", frame.rows)], pa.string())
    return tuple(
        Column(name, empty, Cell(frame.sheet, -1, name)) for name in sorted({*named} - there)
    )
