"""A new state of a dataset: data first, its manifest last, and what nobody needs any more deleted."""

import contextlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from swit_data.errors import DatasetError, say
from swit_data.store import description, files, ledger_files
from swit_data.store import manifest as manifests
from swit_data.store.disk import NEW, make_folder, remove, sync_folder
from swit_data.store.lock import cannot_write
from swit_data.store.manifest import FRAMEWORK, PARQUET, Manifest, Said
from swit_data.store.private_files import KEY
from swit_data.store.rows import FOLDER
from swit_data.store.stored import Stored, open_dataset

SNAPSHOTS = 2  # the last state and the one before it
_NAME = 80  # letters
_WRITTEN = (".", FOLDER, "frameworks", "manifests", ledger_files.FOLDER)


@dataclass(frozen=True)
class Saved:
    """What came of a write: the number of the state now, and whether anything changed."""

    number: int
    changed: bool = True


def said(what: str, who: str = "", of: int = 0, source: str = "") -> Said:
    """Return what the history says of a state that is made now: by whom is one short line, as they gave it."""
    when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ")
    return Said(what, when, " ".join(who.split())[:_NAME], of, source)


def opened(folder: Path) -> tuple[Manifest, Stored]:
    """Return a dataset that is to be written, after mending what a crash left; under the lock.

    Raises:
        DatasetError: it cannot be opened, or is damaged: what is written on top would hide that.
    """
    mend(folder)
    stored = open_dataset(folder)
    if stored.broken:
        why = say("{folder}: nothing was changed.", folder=folder)
        raise DatasetError(*stored.damaged, why)
    last = manifests.read(folder, stored.number)
    if last.key and files.fingerprint(folder, KEY) != last.key:
        text = (
            "{folder}: the key of this dataset (.key) is missing or damaged; without it the people in it would be "
            "counted twice. Restore the dataset from a backup; nothing was changed."
        )
        raise DatasetError(say(text, folder=folder))
    return last, stored


def mend(folder: Path) -> None:
    """Finish what the last write left undone, as far as its manifest can be read."""
    with contextlib.suppress(DatasetError, OSError):
        last = manifests.read(folder, manifests.latest(folder))
        # An edit after a crash is its owner's to decide on.
        if not description.edited(folder, last):
            description.put_down(folder, last)
        sweep(folder, last)


def save(folder: Path, manifest: Manifest) -> Saved:
    """Make a manifest the last one; its files of rows and frameworks are written already.

    Raises:
        DatasetError: nothing was changed; or the commit may have been saved, and the history tells.
    """
    manifest = replace(manifest, ledger=ledger_files.known_files(folder, manifest))
    try:
        for name in (FOLDER, "frameworks"):
            sync_folder(files.root(folder) / name)
        make_folder(files.root(folder) / "manifests")
        description.prepare(folder, manifest)
    except OSError as error:
        description.give_up(folder, manifest)
        raise cannot_write(folder, error) from error
    _commit(folder, manifest)
    # Whatever fails from here on is mended by the next write; readers need none of it.
    with contextlib.suppress(OSError):
        manifests.say_latest(folder, manifest.number)
        description.put_down(folder, manifest)
        sweep(folder, manifest)
    return Saved(manifest.number)


def _commit(folder: Path, manifest: Manifest) -> None:
    try:
        manifests.commit(folder, manifest)
    except OSError as error:
        if _is_there(manifests.place_of(folder, manifest.number)):
            text = (
                "{folder}: this may have been saved - check History (python -m swit_data history {folder}). "
                "The disk reported an error at the last step ({why})."
            )
            raise DatasetError(say(text, folder=folder, why=error.strerror or "")) from error
        description.give_up(folder, manifest)
        raise cannot_write(folder, error) from error


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return True  # nobody knows


def sweep(folder: Path, last: Manifest) -> bool:
    """Delete what no kept state needs, and say whether all of it is gone; files that are not ours stay."""
    kept = [last, *kept_before(folder, last)]
    names = {f"{FOLDER}/{name}" for manifest in kept for name in manifest.parquet()}
    names |= {f"frameworks/{code}.toml" for manifest in kept for code in manifest.frameworks}
    needed, root = {files.place(folder, name) for name in names}, files.root(folder)
    description.sweep(folder, last.number)
    gone = [
        *(p for p in (root / FOLDER).glob("*") if PARQUET.fullmatch(p.name)),
        *(p for p in (root / "frameworks").glob("*") if FRAMEWORK.fullmatch(p.name)),
        *(p for name in _WRITTEN for p in (root / name).glob(f".*{NEW}")),
    ]
    gone = [path for path in gone if path not in needed] + ledger_files.replaced(folder, last)
    left = [path for path in gone if not remove(path)]
    return not left


def kept_before(folder: Path, last: Manifest) -> list[Manifest]:
    """Return the manifests before the last one that can be gone back to; a release is no state of its own."""
    found, states = [], {last.state}
    for number in range(last.number - 1, last.floor - 1, -1):
        before = manifests.whole(folder, number)
        states.add(before.state if before else (number,))
        if len(states) > SNAPSHOTS:
            break
        found += [before] if before else []
    return found
