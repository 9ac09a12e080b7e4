"""An XLSForm of any tool, read for what a framework needs: questions, their answers, when they are asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from swit_data.drafting.rows import Row, rows_of
from swit_data.errors import IntakeError, say
from swit_data.framework import Labels
from swit_data.intake import TERMINAL
from swit_data.intake.opening.any_file import open_book

_SELECT = re.compile(
    r"(?:add[ _])?select[ _]?(?P<how>one|1|multiple|all[ _]that[ _]apply)(?:[ _]prompt)?(?:[ _](?:from|using))?"
    r"\s+(?P<list>\S+)(?P<other>\s+or[ _](?:other|specify[ _]other))?",
    re.IGNORECASE,
)
_BEGIN = re.compile(r"begin[ _](group|repeat|loop)\b.*", re.IGNORECASE)
_END = re.compile(r"end[ _](group|repeat|loop)\b.*", re.IGNORECASE)
_OTHER = "other"  # what “or_other” adds to a list


@dataclass(frozen=True, eq=False)
class Option:
    """An answer of a list."""

    code: str
    labels: Labels


@dataclass(frozen=True, eq=False)
class Group:
    """A group of questions."""

    name: str
    labels: Labels
    condition: str
    repeated: bool


@dataclass(frozen=True)
class Asked:
    """A question; `kind` is select_one, select_multiple, or what the form says."""

    name: str
    kind: str
    labels: Labels
    hints: Labels
    groups: tuple[Group, ...]
    condition: str
    choices: str = ""

    @property
    def conditions(self) -> tuple[str, ...]:
        """Return what must hold for it to be asked: of its groups, and its own."""
        every = (*(group.condition for group in self.groups), self.condition)
        return tuple(dict.fromkeys(filter(None, every)))

    @property
    def repeated(self) -> bool:
        """Say whether a person may answer it several times."""
        return any(group.repeated for group in self.groups)


@dataclass(frozen=True)
class XlsForm:
    """A form; `settings` are those of its own sheet."""

    file: str
    questions: tuple[Asked, ...]
    lists: Mapping[str, tuple[Option, ...]]
    settings: Mapping[str, str]

    def options(self, asked: Asked) -> tuple[Option, ...]:
        """Return the answers of a question; none where it has no list."""
        return self.lists.get(asked.choices, ())


def form_of(name: str, content: bytes) -> XlsForm:
    """Return an XLSForm.

    Raises:
        IntakeError: it cannot be opened, or is no XLSForm.
    """
    book = open_book(name, content, TERMINAL)
    sheets = {sheet.name.strip().casefold(): sheet for sheet in book.sheets}
    survey = rows_of(sheets.get("survey"))
    if not any(row.cell("type") and row.cell("name") for row in survey):
        raise IntakeError(
            say(
                "{file}: this is no XLSForm: it has no sheet “survey” with the columns “type” and “name”. Give the "
                "workbook that the form was made of; in KoboToolbox: the project, Form, Download XLS.",
                file=book.file,
            )
        )
    questions, others = _questions(survey)
    settings = next(iter(rows_of(sheets.get("settings"))), None)
    lists = _lists(rows_of(sheets.get("choices")), others)
    return XlsForm(book.file, questions, lists, settings.cells if settings else {})


def _questions(survey: list[Row]) -> tuple[tuple[Asked, ...], set[str]]:
    """Return the questions in their order, and the lists that have a free “other”."""
    inside: list[Group] = []
    found: list[Asked] = []
    others: set[str] = set()
    for row in survey:
        begins = _BEGIN.fullmatch(row.cell("type"))
        if begins:
            repeated = begins[1].lower() != "group"
            inside.append(Group(row.cell("name"), row.labels, row.cell("relevant"), repeated))
        elif _END.fullmatch(row.cell("type")):
            del inside[-1:]
        elif row.cell("name"):
            select = _SELECT.fullmatch(row.cell("type"))
            found.append(_asked(row, tuple(inside), select))
            others |= {select["list"]} if select and select["other"] else set()
    return tuple(found), others


def _asked(row: Row, groups: tuple[Group, ...], select: re.Match[str] | None) -> Asked:
    kind, choices = row.cell("type"), ""
    if select:
        kind = "select_one" if select["how"].lower() in ("one", "1") else "select_multiple"
        choices = select["list"]
    return Asked(
        row.cell("name"), kind, row.labels, row.hints, groups, row.cell("relevant"), choices
    )


def _lists(rows: list[Row], others: set[str]) -> Mapping[str, tuple[Option, ...]]:
    found: dict[str, dict[str, Option]] = {}
    for row in rows:
        chosen, code = row.cell("list_name"), row.cell("name")
        if chosen and code:
            # Lists that depend on another answer repeat a code; the first one counts.
            found.setdefault(chosen, {}).setdefault(code, Option(code, row.labels))
    for chosen in others:
        found.setdefault(chosen, {}).setdefault(_OTHER, Option(_OTHER, {"en": "Other"}))
    return {chosen: tuple(options.values()) for chosen, options in found.items()}
