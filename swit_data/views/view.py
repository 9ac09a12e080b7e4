"""What a page shows, before anything draws it: words, panels, tables. Made once for everybody who chooses the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from itertools import count
from typing import Any, Concatenate, ParamSpec

import pandas as pd

from swit_data import findings
from swit_data.figures import Canvas
from swit_data.figures.drawing import Drawing
from swit_data.released.contributions import Number, numbers_of
from swit_data.released.labels import Labels
from swit_data.released.memory import kept
from swit_data.selection import Selection
from swit_data.views import choices

Line = tuple[str, str]  # tag and text: h1, h2, h3, p, small, li or mark
MOST_VIEWS = 64  # of each page, with all its figures up to 1 MB each
MOST_ON_PAPER = 60  # rows; a longer table is for the file
# A number that nothing else in this process has: what was drawn of a part is kept under it.
_mark = count().__next__


@dataclass(frozen=True)
class Words:
    """Lines of text, each in its tag."""

    key: str
    lines: tuple[Line, ...]
    # For each line the address of the numbers behind it (behind.py), or nothing; fewer: the rest have none.
    doors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Panel:
    """A figure, drawn when somebody sees it, with what a screen reader says of it; `saved`: it may be taken away."""

    key: str
    draw: Callable[[], Drawing]
    say: Callable[[], str]
    saved: bool = True
    mark: int = field(default_factory=_mark, compare=False)

    @cached_property
    def figure(self) -> Drawing:
        """Return the figure."""
        return self.draw()

    @cached_property
    def doors(self) -> tuple[str, ...]:
        """Return the addresses of the numbers that its marks stand for."""
        return self.figure.doors

    @cached_property
    def alt(self) -> str:
        """Return its finding and its numbers in words."""
        return self.say()


@dataclass(frozen=True)
class Shapes:
    """A picture in two shapes: for screens wider than a phone's, and for a phone's."""

    key: str
    wide: tuple[Part, ...]
    narrow: tuple[Part, ...]


@dataclass(frozen=True)
class Sheet:
    """A table as people read it."""

    key: str
    shown: pd.DataFrame
    mark: int = field(default_factory=_mark, compare=False)

    @cached_property
    def printed(self) -> list[list[str]]:
        """Return its first rows as they stand on paper, under the names of the columns."""
        shown = self.shown.head(MOST_ON_PAPER)
        rows = shown.to_numpy(dtype=object).tolist()
        return [[str(name) for name in shown.columns], *map(_printed, rows)]


@dataclass(frozen=True)
class Table:
    """A picture's numbers: `sheet` as people read them, `rows` as they are released, for files.

    `made`: the released numbers in it, whose making can be looked up. `unfolded`: it holds more than the picture.
    """

    title: str
    rows: pd.DataFrame
    sheet: Sheet
    made: tuple[Number, ...] = ()
    unfolded: bool = False

    @property
    def mark(self) -> int:
        """Return the mark of its sheet."""
        return self.sheet.mark

    @cached_property
    def doors(self) -> tuple[str, ...]:
        """Return the addresses of the released numbers in it."""
        return tuple(number.address for number in self.made)


@dataclass(frozen=True)
class Slider:
    """Sentences over a scale, of which a reader sees one: each with the value of its step; `first`: where it begins.

    `written`: how a value is said, with # in its place.
    """

    key: str
    label: str
    written: str
    steps: tuple[tuple[str, str], ...]
    first: int


@dataclass(frozen=True)
class Folded:
    """Small print, folded under a title."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Beside:
    """Parts side by side: in columns of these widths, or (no widths) two in a row."""

    columns: tuple[tuple[Part, ...], ...]
    widths: tuple[int, ...] = ()


Part = Words | Panel | Shapes | Table | Sheet | Slider | Folded | Beside


@dataclass(frozen=True)
class View:
    """A page: its headline and how to read it, then its parts from top to bottom."""

    head: Words
    parts: tuple[Part, ...]

    @cached_property
    def sheets(self) -> tuple[tuple[str, Sheet], ...]:
        """Return every table as people read it, with its title: on paper they stand after the pictures."""
        return tuple(_sheets(self.parts, ""))


Asked = ParamSpec("Asked")


def made_once(
    make: Callable[Concatenate[Canvas, Selection, Asked], View],
) -> Callable[Concatenate[Canvas, Selection, Asked], View]:
    """Let a page be made once for everybody who chooses the same, of the pilots it is about and no others."""
    known = kept(MOST_VIEWS)(make)

    @wraps(make)
    def made(
        canvas: Canvas, chosen: Selection, /, *args: Asked.args, **kwargs: Asked.kwargs
    ) -> View:
        about = choices.of_shown_pilots(canvas.labels.release, chosen)
        labels = replace(canvas.labels, release=about)
        return known(replace(canvas, labels=labels), chosen, *args, **kwargs)

    return made


def _sheets(parts: tuple[Part, ...], title: str) -> Iterator[tuple[str, Sheet]]:
    for part in parts:
        match part:
            case Table():
                yield part.title, part.sheet
            case Sheet():
                yield title, part
            case Folded():
                yield from _sheets(part.parts, part.title)


def _printed(row: list[Any]) -> list[str]:
    return [
        "–" if pd.isna(cell) else f"{cell:.10g}" if isinstance(cell, float) else str(cell)
        for cell in row
    ]


def words(key: str, *lines: Line) -> Words:
    """Return lines of text."""
    return Words(key, lines)


def headed(headline: str, *said: Line) -> Words:
    """Return what a page opens with: its sentence, and how to read it."""
    return Words("headline", (("h1", headline), *said))


def listed(lines: Sequence[str]) -> list[Line]:
    """Return lines as the items of a list."""
    return [("li", line) for line in lines]


def paragraphs(lines: Sequence[str]) -> list[Line]:
    """Return lines as paragraphs."""
    return [("p", line) for line in lines]


def folded(title: str, lines: Sequence[str], key: str) -> Folded:
    """Return small print, a paragraph a line."""
    return Folded(title, (words(key, *paragraphs(lines)),))


def table(
    title: str,
    rows: pd.DataFrame,
    labels: Labels,
    *,
    unfolded: bool = False,
    made: pd.DataFrame | None = None,
    written: pd.DataFrame | None = None,
) -> Table:
    """Return a table: whole numbers on the screen and on paper, the released ones in its files.

    `made`: the released rows behind it. `written`: the table as people read it, where columns cannot tell.
    """
    shown = findings.on_screen(rows, labels) if written is None else written
    numbers = () if made is None else numbers_of(made)
    return Table(title, rows, Sheet("", shown), numbers, unfolded)


def score_table(rows: pd.DataFrame, labels: Labels, *, unfolded: bool = False) -> Table:
    """Return released scores as a table."""
    title, found = labels.wording.text("table.title"), findings.score_table(rows, labels)
    return table(title, found, labels, unfolded=unfolded, made=rows)


def lists(page: str, said: Mapping[str, Sequence[str]], labels: Labels) -> list[Words]:
    """Return lists of lines, each under the title that the page has for it; an empty one is left out."""
    return [
        words(key, ("h2", labels.wording.text(f"{page}.{key}.title")), *listed(lines))
        for key, lines in said.items()
        if lines
    ]
