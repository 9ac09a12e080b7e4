"""A table of a release read from its parquet file: within limits that stand before a row is read."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from swit_data.errors import Sentence, say
from swit_data.released.tables import TABLES

# Of a text (docs/release.md: a document still holds its layout); of a code.
_LETTERS, _CODE = 10_000, 500
_UNPACKED = 250 * 2**20  # bytes of a table, as the file says, and of its texts written out
_MAY = "may_be_clear"
_MAY_MISS = ("basis", "left_one_out")  # texts without which a row is whole


@dataclass(frozen=True)
class _Most:
    """What a table may hold: rows, and letters (bytes of UTF-8) in a cell of text."""

    rows: int
    letters: int


# The largest of the illustrative releases have 40,000 numbers, 1,300 statements, 12 texts of two rounds.
_MOST = {
    "statements": _Most(200_000, _LETTERS),
    "pilot": _Most(1_000, _LETTERS),
    "narratives": _Most(10_000, _LETTERS),
    "asks": _Most(10_000, _LETTERS),
}
_MOST_NUMBERS = _Most(1_000_000, _CODE)


_TEXT = pa.dictionary(pa.int32(), pa.string())


class TooMuch(Exception):  # noqa: N818 - what was found, as a sentence's part
    """A table is larger than any release's."""

    def __init__(self, what: Sentence) -> None:
        """Hold what there is too much of."""
        super().__init__(str(what))
        self.what = what


def read_table(name: str, content: bytes, *, older: bool = False) -> pa.Table:
    """Return a table of TABLES, its texts by number.

    `older`: of an engine whose intervals were narrower; nothing in it may be called clear.

    Raises:
        TooMuch: it has more rows, longer texts, or is larger than any release's.
        ValueError: it has other columns, or a text or a number is none; also what pyarrow raises.
    """
    most, schema = _MOST.get(name, _MOST_NUMBERS), TABLES[name]
    file = pq.ParquetFile(
        pa.BufferReader(content),
        # A text that stands there a million times is held once until it was measured.
        read_dictionary=[f.name for f in schema if f.type == pa.string()],
    )
    _refuse_too_many(file.metadata, most)
    there = file.schema_arrow.names
    names = [n for n in schema.names if n != _MAY or not older or n in there]
    if there != names or file.metadata.num_columns != len(names):
        raise ValueError("other columns")
    table = file.read()
    _refuse_long(table, most.letters)
    table = _never_clear(table, schema) if older else table
    table = pa.table({field.name: _held_once(table[field.name], field.type) for field in schema})
    if not all(_whole(table[field.name], field) for field in schema):
        raise ValueError("a text is missing, or a number is none")
    return table


def empty_table(name: str) -> pa.Table:
    """Return a table of TABLES without a row, as read_table would."""
    schema = TABLES[name]
    none = schema.empty_table()
    return pa.table({field.name: _held_once(none[field.name], field.type) for field in schema})


def _held_once(column: pa.ChunkedArray, wanted: pa.DataType) -> pa.ChunkedArray:
    """Return a column as it should be; each text is held once, by number: 200 pilots take a quarter of the memory."""
    if wanted != pa.string():
        return column.cast(wanted)
    return column if column.type == _TEXT else column.cast(wanted).dictionary_encode()


def _never_clear(table: pa.Table, schema: pa.Schema) -> pa.Table:
    never = pa.array([False] * len(table))
    for column in (_MAY, "clear"):
        if column in table.column_names:
            table = table.set_column(table.column_names.index(column), column, never)
        elif column in schema.names:
            table = table.add_column(schema.names.index(column), column, never)
    return table


def _refuse_too_many(found: pq.FileMetaData, most: _Most) -> None:
    groups = [found.row_group(number) for number in range(found.num_row_groups)]
    rows = max(found.num_rows, sum(group.num_rows for group in groups))
    if rows > most.rows:
        raise TooMuch(say("{n} rows; at most {most} are read", n=rows, most=most.rows))
    _refuse_large(sum(group.total_byte_size for group in groups))


def _refuse_large(size: int) -> None:
    if size > _UNPACKED:
        text = "{n} MB unpacked; at most {most} are read"
        raise TooMuch(say(text, n=size // 2**20, most=_UNPACKED // 2**20))


def _refuse_long(table: pa.Table, most: int) -> None:
    size = 0
    for column in table.columns:
        for chunk in column.chunks:
            if pa.types.is_dictionary(chunk.type):
                lengths = pc.binary_length(chunk.dictionary)
                longest = pc.max(lengths).as_py() or 0
                if longest > most:
                    text = "a text of {n} letters; at most {most} are read"
                    raise TooMuch(say(text, n=longest, most=most))
                size += pc.sum(lengths.take(chunk.indices)).as_py() or 0
    _refuse_large(size)


def _whole(column: pa.ChunkedArray, field: pa.Field) -> bool:
    """Say whether every text is there, and every number is one."""
    if field.type == pa.string():
        return column.null_count == 0 or field.name in _MAY_MISS
    if pa.types.is_floating(field.type):
        return pc.all(pc.is_finite(column), min_count=0).as_py() is not False
    return True
