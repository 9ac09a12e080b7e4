"""The server: what it answers, to whom, with which headers, and what it writes to the log.

Everything here protects people who answered: the dashboard talks to this computer only, loads nothing
from elsewhere, and its log never holds an answer.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import os
import re
import secrets
import sys
import sysconfig
import threading
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import cache
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Any

import streamlit as st
import uvicorn
from starlette.datastructures import Headers, MutableHeaders
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from swit_data import dumps
from swit_data.errors import SwitError, listed
from swit_data.ui import garbage, hosting, readiness
from swit_data.ui.files import Early, Kept

if TYPE_CHECKING:
    from types import TracebackType

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost")
CLOSED = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent", "/auth/", "/oauth2")
LIBRARY = sysconfig.get_path("stdlib")

# The options that safety rests on; server.headless and server.port may be set on the command line.
REQUIRED: dict[str, object] = {
    "server.address": "127.0.0.1",
    "server.allowedHosts": ["127.0.0.1", "localhost"],
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.xsrfCookieSameSite": "strict",
    "server.maxUploadSize": 5,
    "server.enableAgentApi": False,
    "server.scriptHealthCheckEnabled": False,
    "server.trustedUserHeaders": "{}",
    "server.corsAllowedOrigins": [],
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "viewer",
    "client.disableDataExport": True,
    "client.allowedOrigins": [],
    "global.developmentMode": False,
    "logger.enableRich": False,
    "logger.level": "warning",
}

FIXED_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), usb=()",
}
# An upload stays in memory: from 1 MB on Starlette would put it into a file, answers and all. maxUploadSize is 5 MB.
IN_MEMORY = 8 * 1024 * 1024
KEPT_A_DAY = (".woff2", ".js")  # of our own files
_LOGGER = logging.getLogger("swit_data")


class Guard:
    """Answer this computer's own pages only, or those of the one name that hosts; close what no reader needs."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "websocket" and not (_own_host(scope) and _own_origin(scope)):
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] != "http":
            await self.app(hosting.inside(scope), receive, send)
        elif not _own_host(scope):
            await PlainTextResponse("Misdirected request", 421)(scope, receive, send)
        elif scope["path"].startswith(CLOSED) or hosting.closed(scope):
            await PlainTextResponse("Not found", 404)(scope, receive, send)
        else:
            await self.app(hosting.inside(scope), receive, send)


class SafeHeaders:
    """Add the security headers and decide what a browser may keep."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and complete the headers of its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                _complete(MutableHeaders(scope=message), scope, message["status"])
            await send(message)

        await self.app(scope, receive, complete)


def middleware() -> list[Middleware]:
    """Return what stands before Streamlit, outermost first."""
    return [
        Middleware(SafeHeaders),
        Middleware(Guard),
        # Streamlit leaves its own files uncompressed: 7.6 MB for the first page.
        Middleware(Kept),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        Middleware(Early),
    ]


def content_security_policy(host: str) -> str:
    """Return what a page may load, for a checked Host: its own files and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' blob: {' '.join(_inline_script_hashes())}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            # older Safari does not read ws into 'self'
            f"connect-src 'self' {'wss' if hosting.host() else 'ws'}://{host}",
            "worker-src 'self' blob:",
            "media-src 'self' blob:",
            "manifest-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "object-src 'none'",
        )
    )


def check_options(get: Callable[[str], Any] = st.get_option) -> None:
    """Raise SwitError unless every option that safety rests on has its value in force."""
    required = REQUIRED | hosting.options(get)
    wrong = {name: get(name) for name, value in required.items() if _differs(get(name), value)}
    if wrong:
        name, found = next(iter(wrong.items()))
        variable = "STREAMLIT_" + re.sub(r"(?<!^)(?=[A-Z])", "_", name.replace(".", "_")).upper()
        raise SwitError(
            f"The dashboard does not start: the option {name} is {found!r}, allowed: "
            f"{REQUIRED[name]!r} (not as it must be: {listed(wrong)}). Start it from the folder of "
            f"app.py, without this option on the command line, in the environment variable {variable} "
            f"or in .streamlit/config.toml of your home folder."
        )


def prepare() -> None:
    """Make the process safe to serve, or leave with a sentence."""
    try:
        _check_environment()
        check_options()
    except SwitError as error:
        sys.exit(str(error))
    logging.setLogRecordFactory(quiet_record)
    sys.excepthook = quiet_hook
    threading.excepthook = lambda args: quiet_hook(
        args.exc_type, args.exc_value, args.exc_traceback
    )
    MultiPartParser.spool_max_size = IN_MEMORY
    dumps.none_is_written()
    _leave_out_server_header()


