"""A workbook to copy answers from paper into: one row a respondent, a list of codes in every cell."""

import io
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from swit_data.questionnaire.lists import lists_of, yes_of
from swit_data.questionnaire.plan import Plan
from swit_data.questionnaire.questions_in_order import rows_of
from swit_data.questionnaire.rows import Row, checked_name
from swit_data.questionnaire.start import MOST_BRANCHES, MOST_PARTICIPANTS, consent_name
from swit_data.questionnaire.xlsform import version
from swit_data.translations import said_of_form
from swit_data.wording import Wording
from swit_data.workbooks import SAME_ALWAYS, Cells, workbook, write_sheet

ANSWERS, CODES, ORIGIN = "answers", "codes", "swit_form"
ROWS = 500  # conversations a workbook has room for; more need another workbook
_LIMIT_OF_MESSAGE, _LIMIT_OF_TITLE, _LIMIT_OF_SHEET = 255, 32, 31  # as Excel allows beside a cell
_STEPS = ("row", "number", "lists", "empty", "consent", "names", "save")
_MOST = {"participants": MOST_PARTICIPANTS, "branch": MOST_BRANCHES}


@dataclass(frozen=True)
class Column:
    """A column of the sheet of answers: its question in each language, and what may stand there."""

    name: str
    texts: Mapping[str, str]
    codes: tuple[str, ...]  # empty: a short text
    meant: Mapping[str, Mapping[str, str]]  # code to what it is called in each language
    block: str


def workbook_of(plan: Plan) -> bytes:
    """Return the workbook of a plan, with numbers that no other workbook has.

    Raises:
        QuestionnaireError: the framework names what no form can hold.
    """
    out, columns = io.BytesIO(), columns_of(plan)
    with workbook(out, created=SAME_ALWAYS) as book:
        _answers(book, plan, columns)
        for code in plan.languages:
            write_sheet(book, _how_name(code), _how(plan, columns, code))
        write_sheet(book, CODES, _listed(columns)).hide()
        write_sheet(book, ORIGIN, _origin(plan)).hide()
    return out.getvalue()


def columns_of(plan: Plan) -> tuple[Column, ...]:
    """Return one column per question that the intake reads, in the order of the form."""
    # The types that a person chose are seen from their targets.
    rows = [row for row in rows_of(plan) if row.is_column and row.about != "chosen_types"]
    return (_numbers(plan), *(_column(plan, row) for row in rows))


def _numbers(plan: Plan) -> Column:
    """Return the column of numbers: with one of its own, a corrected row replaces the old one."""
    own = secrets.token_hex(4)
    codes = tuple(f"{own}-{n:03}" for n in range(1, ROWS + 1))
    return Column(checked_name(plan.framework.form.id), plan.say("book.number"), codes, {}, "")


def _column(plan: Plan, row: Row) -> Column:
    known = lists_of(plan).get(row.choices, ())
    codes = tuple(dict.fromkeys(choice.code for choice in known))
    if row.kind == "calculate":  # what the form fills in by itself is chosen from one code here
        codes = (row.calculation.strip("'"),)
    if row.about in _MOST:
        codes = tuple(str(n) for n in range(1, _MOST[row.about] + 1))
    block = row.groups[-1] if row.indicator else ""
    texts = row.labels or dict.fromkeys(plan.languages, row.name)
    return Column(row.name, texts, codes, {choice.code: choice.labels for choice in known}, block)


def _answers(book: Workbook, plan: Plan, columns: tuple[Column, ...]) -> None:
    sheet = book.add_worksheet(ANSWERS)
    text = book.add_format({"num_format": "@"})
    heads = [
        book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": colour})
        for colour in ("#E3EEF0", "#F5F1E3")
    ]
    bands = _bands(columns)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, 18, text)
        sheet.write_string(0, place, column.name, heads[bands[place]])
        note = "\n\n".join(column.texts.values())
        sheet.write_comment(0, place, note, {"author": "", "x_scale": 3, "y_scale": 2})
        _limit(sheet, place, column, plan.languages[0])
    sheet.set_row(0, 62)
    sheet.freeze_panes(1, 1)


def _bands(columns: tuple[Column, ...]) -> list[int]:
    """Return the colour of each column's head: it changes from block to block."""
    colour, found, before = 0, [], ""
    for column in columns:
        colour = 1 - colour if column.block != before else colour
        before = column.block
        found.append(colour)
    return found


def _limit(sheet: Worksheet, place: int, column: Column, language: str) -> None:
    """Let a column's cells hold its codes only, and show the question beside them."""
    beside = {
        "input_title": column.name[:_LIMIT_OF_TITLE] if len(column.name) <= _LIMIT_OF_TITLE else "",
        "input_message": _short(column.texts[language]),
    }
    if column.codes:
        name = xl_col_to_name(place)
        source = f"={CODES}!${name}$2:${name}${len(column.codes) + 1}"
        rule = {"validate": "list", "source": source, **beside}
    else:  # a round's code
        length = {"criteria": "between", "minimum": "1", "maximum": "20"}
        rule = {"validate": "length", **length, **beside}
    sheet.data_validation(1, place, ROWS, place, rule)


def _short(text: str) -> str:
    return text if len(text) <= _LIMIT_OF_MESSAGE else text[: _LIMIT_OF_MESSAGE - 1] + "…"


def _how_name(language: str) -> str:
    """Return the name of the sheet that explains, in a language: its code tells two apart, and Excel takes 31."""
    end = f" ({language})"
    return Wording.of(language).text("form.book.how")[: _LIMIT_OF_SHEET - len(end)].rstrip() + end


def _how(plan: Plan, columns: tuple[Column, ...], language: str) -> Cells:
    """Give the sheet that explains the workbook in a language: its rules, then one row per column."""
    words = Wording.of(language)
    consent = {"consent": consent_name(plan), "yes": yes_of(plan.framework.form.consent)}
    yield (words.text("form.book.title"),)
    draft = said_of_form(words)
    if draft:
        yield (draft,)
    for step in _STEPS:
        values = consent if step == "consent" else {}
        yield (words.text(f"form.book.step.{step}", **values),)
    yield ("",)
    yield tuple(words.text(f"form.book.{name}") for name in ("column", "question", "codes"))
    for column in columns[1:]:
        named = [
            f"{code} = {column.meant[code][language]}" if code in column.meant else code
            for code in column.codes
        ]
        few = named if column.meant else [f"{named[0]} … {named[-1]}"] if len(named) > 1 else named
        yield (column.name, column.texts[language], "\n".join(few))


def _listed(columns: tuple[Column, ...]) -> Cells:
    """Give the codes of each column under its name: the lists of the sheet of answers."""
    yield tuple(column.name for column in columns)
    for row in range(max(len(column.codes) for column in columns)):
        yield tuple(column.codes[row] if row < len(column.codes) else "" for column in columns)


def _origin(plan: Plan) -> Iterator[tuple[str, ...]]:
    """Give what the workbook was made from, for the intake."""
    yield ("what", "value")
    yield ("framework", plan.framework.code)
    yield ("version", plan.framework.version)
    yield ("hash", plan.framework.hash)
    yield ("set", plan.chosen_set)
    yield ("form", version(plan))
