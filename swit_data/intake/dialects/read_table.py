"""The columns of a table read: each question as codes, every other column as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from swit_data.errors import IntakeError, say, shown
from swit_data.intake.dialects.answer_codes import code_of, codes_of, decoded, trimmed
from swit_data.intake.dialects.export import Cell
from swit_data.intake.dialects.named_table import Column, Frame
from swit_data.intake.dialects.select_multiple import (
    check_agreement,
    from_options,
    rows_of,
    understood,
)

if TYPE_CHECKING:
    import pyarrow as pa

    from swit_data.intake.dialects.answer_codes import Options
    from swit_data.intake.dialects.table_columns import QuestionColumns
    from swit_data.intake.dialects.understood_file import UnderstoodFile
    from swit_data.intake.opening.book import Sheet


def read_table(sheet: Sheet, understood: UnderstoodFile) -> Frame:
    """Return the columns of a table, select_multiple once each.

    Raises:
        IntakeError: a cell cannot be read as what its question allows.
    """
    columns = [_column(sheet, part, understood) for part in understood.parts(sheet)]
    return Frame(sheet.name, tuple(columns), len(sheet.table), {sheet.name: sheet.numbers})


def _column(sheet: Sheet, part: QuestionColumns, understood: UnderstoodFile) -> Column:
    name = understood.name(part, sheet)
    read = _values if name in understood.named else _as_it_is
    return Column(
        name, read(sheet, part, understood), _cell(sheet, part.first), part.question, part.stranger
    )


def _as_it_is(sheet: Sheet, part: QuestionColumns, understood: UnderstoodFile) -> pa.ChunkedArray:
    """Return a column that is not taken in: as codes where it is certain, else as it stands there."""
    try:
        return _values(sheet, part, understood)
    except IntakeError:
        return trimmed(sheet.table[str(part.first)], understood.empty)


def _cell(sheet: Sheet, place: int) -> Cell:
    return Cell(sheet.name, sheet.places[place] if sheet.places else place, sheet.header[place])


def _values(sheet: Sheet, part: QuestionColumns, understood: UnderstoodFile) -> pa.ChunkedArray:
    values = sheet.table[str(part.first)]
    options = understood.options(part)
    if options is None or part.question is None:
        return trimmed(values, understood.empty)
    if part.options and part.question.several:
        return _several(sheet, part, options)
    if not options.choices:
        return trimmed(values, understood.empty)
    several = part.question.several
    codes = decoded(values, codes_of(options, keep=True) if several else code_of(options))
    unclear = pc.is_null(codes)
    if pc.any(unclear).as_py():
        raise _unclear(sheet, part, unclear)
    return codes


def _several(sheet: Sheet, part: QuestionColumns, options: Options) -> pa.ChunkedArray:
    if part.place is None:
        return from_options(sheet, part.options, options)
    codes = decoded(sheet.table[str(part.place)], codes_of(options, keep=False))
    known = dict(part.options)
    if pc.any(pc.is_null(codes)).as_py():
        # A label that has blanks, or a cell that can be read in two ways: its columns of options say it.
        codes = pc.coalesce(codes, from_options(sheet, part.options, options))
    else:  # columns in words that are not known only say the same again
        known = {code: n for code, n in known.items() if understood(sheet, (code, n), options)}
    check_agreement(sheet, part.place, codes, (known, options))
    return codes


def _unclear(sheet: Sheet, part: QuestionColumns, unclear: pa.ChunkedArray) -> IntakeError:
    where = {"file": sheet.file, "column": shown(sheet.header[part.first])}
    rows = rows_of(sheet.numbers(), unclear)
    if part.question and part.question.several:
        return IntakeError(
            say(
                "{file}: column “{column}”, {rows}: the labels of several answers stand in one cell, and it is not "
                "certain where one ends. Export again with “XML values and headers”, or with a column for each "
                "answer.",
                rows=rows,
                **where,
            )
        )
    return IntakeError(
        say(
            "{file}: column “{column}”, {rows}: two answers of this question have the same label, so the cell does "
            "not say which one was given. Export again with “XML values and headers”.",
            rows=rows,
            **where,
        )
    )
