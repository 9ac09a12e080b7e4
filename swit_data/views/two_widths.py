"""A picture in the shape that a screen has room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from swit_data.figures import Canvas, criteria_strips
from swit_data.released.labels import Labels
from swit_data.views.view import Line, Panel, Shapes

if TYPE_CHECKING:
    from swit_data.figures.drawing import Drawing

WIDE, NARROW = 90, 38  # characters in a line

Matrix = Callable[[pd.DataFrame, Sequence[str], Canvas], "Drawing"]


@dataclass(frozen=True)
class Said:
    """A figure in words: its finding, and how its rows are said; `key`: of the wording that holds both."""

    finding: str
    spoken: Callable[[pd.DataFrame], str]
    key: str = "alt.table"

    def whole(self, rows: pd.DataFrame, labels: Labels) -> str:
        """Return what a screen reader says of all rows: the finding, and then the cells."""
        return labels.wording.text(self.key, headline=self.finding, cells=self.spoken(rows))


def ended(finding: str) -> str:
    """Return a finding that ends as a sentence."""
    return f"{finding.rstrip('.')}."


def more(labels: Labels, pilots: Sequence[str]) -> list[Line]:
    """Return the line that says so where the release has more pilots than are drawn."""
    undrawn = len(labels.release.pilots) > len(pilots)
    return [("p", labels.wording.text("pilots.more"))] if undrawn else []


def by_width(
    key: str,
    draw: Callable[[int], Drawing],
    say: Callable[[], str],
    wide: int = WIDE,
    narrow: int = NARROW,
) -> Shapes:
    """Return a figure that takes the number of characters in a line, or of panels in a row."""
    shapes = (Panel(f"{key}_{width}", partial(draw, width), say) for width in (wide, narrow))
    return Shapes(key, (next(shapes),), (next(shapes),))


def by_side(key: str, draw: Callable[..., Drawing], say: Callable[[], str]) -> Shapes:
    """Return a figure that has names beside its rows where there is room, else above them."""
    beside, above = (
        Panel(f"{key}_{each}", partial(draw, beside=each), say) for each in (True, False)
    )
    return Shapes(key, (beside,), (above,))


def matrix_by_pilot(  # noqa: PLR0917 - what every matrix takes
    key: str,
    draw: Matrix,
    rows: pd.DataFrame,
    pilots: Sequence[str],
    canvas: Canvas,
    said: Said,
    *,
    absent: bool = False,
) -> list[Shapes]:
    """Return a matrix of the pilots drawn, on a phone one block a pilot; nothing where none of them has a row.

    `absent`: a pilot that has none says so in a block of its own.
    """
    shown = rows.loc[rows["pilot"].isin(list(pilots))]
    if shown.empty:
        return []
    whole = Panel(
        key, partial(draw, shown, pilots, canvas), partial(said.whole, shown, canvas.labels)
    )
    each = [(pilot, shown.loc[shown["pilot"] == pilot]) for pilot in pilots]
    narrow = tuple(
        Panel(f"{key}_{pilot}", partial(draw, mine, [pilot], canvas), partial(said.spoken, mine))
        for pilot, mine in each
        if absent or not mine.empty
    )
    return [Shapes(key, (whole,), narrow)]


def strips_by_type(
    key: str, rows: pd.DataFrame, pilots: Sequence[str], canvas: Canvas, said: Said
) -> list[Shapes]:
    """Return strips of the pilots drawn, the stakeholder types side by side; on a phone one after another."""
    types = tuple(dict.fromkeys(rows["stakeholder_type"]))
    shown = rows.loc[rows["pilot"].isin(list(pilots))]
    if shown.empty:
        return []
    whole = Panel(
        key,
        partial(criteria_strips, shown, pilots, types, canvas),
        partial(said.whole, shown, canvas.labels),
    )
    each = [(code, shown.loc[shown["stakeholder_type"] == code]) for code in types]
    narrow = tuple(
        Panel(
            f"{key}_{code}",
            partial(criteria_strips, mine, pilots, [code], canvas, beside=False),
            partial(said.spoken, mine),
        )
        for code, mine in each
        if not mine.empty
    )
    return [Shapes(key, (whole,), narrow)]
