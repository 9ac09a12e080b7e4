"""Does a document say what its release says? It is made again from the release, and compared line by line."""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from swit_data.documents.content import Content
from swit_data.documents.handing import handed
from swit_data.documents.making import FORMATS, Wanted, content_of, document
from swit_data.documents.read_document import lines_of
from swit_data.documents.reference import Reference, found_in
from swit_data.documents.story import Told, story
from swit_data.documents.telephone import files
from swit_data.errors import DocumentError, Sentence, say
from swit_data.meeting import SUFFIX, Meeting, mark_of
from swit_data.released.release import Release

_NUMBER = re.compile(r"(?<![@,.\d])\d+(?:[.,]\d+)?")  # after @ stands how far a bar reaches
_SHOWN = 5  # lines that differ
_LETTERS = 160  # of each


@dataclass(frozen=True)
class Checked:
    """What was found: the reference in the document, and how many of its numbers are the release's."""

    reference: Reference
    numbers: int
    missing: int  # lines of the document as it was made that are not in this one

    def sentences(self) -> tuple[Sentence, ...]:
        """Return what was found, for people."""
        ref = self.reference
        told = [
            say(
                "This document was made on {day} from release {release} ({pilot}, round {round}).",
                day=ref.made_on.isoformat(),
                release=ref.release,
                pilot=ref.pilot or "*",
                round=ref.round,
            ),
            say("All of its {n} numbers follow from that release.", n=self.numbers),
        ]
        if self.missing:
            text = "{n} lines with numbers that it had when it was made are no longer in it."
            told.append(say(text, n=self.missing))
        return tuple(told)


def _reference(lines: Sequence[str], file: str) -> Reference:
    """Return what a document was made from, as its lines say."""
    found = found_in(lines)
    if found is None:
        text = (
            "{file}: there is no reference in this document (swit:...), so nobody can say which release it is of. "
            "It was not made by this program, or the reference was taken out."
        )
        raise DocumentError(say(text, file=file))
    return found


def check(
    content: bytes, file: str, releases: Iterable[Release], meeting: Meeting | None = None
) -> Checked:
    """Return what was found in a document whose numbers all follow from the release that it names.

    `meeting`: the slides that it was made of, where it is a meeting's.

    Raises:
        DocumentError: the file is no document of ours, its release is not among these, or a line says something else.
    """
    kind = _kind(file)
    said = lines_of(content, kind, file)  # once: a PDF takes seconds
    named, lines = _reference(said, file), _counted(said)
    made = _made(named, kind, releases, meeting, file)
    again = _counted(lines_of(made.whole(), kind, file))
    wrong = list((lines - again).elements())
    if wrong and kind == "pdf":  # a finding for telephones is a page of its own
        pages = _pages(made.content(), file)
        again = next((page for page in pages if not lines - page), again)
        wrong = list((lines - again).elements())
    if wrong:
        raise DocumentError(*_differences(wrong, sorted(again), file))
    numbers = sum(len(_NUMBER.findall(line)) for line in lines.elements())
    return Checked(named, numbers, (again - lines).total())


def _pages(content: Content, file: str) -> Iterator[Counter[str]]:
    """Give the lines of each finding as it is made for telephones."""
    for name, page in files(content):
        if name.endswith(".pdf"):
            yield _counted(lines_of(page, "pdf", file))


def _kind(file: str) -> str:
    kind = Path(file).suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        text = "{file}: its name does not say the format; allowed: {allowed}. Give it back the name it had."
        raise DocumentError(say(text, file=file, allowed=", ".join(FORMATS)))
    return kind


@dataclass(frozen=True)
class _Made:
    """A document as it is made again: the whole of it, and what it says."""

    whole: Callable[[], bytes]
    content: Callable[[], Content]


def _made(
    named: Reference, kind: str, releases: Iterable[Release], meeting: Meeting | None, file: str
) -> _Made:
    """Return the document as it is made from the release, and of the slides, that it names."""
    if named.meeting:
        return _told(named, kind, releases, _slides(named, meeting, file), file)
    about = (named.language, kind, named.made_on, named.round, named.stakeholder_type)
    for release in releases:
        if named.pilot in ("", *release.pilots):
            wanted = Wanted(release, named.pilot, *about)
            if wanted.own.fingerprint == named.release:
                return _Made(partial(document, wanted), partial(content_of, wanted))
    raise _not_here(named, file)


def _told(
    named: Reference, kind: str, releases: Iterable[Release], meeting: Meeting, file: str
) -> _Made:
    """Return a meeting's document; the release may be that of one pilot alone."""
    for release in releases:
        alone = (release.alone(pilot) for pilot in release.pilots if len(release.pilots) > 1)
        for one in (release, *alone):
            if one.fingerprint == named.release:
                told = Told(one, meeting, named.language, named.made_on)
                return _Made(partial(handed, told, kind), partial(story, told))
    raise _not_here(named, file)


def _slides(named: Reference, meeting: Meeting | None, file: str) -> Meeting:
    if meeting is not None and mark_of(meeting) == named.meeting:
        return meeting
    text = (
        "{file}: it shows the slides of a meeting ({mark}). Name the file of these slides with --meeting; it ends in "
        "{suffix}, and lies beside the document where all five were saved together."
    )
    raise DocumentError(say(text, file=file, mark=named.meeting, suffix=SUFFIX))


def _not_here(named: Reference, file: str) -> DocumentError:
    text = (
        "{file}: it was made from release {release}, which is not here. Get that release folder from its owner and "
        "name it with --release. If the release was made again since, its numbers may be others."
    )
    return DocumentError(say(text, file=file, release=named.release))


def _counted(lines: Sequence[str]) -> Counter[str]:
    return Counter(line for line in lines if _NUMBER.search(line))


def _differences(wrong: Sequence[str], right: Sequence[str], file: str) -> Iterable[Sentence]:
    text = (
        "{file}: {n} lines with numbers are not what the release says. Do not rely on this document; it was changed "
        "after it was made, or made by another version of this program."
    )
    yield say(text, file=file, n=len(wrong))
    for line in wrong[:_SHOWN]:
        near = difflib.get_close_matches(line, right, 1, 0.5)
        if near:
            text = "It says “{found}”; the release says “{right}”."
            yield say(text, found=line[:_LETTERS], right=near[0][:_LETTERS])
        else:
            yield say("It says “{found}”; the release says nothing like it.", found=line[:_LETTERS])
