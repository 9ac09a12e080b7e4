"""Slides (PPTX): real text, native charts that can be edited, alternative text, notes for the speaker."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu, Inches, Pt

from swit_data.documents.content import Cell, Content, Grid, Section

_WIDE, _HIGH = Inches(13.333), Inches(7.5)
_INK, _QUIET, _TEAL = (
    RGBColor(0x1C, 0x1B, 0x1A),
    RGBColor(0x55, 0x50, 0x4B),
    RGBColor(0x1F, 0x6F, 0x78),
)
_BLANK = 6  # the layout without placeholders of python-pptx's own template
_MOST_ROWS = 6  # a slide is read from the last row of seats
_EPOCH = datetime(2026, 1, 1)  # noqa: DTZ001 - the format knows no zone; the same content gives the same file


def slides(content: Content) -> bytes:
    """Return a content as slides of 16:9, one statement and one picture each."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = _WIDE, _HIGH
    deck.core_properties.title = content.title
    deck.core_properties.created = deck.core_properties.modified = _EPOCH
    _title(deck, content)
    for section in content.sections:
        _slide(deck, section, content)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _title(deck: Any, content: Content) -> None:  # noqa: ANN401 - python-pptx has no types
    slide = deck.slides.add_slide(deck.slide_layouts[_BLANK])
    _text(slide, content.title, (0.8, 1.2, 11.7, 1.2), 44, bold=True)
    _text(slide, content.headline, (0.8, 2.7, 11.7, 2.4), 32)
    _text(slide, content.subtitle, (0.8, 5.4, 11.7, 0.8), 20, quiet=True)
    _foot(slide, content)


def _slide(deck: Any, section: Section, content: Content) -> None:  # noqa: ANN401
    slide = deck.slides.add_slide(deck.slide_layouts[_BLANK])
    _text(slide, section.title, (0.8, 0.45, 11.7, 0.6), 20, quiet=True)
    _text(slide, section.statement or section.title, (0.8, 1.0, 11.7, 1.2), 30, bold=True)
    if section.grid:
        _chart(slide, section.grid)
    elif section.gaps:
        _text(slide, "\n".join(_gap_lines(section)), (0.8, 2.4, 11.7, 4.2), 22)
    else:
        _text(slide, "\n".join(section.lines), (0.8, 2.4, 11.7, 4.2), _size(section))
    notes = [section.statement, *section.lines, *section.notes, *_spoken(section.grid)]
    slide.notes_slide.notes_text_frame.text = "\n".join(filter(None, notes))
    _foot(slide, content)


def _size(section: Section) -> int:
    """Return the largest type in which a section's lines fit."""
    letters = sum(len(line) for line in section.lines)
    return next((size for size, most in ((24, 500), (18, 900), (14, 1600)) if letters < most), 11)


def _chart(slide: Any, grid: Grid) -> None:  # noqa: ANN401
    """Draw bars, a group a row of the grid; what is withheld has no bar and is said under the chart."""
    rows = grid.rows[:_MOST_ROWS]
    data = CategoryChartData(number_format="0")
    data.categories = list(grid.columns)
    for name, cells in rows:
        data.add_series(name, [cell.score for cell in cells])
    place = (Inches(0.8), Inches(2.2), Inches(11.7), Inches(4.0))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", " ".join(_spoken(grid)))
    _style_chart(frame.chart, len(rows))
    _say_missing(slide, grid, rows)


def _style_chart(chart: Any, rows: int) -> None:  # noqa: ANN401
    chart.font.size, chart.font.color.rgb = Pt(16), _INK
    chart.has_legend = rows > 1
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 100
    chart.value_axis.has_major_gridlines = False
    plot = chart.plots[0]
    plot.has_data_labels = True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "0", False
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    for place, series in enumerate(plot.series):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = _shade(place, rows)


def _say_missing(slide: Any, grid: Grid, rows: Sequence[tuple[str, tuple[Cell, ...]]]) -> None:  # noqa: ANN401
    missing = [
        f"{column}: {cell.text}"
        for _, cells in rows
        for column, cell in zip(grid.columns, cells, strict=True)
        if cell.withheld
    ]
    if missing:
        _text(slide, "; ".join(dict.fromkeys(missing)), (0.8, 6.2, 11.7, 0.5), 14, quiet=True)


def _shade(place: int, number: int) -> RGBColor:
    """Return a shade of the one hue, from dark to light."""
    share = place / max(number, 1)
    return RGBColor(
        *(int(channel + (235 - channel) * share * 0.8) for channel in (0x08, 0x43, 0x4C))
    )


def _gap_lines(section: Section) -> list[str]:
    return [
        f"{g.about}: ● {g.community.text}   ○ {g.institution.text}   ({g.informants})"
        for g in section.gaps
    ]


def _spoken(grid: Grid | None) -> list[str]:
    """Return every number of a grid in words: the alternative text and the speaker's notes."""
    if grid is None:
        return []
    return [
        f"{name}: "
        + "; ".join(f"{c} {cell.text}" for c, cell in zip(grid.columns, cells, strict=True))
        + "."
        for name, cells in grid.rows
    ]


def _foot(slide: Any, content: Content) -> None:  # noqa: ANN401
    said = " · ".join(filter(None, [content.mark, *(value for _, value in content.facts[:2])]))
    _text(slide, said, (0.8, 6.95, 11.7, 0.4), 12, quiet=not content.mark, bold=bool(content.mark))


def _text(
    slide: Any,  # noqa: ANN401
    said: str,
    place: tuple[float, float, float, float],
    size: int,
    *,
    bold: bool = False,
    quiet: bool = False,
) -> None:
    left, top, width, height = (Emu(Inches(value)) for value in place)
    frame = slide.shapes.add_textbox(left, top, width, height).text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    for number, line in enumerate(said.split("\n")):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        # XML 1.0 holds no control characters.
        run.text = "".join(c for c in line if c == "\t" or ord(c) >= 32)  # noqa: PLR2004
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = _QUIET if quiet else _INK
