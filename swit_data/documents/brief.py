"""The brief as one HTML file: no script, nothing loaded, static vector charts; opens from a USB stick."""

from collections.abc import Iterator
from html import escape

from swit_data.documents.bars import picture_of
from swit_data.documents.content import Block, Cell, Content, Gap, Grid, Section
from swit_data.documents.svg_charts import svg
from swit_data.typesetting import TEMPLATES

_STYLE = (TEMPLATES / "brief.css").read_text("utf-8")


def brief(content: Content) -> bytes:
    """Return a content as one self-contained HTML file; every text of it is escaped."""
    return "".join(_page(content)).encode()


def _page(content: Content) -> Iterator[str]:
    yield "<!doctype html>\n"
    yield f'<html lang="{escape(content.language)}"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    # No script runs and nothing is fetched, whatever stands in a text.
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<title>{escape(content.title)}</title><style>{_STYLE}</style></head><body>"
    if content.mark:
        yield f'<p class="mark">{escape(content.mark)}</p>'
    yield f'<h1>{escape(content.title)}</h1><p class="quiet">{escape(content.subtitle)}</p>'
    if content.owner:
        yield f'<p class="owner">{escape(content.owner)}</p>'
    if content.headline:
        yield f'<p class="headline">{escape(content.headline)}</p>'
    yield f'<p class="quiet">{escape(content.key)}</p><nav>'
    yield from (f'<a href="#{escape(s.code)}">{escape(s.title)}</a>' for s in content.sections)
    yield "</nav><main>"
    for section in content.sections:
        yield from _section(section, content)
    yield '</main><footer class="quiet"><dl>'
    yield from (
        f"<dt><strong>{escape(n)}</strong></dt><dd>{escape(v)}</dd>" for n, v in content.facts
    )
    yield "</dl></footer></body></html>\n"


def _section(section: Section, content: Content) -> Iterator[str]:
    yield f'<section id="{escape(section.code)}"><h2>{escape(section.title)}</h2>'
    if section.statement:
        yield f'<p class="statement">{escape(section.statement)}</p>'
    if picture := picture_of(section, content):
        yield f"<figure>{svg(picture)}</figure>"
    yield from (_counted(block) for block in section.blocks if block.said)
    if section.grid:
        yield from _grid(section.grid, content.mark)
    if section.gaps:
        yield from _gaps(section.gaps)
    if section.lines:
        yield "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in section.lines) + "</ul>"
    yield from (f'<p class="quiet">{escape(note)}</p>' for note in section.small_print)
    yield "</section>"


def _counted(block: Block) -> str:
    """Return what is read of a block beside its chart."""
    said = "".join(f"<br>{escape(line)}" for line in block.said)
    return f"<p><strong>{escape(block.title)}</strong>{said}</p>"


def _grid(grid: Grid, mark: str) -> Iterator[str]:
    yield '<div class="wide"><table>'
    if mark:  # inside the table: a picture that is cut out of the page carries it too
        yield f'<caption class="quiet">{escape(mark)}</caption>'
    yield f'<thead><tr><th scope="col">{escape(grid.first)}</th>'
    yield from (f'<th scope="col">{escape(name)}</th>' for name in grid.columns)
    yield "</tr></thead><tbody>"
    for name, cells in grid.rows:
        yield f'<tr><th scope="row">{escape(name)}</th>' + "".join(map(_cell, cells)) + "</tr>"
    yield "</tbody></table></div>"


def _cell(cell: Cell) -> str:
    if cell.score is None:
        return f'<td class="no">{escape(cell.text)}</td>'
    look = f"background:{cell.fill};color:{cell.ink}"
    number = f"<small>{cell.mark}</small> <strong>{escape(cell.text)}</strong>"
    return f'<td style="{look}">{number}{_interval(cell)}</td>'


def _interval(cell: Cell) -> str:
    """Return the interval of a number in small figures under it."""
    if cell.low is None or cell.high is None:
        return ""
    return f'<br><small class="interval">{cell.low:.0f}–{cell.high:.0f}</small>'


def _gaps(gaps: tuple[Gap, ...]) -> Iterator[str]:
    yield '<div class="wide"><table><tbody>'
    for gap in gaps:
        yield f'<tr><th scope="row">{escape(gap.about)}</th>'
        yield f"<td>● <strong>{escape(gap.community.text)}</strong></td><td>○ {escape(gap.institution.text)}</td>"
        yield f'<td class="quiet">{escape(gap.informants)}</td></tr>'
    yield "</tbody></table></div>"
