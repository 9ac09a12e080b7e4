"""The same jobs from a terminal: `python -m swit_data import FILE ...`."""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from swit_data import framework, intake, release, store
from swit_data.dataset import Dataset
from swit_data.errors import SwitError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DONE, BROKEN, REFUSED, NOT_KEPT = 0, 1, 2, 3  # exit codes


@dataclass(frozen=True)
class Command:
    """A subcommand: its one-line help, its arguments, and what it does."""

    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def say(text: str = "", end: str = "\n") -> None:
    """Write a line for the person at the terminal."""
    try:
        sys.stdout.write(text + end)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read along has gone (`| head`); the job goes on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a CSV export with XML names")
    parser.add_argument("--framework", type=Path, required=True, help="what the survey measures")
    parser.add_argument("--dataset", type=Path, required=True, help="the folder to keep it in")
    parser.add_argument("--round", default="", help="its round, whatever the file says")
    parser.add_argument("--yes", action="store_true", help="keep the answers without asking")


def _import(given: argparse.Namespace) -> int:
    """Show what a file holds, and keep it when told to."""
    measured = framework.load(given.framework)
    there = store.exists(given.dataset)
    key = intake.Key.of(given.dataset, dataset_exists=there)
    taken = intake.read(given.file, measured, key, given.round)
    for line in intake.sentences(taken.found):
        say(line)
    if there:
        _say_what_is_there(given.dataset, taken)
    if not given.yes and not _agreed():
        return NOT_KEPT
    key.keep()
    dataset = Dataset(
        title=measured.title["en"],
        provenance="collected",
        shape=measured.form.shape,
        rounds=taken.rounds,
        frameworks={measured.hash: measured},
    )
    store.add(given.dataset, dataset, taken.tables, taken.left_out)
    say(f"Kept in {given.dataset}. What the app shows has not changed.")
    return DONE


def _say_what_is_there(folder: Path, taken: intake.Intake) -> None:
    known = store.open_dataset(folder).table("respondents")["respondent"]
    again = pc.sum(pc.is_in(known, taken.tables["respondents"]["respondent"])).as_py() or 0
    say(f"{again} of these respondents are in the dataset already and are replaced by this file.")
    gone = taken.left_out.intersection(known.to_pylist())
    if gone:
        say(
            f"{len(gone)} of the respondents in the dataset are now without consent or rejected; this file "
            "takes them out again."
        )


def _agreed() -> bool:
    if sys.stdin is None or not sys.stdin.isatty():
        say("Nothing was kept: there is no terminal to ask at. Add --yes to keep these answers.")
        return False
    say("Keep these answers? [y/N] ", end="")
    if sys.stdin.readline().strip().lower() in ("y", "yes"):
        return True
    say("Nothing was kept.")
    return False


def _release_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("dataset", type=Path, help="the folder of the dataset")
    parser.add_argument("out", type=Path, help="where to write one folder a pilot")
    parser.add_argument("--approve", action="store_true", help="write it: its owners have read it")
    parser.add_argument(
        "--community-read",
        default="",
        metavar="MONTH",
        help="when the community read it, as 2026-11",
    )


def _release(given: argparse.Namespace) -> int:
    """Compute a release, say what would be published, and write it when its owners approve."""
    decision = release.decide(store.open_dataset(given.dataset))
    for line in (*decision.lines(given.out), *decision.refusals):
        say(line)
    if not given.approve:
        say("Nothing was written. Read this with the community; then add --approve.")
        return NOT_KEPT
    for folder in decision.approve(given.out, given.community_read):
        say(f"Written: {folder}")
    return DONE


def _join_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("releases", type=Path, nargs="+", help="release folders")
    parser.add_argument("-o", "--out", type=Path, required=True, help="where to put them together")


def _join(given: argparse.Namespace) -> int:
    """Put releases side by side, as their owners allow."""
    for folder in release.join(given.releases, given.out):
        say(f"Joined: {folder}")
    return DONE


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("release", type=Path, help="a release folder, of one pilot or of several")


def _verify(given: argparse.Namespace) -> int:
    """Check that a release is whole and keeps every rule that can be seen from outside."""
    for line in release.verify(given.release):
        say(line)
    return DONE


COMMANDS = {
    "import": Command("take in a file from the field", _import_arguments, _import),
    "release": Command("make what may be shown of a dataset", _release_arguments, _release),
    "join": Command("put releases of several pilots side by side", _join_arguments, _join),
    "verify": Command("check that a release is whole and safe", _verify_arguments, _verify),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand and return its exit code."""
    _prepare_console()
    given = _parser().parse_args(arguments)
    try:
        return COMMANDS[given.command].run(given)
    except SwitError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    except KeyboardInterrupt:
        say("\nStopped.")
        return NOT_KEPT
    except Exception as error:  # noqa: BLE001 - a message or traceback could quote an answer
        sys.stderr.write(f"{_reference(error)}\n")
        return BROKEN


def _prepare_console() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that has not every letter


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m swit_data", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        command.arguments(commands.add_parser(name, help=command.help))
    return parser


def _reference(error: Exception) -> str:
    """Return a sentence that says where the program failed, and nothing that it was reading."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(__file__).parent in Path(frame.filename).parents]
    place = f"{type(error).__name__} in {Path(ours[-1].filename).name}, line {ours[-1].lineno}"
    return (
        f"Something is wrong in the program, not in your file: {place}. Nothing is half kept. "
        "Report this line; it holds no answers."
    )


if __name__ == "__main__":
    sys.exit(main())
