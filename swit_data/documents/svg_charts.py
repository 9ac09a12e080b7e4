"""A chart as SVG inside an HTML file: nothing is loaded, every text is escaped."""

import textwrap
from collections.abc import Iterator
from html import escape

from swit_data.documents import measure
from swit_data.documents.bars import Bars, Picture
from swit_data.documents.content import Cell
from swit_data.style import PALETTES

_LIGHT = PALETTES["light"]
_LABELS, _AXIS, _END = 230, 400, 110  # pixels: names, 0 to 100, numbers
_BAR, _LINE, _SPACE = 18, 15, 12
_SIZE, _NAME = 13, 220  # pixels: of letters, and of a line of a name
_LETTERS = 28  # of a word; a longer one goes on in the next line


def svg(picture: Picture) -> str:
    """Return bars from 0 to 100 with their intervals and numbers; the mark lies inside."""
    rows = list(_rows(picture))
    height = (rows[-1][0] + rows[-1][1] if rows else 0) + 40
    several = len(picture.bars) > 1
    head = f'<svg class="chart" viewBox="0 0 {_LABELS + _AXIS + _END} {height}" role="img">'
    parts = [head, f"<title>{escape(picture.spoken)}</title>", *_axis(picture, height - 40)]
    for number, (top, _) in enumerate(rows):
        parts += _name(picture.categories[number], top)
        for place, bars in enumerate(picture.bars):
            parts += _bar(bars, number, top + place * (_BAR + 2))
    parts.append(_text(_LABELS, height - 8, picture.mark, weight="bold"))
    key = "".join(map(_key, picture.bars)) if several else ""
    return "".join([*parts, "</svg>", f"<div>{key}</div>"])


def _rows(picture: Picture) -> Iterator[tuple[int, int]]:
    """Give the top and the height of each row: its bars, or the lines of its name if those are more."""
    top = 18
    for name in picture.categories:
        height = max(len(picture.bars) * (_BAR + 2), len(_wrapped(name)) * _LINE)
        yield top, height
        top += height + _SPACE


def _wrapped(name: str) -> list[str]:
    """Return a name in lines, broken between words where the next one would not be whole."""
    lines = []
    for part in name.split("\n"):
        said = ""
        for word in (piece for each in part.split() for piece in textwrap.wrap(each, _LETTERS)):
            longer = f"{said} {word}".strip()
            if said and measure.width(longer, _SIZE) * 72 > _NAME:
                lines.append(said)
                longer = word
            said = longer
        lines.append(said)
    return lines


def _axis(picture: Picture, height: int) -> Iterator[str]:
    for value in picture.ticks:
        x = _x(value)
        yield f'<line x1="{x}" y1="14" x2="{x}" y2="{height}" stroke="{_LIGHT.line}"/>'
        yield _text(x, 10, f"{value:g}", anchor="middle")


def _name(name: str, top: int) -> Iterator[str]:
    for number, line in enumerate(_wrapped(name)):
        yield _text(_LABELS - 8, top + 13 + number * _LINE, line, anchor="end")


def _bar(bars: Bars, number: int, top: int) -> Iterator[str]:
    cell = bars.cells[number]
    if cell.score is None:
        return
    start, end = _x(0), _x(cell.score)
    yield (
        f'<rect x="{start}" y="{top}" width="{end - start:.1f}" height="{_BAR}" fill="{bars.fill}" '
        f'stroke="{bars.colour}"/>'
    )
    yield from _interval(cell, top)
    said = " ".join(filter(None, ("" if bars.hollow else cell.mark, cell.text)))
    yield _text(_x(max(cell.score, cell.high or 0)) + 8, top + 14, said, weight="bold")


def _interval(cell: Cell, top: int) -> Iterator[str]:
    """Give the line of an interval in ink, with an end at each side."""
    if cell.low is None or cell.high is None:
        return
    low, high, middle = _x(cell.low), _x(cell.high), top + _BAR / 2
    ends = ((low, middle, high, middle), *((x, middle - 5, x, middle + 5) for x in (low, high)))
    for one, up, two, down in ends:
        yield (
            f'<line x1="{one:.1f}" y1="{up}" x2="{two:.1f}" y2="{down}" '
            f'stroke="{_LIGHT.ink}" stroke-width="2"/>'
        )


def _x(score: float) -> float:
    return round(_LABELS + _AXIS * score / 100, 1)


def _text(x: float, y: float, said: str, *, anchor: str = "start", weight: str = "normal") -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{_SIZE}" font-weight="{weight}" text-anchor="{anchor}" '
        f'fill="{_LIGHT.ink}">{escape(said)}</text>'
    )


def _key(bars: Bars) -> str:
    look = f"border:2px solid {bars.colour};background:{bars.fill}"
    return f'<span class="key"><span style="{look}"></span>{escape(bars.name)}</span>'
