"""A workbook of a file with its wrong cells marked, for whoever corrects them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from swit_data.intake.problems import ANSWER, FILE, INTERVIEW
from swit_data.workbooks import workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xlsxwriter.worksheet import Worksheet

    from swit_data.intake.problems import Problem
    from swit_data.intake.review import Review
    from swit_data.wording import Wording

_WIDEST = 60
_MOST_COMMENTED = 500  # cells with the sentence beside them; beyond, the mark and the list say it


def marked_workbook(review: Review, words: Wording) -> bytes:
    """Return a workbook: a sheet that lists every problem, and one of the file's rows with the wrong cells marked.

    Only columns that the framework names are in it, and of those that describe a person none but wrong cells' places:
    what the file holds besides stays in the file.
    """
    out = io.BytesIO()
    with workbook(out) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        _list(book.add_worksheet(words.text("review.sheet.problems")), review, words, head)
        mark = book.add_format({"bg_color": "#FFE08A", "border": 1, "bold": True})
        _rows(book.add_worksheet(words.text("review.sheet.rows")), review, words, (head, mark))
    return out.getvalue()


def _list(sheet: Worksheet, review: Review, words: Wording, head: object) -> None:
    names = ("file", "sheet", "row", "column", "what", "becomes")
    sheet.write_row(0, 0, [words.text(f"review.column.{name}") for name in names], head)
    sheet.freeze_panes(1, 0)
    for width, place in zip((24, 16, 8, 32, 90, 28), range(len(names)), strict=True):
        sheet.set_column(place, place, width)
    rows = sorted(_listed(review, words), key=lambda row: (row[1], row[2], row[3]))
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, place, value)
            elif value:  # 0: a problem of the whole file has no row
                sheet.write_number(number, place, value)


def _listed(review: Review, words: Wording) -> Iterator[tuple[str, str, int, str, str, str]]:
    """Give one row a wrong cell."""
    export = review.export
    numbers = export.numbers() if review.problems else ()
    for problem in review.problems:
        said = words.sentence(problem.what)
        becomes = words.text(f"review.becomes.{problem.becomes}")
        if not problem.places:
            yield export.file, "", 0, "", said, becomes
        for column, rows in problem.places.items():
            place = export.place(column)
            cell = export.cells[place] if place is not None else None
            where = (cell.sheet, cell.header) if cell else ("", column)
            for row in rows:
                yield export.file, where[0], int(numbers[row]), where[1], said, becomes


def _rows(sheet: Worksheet, review: Review, words: Wording, formats: tuple[object, object]) -> None:
    """Write the rows that hold a problem, under the file's own header, with their numbers in the file."""
    head, mark = formats
    export, personal = review.export, _personal(review)
    wrong = _wrong(review)
    places = sorted(set(review.source.columns.places.values()) - personal)
    sheet.write(0, 0, words.text("review.column.row"), head)
    for at, place in enumerate(places, 1):
        sheet.write_string(0, at, export.cells[place].header or export.header[place], head)
        sheet.set_column(at, at, min(_WIDEST, 4 + len(export.header[place])))
    sheet.freeze_panes(1, 1)
    numbers = export.numbers() if wrong else ()
    rows = sorted({row for row, _ in wrong})
    columns = {place: export.column(place).take(rows).to_pylist() for place in places}
    commented = 0
    for line, row in enumerate(rows, 1):
        sheet.write_number(line, 0, int(numbers[row]))
        for at, place in enumerate(places, 1):
            problem = wrong.get((row, place))
            value = str(columns[place][line - 1])
            sheet.write_string(line, at, value, mark if problem else None)
            if problem and commented < _MOST_COMMENTED:
                sheet.write_comment(line, at, words.sentence(problem.what)[:500])
                commented += 1


def _personal(review: Review) -> set[int]:
    """Return the columns that describe a person, or whose cells were refused unseen."""
    form, columns = review.source.framework.form, review.source.columns
    names = [c.question for c in review.source.framework.characteristics.values()]
    names += [consent.column.column for consent in review.source.framework.sensitive.values()]
    names += [form.id, form.branch]
    refused = [column for p in review.problems if p.becomes == FILE for column in p.places]
    return {columns.places[name] for name in (*names, *refused) if name in columns.places}


def _wrong(review: Review) -> Mapping[tuple[int, int], Problem]:
    """Return the problem of each wrong cell, by row and column."""
    return {
        (row, place): problem
        for problem in review.problems
        if problem.becomes in (INTERVIEW, ANSWER)
        for column, rows in problem.places.items()
        if (place := review.export.place(column)) is not None
        for row in rows
    }
