"""A language that nobody speaks: the English texts accented, about 40 % longer and in brackets.

It finds texts that do not go through the catalogue and places without room for a longer language. It is there only
with SWIT_PSEUDO=1, for maintainers and tests.
"""

from __future__ import annotations

import gettext
import os
import re
from itertools import cycle

CODE = "en-XA"  # XA is nobody's country: other tools call such a language so too
NAME = "[Pšéúđó]"
PLAIN = "abcdefghijklnorstuwyzABCDEFGHIJKLNORSTUWYZ"  # m p q v x are nowhere in Noto Sans with an accent
MARKED = "áƀçđéƒğĥíĵķłñóřšţúŵýžÁɃÇĐÉƑĞĤÍĴĶŁÑÓŘŠŢÚŴÝŽ"
LONGER = 0.4
_ACCENTS = str.maketrans(PLAIN, MARKED)
# What is no text: names in braces, addresses, code, elements and signs by name.
_KEPT = re.compile(r"(\{\{|\}\}|\{\w+\}|https?://\S+|`[^`]*`|</?\w[^>]*>|:material/\w+:)")
_MORE = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def asked() -> bool:
    """Say whether this server was started with the language."""
    return os.environ.get("SWIT_PSEUDO") == "1"


def accented(text: str) -> str:
    """Return an English text as this language has it; what has no letter stays as it is."""
    parts = _KEPT.split(text)
    letters = "".join(parts[::2])
    if not any(letter.isalpha() for letter in letters):
        return text
    said = "".join(part if n % 2 else part.translate(_ACCENTS) for n, part in enumerate(parts))
    return f"[{said}{_padding(round(len(letters) * LONGER) - 2)}]"


def _padding(room: int) -> str:
    more = ""  # one word at least
    for word in cycle(_MORE):
        if more and len(more) + len(" o") > room:
            return more
        more += " " + word.translate(_ACCENTS)
    return more


class Pseudo(gettext.NullTranslations):
    """A catalogue that has every text."""

    def pgettext(self, context: str, message: str) -> str:
        """Return a text."""
        del context
        return accented(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        """Return a text in the form that a number asks for, as in English."""
        del context
        return accented(msgid1 if n == 1 else msgid2)
