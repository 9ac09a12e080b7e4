"""A dataset moved into a vault or out of one, at any moment the old one or the new one; and its key destroyed."""

import contextlib
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

from swit_data.errors import DatasetError, say
from swit_data.store import backups, files, leftovers
from swit_data.store import manifest as manifests
from swit_data.store.commits import kept_before, opened
from swit_data.store.disk import put_file, remove, replace_file, sync_above, sync_folder
from swit_data.store.holders import TRIES, new_slots, save_slots
from swit_data.store.ledger_files import FOLDER as LEDGER_FOLDER
from swit_data.store.ledger_files import contents_of, known_files
from swit_data.store.lock import alone, cannot_write, held, writing
from swit_data.store.manifest import Manifest
from swit_data.store.private_files import PRIVATE
from swit_data.store.rows import FOLDER
from swit_data.store.slot_files import slots_of
from swit_data.store.slots import Slots, to_bytes
from swit_data.store.stored import latest_of
from swit_data.store.vault import FILE, SEALED, Vault, current, is_vault, vault_of
from swit_data.store.vault_only import refuse_moving_out

_LATEST = "manifests/latest.json"
_FOLDERS = (FOLDER, "frameworks", "manifests", LEDGER_FOLDER)


def into_vault(folder: Path, passphrase: str, backup: Path, holder: str = "") -> bool:
    """Move a plain dataset into a vault, and say whether every plain file of it is gone.

    Its backup, encrypted, is written and read again first; then what is sealed, all of which is unsealed and compared;
    then vault.json, from which on it lies in the vault; then the plain files go. A disk of flash memory may keep blocks
    of them that nobody can reach by name.

    Raises:
        DatasetError: there is none, or it lies in a vault already; it is damaged; the backup's file is there already;
            the passphrase is too weak; or the folder cannot be written.
    """
    latest_of(folder)  # no folder is made where there is none
    if is_vault(folder):
        text = "{folder}: this dataset lies in a vault already."
        raise DatasetError(say(text, folder=folder))
    if backup.exists():
        text = "{file}: this file is there already; a backup never replaces another. Choose a new name."
        raise DatasetError(say(text, file=backup))
    vault = Vault.new()
    who = new_slots(vault, passphrase, holder)
    with held(folder):
        last, _ = opened(folder)
        with writing(folder):
            contents = dict(_everything(folder, last))
        _back_up(folder, backup, vault, who)
        with writing(folder):
            _write(folder / SEALED, contents, vault.named, vault.seal)
            _compare(folder / SEALED, contents, vault)
        save_slots(folder, who)
        current().put(folder, vault)
        return _cleared(folder)


def out_of_vault(folder: Path) -> bool:
    """Make a dataset plain again, and say whether what was sealed is gone.

    Raises:
        DatasetError: it lies in no vault, or is damaged, or the folder cannot be written; or it holds answers that are
            never kept plain.
        LockedError: its vault is not open.
    """
    latest_of(folder)
    if not vault_of(folder):
        text = "{folder}: this dataset lies in no vault. Move it into one: python -m swit_data lock {folder}."
        raise DatasetError(say(text, folder=folder))
    with held(folder):
        last, _ = opened(folder)
        with writing(folder):
            contents = dict(_everything(folder, last))
            contents |= {name: text.encode() for name, text in last.description.items()}
            refuse_moving_out(folder, contents)
            _write(folder, contents, str, lambda _, content: content)
            _compare(folder, contents)
        _take_away_slots(folder)
        remove(folder / TRIES)
        current().close(folder)
        return _cleared(folder)


def _take_away_slots(folder: Path) -> None:
    """Delete vault.json and its copy: from then on the dataset is plain.

    Raises:
        DatasetError: it still lies in its vault; or it may be plain, and the history tells.
    """
    try:
        for place in (folder / SEALED, folder):
            (place / FILE).unlink(missing_ok=True)
            sync_folder(place)
    except OSError as error:
        if is_vault(folder):
            raise cannot_write(folder, error) from error
        text = (
            "{folder}: this may have been saved - check History (python -m swit_data history {folder}). "
            "The disk reported an error at the last step ({why})."
        )
        raise DatasetError(say(text, folder=folder, why=error.strerror or "")) from error


