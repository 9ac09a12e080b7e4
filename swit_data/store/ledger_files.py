"""The ledger of releases on disk: a file a release, listed with its fingerprint in the manifest, never replaced.

What it remembers stands in release/ledger.py. It is never undone: no older state, backup or withdrawal shortens it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from swit_data.errors import DatasetError, say
from swit_data.store import files
from swit_data.store import manifest as manifests
from swit_data.store.manifest import LEDGER, LedgerFile, Manifest

FOLDER = "ledger"


def known_files(folder: Path, *known: Manifest) -> tuple[LedgerFile, ...]:
    """Return the file of every release that a manifest lists, as the last one has it, and those that only lie there.

    A release that no manifest lists counts all the same: its manifest may be lost, or older than the list, or its
    writing was cut off. To count one too many is safe.
    """
    found = {entry.number: entry for entry in _lying_there(folder)}
    for manifest in known:
        found |= {entry.number: entry for entry in manifest.ledger}
    return tuple(found[number] for number in sorted(found))


def read_ledger(folder: Path) -> Iterator[tuple[LedgerFile, bytes]]:
    """Give the file of each release of a dataset, the oldest first, every byte of it checked.

    Raises:
        DatasetError: there is no dataset, or one is missing or damaged.
    """
    if (number := manifests.latest(folder)) > 0:
        yield from contents_of(folder, known_files(folder, manifests.read(folder, number)))


def contents_of(folder: Path, ledger: Iterable[LedgerFile]) -> Iterator[tuple[LedgerFile, bytes]]:
    """Give the file of each release that was made, the oldest first, every byte of it checked.

    Raises:
        DatasetError: one is missing or damaged: nobody can tell then what was released before.
    """
    for entry in ledger:
        content = content_of(folder, entry)
        if content is None:
            raise damaged(folder, entry)
        yield entry, content


def damaged(folder: Path, entry: LedgerFile) -> DatasetError:
    """Return what to say of a release's file that is missing, or cannot be what was written."""
    text = (
        "{folder}: {file}, which remembers release {n}, is missing or damaged: without it nobody can tell what was "
        "released before, and a new release could be subtracted from it. Nothing is released or withdrawn until it is "
        "back: python -m swit_data restore {folder} BACKUP, with a backup that was made after that release."
    )
    return DatasetError(say(text, folder=folder, file=f"{FOLDER}/{entry.name}", n=entry.number))


def content_of(folder: Path, entry: LedgerFile) -> bytes | None:
    """Return the bytes of a release's file; none if it is missing or not as it was written."""
    try:
        content = files.read(folder, f"{FOLDER}/{entry.name}")
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest().startswith(entry.sha256) else None


def put_entry(folder: Path, number: int, content: bytes, release: str = "") -> LedgerFile:
    """Write the file of one release, named by its fingerprint; it counts once a manifest lists it.

    `release`: what told it apart before, where it is written anew.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"release-{number:04}-{sha256[:16]}.parquet"
    entry = LedgerFile(name, sha256, "" if release == sha256 else release)
    files.replace(folder, f"{FOLDER}/{entry.name}", content)
    return entry


def next_number(folder: Path, known: Iterable[LedgerFile]) -> int:
    """Return the number after every release that is listed or has a file: none is ever given twice."""
    lying = (files.root(folder) / FOLDER).glob("*")
    there = (manifests.number_of(path.name) for path in lying)
    return max([0, *there, *(entry.number for entry in known)]) + 1


def replaced(folder: Path, last: Manifest) -> list[Path]:
    """Return the files of releases that a withdrawal has written anew: what they held is to be destroyed."""
    places = {e.number: files.place(folder, f"{FOLDER}/{e.name}") for e in last.ledger}
    lying = (files.root(folder) / FOLDER).glob("*")
    there = ((path, manifests.number_of(path.name)) for path in lying)
    return [path for path, number in there if places.get(number, path) != path]


def _lying_there(folder: Path) -> Iterator[LedgerFile]:
    for path in sorted((files.root(folder) / FOLDER).glob("*")):
        if named := LEDGER.fullmatch(path.name):
            # The name says what the content was; that of an older program does not.
            sha256, said = files.fingerprint_at(folder, path), named[2] or ""
            name = f"release-{named[1]}-{sha256[:16]}.parquet" if said and sha256 else path.name
            whole = files.place(folder, f"{FOLDER}/{name}") == path
            yield LedgerFile(name, sha256) if whole and sha256 else LedgerFile(path.name, said)
