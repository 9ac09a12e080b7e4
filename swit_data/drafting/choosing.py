"""Which questions of a form a draft makes indicators of, and why not of the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from swit_data.drafting import signs
from swit_data.drafting.codes import is_answer
from swit_data.drafting.forms import Asked, XlsForm
from swit_data.errors import QuestionnaireError, listed, say

NOT_WISHED = "was not named by --questions"
_MOST = 12  # answers of a question that measures something; a list of districts has more
# What the collecting tool notes by itself, and rows that ask nothing.
_SILENT = frozenset(
    [
        *("start", "end", "today", "deviceid", "phonenumber", "username", "email", "subscriberid"),
        *("simserial", "audit", "calculate", "calculate_here", "hidden", "note", "xml-external"),
        *("csv-external", "background-audio", "start-geopoint"),
    ]
)


@dataclass(frozen=True)
class Wishes:
    """What a person said beside the form: questions or groups to take, and columns whose use is decided."""

    questions: tuple[str, ...] = ()  # empty: every question that could be one
    pilot: str = ""
    about: str = ""


@dataclass(frozen=True)
class Chosen:
    """The questions taken, and those that are not, each with the reason."""

    taken: tuple[Asked, ...]
    others: tuple[tuple[Asked, str], ...]


def chosen(form: XlsForm, wishes: Wishes) -> Chosen:
    """Return which questions are taken.

    Raises:
        QuestionnaireError: a question that was asked for is not in the form, or none is left.
    """
    _check_wishes(form, wishes)
    counted = [asked.name for asked in form.questions]
    used = {wishes.pilot, wishes.about, *(asked.name for asked in signs.consents(form)[:1])} - {""}
    taken: list[Asked] = []
    others: list[tuple[Asked, str]] = []
    for asked in form.questions:
        if asked.kind.lower() in _SILENT:
            continue
        reason = _wished(asked, wishes) or _reason(form, asked, used, counted)
        if reason:
            others.append((asked, reason))
        else:
            taken.append(asked)
    if not taken:
        told = (
            "{file}: no question of this form has one answer of a list (select_one), so there is nothing to score. "
            "Questions with numbers, texts or several answers have no score."
        )
        raise QuestionnaireError(say(told, file=form.file))
    return Chosen(tuple(taken), tuple(others))


def _check_wishes(form: XlsForm, wishes: Wishes) -> None:
    """Refuse a name that is not in the form."""
    names = [asked.name for asked in form.questions]
    groups = {group.name for asked in form.questions for group in asked.groups}
    lists = [asked.name for asked in form.questions if form.options(asked)]
    for name, allowed in (
        *((name, [*names, *groups]) for name in wishes.questions),
        *((name, lists) for name in (wishes.pilot, wishes.about) if name),
    ):
        if name not in allowed:
            told = "{file}: “{name}” is not in this form; allowed: {allowed}. Names are those of the column “name”."
            known = listed(allowed, 40)
            raise QuestionnaireError(say(told, file=form.file, name=name, allowed=known))


def _wished(asked: Asked, wishes: Wishes) -> str:
    names = {asked.name, *(group.name for group in asked.groups)}
    return NOT_WISHED if wishes.questions and names.isdisjoint(wishes.questions) else ""


def _reason(form: XlsForm, asked: Asked, used: set[str], counted: Sequence[str]) -> str:
    """Return why a question is no indicator; empty where it is."""
    options = [option.code for option in form.options(asked)]
    odd = next((code for code in options if not is_answer(code)), None)
    reasons = (
        (
            asked.name in used,
            "says for whom or about whom an interview counts, or asks for consent",
        ),
        (asked.kind != "select_one", f"{asked.kind}: has no score"),
        (asked.repeated, "stands in a repeat: a person answers it several times"),
        (counted.count(asked.name) > 1, "its name stands twice in the form"),
        (any(c in asked.name for c in "{}"), "its name holds a brace"),
        (not options, "its answers are not in this workbook"),
        (len(options) == 1, "has one answer"),
        (len(options) > _MOST, f"has {len(options)} answers"),
        (odd is not None, f"its answer “{odd}” is no code (letters a-z, digits and _)"),
    )
    return next((told for holds, told in reasons if holds), "")
