"""Is this order solid: every two stakeholder types by pilots, the higher one named, and whether it stays so."""

from collections.abc import Mapping, Sequence

from swit_data import style
from swit_data.figures import cells, phone_grid
from swit_data.figures.canvas import Canvas, doors_together, wrapped
from swit_data.figures.drawing import Drawing
from swit_data.released.type_orders import Order

ROW, HIGH_ROW = 56, 104  # px: name and verdict in three lines; where columns are narrow, in five
HEAD = 34
_WIDE, _NARROW = 29, 20  # characters of a line in a cell: up to four pilots, more
_MOST_WIDE = 4
_PAIR = 34  # characters in a line of a name beside its cells

Types = tuple[str, str]
Verdicts = Mapping[tuple[str, Types], str]  # pilot and types to a few words


def order_matrix(
    orders: Sequence[Order],
    verdicts: Verdicts,
    pilots: Sequence[str],
    canvas: Canvas,
    *,
    beside: bool = True,
) -> Drawing:
    """Return the matrix of orders: one row a pair of stakeholder types, one column a pilot.

    `beside`: the names of rows stand at the left of their cells; else, for a phone, above them.
    """
    types = list(dict.fromkeys(order.types for order in orders))
    by_key = {(order.pilot, order.types): order for order in orders}
    width = _WIDE if len(pilots) <= _MOST_WIDE else _NARROW
    width = width if beside else phone_grid.letters(pilots)
    columns = [
        _column([by_key[pilot, pair] for pair in types], verdicts, width, canvas)
        for pilot in pilots
    ]
    if not beside:
        names = [" – ".join(map(canvas.labels.stakeholder_type, pair)) for pair in types]
        return phone_grid.phone_grid(names, columns, pilots, canvas)
    return _wide(types, columns, pilots, canvas)


def _wide(
    types: Sequence[Types],
    columns: Sequence[phone_grid.Column],
    pilots: Sequence[str],
    canvas: Canvas,
) -> Drawing:
    row: float = ROW if len(pilots) <= _MOST_WIDE else HIGH_ROW
    if canvas.room:
        row = min(row, (canvas.room - HEAD) / max(len(types), 1))
    figure = canvas.figure(round(HEAD + row * len(types)), barmode="overlay", bargap=0)
    for place, column in enumerate(columns):
        at = {"y": list(range(len(types))), "x": [0.98] * len(types)}
        at |= {"base": place + 0.01, "width": 0.95}
        figure.add_trace(cells.column(column.looks, canvas, **column.of) | at)
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
    name = canvas.labels.stakeholder_type(order.higher) if order.higher else ""
    lines = {_WIDE: 3, _NARROW: 5}.get(width, 12)  # of name and verdict together
    names = wrapped(name, width, most=2 if width >= _NARROW else 4)
    short = canvas.labels.wording.text(f"solid.cell.{order.kind}") if name else verdict
    words = wrapped(short, width, most=lines - 1 - names.count("<br>"))
    words = f"<b>{names}</b><br>{words}" if name else words
    ink = style.text_on(fill) if order.kind in ("solid", "steady") else palette.ink
    return cells.Look(words, fill, ink, reason=order.withheld)


def _column(
    orders: Sequence[Order], verdicts: Verdicts, width: int, canvas: Canvas
) -> phone_grid.Column:
    name, palette = wrapped(canvas.labels.pilot(orders[0].pilot), 40), canvas.palette
    looks = [_look(order, verdicts[order.pilot, order.types], width, canvas) for order in orders]
    lines = [palette.hatch if each.kind == "turns" else palette.background for each in orders]
    return phone_grid.Column(
        looks,
        {
            "line": {"color": lines, "width": 1},
            "name": name,
            "customdata": [[each.pilot, *each.types, each.kind] for each in orders],
            **doors_together(each.numbers for each in orders),
            "hovertext": [
                f"{name}<br>{look.text.split('</b>')[0]}</b><br>"
                f"{wrapped(verdicts[each.pilot, each.types], 40)}"
                if each.higher
                else f"{name}<br>{look.text}"
                for each, look in zip(orders, looks, strict=True)
            ],
        },
    )


def _pair(pair: Types, canvas: Canvas) -> str:
    first, second = (wrapped(canvas.labels.stakeholder_type(code), _PAIR, most=2) for code in pair)
    return f"{first} –<br>{second}"
