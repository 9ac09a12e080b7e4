"""What is reviewed: a language, a chapter, four of its texts, and a third language beside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import streamlit as st

from swit_data import catalogues, pseudo
from swit_data.catalogues import Pair
from swit_data.catalogues.pages import room_of_chapter
from swit_data.catalogues.texts import current
from swit_data.ui import session
from swit_data.wording import SOURCE, Wording, languages

T = TypeVar("T")
AT_ONCE = 4  # texts: each has boxes, and a page of all of a chapter's would be slow


@dataclass(frozen=True)
class Desk:
    """A chapter in the language that is reviewed, and which of its texts are on the page."""

    language: str
    chapter: str
    beside: str  # a third language, or empty
    first: int
    wording: Wording

    @property
    def room(self) -> str:
        """Return the room whose file holds the chapter."""
        return room_of_chapter(self.chapter)

    @property
    def file(self) -> str:
        """Return the name of the file that holds the chapter."""
        return catalogues.file_of(self.room, self.language)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Return the texts of the chapter."""
        return catalogues.pairs(self.language, self.chapter)

    @property
    def shown(self) -> tuple[Pair, ...]:
        """Return the texts that are on the page."""
        return self.pairs[self.first : self.first + AT_ONCE]


def choose_desk(wording: Wording) -> Desk:
    """Draw the choice of language, chapter and texts, and return what is reviewed."""
    text, names = wording.text, languages()
    others = [code for code in names if code not in (SOURCE, pseudo.CODE)]
    with st.container(horizontal=True):
        start = wording.language if wording.language in others else others[0]
        language = _choice("language", text("translations.language"), others, names.get, start)
        chapters = catalogues.chapters_of(language)
        chapter = _choice(
            "chapter", text("translated.chapter"), chapters, lambda c: chapter_name(c, wording)
        )
        beside = _choice(
            "beside",
            text("translations.beside"),
            ["", *(code for code in others if code != language)],
            lambda code: names.get(code, text("translations.beside.none")),
        )
        first = _choose_first(language, chapter, wording)
    return Desk(language, chapter, beside, int(first), wording)


def chapter_name(chapter: str, wording: Wording) -> str:
    """Return what a chapter is called: a part by its name, a page by its title."""
    if part := current().parts.get(chapter):
        return f"{chapter} {wording.label(part.label, f'part.{chapter}')}"
    keys = (f"chapter.{chapter}", f"page.{chapter}")
    return next((wording.text(key) for key in keys if wording.has(key)), chapter)


def _choose_first(language: str, chapter: str, wording: Wording) -> int:
    count = len(catalogues.pairs(language, chapter))

    def named(first: int) -> str:
        last = min(first + AT_ONCE, count)
        return wording.text("translations.range", first=first + 1, last=last, all=count)

    label = wording.text("translations.which")
    return _choice(f"first_{chapter}", label, range(0, max(count, 1), AT_ONCE), named)


def _choice(
    name: str,
    label: str,
    options: Sequence[T],
    named: Callable[[T], str | None],
    start: T | None = None,
) -> T:
    """Draw a choice that is kept from page to page and from language to language of the screen."""
    widget = f"translations_{name}"
    kept = session.remembered(widget, start)
    place = options.index(kept) if kept in options else 0
    found = st.selectbox(
        label,
        options,
        place,
        format_func=lambda option: str(named(option)),
        key=widget,
    )
    chosen = found if found in options else options[place]
    session.remember(
        widget, chosen
    )  # another language of the screen changes nothing that is reviewed
    return chosen
