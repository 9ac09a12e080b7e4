"""The one opening beyond this computer: releases alone, under the one name that an operator gives (docs/hosting.md).

A laptop gives none: then nothing here does anything, and the server answers its own computer only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from ipaddress import AddressValueError, IPv4Address, IPv4Network
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from swit_data import store
from swit_data.errors import SwitError, shown
from swit_data.released.place import place_of
from swit_data.ui import open_data

if TYPE_CHECKING:
    from starlette.types import Scope

VARIABLE = "SWIT_PUBLIC_ORIGIN"
INSIDE = b"127.0.0.1"  # what Streamlit is told, whose own options stay those of a laptop
_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ORIGIN = re.compile(rf"https://((?:{_LABEL}\.)+[a-z]{{2,63}}(?::[1-9][0-9]{{0,4}})?)")
_READING = ("GET", "HEAD")
_NETWORKS = (
    *(IPv4Network("127.0.0.1/32"), IPv4Network("10.0.0.0/8")),
    *(IPv4Network("172.16.0.0/12"), IPv4Network("192.168.0.0/16")),
)


def host() -> str:
    """Return what browsers say in Host where releases are hosted; nothing on a laptop."""
    found = _ORIGIN.fullmatch(os.environ.get(VARIABLE, ""))
    return found[1] if found else ""


def closed(scope: Scope) -> bool:
    """Say whether a request wants more than to read: where releases are hosted, nothing is taken in."""
    return bool(host()) and scope["method"] not in _READING


def inside(scope: Scope) -> Scope:
    """Return a request whose Host and Origin have been checked, as Streamlit knows it from a laptop."""
    if not host() or "headers" not in scope:
        return scope
    known = {b"host": INSIDE, b"origin": b"http://" + INSIDE}
    given = [(name, known.get(name, value)) for name, value in scope["headers"]]
    return {**scope, "headers": given}


def options(get: Callable[[str], Any]) -> dict[str, object]:
    """Return the options that may differ here: the server may stand in a private network, never on every interface."""
    address = get("server.address")
    return {"server.address": address} if host() and _private(str(address)) else {}


def check(get: Callable[[str], Any] = st.get_option) -> None:
    """Raise SwitError where releases are to be hosted, and not safely; a sentence for everything that is wrong."""
    if os.environ.get(VARIABLE):
        problems = [*_problems(str(get("server.address")))]
        if problems:
            raise SwitError(*problems)


def _problems(address: str) -> Iterator[str]:
    given = os.environ[VARIABLE]
    if not _allowed(given):
        yield (
            f"The dashboard does not start: {VARIABLE} is {shown(given)!r}. Allowed is the one address under which "
            "browsers open it: https:// and a name in lower case, where needed with its port (name.example, "
            "name.example:8443), no path and no slash at the end."
        )
    if not _private(address):
        yield (
            f"The dashboard does not start: with {VARIABLE} the option server.address is {shown(address)!r}. "
            "Allowed: 127.0.0.1, or this container's own address in its private network. What faces the internet "
            "is the server in front of it (deploy/)."
        )
    if not open_data.presenting():
        yield (
            f"The dashboard does not start: with {VARIABLE} it shows releases alone. Name one in SWIT_RELEASE: a "
            "folder, or s3://bucket/folder."
        )
    yield from map(_answers_here, _datasets())


def _answers_here(folder: Path) -> str:
    return (
        f"The dashboard does not start: there is a dataset at {folder}, and with {VARIABLE} no answers may lie where "
        "others come in. Host releases on a computer that holds nothing else; take SWIT_DATASET away, and a release "
        "out of the folder of its dataset."
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


def _allowed(origin: str) -> bool:
    """Say whether browsers can send it: a port of its own is no other's, and 443 is never said."""
    found = _ORIGIN.fullmatch(origin)
    port = found[1].partition(":")[2] if found else ""
    return found is not None and (not port or (port != "443" and int(port) < 2**16))


def _private(address: str) -> bool:
    """Say whether only this computer, or a private network that a server stands in by itself, can reach an address."""
    try:
        found = IPv4Address(address)
    except AddressValueError:
        return False
    return any(found in network for network in _NETWORKS)
