"""What a form is made from: a framework, a set of questions, languages and who answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from swit_data.errors import QuestionnaireError, listed, say
from swit_data.framework import Framework, Indicator, StakeholderType
from swit_data.framework.columns import Column
from swit_data.framework.model import answers_as
from swit_data.framework.named_columns import TargetQuestion, target_questions
from swit_data.questionnaire.rows import Given, Texts, checked_code, checked_name
from swit_data.wording import Wording

Place = tuple[str, str]  # stakeholder type, target


@dataclass(frozen=True)
class Plan:
    """A form before it is written: what it asks, of whom, in which languages."""

    framework: Framework
    chosen_set: str
    languages: tuple[str, ...]
    classes: tuple[str, ...]
    given: Given = field(default_factory=Given)

    def say(self, key: str, **values: str) -> Texts:
        """Return a text in every language."""
        return {code: Wording.of(code).text(f"form.{key}", **values) for code in self.languages}

    def count(self, key: str, n: int) -> Texts:
        """Return a text with a number in every language."""
        return {code: Wording.of(code).plural(f"form.{key}", n) for code in self.languages}

    def label(self, labels: Mapping[str, str], key: str) -> Texts:
        """Return a framework's own text in every language."""
        return {code: Wording.of(code).label(labels, key) for code in self.languages}

    def about(self, key: str, **texts: Texts) -> Texts:
        """Return a text of which parts are texts of the framework."""
        return {
            code: Wording.of(code).text(
                f"form.{key}", **{name: text[code] for name, text in texts.items()}
            )
            for code in self.languages
        }

    def type_name(self, kind: StakeholderType) -> Texts:
        """Return what a stakeholder type is called."""
        return self.label(kind.label, f"type.{kind.code}")

    def target_name(self, place: Place) -> Texts:
        """Return what a target is called."""
        targets = self.framework.stakeholder_types[place[0]].targets
        target = next(target for target in targets if target.code == place[1])
        return self.label(target.label, f"target.{place[0]}.{place[1]}")

    def asks(self, *classes: str) -> bool:
        """Say whether people of any of these classes answer this form."""
        return not set(classes).isdisjoint(self.classes)

    def only(self, *classes: str) -> str:
        """Return the condition that somebody of these classes answers; empty: always."""
        if set(self.classes) <= set(classes):
            return ""
        name = self.framework.form.respondent_class.column
        said = [self.said_class(code) for code in classes if code in self.classes]
        return any_of([f"${{{name}}} = '{code}'" for code in said])

    def said_class(self, code: str) -> str:
        """Return what an export says for a class."""
        return value_of(self.framework.form.respondent_class, code)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Return the indicators that are asked, in their order."""
        answering = {answers_as(code) for code in self.classes}
        asked = self.framework.in_set(self.chosen_set)
        return tuple(i for i in asked if not answering.isdisjoint(i.answered_by))

    def asked_about(self, place: Place) -> tuple[TargetQuestion, ...]:
        """Return the questions that are asked about a target."""
        return tuple(q for q in self._asked if (q.stakeholder_type, q.target) == place)

    @cached_property
    def _asked(self) -> tuple[TargetQuestion, ...]:
        codes = {indicator.code for indicator in self.indicators}
        return tuple(q for q in target_questions(self.framework) if q.indicator.code in codes)

    def condition(self, question: TargetQuestion) -> str:
        """Return when a question is asked, where a question of this form decides it; empty: always."""
        asked_if, column = question.indicator.asked_if, question.condition
        if asked_if is None or column not in self._question_columns:
            return ""
        return any_of([f"selected(${{{column}}}, '{said}')" for said in asked_if.values])

    @cached_property
    def conditions_elsewhere(self) -> tuple[str, ...]:
        """Return the columns that say when a question is asked and are no question of this form."""
        columns = {question.condition for question in self._asked if question.condition}
        return tuple(sorted(columns - self._question_columns))

    @cached_property
    def _question_columns(self) -> frozenset[str]:
        return frozenset(question.column for question in self._asked)

    def places(self, kind: StakeholderType) -> tuple[Place, ...]:
        """Return the targets of a stakeholder type that anything is asked about."""
        found = [(kind.code, target.code) for target in kind.targets]
        return tuple(place for place in found if self.asked_about(place))

    @cached_property
    def external(self) -> tuple[StakeholderType, ...]:
        """Return the external stakeholder types that anything is asked about."""
        return tuple(t for t in self.framework.external_types if self.places(t))

    @cached_property
    def own(self) -> tuple[StakeholderType, ...]:
        """Return the community's own types that anything is asked about."""
        kinds = self.framework.stakeholder_types.values()
        return tuple(t for t in kinds if not t.external and self.places(t))

    def asked_column(self, stakeholder_type: str) -> str:
        """Return the column that lists the targets asked about, or nothing."""
        column = self.framework.asked_columns.get(stakeholder_type, "")
        return checked_name(column) if column else ""

    @cached_property
    def taken(self) -> frozenset[str]:
        """Return the columns that the framework names; the form's own names stand beside them."""
        return frozenset(
            (
                *self.framework.form.columns.values(),
                *(c.question for c in self.framework.characteristics.values()),
                *(own.column.column for own in self.framework.sensitive.values()),
                *self.framework.asked_columns.values(),
                *(question.column for question in target_questions(self.framework)),
            )
        )

    def free(self, name: str) -> str:
        """Return a name of the form's own that no column of the framework has."""
        while name in self.taken:
            name += "_"
        return name


def make_plan(
    framework: Framework,
    chosen_set: str,
    languages: tuple[str, ...],
    classes: tuple[str, ...] = (),
    given: Given | None = None,
) -> Plan:
    """Return the plan of a form; without classes: for everybody who can answer.

    Raises:
        QuestionnaireError: nobody of these classes answers under this framework.
    """
    possible = framework.form.classes
    wanted = tuple(code for code in possible if code in (classes or possible))
    if not wanted:
        raise QuestionnaireError(
            say(
                "{framework}: this framework has no respondents of class {found}; it has: {allowed}. "
                "See [form] class in the framework file.",
                framework=framework.code,
                found=listed(classes),
                allowed=listed(possible),
            )
        )
    return Plan(framework, chosen_set, languages, wanted, given or Given())


def value_of(column: Column, code: str) -> str:
    """Return what an export says for a code."""
    found = [value for value, meant in column.values.items() if meant == code]
    return checked_code(found[0] if found else code)


def any_of(conditions: list[str]) -> str:
    """Return the condition that one of these holds; an empty one always does."""
    if "" in conditions:
        return ""
    unlike = list(dict.fromkeys(conditions))
    return unlike[0] if len(unlike) == 1 else " or ".join(bracketed(each) for each in unlike)


def all_of(conditions: list[str]) -> str:
    """Return the condition that all of these hold; an empty one always does."""
    real = list(dict.fromkeys(filter(None, conditions)))
    return real[0] if len(real) == 1 else " and ".join(bracketed(each) for each in real)


def bracketed(condition: str) -> str:
    """Return a condition that can stand beside another."""
    compound = " or " in condition or " and " in condition
    return f"({condition})" if compound else condition
