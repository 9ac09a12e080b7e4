"""Which data this computer shows, between one start and the next: what was last chosen on the Data page."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from swit_data import store
from swit_data.errors import DatasetError, say
from swit_data.released.place import Place, place_of


@dataclass(frozen=True)
class Chosen:
    """A release to show, and a dataset to work on; both empty: the illustrative one."""

    release: str = ""
    dataset: str = ""


def home() -> Path:
    """Return the folder of this person's datasets and releases; SWIT_HOME names another one."""
    return store.default_folder().parent


def chosen() -> Chosen:
    """Return what is shown: what SWIT_RELEASE or SWIT_DATASET name, else what was chosen, else nothing."""
    if release := os.environ.get("SWIT_RELEASE"):
        return Chosen(release=release)
    if dataset := os.environ.get("SWIT_DATASET"):
        return Chosen(dataset=dataset)
    try:
        found = json.loads((home() / "chosen.json").read_text("utf-8"))
        return Chosen(str(found["release"]), str(found["dataset"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Chosen()  # nothing was chosen here yet


def choose(now: Chosen) -> None:
    """Keep what was chosen for the next start.

    Raises:
        DatasetError: the folder of this person's data cannot be written.
    """
    try:
        store.replace_file(home() / "chosen.json", json.dumps(asdict(now)).encode())
    except OSError as error:
        text = "{folder}: this folder cannot be written ({why}). Choose another with SWIT_HOME."
        raise DatasetError(say(text, folder=home(), why=error.strerror or "")) from error


def presenting() -> bool:
    """Say whether the app runs on release folders alone: no dataset, no import, no way to answers."""
    return bool(os.environ.get("SWIT_RELEASE"))


def place_shown() -> Place | None:
    """Return where the release that is shown lies, if one is named; only SWIT_RELEASE may name object storage.

    Raises:
        SwitError: it names no place.
    """
    if presenting():
        return place_of(os.environ["SWIT_RELEASE"])
    return Path(now) if (now := chosen().release) else None


def datasets() -> tuple[Path, ...]:
    """Return the datasets of this person, by name."""
    return tuple(sorted(p for p in (home() / "datasets").glob("*") if store.is_there(p)))


def releases() -> tuple[Path, ...]:
    """Return the releases of this person, by name."""
    return tuple(sorted({p.parents[1] for p in (home() / "releases").glob("*/*/release.toml")}))


def release_of(dataset: Path) -> Path:
    """Return where the releases of a dataset of this person are written."""
    return home() / "releases" / dataset.name
