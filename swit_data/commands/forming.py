"""`form`: write what goes out to the field, from a framework."""

import argparse
from pathlib import Path

from swit_data import framework
from swit_data.commands.terminal import DONE, Command, say, write
from swit_data.errors import QuestionnaireError
from swit_data.errors import say as sentence
from swit_data.framework.model import SETS
from swit_data.questionnaire import KINDS, Given, Made, Order, make, notices

_SHIPPED = Path(__file__).parent.parent.parent / "data" / "framework" / "swit.toml"
_FILES = (".xlsx", ".pdf")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=Path, help="a folder, or a file for one form (.xlsx, .pdf)")
    parser.add_argument("--framework", type=Path, default=_SHIPPED, help="what the survey measures")
    parser.add_argument("--set", choices=SETS, default="core", help="core questions, or all")
    parser.add_argument("--kind", choices=(*KINDS, "all"), default="xlsform", help="which form")
    parser.add_argument(
        "--language", action="append", default=[], metavar="CODE", help="may be given several times"
    )
    parser.add_argument("--pilot", default="", metavar="CODE", help="fill in the pilot")
    parser.add_argument("--round", default="", metavar="CODE", help="fill in the round")
    parser.add_argument("--contact", default="", metavar="TEXT", help="whom to call, read aloud")
    parser.add_argument("--audio", action="store_true", help="name the recordings to be played")


def _run(given: argparse.Namespace) -> int:
    order = Order(
        framework.load(given.framework),
        given.set,
        tuple(given.language),
        Given(given.pilot, given.round, given.contact.strip()),
        given.audio,
    )
    files = list(make(order, given.kind))
    places = _places(given.out, files)
    # All before the first is written: what no form can hold leaves nothing behind.
    contents = [made.content for made in files]
    for path, content in zip(places, contents, strict=True):
        write(path, content)
        say(f"Written: {path}")
    for notice in notices(order):
        say(str(notice))
    return DONE


def _places(out: Path, files: list[Made]) -> list[Path]:
    """Return where each file goes.

    Raises:
        QuestionnaireError: one file was named for several, or something is there already.
    """
    places = [out / made.file for made in files] if out.suffix not in _FILES else [out]
    suffixes = {Path(made.file).suffix for made in files}
    if len(places) != len(files) or {place.suffix for place in places} != suffixes:
        told = "{out}: {n} files are made ({first}). Name a folder, or a file with the same ending."
        raise QuestionnaireError(sentence(told, out=out.name, n=len(files), first=files[0].file))
    there = next((place for place in places if place.exists()), None)
    if there:
        told = (
            "{file} is there already, and somebody may have written into it; nothing was written. Move it away or "
            "choose another folder."
        )
        raise QuestionnaireError(sentence(told, file=there.name))
    return places


FORM = Command("write the form, on paper and as a workbook too", _arguments, _run)
