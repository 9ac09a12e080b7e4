"""Where what is said of a draft lies until its release: in the dataset's folder and gone with it, in no backup."""

from pathlib import Path

from swit_data.store.disk import remove


def reading_file(folder: Path) -> Path:
    """Return the file of what was said of a draft of a dataset."""
    return folder / "reading.json"


def forget_reading(folder: Path) -> None:
    """Take it away: a release is approved."""
    remove(reading_file(folder))
