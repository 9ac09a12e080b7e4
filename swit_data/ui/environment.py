"""What the environment of a server names, looked at before it answers anybody: which release, and for whom."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import streamlit as st

from swit_data import store
from swit_data.errors import SwitError, shown
from swit_data.released.place import place_of
from swit_data.ui import hosting, open_data


def check(get: Callable[[str], Any] = st.get_option) -> None:
    """Raise SwitError where the release that is named lies nowhere, or releases are to be hosted, and not safely."""
    open_data.place_shown()
    if os.environ.get(hosting.VARIABLE):
        problems = [*_problems(str(get("server.address")))]
        if problems:
            raise SwitError(*problems)


def _problems(address: str) -> Iterator[str]:
    given = os.environ[hosting.VARIABLE]
    if not hosting.allowed(given):
        yield (
            f"The dashboard does not start: {hosting.VARIABLE} is {shown(given)!r}. Allowed is the one address "
            "under which browsers open it: https:// and a name in lower case, where needed with its port "
            "(name.example, name.example:8443), no path and no slash at the end."
        )
    if not hosting.private(address):
        yield (
            f"The dashboard does not start: with {hosting.VARIABLE} the option server.address is {shown(address)!r}. "
            "Allowed: 127.0.0.1, or this container's own address in its private network. What faces the internet "
            "is the server in front of it (deploy/)."
        )
    if not open_data.presenting():
        yield (
            f"The dashboard does not start: with {hosting.VARIABLE} it shows releases alone. Name one in "
            "SWIT_RELEASE: a folder, or s3://bucket/folder."
        )
    yield from map(_answers_here, _datasets())


def _answers_here(folder: Path) -> str:
    return (
        f"The dashboard does not start: there is a dataset at {folder}, and with {hosting.VARIABLE} no answers may lie "
        "where others come in. Host releases on a computer that holds nothing else; take SWIT_DATASET away, and "
        "a release out of the folder of its dataset."
    )


def _datasets() -> set[Path]:
    """Return every dataset that this computer would know of, and those in, around and right under the release."""
    named = [Path(found) for found in [os.environ.get("SWIT_DATASET", "")] if found]
    return {*named, *open_data.datasets(), *_around(os.environ.get("SWIT_RELEASE", ""))}


def _around(release: str) -> Iterator[Path]:
    place = place_of(release) if release else None
    if isinstance(place, Path):
        folder = place.resolve()
        under = [path for path in folder.glob("*") if path.is_dir()]
        yield from filter(store.exists, (folder, *folder.parents, *under))
