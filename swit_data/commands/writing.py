"""A file that a command writes: whole or not at all, and a full disk is said in a sentence."""

from __future__ import annotations

from pathlib import Path

from swit_data import store
from swit_data.errors import SwitError, say


def write(path: Path, content: bytes, mode: int = store.SHARED) -> None:
    """Write a file in the place of the one that is there; where a link or a pipe leads elsewhere, there.

    Raises:
        SwitError: it cannot be written; what was there is as it was.
    """
    try:
        place = path.resolve() if path.is_symlink() else path
        if place.exists() and not place.is_file() and not place.is_dir():
            place.write_bytes(content)  # a pipe, or the terminal: nothing can be put in its place
        else:
            store.replace_file(place, content, mode)
    except OSError as error:
        text = "{file} cannot be written ({why}). Choose another folder, or make room."
        raise SwitError(say(text, file=path, why=error.strerror or "")) from error
