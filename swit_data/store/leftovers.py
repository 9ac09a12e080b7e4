"""What a move into a vault, or out of it, leaves behind when it is cut off: the half that does not count."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from swit_data.store import manifest as manifests
from swit_data.store.disk import NEW, remove
from swit_data.store.manifest import DESCRIPTIONS, FRAMEWORK, LEDGER, MANIFEST, PARQUET
from swit_data.store.private_files import PRIVATE
from swit_data.store.vault import FILE, SEALED, is_vault

_OWN = {"parquet": PARQUET, "frameworks": FRAMEWORK, "manifests": MANIFEST, "ledger": LEDGER}


def files_in(place: Path) -> Iterator[Path]:
    """Give the files of a dataset that lie in a folder, whole or being written; nothing that is not its own."""
    beside = (*PRIVATE, *DESCRIPTIONS)
    yield from (path for name in beside if (path := place / name).is_file())
    yield from (path for name in DESCRIPTIONS for path in place.glob(f".{name}.*"))
    yield from (path for name in PRIVATE for path in place.glob(f".{name}{NEW}"))
    for name, pattern in _OWN.items():
        for path in (place / name).glob("*"):
            if pattern.fullmatch(path.name) or path.name.endswith(NEW):
                yield path


def are_there(folder: Path) -> bool:
    """Say whether a dataset lies there twice, in a vault and plain."""
    return any(True for _ in _half(folder))


def clear(folder: Path) -> bool:
    """Take away the half that does not count, and say whether it is gone; under the lock.

    Plain files go only where what is sealed goes at least as far: a vault.json that somebody put beside a plain dataset
    destroys nothing.
    """
    left = [path for path in _half(folder) if not remove(path)]
    if not left:
        _remove_empty(folder if is_vault(folder) else folder / SEALED)
    return not left


def remove_sealed(folder: Path) -> None:
    """Take away what is sealed in a folder; under the lock."""
    for path in _all_sealed(folder):
        remove(path)


def _half(folder: Path) -> Iterator[Path]:
    plain, sealed = (manifests.numbers_in(place) for place in (folder, folder / SEALED))
    if is_vault(folder):
        if sealed and max(sealed) >= max(plain, default=0):
            yield from files_in(folder)
    elif plain:
        yield from _all_sealed(folder)


def _all_sealed(folder: Path) -> Iterator[Path]:
    yield from files_in(folder / SEALED)
    yield from (path for path in [folder / SEALED / FILE] if path.exists())


def _remove_empty(place: Path) -> None:
    for name in _OWN:
        with contextlib.suppress(OSError):
            (place / name).rmdir()
    if place.name == SEALED:
        with contextlib.suppress(OSError):
            place.rmdir()
