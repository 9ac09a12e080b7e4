"""`report`: write a report card, slides, a brief or tables of a release."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from swit_data import release, store
from swit_data.commands.terminal import DONE, Command, say
from swit_data.documents.making import FORMATS, Wanted, document
from swit_data.errors import DocumentError
from swit_data.errors import say as sentence
from swit_data.release.rows import Release, of_tables

if TYPE_CHECKING:
    import argparse

_ILLUSTRATIVE = Path(__file__).parents[2] / "data" / "illustrative"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=Path, help="the file to write")
    parser.add_argument("--pilot", default="", metavar="CODE", help="without it: all, side by side")
    parser.add_argument("--language", default="en", metavar="CODE")
    parser.add_argument("--format", choices=FORMATS, help="without it: as the file's name ends")
    parser.add_argument("--release", type=Path, help="without it: of the illustrative data")
    parser.add_argument("--round", default="", metavar="CODE", help="without it: the latest")


def _run(given: argparse.Namespace) -> int:
    kind = given.format or given.out.suffix.removeprefix(".").lower()
    if kind not in FORMATS:
        text = "{file}: its name does not say the format; allowed: {allowed}. Add --format."
        raise DocumentError(sentence(text, file=given.out.name, allowed=", ".join(FORMATS)))
    today = datetime.now(UTC).date()
    wanted = Wanted(_release(given.release), given.pilot, given.language, kind, today, given.round)
    content = document(wanted)
    try:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.write_bytes(content)
    except OSError as error:
        text = "{file} cannot be written ({why}). Choose another folder, or make room."
        raise DocumentError(sentence(text, file=given.out, why=error.strerror or "")) from error
    say(f"Written: {given.out}")
    return DONE


def _release(folder: Path | None) -> Release:
    if folder is None:
        stored = store.open_dataset(_ILLUSTRATIVE)
        return of_tables(stored.dataset, release.make(stored))
    opened, problems = release.open_release(folder)
    for problem in problems:
        say(str(problem))
    return opened


REPORT = Command("write a report card, slides, a brief or tables", _arguments, _run)
