"""The columns of a table read: each question as codes, every other column as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from swit_data.errors import IntakeError, say
from swit_data.intake.dialects.cells import code_of, codes_of, decoded, trimmed
from swit_data.intake.dialects.frame import Column, Frame
from swit_data.intake.dialects.several import check_agreement, from_options, rows_of
from swit_data.intake.dialects.words import XML
from swit_data.intake.export import Cell
from swit_data.intake.problems import shown

if TYPE_CHECKING:
    import pyarrow as pa

    from swit_data.intake.book import Sheet
    from swit_data.intake.dialects.heard import Heard
    from swit_data.intake.dialects.layout import Part
    from swit_data.intake.dialects.words import FormWords


def read_table(sheet: Sheet, heard: Heard) -> Frame:
    """Return the columns of a table, select_multiple once each.

    Raises:
        IntakeError: a cell cannot be read as what its question allows.
    """
    language = heard.language
    columns = [
        Column(
            heard.name(part, sheet),
            _values(sheet, part, language)
            if part.question and part.question.name in heard.named
            else _as_it_is(sheet, part, language),
            _cell(sheet, part.first),
            part.question,
        )
        for part in heard.parts(sheet)
    ]
    return Frame(sheet.name, tuple(columns), len(sheet.table), {sheet.name: sheet.numbers})


def _as_it_is(sheet: Sheet, part: Part, language: str) -> pa.ChunkedArray:
    """Return a column that is not taken in: as codes where it is certain, else as it stands there."""
    try:
        return _values(sheet, part, language)
    except IntakeError:
        return trimmed(sheet.table[str(part.first)])


def _cell(sheet: Sheet, place: int) -> Cell:
    return Cell(sheet.name, sheet.places[place] if sheet.places else place, sheet.header[place])


def _values(sheet: Sheet, part: Part, language: str) -> pa.ChunkedArray:
    if part.form is None or part.question is None:
        return trimmed(sheet.table[str(part.first)])
    if part.options and part.question.several:
        return _several(sheet, part, part.form, language)
    values = sheet.table[str(part.first)]
    options = part.form.options(part.question)
    if not options:
        return trimmed(values)
    spoken = _spoken(part.form, language)
    several = codes_of(options, spoken, keep=True)
    codes = decoded(values, several if part.question.several else code_of(options, spoken))
    unclear = pc.is_null(codes)
    if pc.any(unclear).as_py():
        raise _unclear(sheet, part, unclear)
    return codes


def _several(sheet: Sheet, part: Part, form: FormWords, language: str) -> pa.ChunkedArray:
    chosen = from_options(sheet, part.options)
    if part.place is None or part.question is None:
        return chosen
    decode = codes_of(form.options(part.question), _spoken(form, language), keep=False)
    codes = decoded(sheet.table[str(part.place)], decode)
    # A label that has blanks, or a cell that can be read in two ways: its columns of options say it.
    codes = pc.coalesce(codes, chosen)
    check_agreement(sheet, part.place, codes, part.options)
    return codes


def _spoken(form: FormWords, language: str) -> str:
    """Return the language of cells: that of the file, where the form has it."""
    return language if language in form.languages else XML


def _unclear(sheet: Sheet, part: Part, unclear: pa.ChunkedArray) -> IntakeError:
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
