"""Slides (PPTX): one statement and one picture each, real text, native charts and tables, notes for the speaker."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from swit_data import style
from swit_data.documents.bars import picture_of, spoken
from swit_data.documents.content import Cell, Content, Grid, Section
from swit_data.documents.deck import ACROSS, LEFT, LIGHT, colour, deck, new_slide
from swit_data.documents.pptx_charts import chart
from swit_data.documents.xml_text import xml_text

_BODY = (LEFT, 2.25, ACROSS, 4.55)  # inches: left, top, width, height
_MOST_ROWS = 11  # of a table: a dimension and its ten criteria
_LETTERS = 620  # of text on a slide, at 22 points
_FEW_LETTERS = 260  # of text that fits at 30 points
_LARGE, _TEXT, _NOTE, _SMALL = 30, 22, 18, 14  # points
_TABLE = (LEFT, 2.1, ACROSS, 4.4)
_TITLES = (
    (30, 75),
    (26, 120),
    (22, 180),
    (18, 270),
    (14, 10**9),
)  # points, and the letters that fit two or three lines


def slides(content: Content) -> bytes:
    """Return a content as slides of 16:9."""
    made = deck(content.title)
    _opening(made, content)
    for section in content.sections:
        for slide in _drawn(made, section, content):
            slide.notes_slide.notes_text_frame.text = xml_text("\n".join(_notes(section, content)))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _opening(made: Any, content: Content) -> None:  # noqa: ANN401 - python-pptx has no types
    slide = new_slide(made, content.foot)
    _title(slide, content.title)
    _lines(slide, [content.headline], (LEFT, 2.4, ACROSS, 2.6), 36)
    _lines(slide, [content.subtitle, content.mark], (LEFT, 5.3, ACROSS, 1.2), 20, quiet=True)
    slide.notes_slide.notes_text_frame.text = xml_text(
        "\n".join(f"{n}: {v}" for n, v in content.facts)
    )


def _drawn(made: Any, section: Section, content: Content) -> Iterator[Any]:  # noqa: ANN401
    """Give the slides of a section: its picture, the table behind it, its words."""
    said = section.statement or section.title
    picture = picture_of(section, content)
    if picture:
        slide = _slide(made, section, said, content)
        chart(slide, picture, _BODY)
        yield slide
    if section.grid and not section.grid.pilots:
        yield from _tables(made, section, section.grid, content)
    said = section.title if section.gaps else said
    texts = list(_fitting((*section.lines, *section.notes)))
    for number, lines in enumerate(texts, 1):
        of = f" ({number}/{len(texts)})" if len(texts) > 1 else ""
        slide = _slide(made, section, said + of, content)
        size = _LARGE if sum(map(len, lines)) < _FEW_LETTERS else _TEXT
        _lines(slide, lines, _BODY, size, notes=section.notes)
        yield slide


def _tables(made: Any, section: Section, grid: Grid, content: Content) -> Iterator[Any]:  # noqa: ANN401
    """Give a slide a table: what stands under the row that the chart shows."""
    for start in range(1, len(grid.rows), _MOST_ROWS):
        rows = grid.rows[start : start + _MOST_ROWS]
        slide = _slide(made, section, section.statement or section.title, content)
        _table(slide, Grid(grid.first, grid.columns, rows), content)
        yield slide


def _table(slide: Any, grid: Grid, content: Content) -> None:  # noqa: ANN401
    """Draw a matrix as a table: the number on its ramp colour with the mark of its band, or the reason."""
    left, top, width, height = (Inches(value) for value in _TABLE)
    rows, columns = len(grid.rows) + 1, len(grid.columns) + 1
    frame = slide.shapes.add_table(rows, columns, left, top, width, height)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", " ".join(spoken(grid)))
    table = frame.table
    names = Inches(ACROSS * 0.4)
    table.columns[0].width = names
    for column in range(1, columns):
        table.columns[column].width = int((width - names) / (columns - 1))
    for row in table.rows:
        row.height = min(int(height / rows * 0.86), Inches(0.6))  # names may take two lines
    # The mark lies inside the table: copied alone, it carries it.
    _write(
        table.cell(0, 0),
        content.mark or grid.first,
        LIGHT.surface,
        bold=bool(content.mark),
        left=True,
    )
    for column, name in enumerate(grid.columns, 1):
        _write(table.cell(0, column), name, LIGHT.surface, bold=True, size=11)
    for number, (name, cells) in enumerate(grid.rows, 1):
        _write(table.cell(number, 0), name, LIGHT.background, left=True)
        for column, cell in enumerate(cells, 1):
            _number(table.cell(number, column), cell)


def _number(place: Any, cell: Cell) -> None:  # noqa: ANN401
    if cell.score is None:
        _write(place, cell.text, LIGHT.withheld)
        return
    _write(place, f"{cell.mark} {cell.text}", cell.fill, bold=True)


def _write(
    place: Any,  # noqa: ANN401
    said: str,
    fill: str,
    *,
    bold: bool = False,
    left: bool = False,
    size: int = 13,
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


def _slide(made: Any, section: Section, said: str, content: Content) -> Any:  # noqa: ANN401
    slide = new_slide(made, content.foot)
    if said != section.title:
        _lines(slide, [section.title], (LEFT + 1.1, 0.22, ACROSS - 1.1, 0.4), _SMALL, quiet=True)
    _title(slide, said)
    return slide


def _title(slide: Any, said: str) -> None:  # noqa: ANN401
    size = next(size for size, letters in _TITLES if len(said) <= letters)
    frame = slide.shapes.title.text_frame
    frame.word_wrap = True
    frame.text = xml_text(said[: _LETTERS * 2])
    for run in frame.paragraphs[0].runs:
        run.font.size = Pt(size)


def _lines(
    slide: Any,  # noqa: ANN401
    lines: Sequence[str],
    place: tuple[float, float, float, float],
    size: int,
    *,
    quiet: bool = False,
    notes: Sequence[str] = (),
) -> None:
    """Write lines; `notes`: those of them that are small print."""
    left, top, width, height = (Inches(value) for value in place)
    frame = slide.shapes.add_textbox(left, top, width, height).text_frame
    frame.word_wrap, frame.margin_left = True, 0
    for number, line in enumerate(filter(None, lines)):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size / 2)
        run = paragraph.add_run()
        run.text = xml_text(line)
        run.font.size = Pt(_NOTE if line in notes else size)
        run.font.color.rgb = colour(LIGHT.quiet if quiet or line in notes else LIGHT.ink)


def _fitting(lines: Sequence[str]) -> Iterator[list[str]]:
    """Give lines in groups that fit on a slide; a line that is longer than a slide goes on on the next."""
    group: list[str] = []
    for line in (piece for each in lines for piece in _pieces(each)):
        if group and sum(map(len, group)) + len(line) > _LETTERS:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _pieces(line: str) -> Iterator[str]:
    while len(line) > _LETTERS:
        end = line.rfind(" ", 1, _LETTERS)
        end = end if end > 0 else _LETTERS  # a word without a space is cut
        yield line[:end]
        line = line[end:].lstrip()
    yield line


def _notes(section: Section, content: Content) -> Iterator[str]:
    """Give what the speaker reads: the statement, every number in words, who answered, how to check."""
    yield from filter(None, (section.statement, *section.lines, *section.notes))
    yield from spoken(section.grid)
    yield from (f"{name}: {value}" for name, value in content.facts)
