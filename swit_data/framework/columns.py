"""The columns that a framework names: each is read for one thing."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass

from swit_data.errors import Sentence, listed, say
from swit_data.framework.error_place import Place
from swit_data.framework.model import Form, Framework, Indicator

_IN_QUESTION = ("stakeholder_type", "target", "indicator")
_IN_ASKED = ("stakeholder_type",)


@dataclass(frozen=True)
class _Use:
    """A column, what it is read for, and the key of the file that says so."""

    column: str
    purpose: Sentence
    place: Place
    key: str


def check_columns(framework: Framework, top: Place) -> None:
    """Check the patterns of columns, and that no column is read for two things.

    Raises:
        FrameworkError: a pattern cannot be filled in, or two questions share a column.
    """
    _check_patterns(framework, top)
    form = top.inside("[form]")
    # A column of the form may say two things, as the pilot and the round of it.
    taken = dict.fromkeys(_form_columns(framework.form), Sentence("[form]"))
    for use in (*_characteristics(framework, top), *_asked(framework, form)):
        _take(taken, use)
    for use in (*_questions(framework, top), *_other_names(framework, form)):
        _take(taken, use)
    # A condition may be read from any column: of the form, of a question, or one that is read for nothing else.
    for column in _conditions(framework):
        taken.setdefault(column, Sentence("asked_if"))
    for column in framework.form.ignore:
        if column in taken and column != framework.form.id:
            told = "a column that is not read: this one is named for {purpose}"
            allowed = say(told, purpose=taken[column])
            form.refuse("ignore", column, allowed)


def _take(taken: dict[str, Sentence], use: _Use) -> None:
    if taken.setdefault(use.column, use.purpose) != use.purpose:
        told = "a column of its own: this one is named for {purpose}"
        allowed = say(told, purpose=taken[use.column])
        use.place.refuse(use.key, use.column, allowed)


def _check_patterns(framework: Framework, top: Place) -> None:
    form = top.inside("[form]")
    _check_pattern(form, "asked", framework.form.asked, _IN_ASKED)
    _check_pattern(form, "question", framework.form.question, _IN_QUESTION)
    for indicator in framework.indicators.values():
        place = top.entry("indicators", indicator.code)
        _check_pattern(place, "question", indicator.question, _IN_QUESTION)
        for name in indicator.names:
            _check_pattern(place, "names", name, _IN_QUESTION)
        condition = indicator.asked_if.column if indicator.asked_if else ""
        _check_pattern(place, "asked_if", condition, _IN_QUESTION)


def _check_pattern(place: Place, key: str, pattern: str, names: tuple[str, ...]) -> None:
    """Refuse a pattern that no code can be filled in."""
    if not _fits(pattern, names):
        place.refuse(
            key, pattern, say("a text with {names}", names=listed(f"{{{name}}}" for name in names))
        )


def _fits(pattern: str, names: tuple[str, ...]) -> bool:
    """Say whether `str.format` can fill a pattern in, and with nothing else than a code."""
    try:
        fields = [field[1:] for field in string.Formatter().parse(pattern) if field[1] is not None]
    except ValueError:  # a brace that nothing closes
        return False
    return all(name in names and not spec and not how for name, spec, how in fields)


def _form_columns(form: Form) -> Iterator[str]:
    columns = (
        *(form.pilot, form.round, form.respondent_class, form.stakeholder_type),
        *(form.target, form.consent, form.consent_on_record),
    )
    yield from (column.column for column in columns if column and column.column)
    yield from filter(None, (form.participants, form.branch, form.id, form.date))
    if form.status:
        yield form.status.column


def _other_names(framework: Framework, form: Place) -> Iterator[_Use]:
    """Give the other names of the form's own columns; each is a column of nothing else."""
    for name, column in framework.form.names.items():
        yield _Use(name, say("another name of “{column}”", column=column), form, "names")


def _characteristics(framework: Framework, top: Place) -> Iterator[_Use]:
    for code, characteristic in framework.characteristics.items():
        place = top.entry("characteristics", code)
        purpose = say("characteristic “{code}”", code=code)
        yield _Use(characteristic.question, purpose, place, "question")
        yield from (_Use(name, purpose, place, "names") for name in characteristic.names)


def _asked(framework: Framework, form: Place) -> Iterator[_Use]:
    pattern = framework.form.asked if framework.form.shape != 1 else ""
    for code in framework.stakeholder_types if pattern and _fits(pattern, _IN_ASKED) else ():
        column = pattern.format(stakeholder_type=code)
        yield _Use(column, say("the targets of “{code}”", code=code), form, "asked")


def _conditions(framework: Framework) -> Iterator[str]:
    for indicator in framework.indicators.values():
        for code, target in _about(framework, indicator) if indicator.asked_if else ():
            yield framework.condition_of(indicator, code, target)


def _about(framework: Framework, indicator: Indicator) -> Iterator[tuple[str, str]]:
    """Give each stakeholder type and target of an indicator; none where a column of it cannot be made."""
    condition = indicator.asked_if.column if indicator.asked_if else ""
    patterns = (indicator.question or framework.form.question, *indicator.names, condition)
    if all(_fits(pattern, _IN_QUESTION) for pattern in patterns):
        for code in indicator.stakeholder_types:
            if code in framework.stakeholder_types:
                yield from ((code, t.code) for t in framework.targets_of(indicator, code))


def _questions(framework: Framework, top: Place) -> Iterator[_Use]:
    for indicator in framework.indicators.values():
        if indicator.answered_by:
            yield from _columns_of(framework, indicator, top.entry("indicators", indicator.code))


def _columns_of(framework: Framework, indicator: Indicator, place: Place) -> Iterator[_Use]:
    for code, target in _about(framework, indicator):
        column = framework.column_of(indicator, code, target)
        purpose = say("indicator “{code}”", code=indicator.code)
        # In shape 1 the stakeholder type and target stand in columns of their own.
        if framework.form.shape != 1:
            told = "{indicator} about {stakeholder_type}, {target}"
            purpose = say(told, indicator=purpose, stakeholder_type=code, target=target)
        yield _Use(column, purpose, place, "question")
        for name in framework.names_of(indicator, code, target):
            yield _Use(name, purpose, place, "names")
