"""A file whose words are understood, before its cells are read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from swit_data.intake.dialects import header_shape
from swit_data.intake.dialects.answer_codes import Options
from swit_data.intake.dialects.form_words import LABELS, XML
from swit_data.intake.dialects.table_columns import QuestionColumns, lay_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from swit_data.intake.dialects.header_words import HeaderWords
    from swit_data.intake.dialects.which_table import Tables
    from swit_data.intake.opening.book import Sheet


@dataclass(frozen=True)
class UnderstoodFile:
    """The tables of a file, the words they speak, and the framework's names of columns."""

    tool: str
    words: tuple[HeaderWords, ...]
    tables: Tables
    named: frozenset[str]
    tags: bool
    empty: frozenset[str] = frozenset()  # what the framework takes for an empty cell
    aliases: Mapping[str, str] = field(default_factory=dict)  # another name of a column to it

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Return the tables that are read."""
        return self.tables.chain

    def parts(self, sheet: Sheet) -> tuple[QuestionColumns, ...]:
        """Return the questions and columns of a table that is read."""
        return self._parts[sheet.name]

    def name(self, part: QuestionColumns, sheet: Sheet) -> str:
        """Return a column in the form's own names, groups before it where the file has them."""
        question = part.question
        if question is None:
            header = sheet.header[part.first]
            plain = self.language != XML
            return header if plain else header_shape.with_slashes(header, self.separator)
        name = self.aliases.get(question.name, question.name)
        if name in self.named or not self.separator:
            return name
        return "/".join((*question.groups, question.name))

    def takes(self, part: QuestionColumns) -> bool:
        """Say whether a column is one that the framework names."""
        name = part.question.name if part.question else ""
        return self.aliases.get(name, name) in self.named

    def options(self, part: QuestionColumns) -> Options | None:
        """Return the options of a column, in the language of the file where the form has it; of no question nothing."""
        if part.form is None or part.question is None:
            return None
        spoken = self.language if self.language in part.form.languages else XML
        return Options(part.form.options(part.question), spoken, self.empty)

    @cached_property
    def once(self) -> frozenset[str]:
        """Return the framework's names that stand for one question of the form only."""
        counted = Counter(question.name for question in self.words[0].form.questions)
        return frozenset(name for name in self.named if counted[name] <= 1)

    @cached_property
    def language(self) -> str:
        """Return the language of the labels, or that they are names."""
        first = self.words[0]
        headers = [header for sheet in self.sheets for header in sheet.header]
        if first.separator:  # it may have blanks around it, and names have none
            headers = [header.rpartition(first.separator)[2] for header in headers]
        if first.language == XML and header_shape.is_labels(headers):
            return LABELS
        return first.language

    @cached_property
    def separator(self) -> str:
        """Return what stands between groups and questions; empty where there are no groups."""
        if self.words[0].separator or self.language != XML:
            return self.words[0].separator
        headers = []
        for sheet in self.sheets:
            places = _unknown(self.parts(sheet))
            loose = header_shape.without_question(sheet, places).values()
            options = {place for columns in loose for place in columns}
            headers += [sheet.header[place] for place in places if place not in options]
        return header_shape.group_separator(headers, self.tool)

    @cached_property
    def several(self) -> str:
        """Return how questions with several answers are written; empty where none is seen."""
        kinds = {kind for sheet in self.sheets for kind in self._kinds(sheet)}
        return next((kind for kind in ("both", "details", "summary") if kind in kinds), "")

    @cached_property
    def _parts(self) -> dict[str, tuple[QuestionColumns, ...]]:
        return {sheet.name: self._laid_out(sheet) for sheet in self.sheets}

    def _laid_out(self, sheet: Sheet) -> tuple[QuestionColumns, ...]:
        """Return its questions and columns, without columns that only repeat an answer."""
        parts = lay_out(sheet, self.words)
        repeated = header_shape.options_of(sheet, _unknown(parts))
        return tuple(part for part in parts if part.question or part.first not in repeated)

    def _kinds(self, sheet: Sheet) -> set[str]:
        parts = self.parts(sheet)
        kinds = {
            "details" if part.place is None else "both" if part.options else "summary"
            for part in parts
            if part.question and part.question.several
        }
        if header_shape.without_question(sheet, _unknown(parts)):
            kinds.add("details")
        if header_shape.options_of(sheet, range(len(sheet.header))):
            kinds.add("both")
        return kinds


def _unknown(parts: tuple[QuestionColumns, ...]) -> list[int]:
    return [part.first for part in parts if part.question is None]
