"""How the pilots compare on each part or question: a row an item, a mark a pilot, all on one axis of 0 to 100."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from swit_data import style
from swit_data.figures import lanes
from swit_data.figures.canvas import BARE, WORDS, Canvas, cut, door_at, doors, wrapped
from swit_data.figures.drawing import Drawing, Trace
from swit_data.figures.interval_bars import Line, interval_bars
from swit_data.released.contributions import address_of
from swit_data.released.item_order import by_spread
from swit_data.released.rows import records

ROW, LEAST = 32, 26  # px of a row: two lines of a name or of a reason; on a slide no less than this
HEAD = 22  # px for the names of the pilots
_STEP = 6.5  # px between the lines of two pilots in a row; less where there are more
_NAMES = 40  # characters in a line of an item's name
_FEW, _LETTERS, _FEWER_LETTERS = 4, 13, 10  # characters beside a row, of up to four pilots; of more
_LETTER = 7.3  # px
_NUMBER = 14  # px

Cells = Mapping[tuple[str, str], Mapping[str, Any]]  # by pilot and item


@dataclass(frozen=True)
class _Plan:
    """Where rows stand, in px from the top, and how many letters the number of a pilot has at the right."""

    items: Sequence[str]
    pilots: Sequence[str]
    names: Sequence[str]
    row: float

    @property
    def letters(self) -> int:
        return _LETTERS if len(self.pilots) <= _FEW else _FEWER_LETTERS

    @property
    def column(self) -> float:
        return _LETTER * self.letters

    def middle(self, place: int) -> float:
        return self.row * (place + 0.5)

    def shift(self, pilot: int) -> float:
        """Return how far right of the plot the number of a pilot stands, in px."""
        return 8 + self.column * (pilot + 0.5)


def pilot_comparison(
    rows: pd.DataFrame, pilots: Sequence[str], canvas: Canvas, items: Sequence[str] | None = None
) -> Drawing:
    """Return the dot plot of items: a row an item, in it a mark and a thin interval a pilot, numbers at the right.

    `rows`: one row per pilot and item of one stakeholder type, as from score_rows. `items`: in the order to draw them,
    else the widest spread first. One pilot alone has bars.
    """
    items = list(items or by_spread(rows))
    found = {(row["pilot"], row["item"]): row for row in records(rows)}
    first = next(iter(found.values()), {})
    absent = {p: first | {"pilot": p, "withheld": canvas.absent(p, rows)} for p in pilots}
    by_key = {
        (p, item): found.get((p, item), absent[p] | {"item": item})
        for p in pilots
        for item in items
    }
    if len(pilots) == 1:
        return _alone(pilots[0], items, by_key, canvas)
    plan = _planned(items, pilots, canvas)
    heads = _heads(plan, canvas)
    head = HEAD + lanes.LINE * max(each["text"].count("<br>") for each in heads)
    figure = canvas.figure(round(head + plan.row * len(items)) + lanes.AXIS)
    for place, pilot in enumerate(pilots):
        figure.add_trace(_marks(pilot, place, plan, by_key, canvas))
    figure.add_notes([*heads, *_numbers(plan, by_key, canvas)])
    right = round(plan.shift(len(pilots) - 1) + plan.column / 2)
    figure.update_layout(margin={"l": 4, "r": right, "t": head, "b": lanes.AXIS - 4})
    figure.update_layout(shapes=_rules(plan, canvas))
    figure.update_xaxes(range=[-2, 102], **canvas.scale())
    ticks = {"tickvals": [plan.middle(n) for n in range(len(items))], "ticktext": list(plan.names)}
    figure.update_yaxes(range=[plan.row * len(items), 0], ticklabelstandoff=8, **ticks, **BARE)
    return figure


def _planned(items: Sequence[str], pilots: Sequence[str], canvas: Canvas) -> _Plan:
    names = [wrapped(canvas.labels.item(item), _NAMES, most=2) for item in items]
    room = canvas.room - HEAD - lanes.AXIS if canvas.room else ROW * len(items)
    return _Plan(items, pilots, names, max(LEAST, room / max(len(items), 1)))


def _alone(pilot: str, items: Sequence[str], by_key: Cells, canvas: Canvas) -> Drawing:
    labels = canvas.labels
    lines = [Line(labels.item(i), by_key[pilot, i], pilot, (pilot, i)) for i in items]
    return interval_bars(lines, canvas, head=labels.pilot(pilot))


def _marks(pilot: str, place: int, plan: _Plan, by_key: Cells, canvas: Canvas) -> Trace:
    """Return a pilot's marks, one for each item with a number, and their intervals."""
    step = min(_STEP, (plan.row - 8) / len(plan.pilots))
    beside = step * (place - (len(plan.pilots) - 1) / 2)
    rows = [(n, item, by_key[pilot, item]) for n, item in enumerate(plan.items)]
    shown = [(n, item, row) for n, item, row in rows if not row["withheld"]]
    name = wrapped(canvas.labels.pilot(pilot), 40)
    said = [[canvas.number(row), *canvas.how_sure(row)] for _, _, row in shown]
    limits = ((row["score"], row["low"], row["high"]) for _, _, row in shown)
    return canvas.marks(
        pilot,
        {"size": 9},
        x=[row["score"] for _, _, row in shown],
        y=[plan.middle(n) + beside for n, _, _ in shown],
        error_x=lanes.interval(limits, canvas.mark(pilot).colour),
        customdata=[[pilot, item] for _, item, _ in shown],
        **doors(row for _, _, row in shown),
        hovertext=[canvas.labels.wording.labelled(name, "<br>".join(lines)) for lines in said],
    )


