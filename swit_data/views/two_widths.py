"""A picture in the shape that a screen has room for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from swit_data.figures import Canvas
from swit_data.figures.drawing import Drawing
from swit_data.released.labels import Labels
from swit_data.views.view import Panel, Shapes

WIDE, NARROW = 90, 38  # characters in a line


@dataclass(frozen=True)
class Matrix:
    """A figure of rows by pilot, how its cells are said, and its finding; `key`: of the wording that holds both."""

    draw: Callable[[pd.DataFrame, Sequence[str], Canvas], Drawing]
    spoken: Callable[[pd.DataFrame, Labels], str]
    finding: str
    key: str = "alt.table"

    def panel(self, key: str, rows: pd.DataFrame, pilots: Sequence[str], canvas: Canvas) -> Panel:
        """Return the matrix of all these rows; a screen reader says the finding, and then the cells."""
        return Panel(
            key,
            partial(self.draw, rows, pilots, canvas),
            lambda: canvas.labels.wording.text(
                self.key, headline=self.finding, cells=self.spoken(rows, canvas.labels)
            ),
        )


def ended(finding: str) -> str:
    """Return a finding that ends as a sentence."""
    return f"{finding.rstrip('.')}."


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


def matrix_by_pilot(
    key: str,
    matrix: Matrix,
    rows: pd.DataFrame,
    pilots: Sequence[str],
    canvas: Canvas,
    *,
    absent: bool = False,
) -> list[Shapes]:
    """Return a matrix of the pilots drawn, on a phone one block a pilot; nothing where none of them has a row.

    `absent`: a pilot that has none says so in a block of its own.
    """
    shown = rows.loc[rows["pilot"].isin(list(pilots))]
    if shown.empty:
        return []
    each = [(pilot, shown.loc[shown["pilot"] == pilot]) for pilot in pilots]
    narrow = tuple(
        Panel(
            f"{key}_{pilot}",
            partial(matrix.draw, mine, [pilot], canvas),
            partial(matrix.spoken, mine, canvas.labels),
        )
        for pilot, mine in each
        if absent or not mine.empty
    )
    return [Shapes(key, (matrix.panel(key, shown, pilots, canvas),), narrow)]
