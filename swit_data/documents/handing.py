"""A meeting in every form that is handed over: slides, handout, Word, HTML, for telephones; or all five at once."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from swit_data.documents.content import Content
from swit_data.documents.handout import handout
from swit_data.documents.making import MAKERS, PHONE, among
from swit_data.documents.story import Told, story
from swit_data.documents.zipped import zipped
from swit_data.meeting import SUFFIX, Meeting, written
from swit_data.wording import languages

ALL = "all"  # a zip of the five, and of the slides as a file, with which they are checked
FORMS = ("pptx", "pdf", "docx", "html", PHONE)
_MAKERS: dict[str, Callable[[Content], bytes]] = {**MAKERS, "pdf": handout}


def handed(told: Told, form: str) -> bytes:
    """Return a meeting in one form, or all of them.

    Raises:
        DocumentError: the meeting has no slides, or there is no such form or language.
    """
    among("format", form, (*FORMS, ALL))
    among("language", told.language, tuple(languages()))
    if form != ALL:
        return _MAKERS[form](story(told))
    return zipped(all_forms(told))


def all_forms(told: Told) -> Iterator[tuple[str, bytes]]:
    """Give each file of a meeting with its name; what it says is worked out once.

    Raises:
        DocumentError: the meeting has no slides, or there is no such language.
    """
    among("language", told.language, tuple(languages()))
    content = story(told)
    for form in FORMS:
        yield name_of(told, form), _MAKERS[form](content)
    yield f"{_stem(told)}{SUFFIX}", written(without_notes(told.meeting))


def without_notes(meeting: Meeting) -> Meeting:
    """Return a meeting without what is the speaker's alone."""
    return replace(meeting, slides=tuple(replace(slide, note="") for slide in meeting.slides))


def name_of(told: Told, form: str) -> str:
    """Return the name of a file; it says where data are illustrative."""
    ending = {PHONE: "-phone.zip", ALL: ".zip"}.get(form, f".{form}")
    return f"{_stem(told)}{ending}"


def _stem(told: Told) -> str:
    kind = "-illustrative" if told.release.illustrative else ""
    return f"swit{kind}-meeting-{told.made_on.isoformat()}-{told.language}"
