"""Who does well on what, where: stakeholder types by pilots, the number on its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from swit_data.figures import cells, phone_grid
from swit_data.figures.canvas import WORDS, Canvas, doors, safe, wrapped
from swit_data.figures.drawing import Drawing
from swit_data.figures.interval_bars import Line, interval_bars
from swit_data.released.rows import records

ROW = 54  # px
LOW_ROW = 38  # where there are many
LINE_ROW = 31  # where a slide has no room for more: all in one line
HEAD = 34
FOOT = 44  # for how many answered, on two lines
_LONGEST = 22  # letters of a word in the name of a row that is not broken
_LINE = 18  # a further line of a long name
PRINTED = cells.Print(13, 15, 23, "<span style='font-size:18px'>{number}</span><br>{words}", 18)
# Low rows stand over the page's whole width, 158 px a cell of six pilots: two lines of words, not three.
LOW = cells.Print(20, 15, 23, "<span style='font-size:18px'>{number}</span><br>{words}", 20)
LINED = cells.Print(20, 15, 19, "<span style='font-size:15px'>{number}</span> {words}", 18, lines=1)


def stakeholder_matrix(
    rows: pd.DataFrame, pilots: Sequence[str], canvas: Canvas, *, beside: bool = True
) -> Drawing:
    """Return the matrix of one item: one row a stakeholder type, one column a pilot, as released.

    `rows`: one row per pilot and stakeholder type, as from score_rows. `beside`: the names of rows stand at the left of
    their cells; else, for a phone, above them.
    """
    # A pilot without a row has not held the round: each type says so.
    types = list(dict.fromkeys(rows["stakeholder_type"]))
    types = types or [kind.code for kind in canvas.labels.framework.external_types]
    names = {code: canvas.labels.stakeholder_type(code) for code in types}
    drawn = Rows("stakeholder_type", names, "no_round", foot=_people(rows, pilots, canvas))
    return _matrix(rows, drawn, pilots, canvas, beside=beside)


def _people(rows: pd.DataFrame, pilots: Sequence[str], canvas: Canvas) -> list[str]:
    """Return for each pilot how many people of the community answered in this round."""
    if rows.empty:
        return []
    frame = canvas.labels.release.frame("pilot")
    of_round = frame.loc[frame["round"] == str(rows["round"].iloc[0])]
    people = {str(row["pilot"]): row["community"] for row in records(of_round)}
    return [safe(_number_of_people(people, pilot, canvas)) for pilot in pilots]


def _write_people(figure: Drawing, people: Sequence[str], canvas: Canvas) -> None:
    """Write under each pilot how many people answered."""
    foot = {"yref": "paper", "y": 0, "yanchor": "top", "yshift": -4, "showarrow": False}
    foot["font"] = {"size": WORDS, "color": canvas.palette.quiet}
    title = wrapped(canvas.labels.wording.text("overview.people"), 18)
    side = {"xref": "paper", "x": 0, "xanchor": "right", "xshift": -8, "align": "right"}
    under = [{"text": text, "x": place + 0.5, **foot} for place, text in enumerate(people)]
    figure.add_notes([{"text": title, **side, **foot}, *under])
    figure.update_layout(margin={"b": FOOT})


def _number_of_people(people: Mapping[str, Any], pilot: str, canvas: Canvas) -> str:
    wording = canvas.labels.wording
    if pilot not in people:
        return wording.text("overview.people.none")
    if pd.isna(people[pilot]):
        return wording.text("overview.people.few", k0=canvas.labels.framework.k0)
    return wording.number(int(people[pilot]))


def category_matrix(
    rows: pd.DataFrame, pilots: Sequence[str], canvas: Canvas, *, beside: bool = True
) -> Drawing:
    """Return the matrix of one item split by a characteristic: one row a group, one column a pilot, as released.

    `rows`: one row per pilot and group, as from split_rows.
    """
    names = {split: canvas.labels.split(split) for split in dict.fromkeys(rows["split"])}
    drawn = Rows("split", names, "grouped_otherwise")
    return _matrix(rows, drawn, pilots, canvas, beside=beside)


def target_matrix(
    rows: pd.DataFrame, pilots: Sequence[str], canvas: Canvas, *, beside: bool = True
) -> Drawing:
    """Return the matrix of one item about one stakeholder type: one row a level or institution, as released.

    `rows`: one row per pilot and target, as from score_rows.
    """
    about = zip(rows["stakeholder_type"], rows["target"], strict=True)
    names = {target: canvas.labels.target(code, target) for code, target in dict.fromkeys(about)}
    drawn = Rows("target", names, "no_round", LOW_ROW, 30)
    return _matrix(rows, drawn, pilots, canvas, beside=beside)


def item_matrix(
    rows: pd.DataFrame, pilots: Sequence[str], canvas: Canvas, *, beside: bool = True
) -> Drawing:
    """Return the matrix of several items about one stakeholder type: one row an item, as released.

    `rows`: one row per pilot and item, as from score_rows.
    """
    names = {item: canvas.labels.item(item) for item in dict.fromkeys(rows["item"])}
    drawn = Rows("item", names, "no_round", LOW_ROW, 30)
    return _matrix(rows, drawn, pilots, canvas, beside=beside)


@dataclass(frozen=True)
class Rows:
    """What a matrix has in its rows: the column that tells them apart, their names, what a missing cell means.

    `foot`: a few words below the column of each pilot, or none.
    """

    column: str
    names: Mapping[str, str]
    absent: str
    height: int = ROW
    width: int = 18  # characters in a line of a name
    lines: int = 3  # of a name
    foot: Sequence[str] = ()

    def within(self, room: int) -> Rows:
        """Return the same in a slide's room: lower rows, and at the lowest everything in one line."""
        height = min(self.height, room // max(len(self.names), 1))
        if height >= LOW_ROW:
            return replace(self, height=height)
        return replace(self, height=max(height, LINE_ROW), width=44, lines=1)


def _matrix(
    rows: pd.DataFrame, drawn: Rows, pilots: Sequence[str], canvas: Canvas, *, beside: bool
) -> Drawing:
    there = records(rows)
    by_key = {(r["pilot"], r[drawn.column]): r for r in there}
    absent = (there[0] if there else {}) | {"withheld": drawn.absent}
    found = {
        pilot: [
            by_key.get((pilot, code), absent | {"pilot": pilot, drawn.column: code})
            for code in drawn.names
        ]
        for pilot in pilots
    }
    if len(pilots) == 1 or (len(drawn.names) == 1 and beside):
        return _one_column(drawn, found, canvas, beside=beside)
    return _wide(drawn, found, canvas) if beside else _on_phone(drawn, found, canvas)


Found = Mapping[str, Sequence[cells.Row]]  # by pilot


def _wide(drawn: Rows, found: Found, canvas: Canvas) -> Drawing:
    heads = [wrapped(canvas.labels.pilot(pilot), 14) for pilot in found]
    head = HEAD + _LINE * max(name.count("<br>") for name in heads)
    foot = FOOT if drawn.foot else 0
    if canvas.room:
        drawn = drawn.within(canvas.room - head - foot)
    height = head + drawn.height * len(drawn.names) + foot
    figure = canvas.figure(height, barmode="overlay", bargap=0)
    printed = LINED if drawn.lines == 1 else LOW if drawn.height < ROW else PRINTED
    for place, (pilot, rows) in enumerate(found.items()):
        column = _column(pilot, drawn, rows, printed, canvas)
        at = {"base": place, "width": 1, "y": list(range(len(rows)))}
        figure.add_trace(cells.column(column.looks, canvas, **column.of) | at)
    figure.update_layout(margin={"t": head})
    cells.name_columns(figure, heads)
    words = [len(word) for name in drawn.names.values() for word in name.split()]
    width = max(drawn.width, *(letters for letters in words if letters <= _LONGEST), 0)
    names = [wrapped(name, width, most=drawn.lines) for name in drawn.names.values()]
    cells.name_rows(figure, names)
    if drawn.foot:
        _write_people(figure, drawn.foot, canvas)
    return figure


def _one_column(drawn: Rows, found: Found, canvas: Canvas, *, beside: bool) -> Drawing:
    """Return bars with intervals: of one pilot a bar a row, of one row a bar a pilot."""
    labels, text = canvas.labels, canvas.labels.wording.text
    people = [text("overview.people.of", people=number) for number in drawn.foot]
    if len(found) > 1:
        code, name = next(iter(drawn.names.items()))
        small = people or [""] * len(found)
        lines = [
            Line(labels.pilot(pilot), row, pilot, (pilot, code), under)
            for (pilot, (row,)), under in zip(found.items(), small, strict=True)
        ]
        return interval_bars(lines, canvas, beside=beside, head=name)
    ((pilot, rows),) = found.items()
    lines = [
        Line(name, row, pilot, (pilot, code))
        for (code, name), row in zip(drawn.names.items(), rows, strict=True)
    ]
    head = " · ".join([labels.pilot(pilot), *people])
    return interval_bars(lines, canvas, beside=beside, head=head)


def _on_phone(drawn: Rows, found: Found, canvas: Canvas) -> Drawing:
    pilots = list(found)
    printed = phone_grid.printed(pilots)
    columns = [_column(pilot, drawn, rows, printed, canvas) for pilot, rows in found.items()]
    people = canvas.labels.wording.text("overview.people")
    foot = phone_grid.Foot(people, drawn.foot) if drawn.foot else None
    return phone_grid.phone_grid(list(drawn.names.values()), columns, pilots, canvas, foot)


def _column(
    pilot: str, drawn: Rows, rows: Sequence[cells.Row], printed: cells.Print, canvas: Canvas
) -> phone_grid.Column:
    name = canvas.labels.pilot(pilot)
    heads = [wrapped(canvas.labels.wording.labelled(name, row), 40) for row in drawn.names.values()]
    return phone_grid.Column(
        [cells.scored(row, printed, canvas) for row in rows],
        {
            "name": wrapped(name, 40),
            "customdata": [[pilot, code] for code in drawn.names],
            "hovertext": [canvas.hover(head, row) for head, row in zip(heads, rows, strict=True)],
            **doors(rows),
        },
    )
