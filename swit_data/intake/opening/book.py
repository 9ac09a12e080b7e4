"""A file from the field opened: its tables, every cell as text, nothing interpreted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pyarrow as pa

    from swit_data.errors import Sentence


@dataclass(frozen=True)
class Sheet:
    """One table of a file: its header as it stands there, trimmed, and every cell under it.

    `table`: one row per row under the header, columns "0", "1", ... as the header's places, text, never null, not
    trimmed. `numbers` gives each row's number as a spreadsheet shows it (counted from 1, the header included).
    """

    file: str  # as it may stand in a sentence
    name: str  # the worksheet, or the file in a zip; empty where there is only one table
    header: tuple[str, ...]
    table: pa.Table
    numbers: Callable[[], Sequence[int]]
    separator: str = ""  # of a CSV
    places: tuple[
        int, ...
    ] = ()  # the column of the spreadsheet of each header, from 0; empty: its place
    refusal: tuple[
        Sentence, ...
    ] = ()  # why this table cannot be taken; raised by whoever chooses it


@dataclass(frozen=True)
class Book:
    """A file whose tables could be read; `notes` are sentences about what a reader may not expect."""

    file: str
    kind: str  # csv, xlsx, json, zip
    sheets: tuple[Sheet, ...]
    notes: tuple[Sentence, ...] = ()
