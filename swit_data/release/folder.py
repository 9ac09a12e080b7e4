"""A release on disk: one folder a pilot, complete in itself, with the fingerprint of each of its files."""

from __future__ import annotations

import hashlib
import io
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from swit_data.dataset import SHOWN_TO, Dataset, write_toml
from swit_data.errors import FrameworkError, ReleaseError, listed, say
from swit_data.framework import Framework, parse
from swit_data.release.placing import clear, pilot_of, put_folder, standing
from swit_data.release.tables import TABLES

ENGINE = "3"  # raised when the same dataset would give other numbers, or other tables
# Tables that came later: a release made before has none, and is read as one in which nobody asked for anything.
_LATER = {"1": ("asks",)}
# Engines whose intervals knew less of branches: nothing in their releases is called clear.
_NARROWER = ("1", "2")
_PILOT = re.compile(r"[A-Za-z0-9_]+")  # it names a folder
_FRAMEWORK = re.compile(r"frameworks/[0-9a-f]{16}\.toml")


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


@dataclass(frozen=True)
class _File:
    file: str
    sha256: str


def write(out: Path, dataset: Dataset, tables: Mapping[str, pa.Table]) -> tuple[Path, ...]:
    """Write one folder a pilot and return them: each folder is the old one or the new one, whole, at every moment.

    The folder of a pilot of this dataset that is no longer in the release is taken away.

    Raises:
        ReleaseError: the folder cannot be written, or a pilot's code is no name of a folder.
    """
    pilots = list(dict.fromkeys(row.pilot for row in dataset.rounds))
    for pilot in pilots:
        if not _PILOT.fullmatch(pilot):
            raise ReleaseError(
                f"dataset.toml: the pilot is {pilot!r}; letters, digits and _ are allowed. Correct it in the file."
            )
    try:
        contents = {pilot: _contents(pilot, dataset, tables) for pilot in pilots}
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


def _no_longer_released(out: Path, pilots: list[str]) -> list[Path]:
    """Return the folders that were written together with those that are written again now, and are not themselves."""
    marks = {folder: _mark(folder, "dataset") for folder in standing(out)}
    again = {mark for folder, mark in marks.items() if pilot_of(folder) in pilots} - {""}
    return [f for f, mark in marks.items() if pilot_of(f) not in pilots and mark in again]


def _mark(folder: Path, name: str) -> str:
    """Return what release.toml says under a name, or nothing where it cannot be read."""
    try:
        return str(_head(folder)[0][name])
    except ReleaseError:
        return ""


def fingerprint(pilot: str, dataset: Dataset, tables: Mapping[str, pa.Table]) -> str:
    """Return the fingerprint that the release of a pilot has once it is written."""
    return _fingerprint(_contents(pilot, dataset, tables)["release.toml"])


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _contents(pilot: str, dataset: Dataset, tables: Mapping[str, pa.Table]) -> dict[str, bytes]:
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
    return {**contents, "release.toml": _manifest(pilot, dataset, contents).encode()}


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
        "dataset": _dataset_mark(dataset),
        "k": framework.k,
        "k0": framework.k0,
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


def read(folder: Path) -> PilotRelease:
    """Return the release of one pilot, every file checked against its fingerprint.

    Raises:
        ReleaseError: a file is missing, damaged, or has other columns than tables.py says.
    """
    head, fingerprint = _head(folder)
    files = {name: _checked(folder, name, sha256) for name, sha256 in _listed(folder, head).items()}
    missing = _LATER.get(str(head.get("engine", "")), ())
    tables = {
        name: TABLES[name].empty_table()
        if name in missing and f"{name}.parquet" not in files
        else _table(folder, name, files, str(head.get("engine", "")))
        for name in TABLES
    }
    release = PilotRelease(
        pilot=str(head["pilot"]),
        shown_to=str(head["shown_to"]),
        provenance=str(head["provenance"]),
        dataset=str(head["dataset"]),
        fingerprint=fingerprint,
        frameworks=_frameworks(folder, files),
        tables=tables,
    )
    if not _agrees(release):
        raise _damaged(folder, "release.toml")
    return release


