"""The language of a column of labels: “uk” of “Українська (uk)”, of “Ukrainian” and of “uk”."""

import re
from functools import cache

from babel import Locale, UnknownLocaleError, localedata

_CODE = re.compile(r".*\(\s*(?P<code>[A-Za-z]{2,3}(?:[-_][A-Za-z]+)?)\s*\)")
_PLAIN = re.compile(r"[a-z]{2,3}(_[A-Za-z]+)?")


def code_of(language: str) -> str:
    """Return the code of a language; empty where none is said, and the name itself where nobody knows it."""
    name = " ".join(language.split())
    found = _CODE.fullmatch(name)
    code = (found["code"] if found else name).replace("-", "_")
    if _PLAIN.fullmatch(code[:2].lower() + code[2:]) and (found or _known(code)):
        return code[:2].lower() + code[2:]
    return _by_name().get(name.casefold(), name)


def is_code(language: str) -> bool:
    """Say whether a framework can name a language like this."""
    return _PLAIN.fullmatch(language) is not None


def _known(code: str) -> bool:
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return False
    return True


@cache
def _by_name() -> dict[str, str]:
    """Return the codes of languages by their names in English and in their own words."""
    english = Locale("en").languages
    names = {name.casefold(): code for code, name in english.items() if len(code) in (2, 3)}
    for code in localedata.locale_identifiers():
        if "_" not in code:
            own = Locale(code).get_language_name(code)
            names.setdefault((own or "").casefold(), code)
    names.pop("", None)
    return names
