"""`lock`, `unlock`, `change-passphrase`, `holder`, `recovery`, `forget`: who may open a dataset."""

import argparse
import sys
from pathlib import Path

from swit_data import store
from swit_data.commands import passphrases
from swit_data.commands.terminal import (
    DONE,
    NOT_KEPT,
    REFUSED,
    Command,
    complain,
    say,
    wrapped,
    write,
)
from swit_data.wording import SOURCE, Wording, languages

_FLASH = (
    "What was deleted may still stand in blocks of a flash disk (SSD, stick, card) that no program reaches by name: "
    "only a disk that is encrypted as a whole protects against that, or one that is destroyed."
)


def _dataset(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("dataset", type=Path, help="the folder of the dataset")


def _lock_arguments(parser: argparse.ArgumentParser) -> None:
    _dataset(parser)
    passphrases.arguments(parser)
    parser.add_argument(
        "--backup", type=Path, help="where its encrypted backup goes; else beside the dataset"
    )
    parser.add_argument("--holder", default="", help="what the holder is called: a role, no name")


def _lock(given: argparse.Namespace) -> int:
    folder = given.dataset.absolute()
    backup = given.backup or folder.with_name(f"{folder.name}.before-vault.swit-backup.zip")
    if store.is_vault(folder):
        passphrases.open_for(given)  # what an earlier move left behind goes
        say(f"{given.dataset} lies in a vault already.")
        return DONE
    store.open_dataset(given.dataset)
    whole = store.into_vault(
        given.dataset, passphrases.new(given, str(given.dataset)), backup, given.holder
    )
    say(f"{given.dataset} lies in a vault now. Its backup, under the same passphrase: {backup}")
    say(wrapped(f"Plain backups that you made before are as they were: delete them. {_FLASH}"))
    return _told(
        whole, "Some plain files could not be deleted: close other programs and run this again."
    )


def _unlock_arguments(parser: argparse.ArgumentParser) -> None:
    _dataset(parser)
    parser.add_argument("--plain", action="store_true", help="make it a plain dataset again")


def _unlock(given: argparse.Namespace) -> int:
    if not store.is_vault(given.dataset):
        say(f"{given.dataset} lies in no vault.")
        return REFUSED
    who = (
        f"the passphrase of holder “{given.holder_now}”"
        if given.holder_now
        else "the recovery sheet"
    )
    say(f"It opens with {who}.")
    if not given.plain:
        return DONE
    whole = store.out_of_vault(given.dataset)
    say(f"{given.dataset} is plain now: whoever has this disk can read every answer.")
    return _told(whole, "Some sealed files could not be deleted: close other programs.")


def _told(whole: bool, otherwise: str) -> int:
    if not whole:
        complain(otherwise)
    return DONE if whole else REFUSED


def _change_arguments(parser: argparse.ArgumentParser) -> None:
    _dataset(parser)
    parser.add_argument("--holder", default="", help="whose; else of whoever opened it")


def _change(given: argparse.Namespace) -> int:
    names = store.who_opens(given.dataset)
    holder = given.holder or given.holder_now or (names[0] if len(names) == 1 else "")
    store.change_passphrase(
        given.dataset, holder, passphrases.new(given, f"holder “{holder}”", passphrases.NEXT)
    )
    say(f"Holder “{holder}” has a new passphrase.")
    say(
        wrapped(
            "Backups and copies from before open with the one before. Make a new backup, and delete those."
        )
    )
    return DONE


def _holder_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("list", "add", "remove"))
    _dataset(parser)
    parser.add_argument("name", nargs="?", default="", help="what the holder is called: a role")


def _holder(given: argparse.Namespace) -> int:
    if given.what == "add":
        new = passphrases.new(given, f"holder “{given.name}”", passphrases.NEXT)
        store.add_holder(given.dataset, given.name, new)
    if given.what == "remove":
        store.remove_holder(given.dataset, given.name)
        say("Backups and copies from before still open with that passphrase: delete them.")
    say(f"It opens with the passphrase of: {', '.join(store.who_opens(given.dataset))}.")
    return DONE


def _recovery_arguments(parser: argparse.ArgumentParser) -> None:
    _dataset(parser)
    parser.add_argument(
        "-o", "--out", type=Path, required=True, help="the sheet, a text; - to print it"
    )
    parser.add_argument("--language", choices=languages(), default=SOURCE)


def _recovery(given: argparse.Namespace) -> int:
    """Write the sheet first: a code that opens the dataset and stands nowhere would be none."""
    sheet = store.recovery_sheet(given.dataset)
    words = Wording.of(given.language)
    under = [wrapped(words.sentence(line)) for line in sheet.lines]
    text = "\n\n".join((words.sentence(sheet.title), f"    {sheet.code}", *under))
    if str(given.out) == "-":
        sys.stdout.write(f"{text}\n")
    else:
        write(given.out, f"{text}\n".encode(), store.OWN)
    store.renew_recovery(given.dataset, sheet.code)
    complain(
        "Print it, keep it apart from this computer, and delete the file. The sheet before opens it no more."
    )
    return DONE


def _forget_arguments(parser: argparse.ArgumentParser) -> None:
    _dataset(parser)
    parser.add_argument(
        "--word", help="the name of the dataset's folder, where there is no terminal"
    )


def _forget(given: argparse.Namespace) -> int:
    name = given.dataset.absolute().name
    if store.is_vault(given.dataset):
        word = given.word
        if word is None and sys.stdin is not None and sys.stdin.isatty():
            say(
                wrapped(
                    "This destroys every answer in it, for good. Type the name of its folder to do so:"
                )
            )
            word = sys.stdin.readline().strip()
        if word != name:
            say(f"Nothing was destroyed. The word is the name of the folder: {name} (--word).")
            return NOT_KEPT
    whole = store.forget(given.dataset)
    say(f"The key of {given.dataset} is destroyed: nothing opens it any more.")
    say(
        wrapped(
            "What remains: backups (they have slots of their own: delete them), releases, exports on a phone or a "
            f"computer, what lies on the server of KoboToolbox, what was sent by mail. {_FLASH}"
        )
    )
    return _told(whole, "Some sealed files could not be deleted; they are of no use to anybody.")


LOCK = Command("move a plain dataset into a vault", _lock_arguments, _lock)
UNLOCK = Command(
    "say which passphrase opens a dataset; --plain: take it out of its vault",
    _unlock_arguments,
    _unlock,
    opens=True,
)
CHANGE = Command("give a holder another passphrase", _change_arguments, _change, opens=True)
HOLDER = Command(
    "say, add or remove who may open a dataset", _holder_arguments, _holder, opens=True
)
RECOVERY = Command("make a recovery sheet to print", _recovery_arguments, _recovery, opens=True)
FORGET = Command(
    "destroy the key of a dataset, and so every answer in it", _forget_arguments, _forget
)
