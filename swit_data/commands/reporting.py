"""`report`: write a report card, slides, a brief, tables or what is sent to telephones; or all of them."""

import argparse
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

from swit_data.commands.terminal import DONE, Command, say, write
from swit_data.documents.making import ALL_FORMATS, PHONE, Wanted, document, documents
from swit_data.errors import DocumentError
from swit_data.errors import say as sentence
from swit_data.release.illustrative import illustrative
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
    parser.add_argument("--release", type=Path, help="without it: of the illustrative data")
    parser.add_argument("--round", default="", metavar="CODE", help="without it: the latest")


def _run(given: argparse.Namespace) -> int:
    ending = given.out.suffix.lower()
    if given.out.is_dir() or (ending not in _ENDINGS and not (ending and not given.format)):
        return _folder(given)
    if ending not in _ENDINGS:
        text = "{file}: its name does not say the format; allowed: {allowed}. Add --format."
        allowed = ", ".join(sorted(_ENDINGS))
        raise DocumentError(sentence(text, file=given.out.name, allowed=allowed))
    language, form = given.language or "en", given.format or _ENDINGS[ending]
    released = _release(given.release)
    wanted = Wanted(released, given.pilot, language, form, _today(), given.round)
    _write(given.out, document(wanted))
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
        one = Wanted(released, pilot, language, formats[0], _today(), given.round)
        yield from documents(one, formats)


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day where the reader is


def _write(path: Path, content: bytes, which: str = "") -> None:
    write(path, content)
    say(f"Written: {path}{which}")


def _release(folder: Path | None) -> Release:
    if folder is None:
        return illustrative()
    opened, problems = open_release(folder)
    for problem in problems:
        say(str(problem))
    return opened


REPORT = Command("write a report card, slides, a brief or tables; or all", _arguments, _run)
