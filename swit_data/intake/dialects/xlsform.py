"""The words of an XLSForm: of an organisation that collects with a form of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from swit_data.errors import IntakeError, say, shown
from swit_data.intake.dialects.form_words import NO_LANGUAGE, FormQuestion, FormWords
from swit_data.questionnaire import Choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from swit_data.intake.dialects.form_words import Labels
    from swit_data.intake.opening.book import Book, Sheet

_LABEL = re.compile(r"label\s*(?:::?\s*(?P<language>.+))?", re.IGNORECASE)
_CODE = re.compile(r".*\(\s*(?P<code>[A-Za-z]{2,3}(?:[-_]\w+)*)\s*\)")
_SELECT = re.compile(r"(select[ _](?:one|multiple))\s+(\S+)(\s+or_other)?", re.IGNORECASE)


def words_of_form(book: Book) -> FormWords:
    """Return the words of an XLSForm.

    Raises:
        IntakeError: the workbook has no survey sheet with types and names.
    """
    sheets = {sheet.name.casefold(): sheet for sheet in book.sheets}
    survey = _rows(sheets.get("survey"))
    if not any(row.get("type") and row.get("name") for row, _ in survey):
        raise IntakeError(
            say(
                "{file}: this is no XLSForm: it has no sheet “survey” with the columns “type” and “name”. "
                "Give the workbook that the form was made of.",
                file=shown(book.file),
            )
        )
    groups: dict[tuple[str, ...], Labels] = {}
    questions, others = _questions(survey, groups)
    choices = _choices(_rows(sheets.get("choices")), others)
    spoken = [each.labels for each in questions]
    spoken += [choice.labels for options in choices.values() for choice in options]
    languages = dict.fromkeys(language for labels in spoken for language in labels)
    return FormWords(questions, groups, choices, tuple(languages))


def _rows(sheet: Sheet | None) -> list[tuple[Mapping[str, str], Labels]]:
    """Return each row of a sheet: its cells by header, and its labels by language."""
    if sheet is None:
        return []
    names = [" ".join(header.split()).casefold() for header in sheet.header]
    spoken = {place: _language(header) for place, header in enumerate(sheet.header)}
    rows: list[tuple[Mapping[str, str], Labels]] = []
    for cells in zip(*(sheet.table[str(n)].to_pylist() for n in range(len(names))), strict=True):
        row = {name: str(cell).strip() for name, cell in zip(names, cells, strict=True)}
        labels = {spoken[n]: str(c).strip() for n, c in enumerate(cells) if spoken[n] and c.strip()}
        rows.append((row, labels))
    return rows


def _language(header: str) -> str:
    """Return the language of a column of labels: “uk” of “label::Українська (uk)”."""
    found = _LABEL.fullmatch(header.strip())
    if not found:
        return ""
    language = (found["language"] or NO_LANGUAGE).strip()
    code = _CODE.fullmatch(language)
    return code["code"] if code else language


def _questions(
    survey: list[tuple[Mapping[str, str], Labels]], groups: dict[tuple[str, ...], Labels]
) -> tuple[tuple[FormQuestion, ...], set[str]]:
    """Return the questions in their order, and the lists with a free “other”; fill in the groups."""
    inside: list[str] = []
    found, others = [], set()
    for row, labels in survey:
        kind = row.get("type", "").replace("_", " ").casefold()
        name = row.get("name", "")
        if kind in ("begin group", "begin repeat"):
            inside.append(name)
            groups[tuple(inside)] = labels
        elif kind in ("end group", "end repeat"):
            del inside[-1:]
        elif name:
            question, other = _question(row, labels, tuple(inside))
            found.append(question)
            others |= {question.choices} if other else set()
    return tuple(found), others


def _question(
    row: Mapping[str, str], labels: Labels, groups: tuple[str, ...]
) -> tuple[FormQuestion, bool]:
    select = _SELECT.fullmatch(row["type"])
    if not select:
        return FormQuestion(row["name"], row["type"], groups, labels), False
    kind = select[1].replace(" ", "_").casefold()
    return FormQuestion(row["name"], kind, groups, labels, select[2]), bool(select[3])


def _choices(
    rows: list[tuple[Mapping[str, str], Labels]], others: set[str]
) -> dict[str, tuple[Choice, ...]]:
    found: dict[str, dict[str, Choice]] = {}
    for row, labels in rows:
        chosen, code = _list_name(row), row.get("name", "") or row.get("value", "")
        if chosen and code:
            # Cascading lists repeat a code; the first one counts.
            found.setdefault(chosen, {}).setdefault(code, Choice(code, labels))
    for chosen in others:  # what pyxform adds for “or_other”
        found.setdefault(chosen, {}).setdefault("other", Choice("other", {}))
    return {chosen: tuple(options.values()) for chosen, options in found.items()}


def _list_name(row: Mapping[str, str]) -> str:
    return row.get("list_name", "") or row.get("list name", "")
