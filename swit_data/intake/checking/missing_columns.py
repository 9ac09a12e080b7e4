"""Columns that a file must have and has not; which ones depends on who answered it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from swit_data.errors import Sentence, listed, say
from swit_data.framework.model import CLASSES, answers_as
from swit_data.intake.checking.columns import last_part
from swit_data.intake.problems import near

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from swit_data.framework import Framework
    from swit_data.framework.named_columns import NamedColumns, TargetQuestion
    from swit_data.intake.checking.columns import Columns
    from swit_data.intake.dialects.export import Export

_MOST = 20


@dataclass(frozen=True)
class Missing:
    """What a file lacks: columns that nothing can be read without, and core questions, each as a sentence says it."""

    columns: tuple[str, ...]
    questions: tuple[str, ...]

    def __bool__(self) -> bool:
        """Say whether anything is missing."""
        return bool(self.columns or self.questions)

    def sentence(self) -> Sentence:
        """Return what is missing, and what to do."""
        found = (*self.columns, *self.questions)
        names = ", ".join(found[:_MOST]) + (
            f" and {len(found) - _MOST} more" if len(found) > _MOST else ""
        )
        text = (
            "{n} required columns are missing: {names}. Export the file with “XML values and headers”, or correct the "
            "names in the framework file."
        )
        if not self.columns:
            text = (
                "{n} required columns are missing: {names}. If a question was not asked in this round, say so "
                "(--not-asked); if it was called otherwise, name that in the framework file (names = [...] of the "
                "question); else export the file with “XML values and headers”."
            )
        return say(text, n=len(found), names=names)


def missing(export: Export, columns: Columns, named: NamedColumns, framework: Framework) -> Missing:
    """Return which columns a file must have and has not."""
    others = [last_part(column) for column in (*columns.not_named, *columns.dropped)]
    there = columns.places
    occurring = _occurring(export, columns, framework)
    needed = {
        column: purpose
        for column, purpose in named.required.items()
        if _is_of(purpose, occurring, framework)
    }
    needed |= _asked_needed(there, named) | _conditions_needed(there, named)
    lacking = [
        f"“{column}” ({purpose}){near(column, others)}"
        for column, purpose in needed.items()
        if column not in there
    ]
    return Missing(tuple(lacking), tuple(_questions(there, named, framework, occurring, others)))


def _occurring(export: Export, columns: Columns, framework: Framework) -> set[str]:
    """Return the classes of people in a file; all that the form can have where a value is not understood."""
    form = framework.form
    possible = set(form.classes)
    place = columns.places.get(form.respondent_class.column)
    if place is None:
        return possible
    called = form.respondent_class.values or {code: code for code in CLASSES}
    said = {called.get(value, "") for value in set(export.values(place))}
    return possible if "" in said or not said else said


# What is asked of one class only, as the framework says what a column is for.
_OF_INSTITUTIONS = ("[form] stakeholder_type", "[form] target", "[form] consent_on_record")


def _is_of(purpose: str, occurring: set[str], framework: Framework) -> bool:
    if purpose == "[form] participants":
        return "group" in occurring
    if purpose.startswith("characteristic "):
        return "community" in occurring
    if purpose in _OF_INSTITUTIONS and not (framework.form.shape == 1 and "record" not in purpose):
        return "institution" in occurring
    return True


def _asked_needed(places: Mapping[str, int], named: NamedColumns) -> dict[str, str]:
    """Return the columns of targets that must be there: those of types whose questions are."""
    present = [about for column, about in named.questions.items() if column in places]
    there = {question.stakeholder_type for about in present for question in about}
    needed = there - named.without_list
    return {column: "[form] asked" for code, column in named.asked.items() if code in needed}


def _conditions_needed(places: Mapping[str, int], named: NamedColumns) -> dict[str, str]:
    """Return the columns that say whether a question of the file was asked."""
    return {
        condition: f"asked_if of {column}"
        for column, found in named.conditions.items()
        if column in places
        for condition in found
    }


def _questions(
    places: Mapping[str, int],
    named: NamedColumns,
    framework: Framework,
    occurring: set[str],
    others: Iterable[str],
) -> Iterator[str]:
    """Give the core questions of which no column is there, though somebody in the file is asked them."""
    types = _types(places, named, framework)
    answering = {answers_as(name) for name in occurring}
    for indicator, columns in _core(named.questions, types, answering).items():
        if not any(column in places for column in columns):
            several = f" or {len(columns) - 1} like it" if len(columns) > 1 else ""
            hint = near(columns[0], others)
            yield f"“{columns[0]}”{several} (core question {indicator}){hint}"


def _types(places: Mapping[str, int], named: NamedColumns, framework: Framework) -> set[str]:
    """Return the stakeholder types that somebody is asked about: without a list of targets everybody is."""
    if framework.form.shape == 1 or not framework.form.asked:
        return set(framework.stakeholder_types)
    present = {
        question.stakeholder_type
        for column, about in named.questions.items()
        if column in places
        for question in about
    }
    chosen = {code for code, column in named.asked.items() if column in places}
    return present | chosen | named.without_list


def _core(
    questions: Mapping[str, Iterable[TargetQuestion]], types: set[str], answering: set[str]
) -> Mapping[str, list[str]]:
    """Return the columns of each core indicator."""
    found: dict[str, list[str]] = {}
    asked: set[str] = set()
    for column, about in questions.items():
        core = [question for question in about if question.indicator.set == "core"]
        for code in dict.fromkeys(question.indicator.code for question in core):
            found.setdefault(code, []).append(column)
        asked |= {
            question.indicator.code
            for question in core
            if question.stakeholder_type in types
            and not answering.isdisjoint(question.indicator.answered_by)
        }
    return {code: columns for code, columns in found.items() if code in asked}


def unknown_labels(export: Export, lacking: Missing, framework: Framework) -> Sentence:
    """Return the sentence about a file whose header holds labels of a form that is not known."""
    names = listed([*lacking.columns, *lacking.questions], 5)
    return say(
        "{file}: the header of this file holds labels, and those of these columns are of a form that is not known "
        "here: {names}. Give the form that the answers were collected with, “{title}” (--form, or its field on the "
        "Data page); or export with “XML values and headers”; or say them in the framework (label = ...).",
        file=export.file,
        names=names,
        title=framework.title["en"],
    )
