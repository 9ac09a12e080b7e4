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
from swit_data.intake.dialects.language import spoken
from swit_data.intake.dialects.read_table import read_table
from swit_data.intake.dialects.repeat_rows import joined
from swit_data.intake.dialects.rows_without_answers import Answers, answers_only, with_names
from swit_data.intake.dialects.submission_ids import with_reviews
from swit_data.intake.dialects.unanswered import unanswered
from swit_data.intake.dialects.understood import Heard
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
    heard = _hear(book, framework, forms)
    for sheet in heard.sheets:
        if sheet.refusal:
            raise IntakeError(*sheet.refusal)
    heard, rows = _answers_only(heard)
    frames = [read_table(sheet, heard) for sheet in heard.sheets]
    frame, notes = joined(heard.sheets, frames, framework.form, heard.tool)
    versions = versions_of(heard.sheets)
    one = merged(frame, heard.once, book.file, several_versions=len(versions) > 1)
    frame = with_reviews(one.frame)
    named = NamedColumns(framework)
    absent = unanswered(frame, named) if book.kind == "json" else ()
    frame = frame.with_columns([*frame.columns, *absent])
    names = [str(n) for n in range(len(frame.columns))]
    return Export(
        file=book.file,
        dialect=_dialect(book, heard),
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
            *_not_read(heard),
            *_absent(absent),
        ),
        doubts=(*one.doubts, *(doubt for found in rows for doubt in found.doubts)),
    )


def _answers_only(heard: Heard) -> tuple[Heard, list[Answers]]:
    """Return a file without rows that are no answers, and what they were."""
    found = [answers_only(sheet, heard) for sheet in heard.sheets]
    if all(each.sheet is sheet for each, sheet in zip(found, heard.sheets, strict=True)):
        return heard, found
    tables = replace(heard.tables, chain=tuple(each.sheet for each in found))
    return replace(heard, tables=tables), found


def _hear(book: Book, framework: Framework, forms: Sequence[FormWords]) -> Heard:
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
    tongues = spoken([sheet for sheet, _ in sheets], framework, forms)
    return Heard(
        tool="workbook" if entered else tool_of([sheet for sheet, _ in sheets]),
        tongues=tongues,
        tables=tables_of([sheet for sheet, _ in sheets], named, tongues),
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


def _dialect(book: Book, heard: Heard) -> Dialect:
    return Dialect(
        tool=heard.tool,
        kind=book.kind,
        separator=heard.sheets[0].separator,
        names=heard.language,
        groups=heard.separator,
        several=heard.several,
        versions=versions_of(heard.sheets),
        tags=heard.tags,
        sheets=tuple(sheet.name for sheet in heard.sheets[1:]),
    )


def _not_read(heard: Heard) -> list[Sentence]:
    if not heard.tables.beside:
        return []
    names = listed([f"“{shown(sheet.name)}”" for sheet in heard.tables.beside])
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
