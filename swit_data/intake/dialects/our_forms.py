"""The words of the forms that are made of a framework, and the columns that it names by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from swit_data.errors import QuestionnaireError
from swit_data.framework.model import CLASSES, SETS, UNSAID
from swit_data.framework.named_columns import NamedColumns
from swit_data.intake.dialects.form_words import FormQuestion, FormWords
from swit_data.questionnaire import (
    Choice,
    choices,
    earlier_languages,
    form_languages,
    lists,
    questions,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from swit_data.framework import Form, Framework
    from swit_data.framework.columns import Column
    from swit_data.questionnaire import Row


@lru_cache(maxsize=8)
def our_forms(framework: Framework) -> tuple[FormWords, ...]:
    """Return the words of the forms that `form` makes of a framework, the smallest first.

    There are none where the framework names what no form can hold; its files have forms of their own.
    """
    spoken = _spoken_ever()
    found: dict[tuple[str, ...], FormWords] = {}
    try:
        options = choices(framework, spoken)
        for chosen in SETS:
            for answering in _answering(framework):
                rows = questions(framework, chosen, spoken, answering)
                found.setdefault(tuple(row.name for row in rows), _words(rows, options, spoken))
    except QuestionnaireError:
        return ()
    return tuple(sorted(found.values(), key=lambda form: len(form.questions)))


def _spoken_ever() -> tuple[str, ...]:
    """Return the languages of a form, and each as it was before it was reworded."""
    return (*form_languages(), *earlier_languages())


def _answering(framework: Framework) -> Iterator[tuple[str, ...]]:
    """Give who may answer a form: everybody, those interviewed one by one, or one class alone."""
    possible = framework.form.classes
    yield ()
    yield tuple(code for code in possible if code != "group")
    yield from ((code,) for code in possible)


def _words(
    rows: tuple[Row, ...], options: Mapping[str, tuple[Choice, ...]], spoken: tuple[str, ...]
) -> FormWords:
    asked = [row for row in rows if row.kind not in ("begin_group", "end_group")]
    return FormWords(
        tuple(
            FormQuestion(row.name, row.kind, row.groups, row.labels, row.choices) for row in asked
        ),
        {(*row.groups, row.name): row.labels for row in rows if row.kind == "begin_group"},
        options,
        spoken,
    )


@lru_cache(maxsize=8)
def names_only(framework: Framework) -> FormWords:
    """Return the columns that a framework names, each with its codes, without groups.

    Labels are those that it says itself: of its columns, of its questions where each has one column, of its answers.
    """
    named = NamedColumns(framework)
    codes = _choices(framework)
    asked, labels = set(named.asked.values()), _labels(framework)
    questions = []
    for name, column in [*((n, n) for n in named.all), *named.aliases.items()]:
        several, chosen = column in asked, column if column in codes else ""
        kind = "select_multiple" if several else "select_one" if chosen else "text"
        spoken = labels.get(column, {}) if name == column else {}
        questions.append(FormQuestion(name, kind, (), spoken, chosen))
    form = framework.form
    read = [form.date, form.status.column if form.status else ""]
    others = [*filter(None, read), *(column for column in form.ignore if column in labels)]
    questions += [FormQuestion(column, "text", (), labels.get(column, {})) for column in others]
    languages = dict.fromkeys(language for question in questions for language in question.labels)
    return FormWords(tuple(questions), {}, codes, tuple(languages))


def _labels(framework: Framework) -> Mapping[str, Mapping[str, str]]:
    """Return what a framework says that each column is called."""
    found = dict(framework.form.labels)
    consents = framework.sensitive.values()
    found |= {consent.column.column: consent.label for consent in consents if consent.label}
    columns = NamedColumns(framework).questions
    alone = Counter(question.indicator.code for about in columns.values() for question in about[:1])
    for column, about in columns.items():
        if alone[about[0].indicator.code] == 1:
            found.setdefault(column, about[0].indicator.text)
    return found


def _choices(framework: Framework) -> dict[str, tuple[Choice, ...]]:
    """Return the codes of each column with all their labels: those of the framework, and of the form made of it."""
    found: dict[str, tuple[Choice, ...]] = {}
    known: dict[tuple[str, tuple[str, ...]], tuple[Choice, ...]] = {}
    for column, listed, codes in _codes(framework):
        key = (listed, tuple(codes))
        if key not in known:
            known[key] = tuple(
                Choice(code, _Late(partial(_spoken, framework, (listed, code), own)))
                for code, own in codes.items()
            )
        found[column] = known[key]
    return found


class _Late(Mapping[str, str]):
    """Labels that are looked up where one is asked for: the catalogs of all languages take 0.15 s to read."""

    def __init__(self, make: Callable[[], Mapping[str, str]]) -> None:
        self._make = make

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return self._make()

    def __getitem__(self, language: str) -> str:
        return self._labels[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)


def _spoken(
    framework: Framework, place: tuple[str, str], own: Mapping[str, str]
) -> Mapping[str, str]:
    listed, code = place
    return {**_made(framework).get(listed, {}).get(code, {}), **own}


@lru_cache(maxsize=8)
def _made(framework: Framework) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return the lists of the form made of a framework, each code with its labels; none where no form can be made."""
    try:
        made = choices(framework, _spoken_ever())
    except QuestionnaireError:
        return {}
    return {name: {a.code: a.labels for a in answers} for name, answers in made.items()}


