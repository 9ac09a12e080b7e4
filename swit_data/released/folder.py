"""Where the pilots' releases stand under a folder, also between the two renames of a swap."""

import os
from pathlib import Path
from typing import cast

from swit_data.errors import ReleaseError, say
from swit_data.released.place import Lies, Place
from swit_data.released.tables import TABLES

# A folder that lost some of them, or holds something else under their names, is still a release, and damaged.
MARKS = ("release.toml", *(f"{name}.parquet" for name in TABLES))


def standing(out: Lies) -> tuple[Lies, ...]:
    """Return the pilots' folders under a folder; the old one where a swap was cut off half way.

    Raises:
        ReleaseError: the folder cannot be opened.
    """
    try:
        found = cast("list[Lies]", [*out.iterdir()] if out.is_dir() else [])
    except OSError as error:
        text = "{folder}: this folder cannot be opened ({why}). Check who may open it."
        raise ReleaseError(say(text, folder=out, why=error.strerror or "")) from error
    named = [p for p in found if not p.name.startswith(".")]
    halfway = [
        p
        for p in found
        if p.name.startswith(".") and p.suffix == ".old" and not (out / pilot_of(p)).exists()
    ]
    return tuple(sorted(p for p in (*named, *halfway) if _is_release(p)))


def _is_release(folder: Place) -> bool:
    try:
        return folder.is_dir() and any(_lies_there(folder / mark) for mark in MARKS)
    except OSError:
        return True  # nobody may look into it: it is told, not passed over


def _lies_there(place: Place) -> bool:
    """Say whether something has this name, also a link to nothing."""
    return os.path.lexists(place) if isinstance(place, Path) else place.exists()


def pilot_of(folder: Place) -> str:
    """Return whose folder it is, also where a swap was cut off half way."""
    return folder.stem[1:] if folder.name.startswith(".") else folder.name