def _cleared(folder: Path) -> bool:
    """Take away the half that does not count any more, and say whether it is gone."""
    with contextlib.suppress(OSError):
        return leftovers.clear(folder) and not leftovers.are_there(folder)
    return False


def forget(folder: Path) -> bool:
    """Destroy every slot of a vault, so that nothing opens it; say whether what was sealed is gone too.

    The slots are overwritten where they lie and synced before anything else is done. No passphrase is needed.

    Raises:
        DatasetError: it lies in no vault, or the folder cannot be written.
    """
    if not is_vault(folder):
        text = (
            "{folder}: this dataset is plain: there is no key to destroy. Delete the folder and its backups; a disk of "
            "flash memory may keep them even so, which only an encrypted disk prevents."
        )
        raise DatasetError(say(text, folder=folder))
    with alone(folder), writing(folder):
        code = secrets.token_hex(16)
        with contextlib.suppress(DatasetError):
            code = slots_of(folder).code
        for place in (folder / FILE, folder / SEALED / FILE):
            _overwrite(place)
        remove(folder / SEALED / FILE)
        replace_file(folder / FILE, to_bytes(Slots(code)))
        current().close(folder)
        leftovers.remove_sealed(folder)
        return not any(True for _ in leftovers.files_in(folder / SEALED))


def _overwrite(place: Path) -> None:
    with contextlib.suppress(FileNotFoundError), place.open("r+b") as file:
        file.write(secrets.token_bytes(place.stat().st_size))
        file.flush()
        os.fsync(file.fileno())


def _everything(folder: Path, last: Manifest) -> Iterator[tuple[str, bytes]]:
    """Give every file that a dataset needs, by its name in a plain one; of older states what is there and whole.

    Raises:
        OSError: one cannot be read: it may be whole, so nothing is moved without it.
    """
    yield from (
        (f"{FOLDER}/{name}", files.read(folder, f"{FOLDER}/{name}")) for name in last.parquet()
    )
    for code in last.frameworks:
        yield f"frameworks/{code}.toml", files.read(folder, f"frameworks/{code}.toml")
    for entry, content in contents_of(folder, known_files(folder, last)):
        yield f"{LEDGER_FOLDER}/{entry.name}", content
    yield manifests.name_of(last.number), files.read(folder, manifests.name_of(last.number))
    for name in PRIVATE:
        with contextlib.suppress(FileNotFoundError):
            yield name, files.read(folder, name)
    for name in _older(folder, last):
        with contextlib.suppress(FileNotFoundError, files.BrokenSealError):
            yield name, files.read(folder, name)


def _older(folder: Path, last: Manifest) -> Iterator[str]:
    before = kept_before(folder, last)
    yield from (f"{FOLDER}/{name}" for manifest in before for name in manifest.parquet())
    yield from (f"frameworks/{code}.toml" for manifest in before for code in manifest.frameworks)
    yield from (manifests.name_of(n) for n in manifests.numbers(folder) if n != last.number)
    yield _LATEST


def _back_up(folder: Path, file: Path, vault: Vault, who: Slots) -> None:
    content = backups.encrypted(backups.backed_up(folder), vault, who)
    with writing(file.parent):
        replace_file(file, content)
    backups.read_backup(file, vault)


def _write(
    place: Path,
    contents: dict[str, bytes],
    named: Callable[[str], str],
    sealed: Callable[[str, bytes], bytes],
) -> None:
    for name, content in contents.items():
        on_disk = named(name)
        path = place / on_disk
        path.parent.mkdir(0o700, parents=True, exist_ok=True)
        put_file(path, sealed(on_disk, content))
    for folder in (place, *(place / name for name in _FOLDERS)):
        if folder.is_dir():
            sync_folder(folder)
    sync_above(place)


def _compare(place: Path, contents: dict[str, bytes], vault: Vault | None = None) -> None:
    """Read every file again; what is not as it was is an error of the disk."""
    for name, content in contents.items():
        path = place / (vault.named(name) if vault else name)
        there = path.read_bytes()
        found = files.unsealed(vault, place.parent, path, there) if vault else there
        if hashlib.sha256(found).digest() != hashlib.sha256(content).digest():
            raise OSError(5, os.strerror(5), str(path))
