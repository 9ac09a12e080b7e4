"""Who does well on what, where: stakeholder types by pilots, the number on its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from swit_data import style
from swit_data.figures.canvas import Canvas, safe, wrapped
from swit_data.figures.drawing import Drawing, Trace, bar
from swit_data.released.memory import kept_while_open
from swit_data.released.rows import records
from swit_data.released.thresholds import MANY_DO_NOT_KNOW

ROW = 66  # px
LOW_ROW = 50  # where there are many
LINE_ROW = 31  # where a slide has no room for more: all in one line
HEAD = 34
FOOT = 44  # for how many answered, on two lines
_LINE = 18  # a further line of a long name
_WORDS = 13  # px; what stands in a cell without a number
_NUMBER, _LOW_NUMBER = 23, 19
PLAIN = style.Hatch("")


@kept_while_open
def stakeholder_matrix(rows: pd.DataFrame, pilots: Sequence[str], canvas: Canvas) -> Drawing:
    """Return the matrix of one item: one row a stakeholder type, one column a pilot, as released.

    `rows`: one row per pilot and stakeholder type, as from score_rows.
    """
    # A pilot without a row has not held the round: each type says so.
    types = list(dict.fromkeys(rows["stakeholder_type"]))
    types = types or [kind.code for kind in canvas.labels.framework.external_types]
    names = {code: canvas.labels.stakeholder_type(code) for code in types}
    figure = _matrix(rows, Rows("stakeholder_type", names, "no_round"), pilots, canvas)
    _people(figure, rows, pilots, canvas)
    return figure


def _people(figure: Drawing, rows: pd.DataFrame, pilots: Sequence[str], canvas: Canvas) -> None:
    """Write under each pilot how many people of the community answered in this round."""
    if rows.empty:
        return
    frame = canvas.labels.release.frame("pilot")
    of_round = frame.loc[frame["round"] == str(rows["round"].iloc[0])]
    people = {str(row["pilot"]): row["community"] for row in records(of_round)}
    foot = {"yref": "paper", "y": 0, "yanchor": "top", "yshift": -4, "showarrow": False}
    font = {"size": 13, "color": canvas.palette.quiet}
    title = wrapped(canvas.labels.wording.text("overview.people"), 18)
    figure.add_annotation(
        text=title, xref="paper", x=0, xanchor="right", xshift=-8, align="right", font=font, **foot
    )
    for place, pilot in enumerate(pilots):
        said = _number_of_people(people, pilot, canvas)
        figure.add_annotation(text=safe(said), x=place + 0.5, font=font, **foot)
    figure.update_layout(height=figure.height + FOOT, margin={"b": FOOT})


def _number_of_people(people: Mapping[str, Any], pilot: str, canvas: Canvas) -> str:
    wording = canvas.labels.wording
    if pilot not in people:
        return wording.text("overview.people.none")
    if pd.isna(people[pilot]):
        return wording.text("overview.people.few", k0=canvas.labels.framework.k0)
    return wording.number(int(people[pilot]))


@kept_while_open
def category_matrix(rows: pd.DataFrame, pilots: Sequence[str], canvas: Canvas) -> Drawing:
    """Return the matrix of one item split by a characteristic: one row a group, one column a pilot, as released.

    `rows`: one row per pilot and group, as from split_rows.
    """
    names = {split: canvas.labels.split(split) for split in dict.fromkeys(rows["split"])}
    return _matrix(rows, Rows("split", names, "grouped_otherwise"), pilots, canvas)


@kept_while_open
def target_matrix(rows: pd.DataFrame, pilots: Sequence[str], canvas: Canvas) -> Drawing:
    """Return the matrix of one item about one stakeholder type: one row a level or institution, as released.

    `rows`: one row per pilot and target, as from score_rows.
    """
    about = zip(rows["stakeholder_type"], rows["target"], strict=True)
    names = {target: canvas.labels.target(code, target) for code, target in dict.fromkeys(about)}
    return _matrix(rows, Rows("target", names, "no_round", LOW_ROW, 30), pilots, canvas)


@kept_while_open
def item_matrix(rows: pd.DataFrame, pilots: Sequence[str], canvas: Canvas) -> Drawing:
    """Return the matrix of several items about one stakeholder type: one row an item, as released.

    `rows`: one row per pilot and item, as from score_rows.
    """
    names = {item: canvas.labels.item(item) for item in dict.fromkeys(rows["item"])}
    return _matrix(rows, Rows("item", names, "no_round", LOW_ROW, 30), pilots, canvas)


@dataclass(frozen=True)
class Rows:
    """What a matrix has in its rows: the column that tells them apart, their names, what a missing cell means."""

    column: str
    names: Mapping[str, str]
    absent: str
    height: int = ROW
    width: int = 18  # characters in a line of a name
    lines: int = 3  # of a name

    def within(self, room: int) -> Rows:
        """Return the same in a slide's room: lower rows, and at the lowest everything in one line."""
        height = min(self.height, room // max(len(self.names), 1))
        if height >= LOW_ROW:
            return replace(self, height=height)
        return replace(self, height=max(height, LINE_ROW), width=44, lines=1)

    @property
    def one_line(self) -> bool:
        """Say whether a cell has one line only."""
        return self.lines == 1


def _matrix(rows: pd.DataFrame, drawn: Rows, pilots: Sequence[str], canvas: Canvas) -> Drawing:
    heads = [wrapped(canvas.labels.pilot(pilot), 14) for pilot in pilots]
    head = HEAD + _LINE * max(name.count("<br>") for name in heads)
    if canvas.room:
        drawn = drawn.within(
            canvas.room - head - (FOOT if drawn.column == "stakeholder_type" else 0)
        )
    figure = canvas.figure(head + drawn.height * len(drawn.names), barmode="overlay", bargap=0)
    by_key = {(r["pilot"], r[drawn.column]): r for r in records(rows)}
    for place, pilot in enumerate(pilots):
        cells = [by_key.get((pilot, code)) for code in drawn.names]
        figure.add_trace(_column((place, pilot), drawn, cells, canvas))
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
    figure.update_layout(margin={"t": head})
    figure.update_yaxes(
        autorange="reversed",
        tickvals=list(range(len(drawn.names))),
        ticktext=[wrapped(name, drawn.width, most=drawn.lines) for name in drawn.names.values()],
        showgrid=False,
        zeroline=False,
        showline=False,
        ticklabelstandoff=8,
    )
    return figure


def _column(
    pilot_at: tuple[int, str],
    drawn: Rows,
    cells: Sequence[Mapping[str, Any] | None],
    canvas: Canvas,
) -> Trace:
    place, pilot = pilot_at
    looks = [_look(cell, drawn, canvas) for cell in cells]
    count = len(drawn.names)
    return bar(
        name=wrapped(canvas.labels.pilot(pilot), 40),
        orientation="h",
        y=list(range(count)),
        x=[1] * count,
        base=place,
        width=1,
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
                "shape": [look["hatch"].shape for look in looks],
                "fgcolor": canvas.palette.hatch,
                "bgcolor": canvas.palette.withheld,
                "fgopacity": 1,
                "size": [look["hatch"].size for look in looks],
                "solidity": [look["hatch"].solidity for look in looks],
            },
        },
        customdata=[[pilot, code] for code in drawn.names],
        hovertext=[
            _hover(f"{canvas.labels.pilot(pilot)}: {name}", cell, drawn.absent, canvas)
            for name, cell in zip(drawn.names.values(), cells, strict=True)
        ],
        hoverinfo="text",
    )


