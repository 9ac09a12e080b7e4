"""What an organisation asked of an institution, what was promised, and what became of it; kept in asks.toml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from swit_data.errors import DatasetError, listed, say
from swit_data.framework import Framework

ASKED, PROMISED, KEPT, BROKEN, OVERTAKEN = "asked", "promised", "kept", "broken", "overtaken"
STATUSES = (ASKED, PROMISED, KEPT, BROKEN, OVERTAKEN)
DRAFT, APPROVED = "draft", "approved"
APPROVALS = (DRAFT, APPROVED)
FILE = "asks.toml"
# What is the same in every language of an ask.
SHARED = ("stakeholder_type", "target", "indicators", "promised_month", "due", "status")
_SHOWN = 40  # letters of a wrong value
_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
Place = tuple[str, str]  # pilot and round


@dataclass(frozen=True)
class Ask:
    """One ask in one language, and the promise that answered it; only approved ones are released."""

    pilot: str
    round: str  # after which it was asked
    code: str  # the same in every language of the ask
    language: str
    stakeholder_type: str
    ask: str
    status: str
    approval: str
    target: str = ""  # empty: the whole stakeholder type
    indicators: tuple[str, ...] = ()
    promise: str = ""
    promised_by: str = ""  # an office, never a person
    promised_month: str = ""  # YYYY-MM
    due: str = ""  # YYYY-MM
    verdict: str = ""  # the community's

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what is the same in every language."""
        return self.pilot, self.round, self.code


def checked(rows: tuple[Ask, ...], frameworks: Mapping[Place, Framework]) -> tuple[Ask, ...]:
    """Return asks whose every value is allowed; `frameworks`: that of each pilot and round.

    Raises:
        DatasetError: a value is none of those allowed; the sentence says which ask, what and why.
    """
    found = tuple(_typed(row, number) for number, row in enumerate(rows, 1))
    for number, row in enumerate(found, 1):
        _check_codes(row, number, frameworks)
        _check_promise(row, number)
    _check_languages(found)
    return found


def _typed(row: Ask, number: int) -> Ask:
    for field in fields(Ask):
        value = getattr(row, field.name)
        several = field.name == "indicators"
        words = value if several else [value]
        if not isinstance(words, list | tuple) or not all(isinstance(w, str) for w in words):
            what = say("a list of texts") if several else say("a text")
            raise _wrong(number, field.name, value, what)
    return replace(row, indicators=tuple(row.indicators))


def _check_codes(row: Ask, number: int, frameworks: Mapping[Place, Framework]) -> None:
    place = (row.pilot, row.round)
    if place not in frameworks:
        known = listed([f"{pilot} {code}" for pilot, code in frameworks])
        raise _wrong(number, "pilot, round", f"{row.pilot} {row.round}", known)
    measured = frameworks[place]
    allowed = [kind.code for kind in measured.external_types]
    _among(number, "stakeholder_type", row.stakeholder_type, allowed)
    targets = measured.stakeholder_types[row.stakeholder_type].targets
    _among(number, "target", row.target, ["", *(target.code for target in targets)])
    kind, indicators = row.stakeholder_type, measured.indicators.values()
    about = sorted(i.code for i in indicators if kind in i.stakeholder_types)
    for indicator in row.indicators:
        _among(number, "indicators", indicator, about)
    _among(number, "status", row.status, STATUSES)
    _among(number, "approval", row.approval, APPROVALS)
    if not _CODE.fullmatch(row.code):
        raise _wrong(number, "code", row.code, say("letters A-Z, digits, - and _"))


def _check_promise(row: Ask, number: int) -> None:
    for name in ("promised_month", "due"):
        month = getattr(row, name)
        if month and not _MONTH.fullmatch(month):
            raise _wrong(number, name, month, say("a month such as 2018-05, or nothing"))
    if not row.ask.strip():
        raise _wrong(number, "ask", row.ask, say("what was asked, in words"))
    promise = [row.promise.strip(), row.promised_by.strip(), row.promised_month]
    needed = row.status in (PROMISED, KEPT, BROKEN) or any(promise)
    if needed and not all(promise):
        text = (
            "{file}, ask number {n}: a promise needs its words, the office that made it and the month in which it did "
            "(promise, promised_by, promised_month). Add what is missing, or make the status “asked” without a promise."
        )
        raise DatasetError(say(text, file=FILE, n=number))
    if row.status == ASKED and any(promise):
        text = "{file}, ask number {n}: there is a promise, so the status is not “asked”. Choose another status."
        raise DatasetError(say(text, file=FILE, n=number))
    _check_due(row, number)


def _check_due(row: Ask, number: int) -> None:
    if row.due and row.due < row.promised_month:
        text = (
            "{file}, ask number {n}: it is due in {due}, before it was promised in {month}. "
            "Correct one of the months."
        )
        raise DatasetError(say(text, file=FILE, n=number, due=row.due, month=row.promised_month))


def _check_languages(rows: tuple[Ask, ...]) -> None:
    """Refuse an ask that stands twice in a language, or is another one in each."""
    first: dict[tuple[str, str, str], Ask] = {}
    seen: set[tuple[str, ...]] = set()
    for number, row in enumerate(rows, 1):
        if (*row.key, row.language) in seen:
            text = (
                "{file}, ask number {n}: {pilot} round {round} has the ask “{code}” twice in the language "
                "“{language}”. Give one of them another code."
            )
            raise DatasetError(say(text, file=FILE, n=number, **_named(row)))
        seen.add((*row.key, row.language))
        other = first.setdefault(row.key, row)
        for name in SHARED:
            if getattr(row, name) != getattr(other, name):
                text = (
                    "{file}, ask number {n}: “{key}” of “{code}” is not the same in the languages “{language}” and "
                    "“{other}”. Make it the same; only the words differ."
                )
                found = {"key": name, "other": other.language, **_named(row)}
                raise DatasetError(say(text, file=FILE, n=number, **found))


def _named(row: Ask) -> dict[str, str]:
    named = {name: getattr(row, name) for name in ("pilot", "round", "code", "language")}
    return {name: value[:_SHOWN] for name, value in named.items()}


def _among(number: int, key: str, found: str, allowed: list[str] | tuple[str, ...]) -> None:
    if found not in allowed:
        raise _wrong(number, key, found, listed([each or "“”" for each in allowed]))


def _wrong(number: int, key: str, found: object, allowed: object) -> DatasetError:
    text = "{file}, ask number {n}: “{key}” is “{found}”; allowed: {allowed}. Correct it."
    shown = str(found)[:_SHOWN]
    return DatasetError(say(text, file=FILE, n=number, key=key, found=shown, allowed=allowed))
