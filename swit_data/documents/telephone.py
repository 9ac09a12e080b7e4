"""What is sent from telephone to telephone: each finding as a picture and a page, and words for a voice message."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import repeat

from PIL import Image

from swit_data.documents.content import Cell, Content, Gap, Grid, Section
from swit_data.documents.reference import plain
from swit_data.typesetting import pdf, pictures
from swit_data.wording import Wording

_DOTS = 305  # an inch: 9 cm become 1080 pixels
_COLOURS = 64
_WORDS = 180  # in 90 seconds at 120 words a minute, slowly enough for a voice message
_STATEMENT = 900  # letters that fit on the page
_SAME_ALWAYS = (2026, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Finding:
    """One finding: its name in files, its statement, and the numbers it rests on."""

    code: str
    statement: str
    grid: Grid | None = None
    gap: Gap | None = None


def telephone(content: Content) -> bytes:
    """Return a zip of each finding as PNG and as one-page PDF, and of the words for a voice message."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, made in files(content):
            packed.writestr(zipfile.ZipInfo(name, _SAME_ALWAYS), made)
    return out.getvalue()


def files(content: Content) -> Iterator[tuple[str, bytes]]:
    """Give each file with its name: two a finding, then the words."""
    for number, finding in enumerate(findings_of(content), 1):
        data, name = _data(finding, content), f"{number:02}-{plain(finding.code)}"
        yield f"{name}.png", _small(*pictures("finding.typ", data, _DOTS))
        yield f"{name}.pdf", pdf("finding.typ", data)
    yield "voice.txt", script(content).encode()


def _small(png: bytes) -> bytes:
    """Return a picture in 64 colours: a third of its bytes, and nothing that an eye sees."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as drawn:
        colours = drawn.convert("RGB").quantize(_COLOURS, Image.Quantize.FASTOCTREE)
        colours.save(out, "PNG")
    return out.getvalue()


def findings_of(content: Content) -> tuple[Finding, ...]:
    """Return what a content finds, each statement once."""
    found = [finding for section in content.sections for finding in _of_section(section)]
    return tuple({finding.statement: finding for finding in reversed(found)}.values())[::-1]


def _of_section(section: Section) -> Iterator[Finding]:
    if section.code in {"who", "withheld", "method", "context"}:
        return
    if section.gaps:  # a statement a gap, in one order
        said = (section.statement, *section.lines)
        yield from (Finding(section.code, *each) for each in zip(said, repeat(None), section.gaps))
        return
    if section.statement:
        yield Finding(section.code, section.statement, section.grid)
    yield from (Finding(section.code, line) for line in section.lines)


def _data(finding: Finding, content: Content) -> dict[str, object]:
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


def _bars(finding: Finding, content: Content) -> list[tuple[str, Cell]]:
    if finding.gap:
        return list(
            zip(content.sides, (finding.gap.community, finding.gap.institution), strict=True)
        )
    if finding.grid is None or finding.grid.pilots:
        return []
    return list(zip(finding.grid.columns, finding.grid.rows[0][1], strict=True))


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
    for finding in findings_of(content):
        line = _ended(finding.statement)
        if line in said or len(line.split()) > left:
            continue
        said.append(line)
        left -= len(line.split())
    return "\n\n".join([*said, *ends]) + "\n"


def _ended(line: str) -> str:
    return line if line.endswith((".", "!", "?")) else line + "."
