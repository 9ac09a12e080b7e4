"""Small multiples: a panel a pilot, the same items in the same lanes on the same scale of 0 to 100."""

from collections.abc import Sequence
from math import ceil
from typing import Any

import pandas as pd

from swit_data.figures.canvas import BARE, WORDS, Canvas, cut, doors, wrapped
from swit_data.figures.drawing import Drawing, Trace
from swit_data.figures.lanes import interval
from swit_data.released.rows import records

LANE, HEAD, FOOT = 42, 36, 30  # px; two lines of a name fit in a lane
_LINE = 19  # px of a line; a lane of a longer name is higher, in every panel alike
_GAP = 34.0  # points between two panels
_NAMES = 26  # characters in a line of an item's name
# Characters in a line of a reason: a panel of a phone is 120 px wide where it is folded.
_REASON = 16
MOST_PANELS = 24


def small_multiples(
    rows: pd.DataFrame, pilots: Sequence[str], items: Sequence[str], canvas: Canvas, across: int = 4
) -> Drawing:
    """Return one panel a pilot, `across` of them in a row; every panel has the same lanes and the same scale.

    `rows`: one row per pilot and item of one stakeholder type, as from score_rows.
    """
    across = min(across, max(1, len(pilots)))
    by_key = {(row["pilot"], row["item"]): row for row in records(rows)}
    names = [wrapped(canvas.labels.item(item), _NAMES) for item in items]
    lane = max([LANE, *(_LINE * (1 + name.count("<br>")) for name in names)])
    tall = HEAD + lane * len(items) + FOOT
    down = ceil(len(pilots) / across)
    figure = canvas.figure(tall * down)
    notes: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for number, pilot in enumerate(pilots):
        left, top = (number % across) * (100 + _GAP), (number // across) * tall
        mine = [
            (by_key.get((pilot, item)), top + HEAD + lane * (n + 0.5))
            for n, item in enumerate(items)
        ]
        figure.add_trace(_marks(pilot, mine, left, canvas))
        notes += _notes(pilot, mine, (left, top, tall), canvas)
        lines += _scale(left, top + HEAD, top + tall - FOOT, canvas)
    figure.add_notes(notes)
    figure.update_layout(shapes=lines, margin={"t": 0, "b": 0, "l": 4})
    _axes(figure, names, lane, (across, down, tall))
    return figure


def _marks(
    pilot: str, mine: Sequence[tuple[dict[str, Any] | None, float]], left: float, canvas: Canvas
) -> Trace:
    """Return a pilot's marks, in its own panel, and their intervals."""
    shown = [(row, y) for row, y in mine if row is not None and not row["withheld"]]
    name = wrapped(canvas.labels.pilot(pilot), 40)
    limits = ((row["score"], row["low"], row["high"]) for row, _ in shown)
    return canvas.marks(
        pilot,
        {"size": 9},
        x=[left + row["score"] for row, _ in shown],
        y=[y for _, y in shown],
        mode="markers+text",
        text=[canvas.number(row) for row, _ in shown],
        textposition="top center",
        textfont={"size": WORDS, "color": canvas.palette.ink},
        error_x=interval(limits, canvas.mark(pilot).colour),
        customdata=[[pilot, row["item"]] for row, _ in shown],
        **doors(row for row, _ in shown),
        hovertext=[canvas.labels.wording.labelled(name, canvas.number(row)) for row, _ in shown],
    )


def _notes(
    pilot: str,
    mine: Sequence[tuple[dict[str, Any] | None, float]],
    place: tuple[float, float, float],
    canvas: Canvas,
) -> list[dict[str, Any]]:
    """Return the panel's name, its scale, and a dash with a short reason where there is no number."""
    left, top, tall = place
    quiet = {"size": WORDS, "color": canvas.palette.quiet}
    side = {"showarrow": False, "xanchor": "left"}
    name = f"<b>{cut(canvas.labels.pilot(pilot), 20)}</b>"
    notes: list[dict[str, Any]] = [
        {"text": name, "x": left, "y": top + 4, "yanchor": "top", **side}
    ]
    foot = {"y": top + tall - FOOT, "yanchor": "top", "xanchor": "center", "showarrow": False}
    notes += [{"text": f"{end:g}", "x": left + end, "font": quiet, **foot} for end in canvas.ends()]
    for row, y in mine:
        reason = "not_asked" if row is None else str(row["withheld"])
        if reason:
            words = wrapped(canvas.labels.reason(reason), _REASON, most=3)
            where = {"x": left, "y": y, "yanchor": "middle", "align": "left"}
            notes.append({"text": words, "font": quiet, **where, **side})
    return notes


def _scale(left: float, top: float, bottom: float, canvas: Canvas) -> list[dict[str, Any]]:
    """Return the lines of one panel: where a score is 0, where bands begin, where it is 100."""
    return [
        {
            "type": "line",
            "x0": left + end,
            "x1": left + end,
            "y0": top,
            "y1": bottom,
            "line": {"color": canvas.palette.line, "width": 1},
            "layer": "below",
        }
        for end in canvas.ends()
    ]


def _axes(figure: Drawing, names: Sequence[str], lane: int, size: tuple[int, int, int]) -> None:
    """Name the lanes at the left of each row of panels; the axes' own lines would belong to no panel."""
    across, down, tall = size
    figure.update_xaxes(range=[-4, across * (100 + _GAP) - _GAP + 6], visible=False)
    lanes = [HEAD + lane * (place + 0.5) for place in range(len(names))]
    middles = [panel * tall + lane for panel in range(down) for lane in lanes]
    ticks = {"tickvals": middles, "ticktext": list(names) * down}
    figure.update_yaxes(range=[down * tall, 0], **ticks, **BARE)
