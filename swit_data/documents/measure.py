"""How many lines a text takes, measured in the house's typeface, with room for a wider one that stands in for it."""

from functools import cache

from PIL import ImageFont

from swit_data.typesetting import TEMPLATES

# DejaVu Sans, which LibreOffice takes where Noto Sans is not installed, is up to 13 % wider.
WIDER = 1.14
_FINE = 20  # a typeface is measured in whole points: twenty times as large is fine enough


def lines(text: str, points: float, inches: float, *, bold: bool = False) -> int:
    """Return the lines of a text in a column, broken between words."""
    count, taken = 1, 0.0
    for word in text.split():
        long = width(f"{word} ", points, bold=bold)
        if taken and taken + long > inches:
            count, taken = count + 1, 0.0
        taken += long
    return count


def width(text: str, points: float, *, bold: bool = False) -> float:
    """Return the inches that a text takes in one line."""
    return _typeface(bold).getlength(text) * points / _FINE * WIDER / 72


@cache
def _typeface(bold: bool) -> ImageFont.FreeTypeFont:
    name = "NotoSans-Bold.ttf" if bold else "NotoSans-Regular.ttf"
    return ImageFont.truetype(str(TEMPLATES / "fonts" / name), _FINE)
