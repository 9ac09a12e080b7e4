"""`import`: show what a file from the field holds and what is wrong in it, and keep it when told to."""

import argparse
from pathlib import Path

from swit_data import fieldwork, framework, intake, store
from swit_data.commands import passphrases
from swit_data.commands.terminal import (
    DONE,
    NOT_KEPT,
    REFUSED,
    Command,
    Meter,
    agreed,
    complain,
    say,
    wrapped,
    write,
)
from swit_data.errors import Sentence
from swit_data.errors import say as sentence
from swit_data.wording import Wording

_MOST = 40  # problems at the terminal; the workbook of --review holds all


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="an export of KoboToolbox or ODK, or a table")
    parser.add_argument("--framework", type=Path, required=True, help="what the survey measures")
    parser.add_argument("--dataset", type=Path, required=True, help="the folder to keep it in")
    parser.add_argument("--form", type=Path, help="the XLSForm, where the export has its labels")
    parser.add_argument("--round", default="", help="its round, whatever the file says")
    parser.add_argument("--yes", action="store_true", help="keep a whole file without asking")
    parser.add_argument(
        "--accept-valid", action="store_true", help="leave out what is wrong and keep the rest"
    )
    parser.add_argument(
        "--not-asked",
        action="store_true",
        help="core questions that the file does not have were not asked in this round",
    )
    parser.add_argument(
        "--review", type=Path, metavar="XLSX", help="write a workbook with the wrong cells marked"
    )
    parser.add_argument(
        "--plain",
        action="store_true",
        help="keep a new dataset unencrypted: whoever has the disk can read every answer",
    )
    parser.add_argument("--who", default="", help="your name or role, for the history")


def _run(given: argparse.Namespace) -> int:
    review = _examined(given)
    if review.problems:
        _show_problems(review, given.review)
        if not given.accept_valid or review.problems.of_file:
            return REFUSED
    return _decide(given, review)


def _decide(given: argparse.Namespace, review: intake.Review) -> int:
    """Say what keeping the file would do, ask, and keep it."""
    taken = review.intake
    _open_if_there(given)  # it may have come to be while the file was examined
    if given.plain or store.exists(given.dataset):
        store.refuse_plain(given.dataset, [review.reading.framework])
    changes = fieldwork.changes(given.dataset, taken)
    _say_found(given, review, changes)
    if changes.problems:
        return REFUSED
    if not _decided(taken, yes=given.yes):
        return REFUSED if given.yes else NOT_KEPT
    _into_vault(given)
    changed = fieldwork.keep(given.dataset, taken, review.reading, given.who)
    kept = "Kept in {folder}. What the app shows has not changed."
    again = "This file was imported already; nothing was changed in {folder}."
    say(str(sentence(kept if changed else again, folder=given.dataset)))
    return DONE


def _open_if_there(given: argparse.Namespace) -> None:
    if store.exists(given.dataset) and not store.current().get(given.dataset):
        passphrases.open_for(given)


def _into_vault(given: argparse.Namespace) -> None:
    """Make the vault of a new dataset, or open one that somebody else has made meanwhile."""
    waits = store.is_vault(given.dataset) or not (given.plain or store.exists(given.dataset))
    if waits and not store.current().get(given.dataset):
        store.new_vault(given.dataset, passphrases.new(given, f"the new dataset {given.dataset}"))


def _say_found(
    given: argparse.Namespace, review: intake.Review, changes: fieldwork.Changes
) -> None:
    k0 = review.reading.framework.k0
    lines = [*intake.sentences(review.intake.found), *_left_out(review), *changes.sentences()]
    for line in (*lines, *changes.needed(k0), store.place_warning(given.dataset)):
        if line:
            say(wrapped(line))
    for line in changes.problems:
        complain(str(line))


def _examined(given: argparse.Namespace) -> intake.Review:
    """Return the file examined; the line of the meter is gone before anything else is written."""
    meter = Meter()
    _open_if_there(given)
    reading = intake.Reading(
        framework=framework.load(given.framework),
        key=fieldwork.key_of(given.dataset),
        round=given.round,
        forms=[_form(given.form)] if given.form else (),
        limits=intake.TERMINAL,
        not_asked=given.not_asked,
        progress=meter,
    )
    try:
        return intake.examine(given.file.name, intake.content_of(given.file), reading)
    finally:
        meter.end()


def _decided(taken: intake.Intake, *, yes: bool) -> bool:
    """Say whether to keep a file; what only a person can decide, --yes does not."""
    if not yes:
        nobody = "there is no terminal to ask at. Add --yes to keep these answers."
        return agreed("Keep these answers?", "Nothing was kept.", nobody)
    for doubt in taken.found.doubts:
        complain(str(doubt))
    if taken.found.doubts:
        complain(
            "Nothing was kept: --yes does not decide this. Import without it, and answer the question."
        )
    return not taken.found.doubts


def _form(path: Path) -> intake.FormWords:
    return intake.form_words(path.name, intake.content_of(path))


def _show_problems(review: intake.Review, workbook: Path | None) -> None:
    for line in review.problems.lines(review.export, _MOST):
        complain(str(line))
    if workbook:
        write(workbook, intake.marked_workbook(review, Wording.of("en")), store.OWN)
        complain(str(sentence("Every wrong cell is marked in {file}.", file=workbook)))


def _left_out(review: intake.Review) -> list[Sentence]:
    if not review.problems:
        return []
    text = "Left out because of the problems above: {interviews} interviews whole, and {answers} answers of others."
    interviews, answers = len(review.problems.rows()), review.problems.answers()
    return [sentence(text, interviews=interviews, answers=answers)]


IMPORT = Command("take in a file from the field", _arguments, _run, opens=True)
