"""A backup put back: into an empty folder, or as a new state of the dataset it was made of."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from swit_data.errors import DatasetError, say
from swit_data.store import description, files
from swit_data.store import manifest as manifests
from swit_data.store.backups import KEY, SIGNING_KEY, Backup, read_backup
from swit_data.store.commits import Saved, mend, said, save
from swit_data.store.disk import make_folder, remove, sync_above, sync_folder
from swit_data.store.holders import adopt
from swit_data.store.ledger_files import FOLDER as LEDGER_FOLDER
from swit_data.store.ledger_files import content_of, next_number, put_entry
from swit_data.store.lock import alone, held, writing
from swit_data.store.manifest import LedgerFile, Manifest, RoundFiles
from swit_data.store.merging import merged, nothing
from swit_data.store.private_files import KEY as KEY_FILE
from swit_data.store.private_files import PRIVATE, put_private
from swit_data.store.private_files import SIGNING_KEY as SIGNING_KEY_FILE
from swit_data.store.rows import FOLDER, only
from swit_data.store.stored import exists, state_of
from swit_data.store.undoing import carried_on
from swit_data.store.vault import FILE, SEALED
from swit_data.store.vault_only import refuse_restored
from swit_data.store.withdrawing import forget_in_ledger

_FOLDERS = (FOLDER, "frameworks", LEDGER_FOLDER)


def restore(folder: Path, file: Path, who: str = "", content: bytes | None = None) -> Saved:
    """Make the state of a backup the last one; releases of which the ledger here knows stay known.

    Who was withdrawn since stays out, and how far a pilot may be shown never becomes wider. `content`: of a file that
    lies on no disk.

    Raises:
        DatasetError: the backup is damaged or of another dataset, or the folder cannot be written; or it would put
            plain on a disk what is never kept so.
    """
    found = read_backup(file, content=content)
    with _nothing_left_of_a_vault(folder, found), held(folder):
        mend(folder)
        refuse_restored(folder, found.contents)
        since = [manifest for _, manifest in manifests.readable(folder) if manifest]
        _refuse_other_key(folder, found, since)
        if since and since[-1].number == manifests.latest(folder):
            description.refuse_edited(folder, since[-1])
        history = said("restore", who, of=found.manifest.number, source=found.sha256)
        with _nothing_left(folder):
            with writing(folder):
                _put(folder, found)
                back = carried_on(folder, found.manifest, since)
                ledger = _known_releases(folder, back, found)
                back = replace(back, rounds=_without_withdrawn(folder, back), ledger=ledger)
            number = manifests.latest(folder) + 1
            return save(folder, replace(back, number=number, said=history))


@contextmanager
def _nothing_left_of_a_vault(folder: Path, found: Backup) -> Iterator[None]:
    """Let an encrypted backup bring its vault into a folder without a dataset; it goes again if nothing was saved."""
    if not found.slots or not found.vault or manifests.anything(folder):
        yield
        return
    with alone(folder):
        if not manifests.anything(folder):
            adopt(folder, found.slots, found.vault)
    try:
        yield
    except DatasetError:
        if not manifests.anything(folder):
            remove(folder / SEALED / FILE)
            remove(folder / FILE)
        raise


@contextmanager
def _nothing_left(folder: Path) -> Iterator[None]:
    """Take away what was written, where it did not come to a commit: answers lie nowhere that nobody knows of."""
    before, there = manifests.latest(folder), _files(folder)
    try:
        yield
    except DatasetError:
        if manifests.latest(folder) == before:
            for path in _files(folder) - there:
                remove(path)
        raise


def _files(folder: Path) -> set[Path]:
    """Return what a backup writes to: rows, frameworks, the ledger, the key."""
    root = files.root(folder)
    found = {path for name in _FOLDERS for path in (root / name).glob("*")}
    return found | {path for name in PRIVATE if (path := root / name).exists()}


def _refuse_other_key(folder: Path, found: Backup, since: list[Manifest]) -> None:
    """Refuse the backup of another dataset: its respondents have other ids, and would be counted twice."""
    keys = {manifest.key for manifest in since} or {files.fingerprint(folder, KEY_FILE)}
    if exists(folder) and found.manifest.key not in keys:
        text = (
            "{folder}: this is a backup of another dataset: its respondents were given ids with another key. Restore "
            "it into an empty folder."
        )
        raise DatasetError(say(text, folder=folder))


def _put(folder: Path, found: Backup) -> None:
    """Write the rows, frameworks and keys of a backup; nothing of it counts before the commit."""
    root = files.root(folder)
    for name, content in found.contents.items():
        if name.startswith((f"{FOLDER}/", "frameworks/")):
            make_folder(root / Path(name).parent)
            files.put(folder, name, content)
    for place in _FOLDERS[:2]:
        if (root / place).is_dir():
            sync_folder(root / place)
    sync_above(root)
    _put_keys(folder, found)


def _put_keys(folder: Path, found: Backup) -> None:
    if KEY in found.contents:
        put_private(folder, KEY_FILE, found.contents[KEY])
    # A signing key that is there stays: what was signed since is signed by it.
    if SIGNING_KEY in found.contents and not files.place(folder, SIGNING_KEY_FILE).exists():
        put_private(folder, SIGNING_KEY_FILE, found.contents[SIGNING_KEY])


def _without_withdrawn(folder: Path, back: Manifest) -> tuple[RoundFiles, ...]:
    stored = state_of(folder, back)
    there = only(stored.table("respondents"), back.withdrawn)["respondent"].to_pylist()
    if not there:
        return back.rounds
    return merged(stored, back.rounds, stored.dataset, nothing(stored.dataset), there)


def _known_releases(folder: Path, back: Manifest, found: Backup) -> tuple[LedgerFile, ...]:
    """Write what the ledger here lacks, and return its files; who was withdrawn is in none of them.

    `back.ledger`: the releases known here. One of them that is damaged or lost is mended from the backup; if the backup
    has it neither, it stays listed, and nothing can be released.
    """
    ledger = {entry.number: entry for entry in back.ledger}
    numbers = {entry.release: entry.number for entry in back.ledger}
    for entry, content in _of_backup(found):
        number = numbers.get(entry.release, 0)
        if not number:
            taken = entry.number in ledger
            number = next_number(folder, ledger.values()) if taken else entry.number
            ledger[number] = put_entry(folder, number, content, entry.release)
        elif content_of(folder, ledger[number]) is None:
            ledger[number] = put_entry(folder, number, content, entry.release)
    whole = tuple(entry for entry in ledger.values() if content_of(folder, entry) is not None)
    ledger |= {e.number: e for e in forget_in_ledger(folder, whole, back.withdrawn)}
    return tuple(ledger[number] for number in sorted(ledger))


def _of_backup(found: Backup) -> Iterator[tuple[LedgerFile, bytes]]:
    listed = {entry.name: entry for entry in found.manifest.ledger}
    for path in sorted(name for name in found.contents if name.startswith(f"{LEDGER_FOLDER}/")):
        content, name = found.contents[path], Path(path).name
        unlisted = LedgerFile(name, hashlib.sha256(content).hexdigest())
        yield listed.get(name, unlisted), content
