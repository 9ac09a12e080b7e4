"""What its owner says of a dataset: edited by hand in the files beside it, or written in the app."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from swit_data.dataset import Ask, Narrative, refuse_texts
from swit_data.errors import DatasetError, say
from swit_data.store import description
from swit_data.store import manifest as manifests
from swit_data.store.commits import Saved, mend, opened, said, save
from swit_data.store.lock import held, writing
from swit_data.store.manifest import DESCRIPTIONS, Manifest
from swit_data.store.stored import latest_of, state_of

_WRITTEN = ("narratives.toml", "asks.toml")  # by the app, whole


def edited(folder: Path) -> tuple[str, ...]:
    """Return the description files that are not as they were saved.

    Raises:
        DatasetError: there is no dataset, or its manifest is damaged.
    """
    return description.edited(folder, manifests.read(folder, latest_of(folder)))


def take_edits(folder: Path, who: str = "") -> Saved:
    """Take in what was edited by hand, as a state of its own.

    Raises:
        DatasetError: a value is none of those allowed, a text cannot be kept, a round has no description any more,
            or the folder cannot be written.
    """
    latest_of(folder)  # no folder is made where there is none
    with held(folder):
        mend(folder)
        last = manifests.read(folder, latest_of(folder))
        if not description.edited(folder, last):
            return Saved(last.number, changed=False)
        return _taken(folder, last, description.texts_of(folder), who)


def texts(folder: Path) -> dict[str, str]:
    """Return the text of each file that describes a dataset, as it was saved.

    Raises:
        DatasetError: there is no dataset, or its manifest is damaged.
    """
    return dict(manifests.read(folder, latest_of(folder)).description)


def take_text(folder: Path, file: str, text: str, who: str = "") -> Saved:
    """Put a text in the place of one that describes a dataset: the only way to edit one in a vault.

    Raises:
        DatasetError: as take_edits; or there is no such file.
    """
    latest_of(folder)  # no folder is made where there is none
    if file not in DESCRIPTIONS:
        allowed = ", ".join(reversed(DESCRIPTIONS))
        told = "{folder}: {file} is no text of a dataset. There are: {allowed}."
        raise DatasetError(say(told, folder=folder, file=file, allowed=allowed))
    with held(folder):
        mend(folder)
        last = manifests.read(folder, latest_of(folder))
        description.refuse_edited(folder, last)
        if last.description.get(file) == text:
            return Saved(last.number, changed=False)
        return _taken(folder, last, {**last.description, file: text}, who)


def _taken(folder: Path, last: Manifest, found: Mapping[str, str], who: str) -> Saved:
    changed = replace(last, description=found)
    _check(folder, changed, last)
    return save(folder, replace(changed, number=last.number + 1, said=said("edit", who)))


def describe(
    folder: Path,
    number: int,
    *,
    narratives: tuple[Narrative, ...],
    asks: tuple[Ask, ...],
    who: str = "",
) -> Saved:
    """Put an owner's texts and asks in the place of those that are there, as a state of its own.

    `number`: the state that they were written on; a later one may hold what these would overwrite.

    Raises:
        DatasetError: the dataset was changed since or is damaged, a value is none of those allowed, a text cannot be
            kept, or the folder cannot be written.
    """
    latest_of(folder)  # no folder is made where there is none
    with held(folder):
        last, stored = opened(folder)
        if last.number != number:
            text = (
                "{folder}: this dataset was changed since you began (in another window, or by an import), so nothing "
                "was saved. What you wrote is still in its box: compare it with what is saved now, and save again."
            )
            raise DatasetError(say(text, folder=folder))
        dataset = replace(stored.dataset, narratives=narratives, asks=asks)
        refuse_texts(dataset)
        texts = description.written(dataset)
        own = {name: texts[name] for name in _WRITTEN if name in texts}
        kept = {name: text for name, text in last.description.items() if name not in _WRITTEN}
        changed = replace(last, description=kept | own)
        if (stored.dataset.narratives, stored.dataset.asks) == (narratives, asks):
            return Saved(last.number, changed=False)
        state_of(folder, changed)  # what cannot be read again is not written
        return save(folder, replace(changed, number=last.number + 1, said=said("edit", who)))


def put_back(folder: Path) -> tuple[str, ...]:
    """Put the saved text in the place of what was edited, and return the files that were.

    Raises:
        DatasetError: the folder cannot be written.
    """
    latest_of(folder)  # no folder is made where there is none
    with held(folder):
        mend(folder)
        last = manifests.read(folder, latest_of(folder))
        found = description.edited(folder, last)
        with writing(folder):
            description.prepare(folder, last)
            description.put_down(folder, last)
        return found


def _check(folder: Path, changed: Manifest, last: Manifest) -> None:
    before, after = (state_of(folder, manifest).dataset for manifest in (last, changed))
    refuse_texts(after)
    fixed = [
        (d.shape, d.provenance, {(r.pilot, r.round): r.framework for r in d.rounds})
        for d in (before, after)
    ]
    if fixed[0] != fixed[1]:
        text = (
            "{folder}: in dataset.toml the shape, the provenance, and pilot, round and framework of each round belong "
            "to the answers and stay as they are. Put those back; everything else may be edited."
        )
        raise DatasetError(say(text, folder=folder))
