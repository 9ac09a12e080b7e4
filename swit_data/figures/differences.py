"""Pilots less one reference: a lane a pilot around 0, on one scale for all items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from swit_data import style
from swit_data.figures.canvas import Canvas, cut, safe, wrapped
from swit_data.figures.drawing import Drawing, Trace, scatter
from swit_data.released.between_pilots import Beside
from swit_data.released.memory import kept_while_open
from swit_data.released.written_scores import written_beside

LANE, TITLE, LINE, AXIS = 22, 30, 19, 40  # px
_STEP, _LEAST = 20, 40  # points: of the axis, and where it ends at least
_LETTER, _NUMBER, _NAME = 7.5, 46, 24

Said = Mapping[tuple[str, str], str]  # pilot and item, to the difference in words


@kept_while_open
def pilot_differences(
    found: Sequence[Beside], said: Said, canvas: Canvas, width: int = 64
) -> Drawing:
    """Return every difference with its limits; full marks are clear, hollow ones are not.

    `said`: each difference in words, for who points at it; where there is none its reason stands in the lane.
    """
    items = list(dict.fromkeys(each.item for each in found))
    titles = {item: wrapped(canvas.labels.item(item), width) for item in items}
    lanes, tops, height = _laid_out(found, titles)
    figure = canvas.figure(round(height) + AXIS)
    limit = _limit(found)
    room = min(max((len(canvas.labels.pilot(e.pilot)) for e in found), default=0), _NAME)
    notes = [_title(title, tops[item], limit) for item, title in titles.items()]
    for each in found:
        notes += _notes(each, said, lanes[each.pilot, each.item], (limit, room), canvas)
    for pilot in dict.fromkeys(each.pilot for each in found):
        mine = [e for e in found if e.pilot == pilot and e.difference.points is not None]
        figure.add_trace(_marks(mine, said, lanes, canvas, pilot))
    figure.update_layout(
        annotations=[*figure.annotations, *notes],
        margin={"l": 4, "r": round(_LETTER * room + _NUMBER), "t": 0, "b": AXIS - 4},
    )
    _axes(figure, limit, height, canvas, found)
    return figure


def _laid_out(
    found: Sequence[Beside], titles: Mapping[str, str]
) -> tuple[dict[tuple[str, str], float], dict[str, float], float]:
    lanes: dict[tuple[str, str], float] = {}
    tops: dict[str, float] = {}
    top = 0.0
    for item, title in titles.items():
        tops[item] = top
        top += TITLE + LINE * title.count("<br>")
        for each in found:
            if each.item == item:
                lanes[each.pilot, item] = top + LANE / 2 - 4
                top += LANE
    return lanes, tops, top


def _limit(found: Sequence[Beside]) -> int:
    """Return where the axis ends, the same to both sides: one scale for all items."""
    ends = [
        abs(end)
        for each in found
        for end in (each.difference.points, each.difference.low, each.difference.high)
        if end is not None
    ]
    return max(_LEAST, _STEP * ceil(max(ends, default=0) / _STEP))


def _title(title: str, top: float, limit: int) -> dict[str, Any]:
    where = {"x": -limit, "y": top + 4, "xanchor": "left", "yanchor": "top", "align": "left"}
    return {"text": f"<b>{title}</b>", "showarrow": False, **where}


def _notes(
    each: Beside, said: Said, y: float, shape: tuple[int, int], canvas: Canvas
) -> list[dict[str, Any]]:
    """Return a pilot's name and number at the end of its lane, and why there is none where it would be."""
    limit, room = shape
    number = "–" if each.difference.points is None else written_beside(each, canvas.labels)
    name = cut(canvas.labels.pilot(each.pilot), room)
    side = {"y": y, "xanchor": "left", "showarrow": False}
    font = {"size": 13, "color": canvas.palette.ink}
    end = {"text": f"{name} <b>{number}</b>", "x": 1.01, "xref": "paper", "font": font, **side}
    if not each.reason:
        return [end]
    quiet = {"size": 13, "color": canvas.palette.quiet}
    why = safe(said[each.pilot, each.item])
    return [end, {"text": why, "x": -limit + 2, "font": quiet, **side}]


def _marks(
    mine: Sequence[Beside],
    said: Said,
    lanes: Mapping[tuple[str, str], float],
    canvas: Canvas,
    pilot: str,
) -> Trace:
    mark = style.pilot_mark(canvas.labels.release.place(pilot), canvas.theme)
    name = wrapped(canvas.labels.pilot(pilot), 40)
    return scatter(
        name=name,
        x=[each.difference.points for each in mine],
        y=[lanes[pilot, each.item] for each in mine],
        mode="markers",
        marker={
            "color": mark.colour,
            "size": 11,
            "symbol": [mark.shape if each.clear else f"{mark.shape}-open" for each in mine],
            "line": {"width": 2, "color": mark.colour},
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [_reach(each.difference.high, each) for each in mine],
            "arrayminus": [_reach(each.difference.low, each) for each in mine],
            "color": mark.colour,
            "thickness": 1.5,
            "width": 0,
        },
        customdata=[[pilot, each.item] for each in mine],
        hovertext=[f"{name}: {safe(said[pilot, each.item])}" for each in mine],
        hoverinfo="text",
    )


def _reach(end: float | None, each: Beside) -> float | None:
    return None if end is None else abs(end - (each.difference.points or 0.0))


def _axes(
    figure: Drawing, limit: int, height: float, canvas: Canvas, found: Sequence[Beside]
) -> None:
    ticks = list(range(-limit, limit + 1, _STEP if limit <= 3 * _STEP else 2 * _STEP))
    ticks = sorted({*ticks, 0})
    reference = canvas.labels.pilot(found[0].reference) if found else ""
    names = [f"+{tick}" if tick > 0 else str(tick) for tick in ticks]
    names[ticks.index(0)] = f"0 = {cut(reference, 16)}"
    figure.update_xaxes(
        range=[-limit, limit],
        tickvals=ticks,
        ticktext=names,
        showgrid=True,
        zeroline=True,
        zerolinewidth=2,
        zerolinecolor=canvas.palette.ink,
    )
    figure.update_yaxes(range=[height, 0], visible=False)
