"""Slides (PPTX): one statement and one picture each, real text, native charts and tables, notes for the speaker."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, count
from typing import Any

from pptx.util import Inches, Pt

from swit_data.documents import measure
from swit_data.documents.bars import Picture, picture_of, said_of, spoken
from swit_data.documents.content import Content, Grid, Section
from swit_data.documents.deck import ACROSS, LEFT, LIGHT, colour, deck, new_slide
from swit_data.documents.pptx_charts import chart
from swit_data.documents.slide_tables import table
from swit_data.documents.xml_text import xml_text
from swit_data.wording import Wording

_TOP, _FOOT = 2.15, 6.85  # inches: where the body of a slide begins, and where it ends
_MOST_TITLES = 7  # of what is told, on the first slide
_TABLE_TOP = 1.5  # inches: a table stands under a title of one line
_MOST_ROWS = 11  # of a table: a dimension and its ten criteria
_LETTERS = 620  # of text on a slide, at 22 points
_FEW_LETTERS = 260  # of text that fits at 30 points
_LARGE, _TEXT, _NOTE, _SMALL = 30, 22, 18, 14  # points
# Points of small print of more lines than these: the picture needs the room.
_SMALLEST, _MOST_PRINT = 12, 4
_LEADING = 1.2 / 72  # inches of a line, for each point
_HEADLINES, _OPENING = (36, 32, 28, 24), (2.4, 2.5)  # points; inches: where it begins, and its room
_SAID = 0.36  # inches of a line of what stands under a chart
# Each sentence of it stands over the picture that shows it.
_SHOWN_BEFORE = ("stands_out",)
_METHOD = "method"
_TITLES = (
    (30, 75),
    (26, 120),
    (22, 180),
    (18, 270),
    (14, 10**9),
)  # points, and the letters that fit two or three lines


def slides(content: Content) -> bytes:
    """Return a content as slides of 16:9."""
    made = deck(content.title, content.owner)
    _opening(made, content)
    told: set[str] = {content.title}
    for section in content.sections:
        if section.code in _SHOWN_BEFORE:
            continue
        for said, draw in _drawn(section, content):
            slide = _slide(made, section, _once(said, section, told), content)
            draw(slide)
            slide.notes_slide.notes_text_frame.text = xml_text("\n".join(_notes(section, content)))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _once(said: str, section: Section, told: set[str]) -> str:
    """Return a title that no slide has yet: of two alike, the second one says what it is about, or its number."""
    about = " · ".join((said, *section.notes[:1]))
    tried = chain((said, about), (f"{about} ({number})" for number in count(2)))
    found = next(each for each in tried if each not in told)
    told.add(found)
    return found


def _opening(made: Any, content: Content) -> None:  # noqa: ANN401 - python-pptx has no types
    slide = new_slide(made, content.foot)
    _title(slide, content.title)
    if content.headline:
        place = (LEFT, _OPENING[0], ACROSS, _OPENING[1])
        _lines(slide, [content.headline], place, _headline_size(content.headline))
    else:
        titles = dict.fromkeys(section.title for section in content.sections)
        _lines(slide, [*titles][:_MOST_TITLES], (LEFT, _TOP, ACROSS, 2.8), _TEXT, close=True)
    about = [content.subtitle, content.mark]
    _lines(slide, about, (LEFT, 5.0, ACROSS, 1.2), 20, quiet=True)
    slide.notes_slide.notes_text_frame.text = xml_text("\n".join(_facts(content)))


def _headline_size(said: str) -> int:
    """Return the points in which a headline ends above what stands under it: the largest, or the last."""
    fitting = (size for size in _HEADLINES if _rows([said], size) * size * _LEADING <= _OPENING[1])
    return next(fitting, _HEADLINES[-1])


Drawn = tuple[str, Callable[[Any], None]]  # the title of a slide, and what draws the rest


def _drawn(section: Section, content: Content) -> Iterator[Drawn]:
    """Give the slides of a section: its picture, the table behind it, its words."""
    said = section.statement or section.title
    picture = picture_of(section, content)
    if picture:
        yield said, partial(_charted, section, picture, content)
    grid = section.grid
    if grid and (grid.headed or not picture):
        for rows in _by_rows(grid):
            under = section.title if picture else said
            yield under, partial(_tabled, section, rows, content)
    if not section.gaps:
        small = () if picture or grid else (*section.notes, *_signed(section, content))
        for lines in _fitting((*section.lines, *small)):
            yield said, partial(_worded, lines, small or section.notes)


def _signed(section: Section, content: Content) -> tuple[str, ...]:
    """Return who signed the release, on the slide that says how its numbers are made."""
    labelled = Wording.of(content.language).labelled
    return (labelled(*content.signed),) if section.code == _METHOD else ()


def _charted(section: Section, picture: Picture, content: Content, slide: Any) -> None:  # noqa: ANN401
    """Draw a chart, what is read beside it, and its key."""
    foot = _key(slide, section, content)
    said = [f"{b.title}. {' '.join(b.said)}" for b in section.blocks if b.said]
    rows = sum(1 + len(line) // 100 for line in said)
    height = foot - _TOP - rows * _SAID
    chart(slide, picture, (LEFT, _TOP, ACROSS, height))
    _lines(slide, said, (LEFT, _TOP + height, ACROSS, rows * _SAID), 16)


def _key(slide: Any, section: Section, content: Content) -> float:  # noqa: ANN401
    """Write what is to be known of a picture at its foot, and how it is read; return where it begins, in inches."""
    lines = [*section.notes, content.key]
    size = _SMALL if _rows(lines, _SMALL) <= _MOST_PRINT else _SMALLEST
    height = _rows(lines, size) * size * _LEADING + 0.1
    place = (LEFT, _FOOT - height, ACROSS, height)
    _lines(slide, lines, place, size, quiet=True, close=True)
    return _FOOT - height


def _rows(lines: Sequence[str], size: int) -> int:
    return sum(measure.lines(line, size, ACROSS - 0.1) for line in lines)


def _worded(lines: Sequence[str], notes: Sequence[str], slide: Any) -> None:  # noqa: ANN401
    size = _LARGE if sum(map(len, lines)) < _FEW_LETTERS else _TEXT
    _lines(slide, lines, (LEFT, _TOP, ACROSS, _FOOT - _TOP), size, notes=notes)


def _by_rows(grid: Grid) -> Iterator[Grid]:
    """Give the rows of a grid, as many as a slide has room for: under the one that a chart shows, or all."""
    for start in range(int(grid.headed), len(grid.rows), _MOST_ROWS):
        yield replace(grid, rows=grid.rows[start : start + _MOST_ROWS])


def _tabled(section: Section, grid: Grid, content: Content, slide: Any) -> None:  # noqa: ANN401
    foot = _key(slide, section, content)
    under = _TABLE_TOP if len(slide.shapes.title.text) <= _TITLES[0][1] / 2 else _TOP
    table(slide, grid, content, (under, foot - 0.05))


def _slide(made: Any, section: Section, said: str, content: Content) -> Any:  # noqa: ANN401
    slide = new_slide(made, content.foot)
    if said != section.title:
        _lines(
            slide,
            [section.title],
            (LEFT + 1.1, 0.22, ACROSS / (2 if content.owner else 1) - 1.2, 0.4),
            _SMALL,
            quiet=True,
        )
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
    close: bool = False,
    notes: Sequence[str] = (),
) -> None:
    """Write lines; `notes`: those of them that are small print; `close`: no air between them."""
    if not any(lines):
        return
    left, top, width, height = (Inches(value) for value in place)
    frame = slide.shapes.add_textbox(left, top, width, height).text_frame
    frame.word_wrap, frame.margin_left = True, 0
    for number, line in enumerate(filter(None, lines)):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(0 if close else size / 2)
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
    yield from filter(None, (section.statement, *section.lines, *section.small_print))
    yield from spoken(section.grid)
    yield from (line for block in section.blocks for line in block.said)
    if section.blocks:
        yield said_of(section.blocks)
    yield from section.spoken
    yield from _facts(content)


def _facts(content: Content) -> Iterator[str]:
    labelled = Wording.of(content.language).labelled
    yield from (labelled(name, value) for name, value in content.facts)
