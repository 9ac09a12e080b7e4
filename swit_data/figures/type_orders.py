"""Is this order solid: every two stakeholder types by pilots, the higher one named, and whether it stays so."""

from collections.abc import Mapping, Sequence

from swit_data import style
from swit_data.figures import cells
from swit_data.figures.canvas import Canvas, wrapped
from swit_data.figures.drawing import Drawing, Trace
from swit_data.released.type_orders import Order

ROW = 104  # px: a name of two lines and a verdict of three
HEAD = 34
_WIDE, _NARROW = 24, 20  # characters of a line in a cell: up to four pilots, more
_MOST_WIDE = 4

Types = tuple[str, str]
Verdicts = Mapping[tuple[str, Types], str]  # pilot and types to a few words


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
        found = [by_key[pilot, pair] for pair in types]
        looks = [_look(order, verdicts[pilot, order.types], width, canvas) for order in found]
        figure.add_trace(_column(place, found, looks, canvas))
    heads = [wrapped(canvas.labels.pilot(pilot), 14, most=2) for pilot in pilots]
    figure.update_layout(margin={"t": HEAD + 18 * max(head.count("<br>") for head in heads)})
    cells.name_columns(figure, heads)
    cells.name_rows(figure, [_pair(pair, canvas) for pair in types])
    return figure


def _look(order: Order, verdict: str, width: int, canvas: Canvas) -> cells.Look:
    """Return the cell of an order, its words; only one that holds is dark, so that it is read first."""
    palette = canvas.palette
    fills = {"solid": palette.yes, "steady": palette.partly, "turns": palette.background}
    fill = fills.get(order.kind, palette.withheld)
    words = wrapped(verdict, width, most=3)
    if order.higher:
        name = wrapped(canvas.labels.stakeholder_type(order.higher), width, most=2)
        words = f"<b>{name}</b><br>{words}"
    ink = style.text_on(fill) if order.kind in ("solid", "steady") else palette.ink
    return cells.Look(words, fill, ink, reason=order.withheld)


def _column(
    place: int, orders: Sequence[Order], looks: Sequence[cells.Look], canvas: Canvas
) -> Trace:
    name, palette = wrapped(canvas.labels.pilot(orders[0].pilot), 40), canvas.palette
    lines = [palette.hatch if each.kind == "turns" else palette.background for each in orders]
    return cells.column(
        looks,
        canvas,
        line={"color": lines, "width": 1},
        name=name,
        y=list(range(len(orders))),
        x=[0.98] * len(orders),
        base=place + 0.01,
        width=0.95,
        customdata=[[each.pilot, *each.types, each.kind] for each in orders],
        hovertext=[f"{name}<br>{look.text}" for look in looks],
    )


def _pair(pair: Types, canvas: Canvas) -> str:
    first, second = (wrapped(canvas.labels.stakeholder_type(code), 17, most=3) for code in pair)
    return f"{first} –<br>{second}"
