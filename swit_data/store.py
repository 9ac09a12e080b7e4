"""Datasets on disk: content-addressed parquet behind a manifest that is replaced in one step."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from swit_data.dataset import (
    ANSWERS,
    ASKED,
    Dataset,
    Round,
    read_dataset,
    respondents_schema,
    write_toml,
)
from swit_data.errors import DatasetError
from swit_data.framework import Framework, parse
from swit_data.framework.model import UNSAID

TABLES = ("respondents", "answers", "asked")
_LOCK_SECONDS = 10
_DESCRIBED = respondents_schema([]).names


@dataclass(frozen=True)
class Stored:
    """A dataset as it lies on disk; `files` are the verified parquet files of its rows."""

    folder: Path
    dataset: Dataset
    files: Mapping[str, Path]

    def table(self, name: str) -> pa.Table:
        """Return all rows of one of TABLES."""
        return pq.read_table(self.files[name])


def open_dataset(folder: Path) -> Stored:
    """Return a dataset, every file of it checked against its fingerprint.

    Raises:
        DatasetError: there is none, or a file of it is missing or damaged.
    """
    manifest = _manifest(folder)
    files = {}
    for name in TABLES:
        path = folder / "parquet" / str(manifest.get(name, ""))
        _verify(path, path.stem.removeprefix(f"{name}-"))
        files[name] = path
    frameworks = _frameworks(folder)
    texts = [_text(folder / f"{name}.toml") for name in ("facts", "narratives")]
    dataset = read_dataset(_text(folder / "dataset.toml"), frameworks, *texts)
    return Stored(folder, dataset, files)


def exists(folder: Path) -> bool:
    """Say whether a folder holds a dataset."""
    return (folder / "manifest.json").is_file()


def create(folder: Path, dataset: Dataset, tables: Mapping[str, pa.Table]) -> None:
    """Write a whole dataset; it is there when its manifest is.

    Raises:
        DatasetError: another process is writing there, or the folder cannot be written.
    """
    with _locked(folder):
        _write(folder, dataset, tables)


def add(
    folder: Path,
    dataset: Dataset,
    tables: Mapping[str, pa.Table],
    left_out: Collection[str] = (),
) -> None:
    """Add the rounds, frameworks and rows of an intake to a dataset, or make a new one of them.

    A respondent that is there already is replaced by what the file says now; one of `left_out` (without consent now,
    or rejected) leaves the dataset.

    Raises:
        DatasetError: the dataset there is of another kind, or cannot be written.
    """
    with _locked(folder):
        if exists(folder):
            dataset, tables = _merged(open_dataset(folder), dataset, tables, left_out)
        _write(folder, dataset, tables)


def _merged(
    old: Stored, new: Dataset, tables: Mapping[str, pa.Table], left_out: Collection[str]
) -> tuple[Dataset, Mapping[str, pa.Table]]:
    kept = old.dataset
    if (kept.shape, kept.provenance) != (new.shape, new.provenance):
        raise DatasetError(
            f"{old.folder}: this dataset is {kept.provenance} with forms of shape {kept.shape}; the file "
            f"is {new.provenance} of shape {new.shape}. Import it into a dataset of its own."
        )
    rounds = {(r.pilot, r.round): r for r in kept.rounds}
    for row in new.rounds:
        before = rounds.get((row.pilot, row.round), row)
        rounds[row.pilot, row.round] = _updated(before, row)
        if before.framework != row.framework:
            raise DatasetError(
                f"{old.folder}: {row.pilot} round {row.round} was collected with framework "
                f"{before.framework}; this file is read with {row.framework}. Use that framework, or "
                "import it as another round."
            )
    dataset = Dataset(
        title=kept.title,
        provenance=kept.provenance,
        shape=kept.shape,
        rounds=_ordered(rounds.values()),
        frameworks={**kept.frameworks, **new.frameworks},
        facts=kept.facts,
        narratives=kept.narratives,
    )
    replaced = pa.array([*tables["respondents"]["respondent"].to_pylist(), *left_out], pa.string())
    merged = {}
    for name in TABLES:
        before = old.table(name)
        outside = pa.compute.invert(pa.compute.is_in(before["respondent"], replaced))
        merged[name] = pa.concat_tables(
            [before.filter(outside), tables[name]], promote_options="default"
        )
    return dataset, merged


def _updated(before: Round, now: Round) -> Round:
    """Return a round as its owner described it, with what a further file adds."""
    whole = "full" if "full" in (before.set, now.set) else "core"
    return replace(before, set=whole, month=max(before.month, now.month))


def _ordered(rounds: object) -> tuple[Round, ...]:
    return tuple(sorted(rounds, key=lambda r: (r.pilot, r.round)))  # type: ignore[call-overload]


def _write(folder: Path, dataset: Dataset, tables: Mapping[str, pa.Table]) -> None:
    """Write data first, the manifest last; what no manifest names is swept afterwards."""
    codes = {code for f in dataset.frameworks.values() for code in f.characteristics}
    schemas = {
        "respondents": respondents_schema(sorted(codes)),
        "answers": ANSWERS,
        "asked": ASKED,
    }
    try:
        manifest = {
            name: _write_table(folder, name, tables[name], schema)
            for name, schema in schemas.items()
        }
        _write_description(folder, dataset)
        content = json.dumps(manifest, indent=2, sort_keys=True) + "\n"
        replace_file(folder / "manifest.json", content.encode())
        for path in [p for p in (folder / "parquet").iterdir() if p.name not in manifest.values()]:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise DatasetError(
            f"{folder}: the dataset could not be written ({error.strerror}). Check that the disk is not "
            "full and the folder may be written; the dataset there is as it was."
        ) from error


def _write_description(folder: Path, dataset: Dataset) -> None:
    for framework in dataset.frameworks.values():
        replace_file(folder / "frameworks" / f"{framework.hash}.toml", framework.content)
    head = {"title": dataset.title, "provenance": dataset.provenance, "shape": dataset.shape}
    replace_file(folder / "dataset.toml", write_toml("rounds", head, dataset.rounds).encode())
    for name, rows in (("facts", dataset.facts), ("narratives", dataset.narratives)):
        if rows:
            replace_file(folder / f"{name}.toml", write_toml(name, {}, rows).encode())


def _write_table(folder: Path, name: str, table: pa.Table, schema: pa.Schema) -> str:
    for field in schema:
        column = (
            table[field.name]
            if field.name in table.column_names
            else pa.nulls(len(table), field.type)
        )
        if field.type == pa.string():  # a characteristic that is missing was not said
            characteristic = name == "respondents" and field.name not in _DESCRIBED
            column = pa.compute.fill_null(column, UNSAID if characteristic else "")
        table = table.drop_columns([field.name] if field.name in table.column_names else [])
        table = table.append_column(field, column)
    table = table.select(schema.names).cast(schema)
    table = table.sort_by([(column, "ascending") for column in schema.names if column != "class"])
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd", write_page_checksum=True)
    content = out.getvalue()
    file = f"{name}-{hashlib.sha256(content).hexdigest()}.parquet"
    replace_file(folder / "parquet" / file, content)
    return file


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    if os.name == "posix":  # Windows has no handle of a folder to flush
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class _locked:  # noqa: N801 - reads as a verb in `with _locked(folder)`
    """Hold the one lock of a dataset; the object is kept, else the lock would be let go."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = FileLock(folder / ".lock", timeout=_LOCK_SECONDS)

    def __enter__(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.lock.acquire()
        except Timeout as error:
            raise DatasetError(
                f"{self.folder}: another import is running; nothing was changed. Try again when it is done."
            ) from error
        except OSError as error:
            raise DatasetError(
                f"{self.folder}: this folder cannot be written ({error.strerror}); nothing was changed. "
                "Choose another folder."
            ) from error

    def __exit__(self, *_: object) -> None:
        self.lock.release()


def _manifest(folder: Path) -> Mapping[str, object]:
    path = folder / "manifest.json"
    try:
        manifest = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise DatasetError(
            f"{folder}: there is no dataset here (no manifest.json). Check the folder, or import a file."
        ) from error
    except (OSError, ValueError) as error:
        raise _damaged(path) from error
    if not isinstance(manifest, dict):
        raise _damaged(path)
    return manifest


def _damaged(path: Path) -> DatasetError:
    return DatasetError(
        f"{path.parent}: {path.name} is damaged or missing. Restore the dataset from a backup, or import "
        "its files again into a new folder."
    )


def _verify(path: Path, fingerprint: str) -> None:
    # One flipped bit was read as silently wrong data in 177 of 300 cases (safety.md C.2): always check.
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _damaged(path) from error
    if found != fingerprint:
        raise _damaged(path)


def _frameworks(folder: Path) -> dict[str, Framework]:
    frameworks = {}
    for path in sorted((folder / "frameworks").glob("*.toml")):
        content = path.read_bytes()
        framework = parse(content, path.name)
        if framework.hash != path.stem:
            raise _damaged(path)
        frameworks[framework.hash] = framework
    return frameworks


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8") if path.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(path) from error
