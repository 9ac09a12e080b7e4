"""Days as tools and spreadsheets write them, read where they can only mean one."""

import re
from datetime import date, timedelta
from functools import lru_cache

from babel import Locale
from babel.dates import get_month_names

# Excel counts days from here; whole numbers outside these years are no days.
_FIRST = date(1899, 12, 30)
_SERIAL = re.compile(r"(?P<days>\d{5})(?:[.,]\d+)?")
_SERIALS = range(32874, 73051)  # 1990 to 2099
_MILLENNIUM = 2000  # 26 is 2026
_MONTHS = 12
_SPOKEN = ("en", "uk", "fr", "es", "pt", "nl", "id", "de", "ru", "it", "sw")
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)")
_YEAR_LAST = re.compile(
    r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d)"
)
_NAMED = re.compile(
    r"(?:[^\W\d]+,?\s+)?(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s.-]*(?:de\s+)?(?P<m>[^\W\d_]{3,})\.?|"
    r"(?P<m2>[^\W\d_]{3,})\.?\s*(?P<d2>\d{1,2})(?:st|nd|rd|th)?)[\s,.-]+(?:de\s+)?(?P<y>(?:19|20)?\d\d)(?!\d)"
)

Parts = tuple[int, int, int]


def days(text: str) -> tuple[date, ...]:
    """Return the days that a text can mean: none, one, or two (03/04/2026)."""
    found: list[Parts] = []
    plain = text.strip()
    serial = _SERIAL.fullmatch(plain)
    if serial and int(serial["days"]) in _SERIALS:
        return (_FIRST + timedelta(days=int(serial["days"])),)
    for pattern in (_YEAR_FIRST, _COMPACT):
        match = pattern.match(plain)
        if match:
            found.append((int(match["y"]), int(match["m"]), int(match["d"])))
            break
    found = found or _year_last(plain) or _named(plain)
    return tuple(dict.fromkeys(day for day in map(_day, found) if day))


def day_first(texts: list[str]) -> bool | None:
    """Say whether dates such as 03/04/2026 have their day first in a column, where others of it tell."""
    firsts = seconds = False
    for text in texts:
        match = _YEAR_LAST.match(text.strip())
        if match:
            firsts |= int(match["a"]) > _MONTHS
            seconds |= int(match["b"]) > _MONTHS
    return None if firsts == seconds else firsts


def _year_last(text: str) -> list[Parts]:
    match = _YEAR_LAST.match(text)
    if not match:
        return []
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    # With dots the day stands first in every country that writes so.
    return [(year, second, first), *([] if match["sep"] == "." else [(year, first, second)])]


def _named(text: str) -> list[Parts]:
    match = _NAMED.match(text.casefold())
    month = _month_names().get(match["m"] or match["m2"], 0) if match else 0
    if not match or not month:
        return []
    year = int(match["y"])
    return [
        (
            year if year > _MONTHS * 100 else _MILLENNIUM + year,
            month,
            int(match["d"] or match["d2"]),
        )
    ]


@lru_cache(maxsize=1)
def _month_names() -> dict[str, int]:
    """Return the names of months, whole and short, in the languages of files that were met."""
    found: dict[str, int] = {}
    for code in _SPOKEN:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                names = get_month_names(width, context, Locale.parse(code))
                for number, name in names.items():
                    found.setdefault(name.casefold().rstrip("."), number)
    return found


def _day(parts: Parts) -> date | None:
    try:
        return date(*parts)
    except ValueError:
        return None
