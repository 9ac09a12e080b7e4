"""Who stands in each row: pilot, round, class, whom they were asked about, characteristics."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from swit_data.errors import say, shown
from swit_data.framework.form import ROUND
from swit_data.framework.model import CLASSES, UNSAID, answers_as
from swit_data.intake.checking.asked_about import AskedAbout, own_targets, who_was_asked
from swit_data.intake.checking.consent import consents, unclear
from swit_data.intake.checking.own_consent import agreed, answered
from swit_data.intake.dialects.folding import UNCLEAR, folded_code, is_empty
from swit_data.intake.problems import CORRECT, illegal, illegal_unseen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy.typing as npt

    from swit_data.framework import Framework
    from swit_data.framework.columns import Column
    from swit_data.framework.named_columns import TargetQuestion
    from swit_data.intake.checking.key import Key
    from swit_data.intake.checking.source import Source

_DECIMALS = re.compile(r"^(\d+)[.,](?!000$)0+$")  # “1.000” may be a thousand
_WHOLE = re.compile(r"0*(?P<n>\d+)(?:[.,](?!000$)0+)?")
_JOINED = re.compile(r"\s*([-/])\s*")
_SIGNS = re.compile(r"(?<!\d)[.,]|[.,](?!\d)|[^\w\s.,/+-]")
# A longer number is a mistake, or a telephone number.
_PARTICIPANTS = re.compile(r"(?P<n>[1-9][0-9]{0,2})(?:[.,](?!000$)0+)?")


@dataclass(frozen=True)
class Person:
    """One respondent, without anything that identifies them."""

    respondent: str
    pilot: str
    round: str
    respondent_class: str
    stakeholder_type: str
    target: str
    participants: int | None
    consent_on_record: bool | None
    branch: str
    characteristics: Mapping[str, str]
    about_one: bool  # asked about the one stakeholder type of the row


@dataclass(frozen=True)
class People:
    """The respondents of a file, and who of them was asked about whom."""

    people: tuple[Person, ...]
    asked: AskedAbout
    not_agreed: Mapping[str, int] = field(default_factory=dict)  # a column: its answers not kept

    def __len__(self) -> int:
        """Return the number of respondents."""
        return len(self.people)

    @cached_property
    def anything(self) -> npt.NDArray[np.bool_]:
        """Return a truth a person: whether they were asked about anybody."""
        return self.asked.anything()

    def asked_of(self, question: TargetQuestion) -> npt.NDArray[np.bool_]:
        """Return a truth a person: whether a question was theirs to answer."""
        answering = np.zeros(len(self), bool)
        for name in question.indicator.answered_by:
            answering |= self._answering[name]
        return answering & self.asked.mask((question.stakeholder_type, question.target))

    @cached_property
    def _answering(self) -> Mapping[str, npt.NDArray[np.bool_]]:
        """Return, by `community` and `institution`, a truth a person: whether they answer as that."""
        found = [answers_as(person.respondent_class) for person in self.people]
        return {
            name: np.array([f == name for f in found], bool)
            for name in ("community", "institution")
        }


def read_people(source: Source, key: Key, round_given: str) -> People:
    """Return one person for each row that counts; what is wrong in a cell becomes a problem."""
    framework, form = source.framework, source.framework.form
    pilots = _coded(source, form.pilot, _pilot_codes(framework))
    rounds = _rounds(source, round_given)
    called = form.respondent_class.values or {code: code for code in CLASSES}
    classes = _coded(source, form.respondent_class, called)
    own = own_targets(source, classes)
    characteristics = _characteristics(source, classes)
    participants = _participants(source, classes)
    on_record = _on_record(source, classes)
    branches = _branches(source)
    people = tuple(
        Person(
            respondent=_respondent(key, source.submissions.identities[n], rounds[n]),
            pilot=pilots[n],
            round=rounds[n],
            respondent_class=classes[n],
            stakeholder_type=own[n].stakeholder_type,
            target=own[n].target,
            participants=participants[n],
            consent_on_record=on_record[n] if classes[n] == "institution" else None,
            branch=key.pseudonym(f"branch of {pilots[n]}", branches[n]) if branches[n] else "",
            characteristics=characteristics[n],
            about_one=own[n].about_one,
        )
        for n in range(len(source))
    )
    not_agreed = _not_agreed(source, classes, characteristics)
    return People(people, who_was_asked(source, own), not_agreed)


def _branches(source: Source) -> list[str]:
    name = source.framework.form.branch
    if not name or source.personal(name):
        return [""] * len(source)
    found = source.values(name)
    folded = {value: _folded_branch(value) for value in set(found)}
    return [folded[value] for value in found]


def _folded_branch(value: str) -> str:
    """Return a branch as it is meant: 1, 01, 1.0 and #1 are one, and so are North-East and NORTH – EAST."""
    code = folded_code(value)
    plain = _JOINED.sub(r"\1", " ".join(_SIGNS.sub(" ", code).split()))
    if is_empty(code) or plain in {"", UNCLEAR}:
        return ""
    whole = _WHOLE.fullmatch(plain)
    return whole["n"] if whole else plain


