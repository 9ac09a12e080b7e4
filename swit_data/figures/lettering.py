"""How wide a text is in Noto Sans: a line of Cyrillic takes more room than one of as many Latin letters."""

import textwrap
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

ORDINARY = (
    57  # hundredths of the size of the letters: what figures reckon a letter with, 8 px of 14
)
_USUAL = 55
_WIDTHS = {  # as Chromium measured them, to 5 hundredths; other letters are usual ones
    25: " !,.:;Jijl'’‘`ІЇіїј",
    35: "()-/I[]\\ft“”",
    40: '"r{}',
    45: "?_zгт",
    50: "FLcsvyЃГзсухэє–",
    60: "KPRVXbdghnopquБЗКРУХЬйлнопрцчъяби",
    65: "#ABCßАВСЧЭЯЄ",
    75: "&DGHNUĐŊДИЙНОПЦЪжмфы",
    80: "OQwФю…",
    85: "%Ы",
    90: "@MЖМшщЩ",
    95: "WmœŒ",
    105: "ШЮ—",
}
_OF_LETTER = {letter: width for width, letters in _WIDTHS.items() for letter in letters}


def width_of(text: str) -> float:
    """Return how many ordinary letters a text takes the room of."""
    return sum(map(_width, text)) / ORDINARY


@lru_cache(maxsize=4096)
def lines_of(text: str, width: int, most: int) -> tuple[str, ...]:
    """Return a text in at most `most` lines as wide as `width` ordinary letters; the rest is cut.

    A word that is longer than a line is broken; one that is but wider is not.
    """
    words = (len(word) for word in text.split())
    least = max((letters for letters in words if letters <= width), default=width)
    for lines in _narrower(text, width, max(least, width * 2 // 3), most):
        if all(width_of(line) <= width for line in lines):
            break
    return lines


def _narrower(text: str, width: int, least: int, most: int) -> Iterator[tuple[str, ...]]:
    for letters in range(width, least - 1, -1):
        yield tuple(textwrap.wrap(text, letters, max_lines=most, placeholder="…"))


def _width(letter: str) -> int:
    found = _OF_LETTER.get(letter)
    return found or _OF_LETTER.get(unicodedata.normalize("NFD", letter)[0], _USUAL)
