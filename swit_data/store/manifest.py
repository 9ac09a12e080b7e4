"""Numbered manifests: what a dataset holds; a commit is the appearance of its manifest."""

import contextlib
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from swit_data.errors import DatasetError, say
from swit_data.store import files

TABLES = ("respondents", "answers", "asked")
# The last one is put down last. A manifest may hold fewer: asks.toml came later.
DESCRIPTIONS = ("facts.toml", "narratives.toml", "asks.toml", "dataset.toml")
PARQUET = re.compile(rf"({'|'.join(TABLES)})-[0-9a-f]{{64}}\.parquet")
_FILE = re.compile(r"manifest-(\d{8})\.json")
MANIFEST = re.compile(rf"{_FILE.pattern}|latest\.json")
FRAMEWORK = re.compile(r"[0-9a-f]{16}\.toml")
LEDGER = re.compile(r"release-(\d{4,})(?:-([0-9a-f]{16}))?\.parquet")
_FORMAT = 1
_LATEST = "manifests/latest.json"


@dataclass(frozen=True)
class RoundFiles:
    """The rows of one pilot and round: how many, and the name of the file of each table."""

    pilot: str
    round: str
    framework: str
    respondents: int
    answers: int
    files: Mapping[str, str]


@dataclass(frozen=True)
class Source:
    """A file that was imported: its fingerprint, that of the framework, the round that was given."""

    sha256: str
    framework: str
    round: str = ""


@dataclass(frozen=True)
class LedgerFile:
    """What remembers one release: the name of its file in ledger/, and its fingerprint."""

    name: str
    sha256: str
    first: str = ""  # the fingerprint before a withdrawal wrote it anew; empty: it is the first

    @property
    def release(self) -> str:
        """Return what tells releases apart, whatever was withdrawn since."""
        return self.first or self.sha256

    @property
    def number(self) -> int:
        """Return which release it was, from 1."""
        return number_of(self.name)


@dataclass(frozen=True)
class Said:
    """What the history says of a state; never anything of a file's content."""

    what: str  # create, import, edit, undo, restore, withdraw, release
    when: str = ""  # UTC, to the minute
    who: str = ""  # as they gave it
    of: int = 0  # the number that was gone back to
    source: str = ""  # sha256 of the file that was imported or restored


@dataclass(frozen=True)
class Manifest:
    """A whole state of a dataset, and how it came about."""

    number: int
    said: Said
    description: Mapping[str, str]  # the text of each of DESCRIPTIONS that there is
    frameworks: tuple[str, ...]  # their hashes, which name their files
    rounds: tuple[RoundFiles, ...]
    key: str = ""  # sha256 of the key that respondents' ids were made with; empty without one
    sources: tuple[Source, ...] = ()  # what the rows came from
    withdrawn: tuple[str, ...] = ()  # respondents who never come back
    floor: int = 1  # what an earlier number held is destroyed
    ledger: tuple[LedgerFile, ...] = ()  # what remembers each release, the oldest first
    format: int = field(default=_FORMAT)

    def parquet(self) -> set[str]:
        """Return the names of every file of rows."""
        return {name for row in self.rounds for name in row.files.values()}

    @property
    def state(self) -> tuple[object, ...]:
        """Return what undo brings back: a release, which changes none of it, is no state of its own."""
        return *sorted(self.parquet()), *self.frameworks, *sorted(self.description.items())


def numbers(folder: Path) -> tuple[int, ...]:
    """Return the numbers of the manifests that are there, the oldest first."""
    return numbers_in(files.root(folder))


def numbers_in(place: Path) -> tuple[int, ...]:
    """Return the numbers of the manifests under a folder, whether or not its vault is open."""
    names = (path.name for path in (place / "manifests").glob("manifest-*.json"))
    return tuple(sorted(int(m[1]) for m in map(_FILE.fullmatch, names) if m))


def anything(folder: Path) -> bool:
    """Say whether anything was ever saved in a folder; no key is needed."""
    place = files.root(folder)
    beside = (place / _LATEST, folder / "manifest.json")
    return bool(numbers_in(place)) or any(path.is_file() for path in beside)


