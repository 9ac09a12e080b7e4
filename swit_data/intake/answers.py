"""Every answer of a file, checked against its scale and against who was asked what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from swit_data.intake.problems import CORRECT, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from swit_data.intake.named import Question
    from swit_data.intake.people import Person
    from swit_data.intake.source import Source
    from swit_data.intake.targets import Asked


class Given(NamedTuple):
    """One answer that somebody gave."""

    person: Person
    question: Question
    answer: str


def read_answers(source: Source, people: list[Person]) -> list[Given]:
    """Return one row for each answer; an empty cell is none, a wrong one becomes a problem."""
    found: list[Given] = []
    for column, questions in source.named.questions.items():
        if source.has(column):
            found.extend(_of_column(source, people, column, questions))
    return found


def _of_column(
    source: Source, people: list[Person], column: str, questions: tuple[Question, ...]
) -> Iterator[Given]:
    # All questions of a column are of one indicator, about several types or targets (checks.py).
    allowed = source.framework.scales[questions[0].indicator.scale].codes
    meant: dict[tuple[str, Asked], list[Question]] = {}
    for position, value in source.filled(column):
        person = people[position]
        situation = (person.answers_as, person.asked)
        if situation not in meant:
            meant[situation] = [q for q in questions if _asked(q, person)]
        if value not in allowed:
            source.refuse(column, position, value, allowed)
        elif len(meant[situation]) == 1:
            yield Given(person, meant[situation][0], value)
        else:
            _refuse(source, column, position, (person, value, meant[situation]))


def _refuse(
    source: Source, column: str, position: int, given: tuple[Person, str, list[Question]]
) -> None:
    person, value, meant = given
    if meant:
        source.problems.add(_unclear(column, meant))
    elif person.asked or not person.about_one:
        source.wrong(column, position, _not_asked(person, value))
    # else the stakeholder type or target of the row is not known, which was said already


def _asked(question: Question, person: Person) -> bool:
    about = (question.stakeholder_type, question.target)
    return person.answers_as in question.indicator.answered_by and about in person.asked


def _unclear(column: str, questions: list[Question]) -> str:
    targets = ", ".join(question.target for question in questions)
    return (
        f"column “{shown(column)}” holds one answer for several targets of "
        f"{questions[0].stakeholder_type} ({targets}), so it does not say about whom. Name the "
        "column of the target in the framework file ([form] target), or put {target} into question."
    )


def _not_asked(person: Person, value: str) -> str:
    if person.stakeholder_type:
        about = " ".join(filter(None, [person.stakeholder_type, person.target]))
        why = f"this is not asked of {person.respondent_class} about {about}"
    else:
        why = f"this {person.respondent_class} row was not asked about this target"
    return f"the answer “{shown(value)}” stands where none is allowed: {why}. {CORRECT}"
