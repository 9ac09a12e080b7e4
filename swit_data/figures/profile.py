"""One pilot's profile: items by stakeholder types, the number on its cell, one scale for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from swit_data.figures import cells
from swit_data.figures.canvas import WORDS, Canvas, above, doors, over, wrapped
from swit_data.figures.drawing import Drawing, Trace
from swit_data.figures.interval_bars import Line, interval_bars
from swit_data.released.rows import records
from swit_data.released.thresholds import MANY_DO_NOT_KNOW

# px; taller on a phone, where a reason, or that many do not know, takes more lines
CELL, TALL, TALLEST = 44, 66, 86
LINE = 19
HEAD = 12
_NUMBER = 19  # px
_MANY = f"<span style='font-size:{WORDS}px'>{{words}}</span>"
BESIDE, OVER = 46, 42  # characters in a line of an item's name
SLIDE = 12  # characters in a line of a cell on a slide
MANY = 4  # stakeholder types; of more each has a narrower column


def profile_matrix(
    rows: pd.DataFrame, types: Sequence[str], canvas: Canvas, *, beside: bool = True
) -> Drawing:
    """Return the matrix of one pilot: one row an item, one column a stakeholder type, as released.

    `rows`: one row per stakeholder type and item, as from score_rows. `beside`: the names of items stand at the left
    of their cells; else, for a phone, above them.
    """
    if len(types) == 1:
        return _about_one(rows, types[0], canvas, beside=beside)
    plan = _laid_out(rows, types, canvas, beside=beside)
    figure = canvas.figure(round(plan.height), barmode="overlay", bargap=0)
    there = records(rows)
    by_key = {(row["stakeholder_type"], row["item"]): row for row in there}
    absent = (there[0] if there else {}) | {"withheld": "not_asked"}
    for place, code in enumerate(types):
        found = [
            by_key.get((code, item), absent | {"stakeholder_type": code, "item": item})
            for item in plan.names
        ]
        figure.add_trace(_column(code, found, plan, canvas) | {"base": place})
    if not beside:
        figure.add_notes(map(above, plan.names.values(), plan.tops))
    figure.update_layout(margin={"l": 4, "r": 4, "t": plan.head, "b": 0})
    cells.name_columns(figure, plan.heads)
    shown = {"range": [plan.height - plan.head, 0], "visible": beside, "ticklabelstandoff": 10}
    cells.name_rows(figure, list(plan.names.values()), plan.middles, **shown)
    return figure


def _about_one(rows: pd.DataFrame, code: str, canvas: Canvas, *, beside: bool) -> Drawing:
    """Return the same about one stakeholder type: a bar an item."""
    labels = canvas.labels
    mine = rows.loc[rows["stakeholder_type"] == code]
    lines = [
        Line(labels.item(row["item"]), row, row["pilot"], (code, row["item"]))
        for row in records(mine)
    ]
    return interval_bars(lines, canvas, beside=beside, head=labels.stakeholder_type(code))


@dataclass(frozen=True)
class _Plan:
    """Where each item's name and its cells stand, in px from the top."""

    heads: Sequence[str]
    names: Mapping[str, str]
    tops: Sequence[float]
    middles: Sequence[float]
    height: float  # with the names of the types
    head: int
    cell: int
    letters: int  # in a line of a cell
    beside: bool


def _laid_out(rows: pd.DataFrame, types: Sequence[str], canvas: Canvas, *, beside: bool) -> _Plan:
    letters = (SLIDE if canvas.room else 22) if beside else 10
    letters = min(letters, letters * MANY // max(len(types), 1))
    heads = [wrapped(canvas.labels.stakeholder_type(code), letters + 1) for code in types]
    head = HEAD + LINE * (1 + max((name.count("<br>") for name in heads), default=0))
    set_in = partial(wrapped, width=BESIDE) if beside else partial(over, width=OVER)
    items = dict.fromkeys(rows["item"])
    names = {item: set_in(canvas.labels.item(item), most=3) for item in items}
    many = (rows["dont_know"] > MANY_DO_NOT_KNOW).any()
    cell = CELL if beside else TALLEST if many else TALL
    if canvas.room:
        cell = max(CELL, min(TALL, (canvas.room - head) // max(len(items), 1)))
    tops, middles, top = [], [], 0.0
    for name in names.values():
        lines = LINE * (1 + name.count("<br>"))
        height = max(cell, lines + 6) if beside else cell
        tops.append(top + 2)
        start = top if beside else top + lines + 4
        middles.append(start + height / 2)
        top = start + height
    return _Plan(heads, names, tops, middles, top + head, head, cell, letters, beside)


def _column(code: str, rows: Sequence[cells.Row], plan: _Plan, canvas: Canvas) -> Trace:
    many = "{number}" + ("  " if plan.beside else "<br>") + _MANY
    printed = cells.Print(plan.letters, WORDS, _NUMBER, many, plan.letters, _NUMBER)
    labels, kind = canvas.labels, canvas.labels.stakeholder_type(code)
    heads = [wrapped(labels.wording.labelled(kind, labels.item(item)), 40) for item in plan.names]
    return cells.column(
        [cells.scored(row, printed, canvas) for row in rows],
        canvas,
        name=wrapped(kind, 40),
        y=list(plan.middles),
        width=plan.cell,
        customdata=[[code, item] for item in plan.names],
        hovertext=[canvas.hover(head, row) for head, row in zip(heads, rows, strict=True)],
        **doors(rows),
    )
