"""One document of a release, or every one: which pilot or all of them, in which language and format."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from swit_data.documents.composing import composed
from swit_data.documents.content import Content
from swit_data.documents.reference import plain
from swit_data.documents.scope import Scope
from swit_data.errors import DocumentError, listed, say
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.wording import Wording, languages

FORMATS = ("pdf", "docx", "pptx", "html", "xlsx")
PHONE = "phone"  # a zip: each finding as picture and page, words for a voice message
ALL_FORMATS = (*FORMATS, PHONE)


def _made_by(name: str) -> Callable[[Content], bytes]:
    """Return what makes a document, from the module that is called as it is.

    It is loaded for the first document: Word, slides and PDF took 15 % of what the first page waits for.
    """

    def make(content: Content) -> bytes:
        made: bytes = getattr(import_module(f"swit_data.documents.{name}"), name)(content)
        return made

    return make


MAKERS = {
    "pdf": _made_by("report_card"),
    "docx": _made_by("word"),
    "pptx": _made_by("slides"),
    "html": _made_by("brief"),
    "xlsx": _made_by("workbook"),
    PHONE: _made_by("telephone"),
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
    stakeholder_type: str = ""  # whose card it is, institution by institution; empty: all types

    @property
    def own(self) -> Release:
        """Return the release that the document is made of: the pilot's own, or that of all."""
        return self.release.alone(self.pilot) if self.pilot else self.release


def document(wanted: Wanted) -> bytes:
    """Return a document.

    Raises:
        DocumentError: the release is a draft, or has no such pilot or round, or there is no such language or format.
    """
    refuse_draft(wanted.release)
    among("format", wanted.format, ALL_FORMATS)
    return MAKERS[wanted.format](content_of(wanted))


def documents(wanted: Wanted, formats: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Give a document in each of these formats, with its file's name; what it says is worked out once.

    Raises:
        DocumentError: the release is a draft, or has no such pilot or round, or there is no such language or format.
    """
    refuse_draft(wanted.release)
    found = content_of(wanted)
    for form in formats:
        among("format", form, ALL_FORMATS)
        yield file_name(found, form), MAKERS[form](found)


def refuse_draft(release: Release) -> None:
    """Refuse to make a file of a draft: what is not approved is looked at, and not handed out.

    Raises:
        DocumentError: the release is a draft.
    """
    if release.draft:
        text = "This is a draft: no file is made of it before the release is approved."
        raise DocumentError(say(text))


def file_name(content: Content, form: str) -> str:
    """Return a document's file name: it says where data are illustrative."""
    kind = "-illustrative" if content.mark else ""
    made_of = content.reference
    about = "-".join(filter(None, (made_of.pilot or "pilots", plain(made_of.stakeholder_type))))
    stem = f"swit{kind}-{about}-{plain(made_of.round)}-{content.language}"
    return f"{stem}-phone.zip" if form == PHONE else f"{stem}.{form}"


def content_of(wanted: Wanted) -> Content:
    """Return what a document says.

    Raises:
        DocumentError: the release has no such pilot or round, or there is no such language.
    """
    among("language", wanted.language, tuple(languages()))
    if wanted.pilot:
        among("pilot", wanted.pilot, wanted.release.pilots)
    labels = Labels(wanted.own, Wording.of(wanted.language))
    kind = wanted.stakeholder_type
    if kind:
        among("stakeholder type", kind, tuple(k.code for k in labels.framework.external_types))
    scope = Scope(labels, _round(wanted), wanted.made_on, stakeholder_type=kind)
    return composed(scope, wanted.pilot)


def _round(wanted: Wanted) -> str:
    """Return the round that a document is about, if there is such a one."""
    release = wanted.own
    if wanted.round:
        among("round", wanted.round, release.rounds)
        return wanted.round
    return max(release.rounds, key=lambda code: (len(release.pilots_of(code)), code))


def among(what: str, found: str, allowed: tuple[str, ...]) -> None:
    """Refuse what is not there.

    Raises:
        DocumentError: it is none of those allowed.
    """
    if found not in allowed:
        text = "There is no {what} “{found}” in this release; there are: {allowed}. Choose one of them."
        raise DocumentError(say(text, what=what, found=found, allowed=listed(allowed)))
