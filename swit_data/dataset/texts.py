"""What an owner's text may hold: words of a length that can be read, nothing hidden, nobody's number or address.

A name of a person cannot be told from other words by a program: whoever approves a text says that there is none.
"""

import re
import unicodedata
from collections.abc import Iterator

from swit_data.errors import Sentence, say

MOST = 2_000  # letters of a text
MOST_SHORT = 200  # of an office or a source
# Numbers of telephones as people write them in a sentence: with + or 0 before, or nine digits without a space. Money
# and counts begin with neither, and are grouped. Places as two decimal degrees.
_TELEPHONE = re.compile(r"(?<![\w.,])(?:(?:\+|\(?0)\(?\d(?:[\s().\-/]*\d){6,14}|\d{9,})(?!\w)")
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")
_POINT = re.compile(r"(?<![\w.])[-+]?\d{1,3}\.\d{3,}\s*[\s,;]\s*[-+]?\d{1,3}\.\d{3,}")
_MONTHS = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")
_IDENTITY = (
    (_ADDRESS, say("an e-mail address")),
    (_POINT, say("coordinates")),
    (_TELEPHONE, say("a telephone number")),
)
# Joiners and marks without which Persian, Hindi or Arabic cannot be written, and the soft hyphen.
_MEANT = "\u00ad\u200c\u200d\u200e\u200f"
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_HIDDEN = ("Cc", "Cf", "Cs", "Co")


def tidied(text: str) -> str:
    """Return a text as it is kept: one kind of line end, no tabs, no space around it."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.replace("\t", " ").rstrip() for line in lines).strip()


def in_order(text: str) -> str:
    """Return a text without the signs that turn the order of letters: a release made elsewhere may hold them."""
    return _TURNING.sub("", text)


def problems(text: str, what: Sentence, most: int = MOST) -> Iterator[Sentence]:
    """Give a sentence for each reason why a text cannot be kept; `what` says which text it is."""
    if len(text) > most:
        said = (
            "{what}: it has {n} letters; at most {most} are allowed. Shorten it, or make two of it."
        )
        yield say(said, what=what, n=len(text), most=most)
    hidden = sorted({f"U+{ord(sign):04X}" for sign in text if _is_hidden(sign)})
    if hidden:
        said = (
            "{what}: it holds signs that cannot be seen ({signs}); they could turn the words round. Delete them, or "
            "type the text again."
        )
        yield say(said, what=what, signs=", ".join(hidden[:5]))
    plain = _MONTHS.sub("", text)
    for pattern, name in _IDENTITY:
        if pattern.search(plain):
            said = "{what}: it holds {name}. It can lead to a person: name the office, without a way to reach anybody."
            yield say(said, what=what, name=name)
            break


def _is_hidden(sign: str) -> bool:
    return sign != "\n" and sign not in _MEANT and unicodedata.category(sign) in _HIDDEN
