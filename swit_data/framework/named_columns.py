"""Every column that a framework names, and what each is read for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from swit_data.framework.model import Framework, Indicator, answers_as


@dataclass(frozen=True)
class TargetQuestion:
    """An indicator asked about a target, and its columns in an export."""

    indicator: Indicator
    stakeholder_type: str
    target: str
    column: str
    condition: str  # the column that decides whether it is asked; empty: it always is
    names: tuple[str, ...]  # what else its column was called


def target_questions(framework: Framework) -> Iterator[TargetQuestion]:
    """Give every indicator with each target that it is about; several may share a column."""
    for indicator in framework.indicators.values():
        for code in indicator.stakeholder_types:
            for target in framework.targets_of(indicator, code):
                yield _question(framework, indicator, (code, target.code))


def _question(framework: Framework, indicator: Indicator, about: tuple[str, str]) -> TargetQuestion:
    filled = partial(
        str.format, stakeholder_type=about[0], target=about[1], indicator=indicator.code
    )
    return TargetQuestion(
        indicator,
        *about,
        column=filled(indicator.question or framework.form.question),
        condition=filled(indicator.asked_if.column) if indicator.asked_if else "",
        names=tuple(map(filled, indicator.names)),
    )


@dataclass(frozen=True)
class NamedColumns:
    """The columns of an export by what they are for; with `round_given` no column of rounds is needed."""

    framework: Framework
    round_given: bool = False

    @cached_property
    def required(self) -> Mapping[str, str]:
        """Return the columns that are needed, each with the part of the framework that needs it."""
        form, needless = self.framework.form, {"id", "date", "status"}
        if self.round_given:
            needless.add("round")
        if "group" not in form.classes:
            needless.add("participants")
        if "institution" not in form.classes:
            one = set() if form.shape == 1 else {"stakeholder_type", "target"}
            needless |= {"consent_on_record", *one}
        found = {name: f"[form] {key}" for key, name in form.columns.items() if key not in needless}
        if "community" in form.classes:
            usual = (c for c in self.framework.characteristics.values() if not c.sensitive)
            found |= {each.question: f"characteristic {each.code}" for each in usual}
        return found

    @cached_property
    def sensitive(self) -> Mapping[str, str]:
        """Return the columns of characteristics that endanger people, each with that of its own consent.

        A file may lack both: they are asked in the full set alone, and of nobody who does not consent.
        """
        if "community" not in self.framework.form.classes:
            return {}
        found = self.framework.characteristics
        consents = self.framework.sensitive.items()
        return {found[code].question: consent.column.column for code, consent in consents}

    @cached_property
    def questions(self) -> Mapping[str, tuple[TargetQuestion, ...]]:
        """Return what each column of answers may be about; all questions of one are of one indicator."""
        form = self.framework.form
        answering = {answers_as(name) for name in form.classes}
        kind = form.stakeholder_type if form.shape == 1 else None
        only = kind.constant if kind else ""
        found: dict[str, tuple[TargetQuestion, ...]] = {}
        for question in target_questions(self.framework):
            theirs = not answering.isdisjoint(question.indicator.answered_by)
            if theirs and only in ("", question.stakeholder_type):
                found[question.column] = (*found.get(question.column, ()), question)
        return found

    @cached_property
    def conditions(self) -> Mapping[str, tuple[str, ...]]:
        """Return the columns of questions with those that say when they are asked."""
        return {
            column: tuple(dict.fromkeys(question.condition for question in about))
            for column, about in self.questions.items()
            if about[0].indicator.asked_if
        }

    @property
    def asked(self) -> Mapping[str, str]:
        """Return the column of each stakeholder type that lists its targets."""
        return self.framework.asked_columns

    @cached_property
    def without_list(self) -> frozenset[str]:
        """Return the types that are asked about whole where that column is not there."""
        types = self.framework.stakeholder_types
        return frozenset(code for code, kind in types.items() if not kind.external)

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """Return what else a column was called, to it."""
        found = dict(self.framework.form.names)
        for each in self.framework.characteristics.values():
            found |= dict.fromkeys(each.names, each.question)
        for consent in self.framework.sensitive.values():
            found |= dict.fromkeys(consent.names, consent.column.column)
        for question in target_questions(self.framework):
            found |= dict.fromkeys(question.names, question.column)
        return found

    @cached_property
    def all(self) -> tuple[str, ...]:
        """Return every column named but the id, each once."""
        conditions = (column for columns in self.conditions.values() for column in columns)
        own = (*self.sensitive, *self.sensitive.values())
        named = (*self.required, *own, *self.asked.values(), *self.questions, *conditions)
        return tuple(dict.fromkeys(named))
