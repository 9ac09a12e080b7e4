"""A release on disk: one folder a pilot, complete in itself, with the fingerprint of each of its files."""

from __future__ import annotations

import hashlib
import io
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from swit_data.dataset import SHOWN_TO, Dataset, write_toml
from swit_data.errors import ReleaseError
from swit_data.framework import Framework, parse
from swit_data.release.tables import TABLES

ENGINE = "1"  # raised when the same dataset would give other numbers


@dataclass(frozen=True)
class PilotRelease:
    """The release of one pilot: its tables, its frameworks by hash, how far it may be shown."""

    pilot: str
    shown_to: str
    provenance: str
    fingerprint: str  # of release.toml: stands for every number in it
    frameworks: Mapping[str, Framework]
    tables: Mapping[str, pa.Table]


@dataclass(frozen=True)
class _File:
    file: str
    sha256: str


def write(out: Path, dataset: Dataset, tables: Mapping[str, pa.Table]) -> tuple[Path, ...]:
    """Write one folder a pilot and return them; the folder is there whole or not at all.

    Raises:
        ReleaseError: the folder cannot be written.
    """
    pilots = list(dict.fromkeys(row.pilot for row in dataset.rounds))
    try:
        return tuple(_write_pilot(out, pilot, dataset, tables) for pilot in pilots)
    except OSError as error:
        raise ReleaseError(
            f"{out}: the release could not be written ({error.strerror}). Check that the disk is not full "
            "and that the folder may be written."
        ) from error


def _write_pilot(
    out: Path, pilot: str, dataset: Dataset, tables: Mapping[str, pa.Table]
) -> Path:
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
    contents["release.toml"] = _manifest(pilot, dataset, contents).encode()
    folder = out / pilot
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f".{path.name}.new")
        new.write_bytes(content)
        new.replace(path)
    return folder


def _manifest(pilot: str, dataset: Dataset, contents: Mapping[str, bytes]) -> str:
    rounds = [row for row in dataset.rounds if row.pilot == pilot]
    framework = dataset.frameworks[rounds[-1].framework]
    # The narrowest circle that any round of the pilot names holds for the whole pilot.
    shown_to = min((row.shown_to for row in rounds), key=SHOWN_TO.index)
    head: dict[str, object] = {
        "pilot": pilot,
        "engine": ENGINE,
        "title": dataset.title,
        "provenance": dataset.provenance,
        "shown_to": shown_to,
        "k": framework.k,
        "k0": framework.k0,
    }
    files = tuple(
        _File(name, hashlib.sha256(content).hexdigest())
        for name, content in sorted(contents.items())
    )
    return write_toml("files", head, files)


def read(folder: Path) -> PilotRelease:
    """Return the release of one pilot, every file checked against its fingerprint.

    Raises:
        ReleaseError: a file is missing, damaged, or has other columns than tables.py says.
    """
    head, fingerprint = _head(folder)
    files: dict[str, bytes] = {}
    for row in head.get("files", []):
        name = str(row.get("file", ""))
        files[name] = _checked(folder, name, str(row.get("sha256", "")))
    tables = {name: _table(folder, name, files) for name in TABLES}
    frameworks = {
        Path(name).stem: parse(content, f"{folder.name}/{name}")
        for name, content in files.items()
        if name.startswith("frameworks/")
    }
    pilot = str(head["pilot"])
    return PilotRelease(
        pilot, str(head["shown_to"]), str(head["provenance"]), fingerprint, frameworks, tables
    )


def _head(folder: Path) -> tuple[Mapping[str, Any], str]:
    path = folder / "release.toml"
    try:
        content = path.read_bytes()
        head = tomllib.loads(content.decode("utf-8"))
    except FileNotFoundError as error:
        raise ReleaseError(
            f"{folder}: there is no release here (no release.toml). Name a release folder, or the folder "
            "that holds one folder a pilot."
        ) from error
    except (OSError, ValueError) as error:
        raise _damaged(folder, "release.toml") from error
    if not {"pilot", "shown_to", "provenance", "files"} <= set(head):
        raise _damaged(folder, "release.toml")
    return head, hashlib.sha256(content).hexdigest()[:16]


def _checked(folder: Path, name: str, sha256: str) -> bytes:
    path = folder / name
    try:
        if folder.resolve() not in path.resolve().parents:
            raise _damaged(folder, "release.toml")
        content = path.read_bytes()
    except OSError as error:
        raise _damaged(folder, name) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise _damaged(folder, name)
    return content


def _table(folder: Path, name: str, files: Mapping[str, bytes]) -> pa.Table:
    file = f"{name}.parquet"
    if file not in files:
        raise _damaged(folder, file)
    try:
        table = pq.read_table(pa.BufferReader(files[file]))
        return table.select(TABLES[name].names).cast(TABLES[name])
    except (pa.ArrowException, KeyError, OSError) as error:
        raise _damaged(folder, file) from error


def _damaged(folder: Path, name: str) -> ReleaseError:
    return ReleaseError(
        f"{folder.name}: the file {name} of this release is damaged, missing or changed. "
        "Copy the release folder again from its owner; the other pilots can still be shown."
    )


def pilot_folders(folder: Path) -> tuple[Path, ...]:
    """Return the pilot folders under a release folder, or itself if it is one.

    Raises:
        ReleaseError: there is none.
    """
    if (folder / "release.toml").is_file():
        return (folder,)
    found: Iterable[Path] = folder.iterdir() if folder.is_dir() else ()
    folders = tuple(sorted(path for path in found if (path / "release.toml").is_file()))
    if not folders:
        raise ReleaseError(
            f"{folder}: there is no release here (no folder with a release.toml). Make one with "
            "python -m swit_data release DATASET OUT --approve."
        )
    return folders


def join(folders: Iterable[Path], out: Path) -> tuple[Path, ...]:
    """Copy pilot releases side by side, as their owners allow; answers are never touched.

    Raises:
        ReleaseError: a folder is damaged, a pilot stands twice, or its owner keeps it for its own meeting.
    """
    sources = [path for folder in folders for path in pilot_folders(folder)]
    releases = [(path, read(path)) for path in sources]
    seen: dict[str, Path] = {}
    for path, release in releases:
        if release.pilot in seen:
            raise ReleaseError(
                f"{release.pilot} stands in {seen[release.pilot]} and in {path}. Leave one of them out."
            )
        seen[release.pilot] = path
        if release.shown_to == "own_meeting" and len(releases) > 1:
            raise ReleaseError(
                f"{release.pilot}: its owner shows it in its own meeting only (shown_to = own_meeting), "
                "not beside other pilots. Leave it out, or ask the owner."
            )
    return tuple(_copy(path, release.pilot, out) for path, release in releases)


def _copy(path: Path, pilot: str, out: Path) -> Path:
    head, _ = _head(path)
    target = out / pilot
    for name in (*(row["file"] for row in head["files"]), "release.toml"):
        new = target / name
        new.parent.mkdir(parents=True, exist_ok=True)
        temporary = new.with_name(f".{new.name}.new")
        temporary.write_bytes((path / name).read_bytes())
        os.replace(temporary, new)
    return target
