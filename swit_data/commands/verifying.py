"""`verify`: check that a release is whole and safe, or that a document says what its release says."""

import argparse
import contextlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from swit_data import release, store
from swit_data.commands.terminal import DONE, REFUSED, Command, complain, meeting_of, say
from swit_data.documents.verify_document import check
from swit_data.errors import DocumentError, ReleaseError
from swit_data.errors import say as sentence
from swit_data.release.illustrative import illustrative
from swit_data.released.place import Place, place_of
from swit_data.released.release import Release, open_release

_OPENED = partial(release.trusted, opened=release.sound, older=True)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path",
        type=place_of,
        help="a release folder, of one pilot or of several, also s3://bucket/folder; or a document",
    )
    parser.add_argument(
        "--release",
        type=place_of,
        help="the release of the document; else yours, and the illustrative",
    )
    parser.add_argument(
        "--meeting", type=Path, metavar="FILE", help="the slides, where the document is a meeting's"
    )


def _run(given: argparse.Namespace) -> int:
    if isinstance(given.path, Path) and given.path.is_file():
        return _document(given.path, given.release, given.meeting)
    lines, problems = release.verdicts(given.path)
    for line in lines:
        say(line)
    for problem in problems:
        complain(str(problem))
    return REFUSED if problems else DONE


def _document(path: Path, folder: Place | None, slides: Path | None) -> int:
    """Check a document, and the release behind it."""
    try:
        content = path.read_bytes()
    except OSError as error:
        text = "{file} cannot be read ({why})."
        raise DocumentError(sentence(text, file=path.name, why=error.strerror or "")) from error
    meeting = meeting_of(slides) if slides else None
    for line in check(content, path.name, _releases(folder), meeting).sentences():
        say(str(line))
    return DONE


def _releases(folder: Place | None) -> Iterator[Release]:
    """Give the releases that a document may be of: the one named, else each of this person, then the illustrative.

    Of each only the pilots whose releases are whole and keep the rules, and that no key that was learnt here speaks
    against: another one proves nothing. A document may be of an older release.
    """
    if folder is not None:
        opened, problems = open_release(folder, _OPENED)
        for problem in problems:
            complain(problem)
        yield opened
        return
    for own in sorted((store.default_folder().parent / "releases").glob("*")):
        with contextlib.suppress(ReleaseError):
            yield open_release(own, _OPENED)[0]
    yield illustrative()


VERIFY = Command(
    "check that a release is whole and safe, or that a document says what it says", _arguments, _run
)
