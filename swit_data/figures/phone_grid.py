"""A matrix on a phone: the pilots stay side by side, and the name of each row stands above its cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from swit_data.figures import cells
from swit_data.figures.canvas import WORDS, Canvas, above, over, safe, wrapped
from swit_data.figures.drawing import Drawing, Trace

PAGE = 354  # px of a picture on a phone of 390 px
NAME = 42  # characters in a line of a row's name
HEAD, LINE, GAP = 30, 19, 8  # px: names of the pilots, a line of a row's name, between two rows
CELL = 38  # px of a cell with a number alone
_LETTER = 7.3  # px of a letter in a cell
_WORDS_LINE, _AROUND = 17, 8  # px of a line of words in a cell, and around them
_NUMBER, _BAND = 19, 14  # px
_MANY = "<span style='font-size:17px'>{number}</span><br>{words}"


@dataclass(frozen=True)
class Column:
    """The cells of one pilot, from top to bottom; `of`: what else its trace says."""

    looks: Sequence[cells.Look]
    of: Mapping[str, object]


@dataclass(frozen=True)
class Foot:
    """A last row of words below all cells: its name, and a few words a pilot."""

    name: str
    words: Sequence[str]


def letters(pilots: Sequence[str]) -> int:
    """Return the letters in a line of a cell, where these stand side by side."""
    return max(4, int(PAGE / max(len(pilots), 1) / _LETTER))


def printed(pilots: Sequence[str]) -> cells.Print:
    """Return how the words of a cell are set on a phone."""
    room = letters(pilots)
    return cells.Print(room, _BAND, _NUMBER, _MANY, room)


def heads(pilots: Sequence[str], canvas: Canvas) -> list[str]:
    """Return the pilots' names, or their codes where a name does not fit above its column."""
    names = [canvas.labels.pilot(pilot) for pilot in pilots]
    room = letters(pilots)
    if max((len(name) for name in names), default=0) <= room:
        return [safe(name) for name in names]
    return [wrapped(pilot, room, most=1) for pilot in pilots]


def phone_grid(
    names: Sequence[str],
    columns: Sequence[Column],
    pilots: Sequence[str],
    canvas: Canvas,
    foot: Foot | None = None,
) -> Drawing:
    """Return the grid: one column a pilot, one row a name; rows are as high as their words need."""
    titles = [over(name, NAME, most=3) for name in names]
    heads_tall = [LINE * (1 + title.count("<br>")) for title in titles]
    tall = [_height([column.looks[row] for column in columns]) for row in range(len(titles))]
    bottoms = list(accumulate(a + b + GAP for a, b in zip(heads_tall, tall, strict=True)))
    middles = [bottom - height / 2 for bottom, height in zip(bottoms, tall, strict=True)]
    tops = [b - h - o for b, h, o in zip(bottoms, tall, heads_tall, strict=True)]
    height = (bottoms[-1] if bottoms else 0) + (2 * LINE + GAP if foot else 0)
    figure = canvas.figure(HEAD + height, barmode="overlay", bargap=0)
    for place, column in enumerate(columns):
        figure.add_trace(_column(place, column, middles, tall, canvas))
    figure.add_notes(map(above, titles, tops))
    if foot:
        figure.add_notes(_foot(foot, height - 2 * LINE, canvas))
    figure.update_layout(margin={"l": 2, "r": 2, "t": HEAD, "b": 0})
    cells.name_columns(figure, heads(pilots, canvas))
    cells.name_rows(figure, titles, middles, range=[height, 0], visible=False)
    return figure


def _height(looks: Sequence[cells.Look]) -> int:
    lines = max((1 + look.text.count("<br>") for look in looks), default=1)
    return CELL if lines == 1 else max(CELL, lines * _WORDS_LINE + _AROUND)


def _column(
    place: int, column: Column, middles: Sequence[float], tall: Sequence[int], canvas: Canvas
) -> Trace:
    at = {"base": place, "y": list(middles), "width": list(tall)}
    return cells.column(column.looks, canvas, **column.of) | at


def _foot(foot: Foot, top: float, canvas: Canvas) -> list[dict[str, object]]:
    quiet = {"font": {"size": WORDS, "color": canvas.palette.quiet}}
    under = {"y": top + LINE, "yanchor": "top", "xanchor": "center", "showarrow": False} | quiet
    words = [{"text": word, "x": place + 0.5, **under} for place, word in enumerate(foot.words)]
    return [above(safe(foot.name), top) | quiet, *words]
