"""The columns that a framework names: each is read for one thing."""

import string
from collections.abc import Iterator
from dataclasses import dataclass, replace

from swit_data.errors import Sentence, listed, say
from swit_data.framework.columns import OwnConsent
from swit_data.framework.error_place import Place
from swit_data.framework.model import Framework, Indicator
from swit_data.framework.named_columns import target_questions

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
    form, known = top.inside("[form]"), _fillable(framework)
    # A column of the form may say two things, as the pilot and the round of it.
    taken = dict.fromkeys(known.form.columns.values(), Sentence("[form]"))
    for use in (*_characteristics(known, top), *_asked(known, form)):
        _take(taken, use)
    for use in (*_questions(known, top), *_other_names(known, form)):
        _take(taken, use)
    # A condition may be read from any column: of the form, of a question, or one that is read for nothing else.
    for column in filter(None, (question.condition for question in target_questions(known))):
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
        for key, pattern in _patterns(indicator):
            _check_pattern(place, key, pattern, _IN_QUESTION)


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


def _fillable(framework: Framework) -> Framework:
    """Return it without what no column can be made of: patterns with a mistake, and types that are not there."""
    form, types = framework.form, framework.stakeholder_types
    usual = _fits(form.question, _IN_QUESTION)
    indicators = {
        code: replace(
            each, stakeholder_types=tuple(t for t in each.stakeholder_types if t in types)
        )
        for code, each in framework.indicators.items()
        if (each.question or usual)
        and all(_fits(pattern, _IN_QUESTION) for _, pattern in _patterns(each))
    }
    asked = form.asked if _fits(form.asked, _IN_ASKED) else ""
    return replace(framework, form=replace(form, asked=asked), indicators=indicators)


def _patterns(indicator: Indicator) -> Iterator[tuple[str, str]]:
    """Give the patterns of an indicator's columns, each with the key that says it."""
    yield "question", indicator.question
    yield from (("names", name) for name in indicator.names)
    if indicator.asked_if:
        yield "asked_if", indicator.asked_if.column


def _characteristics(framework: Framework, top: Place) -> Iterator[_Use]:
    for code, characteristic in framework.characteristics.items():
        place = top.entry("characteristics", code)
        purpose = say("characteristic “{code}”", code=code)
        yield _Use(characteristic.question, purpose, place, "question")
        yield from (_Use(name, purpose, place, "names") for name in characteristic.names)
        if characteristic.own_consent:
            yield from _own_consent(characteristic.own_consent, purpose, place)


def _own_consent(consent: OwnConsent, of: Sentence, around: Place) -> Iterator[_Use]:
    purpose = say("the consent of {characteristic}", characteristic=of)
    for name in (consent.column.column, *consent.names):
        yield _Use(name, purpose, around, "own_consent")


def _asked(framework: Framework, form: Place) -> Iterator[_Use]:
    for code, column in framework.asked_columns.items():
        yield _Use(column, say("the targets of “{code}”", code=code), form, "asked")


def _questions(framework: Framework, top: Place) -> Iterator[_Use]:
    for question in target_questions(framework):
        if not question.indicator.answered_by:
            continue
        code = question.indicator.code
        place, purpose = top.entry("indicators", code), say("indicator “{code}”", code=code)
        # In shape 1 the stakeholder type and target stand in columns of their own.
        if framework.form.shape != 1:
            told = "{indicator} about {stakeholder_type}, {target}"
            kind = question.stakeholder_type
            purpose = say(told, indicator=purpose, stakeholder_type=kind, target=question.target)
        yield _Use(question.column, purpose, place, "question")
        yield from (_Use(name, purpose, place, "names") for name in question.names)


def _other_names(framework: Framework, form: Place) -> Iterator[_Use]:
    """Give the other names of the form's own columns; each is a column of nothing else."""
    for name, column in framework.form.names.items():
        yield _Use(name, say("another name of “{column}”", column=column), form, "names")
