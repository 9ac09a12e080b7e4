"""How far a translation has been read: each text is a draft, read by the community, or official.

A text's state stands above it in its .po file, as a translator's comment, which Poedit and Weblate keep:
`# reviewed: <organisation>, YYYY-MM` or `# official: <edition that has it so>`; without one it is a draft.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Message

from swit_data.errors import WordingError
from swit_data.wording import FOLDER, SOURCE, Wording, forms_of, read_catalog

STATES = ("draft", "reviewed", "official")
ROOMS_OF_FORM = ("framework", "form")
INTERFACE = "interface"  # the chapter of the files that are named by the language alone
_READ = re.compile(r"(reviewed|official): *(.+)")
_WHO_AND_WHEN = re.compile(r".*[^\s,].*, \d{4}-(0[1-9]|1[0-2])")
_OF_PART = re.compile(r"indicator\.([A-Z]+\d+)_")


@dataclass(frozen=True)
class Chapter:
    """How many texts of a chapter there are in a language, and in which state."""

    name: str  # a file's first word, or the part of the framework that a question belongs to
    texts: int
    missing: int
    reviewed: int
    official: int

    @property
    def read(self) -> int:
        """Return how many texts are more than a draft."""
        return self.reviewed + self.official


def chapters(language: str) -> tuple[Chapter, ...]:
    """Return the chapters of a language, as its files have them; none for English, in which they are written.

    Raises:
        WordingError: a state that is none, or that does not say who read it and when.
    """
    return () if language == SOURCE else _chapters(language, FOLDER)


def whole(language: str) -> Chapter:
    """Return all chapters of a language as one."""
    return _together(chapters(language))


def of_form(language: str) -> Chapter:
    """Return what a questionnaire says in a language, as one chapter; errors are said on the screen."""
    return _together(() if language == SOURCE else _form_chapters(language, FOLDER))


def said_of_form(wording: Wording) -> str:
    """Return in a language that its questionnaire is a draft; empty where every text was read, and in English."""
    found = of_form(wording.language)
    if found.read == found.texts:
        return ""
    return _draft(wording, found, "form.draft", "form.draft.partly")


def _together(found: tuple[Chapter, ...]) -> Chapter:
    return Chapter(
        "",
        sum(each.texts for each in found),
        sum(each.missing for each in found),
        sum(each.reviewed for each in found),
        sum(each.official for each in found),
    )


def is_draft(language: str) -> bool:
    """Say whether any text of a language is still a draft."""
    found = whole(language)
    return found.read < found.texts


def chapter_of(room: str, key: str) -> str:
    """Return the chapter of a text: its room, or the part of the framework that a question belongs to."""
    found = _OF_PART.match(key)
    return found.group(1) if found and room == "framework" else room


def says_who_and_when(by: str) -> bool:
    """Say whether a review says which organisation read it, in one line, and in which month."""
    return bool(_WHO_AND_WHEN.fullmatch(by)) and by.isprintable()


def said(wording: Wording) -> str:
    """Return in a language who has read its texts; empty in English, in which they are written."""
    if wording.language == SOURCE:
        return ""
    found = whole(wording.language)
    if found.read == found.texts:
        return wording.text("translated.read")
    return _draft(wording, found, "translated.draft", "translated.partly")


def _draft(wording: Wording, found: Chapter, unread: str, partly: str) -> str:
    if not found.reviewed:
        return wording.text(unread)
    # Never 100 % before the last one was read.
    share = wording.percent(int(found.reviewed * 100 / found.texts) / 100)
    return wording.text(partly, share=share)


def state_of(message: Message, where: str = "") -> tuple[str, str]:
    """Return the state of a text, and who read it or which edition has it.

    Raises:
        WordingError: a review without organisation and month.
    """
    for comment in message.user_comments:
        found = _READ.fullmatch(comment.strip())
        if not found:
            continue
        state, by = found.groups()
        if state == "reviewed" and not says_who_and_when(by):
            raise WordingError(
                f"{where}, {message.context}: “reviewed: {by}” does not say who read it and when. "
                "Write: reviewed: <organisation>, YYYY-MM."
            )
        return state, by
    return STATES[0], ""


@cache
def _chapters(language: str, folder: Path) -> tuple[Chapter, ...]:
    paths = (folder / f"{language}.po", *sorted(folder.glob(f"*.{language}.po")))
    return _counted(pair for path in paths if path.exists() for pair in _states(path))


@cache
def _form_chapters(language: str, folder: Path) -> tuple[Chapter, ...]:
    paths = [folder / f"{room}.{language}.po" for room in ROOMS_OF_FORM]
    return _counted(pair for path in paths for pair in _states(path, without="sentence"))


def _counted(found: Iterable[tuple[str, str]]) -> tuple[Chapter, ...]:
    texts = [*found]
    return tuple(_chapter(name, texts) for name in dict.fromkeys(name for name, _ in texts))


def _states(path: Path, without: str = "") -> Iterator[tuple[str, str]]:
    """Give the chapter and the state of each text of a file, without those of one context."""
    room = path.name.split(".")[0] if path.stem.count(".") else INTERFACE
    for message in read_catalog(path):
        if message.id and not (without and message.context == without):
            there = all(forms_of(message.string)) and not message.fuzzy
            yield (
                chapter_of(room, message.context or ""),
                state_of(message, path.name)[0] if there else "missing",
            )


def _chapter(name: str, texts: Iterable[tuple[str, str]]) -> Chapter:
    count = Counter(state for chapter, state in texts if chapter == name)
    return Chapter(name, count.total(), count["missing"], count["reviewed"], count["official"])
