"""Texts as they are meant: what people, editors and form tools change of a word without meaning another."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Typographic signs that pyxform, Word and Excel put in the place of plain ones, and the other way round.
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("’‘‛ʼʹ′`´ʻ", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("–—―−‐‑‒", "-"),
        "…": "...",
    }
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_MARKS = re.compile(r"\*+|~~|`|^#{1,6}(?=\s)|^_{1,2}(?=.*\s)|(?<=\w)_{1,2}$")  # of Markdown
_NUMBER = re.compile(r"(?:q(?:uestion)?\s?)?\d{1,3}(?:\.\d{1,3})*\s?[.):-]\s*(?=[^\W\d])")
_END = " .:;,?!*'\""
# What tools write into a cell that was not answered. Never the code na, which says “not applicable”.
EMPTY = frozenset(
    [
        *("n/a", "n.a.", "#n/a", "<na>", "nan", "nat", "null", "(null)", "#null!"),
        *("\\n", "-", "--", "---", "----", "–", "—", ".", "(blank)"),
        *("(empty)",),
    ]
)
UNCLEAR = "na"  # R's missing value, and a code of many scales: read as neither where it is not the code itself


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """Return a label or name as it is compared where no other one is equal to it letter by letter."""
    plain = _visible(_TAG.sub(" ", html.unescape(text))).translate(_SIGNS).casefold()
    plain = " ".join(_MARKS.sub("", " ".join(plain.split())).split())
    plain = _NUMBER.sub("", plain, count=1) if _NUMBER.match(plain) else plain
    return plain.rstrip(_END).lstrip("'\" ") or plain


def folded_signs(text: str) -> str:
    """Return a text with plain quotation marks and dashes, in small letters."""
    return text.translate(_SIGNS).casefold()


def folded_code(text: str) -> str:
    """Return a code as it is compared: 'KEN and Ken are KEN."""
    plain = _visible(text).translate(_SIGNS).casefold()
    return " ".join(plain.split()).removeprefix("'")


def is_empty(text: str) -> bool:
    """Say whether this stands for an empty cell, whatever the column."""
    return text.casefold().removeprefix("'") in EMPTY  # Excel's sign of a text


def unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what each text means, without texts that mean several things."""
    found: dict[str, set[str]] = {}
    for text, meant in pairs:
        found.setdefault(text, set()).add(meant)
    return {text: meant.pop() for text, meant in found.items() if text and len(meant) == 1}


def _visible(text: str) -> str:
    """Return a text without signs that cannot be seen, full-width letters as usual ones."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain if unicodedata.category(c) != "Cf")
