"""Small secrets beside a dataset: each its owner's alone, and sealed where the dataset lies in a vault."""

from pathlib import Path

from swit_data.store import files

KEY, SIGNING_KEY, READING = ".key", ".signing-key", "reading.json"
PRIVATE = (KEY, SIGNING_KEY, READING)


def read_private(folder: Path, name: str) -> bytes:
    """Return what a secret file of a dataset holds.

    Raises:
        FileNotFoundError: there is none.
        OSError: it cannot be read, or its seal is broken.
        LockedError: the dataset lies in a vault that is not open.
    """
    return files.read(folder, name)


def put_private(folder: Path, name: str, content: bytes) -> None:
    """Write a secret file of a dataset, for its owner only, whole or not at all.

    Raises:
        OSError: it cannot be written.
        LockedError: the dataset lies in a vault that is not open.
    """
    files.replace(folder, name, content)
