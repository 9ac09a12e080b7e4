"""`history`, `undo`, `edit`, `withdraw`, `backup`, `restore`: a dataset and its states."""

import argparse
from pathlib import Path

from swit_data import fieldwork, store
from swit_data.commands.terminal import DONE, Command, say
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
    _who(parser)


def _edit(given: argparse.Namespace) -> int:
    """Take in, or put back, what its owner edited by hand."""
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


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    _backup_arguments(parser)
    _who(parser)


def _backup(given: argparse.Namespace) -> int:
    say(f"Written: {store.backup(given.dataset, given.file)}")
    say(
        "It holds the answers and the key of this dataset: keep it encrypted, apart from this computer."
    )
    return DONE


def _restore(given: argparse.Namespace) -> int:
    saved = store.restore(given.dataset, given.file, given.who)
    say(f"{given.dataset} is as in {given.file}: now number {saved.number}.")
    return DONE


HISTORY = Command("say who did what to a dataset, and when", _dataset, _history)
UNDO = Command("go back to the state before", _undo_arguments, _undo)
EDIT = Command("take in what you edited in dataset.toml and beside it", _edit_arguments, _edit)
WITHDRAW = Command("take a respondent out for good", _withdraw_arguments, _withdraw)
BACKUP = Command("write a dataset to one file", _backup_arguments, _backup)
RESTORE = Command("put a backup back", _restore_arguments, _restore)
