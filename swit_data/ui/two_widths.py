"""A figure in the shape that a screen has room for: both are drawn, the width of the screen chooses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from swit_data.figures import Canvas, criteria_strips
from swit_data.released.labels import Labels
from swit_data.ui import blocks
from swit_data.ui.text_lines import Line

if TYPE_CHECKING:
    from swit_data.figures.drawing import Drawing

WIDE, NARROW = 90, 38  # characters in a line

Matrix = Callable[[pd.DataFrame, Sequence[str], Canvas], "Drawing"]


@dataclass(frozen=True)
class Said:
    """A figure in words: its finding, and how its rows are said."""

    finding: str
    spoken: Callable[[pd.DataFrame], str]

    def alt(self, key: str, rows: pd.DataFrame, labels: Labels) -> str:
        """Return what a screen reader says of these rows."""
        return labels.wording.text(
            key, headline=f"{self.finding.rstrip('.')}.", cells=self.spoken(rows)
        )


def listed(lines: Sequence[str]) -> list[Line]:
    """Return lines as the items of a list."""
    return [("li", line) for line in lines]


def more(labels: Labels, pilots: Sequence[str]) -> list[Line]:
    """Return the line that says so where the release has more pilots than are drawn."""
    undrawn = len(labels.release.pilots) > len(pilots)
    return [("p", labels.wording.text("pilots.more"))] if undrawn else []


def by_width(key: str, draw: Callable[[int], Drawing], alt: str) -> None:
    """Show a figure whose lines are long on a wide screen and short on a phone; `draw` takes their characters."""
    for place, width in ((blocks.wide, WIDE), (blocks.narrow, NARROW)):
        with place(key):
            blocks.figure(f"{key}_{width}", draw(width), alt)


def matrix_by_pilot(
    draw: Matrix, rows: pd.DataFrame, pilots: Sequence[str], canvas: Canvas, said: Said
) -> None:
    """Show a matrix of the pilots drawn; on a phone one block a pilot. `said`: the figure in words."""
    key = draw.__name__
    shown = rows.loc[rows["pilot"].isin(list(pilots))]
    if shown.empty:
        return
    with blocks.wide(key):
        alt = said.alt("alt.table", shown, canvas.labels)
        blocks.figure(key, draw(shown, pilots, canvas), alt)
    with blocks.narrow(key):
        for pilot in pilots:
            of_pilot = shown.loc[shown["pilot"] == pilot]
            if not of_pilot.empty:
                blocks.figure(
                    f"{key}_{pilot}", draw(of_pilot, [pilot], canvas), said.spoken(of_pilot)
                )


def strips_by_type(
    key: str, rows: pd.DataFrame, pilots: Sequence[str], canvas: Canvas, said: Said
) -> None:
    """Show strips of the pilots drawn, the stakeholder types side by side; on a phone one after another."""
    types = tuple(dict.fromkeys(rows["stakeholder_type"]))
    shown = rows.loc[rows["pilot"].isin(list(pilots))]
    if shown.empty:
        return
    with blocks.wide(key):
        alt = said.alt("alt.strips", shown, canvas.labels)
        blocks.figure(key, criteria_strips(shown, pilots, types, canvas), alt)
    with blocks.narrow(key):
        for code in types:
            mine = shown.loc[shown["stakeholder_type"] == code]
            if not mine.empty:
                drawn = criteria_strips(mine, pilots, [code], canvas, beside=False)
                blocks.figure(f"{key}_{code}", drawn, said.spoken(mine))
