"""The columns that a framework names, and what each is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from swit_data.framework.model import CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from swit_data.framework import Form, Framework, Indicator
    from swit_data.framework.model import Column


@dataclass(frozen=True)
class Question:
    """An indicator asked about a target: what one column of answers may be about."""

    indicator: Indicator
    stakeholder_type: str
    target: str


@dataclass(frozen=True)
class Named:
    """Columns by what they are for; `required` says the part of the framework that needs each."""

    required: Mapping[str, str]
    questions: Mapping[str, tuple[Question, ...]]
    conditions: Mapping[
        str, tuple[str, ...]
    ]  # column of questions to those that say when they are asked
    asked: Mapping[str, str]  # stakeholder type to the column that lists its targets
    without_list: frozenset[str]  # types asked whole where that column is not there
    id: str
    aliases: Mapping[str, str]  # what else a column was called, to it

    @property
    def all(self) -> tuple[str, ...]:
        """Return every column named but the id, each once."""
        conditions = (column for columns in self.conditions.values() for column in columns)
        named = (*self.required, *self.asked.values(), *self.questions, *conditions)
        return tuple(dict.fromkeys(named))


def named_columns(framework: Framework, *, round_given: bool) -> Named:
    """Return the columns that a framework names; `round_given`: no column of rounds is needed."""
    form, questions = framework.form, _questions(framework)
    return Named(
        required=dict(_required(framework, round_given)),
        questions=questions,
        conditions={
            column: tuple(dict.fromkeys(condition_of(framework, question) for question in about))
            for column, about in questions.items()
            if about[0].indicator.asked_if  # all questions of a column are of one indicator
        },
        asked=_asked(framework),
        without_list=frozenset(
            code for code, kind in framework.stakeholder_types.items() if not kind.external
        ),
        id=form.id,
        aliases=_aliases(framework),
    )


def condition_of(framework: Framework, question: Question) -> str:
    """Return the column that decides whether a question is asked; empty: it always is."""
    return framework.condition_of(question.indicator, question.stakeholder_type, question.target)


def _aliases(framework: Framework) -> Mapping[str, str]:
    """Return the other names of columns."""
    found = dict(framework.form.names)
    for each in framework.characteristics.values():
        found |= dict.fromkeys(each.names, each.question)
    for indicator in framework.indicators.values():
        for code in indicator.stakeholder_types if indicator.names else ():
            for target in framework.targets_of(indicator, code):
                column = framework.column_of(indicator, code, target.code)
                names = framework.names_of(indicator, code, target.code)
                found |= dict.fromkeys(names, column)
    return found


def answering_as(respondent_class: str) -> str:
    """Return as whom a class answers: a focus group is the community."""
    return "institution" if respondent_class == "institution" else "community"


def classes(form: Form) -> set[str]:
    """Return the classes that a file with this form can hold."""
    column = form.respondent_class
    return {column.constant} if column.constant else set(column.values.values()) or set(CLASSES)


def _required(framework: Framework, round_given: bool) -> Iterator[tuple[str, str]]:
    form = framework.form
    possible = classes(form)
    about_one = form.shape == 1 or "institution" in possible
    columns = [
        ("pilot", _column(form.pilot), True),
        ("round", _column(form.round), not round_given),
        ("class", _column(form.respondent_class), True),
        ("stakeholder_type", _column(form.stakeholder_type), about_one),
        ("target", _column(form.target), about_one),
        ("consent", _column(form.consent), True),
        ("consent_on_record", _column(form.consent_on_record), "institution" in possible),
        ("participants", form.participants, "group" in possible),
        ("branch", form.branch, True),
    ]
    yield from ((name, f"[form] {key}") for key, name, needed in columns if name and needed)
    if "community" in possible:
        for characteristic in framework.characteristics.values():
            yield characteristic.question, f"characteristic {characteristic.code}"


def _column(column: Column | None) -> str:
    return column.column if column else ""


def _questions(framework: Framework) -> Mapping[str, tuple[Question, ...]]:
    answering = {answering_as(name) for name in classes(framework.form)}
    found: dict[str, list[Question]] = {}
    for indicator in framework.indicators.values():
        if not answering.isdisjoint(indicator.answered_by):
            for code in _types(framework, indicator):
                for target in framework.targets_of(indicator, code):
                    column = framework.column_of(indicator, code, target.code)
                    found.setdefault(column, []).append(Question(indicator, code, target.code))
    return {column: tuple(questions) for column, questions in found.items()}


def _types(framework: Framework, indicator: Indicator) -> tuple[str, ...]:
    form = framework.form
    if form.shape == 1 and form.stakeholder_type and form.stakeholder_type.constant:
        only = form.stakeholder_type.constant
        return tuple(code for code in indicator.stakeholder_types if code == only)
    return indicator.stakeholder_types


def _asked(framework: Framework) -> Mapping[str, str]:
    form = framework.form
    if form.shape == 1 or not form.asked:
        return {}
    return {code: form.asked.format(stakeholder_type=code) for code in framework.stakeholder_types}
