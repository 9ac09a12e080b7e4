"""`report`: write a report card, slides, a brief, tables, what is sent to telephones, a meeting; or all of them."""

import argparse
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product
from pathlib import Path

from swit_data.commands.terminal import DONE, Command, meeting_of, say, write
from swit_data.documents.handing import FORMS, all_forms, handed
from swit_data.documents.making import ALL_FORMATS, PHONE, Wanted, document, documents
from swit_data.documents.story import Told
from swit_data.errors import DocumentError
from swit_data.errors import say as sentence
from swit_data.release.illustrative import illustrative
from swit_data.release.trust import trusted
from swit_data.released.place import Place, place_of
from swit_data.released.release import Release, open_release
from swit_data.wording import languages

_ENDINGS = {f".{form}": form for form in ALL_FORMATS if form != PHONE} | {".zip": PHONE}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=Path, help="the file to write, or a folder for several")
    parser.add_argument(
        "--pilot",
        default="",
        metavar="CODE",
        help="without it: all pilots side by side; into a folder: each pilot, and side by side",
    )
    parser.add_argument(
        "--language",
        default="",
        metavar="CODE",
        help="without it: en; into a folder: each language",
    )
    parser.add_argument(
        "--format", choices=ALL_FORMATS, help="without it: as the file ends; into a folder: each"
    )
    parser.add_argument("--release", type=place_of, help="without it: of the illustrative data")
    parser.add_argument("--round", default="", metavar="CODE", help="without it: the latest")
    parser.add_argument(
        "--type",
        default="",
        metavar="CODE",
        help="one stakeholder type's own, institution by institution; without it: all types",
    )
    parser.add_argument(
        "--meeting",
        type=Path,
        metavar="FILE",
        help="the slides of a saved meeting instead: .pptx, .pdf (a handout), .docx, .html, .zip; a folder: all",
    )


def _run(given: argparse.Namespace) -> int:
    ending = given.out.suffix.lower()
    if given.meeting:
        return _meeting(given, ending)
    if given.out.is_dir() or (ending not in _ENDINGS and not (ending and not given.format)):
        return _folder(given)
    if ending not in _ENDINGS:
        raise _no_format(given.out, _ENDINGS)
    language, form = given.language or "en", given.format or _ENDINGS[ending]
    released = _release(given.release)
    about = (form, _today(), given.round, given.type)
    wanted = Wanted(released, given.pilot, language, *about)
    _write(given.out, document(wanted))
    return DONE


def _no_format(out: Path, endings: Iterable[str]) -> DocumentError:
    text = "{file}: its name does not say the format; allowed: {allowed}. Add --format."
    return DocumentError(sentence(text, file=out.name, allowed=", ".join(sorted(endings))))


def _meeting(given: argparse.Namespace, ending: str) -> int:
    """Write the slides of a saved meeting in a format, or (a folder) in each."""
    found = meeting_of(given.meeting)
    language = given.language or found.language
    told = Told(_release(given.release), found, language, _today())
    if given.out.is_dir() or not ending:
        for name, content in all_forms(told):
            _write(given.out / name, content)
        return DONE
    endings = {end: form for end, form in _ENDINGS.items() if form in FORMS}
    if ending not in endings:
        raise _no_format(given.out, endings)
    _write(given.out, handed(told, endings[ending]))
    return DONE


def _folder(given: argparse.Namespace) -> int:
    """Write every document that was not narrowed down, each with how far the job is."""
    released = _release(given.release)
    held = released.pilots_of(given.round) if given.round else released.pilots
    pilots = [given.pilot] if given.pilot or not held else [*held, ""]  # no such round: said below
    formats = [given.format] if given.format else list(ALL_FORMATS)
    wanted = list(product(pilots, [given.language] if given.language else list(languages())))
    total = len(wanted) * len(formats)
    for number, (name, content) in enumerate(_documents(given, released, wanted, formats), 1):
        _write(given.out / name, content, f" ({number} of {total})")
    return DONE


def _documents(
    given: argparse.Namespace,
    released: Release,
    wanted: list[tuple[str, str]],
    formats: list[str],
) -> Iterator[tuple[str, bytes]]:
    for pilot, language in wanted:
        about = (formats[0], _today(), given.round, given.type)
        one = Wanted(released, pilot, language, *about)
        yield from documents(one, formats)


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day where the reader is


def _write(path: Path, content: bytes, which: str = "") -> None:
    write(path, content)
    say(f"Written: {path}{which}")


def _release(folder: Place | None) -> Release:
    if folder is None:
        return illustrative()
    opened, problems = open_release(folder, trusted)
    for problem in problems:
        say(str(problem))
    return opened


REPORT = Command("write a report card, slides, a brief or tables; or all", _arguments, _run)
