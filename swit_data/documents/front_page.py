"""Page one of a report card: a picture a dimension, three findings, what is asked of whom; at most 30 numbers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from swit_data.documents.content import Cell, Content, Section

MOST_NUMBERS = 30  # that a reader meets on the page, between its head and its foot
_MOST_FINDINGS, _MOST_ASKS = 3, 6
_MOST_LETTERS = 320  # of a line; a longer one stands whole on the next page
_MOST_ASKED = 900  # letters of all asks: 11 lines, for which the page has room below three findings
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_PICTURES = ("empowerment", "parts", "criteria")


Picture = tuple[str, tuple[tuple[str, Cell], ...]]  # its title, and a number a stakeholder type


@dataclass(frozen=True)
class Front:
    """What stands on page one, beside title, headline and key."""

    pictures: tuple[Picture, ...]
    findings: tuple[str, ...]
    ask_title: str
    asks: tuple[str, ...]
    more: bool  # asks that did not fit: all of them stand on the next page


def front(content: Content) -> Front | None:
    """Return page one of a pilot's card; the comparison of pilots has none."""
    if not content.reference.pilot:
        return None
    pictures = tuple(_pictures(content))
    asked = _asked(content)
    fixed = (content.title, content.subtitle, content.headline, content.key, content.who)
    room = MOST_NUMBERS - sum(map(numbers_in, (*fixed, *_said(pictures))))
    findings = _fitting(_found(content), room, _MOST_FINDINGS)
    room -= sum(map(numbers_in, findings))
    asks = _fitting(asked.lines, room, _MOST_ASKS, _MOST_ASKED)
    return Front(pictures, findings, asked.title, asks, more=len(asks) < len(asked.lines))


def numbers_in(said: str) -> int:
    """Return how many numbers a reader meets in a text; the figure of a code is one."""
    return len(_NUMBER.findall(said))


def _pictures(content: Content) -> Iterator[Picture]:
    """Give each picture: community empowerment first, then the dimensions."""
    found = {section.code: section for section in content.sections}
    for section in (found[code] for code in _PICTURES if code in found):
        if section.grid and section.grid.rows:
            _, cells = section.grid.rows[0]
            yield section.title, tuple(zip(section.grid.columns, cells, strict=True))


def _said(pictures: Sequence[Picture]) -> Iterator[str]:
    for title, bars in pictures:
        yield title
        yield from (word for name, cell in bars for word in (name, cell.text))


def _found(content: Content) -> Iterator[str]:
    """Give what the card finds, each once: of every picture, of the gap, then what stands out."""
    found = {section.code: section for section in content.sections}
    for code in (*_PICTURES, "gap"):
        if code in found and found[code].statement != content.headline:
            yield found[code].statement
    yield from found["stands_out"].lines if "stands_out" in found else ()


def _asked(content: Content) -> Section:
    """Return what the organisation asks of whom; where it asked nothing, what it recommends."""
    found = {section.code: section for section in content.sections}
    return found.get("ask", found.get("recommendation", Section("ask", "")))


def _fitting(
    lines: Iterable[str], numbers: int, most: int, letters: int = _MOST_FINDINGS * _MOST_LETTERS
) -> tuple[str, ...]:
    """Return the first lines that fit, each whole: so many of them, with so many numbers and letters in all."""
    kept: list[str] = []
    for line in lines:
        told = "".join((*kept, line))
        fits = len(line) <= _MOST_LETTERS and len(told) <= letters
        if fits and len(kept) < most and sum(map(numbers_in, (*kept, line))) <= numbers:
            kept.append(line)
    return tuple(kept)
