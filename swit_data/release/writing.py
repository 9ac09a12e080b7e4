"""A release on disk: one folder a pilot, complete in itself, with the fingerprint of each of its files."""

import hashlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.parquet as pq

from swit_data.dataset import SHOWN_TO, Dataset, write_toml
from swit_data.errors import ReleaseError
from swit_data.release.engines import DUCKDB
from swit_data.release.swap import clear, put_folder
from swit_data.released.folder import pilot_of, standing
from swit_data.released.pilot_release import HEAD, fingerprint_of, mark, names_folder
from swit_data.released.reading import NOT_WRITTEN, Reading
from swit_data.released.signature import SIGNATURE, Signed
from swit_data.released.tables import TABLES

ENGINE = "3"  # raised when the same dataset would give other numbers, or other tables

Signing = Callable[[Signed], bytes]


@dataclass(frozen=True)
class _File:
    file: str
    sha256: str


def write(
    out: Path,
    dataset: Dataset,
    tables: Mapping[str, pa.Table],
    readings: Mapping[str, Reading] = MappingProxyType({}),
    sign: Signing | None = None,
    *,
    engine: str = DUCKDB,
) -> tuple[Path, ...]:
    """Write one folder a pilot and return them: each folder is the old one or the new one, whole, at every moment.

    The folder of a pilot of this dataset that is no longer in the release is taken away. `readings`: what the
    community said of each pilot. `sign`: gives the file that says who made it; illustrative data have none.
    `engine`: what ran the SQL.

    Raises:
        ReleaseError: the folder cannot be written, or a pilot's code is no name of a folder.
    """
    pilots = list(dict.fromkeys(row.pilot for row in dataset.rounds))
    for pilot in pilots:
        if not names_folder(pilot):
            raise ReleaseError(
                f"dataset.toml: the pilot is {pilot!r}; letters, digits and _ are allowed. Correct it in the file."
            )
    try:
        contents = {pilot: _contents(pilot, dataset, tables, readings, engine) for pilot in pilots}
        if sign is not None:
            contents = {
                p: each | _signature(p, dataset, each, sign) for p, each in contents.items()
            }
        gone = _no_longer_released(out, pilots)
        written = tuple(put_folder(out, pilot, contents[pilot]) for pilot in pilots)
        for folder in gone:
            clear(folder)
    except OSError as error:
        raise ReleaseError(
            f"{out}: the release could not be written ({error.strerror}). Check that the disk is not full "
            "and that the folder may be written."
        ) from error
    return written


def _signature(
    pilot: str, dataset: Dataset, contents: Mapping[str, bytes], sign: Signing
) -> dict[str, bytes]:
    rounds = tuple(row.round for row in dataset.rounds if row.pilot == pilot)
    return {SIGNATURE: sign(Signed(contents[HEAD], pilot, rounds))}


def _no_longer_released(out: Path, pilots: list[str]) -> list[Path]:
    """Return the folders that were written together with those that are written again now, and are not themselves."""
    marks = {folder: mark(folder, "dataset") for folder in standing(out)}
    again = {own for folder, own in marks.items() if pilot_of(folder) in pilots} - {""}
    return [f for f, own in marks.items() if pilot_of(f) not in pilots and own in again]


def fingerprint(pilot: str, dataset: Dataset, tables: Mapping[str, pa.Table]) -> str:
    """Return the fingerprint that the release of a pilot has once it is written."""
    return fingerprint_of(_contents(pilot, dataset, tables)[HEAD])


def _contents(
    pilot: str,
    dataset: Dataset,
    tables: Mapping[str, pa.Table],
    readings: Mapping[str, Reading] = MappingProxyType({}),
    engine: str = DUCKDB,
) -> dict[str, bytes]:
    contents: dict[str, bytes] = {}
    for name in TABLES:
        table = tables[name].filter(pa.compute.equal(tables[name]["pilot"], pilot))
        buffer = io.BytesIO()
        pq.write_table(table, buffer, compression="zstd", write_page_checksum=True)
        contents[f"{name}.parquet"] = buffer.getvalue()
    rounds = [row for row in dataset.rounds if row.pilot == pilot]
    frameworks = {row.framework: dataset.frameworks[row.framework] for row in rounds}
    for framework in frameworks.values():
        contents[f"frameworks/{framework.hash}.toml"] = framework.content
    said = readings.get(pilot, NOT_WRITTEN)
    return {**contents, HEAD: _manifest(pilot, dataset, contents, said, engine).encode()}


def _manifest(
    pilot: str, dataset: Dataset, contents: Mapping[str, bytes], reading: Reading, engine: str
) -> str:
    rounds = [row for row in dataset.rounds if row.pilot == pilot]
    framework = dataset.frameworks[rounds[-1].framework]
    # The narrowest circle that any round of the pilot names holds for the whole pilot.
    shown_to = min((row.shown_to for row in rounds), key=SHOWN_TO.index)
    head: dict[str, object] = {
        "pilot": pilot,
        "engine": ENGINE,
        "computed_by": engine,
        "title": dataset.title,
        "provenance": dataset.provenance,
        "shown_to": shown_to,
        "dataset": _dataset_mark(dataset),
        "k": framework.k,
        "k0": framework.k0,
        **reading.head,
    }
    files = tuple(
        _File(name, hashlib.sha256(content).hexdigest())
        for name, content in sorted(contents.items())
    )
    return write_toml("files", head, files)


def _dataset_mark(dataset: Dataset) -> str:
    """Return what tells one owner's dataset from another's: from its description, never from its answers.

    A fingerprint of answers would let somebody confirm a guess of them.
    """
    described = write_toml("rounds", {"title": dataset.title}, dataset.rounds)
    return hashlib.sha256(described.encode()).hexdigest()[:16]
