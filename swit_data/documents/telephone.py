"""What is sent from telephone to telephone: each finding as a picture and a page, and words for a voice message."""

import io
from collections.abc import Iterator
from dataclasses import asdict, replace

from PIL import Image

from swit_data.documents.content import Block, Content, Gap, Grid, Lane, Section
from swit_data.documents.reference import plain
from swit_data.documents.zipped import zipped
from swit_data.typesetting import pdf, pictures
from swit_data.wording import Wording

_DOTS = 305  # an inch: 9 cm become 1080 pixels
_COLOURS = 64
_SCALES = (
    1.0,
    0.88,
    0.77,
    0.68,
    0.6,
)  # of the type; a number has 20 of 1080 pixels at least
_WORDS = 180  # in 90 seconds at 120 words a minute, slowly enough for a voice message
_STATEMENT = 900  # letters that fit on the page
_NO_FINDING = {"who", "withheld", "method", "context"}


def telephone(content: Content) -> bytes:
    """Return a zip of each finding as PNG and as one-page PDF, and of the words for a voice message."""
    return zipped(files(content))


def files(content: Content) -> Iterator[tuple[str, bytes]]:
    """Give each file with its name: two a finding, then the words."""
    for number, finding in enumerate(_findings(content), 1):
        data, drawn = _fitting(_data(finding, content))
        name = f"{number:02}-{plain(finding.code)}"
        for page, png in enumerate(drawn, 1):
            yield f"{name}{f'-{page}' if page > 1 else ''}.png", _small(png)
        yield f"{name}.pdf", pdf("finding.typ", data)
    yield "voice.txt", script(content).encode()


def _fitting(data: dict[str, object]) -> tuple[dict[str, object], list[bytes]]:
    """Return a finding as large as one page holds it, with its picture; what no size fits goes on on a second."""
    for scale in _SCALES:
        data["scale"] = scale
        if len(drawn := pictures("finding.typ", data, _DOTS)) == 1:
            break
    return data, drawn


def _small(png: bytes) -> bytes:
    """Return a picture in 64 colours: a third of its bytes, and nothing that an eye sees."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as drawn:
        colours = drawn.convert("RGB").quantize(_COLOURS, Image.Quantize.FASTOCTREE)
        colours.save(out, "PNG")
    return out.getvalue()


def _findings(content: Content) -> tuple[Section, ...]:
    """Return what a content finds, as sections of one statement; each statement once."""
    found = [finding for section in content.sections for finding in _of_section(section, content)]
    return tuple({finding.statement: finding for finding in reversed(found)}.values())[::-1]


def _of_section(section: Section, content: Content) -> Iterator[Section]:
    if section.code in _NO_FINDING:
        return
    if content.reference.meeting:  # a slide is one finding, with all its lines
        yield section
        return
    one = replace(section, gaps=(), lines=())
    if section.gaps:
        said = (section.statement, *section.lines)
        for line, gap in zip(said, section.gaps, strict=False):  # a statement a gap, in one order
            yield replace(one, statement=line, blocks=(_sides(gap, content),))
        return
    if section.statement:
        yield one
    yield from (replace(one, statement=line, grid=None) for line in section.lines)


def _sides(gap: Gap, content: Content) -> Block:
    """Return the community's view of an institution beside what it says of itself."""
    community, own = content.sides
    lanes = (Lane(community, gap.community), Lane(own, gap.institution, own=True))
    return Block(f"{gap.about} ({gap.informants})", lanes)


def _data(finding: Section, content: Content) -> dict[str, object]:
    """Return what the template shows of a finding: bars, or pilots side by side."""
    grid = finding.grid
    whole = grid if grid and grid.rows and not grid.headed else None
    statement = finding.statement
    if len(statement) > _STATEMENT:
        statement = statement[: _STATEMENT - 1] + "…"
    blocks = finding.blocks or _of_first_row(grid)
    return {
        "language": Wording.of(content.language).locale.language,
        "title": f"{content.title}. {content.subtitle}",
        "statement": statement,
        "lines": finding.lines if content.reference.meeting else (),
        "mark": content.mark,
        "blocks": [asdict(block) for block in blocks],
        "grid": asdict(whole) if whole else None,
        "limits": content.limits,
        "key": content.key,
        "who": content.who,
        "owner": content.owner,
        "source": str(content.reference),
    }


def _of_first_row(grid: Grid | None) -> tuple[Block, ...]:
    """Return the row that the others are parts of, a bar a stakeholder type."""
    if grid is None or not grid.headed or not grid.rows:
        return ()
    name, cells = grid.rows[0]
    return (Block(name, tuple(map(Lane, grid.columns, cells))),)


def script(content: Content) -> str:
    """Return the words for a voice message of 90 seconds: whole sentences, the first ones first."""
    text = Wording.of(content.language).text
    ends = [_ended(content.who), text("document.voice.check")]
    said = [
        content.title + ".",
        *([content.mark + "."] if content.mark else []),
        *([_ended(content.headline)] if content.headline else []),
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
