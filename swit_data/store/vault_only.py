"""Answers that endanger people lie in a vault alone: each way in which they could come to lie plain is refused here."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyarrow.parquet as pq
from pyarrow import BufferReader

from swit_data.errors import DatasetError, Sentence, say
from swit_data.framework import Framework, parse
from swit_data.store.ledger_files import FOLDER as LEDGER_FOLDER
from swit_data.store.vault import is_vault


def refuse_plain(folder: Path, frameworks: Iterable[Framework]) -> None:
    """Refuse to keep, in a dataset that lies in no vault, answers to what endangers people.

    Raises:
        DatasetError: a framework asks it.
    """
    asked = sorted({code for framework in frameworks for code in framework.sensitive})
    if asked and not is_vault(folder):
        remedy = say(
            "Lock this dataset first (python -m swit_data lock {folder}), or make a new one that has a passphrase "
            "(without --plain).",
            folder=folder,
        )
        raise _refusal(folder, asked, remedy)


def refuse_restored(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Refuse to put such answers back where they would lie plain; `contents`: files of a backup, by name.

    Raises:
        DatasetError: they hold such answers, or a ledger that tells who gave which.
    """
    asked = [] if is_vault(folder) else _asked(contents)
    if asked:
        remedy = say(
            "Restore an encrypted backup into a new folder, into which it brings its vault; or lock this dataset first "
            "(python -m swit_data lock {folder}).",
            folder=folder,
        )
        raise _refusal(folder, asked, remedy)


def refuse_moving_out(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Refuse to make a dataset plain that holds such answers, now or in a state that can be gone back to.

    Raises:
        DatasetError: it does, or its ledger tells who gave which.
    """
    asked = _asked(contents)
    if asked:
        remedy = say(
            "It stays in its vault. To hand it on, make a backup, which is encrypted too, or a release."
        )
        raise _refusal(folder, asked, remedy)


def _refusal(folder: Path, asked: Iterable[str], remedy: Sentence) -> DatasetError:
    text = (
        "{folder}: “{asked}” endangers people if it is known of them, so answers to it are kept in a vault alone, "
        "never plain on a disk. Nothing was changed. {remedy}"
    )
    return DatasetError(say(text, folder=folder, asked=", ".join(asked), remedy=remedy))


def _asked(contents: Mapping[str, bytes]) -> list[str]:
    """Return the characteristics that endanger people, of the frameworks and the ledger among some files."""
    return sorted({code for name, content in contents.items() for code in _told(name, content)})


def _told(name: str, content: bytes) -> Iterator[str]:
    if name.startswith("frameworks/"):
        yield from parse(content, Path(name).name).sensitive
    elif name.startswith(f"{LEDGER_FOLDER}/"):
        # What a release remembers (release/ledger.py) outlives the round and the framework that it is of.
        noted = pq.read_schema(BufferReader(content)).metadata or {}
        yield from map(str, json.loads(noted.get(b"release", b"{}")).get("sensitive", ()))
