"""The release of one pilot read: every file within its limits, checked against its fingerprint, with its columns."""

import hashlib
import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import pyarrow as pa

from swit_data.dataset import SHOWN_TO
from swit_data.errors import FrameworkError, ReleaseError, say
from swit_data.framework import Framework, parse
from swit_data.released import codes, columns
from swit_data.released.bucket import Bucket
from swit_data.released.place import Place
from swit_data.released.reading import NOT_WRITTEN, Reading, reading_of
from swit_data.released.signature import SIGNATURE, Signature, Signed, false, signature_of
from swit_data.released.tables import TABLES

HEAD = "release.toml"
# Tables that came later: a release made before has none, and is read as one in which nobody asked for anything.
_LATER = {"1": ("asks",)}
# Engines whose intervals knew less of branches: nothing in their releases is called clear.
_NARROWER = ("1", "2")
_PILOT = re.compile(r"[A-Za-z0-9_]+")  # it names a folder
_FRAMEWORK = re.compile(r"frameworks/[0-9a-f]{16}\.toml")
_TEXTS = ("pilot", "shown_to", "provenance", "dataset")
_MEGABYTE = 2**20
# Bytes of a file. The largest of the illustrative releases have 1 KB, 70 KB and 0.8 MB; 40 rounds would fit.
_MOST_HEAD, _MOST_FRAMEWORK, _MOST_TABLE = 2**16, 2 * _MEGABYTE, 64 * _MEGABYTE
_MOST_SIGNATURE = 2**12
# What readers of TOML and parquet raise on content that nobody wrote by accident: not one family of errors.
_BROKEN = (
    *(OSError, ValueError, TypeError, KeyError, AttributeError, IndexError),
    *(RecursionError, OverflowError, MemoryError, pa.ArrowException),
)


@dataclass(frozen=True)
class PilotRelease:
    """The release of one pilot: its tables, its frameworks by hash, how far it may be shown."""

    pilot: str
    shown_to: str
    provenance: str
    dataset: str  # pilots of one dataset belong to one owner
    fingerprint: str  # of release.toml: stands for every number in it
    frameworks: Mapping[str, Framework]
    tables: Mapping[str, pa.Table]
    reading: Reading = NOT_WRITTEN
    signature: Signature | None = None  # true, whoever's it is; none: not signed


def names_folder(pilot: str) -> bool:
    """Say whether a pilot's code can name a folder."""
    return _PILOT.fullmatch(pilot) is not None


def fingerprint_of(content: bytes) -> str:
    """Return what stands for a release: the fingerprint of its release.toml."""
    return hashlib.sha256(content).hexdigest()[:16]


def read_release(folder: Place) -> PilotRelease:
    """Return the release of one pilot, every file checked against its fingerprint.

    Raises:
        ReleaseError: a file is missing, damaged, larger than it may be, or has other columns than tables.py says.
    """
    try:
        return _read(folder)
    except _BROKEN as error:
        raise damaged(folder, HEAD) from error


def _read(folder: Place) -> PilotRelease:
    told, content = _head(folder)
    files = {name: _checked(folder, name, sha256) for name, sha256 in _listed(folder, told).items()}
    engine = str(told.get("engine", ""))
    missing = _LATER.get(engine, ())
    tables = {
        name: columns.empty_table(name)
        if name in missing and f"{name}.parquet" not in files
        else _table(folder, name, files, older=engine in _NARROWER)
        for name in TABLES
    }
    frameworks = _frameworks(folder, files)
    release = PilotRelease(
        **{name: str(told[name]) for name in _TEXTS},
        fingerprint=fingerprint_of(content),
        frameworks=frameworks,
        tables=tables,
        reading=reading_of(told),
        signature=None,
    )
    if not _agrees(release):
        raise damaged(folder, HEAD)
    return replace(release, signature=_signature(folder, content, release))


def _signature(folder: Place, content: bytes, release: PilotRelease) -> Signature | None:
    try:
        found = content_of(folder, SIGNATURE, _MOST_SIGNATURE)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise false(folder) from error
    rounds = tuple(release.tables["pilot"]["round"].to_pylist())
    return signature_of(folder, found, Signed(content, release.pilot, rounds))


def head(folder: Place) -> tuple[Mapping[str, Any], str]:
    """Return what release.toml says, and its fingerprint.

    Raises:
        ReleaseError: it is missing, damaged, or larger than it may be.
    """
    told, content = _head(folder)
    return told, fingerprint_of(content)


def _head(folder: Place) -> tuple[Mapping[str, Any], bytes]:
    """Return what release.toml says, and its bytes."""
    try:
        content = content_of(folder, HEAD, _MOST_HEAD)
        told = tomllib.loads(content.decode("utf-8"))
    except FileNotFoundError as error:
        text = (
            "{folder}: there is no release here (no release.toml). Name a release folder, or the folder that holds "
            "one folder a pilot."
        )
        raise ReleaseError(say(text, folder=folder)) from error
    except _BROKEN as error:
        raise damaged(folder, HEAD) from error
    if not {*_TEXTS, "files"} <= set(told) or not all(isinstance(told[n], str) for n in _TEXTS):
        raise damaged(folder, HEAD)
    return told, content


