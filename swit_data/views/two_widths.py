"""A picture in the shape that a screen has room for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from swit_data.figures import Canvas
from swit_data.figures.drawing import Drawing
from swit_data.released.labels import Labels
from swit_data.views.view import Folded, Panel, Part, Shapes, words

WIDE, NARROW = 90, 38  # characters in a line


@dataclass(frozen=True)
class Matrix:
    """A figure of rows by pilot, how its cells are said, and its finding; `key`: of the wording that holds both."""

    draw: Callable[..., Drawing]  # of rows, pilots and a canvas; `beside`: as of by_side
    spoken: Callable[[pd.DataFrame, Labels], str]
    finding: str
    key: str = "alt.table"

    def panel(
        self,
        key: str,
        rows: pd.DataFrame,
        pilots: Sequence[str],
        canvas: Canvas,
        *,
        beside: bool = True,
    ) -> Panel:
        """Return the matrix of all these rows; a screen reader says the finding, and then the cells."""
        return Panel(
            key,
            partial(self.draw, rows, pilots, canvas, beside=beside),
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
    key: str, matrix: Matrix, rows: pd.DataFrame, pilots: Sequence[str], canvas: Canvas
) -> list[Shapes]:
    """Return a matrix of the pilots drawn, side by side on a phone too; nothing where none of them has a row."""
    shown = rows.loc[rows["pilot"].isin(list(pilots))]
    if shown.empty:
        return []
    wide, narrow = (
        matrix.panel(f"{key}{end}", shown, pilots, canvas, beside=beside)
        for end, beside in (("", True), ("_narrow", False))
    )
    return [Shapes(key, (wide,), (narrow,))]


def first_open(titled: Sequence[tuple[str, Panel]], labels: Labels) -> tuple[Part, ...]:
    """Return pictures one below the other for a phone, each under its title: the first is open, the others folded."""
    parts: list[Part] = []
    for title, panel in titled:
        parts.append(words(f"of_{panel.key}", ("h2", title)))
        parts.append(Folded(labels.wording.text("phone.more"), (panel,)) if parts[1:] else panel)
    return tuple(parts)
