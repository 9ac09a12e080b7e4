"""A matrix on a slide: a table that an editor can change, as high as the slide has room for."""

from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from swit_data import style
from swit_data.documents.bars import spoken
from swit_data.documents.content import Cell, Content, Grid
from swit_data.documents.deck import ACROSS, LEFT, LIGHT, colour
from swit_data.documents.measure import lines, width
from swit_data.documents.xml_text import xml_text

# Shares of a table for the names of its rows: less where a head has a long word.
_NAMES = (0.4, 0.34)
_HEADS, _ROWS = (
    (12, 10, 9, 8),
    (13, 12, 10),
)  # points of a column's name and of a row's, the first that fit
_CELL, _WORDS = 13, 5  # points; letters of a number that takes words
_MARGIN, _LEADING = 0.22, 1.19 / 72  # inches: on both sides of a cell; a line, for each point


def table(slide: Any, grid: Grid, content: Content, room: tuple[float, float]) -> None:  # noqa: ANN401
    """Draw a matrix as a table: the number on its ramp colour with the mark of its band, or the reason."""
    high = room[1] - room[0]
    left, top, width, height = (Inches(value) for value in (LEFT, room[0], ACROSS, high))
    rows, columns = len(grid.rows) + 1, len(grid.columns) + 1
    frame = slide.shapes.add_table(rows, columns, left, top, width, height)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", xml_text(" ".join(spoken(grid))))
    made = frame.table
    head, names = _measure(made, grid, high)
    # The mark lies inside the table: copied alone, it carries it.
    _write(
        made.cell(0, 0),
        content.mark or grid.first,
        LIGHT.surface,
        bold=bool(content.mark),
        left=True,
    )
    for column, name in enumerate(grid.columns, 1):
        _write(made.cell(0, column), name, LIGHT.surface, bold=True, size=head)
    for number, (name, cells) in enumerate(grid.rows, 1):
        _write(made.cell(number, 0), name, LIGHT.background, left=True, size=names)
        for column, cell in enumerate(cells, 1):
            _number(made.cell(number, column), cell)


def _measure(made: Any, grid: Grid, high: float) -> tuple[float, float]:  # noqa: ANN401
    """Give columns their widths and rows their heights; return the points of the head, and of the names of rows."""
    of_head, widths = _across(grid)
    for column, across in zip(made.columns, widths, strict=True):
        column.width = Inches(across)
    head = max(lines(name, of_head, widths[1] - _MARGIN, bold=True) for name in grid.columns)
    first = of_head * _LEADING * head + 0.1
    tried = [(size, _needed(grid, size, widths)) for size in _ROWS]
    of_names, rows = next((e for e in tried if first + sum(e[1]) <= high), tried[-1])
    # What is left goes to the rows of one line first, so that all are as high.
    even = min(max((high - first) / len(rows), 0), 0.5)
    heights = [max(row, min(even, max(rows))) for row in rows]
    heights = heights if first + sum(heights) <= high else rows
    for row, each in zip(made.rows, (first, *heights), strict=True):
        row.height = Inches(each)
    return of_head, of_names


def _across(grid: Grid) -> tuple[float, list[float]]:
    """Return the points of the head in which its longest word is whole, and the widths of columns that allow it."""
    across = [
        [ACROSS * share] + [ACROSS * (1 - share) / len(grid.columns)] * len(grid.columns)
        for share in _NAMES
    ]
    fitting = ((s, w) for s in _HEADS for w in across if _longest(grid, s) <= w[1] - _MARGIN)
    return next(fitting, (_HEADS[-1], across[-1]))


def _longest(grid: Grid, size: float) -> float:
    return max(
        (width(word, size, bold=True) for name in grid.columns for word in name.split()), default=0
    )


def _needed(grid: Grid, size: float, widths: Sequence[float]) -> list[float]:
    """Return the inches that each row takes with names of a size."""
    return [
        max(
            size * _LEADING * lines(name, size, widths[0] - _MARGIN),
            *(
                _size(cell)
                * _LEADING
                * lines(_said(cell), _size(cell), widths[1] - _MARGIN, bold=True)
                for cell in cells
            ),
        )
        + 0.05
        for name, cells in grid.rows
    ]


def _said(cell: Cell) -> str:
    return cell.text if cell.score is None else f"{cell.mark} {cell.text}".strip()


def _size(cell: Cell) -> float:
    return _CELL if cell.score is None or len(cell.text) < _WORDS else _CELL - 2


def _number(place: Any, cell: Cell) -> None:  # noqa: ANN401
    fill, missing = (cell.fill, False) if cell.score is not None else (LIGHT.withheld, True)
    _write(place, _said(cell), fill, bold=not missing, size=_size(cell))


def _write(
    place: Any,  # noqa: ANN401
    said: str,
    fill: str,
    *,
    bold: bool = False,
    left: bool = False,
    size: float = _CELL,
) -> None:
    place.fill.solid()
    place.fill.fore_color.rgb = colour(fill)
    place.vertical_anchor = MSO_ANCHOR.MIDDLE
    place.margin_top = place.margin_bottom = Inches(0.02)
    frame = place.text_frame
    frame.text = xml_text(said)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT if left else PP_ALIGN.CENTER
        for run in paragraph.runs:
            run.font.size, run.font.bold = Pt(size), bold
            run.font.color.rgb = colour(style.text_on(fill))
