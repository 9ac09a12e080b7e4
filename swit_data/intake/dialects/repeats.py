"""Tables of repeats joined with the table of submissions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from swit_data.errors import IntakeError, say, shown
from swit_data.intake.dialects.select_multiple import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from swit_data.intake.opening.book import Sheet

_NO_PARENT = pa.array(["", "-1"])  # older KoboToolbox has the columns in its main table too
_KEYS = (("_parent_index", "_index"), ("parent_key", "key"), ("_submission__uuid", "_uuid"))
_SHEET_LETTERS = 31  # Excel cuts names of sheets
_POSITION = re.compile(r"\[(\d+)\]")


def is_child(sheet: Sheet) -> bool:
    """Say whether a table is of a repeat: its rows belong to rows of another table."""
    for name in ("_parent_index", "parent_key"):
        keys = _column(sheet, name)
        if keys is not None:
            return not len(keys) or bool(pc.any(pc.invert(pc.is_in(keys, _NO_PARENT))).as_py())
    return False


def parent_of(child: Sheet, sheets: Sequence[Sheet]) -> Sheet | None:
    """Return the table that the rows of a repeat belong to."""
    others = [sheet for sheet in sheets if sheet is not child]
    named = _column(child, "_parent_table_name")
    if named is not None and len(named):
        name = str(named[0].as_py())[:_SHEET_LETTERS]
        found = [sheet for sheet in others if sheet.name[:_SHEET_LETTERS] == name]
        if found:
            return found[0]
    keys = _column(child, "parent_key")
    if keys is not None and len(keys):
        for sheet in others:
            there = _column(sheet, "key")
            if there is not None and pc.is_in(keys[:1], there.combine_chunks())[0].as_py():
                return sheet
    roots = [sheet for sheet in others if not is_child(sheet)]
    return roots[0] if roots else None


def rows_in_parent(child: Sheet, parent: Sheet) -> pa.Array:
    """Return, for each row of a repeat, its row in the table it belongs to.

    Raises:
        IntakeError: a row belongs to none, or it is not clear to which.
    """
    missing = None
    for theirs, own in _KEYS:
        keys, there = _column(child, theirs), _column(parent, own)
        if keys is None or there is None or not _unlike(there):
            continue
        found = pc.index_in(_filled(keys), _filled(there).combine_chunks(), skip_nulls=True)
        if not found.null_count:
            return found.combine_chunks()
        missing = pc.is_null(found) if missing is None else missing
    where = rows_of(child.numbers(), missing) if missing is not None else say("every row")
    raise IntakeError(
        say(
            "{file}: sheet “{sheet}”, {rows}: it does not say which row of “{parent}” this belongs to. Export the "
            "file again, and do not sort or delete rows in it.",
            file=child.file,
            sheet=shown(child.name),
            rows=where,
            parent=shown(parent.name),
        )
    )


def positions(child: Sheet, rows: pa.Array) -> list[str]:
    """Return where each row of a repeat stands in its submission: 1, 2, ...

    ODK Central says it in the key; else the tool's own count of rows gives the order.
    """
    keys = _column(child, "key")
    if keys is not None:
        return [".".join(_POSITION.findall(key)) or "1" for key in keys.to_pylist()]
    index = _column(child, "_index")
    said = [] if index is None else index.to_pylist()
    numbers = [int(text) for text in said if text.isdecimal()]
    order = sorted(range(len(rows)), key=numbers.__getitem__ if len(numbers) == len(rows) else int)
    parents = rows.to_pylist()
    seen: dict[int, int] = {}
    found = [""] * len(parents)
    for row in order:
        seen[parents[row]] = seen.get(parents[row], 0) + 1
        found[row] = str(seen[parents[row]])
    return found


def _filled(keys: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.if_else(pc.equal(keys, ""), pa.scalar(None, pa.string()), keys)


def _unlike(keys: pa.ChunkedArray) -> bool:
    """Say whether no two rows have the same key; rows without repeats may have none."""
    filled = pc.drop_null(_filled(keys))
    return bool(len(pc.unique(filled)) == len(filled))


def _column(sheet: Sheet, name: str) -> pa.ChunkedArray | None:
    """Return a key column; a number is the same with and without “.0”."""
    for place, header in enumerate(sheet.header):
        if header.lower() == name:
            cells = pc.utf8_trim_whitespace(sheet.table[str(place)])
            return pc.replace_substring_regex(cells, r"^(\d+)\.0+$", r"\1")
    return None
