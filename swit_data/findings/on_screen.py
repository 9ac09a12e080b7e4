"""A table as it stands on a screen and on paper: whole numbers that agree with each other.

The table itself, which the files take away, keeps the released numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Any

import pandas as pd

from swit_data.released.labels import Labels
from swit_data.released.rows import records
from swit_data.released.written_scores import (
    whole_difference,
    whole_number,
    written_points,
    written_score,
)

# Keys of the wording that name columns, by what stands in them.
_SCORES = ("table.score", "table.side.a.score", "table.side.b.score", "differ.from.score")
_LIMITS = ("table.low", "table.high")  # of a score, or of a difference where the table has one
_CHANGE_LIMITS = ("table.change_low", "table.change_high")
_SHARES = ("table.coverage", "table.dont_know", "table.coverage.least", "table.coverage.most")
_OF = ("table.type", "table.pilot")  # whose change it is
_SIDES, _BESIDE = "table.difference.sides", "differ.points"

Cells = list[Any]
Line = dict[str, Any]


def on_screen(table: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """Return a table with every number as people read it; a column in which one takes words is text."""
    names = {labels.wording.text(key): key for key in _KINDS}
    known = {names[column]: column for column in table.columns if column in names}
    keys = {labels.wording.text(key): key for key in (*_KINDS, *_OF)}
    lines = table.rename(columns=keys)
    rows = [
        {name: None if pd.isna(cell) else cell for name, cell in row.items()}
        for row in records(lines)
    ]
    shown = table.reset_index(drop=True)
    for key, column in known.items():
        shown[column] = _column(_KINDS[key](rows, key, labels))
    return shown


def _column(cells: Cells) -> pd.Series[Any]:
    """Return cells as whole numbers, or as text where one of them is words."""
    if any(isinstance(cell, str) for cell in cells):
        return pd.Series([None if cell is None else str(cell) for cell in cells], dtype="str")
    return pd.Series([None if cell is None else int(cell) for cell in cells], dtype="Int64")


def _plain(value: float, written: str, labels: Labels) -> int | str:
    """Return a whole number as a number, so that a column is sorted by it; words as words."""
    return round(value) if written == whole_number(round(value), labels.wording) else written


def _scores(rows: list[Line], key: str, labels: Labels) -> Cells:
    return [_score(row[key], labels) for row in rows]


def _score(value: float | None, labels: Labels) -> int | str | None:
    if value is None:
        return None
    return _plain(value, written_score(float(value), labels), labels)


def _point(value: float | None, labels: Labels) -> int | str | None:
    if value is None:
        return None
    return _plain(value, written_points(float(value), labels), labels)


def _limits(rows: list[Line], key: str, labels: Labels) -> Cells:
    """Return limits: of a score, or of a difference."""
    differences = any(name in row for row in rows for name in (_SIDES, _BESIDE))
    return _ends(rows, key, _LIMITS, labels) if differences else _scores(rows, key, labels)


def _change_limits(rows: list[Line], key: str, labels: Labels) -> Cells:
    return _ends(rows, key, _CHANGE_LIMITS, labels)


def _ends(rows: list[Line], key: str, ends: tuple[str, str], labels: Labels) -> Cells:
    """Return limits of differences: where both lie on one side of 0, neither is written as 0."""
    return [
        _point(row[key], labels)
        if row[key] is not None and row[ends[0]] * row[ends[1]] > 0
        else _whole(row[key])
        for row in rows
    ]


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def _shares(rows: list[Line], key: str, _labels: Labels) -> Cells:
    return [_whole(row[key]) for row in rows]


def _points(rows: list[Line], key: str, labels: Labels) -> Cells:
    return [_point(row[key], labels) for row in rows]


def _from(rows: list[Line], key: str, _labels: Labels) -> Cells:
    """Return from how many points on a change is named: never fewer than are needed."""
    return [None if row[key] is None else ceil(row[key]) for row in rows]


def _sides(rows: list[Line], key: str, _labels: Labels) -> Cells:
    """Return the difference of the two whole numbers that stand beside it."""
    return [_between(row, key, _SCORES[1:3]) for row in rows]


def _beside(rows: list[Line], key: str, _labels: Labels) -> Cells:
    """Return a pilot's number less the reference's; over common questions only, it is not between the two."""
    return [_between(row, key, (_SCORES[0], _SCORES[3])) for row in rows]


def _between(row: Line, key: str, ends: tuple[str, ...]) -> int | None:
    if row[key] is None or any(row[end] is None for end in ends):
        return _whole(row[key])
    return whole_difference(*(float(row[end]) for end in ends))


def _changes(rows: list[Line], key: str, _labels: Labels) -> Cells:
    """Return each change between the whole numbers of two rounds.

    Without an interval it is one over the questions that both have, and not between the two numbers.
    """
    before: dict[tuple[Any, ...], float] = {}
    cells: Cells = []
    for row in rows:
        of, score = tuple(row.get(name) for name in _OF), row["table.score"]
        same = row[key] is not None and row[_CHANGE_LIMITS[0]] is not None
        cells.append(whole_difference(float(score), before[of]) if same else _whole(row[key]))
        if score is not None:
            before[of] = float(score)
    return cells


_KINDS: dict[str, Callable[[list[Line], str, Labels], Cells]] = {
    **dict.fromkeys(_SCORES, _scores),
    **dict.fromkeys(_LIMITS, _limits),
    **dict.fromkeys(_CHANGE_LIMITS, _change_limits),
    **dict.fromkeys(_SHARES, _shares),
    "solid.table.points": _points,
    "table.smallest": _from,
    "table.difference.sides": _sides,
    "differ.points": _beside,
    "table.change": _changes,
}
