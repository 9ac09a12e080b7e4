"""Files of a dataset that are its owner's alone and leave it in no release: the key that signs."""

from pathlib import Path

from swit_data.store.disk import OWN, replace_file


def read_private(folder: Path, name: str) -> bytes:
    """Return a private file of a dataset.

    Raises:
        FileNotFoundError: there is none.
        OSError: it cannot be read.
    """
    return (folder / name).read_bytes()


def put_private(folder: Path, name: str, content: bytes) -> None:
    """Write a private file of a dataset: its owner's alone, there whole or not at all, also after a power cut.

    Raises:
        OSError: it cannot be written; what was there is as it was.
    """
    replace_file(folder / name, content, OWN)
