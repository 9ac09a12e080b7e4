"""How the pilots compare on each part or question: one lane a pilot on a common axis of 0 to 100."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from swit_data import style
from swit_data.figures.canvas import Canvas, cut, safe, wrapped
from swit_data.figures.drawing import Drawing, Trace, scatter
from swit_data.released.item_order import by_spread
from swit_data.released.memory import kept_while_open
from swit_data.released.rows import records

LANE = 22  # px
TITLE = 30
LINE = 19  # a further line of a long question
AXIS = 34
NAME = 24  # characters of a pilot's name beside its lane, where lines are long
_NARROW, _NARROW_NAME = 50, 13  # on a phone
_LETTER, _NUMBER = 7.5, 38  # px beside a lane: a letter of the name, the number


@dataclass(frozen=True)
class _Lanes:
    """Where each item's title and each pilot's lane stand, in px from the top, and what is drawn there."""

    titles: Mapping[str, str]
    tops: Mapping[str, float]
    lanes: Mapping[tuple[str, str], float]
    rows: Mapping[tuple[str, str], Mapping[str, Any]]
    height: float


@kept_while_open
def pilot_comparison(
    rows: pd.DataFrame,
    pilots: Sequence[str],
    canvas: Canvas,
    width: int = 64,
    items: Sequence[str] | None = None,
) -> Drawing:
    """Return the dot plot of items: one block an item, one lane a pilot, thin lines for intervals.

    `rows`: one row per pilot and item of one stakeholder type, as from score_rows. `width`: characters in a line.
    `items`: in the order to draw them, else the widest spread first.
    """
    lanes = _laid_out(rows, items or by_spread(rows), pilots, canvas, width)
    longest = max((len(canvas.labels.pilot(pilot)) for pilot in pilots), default=0)
    room = min(longest, NAME if width > _NARROW else _NARROW_NAME)
    figure = canvas.figure(round(lanes.height) + AXIS)
    notes = [_title(title, lanes.tops[item]) for item, title in lanes.titles.items()]
    for pilot in pilots:
        figure.add_trace(_marks(canvas, pilot, lanes))
        absent = canvas.absent(pilot, rows)
        for item in lanes.titles:
            row = lanes.rows.get((pilot, item))
            reason = absent if row is None else str(row["withheld"])
            number = "–" if row is None or reason else canvas.number(row)
            name = cut(canvas.labels.pilot(pilot), room)
            notes.append(_label(canvas, f"{name} <b>{number}</b>", lanes.lanes[pilot, item]))
            if reason:
                notes.append(_reason(canvas, reason, lanes.lanes[pilot, item]))
    # All at once: added one by one, the 250 of a full round took 9 seconds.
    figure.update_layout(annotations=[*figure.annotations, *notes])
    beside = canvas.room_of(lanes.rows.values(), _NUMBER)
    _axes(figure, canvas, lanes.height, round(_LETTER * room + beside))
    return figure


def _laid_out(
    rows: pd.DataFrame, items: Sequence[str], pilots: Sequence[str], canvas: Canvas, width: int
) -> _Lanes:
    titles = {item: wrapped(canvas.labels.item(item), width) for item in items}
    tops, lanes, top = {}, {}, 0.0
    for item in items:
        tops[item] = top
        first = top + TITLE + LINE * titles[item].count("<br>")
        for number, pilot in enumerate(pilots):
            lanes[pilot, item] = first + LANE * (number + 0.5) - 4
        top = first + LANE * len(pilots)
    by_key = {(row["pilot"], row["item"]): row for row in records(rows)}
    return _Lanes(titles, tops, lanes, by_key, top)


def _title(title: str, top: float) -> dict[str, Any]:
    """Return an item's title above its lanes."""
    return {
        "text": f"<b>{title}</b>",
        "x": 0,
        "y": top + 4,
        "xanchor": "left",
        "yanchor": "top",
        "align": "left",
        "showarrow": False,
    }


def _marks(canvas: Canvas, pilot: str, lanes: _Lanes) -> Trace:
    """Return a pilot's marks, one for each item with a number, and their intervals."""
    mark = style.pilot_mark(canvas.labels.release.place(pilot), canvas.theme)
    mine = [(item, lanes.rows.get((pilot, item))) for item in lanes.titles]
    shown = [(item, row) for item, row in mine if row is not None and not row["withheld"]]
    name = canvas.labels.pilot(pilot)
    return scatter(
        name=wrapped(name, 40),
        x=[row["score"] for _, row in shown],
        y=[lanes.lanes[pilot, item] for item, _ in shown],
        mode="markers",
        marker={"color": mark.colour, "symbol": mark.shape, "size": 11},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [_reach(row, "high") for _, row in shown],
            "arrayminus": [_reach(row, "low") for _, row in shown],
            "color": mark.colour,
            "thickness": 1.5,
            "width": 0,
        },
        customdata=[[pilot, item] for item, _ in shown],
        hovertext=[f"{wrapped(name, 40)}: {_spoken(row, canvas)}" for _, row in shown],
        hoverinfo="text",
    )


def _reach(row: Mapping[str, Any], side: str) -> float | None:
    limit = row[side]
    return abs(limit - row["score"]) if limit == limit else None  # noqa: PLR0124 - not equal: missing


def _label(canvas: Canvas, text: str, y: float) -> dict[str, Any]:
    """Return the pilot's name and number at the end of its lane."""
    return {
        "text": text,
        "x": 1.01,
        "xref": "paper",
        "y": y,
        "xanchor": "left",
        "showarrow": False,
        "font": {"size": 13, "color": canvas.palette.ink},
    }


def _reason(canvas: Canvas, reason: str, y: float) -> dict[str, Any]:
    """Return why there is no number, in the lane where it would be."""
    return {
        "text": safe(canvas.labels.reason(reason)),
        "x": 2,
        "y": y,
        "xanchor": "left",
        "showarrow": False,
        "font": {"size": 13, "color": canvas.palette.quiet},
    }


def _spoken(row: Mapping[str, Any], canvas: Canvas) -> str:
    wording = canvas.labels.wording
    words = [canvas.number(row)]
    if row["low"] == row["low"]:
        words.append(canvas.interval(row))
    words.append(wording.plural("count.people", int(row["respondents"])))
    return "<br>".join(words)


def _axes(figure: Drawing, canvas: Canvas, height: float, right: int) -> None:
    framework = canvas.labels.framework
    figure.update_layout(margin={"l": 4, "r": right, "t": 0, "b": AXIS - 4})
    figure.update_xaxes(
        range=[-2, 102],
        tickvals=[0, framework.low, framework.high, 100],
        showgrid=True,
        zeroline=False,
    )
    figure.update_yaxes(range=[height, 0], visible=False)
