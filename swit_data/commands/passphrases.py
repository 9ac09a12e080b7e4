"""Where a passphrase comes from: the terminal, SWIT_PASSPHRASE or a file descriptor; never an argument."""

import argparse
import getpass
import os
import sys

from swit_data import store
from swit_data.commands.terminal import complain, say, wrapped
from swit_data.errors import DatasetError, SwitError

NOW, NEXT = "SWIT_PASSPHRASE", "SWIT_NEW_PASSPHRASE"
_TIMES = 3  # a new one is asked for
_LOST = (
    "There is no way in without the passphrase: if every holder forgets it and there is no recovery sheet, the answers "
    "are lost. Nobody can help, and neither can this program."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the way a passphrase is given where there is no terminal."""
    parser.add_argument(
        "--passphrase-fd",
        type=int,
        metavar="N",
        help="read the passphrase from this file descriptor, a line each (also SWIT_PASSPHRASE)",
    )


def open_for(given: argparse.Namespace) -> None:
    """Open the vault of the dataset that a command is about; nothing for a plain one, or where none is.

    Raises:
        DatasetError: no passphrase was given, or it does not open it.
    """
    given.holder_now = ""
    first = given.command in ("import", "restore") and not store.exists(given.dataset)
    if store.is_vault(given.dataset) and not first:
        store.refuse_forgotten(given.dataset)
        holder = store.open_vault(given.dataset, old(given, f"Passphrase of {given.dataset}:"))
        given.holder_now = holder


def old(given: argparse.Namespace, question: str) -> str:
    """Return a passphrase that there is already.

    Raises:
        SwitError: there is no terminal, and none was given.
    """
    found = _given(given, NOW)
    return found if found is not None else _typed(question, NOW)


def new(given: argparse.Namespace, whose: str, variable: str = NOW) -> str:
    """Return a new passphrase, typed twice; it is said before that it must not be lost, and how strong it is.

    Raises:
        SwitError: it is too weak, or there is no terminal and none was given.
    """
    found = _given(given, variable)
    if found is not None:
        store.refuse_weak(found)
        return found
    say(wrapped(f"A new passphrase for {whose}. {_LOST}"))
    offered, bits = store.drawn("en"), store.drawn_bits("en")
    say(wrapped(f"Here is one that nobody has thought of ({bits} bits): {offered}"))
    for _ in range(_TIMES):
        typed = _typed("That one, or one of your own:", variable)
        say(str(store.strength(typed)) if typed.split() != offered.split() else "Good.")
        if typed != _typed("The same again:", variable):
            complain("These were not the same.")
        elif store.bits(typed) >= store.LEAST_BITS:
            return typed
    raise DatasetError("Nothing was changed: no passphrase was chosen.")


def _given(given: argparse.Namespace, variable: str) -> str | None:
    """Return the next line of the file descriptor, or the variable."""
    if given.passphrase_fd is None:
        return os.environ.get(variable)
    try:
        if not hasattr(given, "lines"):
            with open(given.passphrase_fd, encoding="utf-8", closefd=False) as file:
                given.lines = file.read().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SwitError(
            f"The passphrase cannot be read from file descriptor {given.passphrase_fd}."
        ) from error
    return given.lines.pop(0) if given.lines else ""


def _typed(question: str, variable: str) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise DatasetError(
            f"{question.rstrip(':')}: there is no terminal to ask at. Give it in the environment variable {variable}, "
            "or by --passphrase-fd N; never as an argument, which every program on this computer can read."
        )
    return getpass.getpass(f"{question} ")
