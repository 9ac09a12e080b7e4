"""One document of a release: which pilot or all of them, in which language and format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from swit_data.documents.brief import brief
from swit_data.documents.content import Content, comparison, country
from swit_data.documents.report_card import report_card
from swit_data.documents.slides import slides
from swit_data.documents.workbook import workbook
from swit_data.errors import DocumentError, listed, say
from swit_data.release.labels import Labels
from swit_data.release.rows import Release
from swit_data.wording import Wording, languages

FORMATS = ("pdf", "pptx", "html", "xlsx")


@dataclass(frozen=True)
class Wanted:
    """Which document: a pilot's report card, or without a pilot the comparison over all of them."""

    release: Release
    pilot: str
    language: str
    format: str
    made_on: date
    round: str = ""  # empty: the pilot's latest; of all pilots the latest of those that most held


def document(wanted: Wanted) -> bytes:
    """Return a document.

    Raises:
        DocumentError: the release has no such pilot or round, or there is no such language.
    """
    found = content_of(wanted)
    if wanted.format == "xlsx":
        release = wanted.release.alone(wanted.pilot) if wanted.pilot else wanted.release
        labels = Labels(release, Wording.of(wanted.language))
        return workbook(found, labels, round_of(wanted), wanted.made_on)
    makers = {"pdf": report_card, "pptx": slides, "html": brief}
    return makers[wanted.format](found)


def content_of(wanted: Wanted) -> Content:
    """Return what a document says.

    Raises:
        DocumentError: the release has no such pilot or round, or there is no such language.
    """
    _among("language", wanted.language, tuple(languages()))
    if wanted.pilot:
        _among("pilot", wanted.pilot, wanted.release.pilots)
        return country(
            wanted.release, wanted.pilot, wanted.language, round_of(wanted), wanted.made_on
        )
    return comparison(wanted.release, wanted.language, round_of(wanted), wanted.made_on)


def round_of(wanted: Wanted) -> str:
    """Return the round that a document is about.

    Raises:
        DocumentError: the pilot, or the release, has no such round.
    """
    release = wanted.release.alone(wanted.pilot) if wanted.pilot else wanted.release
    rounds = release.rounds
    if wanted.round:
        _among("round", wanted.round, rounds)
        return wanted.round
    return max(rounds, key=lambda code: (len(release.pilots_of(code)), code))


def _among(what: str, found: str, allowed: tuple[str, ...]) -> None:
    if found not in allowed:
        text = "There is no {what} “{found}” in this release; there are: {allowed}. Choose one of them."
        raise DocumentError(say(text, what=what, found=found, allowed=listed(allowed)))