def _look(cell: Mapping[str, Any] | None, drawn: Rows, canvas: Canvas) -> dict[str, Any]:
    """Return fill, pattern, text of a cell; a number with its band, or why there is none."""
    labels = canvas.labels
    letters, most = (20, 1) if drawn.one_line else (13, 8)
    if cell is None or cell["withheld"]:
        reason = drawn.absent if cell is None else cell["withheld"]
        return {
            "fill": canvas.palette.withheld,
            "hatch": style.WITHHELD.get(reason, PLAIN),
            "text": wrapped(labels.reason(reason), letters, most),
            "ink": canvas.palette.ink,
            "size": _WORDS,
        }
    fill = style.score_colour(cell["score"], canvas.theme)
    return {"fill": fill, "hatch": PLAIN, "ink": style.text_on(fill)} | _said(cell, drawn, canvas)


def _said(cell: Mapping[str, Any], drawn: Rows, canvas: Canvas) -> dict[str, Any]:
    """Return the number of a cell with its band; where many do not know no band, but that."""
    labels, letters = canvas.labels, 20 if drawn.one_line else 13
    framework, number = labels.framework, canvas.in_cell(cell, letters)
    if cell["dont_know"] > MANY_DO_NOT_KNOW:
        words = wrapped(labels.wording.text("many_do_not_know"), 18)
        size, end = (15, " ") if drawn.one_line else (18, "<br>")
        text = f"<span style='font-size:{size}px'>{number}</span>{end}"
        return {"text": text + words, "size": _WORDS}
    band = style.BAND_SHAPES[style.band(cell["score"], framework.low, framework.high)]
    size = _LOW_NUMBER if drawn.one_line else _NUMBER
    return {"text": f"<span style='font-size:15px'>{band}</span> {number}", "size": size}


def _hover(name: str, cell: Mapping[str, Any] | None, absent: str, canvas: Canvas) -> str:
    labels = canvas.labels
    head = wrapped(name, 40)
    if cell is None or cell["withheld"]:
        return f"{head}<br>{safe(labels.reason(absent if cell is None else cell['withheld']))}"
    lines = [head, labels.wording.text("hover.score", score=canvas.number(cell))]
    if cell["low"] == cell["low"]:  # a missing limit is not equal to itself
        lines.append(canvas.interval(cell))
    lines.append(labels.wording.plural("count.people", int(cell["respondents"])))
    return "<br>".join(lines)
