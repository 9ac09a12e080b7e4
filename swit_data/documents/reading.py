"""What stands in a document, line by line: a table's row is a line, and a chart's bar."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

from lxml.etree import XMLSyntaxError
from pptx import Presentation
from pptx.exc import PythonPptxError
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from python_calamine import CalamineError, CalamineWorkbook

from swit_data.errors import DocumentError, say

MOST = 20_000_000  # bytes, packed or unpacked; ours have under 0.3 MB packed
_LINES = {"p", "h1", "h2", "li", "tr", "dt", "dd", "caption", "a"}
# What readers of files raise on one that is damaged: not one family of errors.
_BROKEN = (
    *(PyPdfError, PythonPptxError, CalamineError, XMLSyntaxError, zipfile.BadZipFile),
    *(ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError),
)


def lines_of(content: bytes, kind: str, file: str) -> tuple[str, ...]:
    """Return what stands in a document; `kind` as in making.FORMATS.

    Raises:
        DocumentError: the file is too large, damaged, or no document of this kind.
    """
    try:
        if len(content) > MOST or _unpacked(content) > MOST:
            text = (
                "{file}: this file is larger than any document of ours. Choose the document itself."
            )
            raise DocumentError(say(text, file=file))
        return tuple(filter(None, (" ".join(line.split()) for line in _READERS[kind](content))))
    except _BROKEN as error:
        text = "{file}: this file is damaged, or no {kind} document. Ask for it again where you have it from."
        raise DocumentError(say(text, file=file, kind=kind.upper())) from error


def _unpacked(content: bytes) -> int:
    if not content.startswith(b"PK"):
        return 0
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return sum(info.file_size for info in packed.infolist())


def _pdf(content: bytes) -> Iterator[str]:
    for page in PdfReader(io.BytesIO(content)).pages:
        yield from page.extract_text().splitlines()


class _Text(HTMLParser):
    """The text of a page, and where its circles stand."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LINES:
            self.lines.append("")
        if tag == "circle":
            self.lines[-1] += f" @{dict(attrs).get('cx')}"

    def handle_data(self, data: str) -> None:
        self.lines[-1] += f" {data}"


def _html(content: bytes) -> Iterator[str]:
    page = _Text()
    page.feed(content.decode("utf-8"))
    yield from page.lines


def _pptx(content: bytes) -> Iterator[str]:
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            yield from _shape(shape)
        if slide.has_notes_slide:
            yield from slide.notes_slide.notes_text_frame.text.splitlines()


def _shape(shape: Any) -> Iterator[str]:  # noqa: ANN401 - python-pptx has no types
    if shape.has_text_frame:
        yield from shape.text_frame.text.splitlines()
    elif shape.has_table:
        yield from (" | ".join(cell.text for cell in row.cells) for row in shape.table.rows)
    elif shape.has_chart:
        plot = shape.chart.plots[0]
        for series in plot.series:
            for category, value in zip(plot.categories, series.values, strict=True):
                yield f"{category}: {series.name} {value}"


def _xlsx(content: bytes) -> Iterator[str]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).to_python():
            yield " | ".join(str(cell) for cell in row)


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "pdf": _pdf,
    "html": _html,
    "pptx": _pptx,
    "xlsx": _xlsx,
}