def _check_environment() -> None:
    """Raise SwitError where it names what cannot be shown; a laptop names nothing, and need not load all that looks."""
    if {"SWIT_RELEASE", hosting.VARIABLE} & set(os.environ):
        from swit_data.ui import environment  # noqa: PLC0415 - 0.4 s

        environment.check()


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Get ready for the first reader, and open the browser of a laptop meanwhile."""
    # Until one session has run st.navigation, Streamlit shows a file of pages/ without our frame.
    PagesManager.uses_pages_directory = False
    readiness.begin()
    if not st.get_option("server.headless"):
        if _has_screen() and not hosting.host():
            address = f"http://{HOSTS[0]}:{st.get_option('server.port')}"
            threading.Timer(0.3, _open_browser, (address,)).start()
        # Else Streamlit offers every reader to install its "skills" into this folder.
        config.set_option("server.headless", True)
    async with garbage.among_what_is_new():
        yield


def on_script_error(error: Exception) -> bool:
    """Show a sentence and a reference instead of an error; the log gets type and place only."""
    from swit_data.ui import choice  # noqa: PLC0415 - pages are drawn later than the server is set up
    from swit_data.wording import Wording  # noqa: PLC0415

    words = Wording.of(choice.language())
    if isinstance(error, SwitError):
        st.error(words.text("error.told"))
        st.text(str(error))
        return True
    reference = secrets.token_hex(4)
    _LOGGER.error("reference %s: %s", reference, place_of(error))
    st.error(words.text("error.sentence", reference=reference))
    return True


def quiet_record(*args: Any, **kwargs: Any) -> logging.LogRecord:  # noqa: ANN401 - logging's own
    """Make a log record that names an exception's type and place, never its message."""
    record = logging.LogRecord(*args, **kwargs)
    if isinstance(record.args, tuple):
        record.args = tuple(
            place_of(arg) if isinstance(arg, BaseException) else arg for arg in record.args
        )
    if record.exc_info and record.exc_info[1] is not None:
        record.msg = f"{record.getMessage()}: {place_of(record.exc_info[1])}"
        record.args = None
        record.exc_info = None
    return record


def quiet_hook(
    _kind: type[BaseException], error: BaseException | None, _trace: TracebackType | None
) -> None:
    """Write an exception that nobody caught to the log, as type and place."""
    if error is not None:
        _LOGGER.critical("stopped: %s", place_of(error))


def place_of(error: BaseException) -> str:
    """Return the type of an exception and the place in our code, or else in any, that raised it."""
    frames = extract_tb(error.__traceback__)
    ours = [frame for frame in frames if not _is_library(frame.filename)]
    for frame in reversed(ours or frames):
        return f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}"
    return type(error).__name__


def _is_library(path: str) -> bool:
    return path.startswith((LIBRARY, "<")) or "site-packages" in Path(path).parts


def _own_host(scope: Scope) -> bool:
    hosts = Headers(scope=scope).getlist("host")
    return len(hosts) == 1 and hosts[0] in _addresses(scope)


def _own_origin(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    scheme = "https" if hosting.host() else "http"
    return headers.getlist("origin") == [f"{scheme}://{headers['host']}"]


def _addresses(scope: Scope) -> tuple[str, ...]:
    """Return the hosts that are this server, with the port it really listens on; where it is hosted its one name."""
    if public := hosting.host():
        return (public,)
    port = (scope.get("server") or (None, None))[1]
    return tuple(f"{host}:{port}" for host in HOSTS) + (HOSTS if port == 80 else ())  # noqa: PLR2004


def _complete(headers: MutableHeaders, scope: Scope, status: int) -> None:
    host = Headers(scope=scope).get("host", "") if _own_host(scope) else HOSTS[0]
    for name in ("server", "access-control-allow-origin"):
        del headers[name]
    headers.update(FIXED_HEADERS)
    headers["content-security-policy"] = content_security_policy(host)
    headers["cache-control"] = _kept(headers, scope["path"], status)


def _kept(headers: MutableHeaders, path: str, status: int) -> str:
    """Return how long a browser keeps an answer: files for long, pages and data not at all."""
    hashed = path.startswith("/static/") and "immutable" in headers.get("cache-control", "")
    if status in {200, 206, 304} and hashed:
        return headers["cache-control"]
    if status in {200, 304} and path.startswith("/app/static/") and path.endswith(KEPT_A_DAY):
        return "public, max-age=86400"
    return "no-store"


@cache
def _inline_script_hashes() -> tuple[str, ...]:
    """Return the hashes of the inline scripts in the installed Streamlit's own page."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    digests = (
        hashlib.sha256(script.encode()).digest()
        for script in re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    )
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _differs(found: object, wanted: object) -> bool:
    """Say whether an option differs; an unset list or table is an empty one."""
    return bool(found or wanted not in ([], "{}")) and str(found) != str(wanted)


def _leave_out_server_header() -> None:
    """Keep uvicorn from naming itself; Streamlit gives no way to ask for server_header=False."""

    def quiet(config: uvicorn.Config) -> list[tuple[bytes, bytes]]:
        return [pair for pair in vars(config)["encoded_headers"] if pair[0] != b"server"]

    def keep(config: uvicorn.Config, headers: list[tuple[bytes, bytes]]) -> None:
        vars(config)["encoded_headers"] = headers

    uvicorn.Config.encoded_headers = property(quiet, keep)  # type: ignore[assignment]


def _has_screen() -> bool:
    """Say whether a browser can open: on Linux only with a screen, never one in the terminal."""
    return not sys.platform.startswith("linux") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _open_browser(address: str) -> None:
    with suppress(webbrowser.Error, OSError):
        webbrowser.open(address)