def mark(folder: Place, name: str) -> str:
    """Return what release.toml says under a name, or nothing where it cannot be read."""
    try:
        return str(head(folder)[0][name])
    except ReleaseError:
        return ""


def content_of(folder: Place, name: str, most: int = _MOST_TABLE) -> bytes:
    """Return a file of a release: a plain file in its folder, of so many bytes at most.

    Raises:
        OSError: it is missing or cannot be read.
        ReleaseError: it is no plain file, lies elsewhere, or is larger.
        StorageError: it lies in object storage, which refuses or cannot be reached.
    """
    content = (
        (folder / name).content(most)
        if isinstance(folder, Bucket)
        else _of_disk(folder, name, most)
    )
    if content is None:
        text = (
            "{folder}: the file {name} of this release is larger than any release is (at most {most} MB are read). "
            "Copy the release folder again from its owner; the other pilots can still be shown."
        )
        raise ReleaseError(say(text, folder=folder.name, name=name, most=max(1, most // _MEGABYTE)))
    return content


def _of_disk(folder: Path, name: str, most: int) -> bytes | None:
    """Return a plain file of a folder; nothing where it is larger."""
    path = folder / name
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):  # a pipe would be waited for
        raise damaged(folder, name)
    if folder.resolve() not in path.resolve().parents:
        raise damaged(folder, HEAD)
    with path.open("rb") as file:
        content = file.read(most + 1) if found.st_size <= most else b""
    return content if found.st_size <= most and len(content) <= most else None


def _listed(folder: Place, told: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the files of a release and their fingerprints; a release has no others than these."""
    listed = {str(row["file"]): str(row["sha256"]) for row in told["files"]}
    tables = {f"{name}.parquet" for name in TABLES}
    if not all(name in tables or _FRAMEWORK.fullmatch(name) for name in listed):
        raise damaged(folder, HEAD)
    return listed


def _checked(folder: Place, name: str, sha256: str) -> bytes:
    most = _MOST_FRAMEWORK if _FRAMEWORK.fullmatch(name) else _MOST_TABLE
    try:
        content = content_of(folder, name, most)
    except OSError as error:
        raise damaged(folder, name) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise damaged(folder, name)
    return content


def _table(folder: Place, name: str, files: Mapping[str, bytes], *, older: bool) -> pa.Table:
    file = f"{name}.parquet"
    if file not in files:
        raise damaged(folder, file)
    try:
        return columns.read_table(name, files[file], older=older)
    except columns.TooMuch as error:
        text = (
            "{folder}: the file {name} of this release holds more than any release does ({what}). Copy the release "
            "folder again from its owner; the other pilots can still be shown."
        )
        raise ReleaseError(say(text, folder=folder.name, name=file, what=error.what)) from error
    except _BROKEN as error:
        raise damaged(folder, file) from error


def _frameworks(folder: Place, files: Mapping[str, bytes]) -> Mapping[str, Framework]:
    try:
        return {
            PurePosixPath(name).stem: _framework(content, f"{folder.name}/{name}")
            for name, content in files.items()
            if _FRAMEWORK.fullmatch(name)
        }
    except FrameworkError as error:  # of another version of this program
        raise ReleaseError(str(error)) from error


def _framework(content: bytes, name: str) -> Framework:
    """Return a framework; read again only to say what is wrong, and in which pilot's file."""
    try:
        return _shared(content)
    except FrameworkError:
        return parse(content, name)


@lru_cache(maxsize=16)
def _shared(content: bytes) -> Framework:
    """Return a framework that pilots have in common: reading it four times took 0.3 of 0.7 s of opening a release."""
    return parse(content, "")


def _agrees(release: PilotRelease) -> bool:
    """Say whether release.toml, which has no fingerprint of its own, says what the files it lists say."""
    rows = release.tables["pilot"].to_pylist()
    circles = {row["shown_to"] for row in rows}
    others = {code for t in release.tables.values() for code in t["pilot"].unique().to_pylist()}
    return (
        names_folder(release.pilot)
        and others == {release.pilot}
        and {row["provenance"] for row in rows} == {release.provenance}
        and circles <= set(SHOWN_TO)
        and release.shown_to == min(circles, key=SHOWN_TO.index)
        and {row["framework"] for row in rows} == set(release.frameworks)
        and all(key == framework.hash for key, framework in release.frameworks.items())
        and codes.known(release.tables, release.frameworks.values())
    )


def damaged(folder: Place, name: str) -> ReleaseError:
    """Return the refusal of a release of which a file is damaged."""
    text = (
        "{folder}: the file {name} of this release is damaged, missing or changed. Copy the release folder again from "
        "its owner; the other pilots can still be shown."
    )
    return ReleaseError(say(text, folder=folder.name, name=name))
