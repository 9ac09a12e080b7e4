"""The key that respondents' ids are made with: .key, 32 random bytes, made by the first import."""

import secrets
from pathlib import Path

from swit_data.errors import DatasetError
from swit_data.store.lock import held, writing
from swit_data.store.private_files import KEY, put_private, read_private
from swit_data.store.stored import exists
from swit_data.store.vault import is_vault

_BYTES = 32


def key_of(folder: Path) -> bytes:
    """Return the key of a dataset; a new one, not yet written, where there is neither.

    Raises:
        DatasetError: the dataset is there and its key is missing or damaged.
        LockedError: the dataset lies in a vault that is not open.
    """
    try:
        # A vault in which nothing was saved yet is that of a first import, elsewhere or cut off.
        secret = read_private(folder, KEY) if exists(folder) or not is_vault(folder) else b""
    except FileNotFoundError:
        secret = b""
    except OSError as error:
        raise DatasetError(
            f"{folder}: the key of this dataset cannot be read ({error.strerror}). Check who "
            "may open the folder."
        ) from error
    if len(secret) == _BYTES:
        return secret
    if exists(folder):
        raise DatasetError(
            f"{folder}: the key of this dataset ({KEY}) is missing or damaged; without it "
            "the people in it would be counted twice. Restore it from a backup, or import the "
            "files again into a new folder."
        )
    return secrets.token_bytes(_BYTES)


def keep_key(folder: Path, secret: bytes) -> None:
    """Write the key of a dataset, if it is not the one that is there.

    Raises:
        DatasetError: the folder cannot be written, or another import made a key meanwhile.
    """
    with writing(folder):
        if _there(folder) == secret:
            return
    with held(folder), writing(folder):
        before = _there(folder)
        # One of another size was left by a first import that was cut off; no dataset rests on it.
        if before != secret and (len(before) == _BYTES or exists(folder)):
            raise DatasetError(
                f"{folder}: another import is running there; nothing was changed. Try again "
                "when it is done."
            )
        put_private(folder, KEY, secret)


def _there(folder: Path) -> bytes:
    try:
        return read_private(folder, KEY)
    except FileNotFoundError:
        return b""
