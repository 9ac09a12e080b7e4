"""A backup: one file with the last state of a dataset, its key and its ledger, sealed by a fingerprint."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from swit_data.dataset import read_dataset
from swit_data.errors import DatasetError, SwitError, say
from swit_data.framework import parse
from swit_data.store import manifest as manifests
from swit_data.store.disk import replace_file
from swit_data.store.ledger_files import FOLDER as LEDGER_FOLDER
from swit_data.store.ledger_files import contents_of, known_files
from swit_data.store.lock import writing
from swit_data.store.manifest import FRAMEWORK, LEDGER, PARQUET, Manifest
from swit_data.store.rows import FOLDER, read_parquet, schemas_of
from swit_data.store.stored import Stored, open_dataset

_SEAL = 64  # letters of a sha256: the last of the file, over everything before them
_DAY = (2000, 1, 1, 0, 0, 0)  # the same state gives the same bytes
KEY, _MANIFEST = "key", "manifest.json"
_ALLOWED = re.compile(
    rf"{KEY}|manifest\.json|{FOLDER}/{PARQUET.pattern}|frameworks/{FRAMEWORK.pattern}|{LEDGER_FOLDER}/{LEDGER.pattern}"
)


@dataclass(frozen=True)
class Backup:
    """A backup that was checked: every byte is as it was written."""

    manifest: Manifest
    sha256: str
    contents: Mapping[str, bytes]  # by name in the file, without the manifest


def backup(folder: Path, file: Path) -> Path:
    """Write the last state of a dataset to one new file; it holds answers and the key: keep it encrypted.

    Raises:
        DatasetError: the dataset is damaged, the file is there already, or it cannot be written.
    """
    stored = open_dataset(folder)
    if stored.broken:
        why = say("{folder}: a damaged dataset is not backed up.", folder=folder)
        raise DatasetError(*stored.damaged, why)
    if file.exists():
        text = "{file}: this file is there already; a backup never replaces another. Choose a new name."
        raise DatasetError(say(text, file=file))
    content = _sealed(dict(_contents(stored)))
    with writing(file.parent):
        replace_file(file, content)
    read_backup(file)
    return file


def _contents(stored: Stored) -> Iterator[tuple[str, bytes]]:
    folder, manifest = stored.folder, manifests.read(stored.folder, stored.number)
    yield _MANIFEST, manifests.to_bytes(manifest)
    names = [f"{FOLDER}/{name}" for name in sorted(manifest.parquet())]
    names += [f"frameworks/{code}.toml" for code in manifest.frameworks]
    ledger = contents_of(folder, known_files(folder, manifest))
    yield from ((f"{LEDGER_FOLDER}/{entry.name}", content) for entry, content in ledger)
    try:
        yield from ((name, (folder / name).read_bytes()) for name in names)
        if (folder / ".key").exists():
            yield KEY, (folder / ".key").read_bytes()
    except OSError as error:
        text = "{folder}: a file of this dataset cannot be read ({why}). Try again."
        raise DatasetError(say(text, folder=folder, why=error.strerror or "")) from error


def _sealed(contents: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), content)
        archive.comment = b"0" * _SEAL
    before = out.getvalue()[:-_SEAL]
    return before + hashlib.sha256(before).hexdigest().encode()


def read_backup(file: Path) -> Backup:
    """Return a backup, every byte of it checked.

    Raises:
        DatasetError: it is no backup, is damaged, or holds what a backup never holds.
    """
    try:
        sha256 = _check_seal(file)
        contents = _opened(file)
        manifest = manifests.from_bytes(contents.pop(_MANIFEST))
        _check_whole(manifest, contents)
    except (
        OSError,
        ValueError,
        TypeError,
        KeyError,
        zipfile.BadZipFile,
        NotImplementedError,
        pa.ArrowException,
        SwitError,
    ) as error:
        text = "{file}: this is no backup of a dataset, or it is damaged; nothing was changed. Use another copy."
        raise DatasetError(say(text, file=file)) from error
    return Backup(manifest, sha256, contents)


def _check_seal(file: Path) -> str:
    """Return the fingerprint of everything but the seal, which must be the seal."""
    left = file.stat().st_size - _SEAL
    digest = hashlib.sha256()
    with file.open("rb") as content:
        while left > 0 and (block := content.read(min(left, 1 << 20))):
            digest.update(block)
            left -= len(block)
        if content.read(_SEAL + 1) != digest.hexdigest().encode():
            raise ValueError("the seal is another")
    return digest.hexdigest()


def _opened(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        names = [entry.filename for entry in entries]
        plain = all(entry.compress_type == zipfile.ZIP_STORED for entry in entries)
        # Nothing is packed, so nothing can be larger than the file itself.
        small = sum(entry.file_size for entry in entries) <= file.stat().st_size
        if not (plain and small and len(set(names)) == len(names)):
            raise ValueError("packed")
        if not all(map(_ALLOWED.fullmatch, names)):
            raise ValueError("a name that no backup has")
        return {entry.filename: archive.read(entry) for entry in entries}


def _check_whole(manifest: Manifest, contents: Mapping[str, bytes]) -> None:
    """Refuse a backup whose files are not those that it lists, or cannot be read: before anything is written."""
    listed = _listed(manifest)
    if listed.keys() != {name for name in contents if not name.startswith(f"{LEDGER_FOLDER}/")}:
        raise ValueError("more or less than its manifest says")
    ledger = {f"{LEDGER_FOLDER}/{entry.name}": entry.sha256 for entry in manifest.ledger}
    for name, sha256 in (listed | ledger).items():
        if not hashlib.sha256(contents[name]).hexdigest().startswith(sha256):
            raise ValueError("the fingerprint is another")
    _check_readable(manifest, contents)


def _listed(manifest: Manifest) -> dict[str, str]:
    """Return the files that a backup lists, with the fingerprint of each, or how it begins."""
    found = {f"{FOLDER}/{name}": Path(name).stem.rpartition("-")[2] for name in manifest.parquet()}
    found |= {f"frameworks/{code}.toml": code for code in manifest.frameworks}
    return found | ({KEY: manifest.key} if manifest.key else {})


def _check_readable(manifest: Manifest, contents: Mapping[str, bytes]) -> None:
    frameworks = {
        code: parse(contents[f"frameworks/{code}.toml"], f"{code}.toml")
        for code in manifest.frameworks
    }
    schemas = schemas_of(read_dataset(manifest.description, frameworks))
    for row in manifest.rounds:
        for table, name in row.files.items():
            found = read_parquet(contents[f"{FOLDER}/{name}"])
            if not set(schemas[table].names) <= set(found.column_names):
                raise ValueError("other columns")
    for name, content in contents.items():
        if name.startswith(f"{LEDGER_FOLDER}/"):
            _check_entry(read_parquet(content))


def _check_entry(table: pa.Table) -> None:
    """Refuse what is no entry of the ledger: it has no note of the release, or not its columns."""
    noted = b"release" in (table.schema.metadata or {})
    if not noted or not {"respondent", "answer"} <= set(table.column_names):
        raise ValueError("no entry of a ledger")