def _codes(framework: Framework) -> Iterator[tuple[str, str, Mapping[str, Mapping[str, str]]]]:
    """Give each column whose codes the framework knows, the list of the form made of it, and its own labels."""
    form, named = framework.form, NamedColumns(framework)
    types = framework.stakeholder_types
    targets = {target.code: target.label for kind in types.values() for target in kind.targets}
    columns: tuple[tuple[Column | None, str, Mapping[str, Mapping[str, str]]], ...] = (
        (form.respondent_class, lists.CLASSES, {code: {} for code in CLASSES}),
        (form.pilot, lists.PILOTS, _pilots(form)),
        (form.stakeholder_type, lists.TYPES, {code: kind.label for code, kind in types.items()}),
        (form.target, lists.TARGETS, targets),
        (form.consent, lists.CONSENT, _no(form.consent)),
        (form.consent_on_record, lists.ON_RECORD, _no(form.consent_on_record)),
    )
    yield from _of_columns(columns)
    for each in framework.characteristics.values():
        categories = {**each.categories, UNSAID: each.categories.get(UNSAID, {})}
        yield each.question, lists.characteristic_list(each.code), categories
    for code, consent in framework.sensitive.items():
        yield from _of_columns(
            [(consent.column, lists.own_consent_list(code), _no(consent.column))]
        )
    for code, column in named.asked.items():
        own = {target.code: target.label for target in types[code].targets}
        yield column, lists.asked_list(code), own
    scales = {
        code: {answer.code: answer.label for answer in scale.answers}
        for code, scale in framework.scales.items()
    }
    for column, about in named.questions.items():
        scale = about[0].indicator.scale
        yield column, lists.scale_list(scale), scales[scale]


def _pilots(form: Form) -> Mapping[str, Mapping[str, str]]:
    """Return what an export may call each pilot, with its names."""
    coded = set(form.pilot.values.values())
    return {
        said: pilot.name if pilot.name.get("en") else {}
        for pilot in form.pilots
        for said in (pilot.code, pilot.value)
        if said == pilot.value or pilot.code in coded
    }


def _no(column: Column | None) -> Mapping[str, Mapping[str, str]]:
    """Return the no of a consent, as the form made of the framework has it."""
    taken = column.values if column else {}
    return {"no": {}} if "no" not in taken else {}


def _of_columns(
    columns: Iterable[tuple[Column | None, str, Mapping[str, Mapping[str, str]]]],
) -> Iterator[tuple[str, str, Mapping[str, Mapping[str, str]]]]:
    for column, listed, codes in columns:
        if column and column.column:
            said = {value: codes.get(code, {}) for value, code in column.values.items()}
            # A code that the file writes otherwise is that code, not a second one of the same label.
            others = {c: t for c, t in codes.items() if c not in column.values.values()}
            yield column.column, listed, {**said, **others}
