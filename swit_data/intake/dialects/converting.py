"""A file from the field as one table in the form's own names and codes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa

from swit_data.errors import IntakeError, Sentence, listed, say, shown
from swit_data.framework.named_columns import NamedColumns
from swit_data.intake.dialects.collector import tags_under, tool_of, versions_of
from swit_data.intake.dialects.data_entry import entry_sheets, made_from_another
from swit_data.intake.dialects.export import Dialect, Export
from swit_data.intake.dialects.form_versions import merged
from swit_data.intake.dialects.language import words_of_file
from swit_data.intake.dialects.read_table import read_table
from swit_data.intake.dialects.repeat_rows import joined
from swit_data.intake.dialects.rows_without_answers import Answers, answers_only, with_names
from swit_data.intake.dialects.submission_ids import with_reviews
from swit_data.intake.dialects.unanswered import unanswered
from swit_data.intake.dialects.understood_file import UnderstoodFile
from swit_data.intake.dialects.which_table import tables_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from swit_data.framework import Framework
    from swit_data.intake.dialects.form_words import FormWords
    from swit_data.intake.dialects.named_table import Column
    from swit_data.intake.opening.book import Book, Sheet


def as_export(book: Book, framework: Framework, forms: Sequence[FormWords] = ()) -> Export:
    """Return a file as one table, one row per submission or row of a repeat.

    `forms` are forms of an organisation's own; without, labels are those of the framework's form.

    Raises:
        IntakeError: it is not certain which question a column is, or what a cell says.
    """
    understood = _understand(book, framework, forms)
    for sheet in understood.sheets:
        if sheet.refusal:
            raise IntakeError(*sheet.refusal)
    understood, rows = _answers_only(understood)
    frames = [read_table(sheet, understood) for sheet in understood.sheets]
    frame, notes = joined(understood.sheets, frames, framework.form, understood.tool)
    versions = versions_of(understood.sheets)
    one = merged(frame, understood.once, book.file, several_versions=len(versions) > 1)
    frame = with_reviews(one.frame)
    named = NamedColumns(framework)
    absent = unanswered(frame, named) if book.kind == "json" else ()
    frame = frame.with_columns([*frame.columns, *absent])
    names = [str(n) for n in range(len(frame.columns))]
    return Export(
        file=book.file,
        dialect=_dialect(book, understood),
        header=tuple(column.name for column in frame.columns),
        table=pa.table([column.values for column in frame.columns], names),
        cells=tuple(column.cell for column in frame.columns),
        numbers=frame.numbers[frame.sheet],
        notes=(
            *book.notes,
            *(note for found in rows for note in found.notes),
            *made_from_another(book.sheets, framework),
            *notes,
            *one.notes,
            *_not_read(understood),
            *_absent(absent),
        ),
        doubts=(*one.doubts, *(doubt for found in rows for doubt in found.doubts)),
    )


def _answers_only(understood: UnderstoodFile) -> tuple[UnderstoodFile, list[Answers]]:
    """Return a file without rows that are no answers, and what they were."""
    found = [answers_only(sheet, understood) for sheet in understood.sheets]
    if all(each.sheet is sheet for each, sheet in zip(found, understood.sheets, strict=True)):
        return understood, found
    tables = replace(understood.tables, chain=tuple(each.sheet for each in found))
    return replace(understood, tables=tables), found


def _understand(book: Book, framework: Framework, forms: Sequence[FormWords]) -> UnderstoodFile:
    """Return a file whose words are understood."""
    entered = entry_sheets(book.sheets)
    columns = NamedColumns(framework)
    status = framework.form.status.column if framework.form.status else ""
    named = frozenset(filter(None, (*columns.all, framework.form.date, status)))
    tables = [with_names(sheet, named) for sheet in entered or book.sheets]
    sheets = [_without_tags(sheet) for sheet in tables if any(sheet.header)]
    if not sheets:
        text = "{file}: there is no table in this file. Export it again with its answers."
        raise IntakeError(say(text, file=book.file))
    words = words_of_file([sheet for sheet, _ in sheets], framework, forms)
    return UnderstoodFile(
        tool="workbook" if entered else tool_of([sheet for sheet, _ in sheets]),
        words=words,
        tables=tables_of([sheet for sheet, _ in sheets], named, words),
        named=named,
        tags=any(tags for _, tags in sheets),
        empty=frozenset(framework.form.empty),
        aliases=columns.aliases,
    )


def _without_tags(sheet: Sheet) -> tuple[Sheet, bool]:
    if not tags_under(sheet):
        return sheet, False
    numbers = sheet.numbers
    return replace(sheet, table=sheet.table.slice(1), numbers=lambda: numbers()[1:]), True


def _dialect(book: Book, understood: UnderstoodFile) -> Dialect:
    return Dialect(
        tool=understood.tool,
        kind=book.kind,
        separator=understood.sheets[0].separator,
        names=understood.language,
        groups=understood.separator,
        several=understood.several,
        versions=versions_of(understood.sheets),
        tags=understood.tags,
        sheets=tuple(sheet.name for sheet in understood.sheets[1:]),
    )


def _not_read(understood: UnderstoodFile) -> list[Sentence]:
    if not understood.tables.beside:
        return []
    names = listed([f"“{shown(sheet.name)}”" for sheet in understood.tables.beside])
    return [say("Tables that are not read: {names}.", names=names)]


def _absent(columns: Sequence[Column]) -> list[Sentence]:
    if not columns:
        return []
    text = (
        "{n} columns that the framework names are not in the file ({names}). This kind of export leaves out what "
        "nobody answered, so they are taken as unanswered."
    )
    names = listed([column.name for column in columns], 5)
    return [say(text, n=len(columns), names=names)]
