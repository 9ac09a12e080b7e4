"""The one opening beyond this computer: releases alone, under the one name that an operator gives (docs/hosting.md).

A laptop gives none: then nothing here does anything, and the server answers its own computer only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from ipaddress import AddressValueError, IPv4Address, IPv4Network
from typing import TYPE_CHECKING, Any

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
    return {"server.address": address} if host() and private(str(address)) else {}


def allowed(origin: str) -> bool:
    """Say whether browsers can send it: a port of its own is no other's, and 443 is never said."""
    found = _ORIGIN.fullmatch(origin)
    port = found[1].partition(":")[2] if found else ""
    return found is not None and (not port or (port != "443" and int(port) < 2**16))


def private(address: str) -> bool:
    """Say whether only this computer, or a private network that a server stands in by itself, can reach an address."""
    try:
        found = IPv4Address(address)
    except AddressValueError:
        return False
    return any(found in network for network in _NETWORKS)
