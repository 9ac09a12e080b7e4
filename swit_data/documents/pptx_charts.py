"""Native charts of slides: bars whose numbers an editor opens in its own table, with their intervals."""

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from swit_data.documents.bars import Bars, Picture
from swit_data.documents.content import Cell
from swit_data.documents.deck import LIGHT, colour
from swit_data.documents.xml_text import xml_text
from swit_data.style import BAND_SHAPES

_BESIDE = 18.0  # points of 100; a shorter bar has its number beside it, not inside
_AFTER = ("c:cat", "c:val", "c:shape", "c:extLst")  # what stands behind error bars in a series
_NAMES, _RIGHT = 0.4, 0.03  # shares of a chart's width: the names of its rows, and air at its end
_TOP, _FOOT = 0.44, 0.3  # inches: for the mark, and for the numbers of the ticks
_MANY, _LARGE, _SMALL = 7, 16, 12  # bars; points of a number, and where there are more bars
_KEY = 0.5  # inches: for the names of several bars
Place = tuple[float, float, float, float]  # inches: left, top, width, height


def chart(slide: Any, picture: Picture, place: Place) -> None:  # noqa: ANN401 - python-pptx has no types
    """Draw bars from 0 to 100; what is withheld has no bar, and its reason stands in the name of its row."""
    data: Any = CategoryChartData(number_format="0")  # type: ignore[no-untyped-call]
    data.categories = [xml_text(name) for name in picture.categories]
    for bars in picture.bars:
        data.add_series(xml_text(bars.name), [cell.score for cell in bars.cells])
    several = len(picture.bars) > 1
    inside = _inside(place, several=several)
    _ticks(slide, picture, inside)
    inches = (Inches(value) for value in place)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *inches, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", xml_text(picture.spoken))
    crowded = len(picture.bars) * len(picture.categories) > _MANY
    _axes(frame.chart, several=several, crowded=crowded)
    _mark(frame.chart, picture.mark)
    _lay_out(frame.chart, place, inside)
    for series, bars in zip(frame.chart.plots[0].series, picture.bars, strict=True):
        _fill(series, bars)
        _numbers(series, bars, picture.limits, Pt(_SMALL if crowded else _LARGE))
        _intervals(series, bars.cells)


def _inside(place: Place, *, several: bool) -> Place:
    """Return where the bars stand in a chart, between 0 and 100."""
    left, top, width, height = place
    foot = _FOOT + (_KEY if several else 0)
    across = width * (1 - _NAMES - _RIGHT)
    return left + width * _NAMES, top + _TOP, across, height - _TOP - foot


def _ticks(slide: Any, picture: Picture, inside: Place) -> None:  # noqa: ANN401
    """Draw the lines of 0, of the bands and of 100 behind the bars, each with its number: no axis has such steps."""
    left, top, width, height = inside
    for tick in picture.ticks:
        x, end = Inches(left + width * tick / 100), Inches(top + height)
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, x, Inches(top), x, end)
        line.line.color.rgb, line.line.width = colour(LIGHT.line), Pt(1)
        label = slide.shapes.add_textbox(x - Inches(0.4), end, Inches(0.8), Inches(_FOOT))
        frame = label.text_frame
        frame.margin_top = frame.margin_bottom = 0
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.CENTER
        run = paragraph.add_run()
        run.text, run.font.size = f"{tick:g}", Pt(14)
        run.font.color.rgb = colour(LIGHT.quiet)


def _lay_out(drawn: Any, place: Place, inside: Place) -> None:  # noqa: ANN401
    """Put the bars where the ticks expect them, on no ground of their own."""
    shares = (
        (inside[0] - place[0]) / place[2],
        (inside[1] - place[1]) / place[3],
        inside[2] / place[2],
        inside[3] / place[3],
    )
    told = "".join(
        f'<c:{name} val="{share:.5f}"/>' for name, share in zip("xywh", shares, strict=True)
    )
    layout = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/>{told}</c:manualLayout></c:layout>'
    )
    area = drawn._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    area.insert(0, layout)
    clear = parse_xml(f"<c:spPr {nsdecls('c', 'a')}><a:noFill/></c:spPr>")
    drawn._chartSpace.chart.addnext(clear)