def _respondent(key: Key, identity: str, round_code: str) -> str:
    # The same answers in another round are another person's; the same id is the same submission.
    text = identity if identity.startswith("id\0") else f"{round_code}\0{identity}"
    return key.pseudonym("respondent", text)


def respondent_of(key: Key, identity: str) -> str:
    """Return the id that a submission left out now would have had."""
    return _respondent(key, identity, "")


def _pilot_codes(framework: Framework) -> Mapping[str, str]:
    codes = {pilot.code for pilot in framework.form.pilots}
    said = {pilot.value: pilot.code for pilot in framework.form.pilots}
    values = framework.form.pilot.values
    return {**said, **{value: code for value, code in values.items() if code in codes}}


def _coded(source: Source, column: Column, codes: Mapping[str, str]) -> list[str]:
    """Return the code of each row's value; `codes` are what a file may say, and what it means."""
    if column.constant:
        return [column.constant] * len(source)
    found = source.values(column.column)
    for position, value in enumerate(found):
        if value not in codes:
            source.wrong(column.column, position, illegal(value, list(codes)))
    return [codes.get(value, "") for value in found]


def _rounds(source: Source, given: str) -> list[str]:
    column = source.framework.form.round
    if given or column is None or column.constant:
        return [given or (column.constant if column else "1")] * len(source)
    if column.values:
        return _coded(source, column, column.values)
    found = [_DECIMALS.sub(r"\1", value) for value in source.values(column.column)]
    _check_spelling(source, found)
    for position, value in enumerate(found):
        if not ROUND.fullmatch(value):
            # Not shown: a round may be any short code, so a wrong column may hold anything.
            text = "this is no round; allowed: up to 20 letters, digits and _. {correct}"
            source.wrong(column.column, position, say(text, correct=CORRECT))
    return found


def _check_spelling(source: Source, rounds: list[str]) -> None:
    """Refuse a file in which one round is written in two ways: it would be two rounds."""
    alike: dict[str, str] = {}
    for code in dict.fromkeys(rounds):
        first = alike.setdefault(code.casefold().lstrip("0"), code)
        if first != code and ROUND.fullmatch(code) and ROUND.fullmatch(first):
            text = (
                "the rounds “{first}” and “{second}” differ only in how they are written, and would be two. Write one "
                "of them everywhere, or give the round of the whole file (--round, or its field on the Data page)."
            )
            source.problems.add(say(text, first=shown(first), second=shown(code)))


def _characteristics(source: Source, classes: list[str]) -> list[dict[str, str]]:
    """Return the characteristics of each row; those of institutions and groups are not kept."""
    found: list[dict[str, str]] = [{} for _ in classes]
    for code, characteristic in source.framework.characteristics.items():
        column, allowed = characteristic.question, characteristic.categories
        values = _given(source, column, classes)
        for position, agrees in enumerate(agreed(source, characteristic, classes)):
            mine = values[position] if agrees else ""
            if mine and mine not in allowed:
                source.wrong(column, position, illegal_unseen(list(allowed)))
            found[position][code] = mine or UNSAID
    return found


def _given(source: Source, column: str, classes: list[str]) -> list[str]:
    """Return what the community said in a column; of others nothing."""
    values = source.values(column) if source.has(column) else [""] * len(classes)
    return [v if name == "community" else "" for v, name in zip(values, classes, strict=True)]


def _not_agreed(
    source: Source, classes: list[str], kept: list[dict[str, str]]
) -> Mapping[str, int]:
    """Return how many answers of a column are not kept, as nobody agreed to be asked."""
    found: dict[str, int] = {}
    for code in source.framework.sensitive:
        column = source.framework.characteristics[code].question
        given = _given(source, column, classes)
        found[column] = sum(
            answered(value) and mine[code] != value for value, mine in zip(given, kept, strict=True)
        )
    return {column: number for column, number in found.items() if number}


def _participants(source: Source, classes: list[str]) -> list[int | None]:
    column = source.framework.form.participants
    if not column or not source.has(column):
        return [None] * len(classes)
    return list(_numbers(source, column, classes))


def _numbers(source: Source, column: str, classes: list[str]) -> Iterator[int | None]:
    for position, value in enumerate(source.values(column)):
        if classes[position] != "group" or not value:
            yield None
        elif found := _PARTICIPANTS.fullmatch(value):
            yield int(found["n"])
        else:
            text = "this is no number of participants; allowed: a whole number from 1 to 999. {correct}"
            source.wrong(column, position, say(text, correct=CORRECT))
            yield None


def _on_record(source: Source, classes: list[str]) -> list[bool]:
    column = source.framework.form.consent_on_record
    if column is None:
        return [False] * len(source)
    if column.constant:
        return [True] * len(source)
    if not source.has(column.column):
        return [False] * len(source)
    found = source.values(column.column)
    said = {value: consents(value, column) for value in set(found)}
    for position, value in enumerate(found):
        if classes[position] == "institution" and said[value] is None:
            source.wrong(column.column, position, unclear(value, column))
    return [bool(said[value]) for value in found]
