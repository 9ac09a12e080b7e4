"""Where vault.json lies: in the dataset's folder, and a copy beside what is sealed, for a bit that flips."""

import contextlib
from pathlib import Path

from swit_data.errors import DatasetError, say
from swit_data.store.disk import NEW, remove, replace_file
from swit_data.store.slots import Slots, from_bytes, to_bytes
from swit_data.store.vault import FILE, SEALED


def put_slots(folder: Path, slots: Slots) -> None:
    """Write vault.json: from its rename on it says who may open the vault. Its copy may be late.

    Raises:
        OSError: it cannot be written.
    """
    replace_file(folder / FILE, to_bytes(slots))
    with contextlib.suppress(OSError):
        replace_file(folder / SEALED / FILE, to_bytes(slots))


def slots_of(folder: Path) -> Slots:
    """Return who may open a vault.

    Raises:
        DatasetError: vault.json and its copy are damaged or missing.
    """
    for place in (folder / FILE, folder / SEALED / FILE):
        found = _slots_in(place)
        if found:
            return found
    text = (
        "{folder}: vault.json, which holds the key of this dataset, is damaged, and so is its copy. Nothing opens it "
        "without one: restore a backup into a new folder."
    )
    raise DatasetError(say(text, folder=folder))


def mend_slots(folder: Path) -> None:
    """Make vault.json and its copy the same again: the copy that is damaged, or late, follows."""
    first, second = folder / FILE, folder / SEALED / FILE
    found = slots_of(folder)
    for place in (first, second):
        remove(place.with_name(f".{FILE}{NEW}"))
        if _slots_in(place) != found:
            with contextlib.suppress(OSError):
                replace_file(place, to_bytes(found))


def _slots_in(place: Path) -> Slots | None:
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        return from_bytes(place.read_bytes())
    return None
