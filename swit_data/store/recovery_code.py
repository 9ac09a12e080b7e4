"""The code of a recovery sheet: 160 random bits in eight groups of letters, each with a letter that finds a typo."""

import re
import secrets
from collections.abc import Sequence

from swit_data.errors import DatasetError, say

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is read as another: no I, L, O, U
GROUPS = 8
_OWN = 4  # letters of a group that are drawn: 8 x 4 x 5 = 160 bits; the fifth is made of them
_LIKE = str.maketrans("ILO", "110")
_FIELD = 0b100101  # x^5 + x^2 + 1: the field of 32 elements


def new_code() -> str:
    """Return a new code, as it is printed."""
    drawn = [[secrets.randbelow(len(LETTERS)) for _ in range(_OWN)] for _ in range(GROUPS)]
    groups = ([*group, _check(number, group)] for number, group in enumerate(drawn, 1))
    return "-".join("".join(LETTERS[n] for n in group) for group in groups)


def secret_of(typed: str) -> str:
    """Return the secret of a code as it was typed; empty for what is no such code.

    Raises:
        DatasetError: it is such a code, and some of its groups are mistyped.
    """
    rows = re.split(r"[\s–-]+", typed.strip().upper().translate(_LIKE))
    if [len(row) for row in rows] != [_OWN + 1] * GROUPS or not set("".join(rows)) <= set(LETTERS):
        return ""
    values = [[LETTERS.index(letter) for letter in row] for row in rows]
    wrong = [n for n, row in enumerate(values, 1) if _check(n, row[:_OWN]) != row[_OWN]]
    if len(wrong) == GROUPS:
        return ""  # eight words of a passphrase
    if wrong:
        text = "Group {groups} of this code is mistyped. Compare it with the recovery sheet."
        raise DatasetError(say(text, groups=", ".join(map(str, wrong))))
    return "recovery " + "".join(row[:_OWN] for row in rows)


def _check(number: int, group: Sequence[int]) -> int:
    """Return the value of the last letter: one wrong letter, two exchanged or another's place change it."""
    found = number
    for value in group:
        found = _doubled(found) ^ value
    return _doubled(found)


def _doubled(value: int) -> int:
    value <<= 1
    return value ^ _FIELD if value >= len(LETTERS) else value
