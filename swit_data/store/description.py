"""dataset.toml and its neighbours: the manifest holds their text, a plain folder a copy to read and to edit.

In a vault there is no such copy: the text is read and changed through the store alone (editing.py).
"""

from pathlib import Path

from swit_data.dataset import Dataset, write_toml
from swit_data.errors import DatasetError, say
from swit_data.store import manifest as manifests
from swit_data.store.disk import put_file, remove, rename, sync_folder
from swit_data.store.manifest import DESCRIPTIONS, Manifest
from swit_data.store.vault import is_vault

_LAST = DESCRIPTIONS[-1]


def written(dataset: Dataset) -> dict[str, str]:
    """Return the text of each file that describes a dataset."""
    head = {"title": dataset.title, "provenance": dataset.provenance, "shape": dataset.shape}
    found = {"dataset.toml": write_toml("rounds", head, dataset.rounds)}
    beside = {"facts": dataset.facts, "narratives": dataset.narratives, "asks": dataset.asks}
    for name, rows in beside.items():
        if rows:
            found[f"{name}.toml"] = write_toml(name, {}, rows)
    return found


def prepare(folder: Path, manifest: Manifest) -> None:
    """Write the copies under another name, before the commit; while they are there, the last commit is not put down."""
    if is_vault(folder):
        return
    for name, text in manifest.description.items():
        put_file(_waiting(folder, name, manifest.number), text.encode())
    sync_folder(folder)


def give_up(folder: Path, manifest: Manifest) -> None:
    """Take away the copies of a commit that failed, as far as the disk lets it; else the next write does."""
    for name in manifest.description:
        remove(_waiting(folder, name, manifest.number))


def put_down(folder: Path, manifest: Manifest) -> None:
    """Put the copies in their places, dataset.toml last; a crash before leaves what the next write mends."""
    if not _is_waiting(folder, manifest.number):
        return
    for name in DESCRIPTIONS:
        if name not in manifest.description:
            remove(folder / name)
        elif _waiting(folder, name, manifest.number).exists():
            rename(_waiting(folder, name, manifest.number), folder / name)
    sync_folder(folder)


def edited(folder: Path, manifest: Manifest) -> tuple[str, ...]:
    """Return the files that say something else than the last commit: edited by hand, damaged or deleted."""
    if is_vault(folder):
        return ()
    allowed = [manifest.description]
    if _is_waiting(folder, manifest.number):
        before = manifests.whole(folder, manifest.number - 1)
        allowed.append(before.description if before else {})
    saved = [{name: text.encode() for name, text in texts.items()} for texts in allowed]
    found = {name: _bytes(folder / name) for name in DESCRIPTIONS}
    return tuple(
        name
        for name in reversed(DESCRIPTIONS)
        if found[name] not in [texts.get(name) for texts in saved]
    )


def refuse_edited(folder: Path, manifest: Manifest) -> None:
    """Refuse a dataset whose description is not the one that was saved.

    Raises:
        DatasetError: a file was edited by hand and not taken in yet, is damaged or was deleted.
    """
    for name in edited(folder, manifest):
        text = (
            "{folder}: {file} is not as it was saved. If you edited it, take the change in: python -m swit_data "
            "edit {folder}; if nobody did, put the saved text back: the same with --put-back."
        )
        raise DatasetError(say(text, folder=folder, file=name))


def texts_of(folder: Path) -> dict[str, str]:
    """Return the texts as they stand in the folder.

    Raises:
        DatasetError: one is no text, or dataset.toml is missing.
    """
    try:
        found = {
            name: (folder / name).read_text("utf-8-sig")
            for name in DESCRIPTIONS
            if (folder / name).is_file()
        }
    except (OSError, UnicodeDecodeError) as error:
        raise _no_text(folder) from error
    if _LAST not in found:
        raise _no_text(folder)
    return found


def _no_text(folder: Path) -> DatasetError:
    text = (
        "{folder}: dataset.toml, or a file beside it, is missing or no text in UTF-8. Put the saved text "
        "back: python -m swit_data edit {folder} --put-back."
    )
    return DatasetError(say(text, folder=folder))


def sweep(folder: Path, number: int) -> None:
    """Delete the copies of commits that never came, or were put down."""
    for name in DESCRIPTIONS:
        for path in folder.glob(f".{name}.*"):
            if path != _waiting(folder, name, number):
                remove(path)


def _waiting(folder: Path, name: str, number: int) -> Path:
    return folder / f".{name}.{number:08}"


def _is_waiting(folder: Path, number: int) -> bool:
    return _waiting(folder, _LAST, number).exists()


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        return b"\0"  # is no text that was ever saved
