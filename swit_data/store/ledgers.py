"""The ledger of releases grows by one: a commit of its own, before the release is written."""

from dataclasses import replace
from pathlib import Path

from swit_data.errors import DatasetError, say
from swit_data.store.commits import Saved, opened, said, save
from swit_data.store.ledger_files import known_files, next_number, put_entry
from swit_data.store.lock import held, writing


def remember(folder: Path, number: int, content: bytes, who: str = "") -> Saved:
    """Add a release to the ledger: from the manifest that lists it on, the release is known.

    `number`: the state of the dataset that the release was made of.

    Raises:
        DatasetError: the dataset was changed since or is damaged, or the folder cannot be written.
    """
    with held(folder):
        last, _ = opened(folder)
        known = known_files(folder, last)
        if last.number != number:
            text = (
                "{folder}: this dataset was changed since the release was looked at (in another window, or by an "
                "import), so nothing was released. Look at it again, then approve it."
            )
            raise DatasetError(say(text, folder=folder))
        with writing(folder):
            entry = put_entry(folder, next_number(folder, known), content)
        ledger = (*known, entry)
        return save(
            folder, replace(last, number=number + 1, said=said("release", who), ledger=ledger)
        )
