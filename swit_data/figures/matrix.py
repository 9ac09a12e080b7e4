"""Who does well on what, where: stakeholder types by pilots, the number on its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from swit_data.figures import cells
from swit_data.figures.canvas import WORDS, Canvas, safe, wrapped
from swit_data.figures.drawing import Drawing, Trace
from swit_data.released.rows import records

ROW = 66  # px
LOW_ROW = 50  # where there are many
LINE_ROW = 31  # where a slide has no room for more: all in one line
HEAD = 34
FOOT = 44  # for how many answered, on two lines
_LINE = 18  # a further line of a long name
PRINTED = cells.Print(13, 15, 23, "<span style='font-size:18px'>{number}</span><br>{words}", 18)
LINED = cells.Print(20, 15, 19, "<span style='font-size:15px'>{number}</span> {words}", 18, lines=1)


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
    foot["font"] = {"size": WORDS, "color": canvas.palette.quiet}
    title = wrapped(canvas.labels.wording.text("overview.people"), 18)
    side = {"xref": "paper", "x": 0, "xanchor": "right", "xshift": -8, "align": "right"}
    said = [safe(_number_of_people(people, pilot, canvas)) for pilot in pilots]
    under = [{"text": text, "x": place + 0.5, **foot} for place, text in enumerate(said)]
    figure.add_notes([{"text": title, **side, **foot}, *under])
    figure.update_layout(height=figure.height + FOOT, margin={"b": FOOT})


def _number_of_people(people: Mapping[str, Any], pilot: str, canvas: Canvas) -> str:
    wording = canvas.labels.wording
    if pilot not in people:
        return wording.text("overview.people.none")
    if pd.isna(people[pilot]):
        return wording.text("overview.people.few", k0=canvas.labels.framework.k0)
    return wording.number(int(people[pilot]))


def category_matrix(rows: pd.DataFrame, pilots: Sequence[str], canvas: Canvas) -> Drawing:
    """Return the matrix of one item split by a characteristic: one row a group, one column a pilot, as released.

    `rows`: one row per pilot and group, as from split_rows.
    """
    names = {split: canvas.labels.split(split) for split in dict.fromkeys(rows["split"])}
    return _matrix(rows, Rows("split", names, "grouped_otherwise"), pilots, canvas)


def target_matrix(rows: pd.DataFrame, pilots: Sequence[str], canvas: Canvas) -> Drawing:
    """Return the matrix of one item about one stakeholder type: one row a level or institution, as released.

    `rows`: one row per pilot and target, as from score_rows.
    """
    about = zip(rows["stakeholder_type"], rows["target"], strict=True)
    names = {target: canvas.labels.target(code, target) for code, target in dict.fromkeys(about)}
    return _matrix(rows, Rows("target", names, "no_round", LOW_ROW, 30), pilots, canvas)


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
        found = [by_key.get((pilot, code), {"withheld": drawn.absent}) for code in drawn.names]
        figure.add_trace(_column(pilot, drawn, found, canvas) | {"base": place, "width": 1})
    figure.update_layout(margin={"t": head})
    cells.name_columns(figure, heads)
    names = [wrapped(name, drawn.width, most=drawn.lines) for name in drawn.names.values()]
    cells.name_rows(figure, names)
    return figure


def _column(pilot: str, drawn: Rows, rows: Sequence[cells.Row], canvas: Canvas) -> Trace:
    name, printed = canvas.labels.pilot(pilot), LINED if drawn.lines == 1 else PRINTED
    heads = [wrapped(f"{name}: {row}", 40) for row in drawn.names.values()]
    return cells.column(
        [cells.scored(row, printed, canvas) for row in rows],
        canvas,
        name=wrapped(name, 40),
        y=list(range(len(rows))),
        customdata=[[pilot, code] for code in drawn.names],
        hovertext=[canvas.hover(head, row) for head, row in zip(heads, rows, strict=True)],
    )