def latest(folder: Path) -> int:
    """Return the number of the last commit, though its manifest may have been deleted; 0 without any."""
    return max([_said_latest(folder), *numbers(folder)])


def read(folder: Path, number: int) -> Manifest:
    """Return a manifest.

    Raises:
        DatasetError: it is missing or damaged.
    """
    path = place_of(folder, number)
    try:
        return from_bytes(files.content_at(folder, path))
    except (OSError, ValueError, TypeError, KeyError) as error:
        text = (
            "{folder}: {file}, the list of what this dataset holds, is damaged or missing. Go back to the "
            "state before it (undo), or restore the dataset from a backup."
        )
        raise DatasetError(say(text, folder=folder, file=path.name)) from error


def readable(folder: Path) -> Iterator[tuple[int, Manifest | None]]:
    """Give each number from the first to the last, with its manifest where it is whole."""
    there = numbers(folder)
    for number in range(min(there, default=1), latest(folder) + 1):
        yield number, whole(folder, number)


def whole(folder: Path, number: int) -> Manifest | None:
    """Return a manifest, if it is there and not damaged."""
    with contextlib.suppress(DatasetError):
        return read(folder, number)
    return None


def commit(folder: Path, manifest: Manifest) -> None:
    """Write a manifest: from its rename on, the dataset is what it says."""
    files.replace(folder, name_of(manifest.number), to_bytes(manifest))


def say_latest(folder: Path, number: int) -> None:
    """Note the last number beside the manifests, so that a manifest that is deleted is missed."""
    files.replace(folder, _LATEST, _sealed({"latest": number}))


def _said_latest(folder: Path) -> int:
    # A hint only: it is written after the manifest, so it may be one behind, and it may be lost.
    try:
        return int(_checked(files.read(folder, _LATEST))["latest"])
    except (OSError, ValueError, TypeError, KeyError):
        return 0


def place_of(folder: Path, number: int) -> Path:
    """Return where the manifest of a number stands."""
    return files.place(folder, name_of(number))


def name_of(number: int) -> str:
    """Return the name of the manifest of a number, with its folder."""
    return f"manifests/manifest-{number:08}.json"


def to_bytes(manifest: Manifest) -> bytes:
    """Return the file of a manifest, with its own fingerprint."""
    return _sealed(asdict(manifest))


def from_bytes(content: bytes) -> Manifest:
    """Return the manifest of a file.

    Raises:
        ValueError: it is damaged, or names what is no file of a dataset; also TypeError, KeyError.
    """
    found = _checked(content)
    known = {f.name for f in fields(Manifest)}
    # Before the ledger was listed, a manifest had no such field.
    if found["format"] != _FORMAT or {*found, "ledger"} != known:
        raise ValueError("made by another version of this program")
    manifest = Manifest(
        **{
            **found,
            "said": Said(**found["said"]),
            "rounds": tuple(RoundFiles(**row) for row in found["rounds"]),
            "sources": tuple(Source(**row) for row in found["sources"]),
            "frameworks": tuple(found["frameworks"]),
            "withdrawn": tuple(found["withdrawn"]),
            "ledger": tuple(LedgerFile(**row) for row in found.get("ledger", ())),
        }
    )
    named = [PARQUET.fullmatch(name) for name in manifest.parquet()]
    named += [FRAMEWORK.fullmatch(f"{code}.toml") for code in manifest.frameworks]
    named += [LEDGER.fullmatch(row.name) for row in manifest.ledger]
    if not all(named):
        raise ValueError("a name that is no file of a dataset")
    return manifest


def number_of(name: str) -> int:
    """Return which release a file of the ledger is about; 0 for a name that is none."""
    found = LEDGER.fullmatch(name)
    return int(found[1]) if found else 0


def _sealed(content: Mapping[str, object]) -> bytes:
    sealed = {"content": content, "sha256": _fingerprint(content)}
    return (json.dumps(sealed, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _checked(content: bytes) -> dict[str, Any]:
    sealed = json.loads(content.decode("utf-8"))
    found = sealed["content"]
    if not isinstance(found, dict) or sealed["sha256"] != _fingerprint(found):
        raise ValueError("the fingerprint is another")
    return found


def _fingerprint(content: Mapping[str, object]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
