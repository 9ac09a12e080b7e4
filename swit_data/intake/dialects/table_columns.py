"""The columns of one table understood: each question once, its columns of options with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from swit_data.errors import IntakeError, say, shown
from swit_data.intake.dialects.folding import folded
from swit_data.intake.dialects.form_order import in_order
from swit_data.intake.dialects.form_words import heading
from swit_data.intake.dialects.header_words import (
    FOLDED,
    OF_OTHERS,
    STRANGER,
    WITH_TEXT,
    best_match,
)
from swit_data.intake.dialects.select_multiple import looks_like_options
from swit_data.intake.opening.grid import column_letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from swit_data.intake.dialects.form_words import FormQuestion, FormWords
    from swit_data.intake.dialects.header_words import HeaderWords, Match
    from swit_data.intake.opening.book import Sheet

_SEPARATED = re.compile(r"\s*[^\w\s]{1,3}\s*(?P<option>\w.*)")
_OF_OTHERS = re.compile(r"(?:\s*[^\w\s]|_{1,3})(?P<option>[^\W_].*)")


@dataclass(frozen=True)
class QuestionColumns:
    """One question of a table, or one column that is none.

    `place` is where its own column stands, `options` where those of its options stand, by code.
    """

    place: int | None
    options: dict[str, int]
    form: FormWords | None = None
    question: FormQuestion | None = None
    # Known by the end of its header, its beginning, or in other letters only.
    stranger: bool = False

    @property
    def first(self) -> int:
        """Return where it begins in the table."""
        return min(self.options.values()) if self.place is None else self.place


@dataclass
class _Unit:
    """Columns with the same words, as they stand after each other."""

    words: str
    match: Match
    place: int | None = None
    options: dict[str, tuple[int, Mapping[int, str]]] = field(default_factory=dict)
    of_others: bool = False  # its options stand as other tools write them

    @property
    def places(self) -> tuple[int, ...]:
        """Return the questions that have all its options; without several answers, none is left out."""
        lists = [codes for _, codes in self.options.values() if codes]
        questions = self.match.form.questions
        return tuple(
            place
            for place in self.match.places
            if not questions[place].several or all(place in codes for codes in lists)
        )

    @property
    def first(self) -> int:
        """Return where it begins in the table."""
        return (
            min(place for place, _ in self.options.values()) if self.place is None else self.place
        )

    def takes(self, found: Match) -> bool:
        """Say whether an option can be one of this question."""
        mine = set(self.places) & set(found.places)
        return self.is_of(found.words) and found.option not in self.options and bool(mine)

    def is_of(self, words: str) -> bool:
        """Say whether these are its words, in whatever signs and letters."""
        return self.words == words or folded(self.words) == folded(words)

    def part(self, place: int) -> QuestionColumns:
        """Return it as the question at this place of the form."""
        form = self.match.form
        options = {codes.get(place, said): n for said, (n, codes) in self.options.items()}
        stranger = self.match.how in (FOLDED, STRANGER, WITH_TEXT)
        return QuestionColumns(self.place, options, form, form.questions[place], stranger)


def lay_out(sheet: Sheet, words: Sequence[HeaderWords]) -> tuple[QuestionColumns, ...]:
    """Return the questions and columns of a table; the first of the words that knows a header counts.

    Raises:
        IntakeError: several questions have the same words, and nothing tells which column is whose.
    """
    others = frozenset(map(heading, sheet.header))
    units: list[_Unit] = []
    unknown = []
    for place, header in enumerate(sheet.header):
        found = best_match(words, header, others)
        if found is None:
            if not _unknown_option(units, sheet, place):
                unknown.append(QuestionColumns(place, {}))
        elif found.clash:
            raise _clash(sheet, place)
        elif found.option:
            unit = _unit_of(units, found)
            unit.options[found.option] = (place, found.codes)
            unit.of_others |= found.how == OF_OTHERS
        else:
            units.append(_Unit(found.words, found, place))
    parts = [*_settled(units, sheet), *unknown]
    return tuple(sorted(parts, key=lambda part: part.first))


def _unit_of(units: list[_Unit], found: Match) -> _Unit:
    """Return where an option belongs: to the last question of these words, if it lacks the option."""
    same = [unit for unit in units if unit.is_of(found.words)]
    if not same or not same[-1].takes(found):
        units.append(_Unit(found.words, found))
        return units[-1]
    return same[-1]


def _unknown_option(units: list[_Unit], sheet: Sheet, place: int) -> bool:
    """Put a column with an option that the form does not have to its question.

    What it says becomes an answer that is not allowed; left out, it would be lost without a word.
    """
    text = heading(sheet.header[place])
    for unit in reversed(units):
        question = unit.match.form.questions[unit.match.places[0]]
        rest = text.removeprefix(unit.words)
        pattern = _OF_OTHERS if unit.of_others else _SEPARATED
        found = pattern.fullmatch(rest) if question.several and rest != text else None
        if found and looks_like_options(sheet, place):
            unit.options.setdefault(found["option"], (place, {}))
            return unit.options[found["option"]][0] == place
    return False


def _settled(units: list[_Unit], sheet: Sheet) -> list[QuestionColumns]:
    parts = []
    for form in {id(unit.match.form): unit.match.form for unit in units}.values():
        mine = [unit for unit in units if unit.match.form is form]
        decided = in_order([unit.places for unit in mine])
        unclear = [unit for n, unit in enumerate(mine) if not _clear(unit, decided.get(n))]
        if unclear:
            raise _unclear(sheet, unclear)
        parts += [unit.part(decided[n]) for n, unit in enumerate(mine)]
    return parts


def _clear(unit: _Unit, place: int | None) -> bool:
    """Say whether it is certain which question this is, and that it can have columns of options."""
    if place is None:
        return False
    return not unit.options or unit.match.form.questions[place].several


def _clash(sheet: Sheet, place: int) -> IntakeError:
    return IntakeError(
        say(
            "{file}: column {letters}, “{column}”, is the text of a question and of an option of another one. Export "
            "again with “XML values and headers”.",
            file=sheet.file,
            letters=column_letters(place),
            column=shown(sheet.header[place]),
        )
    )


def _unclear(sheet: Sheet, units: list[_Unit]) -> IntakeError:
    words = units[0].words
    same = [unit.first for unit in units if unit.words == words]
    return IntakeError(
        say(
            "{file}: {count} of the columns cannot be told apart. “{words}” stands {times} times in the form, and "
            "the order of the columns does not say which one is which (columns {columns}). Export again with "
            "“XML values and headers”, or with groups in the headers.",
            file=sheet.file,
            count=len(units),
            words=shown(words),
            times=len(units[0].match.places),
            columns=", ".join(map(column_letters, same[:12])),
        )
    )
