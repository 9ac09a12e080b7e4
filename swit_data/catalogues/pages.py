"""The texts of a chapter in two languages side by side, as those who review them read them."""

import gettext
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from swit_data import wording
from swit_data.catalogues.texts import FRAMEWORK, Key, current, file_of, room_of
from swit_data.framework import Indicator
from swit_data.translations import INTERFACE, chapter_of, chapters, state_of
from swit_data.wording import SOURCE, Forms, forms_of

_INDICATOR = re.compile(r"indicator\.(\w+)\.")
_FIRST = "XCP"  # the parts of the framework, as they are read aloud
_FORM = "form"


@dataclass(frozen=True)
class Pair:
    """One text in English and in a language, with what a reviewer needs to know of it."""

    room: str
    key: str
    english: Forms
    said: Forms
    notes: tuple[str, ...]
    state: str
    by: str
    numbers: tuple[tuple[int, ...], ...]  # of a plural: the first numbers of each form
    number: int  # its place in its file

    @property
    def found_by(self) -> Key:
        """Return what its catalogue finds it by."""
        return self.key, self.english[0]

    @property
    def indicator(self) -> Indicator | None:
        """Return the question of the framework that it belongs to, if it does."""
        found = _INDICATOR.match(self.key)
        return current().indicators.get(found.group(1)) if found else None


def chapters_of(language: str) -> tuple[str, ...]:
    """Return the chapters of a language: the framework's parts, form, framework, then the others.

    What an older version asked is not among them: it stays as it was asked.
    """
    names = [c.name for c in chapters(language) if not c.name.startswith(f"{FRAMEWORK}_")]
    return tuple(sorted(names, key=_order))


def pairs(language: str, chapter: str) -> tuple[Pair, ...]:
    """Return the texts of a chapter, in the order of its file."""
    room = room_of_chapter(chapter)
    path = wording.FOLDER / file_of(room, language)
    return tuple(p for p in _pairs(path) if chapter_of(room, p.key) == chapter)


def room_of_chapter(chapter: str) -> str:
    """Return the room whose file holds a chapter."""
    return FRAMEWORK if re.fullmatch(r"[A-Z]+\d+", chapter) else chapter


def in_language(pair: Pair, language: str) -> Forms:
    """Return a text in a third language; nothing where it has none."""
    path = wording.FOLDER / file_of(pair.room, language)
    if language == SOURCE or not path.exists():
        return pair.english if language == SOURCE else ()
    return next((p.said for p in _pairs(path) if p.found_by == pair.found_by), ())


@cache
def _pairs(path: Path) -> tuple[Pair, ...]:
    catalog = wording.read_catalog(path)
    messages = [message for message in catalog if message.id]
    return tuple(_pair(path, catalog, m, n) for n, m in enumerate(messages))


def _pair(path: Path, catalog: Catalog, message: Message, number: int) -> Pair:
    state, by = state_of(message, path.name)
    english = forms_of(message.id)
    numbers = tuple(_numbers(catalog)) if len(english) > 1 else ()
    said = forms_of(message.string)
    key = message.context or ""
    notes = tuple(message.auto_comments)
    return Pair(room_of(path), key, english, said, notes, state, by, numbers, number)


def _numbers(catalog: Catalog) -> Iterator[tuple[int, ...]]:
    """Give for each plural form the first numbers that take it."""
    rule = gettext.c2py(catalog.plural_expr)
    for form in range(catalog.num_plurals):
        yield tuple([n for n in range(1, 200) if rule(n) == form][:3])


def _order(chapter: str) -> tuple[int, int, int, str]:
    part = re.fullmatch(r"([A-Z])[A-Z]*(\d+)", chapter)
    if part:
        letter = _FIRST.find(part.group(1))
        return 0, letter if letter >= 0 else len(_FIRST), int(part.group(2)), chapter
    others = (_FORM, FRAMEWORK, INTERFACE)
    return 1, others.index(chapter) if chapter in others else len(others), 0, chapter
