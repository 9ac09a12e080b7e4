"""What stands in a Word document, line by line: everything that Word would show, wherever it is kept.

A sentence that somebody put in by tracked changes, a text box, a comment, a chart or a field is shown like any other.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml.etree import iterwalk

_MOST_PARTS = 500  # ours have 8; those that Word saved have 15
_ROW, _PARAGRAPH, _LEVEL = qn("w:tr"), qn("w:p"), qn("w:lvl")
_CHART, _DRAWN = qn("c:v"), qn("a:t")
_TEXTS = {qn("w:t"), qn("m:t"), qn("w:instrText"), _CHART, _DRAWN}
_CELL = " | "
# Where a line of a paragraph ends, and what stands between the paragraphs and cells of a row.
_BETWEEN = {
    qn("w:tab"): "\n",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:p"): "\n",
    qn("w:tc"): _CELL,
}
_LINES = (_ROW, _PARAGRAPH, _LEVEL, _CHART, _DRAWN)
# What Word shows of another place than where it stands: no document of ours has them.
_ELSEWHERE = {qn("w:altChunk"), qn("w:dataBinding"), qn("w:subDoc")}
# Word counts the pages when it shows them.
_PAGES = re.compile(r"PAGE\d*/NUMPAGES\d*")


def word_lines(content: bytes) -> Iterator[str]:
    """Give the lines of a Word document; a row of a table is a line.

    Raises:
        ValueError: it has far more parts than ours, or shows what stands in another file.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if len(packed.infolist()) > _MOST_PARTS:
            raise ValueError(len(packed.infolist()))
    for part in docx.Document(io.BytesIO(content)).part.package.iter_parts():
        if part.content_type.endswith("xml"):
            foot = part.content_type == CONTENT_TYPE.WML_FOOTER
            # Of a part that python-docx has parsed: written anew, it would no longer hold the names it defines.
            root = part.element if isinstance(part, XmlPart) else parse_xml(part.blob)
            lines = (line for each in _of_part(root) for line in each.split("\n"))
            yield from (line for line in lines if not (foot and _PAGES.fullmatch(_close(line))))


def _close(line: str) -> str:
    return "".join(line.split())


def _of_part(root: Any) -> Iterator[str]:  # noqa: ANN401 - an element of lxml
    """Give what each row, paragraph, bullet and number of a chart says; what lies within another, with it.

    Raises:
        ValueError: it defines names for texts, or shows what stands elsewhere.
    """
    if root.getroottree().docinfo.doctype or next(root.iter(*_ELSEWHERE), None) is not None:
        raise ValueError(root.tag)
    walk: Any = iterwalk(root, events=("start",), tag=_LINES)
    for _, element in walk:
        yield _bullet(element) if element.tag == _LEVEL else _said(element)
        walk.skip_subtree()


def _said(place: Any) -> str:  # noqa: ANN401
    """Return what a paragraph says; a row in one line."""
    said = "".join(map(_sign, place.iter()))
    return said.replace("\n", " ").removeprefix(_CELL) if place.tag == _ROW else said


def _sign(element: Any) -> str:  # noqa: ANN401
    """Return what an element adds to its line."""
    tag = element.tag
    if tag in _TEXTS:
        return element.text or ""
    if tag in _BETWEEN:
        return _BETWEEN[tag]
    if tag == qn("w:sym"):  # a letter by its number, which a font may draw as a figure
        return chr(int(element.get(qn("w:char"), "20"), 16) & 0xFF)
    return element.get(qn("w:instr"), "") if tag == qn("w:fldSimple") else ""


def _bullet(level: Any) -> str:  # noqa: ANN401
    """Return what stands before a line of a list: a sign, or where its counting begins."""
    told = {
        name: next((e.get(qn("w:val"), "") for e in level.iterchildren(qn(f"w:{name}"))), "")
        for name in ("numFmt", "start", "lvlText")
    }
    return told["lvlText"] if told["numFmt"] == "bullet" else " ".join(told.values())
