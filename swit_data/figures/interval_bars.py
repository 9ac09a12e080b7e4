"""Numbers of one pilot, or about one stakeholder type: a bar a number, its interval as a thin line, on 0 to 100."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from swit_data.figures import cells
from swit_data.figures.canvas import BARE, Canvas, above, doors, wrapped
from swit_data.figures.drawing import Drawing, Trace
from swit_data.figures.lanes import AXIS, interval

ROW, LOW, LEAST = 38, 26, 24  # px from one bar to the next; of many; on a slide no less than this
FEW = 6  # bars; names of more are longer
LINE, AROUND = 19, 6  # px of a line of a name, and around a name
HEAD = 26  # px of the line above all bars
_BAR = 0.55  # of its row
_BESIDE, _MANY_BESIDE, _ABOVE = 40, 58, 44  # characters in a line of a name
_PRINT = cells.Print(60, 14, 17, "<span style='font-size:17px'>{number}</span><br>{words}", 14)
_NUMBER, _WORDS = 62, 108  # px at the right for numbers; where one takes words too


@dataclass(frozen=True)
class Line:
    """A bar: what it is called, its released row, whose mark it has; `about`: what a click on it is told."""

    name: str
    row: cells.Row
    pilot: str
    about: Sequence[str]
    small: str = ""  # under its name


@dataclass(frozen=True)
class _Plan:
    """Where names and bars stand, in px from the top."""

    names: Sequence[str]
    tops: Sequence[float]
    middles: Sequence[float]
    bar: float
    height: float


_Placed = tuple[Line, cells.Look, float]  # with the middle of its bar


def interval_bars(
    lines: Sequence[Line], canvas: Canvas, *, beside: bool = True, head: str
) -> Drawing:
    """Return a bar a line from 0 to its number, and the line of its interval; `head`: what all are about.

    `beside`: names stand at the left of their bars; else, for a phone, above them.
    """
    plan = _laid_out(lines, canvas, beside=beside)
    looks = [cells.scored(line.row, _PRINT, canvas) for line in lines]
    figure = canvas.figure(HEAD + round(plan.height) + AXIS, barmode="overlay", bargap=0)
    whole = list(zip(lines, looks, plan.middles, strict=True))
    for pilot in dict.fromkeys(line.pilot for line in lines):
        mine = [each for each in whole if each[0].pilot == pilot]
        figure.add_trace(_bars(pilot, mine, plan.bar, canvas))
        figure.add_trace(_marks(pilot, mine, canvas))
    figure.add_notes(_numbers(looks, plan, canvas))
    if not beside:
        figure.add_notes(map(above, plan.names, plan.tops))
    figure.add_notes([_head(head, canvas)])
    _arrange(figure, plan, looks, canvas, beside=beside)
    return figure


def _laid_out(lines: Sequence[Line], canvas: Canvas, *, beside: bool) -> _Plan:
    few = len(lines) <= FEW
    width = (_BESIDE if few else _MANY_BESIDE) if beside else _ABOVE
    names = [wrapped(line.name, width, most=3) for line in lines]
    names = [
        f"{name}<br>{wrapped(line.small, width)}" if line.small else name
        for name, line in zip(names, lines, strict=True)
    ]
    row: float = ROW if few else LOW
    if canvas.room:
        row = max(LEAST, min(row, (canvas.room - AXIS - HEAD) / max(len(lines), 1)))
    tops, middles, top = [], [], 0.0
    for name in names:
        tall = LINE * (1 + name.count("<br>")) + AROUND
        height = max(row, tall) if beside else row
        start = top if beside else top + tall - AROUND
        tops.append(top + 2)
        middles.append(start + height / 2)
        top = start + height
    return _Plan(names, tops, middles, row * _BAR, top)


def _bars(pilot: str, placed: Sequence[_Placed], bar: float, canvas: Canvas) -> Trace:
    """Return a pilot's bars; one without a number is as long as the scale, with the mark of why and its words."""
    lines, looks, middles = zip(*placed, strict=True)
    heads = [wrapped(line.name, 40) for line in lines]
    return cells.column(
        looks,
        canvas,
        name=wrapped(canvas.labels.pilot(pilot), 40),
        x=[100 if line.row["withheld"] else line.row["score"] for line in lines],
        y=list(middles),
        width=bar,
        textposition=[
            "inside" if look.reason else "none" for look in looks
        ],  # numbers: at the right
        insidetextanchor="start",
        line={"color": canvas.palette.line, "width": 1},
        customdata=[list(line.about) for line in lines],
        **doors(line.row for line in lines),
        hovertext=[canvas.hover(head, line.row) for head, line in zip(heads, lines, strict=True)],
    )


def _marks(pilot: str, placed: Sequence[_Placed], canvas: Canvas) -> Trace:
    """Return a pilot's marks at the ends of its bars, and the lines of their intervals."""
    shown = [(line, y) for line, _, y in placed if not line.row["withheld"]]
    limits = ((line.row["score"], line.row["low"], line.row["high"]) for line, _ in shown)
    return canvas.marks(
        pilot,
        {"size": 10},
        x=[line.row["score"] for line, _ in shown],
        y=[y for _, y in shown],
        error_x=interval(limits, canvas.mark(pilot).colour),
        customdata=[list(line.about) for line, _ in shown],
        **doors(line.row for line, _ in shown),
        hovertext=[canvas.hover(wrapped(line.name, 40), line.row) for line, _ in shown],
        cliponaxis=False,
    )


def _numbers(looks: Sequence[cells.Look], plan: _Plan, canvas: Canvas) -> list[dict[str, Any]]:
    """Return the numbers with their bands, one below the other at the right."""
    place: Mapping[str, Any] = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 10}
    font = {"font": {"size": _PRINT.number, "color": canvas.palette.ink}}
    side = {"showarrow": False, "yanchor": "middle", "align": "left"}
    return [
        {"text": look.text, "y": y, **place, **font, **side}
        for look, y in zip(looks, plan.middles, strict=True)
        if not look.reason
    ]


def _head(head: str, canvas: Canvas) -> dict[str, Any]:
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper"}
    font = {"font": {"size": 14, "color": canvas.palette.ink}}
    text = f"<b>{wrapped(head, 60, most=1)}</b>"
    return {"text": text, "yanchor": "bottom", "showarrow": False, **font, **place}


def _arrange(
    figure: Drawing,
    plan: _Plan,
    looks: Sequence[cells.Look],
    canvas: Canvas,
    *,
    beside: bool,
) -> None:
    many = any("<br>" in look.text and not look.reason for look in looks)
    figure.update_layout(
        margin={"l": 4, "r": _WORDS if many else _NUMBER, "t": HEAD, "b": AXIS - 4}
    )
    figure.update_xaxes(range=[0, 100], **canvas.scale())
    figure.update_yaxes(
        range=[plan.height, 0],
        visible=beside,
        tickvals=list(plan.middles),
        ticktext=list(plan.names),
        ticklabelstandoff=10,
        **BARE,
    )
