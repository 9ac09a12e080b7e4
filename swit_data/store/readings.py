"""Where what is said of a draft lies until its release: in the dataset's folder and gone with it, in no backup."""

from pathlib import Path

from swit_data.errors import of_disk
from swit_data.store import files
from swit_data.store.disk import remove
from swit_data.store.private_files import READING, put_private, read_private


def reading_file(folder: Path) -> Path:
    """Return where what was said of a draft of a dataset lies."""
    return files.place(folder, READING)


def reading(folder: Path) -> bytes:
    """Return what was said of a draft of a dataset.

    Raises:
        OSError: nothing was, or it cannot be read.
    """
    return read_private(folder, READING)


def keep_reading(folder: Path, content: bytes) -> None:
    """Keep what was said of a draft of a dataset.

    Raises:
        SwitError: it cannot be written.
    """
    try:
        put_private(folder, READING, content)
    except OSError as error:
        raise of_disk(error) or error from error


def forget_reading(folder: Path) -> None:
    """Take it away: a release is approved."""
    remove(reading_file(folder))