def _listed(folder: Path, head: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the files of a release and their fingerprints; a release has no others than these."""
    try:
        listed = {str(row["file"]): str(row["sha256"]) for row in head["files"]}
    except (TypeError, KeyError) as error:
        raise _damaged(folder, "release.toml") from error
    tables = {f"{name}.parquet" for name in TABLES}
    if not all(name in tables or _FRAMEWORK.fullmatch(name) for name in listed):
        raise _damaged(folder, "release.toml")
    return listed


def _frameworks(folder: Path, files: Mapping[str, bytes]) -> Mapping[str, Framework]:
    try:
        return {
            Path(name).stem: parse(content, f"{folder.name}/{name}")
            for name, content in files.items()
            if _FRAMEWORK.fullmatch(name)
        }
    except FrameworkError as error:  # of another version of this program
        raise ReleaseError(str(error)) from error


def _agrees(release: PilotRelease) -> bool:
    """Say whether release.toml, which has no fingerprint of its own, says what the files it lists say."""
    rows = release.tables["pilot"].to_pylist()
    circles = {row["shown_to"] for row in rows}
    others = {code for t in release.tables.values() for code in t["pilot"].unique().to_pylist()}
    return (
        _PILOT.fullmatch(release.pilot) is not None
        and others == {release.pilot}
        and {row["provenance"] for row in rows} == {release.provenance}
        and circles <= set(SHOWN_TO)
        and release.shown_to == min(circles, key=SHOWN_TO.index)
        and {row["framework"] for row in rows} == set(release.frameworks)
        and all(key == framework.hash for key, framework in release.frameworks.items())
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
    if not {"pilot", "shown_to", "provenance", "dataset", "files"} <= set(head):
        raise _damaged(folder, "release.toml")
    return head, _fingerprint(content)


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


def _table(folder: Path, name: str, files: Mapping[str, bytes], engine: str) -> pa.Table:
    file = f"{name}.parquet"
    if file not in files:
        raise _damaged(folder, file)
    try:
        table = pq.read_table(pa.BufferReader(files[file]))
        if engine in _NARROWER:
            table = _never_clear(table, name)
        if table.column_names != TABLES[name].names:
            raise _damaged(folder, file)
        return table.cast(TABLES[name])
    except (pa.ArrowException, OSError) as error:
        raise _damaged(folder, file) from error


def _never_clear(table: pa.Table, name: str) -> pa.Table:
    """Return a table of an older engine with the columns of this one; nothing in it may be called clear."""
    wanted = TABLES[name].names
    for column in ("may_be_clear", "clear"):
        if column in wanted:
            there = table.drop_columns([column]) if column in table.column_names else table
            never = pa.array([False] * len(table), pa.bool_())
            place = min(wanted.index(column), there.num_columns)
            table = there.add_column(place, column, never)
    return table


def _damaged(folder: Path, name: str) -> ReleaseError:
    return ReleaseError(
        f"{folder.name}: the file {name} of this release is damaged, missing or changed. "
        "Copy the release folder again from its owner; the other pilots can still be shown."
    )


def holds_release(folder: Path) -> bool:
    """Say whether a folder is a release, or holds one folder a pilot."""
    return any((path / "release.toml").is_file() for path in (folder, *standing(folder)))


def pilot_folders(folder: Path) -> tuple[Path, ...]:
    """Return the pilot folders under a release folder, or itself if it is one.

    Raises:
        ReleaseError: there is none.
    """
    if (folder / "release.toml").is_file():
        return (folder,)
    folders = standing(folder)
    if not folders:
        raise ReleaseError(
            f"{folder}: there is no release here (no folder with a release.toml). Make one with "
            "python -m swit_data release DATASET OUT --approve."
        )
    return folders


def kept_apart(release: PilotRelease, beside: Iterable[PilotRelease]) -> bool:
    """Say whether an owner keeps a pilot for its own meeting, and somebody else's would stand beside it."""
    return release.shown_to == "own_meeting" and any(o.dataset != release.dataset for o in beside)


def refuse_twice(releases: Iterable[tuple[Path, PilotRelease]]) -> None:
    """Refuse two releases of one pilot: nobody could say which of them holds.

    Raises:
        ReleaseError: a pilot stands twice.
    """
    seen: dict[str, Path] = {}
    for path, release in releases:
        if release.pilot in seen:
            raise ReleaseError(
                f"{release.pilot} stands in {seen[release.pilot]} and in {path}. Leave one of them out."
            )
        seen[release.pilot] = path


def join(folders: Iterable[Path], out: Path, only: Collection[str] = ()) -> tuple[Path, ...]:
    """Copy pilot releases side by side, as their owners allow; answers are never touched.

    `only`: the pilots to copy, as for a meeting about one of them; none named: all.

    Raises:
        ReleaseError: a folder is damaged, a pilot stands twice or is not there, or its owner keeps it for its own
            meeting.
    """
    sources = [path for folder in folders for path in pilot_folders(folder)]
    if only:
        sources = _only(sources, only, out)
    releases = [(path, read(path)) for path in sources]
    refuse_twice(releases)
    together = [release for _, release in releases] + _there_already(releases, out)
    for release in together:
        if kept_apart(release, together):
            raise ReleaseError(
                f"{release.pilot}: its owner shows it in its own meeting only (shown_to = own_meeting), "
                "not beside other pilots. Leave it out, or ask the owner."
            )
    return tuple(_copy(path, release.pilot, out) for path, release in releases)


def _only(sources: Iterable[Path], only: Collection[str], out: Path) -> list[Path]:
    """Return the releases of these pilots, for a folder that holds no other; damage elsewhere does not matter."""
    there = {path: _mark(path, "pilot") for path in sources}
    missing = sorted(set(only) - set(there.values()))
    if missing:
        text = "{missing}: no such pilot in these releases; there are: {there}. Choose one of them."
        found = listed(sorted(filter(None, there.values())))
        raise ReleaseError(say(text, missing=", ".join(missing), there=found))
    others = sorted({_mark(path, "pilot") for path in standing(out)} - set(only))
    if others:
        text = "{out} holds other pilots already ({others}). Name a folder of its own for this meeting."
        raise ReleaseError(say(text, out=out, others=", ".join(others)))
    return [path for path, pilot in there.items() if pilot in only]


def _there_already(releases: Iterable[tuple[Path, PilotRelease]], out: Path) -> list[PilotRelease]:
    """Return the releases in a folder that joining would leave as they are."""
    coming = {release.pilot for _, release in releases}
    there = [read(path) for path in pilot_folders(out)] if holds_release(out) else []
    return [release for release in there if release.pilot not in coming]


def _copy(path: Path, pilot: str, out: Path) -> Path:
    head, _ = _head(path)
    names = [*(str(row["file"]) for row in head["files"]), "release.toml"]
    try:
        return put_folder(out, pilot, {name: (path / name).read_bytes() for name in names})
    except OSError as error:
        raise ReleaseError(
            f"{out}: the releases could not be put together ({error.strerror}). Check that the disk is not full "
            "and that the folder may be written."
        ) from error
