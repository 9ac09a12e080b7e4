"""A backup put back: into an empty folder, or as a new state of the dataset it was made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from swit_data.errors import DatasetError, say
from swit_data.store import description
from swit_data.store import manifest as manifests
from swit_data.store.backups import KEY, Backup, check_entry, read_backup
from swit_data.store.commits import Saved, mend, said, save
from swit_data.store.disk import make_folder, put_file, remove, sha256_of, sync_above, sync_folder
from swit_data.store.lock import held, writing
from swit_data.store.manifest import Manifest, RoundFiles
from swit_data.store.merging import merged, nothing
from swit_data.store.rows import FOLDER, only
from swit_data.store.stored import exists, state_of
from swit_data.store.undoing import carried_on
from swit_data.store.withdrawing import forget_in_ledger

_RELEASE = re.compile(r"release-(\d+)\.parquet")


def restore(folder: Path, file: Path, who: str = "") -> Saved:
    """Make the state of a backup the last one; releases of which the ledger here knows stay known.

    Who was withdrawn since stays out, and how far a pilot may be shown never becomes wider.

    Raises:
        DatasetError: the backup is damaged or of another dataset, or the folder cannot be written.
    """
    found = read_backup(file)
    with held(folder):
        mend(folder)
        since = [manifest for _, manifest in manifests.readable(folder) if manifest]
        _refuse_other_key(folder, found, since)
        if since and since[-1].number == manifests.latest(folder):
            description.refuse_edited(folder, since[-1])
        history = said("restore", who, of=found.manifest.number, source=found.sha256)
        coming = _coming(folder, found, _ledger(folder, found))
        with _nothing_left(folder, [path for path in coming if not path.exists()]):
            with writing(folder):
                _put(folder, coming)
                back = carried_on(folder, found.manifest, since)
                back = replace(back, rounds=_without_withdrawn(folder, back))
                forget_in_ledger(folder, back.withdrawn)
            number = manifests.latest(folder) + 1
            return save(folder, replace(back, number=number, said=history))


@contextmanager
def _nothing_left(folder: Path, new: list[Path]) -> Iterator[None]:
    """Take away what was written, where it did not come to a commit: answers lie nowhere that nobody knows of."""
    before = manifests.latest(folder)
    try:
        yield
    except DatasetError:
        if manifests.latest(folder) == before:
            for path in new:
                remove(path)
        raise


def _refuse_other_key(folder: Path, found: Backup, since: list[Manifest]) -> None:
    """Refuse the backup of another dataset: its respondents have other ids, and would be counted twice."""
    keys = {manifest.key for manifest in since} or {sha256_of(folder / ".key")}
    if exists(folder) and found.manifest.key not in keys:
        text = (
            "{folder}: this is a backup of another dataset: its respondents were given ids with another key. Restore "
            "it into an empty folder."
        )
        raise DatasetError(say(text, folder=folder))


def _coming(folder: Path, found: Backup, entries: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """Return what is written, in this order: rows and frameworks, the key, the ledger."""
    contents = {
        folder / name: content
        for name, content in found.contents.items()
        if name.startswith((f"{FOLDER}/", "frameworks/"))
    }
    key = {folder / ".key": found.contents[KEY]} if KEY in found.contents else {}
    return {**contents, **key, **entries}


def _put(folder: Path, coming: Mapping[Path, bytes]) -> None:
    """Write what the backup holds; nothing of it counts before the commit."""
    for path, content in coming.items():
        make_folder(path.parent)
        put_file(path, content)
    for place in sorted({path.parent for path in coming}):
        sync_folder(place)
    sync_above(folder)


def _ledger(folder: Path, found: Backup) -> dict[Path, bytes]:
    """Return the releases that the ledger here does not know, or whose entry here is damaged.

    Raises:
        DatasetError: an entry here is damaged, and the backup does not hold it.
    """
    here = {path: _entry(path) for path in sorted((folder / "ledger").glob("*.parquet"))}
    coming: dict[Path, bytes] = {}
    number = max(map(_number, [*(p.name for p in here), *found.contents]), default=0)
    for name in sorted(name for name in found.contents if name.startswith("ledger/")):
        content = found.contents[name]
        there = here.get(folder / name)
        if there is None:
            coming[folder / name] = content
        elif there != _entry(pa.BufferReader(content)):
            number += 1
            coming[folder / "ledger" / f"release-{number:04}.parquet"] = content
    _refuse_lost([path for path, entry in here.items() if entry is None and path not in coming])
    return coming


def _refuse_lost(paths: list[Path]) -> None:
    for path in paths:
        text = (
            "ledger/{file} is damaged, and this backup does not hold it: without it nobody can tell what was released "
            "before. Restore a backup that was made after that release; nothing was changed."
        )
        raise DatasetError(say(text, file=path.name))


def _number(name: str) -> int:
    """Return the number of an entry of the ledger; 0 of anything else."""
    found = _RELEASE.fullmatch(Path(name).name)
    return int(found[1]) if found else 0


def _entry(source: Path | pa.BufferReader) -> tuple[object, int] | None:
    """Return what tells releases apart, also after a withdrawal: what was published, and about how many."""
    try:
        table = pq.read_table(source, page_checksum_verification=True)
        check_entry(table)
    except (pa.ArrowException, OSError, ValueError):
        return None
    return table.schema.metadata[b"release"], len(table)


def _without_withdrawn(folder: Path, back: Manifest) -> tuple[RoundFiles, ...]:
    stored = state_of(folder, back)
    there = only(stored.table("respondents"), back.withdrawn)["respondent"].to_pylist()
    if not there:
        return back.rounds
    return merged(stored, back.rounds, stored.dataset, nothing(stored.dataset), there)
