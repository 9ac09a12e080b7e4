"""The words of the forms that are made of a framework, and the columns that it names by itself."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from swit_data.errors import QuestionnaireError
from swit_data.framework.model import CLASSES, SETS, UNSAID
from swit_data.intake.dialects.words import Choice, FormWords, Question
from swit_data.intake.named import classes, named_columns
from swit_data.questionnaire import choices, questions
from swit_data.wording import languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from swit_data.framework import Framework
    from swit_data.framework.model import Column
    from swit_data.questionnaire import Row


def our_forms(framework: Framework) -> tuple[FormWords, ...]:
    """Return the words of the forms that `form` makes of a framework, the smallest first.

    There are none where the framework names what no form can hold; its files have forms of their own.
    """
    return _our_forms(_ByHash(framework))


class _ByHash:
    """A framework that is the same as another of the same file."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework

    def __hash__(self) -> int:
        return hash(self.framework.hash)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByHash) and other.framework.hash == self.framework.hash


@lru_cache(maxsize=8)
def _our_forms(keyed: _ByHash) -> tuple[FormWords, ...]:
    framework, spoken = keyed.framework, tuple(languages())
    found: dict[tuple[str, ...], FormWords] = {}
    try:
        lists = {
            name: tuple(Choice(answer.code, answer.labels) for answer in answers)
            for name, answers in choices(framework, spoken).items()
        }
        for chosen in SETS:
            for answering in _answering(framework):
                rows = questions(framework, chosen, spoken, answering)
                found.setdefault(tuple(row.name for row in rows), _words(rows, lists, spoken))
    except QuestionnaireError:
        return ()
    return tuple(sorted(found.values(), key=lambda form: len(form.questions)))


def _answering(framework: Framework) -> Iterator[tuple[str, ...]]:
    """Give who may answer a form: everybody, those interviewed one by one, or one class alone."""
    possible = classes(framework.form)
    yield ()
    yield tuple(code for code in CLASSES if code in possible and code != "group")
    yield from ((code,) for code in CLASSES if code in possible)


def _words(
    rows: tuple[Row, ...], lists: Mapping[str, tuple[Choice, ...]], spoken: tuple[str, ...]
) -> FormWords:
    asked = [row for row in rows if row.kind not in ("begin_group", "end_group")]
    return FormWords(
        tuple(Question(row.name, row.kind, row.groups, row.labels, row.choices) for row in asked),
        {(*row.groups, row.name): row.labels for row in rows if row.kind == "begin_group"},
        lists,
        spoken,
    )


def names_only(framework: Framework) -> FormWords:
    """Return the columns that a framework names, each with its codes, without labels or groups."""
    named = named_columns(framework, round_given=False)
    codes = dict(_codes(framework))
    asked = set(named.asked.values())
    questions = []
    for name in named.all:
        kind = "select_multiple" if name in asked else "select_one" if name in codes else "text"
        questions.append(Question(name, kind, (), {}, name if name in codes else ""))
    choices = {name: tuple(Choice(code, {}) for code in codes[name]) for name in codes}
    return FormWords(tuple(questions), {}, choices, ())


def _codes(framework: Framework) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each column whose codes the framework knows."""
    form, named = framework.form, named_columns(framework, round_given=False)
    types = framework.stakeholder_types
    columns = (
        (form.respondent_class, CLASSES),
        (form.pilot, [pilot.value for pilot in form.pilots]),
        (form.stakeholder_type, types),
        (form.target, [target.code for kind in types.values() for target in kind.targets]),
        (form.consent, ()),
        (form.consent_on_record, ()),
    )
    yield from _of_columns(columns)
    for each in framework.characteristics.values():
        yield each.question, tuple(dict.fromkeys((*each.categories, UNSAID)))
    for code, column in named.asked.items():
        yield column, tuple(target.code for target in types[code].targets)
    for column, about in named.questions.items():
        yield column, framework.scales[about[0].indicator.scale].codes


def _of_columns(
    columns: Iterable[tuple[Column | None, Iterable[str]]],
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for column, codes in columns:
        if column and column.column:
            said: Mapping[str, str] = column.values
            yield column.column, tuple(dict.fromkeys((*said, *codes)))
