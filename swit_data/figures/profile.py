"""One pilot's profile: items by stakeholder types, the number on its cell, one scale for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from swit_data import style
from swit_data.figures.canvas import Canvas, safe, wrapped
from swit_data.figures.drawing import Drawing, Trace, bar
from swit_data.released.memory import kept_while_open
from swit_data.released.rows import records
from swit_data.released.thresholds import MANY_DO_NOT_KNOW

CELL, TALL, TALLEST = (
    44,
    66,
    86,
)  # px; taller on a phone, where a reason, or that many do not know, takes more lines
LINE = 19
HEAD = 12
_WORDS, _NUMBER = 13, 19  # px
BESIDE, OVER = 46, 42  # characters in a line of an item's name
SLIDE = 12  # characters in a line of a cell on a slide

Row = Mapping[str, Any]


@kept_while_open
def profile_matrix(
    rows: pd.DataFrame, types: Sequence[str], canvas: Canvas, *, beside: bool = True
) -> Drawing:
    """Return the matrix of one pilot: one row an item, one column a stakeholder type, as released.

    `rows`: one row per stakeholder type and item, as from score_rows. `beside`: the names of items stand at the left
    of their cells; else, for a phone, above them.
    """
    plan = _laid_out(rows, types, canvas, beside=beside)
    figure = canvas.figure(round(plan.height), barmode="overlay", bargap=0)
    by_key = {(row["stakeholder_type"], row["item"]): row for row in records(rows)}
    for place, code in enumerate(types):
        cells = [by_key.get((code, item)) for item in plan.names]
        figure.add_trace(_column((place, code), cells, plan, canvas))
    if not beside:
        notes = [
            _title(name, top) for name, top in zip(plan.names.values(), plan.tops, strict=True)
        ]
        figure.update_layout(annotations=[*figure.annotations, *notes])
    _axes(figure, types, plan, canvas)
    return figure


@dataclass(frozen=True)
class _Plan:
    """Where each item's name and its cells stand, in px from the top."""

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
    heads = [wrapped(canvas.labels.stakeholder_type(code), letters + 1) for code in types]
    head = HEAD + LINE * (1 + max((name.count("<br>") for name in heads), default=0))
    width = BESIDE if beside else OVER
    items = dict.fromkeys(rows["item"])
    names = {item: wrapped(canvas.labels.item(item), width, most=3) for item in items}
    many = (rows["dont_know"] > MANY_DO_NOT_KNOW).any()
    cell = CELL if beside else TALLEST if many else TALL
    if canvas.room:
        cell = max(CELL, min(TALL, (canvas.room - head) // max(len(items), 1)))
    tops, middles, top = [], [], 0.0
    for name in names.values():
        lines = LINE * (1 + name.count("<br>"))
        height = max(cell, lines + 6) if beside else cell
        tops.append(top)
        start = top if beside else top + lines + 4
        middles.append(start + height / 2)
        top = start + height
    return _Plan(names, tops, middles, top + head, head, cell, letters, beside)


def _title(name: str, top: float) -> dict[str, Any]:
    """Return an item's name above its cells."""
    return {
        "text": name,
        "x": 0,
        "y": top + 2,
        "xanchor": "left",
        "yanchor": "top",
        "align": "left",
        "showarrow": False,
    }


def _column(
    type_at: tuple[int, str], cells: Sequence[Row | None], plan: _Plan, canvas: Canvas
) -> Trace:
    place, code = type_at
    looks = [_look(cell, plan, canvas) for cell in cells]
    return bar(
        name=wrapped(canvas.labels.stakeholder_type(code), 40),
        orientation="h",
        y=list(plan.middles),
        x=[1] * len(cells),
        base=place,
        width=plan.cell,
        text=[look["text"] for look in looks],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={
            "color": [look["ink"] for look in looks],
            "size": [look["size"] for look in looks],
        },
        marker={
            "color": [look["fill"] for look in looks],
            "line": {"color": canvas.palette.background, "width": 3},
            "pattern": {
                "shape": [look["pattern"] for look in looks],
                "fgcolor": canvas.palette.line,
                "size": 8,
                "solidity": 0.25,
            },
        },
        customdata=[[code, item] for item in plan.names],
        hovertext=[
            _hover((code, item), cell, canvas) for item, cell in zip(plan.names, cells, strict=True)
        ],
        hoverinfo="text",
    )


def _look(cell: Row | None, plan: _Plan, canvas: Canvas) -> dict[str, Any]:
    """Return fill, pattern and text of a cell: a number with its band, or why there is none."""
    if cell is None or cell["withheld"]:
        reason = "not_asked" if cell is None else str(cell["withheld"])
        return {
            "fill": canvas.palette.withheld,
            "pattern": style.WITHHELD[reason].shape,
            "text": wrapped(canvas.labels.reason(reason), plan.letters),
            "ink": canvas.palette.ink,
            "size": _WORDS,
        }
    fill = style.score_colour(cell["score"], canvas.theme)
    return {
        "fill": fill,
        "pattern": "",
        "text": _number(cell, plan, canvas),
        "ink": style.text_on(fill),
        "size": _NUMBER,
    }


def _number(cell: Row, plan: _Plan, canvas: Canvas) -> str:
    """Return a number with its band; where many do not know no band, but that."""
    framework = canvas.labels.framework
    if cell["dont_know"] > MANY_DO_NOT_KNOW:
        said = wrapped(canvas.labels.wording.text("many_do_not_know"), plan.letters)
        gap = "  " if plan.beside else "<br>"
        return f"{canvas.in_cell(cell, plan.letters)}{gap}<span style='font-size:{_WORDS}px'>{said}</span>"
    band = style.BAND_SHAPES[style.band(cell["score"], framework.low, framework.high)]
    return f"<span style='font-size:{_WORDS}px'>{band}</span> {canvas.in_cell(cell, plan.letters)}"


def _hover(about: tuple[str, str], cell: Row | None, canvas: Canvas) -> str:
    labels, wording = canvas.labels, canvas.labels.wording
    kind, item = about
    head = wrapped(f"{labels.stakeholder_type(kind)}: {labels.item(item)}", 40)
    if cell is None or cell["withheld"]:
        reason = "not_asked" if cell is None else str(cell["withheld"])
        return f"{head}<br>{safe(labels.reason(reason))}"
    lines = [head, wording.text("hover.score", score=canvas.number(cell))]
    if not pd.isna(cell["low"]):
        lines.append(canvas.interval(cell))
    return "<br>".join([*lines, wording.plural("count.people", int(cell["respondents"]))])


def _axes(figure: Drawing, types: Sequence[str], plan: _Plan, canvas: Canvas) -> None:
    figure.update_layout(margin={"l": 4, "r": 4, "t": plan.head, "b": 0})
    hidden = {"showgrid": False, "zeroline": False, "showline": False}
    figure.update_xaxes(
        side="top",
        range=[0, len(types)],
        tickvals=[n + 0.5 for n in range(len(types))],
        ticktext=[
            wrapped(canvas.labels.stakeholder_type(code), plan.letters + 1) for code in types
        ],
        tickangle=0,
        **hidden,
    )
    figure.update_yaxes(
        range=[plan.height - plan.head, 0],
        visible=plan.beside,
        tickvals=list(plan.middles),
        ticktext=list(plan.names.values()),
        ticklabelstandoff=10,
        **hidden,
    )
