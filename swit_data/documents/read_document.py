"""What stands in a document, line by line: a table's row is a line, and a chart's bar."""

import io
import logging
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

from docx.opc.exceptions import OpcError
from lxml.etree import XMLSyntaxError
from pptx import Presentation
from pptx.exc import PythonPptxError
from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.errors import PyPdfError
from python_calamine import CalamineError, CalamineWorkbook

from swit_data.documents.read_word import word_lines
from swit_data.errors import DocumentError, say

MOST = 20_000_000  # bytes, packed or unpacked; ours have under 0.3 MB packed
_LINES = {"p", "h1", "h2", "li", "tr", "dt", "dd", "caption", "a"}
# Of a PDF; ours have up to 10 pages, each with 0.1 MB of drawing and 8,000 instructions.
_PAGES, _DRAWN, _INSTRUCTIONS = 100, 4_000_000, 200_000
_FORM = 4_000  # instructions that a drawing within the drawing counts for: it may hold itself many times over
_LIMITS = Configuration(
    page_tree_maximum_entries=_PAGES,
    page_tree_maximum_page_entries=10 * _PAGES,
    zlib_maximum_output_length=_DRAWN,
    array_based_stream_maximum_output_length=_DRAWN,
    stream_decoding_work_maximum_length=4 * _DRAWN,
    stream_parsing_work_maximum_count=_INSTRUCTIONS // 2,
)
# What readers of files raise on one that is damaged: not one family of errors.
_BROKEN = (
    *(PyPdfError, PythonPptxError, OpcError, CalamineError, XMLSyntaxError, zipfile.BadZipFile),
    *(zlib.error, lzma.LZMAError, struct.error, ArithmeticError, AssertionError, AttributeError),
    *(EOFError, LookupError, MemoryError, OSError, RuntimeError, TypeError, ValueError),
)
# pypdf writes what it finds odd in a damaged file to the log, which nobody at a terminal can use.
logging.getLogger("pypdf").addHandler(logging.NullHandler())
logging.getLogger("pypdf").propagate = False


class _TooLargeError(Exception):
    """A document is larger than any of ours, or made to keep a reader busy."""


def lines_of(content: bytes, kind: str, file: str) -> tuple[str, ...]:
    """Return what stands in a document; `kind` as in making.FORMATS.

    Raises:
        DocumentError: the file is too large, damaged, or no document of this kind.
    """
    try:
        _refuse_large(content)
        return tuple(filter(None, (" ".join(line.split()) for line in _READERS[kind](content))))
    except _TooLargeError as error:
        text = "{file}: this file is larger than any document of ours. Choose the document itself."
        raise DocumentError(say(text, file=file)) from error
    except _BROKEN as error:
        text = "{file}: this file is damaged, or no {kind} document. Ask for it again where you have it from."
        raise DocumentError(say(text, file=file, kind=kind.upper())) from error


def _refuse_large(content: bytes) -> None:
    if len(content) > MOST or _unpacked(content) > MOST:
        raise _TooLargeError


def _unpacked(content: bytes) -> int:
    if not content.startswith(b"PK"):
        return 0
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return sum(info.file_size for info in packed.infolist())


def _pdf(content: bytes) -> Iterator[str]:
    counter = _Counter()
    with apply_configuration(_LIMITS):
        for page in PdfReader(io.BytesIO(content)).pages:
            text = page.extract_text(visitor_operand_before=counter)
            counter.refuse()  # pypdf goes on where a drawing within the drawing failed
            yield from text.splitlines()


class _Counter:
    """How many instructions a reader followed so far."""

    def __init__(self) -> None:
        self.left = _INSTRUCTIONS

    def __call__(self, operator: bytes, *_more: object) -> None:
        self.left -= _FORM if operator == b"Do" else 1
        self.refuse()

    def refuse(self) -> None:
        if self.left < 0:
            raise _TooLargeError


# Where a shape of a chart begins and ends from left to right: what it says without a word.
_REACH = {"rect": ("x", "width"), "line": ("x1", "x2")}


class _Text(HTMLParser):
    """The text of a page, and how far the bars and lines of its charts reach."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LINES:
            self.lines.append("")
        reach = [f"{value}" for name, value in attrs if name in _REACH.get(tag, ())]
        if reach:
            self.lines[-1] += f" @{','.join(reach)}"

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
    "docx": word_lines,
    "html": _html,
    "pptx": _pptx,
    "xlsx": _xlsx,
}
