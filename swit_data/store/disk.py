"""Files that are there whole or not at all, also after a power cut."""

import contextlib
import errno
import hashlib
import os
import stat
import time
from collections.abc import Iterable
from pathlib import Path

_RENAMES = 5  # a virus scanner on Windows holds a new file open for a moment
_PAUSE = 0.05  # seconds, doubled each time
NEW = ".new"  # ends the name of a file that is being written
# Answers are their owner's alone; what is handed on (a release, a document) is as the person's other files.
OWN, SHARED = 0o600, 0o666
_FOLDER = {OWN: 0o700, SHARED: 0o777}


def replace_file(path: Path, content: bytes, mode: int = OWN) -> None:
    """Write a file so that it is there whole or not at all, and stays after a power cut.

    Raises:
        OSError: it cannot be written; what was there is as it was, or already the new content.
    """
    make_folder(path.parent, mode)
    put_file(path, content, mode)
    sync_folder(path.parent)


def put_file(path: Path, content: bytes, mode: int = OWN) -> None:
    """Write a file whole, its owner's or shared; its name is safe from a power cut only after `sync_folder`."""
    new = path.with_name(f".{path.name}{NEW}")
    try:
        with open(new, "wb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        rename(new, path)
    except OSError as error:
        remove(new)
        error.filename = error.filename or str(path)  # a write that fails names none
        raise


def rename(old: Path, new: Path) -> None:
    """Put a file in the place of another in one step."""
    for attempt in range(_RENAMES):
        try:
            os.replace(old, new)  # noqa: PTH105 - the one call that faults are injected into
        except PermissionError:
            if attempt == _RENAMES - 1:
                raise
            time.sleep(_PAUSE * 2**attempt)
        else:
            return


def make_folder(folder: Path, mode: int = OWN) -> None:
    """Make a folder and those above it, for their owner alone or to be shared; each is safe from a power cut."""
    if folder.is_dir():
        return
    make_folder(folder.parent, mode)
    folder.mkdir(_FOLDER[mode], exist_ok=True)
    sync_folder(folder.parent)


def keep_private(folder: Path, files: Iterable[Path]) -> None:
    """Close a folder and files to everybody but their owner, as far as the system keeps such a mode.

    Windows and the file systems of sticks and cards keep none (docs/privacy.md says what holds there).
    """
    for path in (folder, *files):
        with contextlib.suppress(OSError):  # of somebody else, or gone meanwhile
            found = path.lstat()
            if stat.S_ISLNK(found.st_mode):
                continue
            wanted = _FOLDER[OWN] if stat.S_ISDIR(found.st_mode) else OWN
            if stat.S_IMODE(found.st_mode) & ~wanted:
                path.chmod(wanted)


def sync_above(folder: Path) -> None:
    """Make the names of a folder and of those above it safe, whoever made them, as far as they may be opened."""
    for above in folder.absolute().parents:
        with contextlib.suppress(OSError):
            sync_folder(above)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder safe from a power cut."""
    if os.name != "posix":
        return  # Windows has no handle of a folder to flush; NTFS keeps a journal of names
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a file system that cannot sync folders: nothing to do
            raise
    finally:
        os.close(handle)


def remove(path: Path) -> bool:
    """Delete a file and say whether it is gone: another program may hold it open."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def sha256_of(path: Path) -> str:
    """Return the fingerprint of a file; empty where it is missing or cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
