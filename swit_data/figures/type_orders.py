"""Is this order solid: every two stakeholder types by pilots, the higher one named, and whether it stays so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from swit_data import style
from swit_data.figures.canvas import Canvas, wrapped
from swit_data.figures.drawing import Drawing, Trace, bar
from swit_data.released.memory import kept_while_open
from swit_data.released.type_orders import Order

ROW = 104  # px: a name of two lines and a verdict of three
HEAD = 34
_WIDE, _NARROW = 24, 20  # characters of a line in a cell: up to four pilots, more
_MOST_WIDE = 4
_SIZE = 13

Types = tuple[str, str]
Verdicts = Mapping[tuple[str, Types], str]  # pilot and types to a few words


@kept_while_open
def order_matrix(
    orders: Sequence[Order], verdicts: Verdicts, pilots: Sequence[str], canvas: Canvas
) -> Drawing:
    """Return the matrix of orders: one row a pair of stakeholder types, one column a pilot."""
    types = list(dict.fromkeys(order.types for order in orders))
    row = min(ROW, (canvas.room - HEAD) / max(len(types), 1)) if canvas.room else ROW
    figure = canvas.figure(round(HEAD + row * len(types)), barmode="overlay", bargap=0)
    by_key = {(order.pilot, order.types): order for order in orders}
    width = _WIDE if len(pilots) <= _MOST_WIDE else _NARROW
    for place, pilot in enumerate(pilots):
        cells = [by_key[pilot, pair] for pair in types]
        looks = [_look(cell, verdicts[pilot, cell.types], width, canvas) for cell in cells]
        figure.add_trace(_column(place, cells, looks, canvas))
    _axes(figure, types, pilots, canvas)
    return figure


def _look(order: Order, verdict: str, width: int, canvas: Canvas) -> dict[str, Any]:
    """Return fill, pattern and words of a cell; only an order that holds is dark, so that it is read first."""
    palette = canvas.palette
    fills = {"solid": palette.yes, "steady": palette.partly, "turns": palette.background}
    fill = fills.get(order.kind, palette.withheld)
    words = wrapped(verdict, width, most=3)
    if order.higher:
        name = wrapped(canvas.labels.stakeholder_type(order.higher), width, most=2)
        words = f"<b>{name}</b><br>{words}"
    shape = style.WITHHELD[order.withheld].shape if order.withheld in style.WITHHELD else ""
    ink = palette.ink if order.kind not in fills else style.text_on(fill)
    return {
        "fill": fill,
        "line": palette.hatch if order.kind == "turns" else palette.background,
        "pattern": shape,
        "ink": palette.ink if order.kind == "turns" else ink,
        "text": words,
    }


def _column(
    place: int, cells: Sequence[Order], looks: Sequence[Mapping[str, Any]], canvas: Canvas
) -> Trace:
    name = wrapped(canvas.labels.pilot(cells[0].pilot), 40)
    return bar(
        name=name,
        orientation="h",
        y=list(range(len(cells))),
        x=[0.98] * len(cells),
        base=place + 0.01,
        width=0.95,
        text=[look["text"] for look in looks],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": [look["ink"] for look in looks], "size": _SIZE},
        marker={
            "color": [look["fill"] for look in looks],
            "line": {"color": [look["line"] for look in looks], "width": 1},
            "pattern": {
                "shape": [look["pattern"] for look in looks],
                "fgcolor": canvas.palette.line,
                "size": 8,
                "solidity": 0.2,
            },
        },
        customdata=[[cell.pilot, *cell.types, cell.kind] for cell in cells],
        hovertext=[f"{name}<br>{look['text']}" for look in looks],
        hoverinfo="text",
    )


def _axes(figure: Drawing, types: Sequence[Types], pilots: Sequence[str], canvas: Canvas) -> None:
    heads = [wrapped(canvas.labels.pilot(pilot), 14, most=2) for pilot in pilots]
    figure.update_xaxes(
        side="top",
        range=[0, len(pilots)],
        tickvals=[n + 0.5 for n in range(len(pilots))],
        ticktext=heads,
        tickangle=0,
        showgrid=False,
        zeroline=False,
        showline=False,
    )
    figure.update_layout(margin={"t": HEAD + 18 * max(head.count("<br>") for head in heads)})
    figure.update_yaxes(
        autorange="reversed",
        tickvals=list(range(len(types))),
        ticktext=[_pair(pair, canvas) for pair in types],
        showgrid=False,
        zeroline=False,
        showline=False,
        ticklabelstandoff=8,
    )


def _pair(pair: Types, canvas: Canvas) -> str:
    first, second = (wrapped(canvas.labels.stakeholder_type(code), 17, most=3) for code in pair)
    return f"{first} –<br>{second}"
