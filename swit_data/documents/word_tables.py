"""Tables of a Word document: their head on every page, what a screen reader says, numbers with their band's mark."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, RGBColor
from docx.table import Table, _Cell, _Row

from swit_data.documents import measure
from swit_data.documents.bars import said_of, spoken
from swit_data.documents.content import Block, Cell, Content, Gap, Grid, Lane, Section
from swit_data.documents.word_paper import ACROSS, LIGHT
from swit_data.documents.xml_text import xml_text
from swit_data.wording import Wording

# mm for the names of rows, less where a head has a long word; the numbers share the rest.
_NAMES, _LEAST = 70, 50
_WIDEST = 40  # mm of a column of numbers: of two, neither is as wide as the names
_HEAD, _MARGINS = 7.5, 2.2  # points of a head, as styles.xml has it; mm on both sides of a cell
_INCH = 25.4  # mm


def grid_table(made: Document, section: Section, grid: Grid, content: Content) -> None:
    """Write a grid as a table: the number on its ramp colour with the mark of its band, or the reason."""
    table = _table(made, section.title, " ".join(spoken(grid)), grid.columns)
    _head(table, grid.first, grid.columns, content.mark)
    for name, cells in grid.rows:
        places = _row(table)
        _say(places[0], name, left=True)
        for place, cell in zip(places[1:], cells, strict=True):
            _number(place, cell)
    _keep_end(table)


def _keep_end(table: Table, last: int = 3) -> None:
    """Keep the last rows on one page: none stands alone under its repeated head."""
    for row in list(table.rows)[-last:-1]:
        for place in row.cells:
            place.paragraphs[0].paragraph_format.keep_with_next = True


def gap_table(made: Document, section: Section, said: str, content: Content) -> None:
    """Write a row a stakeholder type: the community's view filled, the institution's own hollow; `said` in words."""
    community, institution = content.sides
    heads = (f"● {community}", f"○ {institution}")
    table = _table(made, section.title, said, heads)
    _head(table, "", heads, content.mark)
    for gap in section.gaps:
        _gap(_row(table), gap)
    _keep_end(table, len(table.rows))  # a row a stakeholder type: whole


def block_table(made: Document, section: Section, content: Content) -> None:
    """Write a row a view of each block: whose it is, its number, its interval; what else is read, in rows across."""
    heads = ("0–100", Wording.of(content.language).text("document.interval"))
    table = _table(made, section.title, said_of(section.blocks), heads)
    _head(table, "", heads, content.mark)
    for block in section.blocks:
        _across(table, block)
        for lane in block.lanes:
            _lane(_row(table), lane)
    _keep_end(table)


def _across(table: Table, block: Block) -> None:
    """Write what a block is about, and what is read of it, over all columns."""
    places = _row(table)
    whole = places[0].merge(places[-1])
    _say(whole, "\n".join((block.title, *block.said)), left=True, fill=LIGHT.surface)


def _lane(places: Sequence[_Cell], lane: Lane) -> None:
    _say(places[0], lane.name, left=True)
    if lane.own and not lane.cell.withheld:
        _say(places[1], lane.cell.text, bold=True)  # what it says of itself has no band
    else:
        _number(places[1], lane.cell)
    low, high = lane.cell.low, lane.cell.high
    _say(places[2], "–" if low is None or high is None else f"{low:.0f}–{high:.0f}")


def _gap(places: Sequence[_Cell], gap: Gap) -> None:
    _say(places[0], f"{gap.about} ({gap.informants})", left=True)
    _say(places[1], f"● {gap.community.text}", bold=True)
    _say(places[2], f"○ {gap.institution.text}")


def _table(made: Document, title: str, said: str, heads: Sequence[str]) -> Table:
    """Return a table of one row, whose columns have their widths; a screen reader says its title and its numbers."""
    table: Table = made.add_table(1, len(heads) + 1, style="Numbers")
    table.autofit = False
    for column, width in zip(table.columns, _widths(heads), strict=True):
        column.width = Mm(width)
    for name, text in (("w:tblCaption", title), ("w:tblDescription", said)):
        table._tbl.tblPr.append(OxmlElement(name, {qn("w:val"): xml_text(text)}))
    return table


def _widths(heads: Sequence[str]) -> list[float]:
    """Return the mm of the names of rows and of each column: a column is as wide as its head's longest word."""
    even = min(_WIDEST, (ACROSS - _NAMES) / len(heads))
    needed = [max(even, *map(_word, head.split())) for head in heads]
    scale = min(1, (ACROSS - _LEAST) / sum(needed))
    columns = [width * scale for width in needed]
    return [min(_NAMES, ACROSS - sum(columns)), *columns]


def _word(word: str) -> float:
    return measure.width(word, _HEAD, bold=True) * _INCH + _MARGINS


def _head(table: Table, first: str, columns: Sequence[str], mark: str) -> None:
    """Write the row that every page repeats; the mark lies in it: a table copied alone carries it."""
    row = table.rows[0]
    for name in ("w:cantSplit", "w:tblHeader"):
        row._tr.get_or_add_trPr().append(OxmlElement(name))
    places = row.cells
    said = "\n".join(filter(None, (mark, first)))
    _say(places[0], said, left=True, style="Table Head", fill=LIGHT.surface)
    for place, name in zip(places[1:], columns, strict=True):
        _say(place, name, style="Table Head", fill=LIGHT.surface)


def _row(table: Table) -> Sequence[_Cell]:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return row.cells


def _number(place: _Cell, cell: Cell) -> None:
    if cell.score is None:
        _say(place, cell.text, italic=True, colour=LIGHT.quiet, fill=LIGHT.withheld)
        return
    said = f"{cell.mark} {cell.text}".strip()
    _say(place, said, bold=True, colour=cell.ink, fill=cell.fill)


def _say(
    place: _Cell,
    said: str,
    *,
    style: str = "In Table",
    left: bool = False,
    bold: bool | None = None,
    italic: bool | None = None,
    colour: str = "",
    fill: str = "",
) -> None:
    paragraph = place.paragraphs[0]
    paragraph.style = style
    paragraph.alignment = ALIGN.LEFT if left else ALIGN.CENTER
    run = paragraph.add_run(xml_text(said))
    run.bold, run.italic = bold, italic
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
    if fill:
        place._tc.get_or_add_tcPr().append(_shade(fill.removeprefix("#")))
    place.vertical_alignment = WD_ALIGN_VERTICAL.CENTER  # after the fill, as the format orders them


def _shade(colour: str) -> BaseOxmlElement:
    names = {qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): colour}
    return OxmlElement("w:shd", names)
