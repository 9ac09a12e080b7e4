"""What the names and labels of a form look like: said as a remark in a draft, never decided by it."""

import re
from collections.abc import Iterator

from swit_data.drafting.forms import Asked, Option, XlsForm

# In English and, as far as a word gives it away, in the languages of the pilots.
_CONSENT = re.compile(
    r"(?i)consent|agree to|willing|participate|згод|погод|persetuj|bersedia|toestem|consentem|"
    r"accord|موافق"
)
PLACES = re.compile(
    r"(?i)country|region|province|district|county|\bcity|\btown|neighbo|governorate|pilot|oblast|країн|област|"
    r"регіон|pays|région|negara|provinsi|kota|\bland\b|distrikt|محافظة|حي\b"
)
ABOUT = re.compile(
    r"(?i)stakeholder|institution|organi[sz]ation|agency|authorit|ministry|заклад|установ|організац|сторон|lembaga|"
    r"instelling"
)
ROUND = re.compile(r"(?i)\bround\b|\bwave\b|\bphase\b|раунд|putaran|ronde|\btour\b")
PEOPLE = re.compile(r"(?i)participant|attend|учасни|peserta|deelnemer")
_MEANS = {
    "dont_know": r"don.?t[ _]?know|\bdk\b|do not know|unsure|"
    r"не знаю|sait pas|tidak tahu|weet niet|لا أعرف",
    "not_applicable": r"not[ _]applicable|\bna\b|\bn/a\b|"
    r"sans objet|не застос|tidak berlaku|niet van toep",
    "prefer_not_to_say": r"prefer[ _]not|refuse|no[ _]answer|\bpnta?s?\b|"
    r"відмов|menolak|عدم الاجابة",
}
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


def like(form: XlsForm, sign: re.Pattern[str], kinds: tuple[str, ...] = ()) -> list[Asked]:
    """Return the questions whose name or label has a sign, of some kinds or of any."""
    asked = [q for q in form.questions if not q.repeated and (not kinds or q.kind in kinds)]
    return [q for q in asked if any(map(sign.search, _said(q)))][:_MOST]


def days(form: XlsForm) -> list[Asked]:
    """Return the questions that may hold the day of the interview."""
    return [q for q in form.questions if q.kind in ("today", "date") and not q.repeated][:_MOST]


def meaning(option: Option) -> str:
    """Return what an answer without a score seems to mean; empty where it seems to have one."""
    said = (option.code, *option.labels.values())
    for means, sign in _MEANS.items():
        if any(re.search(sign, text, re.IGNORECASE) for text in said):
            return means
    return ""


def _said(asked: Asked) -> Iterator[str]:
    yield asked.name.replace("_", " ")
    yield from (label for label in asked.labels.values() if len(label) <= _LONGEST)
