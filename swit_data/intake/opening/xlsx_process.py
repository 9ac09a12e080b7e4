"""A program of its own that makes tables of a workbook: what goes wrong in here cannot take the server with it.

Started by xlsx_file.py. In: a line of JSON, then the workbook. Out: for each worksheet an Arrow
stream, or with the exit code REFUSED the sentences as JSON.
"""

from __future__ import annotations

import datetime
import io
import json
import sys
from dataclasses import dataclass, field
from decimal import Decimal
from typing import IO, TYPE_CHECKING

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from swit_data.errors import IntakeError, Sentence, say, shown
from swit_data.intake.opening import xlsx_remarks
from swit_data.intake.opening.limits import Limits
from swit_data.intake.opening.xlsx_cells import Cells, damaged, walk
from swit_data.intake.opening.xlsx_sheets import worksheet_parts
from swit_data.intake.opening.zip_file import open_archive

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from swit_data.intake.opening.xlsx_sheets import WorksheetPart
    from swit_data.intake.opening.zip_file import Archive

REFUSED = 3
_ROWS = 1000  # of a batch: 500 columns of them are 30 MB as Python's objects
_EXACT = 15  # digits that Excel keeps of a number


@dataclass
class Worksheet:
    """A worksheet that was looked through."""

    part: WorksheetPart
    cells: Cells
    refusal: list[Sentence] = field(default_factory=list)
    notes: list[Sentence] = field(default_factory=list)


def looked_through(archive: Archive) -> list[Worksheet]:
    """Return the worksheets that hold something, after every file of the workbook was unpacked and looked at.

    Raises:
        IntakeError: it is damaged or made to harm.
    """
    parts = {part.path: part for part in worksheet_parts(archive)}
    found = {}
    for name in archive.names:
        cells = Cells(archive.file) if name in parts else None
        pieces = archive.pieces(name)
        if cells or name.endswith((".xml", ".rels")):
            walk(archive.file, pieces, cells.start if cells else None)
        else:
            for _ in pieces:  # its length and checksum are compared
                pass
        if cells and cells.filled:
            found[name] = _remarked(parts[name], cells)
    return [found[path] for path in parts if path in found]


def _remarked(part: WorksheetPart, cells: Cells) -> Worksheet:
    cells.finish()
    name = shown(part.name)
    xlsx_remarks.check_table(cells, name)
    notes = list(xlsx_remarks.notes(cells, name, hidden=part.hidden))
    return Worksheet(part, cells, list(xlsx_remarks.refusals(cells, name)), notes)


def _rows(book: CalamineWorkbook, name: str) -> Iterator[tuple[int, list[str]]]:
    """Give the rows in which something stands, as text, each with its number in the spreadsheet."""
    for number, row in enumerate(book.get_sheet_by_name(name).iter_rows(), 1):
        if row.count("") < len(row):
            yield number, [cell if type(cell) is str else text_of(cell) for cell in row]


def text_of(cell: object) -> str:
    """Return a cell as its text in a CSV file that Excel saves; dates are ISO 8601."""
    if isinstance(cell, bool):
        # As in Excel's CSV: the same answers from a workbook and from the CSV it is saved as.
        return str(cell).upper()
    if isinstance(cell, (int, float)):
        return _number(cell)
    if isinstance(cell, datetime.datetime):
        return cell.isoformat() if cell.time() != datetime.time() else cell.date().isoformat()
    if isinstance(cell, datetime.timedelta):
        minutes, seconds = divmod(int(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(cell, (datetime.date, datetime.time)):
        return cell.isoformat()
    return str(cell)


def _number(number: float) -> str:
    if abs(number) < 10**_EXACT and number == int(number):
        return str(int(number))
    return format(Decimal(f"{number:.{_EXACT}g}"), "f")


def write_table(book: CalamineWorkbook, sheet: Worksheet, out: IO[bytes]) -> None:
    """Write a worksheet: the row number, and each column as text; the header stands in the schema."""
    rows = _rows(book, sheet.part.name)
    _, header = next(rows)
    told = {
        "name": shown(sheet.part.name),
        "header": header,
        "first": sheet.cells.columns[0],
        "refusal": [packed(sentence) for sentence in sheet.refusal],
        "notes": [packed(sentence) for sentence in sheet.notes],
    }
    fields = [
        pa.field("row", pa.int32()),
        *(pa.field(str(n), pa.string()) for n in range(len(header))),
    ]
    schema = pa.schema(fields, metadata={"told": json.dumps(told)})
    with pa.ipc.new_stream(out, schema) as stream:
        batch: list[tuple[int, list[str]]] = []
        for row in rows:
            batch.append(row)
            if len(batch) == _ROWS:
                stream.write_batch(_batch(batch, schema))
                batch.clear()
        if batch:
            stream.write_batch(_batch(batch, schema))


def _batch(rows: Sequence[tuple[int, list[str]]], schema: pa.Schema) -> pa.RecordBatch:
    numbers = pa.array([number for number, _ in rows], pa.int32())
    columns = zip(*(cells for _, cells in rows), strict=True)
    return pa.record_batch([numbers, *(pa.array(c, pa.string()) for c in columns)], schema=schema)


def packed(said: Sentence) -> list[object]:
    """Return a sentence as JSON holds it."""
    values = [[name, packed(v) if isinstance(v, Sentence) else v] for name, v in said.values]
    return [said.text, values]


def convert(file: str, limits: Limits, content: bytes, out: IO[bytes]) -> int:
    """Write the tables of a workbook, or the sentences why not; return the exit code."""
    try:
        _convert(file, limits, content, out)
    except IntakeError as error:
        out.write(json.dumps([packed(sentence) for sentence in error.sentences]).encode())
        return REFUSED
    return 0


def _convert(file: str, limits: Limits, content: bytes, out: IO[bytes]) -> None:
    sheets = looked_through(open_archive(file, content, limits))
    if not sheets:
        text = "{file}: this workbook is empty: no cell of it holds anything."
        raise IntakeError(say(text, file=file))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in sheets:
            write_table(book, sheet, out)
    except CalamineError:
        raise damaged(file) from None


def limit(memory: int, seconds: int) -> None:
    """Let the system end this program where it takes more; a program on Windows cannot limit itself."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows does not have it

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))


def main() -> int:
    """Read from standard input, write to standard output."""
    asked = json.loads(sys.stdin.buffer.readline())
    limit(asked["memory"], asked["seconds"])
    limits = Limits(unpacked=asked["unpacked"], json=0)
    return convert(asked["file"], limits, sys.stdin.buffer.read(), sys.stdout.buffer)
