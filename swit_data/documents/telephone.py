"""What is sent from telephone to telephone: each finding as a picture and a page, and words for a voice message."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace

from PIL import Image

from swit_data.documents.content import Cell, Content, Section
from swit_data.documents.reference import plain
from swit_data.typesetting import pdf, pictures
from swit_data.wording import Wording

_DOTS = 305  # an inch: 9 cm become 1080 pixels
_COLOURS = 64
_WORDS = 180  # in 90 seconds at 120 words a minute, slowly enough for a voice message
_STATEMENT = 900  # letters that fit on the page
_SAME_ALWAYS = (2026, 1, 1, 0, 0, 0)


def telephone(content: Content) -> bytes:
    """Return a zip of each finding as PNG and as one-page PDF, and of the words for a voice message."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, made in files(content):
            packed.writestr(zipfile.ZipInfo(name, _SAME_ALWAYS), made)
    return out.getvalue()


def files(content: Content) -> Iterator[tuple[str, bytes]]:
    """Give each file with its name: two a finding, then the words."""
    for number, finding in enumerate(_findings(content), 1):
        data, name = _data(finding, content), f"{number:02}-{plain(finding.code)}"
        yield f"{name}.png", _small(pictures("finding.typ", data, _DOTS)[0])
        yield f"{name}.pdf", pdf("finding.typ", data)
    yield "voice.txt", script(content).encode()


def _small(png: bytes) -> bytes:
    """Return a picture in 64 colours: a third of its bytes, and nothing that an eye sees."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as drawn:
        colours = drawn.convert("RGB").quantize(_COLOURS, Image.Quantize.FASTOCTREE)
        colours.save(out, "PNG")
    return out.getvalue()


def _findings(content: Content) -> tuple[Section, ...]:
    """Return what a content finds, as sections of one statement; each statement once."""
    found = [finding for section in content.sections for finding in _of_section(section)]
    return tuple({finding.statement: finding for finding in reversed(found)}.values())[::-1]


def _of_section(section: Section) -> Iterator[Section]:
    if section.code in {"who", "withheld", "method", "context"}:
        return
    one = replace(section, gaps=(), lines=())
    if section.gaps:
        said = (section.statement, *section.lines)
        for line, gap in zip(said, section.gaps, strict=False):  # a statement a gap, in one order
            yield replace(one, statement=line, gaps=(gap,))
        return
    if section.statement:
        yield one
    yield from (replace(one, statement=line, grid=None) for line in section.lines)


def _data(finding: Section, content: Content) -> dict[str, object]:
    """Return what the template shows of a finding: bars of one row, or pilots side by side."""
    grid = finding.grid
    beside = grid if grid and grid.pilots else None
    statement = finding.statement
    if len(statement) > _STATEMENT:
        statement = statement[: _STATEMENT - 1] + "…"
    return {
        "language": content.language,
        "title": f"{content.title}. {content.subtitle}",
        "statement": statement,
        "mark": content.mark,
        "bars": [(name, asdict(cell)) for name, cell in _bars(finding, content)],
        "grid": asdict(beside) if beside else None,
        "who": content.who,
        "source": str(content.reference),
    }


def _bars(finding: Section, content: Content) -> Iterable[tuple[str, Cell]]:
    if finding.gaps:
        (gap,) = finding.gaps
        return zip(content.sides, (gap.community, gap.institution), strict=True)
    grid = finding.grid
    if grid is None or grid.pilots or not grid.rows:
        return ()
    return zip(grid.columns, grid.rows[0][1], strict=True)


def script(content: Content) -> str:
    """Return the words for a voice message of 90 seconds: whole sentences, the first ones first."""
    text = Wording.of(content.language).text
    ends = [_ended(content.who), text("document.voice.check")]
    said = [
        content.title + ".",
        *([content.mark + "."] if content.mark else []),
        _ended(content.headline),
    ]
    left = _WORDS - sum(len(line.split()) for line in (*said, *ends))
    for finding in _findings(content):
        line = _ended(finding.statement)
        if line in said or len(line.split()) > left:
            continue
        said.append(line)
        left -= len(line.split())
    return "\n\n".join([*said, *ends]) + "\n"


def _ended(line: str) -> str:
    return line if line.endswith((".", "!", "?")) else line + "."
