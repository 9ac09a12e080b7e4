"""The columns of one table understood: each question once, its columns of options with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from swit_data.errors import IntakeError, say
from swit_data.intake.dialects.order import in_order
from swit_data.intake.dialects.several import looks_like_options
from swit_data.intake.dialects.words import plain
from swit_data.intake.problems import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from swit_data.intake.book import Sheet
    from swit_data.intake.dialects.tongue import Match, Tongue
    from swit_data.intake.dialects.words import FormWords, Question

_LETTERS = 26
_SEPARATED = re.compile(r"\s*[^\w\s]{1,3}\s*(?P<option>\w.*)")


@dataclass(frozen=True)
class Part:
    """One question of a table, or one column that is none.

    `place` is where its own column stands, `options` where those of its options stand, by code.
    """

    place: int | None
    options: dict[str, int]
    form: FormWords | None = None
    question: Question | None = None

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
    options: dict[str, int] = field(default_factory=dict)


def lay_out(sheet: Sheet, tongues: Sequence[Tongue]) -> tuple[Part, ...]:
    """Return the questions and columns of a table; the first of the tongues that knows a header counts.

    Raises:
        IntakeError: several questions have the same words, and nothing tells which column is whose.
    """
    others = set(map(plain, sheet.header))
    units: list[_Unit] = []
    unknown = []
    for place, header in enumerate(sheet.header):
        found = next((m for m in (tongue.find(header, others) for tongue in tongues) if m), None)
        if found is None:
            if not _unknown_option(units, sheet, place):
                unknown.append(Part(place, {}))
        elif found.clash:
            raise _clash(sheet, place)
        elif found.option:
            _unit_of(units, found).options[found.option] = place
        else:
            units.append(_Unit(found.words, found, place))
    parts = [*_settled(units, sheet), *unknown]
    return tuple(sorted(parts, key=lambda part: part.first))


def _unit_of(units: list[_Unit], found: Match) -> _Unit:
    """Return where an option belongs: the last question of these words that lacks it."""
    for unit in reversed(units):
        if unit.words == found.words and unit.match.places == found.places:
            if found.option not in unit.options:
                return unit
            break
    units.append(_Unit(found.words, found))
    return units[-1]


def _unknown_option(units: list[_Unit], sheet: Sheet, place: int) -> bool:
    """Put a column with an option that the form does not have to its question.

    What it says becomes an answer that is not allowed; left out, it would be lost without a word.
    """
    text = plain(sheet.header[place])
    for unit in reversed(units):
        question = unit.match.form.questions[unit.match.places[0]]
        rest = text.removeprefix(unit.words)
        found = _SEPARATED.fullmatch(rest) if question.several and rest != text else None
        if found and looks_like_options(sheet, place):
            unit.options.setdefault(found["option"], place)
            return unit.options[found["option"]] == place
    return False


def _settled(units: list[_Unit], sheet: Sheet) -> list[Part]:
    parts = []
    for form in {id(unit.match.form): unit.match.form for unit in units}.values():
        mine = [unit for unit in units if unit.match.form is form]
        decided = in_order([unit.match.places for unit in mine])
        unclear = [unit for position, unit in enumerate(mine) if position not in decided]
        if unclear:
            raise _unclear(sheet, unclear)
        parts += [
            Part(unit.place, unit.options, form, form.questions[decided[position]])
            for position, unit in enumerate(mine)
        ]
    return parts


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
    places = [unit.place or min(unit.options.values(), default=0) for unit in units]
    same = [place for place, unit in zip(places, units, strict=True) if unit.words == words]
    return IntakeError(
        say(
            "{file}: {count} columns cannot be told apart. “{words}” stands {times} times in the form, and "
            "the order of the columns does not say which one is which (columns {columns}). Export again with "
            "“XML values and headers”, or with groups in the headers.",
            file=sheet.file,
            count=len(units),
            words=shown(words),
            times=len(units[0].match.places),
            columns=", ".join(map(column_letters, same[:12])),
        )
    )


def column_letters(place: int) -> str:
    """Return the letters that a spreadsheet shows above a column: A for 0, AA for 26."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
