"""`history`, `undo`, `edit`, `withdraw`, `backup`, `restore`: a dataset and its states."""

import argparse
import sys
from pathlib import Path

from swit_data import fieldwork, store
from swit_data.commands import passphrases
from swit_data.commands.terminal import DONE, Command, say, wrapped
from swit_data.store import Commit

_STATES = {
    "current": "now",
    "kept": "undo can go back to it",
    "gone": "no longer kept",
    "damaged": "damaged",
}


def _dataset(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("dataset", type=Path, help="the folder of the dataset")


def _who(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--who", default="", help="your name or role, for the history")


def _history(given: argparse.Namespace) -> int:
    for commit in store.history(given.dataset):
        say(_line(commit))
        for count in commit.counts:
            broken = ", damaged" if (count.pilot, count.round) in commit.damaged else ""
            people = f"{count.respondents} respondents, {count.answers} answers"
            say(f"    {count.pilot} round {count.round}: {people}{broken}")
    return DONE


def _line(commit: Commit) -> str:
    what = f"{commit.what} of {commit.of}" if commit.of else commit.what
    parts = [str(commit.number), commit.when, what, commit.who, f"file {commit.source[:8]}"]
    said = ", ".join(part for part in parts[: 4 + bool(commit.source)] if part)
    return f"{said} ({_STATES[commit.state]})"


def _undo_arguments(parser: argparse.ArgumentParser) -> None:
    _dataset(parser)
    parser.add_argument(
        "number", type=int, nargs="?", default=0, help="as the history says; else the one before"
    )
    _who(parser)


def _undo(given: argparse.Namespace) -> int:
    store.undo(given.dataset, given.number, given.who)
    commit = store.history(given.dataset)[-1]
    say(f"{given.dataset} is again as it was at number {commit.of}: now number {commit.number}.")
    return DONE


def _edit_arguments(parser: argparse.ArgumentParser) -> None:
    _dataset(parser)
    parser.add_argument(
        "--put-back", action="store_true", help="put the saved text in place of what was edited"
    )
    parser.add_argument("--print", metavar="FILE", help="print a saved text, as dataset.toml")
    parser.add_argument(
        "--take", metavar="FILE", help="take in a text that is given on standard input"
    )
    _who(parser)


def _edit(given: argparse.Namespace) -> int:
    """Take in, or put back, what its owner edited by hand; in a vault no text lies on the disk to be edited."""
    if given.print:
        say(store.texts(given.dataset).get(given.print, ""), end="")
        return DONE
    if given.take:
        saved = store.take_text(given.dataset, given.take, sys.stdin.read(), given.who)
        say(f"Taken in: {given.take}." if saved.changed else "Nothing was changed.")
        return DONE
    files = store.edited(given.dataset)
    if given.put_back:
        store.put_back(given.dataset)
    else:
        store.take_edits(given.dataset, given.who)
    done = "Put back as saved" if given.put_back else "Taken in"
    say(f"{done}: {', '.join(files)}." if files else "Nothing was edited; nothing was changed.")
    return DONE


def _withdraw_arguments(parser: argparse.ArgumentParser) -> None:
    _dataset(parser)
    parser.add_argument("id", help="the interview's id: _uuid in KoboToolbox, KEY in ODK")
    _who(parser)


def _withdraw(given: argparse.Namespace) -> int:
    saved = fieldwork.withdraw(given.dataset, given.id, given.who)
    if saved.changed:
        say(f"Taken out: now number {saved.number}. Older states of this dataset are deleted.")
    else:
        say("This respondent was taken out before; older states of this dataset are deleted.")
    say("Delete older backups too, and make a new one. A release that is out is as it was.")
    return DONE


def _backup_arguments(parser: argparse.ArgumentParser) -> None:
    _dataset(parser)
    parser.add_argument("file", type=Path, help="the backup, one file")


def _backup_only_arguments(parser: argparse.ArgumentParser) -> None:
    _backup_arguments(parser)
    parser.add_argument(
        "--own-passphrase", action="store_true", help="encrypt it under a passphrase of its own"
    )


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    _backup_arguments(parser)
    _who(parser)


def _backup(given: argparse.Namespace) -> int:
    own = ""
    if given.own_passphrase:
        own = passphrases.new(given, "this backup", passphrases.NEXT)
    say(f"Written: {store.backup(given.dataset, given.file, own)}")
    if own or store.is_vault(given.dataset):
        which = "the passphrase you just chose" if own else "what opens the dataset today"
        told = f"It is encrypted, and opens with {which}. Keep it apart from this computer."
    else:
        told = "It holds the answers and the key of this dataset: keep it encrypted, apart from this computer."
    say(told)
    return DONE


def _restore(given: argparse.Namespace) -> int:
    who = store.locked_by(given.file)
    if who and not store.current().coded(who.code):
        store.open_backup(given.file, passphrases.old(given, f"Passphrase of {given.file}:"))
    saved = store.restore(given.dataset, given.file, given.who)
    say(f"{given.dataset} is as in {given.file}: now number {saved.number}.")
    if not store.is_vault(given.dataset):
        move = f"python -m swit_data lock {given.dataset}"
        say(
            wrapped(
                f"It is plain: whoever has this disk can read every answer. To encrypt it: {move}"
            )
        )
    return DONE


HISTORY = Command("say who did what to a dataset, and when", _dataset, _history, opens=True)
UNDO = Command("go back to the state before", _undo_arguments, _undo, opens=True)
EDIT = Command(
    "take in what you edited in dataset.toml and beside it", _edit_arguments, _edit, opens=True
)
WITHDRAW = Command("take a respondent out for good", _withdraw_arguments, _withdraw, opens=True)
BACKUP = Command("write a dataset to one file", _backup_only_arguments, _backup, opens=True)
RESTORE = Command("put a backup back", _restore_arguments, _restore, opens=True)
