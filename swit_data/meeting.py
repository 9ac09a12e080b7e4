"""A meeting: the slides that a speaker chose, in order, as a small file of ids and notes.

The file holds no number and no answer: it says which views of a release to show, and says so if the release that is
open is another one. It may have come by mail from anybody, so that it is read strictly and every note stays text.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from typing import Any

from swit_data.errors import MeetingError, Sentence, listed, say
from swit_data.selection import NAMES, Selection
from swit_data.wording import languages

FORMAT, VERSION = "swit-meeting", 1
SUFFIX = ".swit-meeting.json"
MOST_BYTES = 100_000
MOST_SLIDES, MOST_NOTE = 30, 700  # with signs of 4 bytes still a file that can be read again
# The pages that say a finding; each can be a slide.
PAGES = (
    "overview",
    "compare",
    "stakeholders",
    "participation",
    "questions",
    "pilot",
    "change",
    "solid",
    "breakdown",
)
# The slides of the story told to one institution, in its order; they are no pages.
STORY = ("seen", "gap", "weakest", "promised", "asked", "who")
KINDS = (*PAGES, *STORY)
_IDS = tuple(name for name in NAMES.values() if name != NAMES["language"])
_ID = re.compile(r"[^\n]{0,500}")
_RELEASE = re.compile(r"[\w-]{0,80}")
_SLIDE_KEYS, _KEYS = ("page", "selection", "note"), ("language", "second", "release", "slides")


@dataclass(frozen=True)
class Slide:
    """One view: its page or kind of the story, its Selection as ids by their name in the URL, the speaker's note."""

    page: str
    selection: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Meeting:
    """Slides in order; the language spoken, the interpreter's or none; the release they were chosen from."""

    slides: tuple[Slide, ...] = ()
    language: str = ""
    second: str = ""
    release: str = ""

    def add(self, slide: Slide, release: str) -> Meeting:
        """Return the meeting with one more slide; the first one says which release it is about."""
        if len(self.slides) >= MOST_SLIDES:
            return self
        kept = self.release if self.slides else release
        return replace(self, slides=(*self.slides, slide), release=kept)

    def joined(self, other: Meeting) -> Meeting:
        """Return the meeting with the slides of another after its own, as many as a meeting has."""
        kept = self.release if self.slides else other.release
        slides = (*self.slides, *other.slides)[:MOST_SLIDES]
        return replace(self, slides=slides, release=kept)

    def move(self, place: int, step: int) -> Meeting:
        """Return the meeting with a slide one place further up (-1) or down (1)."""
        slides = list(self.slides)
        if 0 <= place + step < len(slides):
            slides.insert(place + step, slides.pop(place))
        return replace(self, slides=tuple(slides))

    def remove(self, place: int) -> Meeting:
        """Return the meeting without a slide."""
        return replace(self, slides=self.slides[:place] + self.slides[place + 1 :])

    def noted(self, place: int, note: str) -> Meeting:
        """Return the meeting with another note at a slide."""
        slides = list(self.slides)
        slides[place] = replace(slides[place], note=plain(note)[:MOST_NOTE])
        return replace(self, slides=tuple(slides))


def slide_of(page: str, chosen: Selection) -> Slide:
    """Return the slide of a page as it is shown, without its language."""
    return Slide(page, {name: ids for name, ids in chosen.to_query().items() if name in _IDS})


def mark_of(meeting: Meeting) -> str:
    """Return what tells its slides from all others, notes and order of ids aside: 16 hexadecimal digits."""
    slides = [[slide.page, sorted(slide.selection.items())] for slide in meeting.slides]
    return sha256(json.dumps(slides, ensure_ascii=False).encode()).hexdigest()[:16]


def plain(text: str) -> str:
    """Return a text without signs that no screen shows; lines stay."""
    hidden = {"Cc", "Cs"}
    return "".join(s for s in text if s in "\n\t" or unicodedata.category(s) not in hidden)


def written(meeting: Meeting) -> bytes:
    """Return the file of a meeting."""
    said = asdict(meeting)
    whole = {"format": FORMAT, "version": VERSION, **{name: said[name] for name in _KEYS}}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def read(content: bytes) -> Meeting:
    """Return the meeting of a file.

    Raises:
        MeetingError: it is too large, not a meeting, of a later version, or holds anything that is not expected.
    """
    if len(content) > MOST_BYTES:
        text = "This file is larger than a meeting can be ({most} KB). Choose a file that ends in {suffix}."
        raise MeetingError(say(text, most=MOST_BYTES // 1000, suffix=SUFFIX))
    where = say("this file")
    found = _table(_parsed(content), ("format", "version", *_KEYS), where)
    if found["format"] != FORMAT:
        raise _no_meeting()
    if found["version"] != VERSION or isinstance(found["version"], bool):
        text = "This meeting was saved by another version of the dashboard; this one reads version {version}."
        raise MeetingError(say(text, version=VERSION))
    slides = found["slides"]
    if not isinstance(slides, list) or len(slides) > MOST_SLIDES:
        text = "A meeting has a list of at most {most} slides; this file has none, or more."
        raise MeetingError(say(text, most=MOST_SLIDES))
    return Meeting(
        tuple(_slide(each, number) for number, each in enumerate(slides, 1)),
        _one_of(found["language"], tuple(languages()), where),
        _one_of(found["second"], ("", *languages()), where),
        _text_like(found["release"], _RELEASE, where),
    )


def _parsed(content: bytes) -> object:
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise _no_meeting() from error


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Return a table in which each key stands once: of two, people and programs see different ones."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def _no_meeting() -> MeetingError:
    text = "This file is no meeting, or it is damaged. Choose a file that “Save the meeting” made; it ends in {suffix}."
    return MeetingError(say(text, suffix=SUFFIX))


def _slide(found: object, number: int) -> Slide:
    where = say("slide {number}", number=number)
    table = _table(found, _SLIDE_KEYS, where)
    page = _one_of(table["page"], KINDS, where)
    selection = table["selection"]
    if not isinstance(selection, dict):
        raise _unexpected(where, _IDS)
    for name in selection:
        _one_of(name, _IDS, where)
    chosen = {name: _text_like(ids, _ID, where) for name, ids in selection.items()}
    return Slide(page, chosen, _note(table["note"], where))


def _note(found: object, where: Sentence) -> str:
    if not isinstance(found, str) or len(found) > MOST_NOTE or plain(found) != found:
        text = "In {where} of this meeting the note is not plain text of at most {most} characters."
        raise MeetingError(say(text, where=where, most=MOST_NOTE))
    return found


def _table(found: object, keys: tuple[str, ...], where: Sentence) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise _no_meeting()
    if set(found) != set(keys):
        raise _unexpected(where, keys)
    return found


def _one_of(found: object, allowed: tuple[str, ...], where: Sentence) -> str:
    if not isinstance(found, str) or found not in allowed:
        raise _unexpected(where, allowed)
    return found


def _text_like(found: object, allowed: re.Pattern[str], where: Sentence) -> str:
    if not isinstance(found, str) or not allowed.fullmatch(found) or plain(found) != found:
        raise _unexpected(where, ())
    return found


def _unexpected(where: Sentence, allowed: tuple[str, ...]) -> MeetingError:
    """Return the error of a thing that no meeting has; what it is, is not repeated: it may be hostile."""
    if not allowed:
        return MeetingError(
            say("In {where} of this meeting stands what no meeting has.", where=where)
        )
    text = "In {where} of this meeting stands what no meeting has, or something is missing; allowed: {allowed}."
    return MeetingError(say(text, where=where, allowed=listed([a for a in allowed if a], 20)))