def _heads(plan: _Plan, canvas: Canvas) -> list[dict[str, Any]]:
    """Return the pilots' names with their marks, above their numbers."""
    place = {"x": 1, "xref": "paper", "y": 1, "yref": "paper", "yanchor": "bottom"}
    found = []
    for number, pilot in enumerate(plan.pilots):
        mark, whole = canvas.mark(pilot), canvas.labels.pilot(pilot)
        name = wrapped(whole, plan.letters - 1)
        name = name if name.count("<br>") < 2 else cut(whole, plan.letters - 2)  # noqa: PLR2004 - lines
        text = f"<span style='color:{mark.colour}'>{style.SIGNS[mark.shape]}</span> {name}"
        font = {"size": WORDS, "color": canvas.palette.ink}
        side = {"xshift": plan.shift(number), "xanchor": "center", "showarrow": False, "font": font}
        found.append({"text": text, **place, **side})
    return found


def _numbers(plan: _Plan, by_key: Cells, canvas: Canvas) -> list[dict[str, Any]]:
    """Return the number of each pilot and item, or why there is none."""
    place = {"x": 1, "xref": "paper", "xanchor": "center", "showarrow": False}
    found = []
    for number, pilot in enumerate(plan.pilots):
        for row, item in enumerate(plan.items):
            cell = by_key[pilot, item]
            text, font = _said(cell, plan.letters, canvas)
            at = {"y": plan.middle(row), "xshift": plan.shift(number)}
            found.append({"text": text, "font": font, **place, **at, **door_at(address_of(cell))})
    return found


def _said(row: Mapping[str, Any], letters: int, canvas: Canvas) -> tuple[str, dict[str, Any]]:
    palette = canvas.palette
    if row["withheld"]:
        words = wrapped(canvas.labels.reason(row["withheld"]), letters, most=2)
        return words, {"size": WORDS, "color": palette.quiet}
    number = wrapped(canvas.number(row), letters, most=2)
    size = WORDS if "<br>" in number else _NUMBER
    return f"<b>{number}</b>", {"size": size, "color": palette.ink}


def _rules(plan: _Plan, canvas: Canvas) -> list[dict[str, Any]]:
    """Return a thin line between two rows, across names, plot and numbers."""
    line = {"color": canvas.palette.line, "width": 1}
    across = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "layer": "below", "line": line}
    return [
        {**across, "y0": plan.row * place, "y1": plan.row * place}
        for place in range(1, len(plan.items))
    ]
