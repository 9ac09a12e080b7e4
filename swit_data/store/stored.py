"""A dataset as it lies on disk, every file of it checked before anybody sees a row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds

from swit_data.dataset import Dataset, read_dataset
from swit_data.errors import DatasetError, Sentence, say
from swit_data.framework import Framework, parse
from swit_data.store import description
from swit_data.store import files as disk_files
from swit_data.store import manifest as manifests
from swit_data.store.manifest import TABLES, Manifest, RoundFiles
from swit_data.store.rows import FOLDER, Place, schemas_of, whole
from swit_data.store.vault import is_vault, vault_of

_TRIES = 5  # a reader takes no lock: a write that ends meanwhile makes it begin again


@dataclass(frozen=True)
class Stored:
    """A dataset without what is damaged; `files` are the verified parquet files of its rows, by table."""

    folder: Path
    dataset: Dataset
    files: Mapping[str, tuple[Path, ...]]
    # Pilots and rounds whose rows, or whose framework, cannot be read; the others can.
    broken: tuple[Place, ...]
    number: int  # of the last commit
    rounds: tuple[RoundFiles, ...]  # whose rows the files are

    @property
    def sealed(self) -> bool:
        """Say whether it lies in a vault."""
        return is_vault(self.folder)

    @property
    def damaged(self) -> tuple[Sentence, ...]:
        """Return a sentence for each pilot and round that is damaged."""
        text = "{pilot} round {round} is damaged; restore it from a backup."
        return tuple(say(text, pilot=pilot, round=code) for pilot, code in self.broken)

    def table(self, name: str) -> pa.Table:
        """Return all rows of one of TABLES.

        Raises:
            DatasetError: another process has written twice since the dataset was opened.
        """
        try:
            return self.rows(name).to_table()
        except OSError as error:
            raise self._changed() from error

    def rows(self, name: str) -> ds.Dataset:
        """Return the rows of one of TABLES, to be read piece by piece; what is sealed is unsealed in memory alone.

        Raises:
            DatasetError: as `table`, where the dataset lies in a vault.
        """
        schema, paths = schemas_of(self.dataset)[name], self.files[name]
        if not paths:
            return ds.dataset(schema.empty_table())
        if not self.sealed:
            return ds.dataset([str(path) for path in paths], schema=schema, format="parquet")
        try:
            contents = [disk_files.content_at(self.folder, path) for path in paths]
        except OSError as error:
            raise self._changed() from error
        parquet = ds.ParquetFileFormat()
        fragments = [parquet.make_fragment(pa.py_buffer(content)) for content in contents]
        return ds.FileSystemDataset(fragments, schema, parquet)

    def lots(self, most: int) -> Iterator["Stored"]:
        """Give the dataset in lots of whole pilots and rounds, of so many answers at most if no round has more."""
        if sum(row.answers for row in self.rounds) <= most:
            yield self
            return
        lot: list[RoundFiles] = []
        for row in sorted(self.rounds, key=lambda row: (row.pilot, row.round)):
            if lot and sum(each.answers for each in (*lot, row)) > most:
                yield self._of(lot)
                lot = []
            lot.append(row)
        yield self._of(lot)

    def _of(self, rounds: Sequence[RoundFiles]) -> "Stored":
        """Return the dataset of some pilots and rounds alone."""
        places = {(row.pilot, row.round) for row in rounds}
        described = replace(
            self.dataset,
            rounds=tuple(row for row in self.dataset.rounds if (row.pilot, row.round) in places),
            facts=tuple(fact for fact in self.dataset.facts if (fact.pilot, fact.round) in places),
        )
        return replace(
            self, dataset=described, rounds=tuple(rounds), files=files_of(self.folder, rounds)
        )

    def _changed(self) -> DatasetError:
        text = "{folder}: this dataset was changed meanwhile. Open it again."
        return DatasetError(say(text, folder=self.folder))


def exists(folder: Path) -> bool:
    """Say whether a folder holds a dataset."""
    return manifests.anything(folder) and (
        is_vault(folder) or manifests.latest(folder) > 0 or (folder / "manifest.json").is_file()
    )


def is_there(folder: Path) -> bool:
    """Say whether a folder looks like a dataset, whether or not it can be opened."""
    return (folder / "dataset.toml").is_file() or (is_vault(folder) and manifests.anything(folder))


def open_dataset(folder: Path) -> Stored:
    """Return a dataset, every file of it checked against its fingerprint; damage of a pilot is told beside the others.

    Raises:
        DatasetError: there is none, its manifest is damaged, or its description was edited and not taken in.
    """
    number = latest_of(folder)
    for _ in range(_TRIES):
        try:
            manifest = manifests.read(folder, number)
            description.refuse_edited(folder, manifest)
            found = state_of(folder, manifest)
        except DatasetError:
            if latest_of(folder) == number:
                raise
        else:
            if not found.broken or latest_of(folder) == number:
                return found
        number = latest_of(folder)
    text = "{folder}: this dataset is being written again and again. Try when the imports are done."
    raise DatasetError(say(text, folder=folder))


def latest_of(folder: Path) -> int:
    """Return the number of the last commit of a dataset.

    Raises:
        DatasetError: there is no dataset.
    """
    vault_of(folder)  # one that is not open is said before anything is read
    number = manifests.latest(folder)
    if number:
        return number
    text = "{folder}: there is no dataset here (no manifest). Check the folder, or import a file."
    if (folder / "manifest.json").is_file():
        text = (
            "{folder}: this dataset was made by an earlier version of this program, which kept it another way. "
            "Import its files again into a new folder."
        )
    raise DatasetError(say(text, folder=folder))


def state_of(folder: Path, manifest: Manifest) -> Stored:
    """Return a dataset as a manifest says, without what is damaged.

    Raises:
        DatasetError: its description is not allowed by this version of the program.
    """
    frameworks = frameworks_of(folder, manifest)
    known = ("", *frameworks)
    rows = [row for row in manifest.rounds if row.framework in known and whole(folder, row)]
    broken = [row for row in manifest.rounds if row not in rows]
    gone = tuple((row.pilot, row.round) for row in broken)
    dataset = read_dataset(manifest.description, frameworks, gone)
    return Stored(folder, dataset, files_of(folder, rows), gone, manifest.number, tuple(rows))


def files_of(folder: Path, rounds: Sequence[RoundFiles]) -> dict[str, tuple[Path, ...]]:
    """Return where the files of some pilots and rounds lie, by table."""
    return {
        n: tuple(disk_files.place(folder, f"{FOLDER}/{row.files[n]}") for row in rounds)
        for n in TABLES
    }


def frameworks_of(folder: Path, manifest: Manifest) -> dict[str, Framework]:
    """Return the frameworks of a manifest that are whole.

    Raises:
        FrameworkError: one is of another version of this program.
    """
    found = {}
    for code in manifest.frameworks:
        name = f"frameworks/{code}.toml"
        if disk_files.fingerprint(folder, name).startswith(code):
            found[code] = parse(disk_files.read(folder, name), f"{code}.toml")
    return found
