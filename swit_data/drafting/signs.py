"""What the names and labels of a form look like: said as a remark in a draft, never decided by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from swit_data.drafting.forms import Asked, Option, XlsForm

# In English and, as far as a word gives it away, in the languages of the pilots.
_CONSENT = re.compile(
    r"consent|agree to|willing|participate|згод|погод|persetuj|bersedia|toestem|consentem|accord|موافق",
    re.IGNORECASE,
)
_PLACES = re.compile(
    r"country|region|province|district|county|\bcity|\btown|neighbo|governorate|pilot|oblast|країн|област|регіон|pays|"
    r"région|negara|provinsi|kota|\bland\b|distrikt|محافظة|حي\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"stakeholder|institution|organi[sz]ation|agency|authorit|ministry|заклад|установ|організац|сторон|lembaga|"
    r"instelling",
    re.IGNORECASE,
)
_ROUND = re.compile(r"\bround\b|\bwave\b|\bphase\b|раунд|putaran|ronde|\btour\b", re.IGNORECASE)
_PEOPLE = re.compile(r"participant|attend|учасни|peserta|deelnemer", re.IGNORECASE)
_MEANS = (
    (
        "dont_know",
        re.compile(
            r"don.?t[ _]?know|\bdk\b|do not know|unsure|не знаю|sait pas|tidak tahu|weet niet|لا أعرف",
            re.I,
        ),
    ),
    (
        "not_applicable",
        re.compile(
            r"not[ _]applicable|\bna\b|\bn/a\b|sans objet|не застос|tidak berlaku|niet van toep",
            re.I,
        ),
    ),
    (
        "prefer_not_to_say",
        re.compile(
            r"prefer[ _]not|refuse|no[ _]answer|\bpnta?s?\b|відмов|menolak|عدم الاجابة", re.I
        ),
    ),
)
_MOST = 6  # questions that a remark names
_LONGEST = 100  # letters of a label that says what a question is; a long one explains the survey
_ANSWERS = 4  # of a question about consent


def consents(form: XlsForm) -> list[Asked]:
    """Return the questions that may ask for consent, those first whose name says it."""
    kinds = ("select_one", "acknowledge", "trigger")
    asked = [q for q in form.questions if q.kind in kinds and not q.repeated]
    few = [q for q in asked if len(form.options(q)) <= _ANSWERS]
    found = [q for q in few if any(map(_CONSENT.search, (q.name, *q.labels.values())))]
    return sorted(found, key=lambda asked: not _CONSENT.search(asked.name))[:_MOST]


def places(form: XlsForm) -> list[Asked]:
    """Return the questions that may say where an interview was."""
    return [q for q in _like(form, _PLACES) if q.kind == "select_one"][:_MOST]


def stakeholders(form: XlsForm) -> list[Asked]:
    """Return the questions that may say whom an interview is about."""
    return [q for q in _like(form, _ABOUT) if q.kind == "select_one"][:_MOST]


def rounds(form: XlsForm) -> list[Asked]:
    """Return the questions that may say which round it is."""
    return _like(form, _ROUND)[:_MOST]


def counts(form: XlsForm) -> list[Asked]:
    """Return the questions that may count the participants of a group."""
    return [q for q in _like(form, _PEOPLE) if q.kind in ("integer", "range")][:_MOST]


def days(form: XlsForm) -> list[Asked]:
    """Return the questions that may hold the day of the interview."""
    return [q for q in form.questions if q.kind in ("today", "date") and not q.repeated][:_MOST]


def meaning(option: Option) -> str:
    """Return what an answer without a score seems to mean; empty where it seems to have one."""
    said = (option.code, *option.labels.values())
    return next((means for means, sign in _MEANS if any(map(sign.search, said))), "")


def _like(form: XlsForm, sign: re.Pattern[str]) -> list[Asked]:
    return [q for q in form.questions if not q.repeated and any(map(sign.search, _said(q)))]


def _said(asked: Asked) -> Iterator[str]:
    yield asked.name.replace("_", " ")
    yield from (label for label in asked.labels.values() if len(label) <= _LONGEST)
