"""What commands have: help and arguments, exit codes, a line to the person, a question, a file."""

import argparse
import os
import sys
import textwrap
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from swit_data import store
from swit_data.errors import MeetingError, SwitError
from swit_data.errors import say as sentence
from swit_data.meeting import Meeting, read

_EVERY = 0.5  # seconds
_WIDE = 100  # letters a line
_STEPS = {
    "open": "Opening the file",
    "read": "Reading the rows",
    "check": "Checking the answers",
    # of a release: data.release.step.* in the reader's language
    "answers": "Reading the answers",
    "people": "Counting the answers",
    "scores": "Working out the scores",
    "groups": "Checking whether groups can be shown",
    "certainty": "Working out how sure the scores are",
    "comparison": "Comparing institutions",
    "tables": "Putting the results together",
    "ledger": "Noting what this release would tell",
}
DONE, BROKEN, REFUSED, NOT_KEPT = 0, 1, 2, 3  # exit codes


@dataclass(frozen=True)
class Command:
    """A subcommand: its one-line help, its arguments, and what it does."""

    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    opens: bool = False  # works on a dataset, whose vault is opened before


def meeting_of(path: Path) -> Meeting:
    """Return the meeting that a file holds.

    Raises:
        MeetingError: it cannot be read, or is no meeting.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        text = "{file} cannot be read ({why})."
        raise MeetingError(sentence(text, file=path.name, why=error.strerror or "")) from error
    return read(content)


def say(text: str = "", end: str = "\n") -> None:
    """Write a line for the person at the terminal.

    Raises:
        SwitError: where it was sent to cannot take it; what the command did may be done.
    """
    try:
        sys.stdout.write(text + end)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read along has gone (`| head`); the job goes on
        _say_no_more()
    except OSError as error:
        _say_no_more()
        told = (
            "What this command says could not be written ({why}). It may have done its work: look before you run it "
            "again."
        )
        raise SwitError(sentence(told, why=error.strerror or "")) from error


def _say_no_more() -> None:
    """Send what follows nowhere: Python writes what is left when it ends, and would end with 120."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(text: str) -> None:
    """Write a line about what is wrong."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def write(path: Path, content: bytes, mode: int = store.SHARED) -> None:
    """Write a file in the place of the one that is there; where a link or a pipe leads elsewhere, there.

    Raises:
        SwitError: it cannot be written; what was there is as it was.
    """
    try:
        place = path.resolve() if path.is_symlink() else path
        if place.exists() and not place.is_file() and not place.is_dir():
            place.write_bytes(content)  # a pipe, or the terminal: nothing can be put in its place
        else:
            store.replace_file(place, content, mode)
    except OSError as error:
        text = "{file} cannot be written ({why}). Choose another folder, or make room."
        raise SwitError(sentence(text, file=path, why=error.strerror or "")) from error


def wrapped(text: object) -> str:
    """Return a line for the terminal in lines that are not too wide; the later ones stand further in."""
    lines = textwrap.wrap(
        str(text), _WIDE, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(lines)


class Meter:
    """How far a long job is, on one line of the terminal; nothing while it is short."""

    def __init__(self) -> None:
        """Start counting."""
        self.began = self.shown = time.monotonic()

    def __call__(self, step: str, done: float) -> None:
        """Show a step and how much of it is done, twice a second at most, from the second second on."""
        now = time.monotonic()
        if now - self.began > 1 and now - self.shown > _EVERY:
            self.shown = now
            sys.stderr.write(f"\r{_STEPS[step]:<40} {done:4.0%}")
            sys.stderr.flush()

    def end(self) -> None:
        """Take the line away."""
        if self.shown > self.began:
            sys.stderr.write("\r" + " " * 45 + "\r")


def agreed(question: str, refused: str, nobody: str) -> bool:
    """Ask at the terminal, say what else follows, and return whether the answer is yes."""
    if sys.stdin is None or not sys.stdin.isatty():
        say(f"{refused.removesuffix('.')}: {nobody}")
        return False
    say(f"{question} [y/N] ", end="")
    if sys.stdin.readline().strip().lower() in ("y", "yes"):
        return True
    say(refused)
    return False
