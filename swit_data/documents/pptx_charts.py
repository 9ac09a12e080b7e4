"""Native charts of slides: bars whose numbers an editor opens in its own table, with their intervals."""

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from swit_data.documents.bars import Bars, Picture
from swit_data.documents.content import Cell
from swit_data.documents.deck import LIGHT, colour

_BESIDE = 14.0  # points; a shorter bar has its number beside it, not inside
_AFTER = ("c:cat", "c:val", "c:shape", "c:extLst")  # what stands behind error bars in a series
Place = tuple[float, float, float, float]  # inches: left, top, width, height


def chart(slide: Any, picture: Picture, place: Place) -> None:  # noqa: ANN401 - python-pptx has no types
    """Draw bars from 0 to 100; what is withheld has no bar, and its reason stands in the name of its row."""
    data: Any = CategoryChartData(number_format="0")  # type: ignore[no-untyped-call]
    data.categories = list(picture.categories)
    for bars in picture.bars:
        data.add_series(bars.name, [cell.score for cell in bars.cells])
    inches = (Inches(value) for value in place)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *inches, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", picture.spoken)
    _axes(frame.chart, several=len(picture.bars) > 1)
    _mark(frame.chart, picture.mark)
    for series, bars in zip(frame.chart.plots[0].series, picture.bars, strict=True):
        _fill(series, bars)
        _numbers(series, bars)
        _intervals(series, bars.cells)


def _axes(drawn: Any, *, several: bool) -> None:  # noqa: ANN401
    drawn.font.size, drawn.font.color.rgb = Pt(16), colour(LIGHT.ink)
    drawn.has_legend = several
    if several:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    value, category = drawn.value_axis, drawn.category_axis
    value.minimum_scale, value.maximum_scale, value.major_unit = 0, 100, 50
    value.major_gridlines.format.line.color.rgb = colour(LIGHT.line)
    value.format.line.fill.background()
    value.tick_labels.font.size = Pt(12)
    # The first row on top, as it is read; the axis of values then stays at the foot.
    category.reverse_order = True
    value._element.getparent().find(qn("c:catAx")).find(qn("c:crosses")).set("val", "autoZero")
    category.format.line.color.rgb = colour(LIGHT.line)
    category.tick_labels.font.size = Pt(16)
    drawn.plots[0].gap_width = 45 if several else 60
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
    series.format.fill.fore_color.rgb = colour(LIGHT.background if bars.hollow else bars.colour)
    series.format.line.color.rgb = colour(bars.colour)
    series.format.line.width = Pt(2 if bars.hollow else 0.5)
    series.invert_if_negative = False


def _numbers(series: Any, bars: Bars) -> None:  # noqa: ANN401
    """Write each number at the foot of its bar, where no interval crosses it."""
    labels = series.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, "0", False
    labels.position = XL_LABEL_POSITION.INSIDE_BASE
    labels.font.size, labels.font.bold = Pt(16), True
    labels.font.color.rgb = colour(LIGHT.ink if bars.hollow else LIGHT.background)
    for place, cell in enumerate(bars.cells):
        if cell.score is None:
            continue
        short = cell.score < _BESIDE
        if short or cell.text != f"{cell.score:.0f}":
            _own_label(series.points[place].data_label, cell, short=short, hollow=bars.hollow)


def _own_label(label: Any, cell: Cell, *, short: bool, hollow: bool) -> None:  # noqa: ANN401
    """Write a number that the bars' common label cannot: beside a short bar, or never rounded into another band."""
    label.text_frame.text = cell.text
    run = label.text_frame.paragraphs[0].runs[0]
    dark = short or hollow
    run.font.size, run.font.bold = Pt(16), True
    run.font.color.rgb = colour(LIGHT.ink if dark else LIGHT.background)
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
        f'<c:spPr><a:ln w="19050"><a:solidFill><a:srgbClr val="{LIGHT.quiet.removeprefix("#")}"/>'
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
