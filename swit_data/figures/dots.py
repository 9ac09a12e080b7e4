"""How the pilots compare on each part or question: one lane a pilot on a common axis of 0 to 100."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from swit_data.figures import lanes
from swit_data.figures.canvas import Canvas, cut, doors, safe, wrapped
from swit_data.figures.drawing import Drawing, Trace
from swit_data.released.contributions import address_of
from swit_data.released.item_order import by_spread
from swit_data.released.rows import records

_NUMBER = 38  # px beside a lane, and at least for its number


def pilot_comparison(
    rows: pd.DataFrame,
    pilots: Sequence[str],
    canvas: Canvas,
    width: int = lanes.WIDE,
    items: Sequence[str] | None = None,
) -> Drawing:
    """Return the dot plot of items: one block an item, one lane a pilot, thin lines for intervals.

    `rows`: one row per pilot and item of one stakeholder type, as from score_rows. `width`: characters in a line.
    `items`: in the order to draw them, else the widest spread first.
    """
    titles = {item: wrapped(canvas.labels.item(item), width) for item in items or by_spread(rows)}
    plan = lanes.laid_out(titles, dict.fromkeys(titles, pilots))
    room = lanes.room_of_names(pilots, canvas, width)
    by_key = {(row["pilot"], row["item"]): row for row in records(rows)}
    first = next(iter(by_key.values()), {})
    traces, beside = [], []
    for pilot in pilots:
        absent = first | {"pilot": pilot, "withheld": canvas.absent(pilot, rows)}
        mine = {item: by_key.get((pilot, item), absent | {"item": item}) for item in titles}
        traces.append(_marks(pilot, mine, plan, canvas))
        name = cut(canvas.labels.pilot(pilot), room)
        for item, row in mine.items():
            number = "–" if row["withheld"] else canvas.number(row)
            reason = safe(canvas.labels.reason(row["withheld"])) if row["withheld"] else ""
            y = plan.middles[pilot, item]
            beside += lanes.notes(
                f"{name} <b>{number}</b>", reason, y, canvas, door=address_of(row)
            )
    right = lanes.right_of(room, canvas.room_of(by_key.values(), _NUMBER))
    figure = lanes.drawn(plan, traces, beside, canvas, right=right)
    figure.update_xaxes(range=[-2, 102])
    return figure


def _marks(
    pilot: str, mine: Mapping[str, Mapping[str, Any]], plan: lanes.Lanes[str], canvas: Canvas
) -> Trace:
    """Return a pilot's marks, one for each item with a number, and their intervals."""
    shown = {item: row for item, row in mine.items() if not row["withheld"]}
    name = wrapped(canvas.labels.pilot(pilot), 40)
    said = [[canvas.number(row), *canvas.how_sure(row)] for row in shown.values()]
    limits = ((row["score"], row["low"], row["high"]) for row in shown.values())
    return canvas.marks(
        pilot,
        {"size": 11},
        x=[row["score"] for row in shown.values()],
        y=[plan.middles[pilot, item] for item in shown],
        error_x=lanes.interval(limits, canvas.mark(pilot).colour),
        customdata=[[pilot, item] for item in shown],
        **doors(shown.values()),
        hovertext=[f"{name}: {'<br>'.join(lines)}" for lines in said],
    )
