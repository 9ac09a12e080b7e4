"""Every byte of a dataset on disk: sealed on its way out where the dataset lies in a vault, unsealed on its way in."""

import errno
import hashlib
import os
from pathlib import Path

from swit_data.store.disk import OWN, put_file, replace_file, sha256_of
from swit_data.store.vault import SEALED, Vault, is_vault, vault_of


class BrokenSealError(OSError):
    """What a sealed file holds is not what was written, or it is another file; as an unreadable one."""


def root(folder: Path) -> Path:
    """Return the folder in which the files of a dataset lie."""
    return folder / SEALED if is_vault(folder) else folder


def place(folder: Path, name: str) -> Path:
    """Return where a file of a dataset lies; `name` is that in a plain one, with its folder.

    Raises:
        LockedError: the vault is not open.
    """
    vault = vault_of(folder)
    return folder / SEALED / vault.named(name) if vault else folder / name


def read(folder: Path, name: str) -> bytes:
    """Return what a file of a dataset holds.

    Raises:
        OSError: it is missing, or cannot be read, or its seal is broken.
        LockedError: the vault is not open.
    """
    return content_at(folder, place(folder, name))


def content_at(folder: Path, path: Path) -> bytes:
    """Return what a file of a dataset holds, by where it lies; as `read`."""
    content, vault = path.read_bytes(), vault_of(folder)
    return unsealed(vault, folder, path, content) if vault else content


def unsealed(vault: Vault, folder: Path, path: Path, content: bytes) -> bytes:
    """Return what a sealed file of a dataset holds.

    Raises:
        BrokenSealError: it is damaged, or another file.
    """
    try:
        return vault.unseal(path.relative_to(folder / SEALED).as_posix(), content)
    except ValueError as error:
        raise BrokenSealError(errno.EIO, os.strerror(errno.EIO), str(path)) from error


def put(folder: Path, name: str, content: bytes) -> None:
    """Write a file of a dataset; its name is safe from a power cut only after its folder is synced."""
    path = place(folder, name)
    put_file(path, _for_disk(folder, path, content))


def replace(folder: Path, name: str, content: bytes) -> None:
    """Write a file of a dataset so that it is there whole or not at all, and stays after a power cut.

    Raises:
        OSError: it cannot be written; what was there is as it was, or already the new content.
    """
    path = place(folder, name)
    replace_file(path, _for_disk(folder, path, content), OWN)


def _for_disk(folder: Path, path: Path, content: bytes) -> bytes:
    vault = vault_of(folder)
    return vault.seal(path.relative_to(folder / SEALED).as_posix(), content) if vault else content


def fingerprint(folder: Path, name: str) -> str:
    """Return the sha256 of what a file holds; empty where it is missing, cannot be read, or its seal is broken."""
    return fingerprint_at(folder, place(folder, name))


def fingerprint_at(folder: Path, path: Path) -> str:
    """Return the sha256 of what a file holds, by where it lies."""
    if not is_vault(folder):
        return sha256_of(path)
    try:
        return hashlib.sha256(content_at(folder, path)).hexdigest()
    except OSError:
        return ""