def _axes(drawn: Any, *, several: bool, crowded: bool) -> None:  # noqa: ANN401
    drawn.font.size, drawn.font.color.rgb = Pt(16), colour(LIGHT.ink)
    drawn.has_legend = several
    if several:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    value, category = drawn.value_axis, drawn.category_axis
    value.minimum_scale, value.maximum_scale, value.major_unit = 0, 100, 100
    value.has_major_gridlines = False
    value.format.line.fill.background()
    value.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    value.major_tick_mark = XL_TICK_MARK.NONE
    # The first row on top, as it is read.
    category.reverse_order = True
    value._element.getparent().find(qn("c:catAx")).find(qn("c:crosses")).set("val", "autoZero")
    category.format.line.color.rgb = colour(LIGHT.line)
    category.major_tick_mark = XL_TICK_MARK.NONE
    category.tick_labels.font.size = Pt(_SMALL if crowded else _LARGE)
    told = category._element
    every = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')  # no name is left out
    told.find(qn("c:noMultiLvlLbl")).addprevious(every)
    drawn.plots[0].gap_width = 20 if crowded else 45 if several else 60
    drawn.plots[0].overlap = -5


def _mark(drawn: Any, mark: str) -> None:  # noqa: ANN401
    """Write the illustrative mark into the chart itself: copied alone into other slides, it carries it."""
    drawn.has_title = bool(mark)
    if mark:
        frame = drawn.chart_title.text_frame
        frame.text = mark
        run = frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold, run.font.color.rgb = Pt(12), True, colour(LIGHT.quiet)


def _fill(series: Any, bars: Bars) -> None:  # noqa: ANN401
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = colour(bars.fill)
    series.format.line.color.rgb = colour(bars.colour)
    series.format.line.width = Pt(2 if bars.hollow else 0.75)
    series.invert_if_negative = False


def _numbers(series: Any, bars: Bars, limits: tuple[float, float], size: Pt) -> None:  # noqa: ANN401
    """Write each number, after the shape of its band, at the foot of its bar, where no interval crosses it."""
    low, high = limits
    shapes = BAND_SHAPES
    banded = f'[<{low:g}]"{shapes["low"]} "0;[<{high:g}]"{shapes["middle"]} "0;"{shapes["high"]} "0'
    labels = series.data_labels
    labels.show_value, labels.number_format_is_linked = True, False
    labels.number_format = "0" if bars.hollow else banded
    labels.position = XL_LABEL_POSITION.INSIDE_BASE
    labels.font.size, labels.font.bold = size, True
    labels.font.color.rgb = colour(LIGHT.ink)
    for place, cell in enumerate(bars.cells):
        if cell.score is None:
            continue
        short = cell.score < _BESIDE
        known = bars.hollow or cell.mark
        if short or not known or cell.text != f"{cell.score:.0f}":
            _own_label(series.points[place].data_label, cell, bars, size)


def _own_label(label: Any, cell: Cell, bars: Bars, size: Pt) -> None:  # noqa: ANN401
    """Write a number that the bars' common label cannot: beside a short bar, or never rounded into another band."""
    said = " ".join(filter(None, ("" if bars.hollow else cell.mark, cell.text)))
    label.text_frame.text = said
    label.text_frame.word_wrap = False
    run = label.text_frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold, run.font.color.rgb = size, True, colour(LIGHT.ink)
    short = cell.score is not None and cell.score < _BESIDE
    label.position = XL_LABEL_POSITION.OUTSIDE_END if short else XL_LABEL_POSITION.INSIDE_BASE


def _intervals(series: Any, cells: Sequence[Cell]) -> None:  # noqa: ANN401
    """Draw the intervals as error bars of their own lengths; a number without one has none."""
    if all(cell.low is None for cell in cells):
        return
    below = [_length(cell.score, cell.low) for cell in cells]
    above = [_length(cell.high, cell.score) for cell in cells]
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="0"/><c:plus>{_literal(above)}</c:plus><c:minus>{_literal(below)}</c:minus>'
        f'<c:spPr><a:ln w="19050"><a:solidFill><a:srgbClr val="{LIGHT.ink.removeprefix("#")}"/>'
        "</a:solidFill></a:ln></c:spPr></c:errBars>"
    )
    element = series._element
    following = next(child for child in element if child.tag in {qn(name) for name in _AFTER})
    following.addprevious(bars)


def _length(more: float | None, less: float | None) -> float:
    return 0.0 if more is None or less is None else more - less


def _literal(values: Sequence[float]) -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{v:.6f}</c:v></c:pt>' for n, v in enumerate(values))
    return f'<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numLit>'
