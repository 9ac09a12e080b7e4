"""One document of a release, or every one: which pilot or all of them, in which language and format."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from swit_data.documents.brief import brief
from swit_data.documents.composing import composed
from swit_data.documents.content import Content
from swit_data.documents.handout import handout
from swit_data.documents.reference import plain
from swit_data.documents.report_card import report_card
from swit_data.documents.scope import Scope
from swit_data.documents.slides import slides
from swit_data.documents.story import Told, story
from swit_data.documents.telephone import telephone
from swit_data.documents.word import word
from swit_data.documents.workbook import workbook
from swit_data.errors import DocumentError, listed, say
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.wording import Wording, languages

FORMATS = ("pdf", "docx", "pptx", "html", "xlsx")
STORY_FORMATS = ("pptx", "pdf", "docx", "html")  # and what is sent to telephones
PHONE = "phone"  # a zip: each finding as picture and page, words for a voice message
ALL_FORMATS = (*FORMATS, PHONE)
_MAKERS: dict[str, Callable[[Content], bytes]] = {
    "pdf": report_card,
    "docx": word,
    "pptx": slides,
    "html": brief,
    "xlsx": workbook,
    PHONE: telephone,
}


@dataclass(frozen=True)
class Wanted:
    """Which document: a pilot's report card, or without a pilot the comparison over all of them."""

    release: Release
    pilot: str
    language: str
    format: str
    made_on: date
    round: str = (
        ""  # empty: the pilot's latest; side by side the latest of those that most pilots held
    )

    @property
    def own(self) -> Release:
        """Return the release that the document is made of: the pilot's own, or that of all."""
        return self.release.alone(self.pilot) if self.pilot else self.release


def document(wanted: Wanted) -> bytes:
    """Return a document.

    Raises:
        DocumentError: the release has no such pilot or round, or there is no such language or format.
    """
    _among("format", wanted.format, ALL_FORMATS)
    return _MAKERS[wanted.format](content_of(wanted))


def documents(wanted: Wanted, formats: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Give a document in each of these formats, with its file's name; what it says is worked out once.

    Raises:
        DocumentError: the release has no such pilot or round, or there is no such language or format.
    """
    found = content_of(wanted)
    for form in formats:
        _among("format", form, ALL_FORMATS)
        yield file_name(found, form), _MAKERS[form](found)


def story_document(told: Told, form: str) -> bytes:
    """Return the document of a meeting in a format.

    Raises:
        DocumentError: the meeting has no slides, or is not made in this format.
    """
    _among("format", form, (*STORY_FORMATS, PHONE))
    content = story(told)
    return handout(content) if form == "pdf" else _MAKERS[form](content)


def story_files(told: Told) -> Iterator[tuple[str, bytes]]:
    """Give the five files of a meeting, each with its name.

    Raises:
        DocumentError: the meeting has no slides.
    """
    content = story(told)
    for form in (*STORY_FORMATS, PHONE):
        made = handout(content) if form == "pdf" else _MAKERS[form](content)
        yield file_name(content, form), made


def file_name(content: Content, form: str) -> str:
    """Return a document's file name: it says where data are illustrative."""
    kind = "-illustrative" if content.mark else ""
    made_of = content.reference
    about = "-".join(filter(None, (made_of.pilot or "pilots", plain(made_of.stakeholder_type))))
    which = "meeting" if made_of.meeting else plain(made_of.round)
    stem = f"swit{kind}-{about}-{which}-{content.language}"
    return f"{stem}-phone.zip" if form == PHONE else f"{stem}.{form}"


def content_of(wanted: Wanted) -> Content:
    """Return what a document says.

    Raises:
        DocumentError: the release has no such pilot or round, or there is no such language.
    """
    _among("language", wanted.language, tuple(languages()))
    if wanted.pilot:
        _among("pilot", wanted.pilot, wanted.release.pilots)
    labels = Labels(wanted.own, Wording.of(wanted.language))
    return composed(Scope(labels, _round(wanted), wanted.made_on), wanted.pilot)


def _round(wanted: Wanted) -> str:
    """Return the round that a document is about, if there is such a one."""
    release = wanted.own
    if wanted.round:
        _among("round", wanted.round, release.rounds)
        return wanted.round
    return max(release.rounds, key=lambda code: (len(release.pilots_of(code)), code))


def _among(what: str, found: str, allowed: tuple[str, ...]) -> None:
    if found not in allowed:
        text = "There is no {what} “{found}” in this release; there are: {allowed}. Choose one of them."
        raise DocumentError(say(text, what=what, found=found, allowed=listed(allowed)))
