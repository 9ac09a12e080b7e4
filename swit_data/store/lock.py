"""The one lock of a dataset: whoever writes holds it, readers need none."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from swit_data.errors import DatasetError, LockedError, say
from swit_data.store.disk import OWN, keep_private, make_folder
from swit_data.store.leftovers import clear, files_in
from swit_data.store.slot_files import mend_slots, slots_of
from swit_data.store.vault import FILE, SEALED, vault_of

_SECONDS = 10
_LOCKED = "{folder}: this dataset is locked. Open it with its passphrase."


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the lock of a dataset that is to be written; if it lies in a vault, that must be open.

    Raises:
        LockedError: its vault is not open, or is another one by now.
        DatasetError: another process holds the lock, or the folder cannot be written.
    """
    with alone(folder):
        vault = vault_of(folder)
        if vault:
            if slots_of(folder).code != vault.code:
                raise LockedError(say(_LOCKED, folder=folder))
            mend_slots(folder)
        clear(folder)
        yield


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock of a dataset; the system lets go of it when the process ends, however it ends.

    Raises:
        DatasetError: another process holds it, or the folder cannot be written.
    """
    # Kept by name, else it would be let go.
    lock = FileLock(folder / ".lock", timeout=_SECONDS, mode=OWN)
    try:
        make_folder(folder)
        lock.acquire()
        keep_private(folder.resolve(), _own_files(folder))
    except Timeout as error:
        text = (
            "{folder}: another import is running; nothing was changed. Try again when it is done."
        )
        raise DatasetError(say(text, folder=folder)) from error
    except OSError as error:
        raise cannot_write(folder, error) from error
    try:
        yield
    finally:
        lock.release()


def _own_files(folder: Path) -> Iterator[Path]:
    """Give what is a dataset's own; a folder may hold other things of its owner, which stay as they are."""
    yield from (folder / name for name in (".lock", FILE, SEALED))
    for place in (folder, folder / SEALED):
        yield from (place / name for name in ("parquet", "frameworks", "manifests", "ledger"))
        yield from files_in(place)


def cannot_write(folder: Path, error: OSError) -> DatasetError:
    """Return the refusal of a folder that cannot be written."""
    text = (
        "{folder}: this folder cannot be written ({why}); nothing was changed. Check that it may be "
        "written and that the disk is not full, or choose another folder."
    )
    return DatasetError(say(text, folder=folder, why=error.strerror or type(error).__name__))


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Say a failure of the disk before a commit in a sentence.

    Raises:
        DatasetError: the folder cannot be written; the dataset is as it was.
    """
    try:
        yield
    except OSError as error:
        raise cannot_write(folder, error) from error
