"""`keys`: whose releases are known here, by the keys that sign them; and a new key for a dataset."""

import argparse
from collections.abc import Callable
from pathlib import Path

from swit_data import store
from swit_data.commands.terminal import DONE, NOT_KEPT, Command, agreed, say
from swit_data.errors import ReleaseError, listed
from swit_data.release import learning, signing
from swit_data.released.gathering import gather
from swit_data.released.signature import Signature, digits_of

_NOBODY = (
    "nobody can answer here; name the digits as the organisation read them to you with --digits."
)


def _arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", help="without it: list the keys that are known here")
    acts.add_parser("list", help="list the keys that are known here")
    learn = acts.add_parser("learn", help="know from now on who signs the releases of a pilot")
    learn.add_argument("release", type=Path, help="a release folder")
    learn.add_argument(
        "--as", dest="name", required=True, metavar="NAME", help="whose key it is, as you say"
    )
    learn.add_argument("--pilot", default="", metavar="CODE", help="this pilot's alone")
    learn.add_argument("--digits", default="", help="as the organisation read them to you")
    forget = acts.add_parser("forget", help="know the key of a pilot no longer")
    forget.add_argument("pilot", metavar="CODE", help="the pilot, as keys lists it")
    new = acts.add_parser("new", help="make a new key for a dataset, in the place of its own")
    new.add_argument("dataset", type=Path, help="the folder of the dataset")


def _run(given: argparse.Namespace) -> int:
    return _ACTS[given.act or "list"](given)


def _list(_given: argparse.Namespace) -> int:
    known = store.known_keys()
    for row in known.values():
        say(f"{row.pilot}: {row.name}, {digits_of(row.key)}; newest release seen: {row.day}")
    if not known:
        say("No key is known here: python -m swit_data keys learn RELEASE --as NAME")
    return DONE


def _learn(given: argparse.Namespace) -> int:
    signatures = _signatures(given.release, given.pilot)
    digits = next(iter(signatures.values())).digits
    pilots = ", ".join(signatures)
    say(f"{pilots}: signed by the key\n\n    {digits}\n")
    for pilot, row in store.known_keys().items():
        if pilot in signatures and digits_of(row.key) != digits:
            say(f"You know another key of {pilot}, as {row.name}: {digits_of(row.key)}.")
    if not (given.digits or _compared(given.name)):
        return NOT_KEPT
    learning.learn(signatures, given.name, given.digits or digits)
    say(f"{pilots}: releases signed by this key are those of {given.name}, on this computer.")
    return DONE


def _compared(name: str) -> bool:
    question = (
        f"Call somebody of {name} whose voice you know, and let them read you the digits of their key (on the page "
        "Method, and on their documents). Are they these, all thirty?"
    )
    return agreed(question, "Nothing was learnt.", _NOBODY)


def _signatures(folder: Path, pilot: str) -> dict[str, Signature]:
    """Return the signatures in a folder: of one pilot, if one is named; of one key."""
    found = gather(folder)
    signed = {one.pilot: one.signature for _, one in found.releases if one.signature}
    chosen = {code: by for code, by in signed.items() if pilot in ("", code)}
    if not chosen:
        problems = [sentence for problem in found.problems for sentence in problem.sentences]
        nothing = f"{folder}: no release here is signed" + (f" of {pilot}." if pilot else ".")
        raise ReleaseError(*problems, nothing)
    if len({by.key for by in chosen.values()}) > 1:
        keys = listed(f"{code} {by.digits}" for code, by in chosen.items())
        raise ReleaseError(f"{folder}: several keys signed here ({keys}). Name one with --pilot.")
    return chosen


def _forget(given: argparse.Namespace) -> int:
    known = store.known_keys()
    if given.pilot not in known:
        raise ReleaseError(
            f"{given.pilot}: no key of this pilot is known here; known are: {listed(known)}."
        )
    store.forget_key(given.pilot)
    say(f"{given.pilot}: its key is no longer known here, nor its newest release.")
    return DONE


def _new(given: argparse.Namespace) -> int:
    store.open_dataset(given.dataset)
    before = signing.own_digits(given.dataset)
    if before:
        say(f"This dataset signs with the key {before}.")
        question = (
            "A new key takes its place for good. Everybody who knows the old one is told that your next release is "
            "signed by another key, and does not show it before they have learnt the new one. Make it?"
        )
        if not agreed(question, "Nothing was changed.", "nobody can answer here."):
            return NOT_KEPT
    say(
        f"The releases of this dataset are signed from now on by the key\n\n    {signing.new_key(given.dataset)}\n"
    )
    say(
        "Release again, make a new backup, and read these digits to everybody who knew the old ones."
    )
    return DONE


_ACTS: dict[str, Callable[[argparse.Namespace], int]] = {
    "list": _list,
    "learn": _learn,
    "forget": _forget,
    "new": _new,
}
KEYS = Command("say whose releases are known here, by the keys that sign them", _arguments, _run)
