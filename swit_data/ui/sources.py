"""The cached doors to the data: which release is open, in whose words."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from swit_data import store
from swit_data.errors import ReleaseError
from swit_data.release import make
from swit_data.release.labels import Labels
from swit_data.release.rows import Release, of_tables, open_release
from swit_data.wording import Wording

ILLUSTRATIVE = Path(__file__).parents[2] / "data" / "illustrative"


def release() -> Release:
    """Return the release that SWIT_RELEASE names, or that of SWIT_DATASET, else the illustrative one.

    Raises:
        SwitError: it is missing, damaged, or a collected dataset without an approved release.
    """
    return _opened()[0]


def problems() -> tuple[str, ...]:
    """Return a sentence for each pilot of the release that cannot be shown."""
    return _opened()[1]


def labels(language: str) -> Labels:
    """Return the names of what the open release holds, in a language."""
    return Labels(release(), Wording.of(language))


def _opened() -> tuple[Release, tuple[str, ...]]:
    if folder := os.environ.get("SWIT_RELEASE"):
        path = Path(folder)
        return _released(path, _stamp(path, "release.toml"))
    path = Path(os.environ.get("SWIT_DATASET") or ILLUSTRATIVE)
    return _made(path, _stamp(path, "manifest.json")), ()


def _stamp(folder: Path, name: str) -> tuple[tuple[str, int], ...]:
    """Return what changes when a release or dataset is written again: the cache's key."""
    found = sorted({*folder.glob(name), *folder.glob(f"*/{name}")})
    return tuple((str(path), path.stat().st_mtime_ns) for path in found)


@st.cache_resource(show_spinner=False, max_entries=2)
def _released(folder: Path, stamp: tuple[tuple[str, int], ...]) -> tuple[Release, tuple[str, ...]]:
    del stamp  # the cache's key: what lies in the folder
    return open_release(folder)


@st.cache_resource(show_spinner=False, max_entries=2)
def _made(folder: Path, stamp: tuple[tuple[str, int], ...]) -> Release:
    del stamp
    stored = store.open_dataset(folder)
    if stored.dataset.provenance != "illustrative":
        raise ReleaseError(
            f"{folder}: collected answers are shown only through a release that their owners approved. Make one "
            "with python -m swit_data release, and open it with SWIT_RELEASE."
        )
    return of_tables(stored.dataset, make(stored))
