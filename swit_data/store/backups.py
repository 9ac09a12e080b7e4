"""A backup: one file with the last state of a dataset, its keys and its ledger, sealed by a fingerprint.

Of a dataset in a vault it is the same file within another: encrypted whole, beside the slots that open it.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from swit_data.dataset import read_dataset
from swit_data.errors import DatasetError, LockedError, SwitError, WrongPassphraseError, say
from swit_data.framework import parse
from swit_data.store import files, private_files, slots
from swit_data.store import manifest as manifests
from swit_data.store.disk import replace_file
from swit_data.store.holders import new_slots
from swit_data.store.ledger_files import FOLDER as LEDGER_FOLDER
from swit_data.store.ledger_files import contents_of, known_files
from swit_data.store.lock import writing
from swit_data.store.manifest import FRAMEWORK, LEDGER, PARQUET, Manifest
from swit_data.store.rows import FOLDER, read_parquet, schemas_of
from swit_data.store.slot_files import slots_of
from swit_data.store.slots import Slots
from swit_data.store.stored import Stored, open_dataset
from swit_data.store.vault import FILE, Vault, current, vault_of

_SEAL = 64  # letters of a sha256: the last of the file, over everything before them
_DAY = (2000, 1, 1, 0, 0, 0)  # the same state gives the same bytes
KEY, SIGNING_KEY, _MANIFEST = "key", "signing-key", "manifest.json"
_ENCRYPTED = "sealed"  # the backup itself, beside its vault.json
_SMALL = 1 << 20  # bytes: no vault.json and no key is larger
_ALLOWED = re.compile(
    rf"{KEY}|{SIGNING_KEY}|manifest\.json|{FOLDER}/{PARQUET.pattern}|frameworks/{FRAMEWORK.pattern}|{LEDGER_FOLDER}/{LEDGER.pattern}"
)


@dataclass(frozen=True)
class Backup:
    """A backup that was checked: every byte is as it was written."""

    manifest: Manifest
    sha256: str
    contents: Mapping[str, bytes]  # by name in the file, without the manifest
    # Of an encrypted one: who may open it, and the vault that did.
    slots: Slots | None = None
    vault: Vault | None = None


def backup(folder: Path, file: Path, own: str = "") -> Path:
    """Write the last state of a dataset to one new file: encrypted if the dataset is.

    It holds answers and the key, so that of a plain dataset belongs on an encrypted disk. `own`: a passphrase for this
    backup alone; without one it opens as the dataset does.

    Raises:
        DatasetError: the dataset is damaged, the file is there already, or it cannot be written; the passphrase is too
            weak.
    """
    if file.exists():
        text = "{file}: this file is there already; a backup never replaces another. Choose a new name."
        raise DatasetError(say(text, file=file))
    vault, who = _vault_for(folder, own)
    content = _content(folder, vault, who)
    with writing(file.parent):
        replace_file(file, content)
    read_backup(file, vault)
    if vault and own:
        vault.close()
    return file


def backup_content(folder: Path) -> bytes:
    """Return the content of a backup, for whoever puts it on no disk: as `backup`.

    Raises:
        DatasetError: the dataset is damaged.
    """
    return _content(folder, *_vault_for(folder, ""))


def _content(folder: Path, vault: Vault | None, who: Slots | None) -> bytes:
    inner = backed_up(folder)
    return encrypted(inner, vault, who) if vault and who else inner


def backed_up(folder: Path) -> bytes:
    """Return the plain backup of the last state of a dataset.

    Raises:
        DatasetError: the dataset is damaged.
    """
    stored = open_dataset(folder)
    if stored.broken:
        why = say("{folder}: a damaged dataset is not backed up.", folder=folder)
        raise DatasetError(*stored.damaged, why)
    return _sealed(dict(_contents(stored)))


def encrypted(inner: bytes, vault: Vault, who: Slots) -> bytes:
    """Return a backup that opens by the slots of a vault."""
    return _sealed({FILE: slots.to_bytes(who), _ENCRYPTED: vault.seal(_ENCRYPTED, inner)})


def _vault_for(folder: Path, own: str) -> tuple[Vault | None, Slots | None]:
    if own:
        vault = Vault.new()
        return vault, new_slots(vault, own)
    vault_there = vault_of(folder)
    return vault_there, slots_of(folder) if vault_there else None


def _contents(stored: Stored) -> Iterator[tuple[str, bytes]]:
    folder, manifest = stored.folder, manifests.read(stored.folder, stored.number)
    yield _MANIFEST, manifests.to_bytes(manifest)
    names = [f"{FOLDER}/{name}" for name in sorted(manifest.parquet())]
    names += [f"frameworks/{code}.toml" for code in manifest.frameworks]
    ledger = contents_of(folder, known_files(folder, manifest))
    yield from ((f"{LEDGER_FOLDER}/{entry.name}", content) for entry, content in ledger)
    try:
        yield from ((name, files.read(folder, name)) for name in names)
        for name, file in ((KEY, private_files.KEY), (SIGNING_KEY, private_files.SIGNING_KEY)):
            if files.place(folder, file).exists():
                yield name, private_files.read_private(folder, file)
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


def read_backup(file: Path, vault: Vault | None = None, content: bytes | None = None) -> Backup:
    """Return a backup, every byte of it checked. `vault`: what opens an encrypted one; else one that is open already.

    `content`: of a file that lies on no disk.

    Raises:
        DatasetError: it is no backup, is damaged, or holds what a backup never holds.
        LockedError: it is encrypted, and nothing that opens it is open: open_backup.
    """
    source = file if content is None else io.BytesIO(content)
    try:
        sha256 = _check_seal(source)
        contents = _opened(source)
        who = slots.from_bytes(contents[FILE]) if FILE in contents else None
    except _DAMAGE as error:
        raise _no_backup(file) from error
    if who is None:
        return _read(file, sha256, contents)
    opened = vault or current().get(file) or current().coded(who.code)
    if opened is None or opened.code != who.code:
        text = "{file}: this backup is locked. Open it with the passphrase that it was made with."
        raise LockedError(say(text, file=file))
    return replace(_inner(file, sha256, contents, opened), slots=who, vault=opened)


def _inner(file: Path, sha256: str, contents: Mapping[str, bytes], vault: Vault) -> Backup:
    try:
        inner = io.BytesIO(vault.unseal(_ENCRYPTED, contents[_ENCRYPTED]))
        _check_seal(inner)
        found = _opened(inner)
    except _DAMAGE as error:
        raise _no_backup(file) from error
    return _read(file, sha256, found)


def _read(file: Path, sha256: str, contents: dict[str, bytes]) -> Backup:
    try:
        manifest = manifests.from_bytes(contents.pop(_MANIFEST))
        _check_whole(manifest, contents)
    except _DAMAGE as error:
        raise _no_backup(file) from error
    return Backup(manifest, sha256, contents)


def locked_by(file: Path, content: bytes | None = None) -> Slots | None:
    """Return who may open a backup; nobody need for a plain one, or what is no backup."""
    try:
        with zipfile.ZipFile(file if content is None else io.BytesIO(content)) as archive:
            info = archive.getinfo(FILE)
            return slots.from_bytes(archive.read(info)) if info.file_size < _SMALL else None
    except _DAMAGE:
        return None


def open_backup(file: Path, passphrase: str, content: bytes | None = None) -> None:
    """Open an encrypted backup for this run.

    Raises:
        WrongPassphraseError: this passphrase, or code of a recovery sheet, does not open it.
    """
    who = locked_by(file, content)
    found = who.opened(passphrase) if who else None
    if who and found is None:
        text = "{file}: this passphrase does not open the backup. Nothing was changed."
        raise WrongPassphraseError(say(text, file=file))
    if found:
        current().put(file, found[0])


_DAMAGE = (
    OSError,
    ValueError,
    TypeError,
    KeyError,
    zipfile.BadZipFile,
    NotImplementedError,
    pa.ArrowException,
    SwitError,
)


def _no_backup(file: Path) -> DatasetError:
    text = "{file}: this is no backup of a dataset, or it is damaged; nothing was changed. Use another copy."
    return DatasetError(say(text, file=file))


def _size(file: Path | io.BytesIO) -> int:
    return len(file.getvalue()) if isinstance(file, io.BytesIO) else file.stat().st_size


def _check_seal(file: Path | io.BytesIO) -> str:
    """Return the fingerprint of everything but the seal, which must be the seal."""
    left = _size(file) - _SEAL
    digest = hashlib.sha256()
    with (
        io.BytesIO(file.getvalue()) if isinstance(file, io.BytesIO) else file.open("rb") as content
    ):
        while left > 0 and (block := content.read(min(left, 1 << 20))):
            digest.update(block)
            left -= len(block)
        if content.read(_SEAL + 1) != digest.hexdigest().encode():
            raise ValueError("the seal is another")
    return digest.hexdigest()


def _opened(file: Path | io.BytesIO) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        names = [entry.filename for entry in entries]
        plain = all(entry.compress_type == zipfile.ZIP_STORED for entry in entries)
        # Nothing is packed, so nothing can be larger than the file itself.
        small = sum(entry.file_size for entry in entries) <= _size(file)
        if not (plain and small and len(set(names)) == len(names)):
            raise ValueError("packed")
        if sorted(names) != [_ENCRYPTED, FILE] and not all(map(_ALLOWED.fullmatch, names)):
            raise ValueError("a name that no backup has")
        return {entry.filename: archive.read(entry) for entry in entries}


def _check_whole(manifest: Manifest, contents: Mapping[str, bytes]) -> None:
    """Refuse a backup whose files are not those that it lists, or cannot be read: before anything is written."""
    listed = _listed(manifest)
    beside = {name for name in contents if not name.startswith(f"{LEDGER_FOLDER}/")}
    if listed.keys() != beside - {SIGNING_KEY} or len(contents.get(SIGNING_KEY, b"")) > _SMALL:
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
