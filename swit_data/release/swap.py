"""A pilot's release folder put in its place: the old one or the new one is whole at every moment."""

import contextlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from swit_data.released.folder import MARKS
from swit_data.released.signature import SIGNATURE
from swit_data.store import SHARED, make_folder, put_file, rename, sync_folder


def put_folder(out: Path, pilot: str, contents: Mapping[str, bytes]) -> Path:
    """Write the files of a pilot beside the old folder, then swap the two; a file that is not a release's stays.

    Raises:
        OSError: it cannot be written; the old folder is as it was.
    """
    mend(out, pilot)
    new = _beside(out, pilot, "new")
    try:
        _put_files(new, contents)
        sync_folder(out)
    except OSError:
        with contextlib.suppress(OSError):
            _delete(new)  # a disk that is full is not left fuller
        raise
    if os.path.lexists(out / pilot):
        rename(out / pilot, _beside(out, pilot, "old"))
    rename(new, out / pilot)
    sync_folder(out)
    mend(out, pilot)
    return out / pilot


def _put_files(new: Path, contents: Mapping[str, bytes]) -> None:
    for name, content in contents.items():
        make_folder((new / name).parent, SHARED)
        put_file(new / name, content, SHARED)
    for folder in (*(path for path in new.rglob("*") if path.is_dir()), new):
        sync_folder(folder)


def mend(out: Path, pilot: str) -> None:
    """Finish or take back what a crash left: between the two renames of a swap only the old folder is whole."""
    new, old, place = _beside(out, pilot, "new"), _beside(out, pilot, "old"), out / pilot
    if os.path.lexists(old) and not os.path.lexists(place):
        rename(old, place)
    if os.path.lexists(old):
        clear(old)
        _bring_over(old, place)
    _delete(new)


def clear(folder: Path) -> None:
    """Delete the files of a release and its folder, release.toml first; what else lies there stays."""
    if folder.is_symlink() or not folder.is_dir():  # somebody put a link or a file there
        folder.unlink(missing_ok=True)
        return
    for name in (*MARKS, SIGNATURE, "frameworks"):
        _delete(folder / name)
    if not any(folder.iterdir()):
        folder.rmdir()


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _bring_over(old: Path, place: Path) -> None:
    """Take along what somebody put into the folder of a release."""
    if not old.exists():
        return
    for path in old.iterdir():
        if not (place / path.name).exists():
            rename(path, place / path.name)
    shutil.rmtree(old)


def _beside(out: Path, pilot: str, kind: str) -> Path:
    return out / f".{pilot}.{kind}"
