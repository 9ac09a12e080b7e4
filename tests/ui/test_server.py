"""The server's parts, without a socket: tests/browser/test_frame.py asks a real one."""

from __future__ import annotations

import asyncio
import gc
import logging
import runpy
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import streamlit as st
import uvicorn
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartParser
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from swit_data.errors import ReleaseError, SwitError
from swit_data.ui import server
from tests.stand import CANARY, ROOT

HOST = "127.0.0.1:8501"


def scope_of(kind: str = "http", path: str = "/", **headers: str) -> Scope:
    given = {"host": HOST} | headers
    return {
        "type": kind,
        "path": path,
        "server": ("127.0.0.1", 8501),
        "method": "GET",
        "headers": [(k.encode(), v.encode()) for k, v in given.items()],
    }


def answer(scope: Scope, status: int = 200, **headers: str) -> list[Message]:
    """Send a request through the whole middleware to an application that says hello."""
    sent: list[Message] = []

    async def hello(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001
        if scope["type"] != "http":
            await send({"type": f"{scope['type']}.accept"})
            return
        lines = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": lines})
        await send({"type": "http.response.body", "body": b"hello"})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    app: Any = hello
    for each in reversed(server.middleware()):
        app = each.cls(app, *each.args, **each.kwargs)
    asyncio.run(app(scope, receive, send))
    return sent


def headers_of(sent: list[Message]) -> dict[str, str]:
    return {k.decode(): v.decode() for k, v in sent[0]["headers"]}


def test_own_pages_are_answered_without_being_kept() -> None:
    sent = answer(scope_of(), server="uvicorn", access_control_allow_origin="*")
    assert sent[0]["status"] == 200
    assert headers_of(sent)["cache-control"] == "no-store"
    assert not {"server", "access-control-allow-origin"} & set(headers_of(sent))


@pytest.mark.parametrize(
    ("path", "status", "given", "kept"),
    [
        ("/static/js/a.js", 200, "public, immutable, max-age=1", "public, immutable, max-age=1"),
        ("/static/js/a.js", 404, "public, immutable, max-age=1", "no-store"),
        ("/static/index.html", 200, "no-cache", "no-store"),
        ("/app/static/a.woff2", 200, "", "public, max-age=86400"),
        ("/app/static/a.woff2", 404, "", "no-store"),
        ("/app/static/a.js", 200, "", "public, max-age=86400"),
        ("/app/static/mark.svg", 200, "", "no-store"),
        ("/media/a.csv", 200, "public, immutable", "no-store"),
    ],
)
def test_what_a_browser_may_keep(path: str, status: int, given: str, kept: str) -> None:
    sent = answer(scope_of(path=path), status, cache_control=given)
    assert headers_of(sent)["cache-control"] == kept


@pytest.mark.parametrize(
    ("scope", "status"),
    [
        (scope_of(host="evil.example"), 421),
        (scope_of(host="127.0.0.1:80"), 421),
        (scope_of(path="/_stcore/metrics"), 404),
        (scope_of(path="/_stcore/agent/mcp"), 404),
    ],
)
def test_what_is_refused(scope: Scope, status: int) -> None:
    assert answer(scope)[0]["status"] == status


@pytest.mark.parametrize(
    ("headers", "sent"),
    [
        ({"origin": f"http://{HOST}"}, "websocket.accept"),
        ({}, "websocket.close"),
        ({"origin": "null"}, "websocket.close"),
        ({"origin": "http://localhost:8501"}, "websocket.close"),
        ({"origin": "http://evil.example", "host": "evil.example"}, "websocket.close"),
    ],
)
def test_who_may_connect(headers: dict[str, str], sent: str) -> None:
    assert answer(scope_of("websocket", **headers))[0]["type"] == sent


def test_hosts_follow_the_port() -> None:
    assert server._addresses({"server": ("127.0.0.1", 80)})[-1] == "localhost"
    assert server._addresses({"server": None}) == ("127.0.0.1:None", "localhost:None")


def test_the_start_passes_other_scopes_on() -> None:
    assert answer({"type": "lifespan"}) == [{"type": "lifespan.accept"}]


def test_options_are_those_of_the_shipped_file() -> None:
    server.check_options()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("server.address", "0.0.0.0"),  # noqa: S104 - what must be refused
        ("server.address", None),
        ("server.enableXsrfProtection", False),
        ("server.corsAllowedOrigins", ["http://evil.example"]),
        ("client.showErrorDetails", "full"),
    ],
)
def test_an_unsafe_option_is_named(name: str, value: object) -> None:
    options = {**server.REQUIRED, name: value}
    with pytest.raises(SwitError, match=f"the option {name} is .*STREAMLIT_[A-Z_]+") as told:
        server.check_options(options.__getitem__)
    assert "home folder" in str(told.value)


@pytest.fixture
def process() -> Iterator[None]:
    """Put back what server.prepare changes in the whole process."""
    kept = (sys.excepthook, threading.excepthook, logging.getLogRecordFactory())
    spooled = MultiPartParser.spool_max_size
    yield
    MultiPartParser.spool_max_size = spooled
    sys.excepthook, threading.excepthook = kept[:2]
    logging.setLogRecordFactory(kept[2])
    if isinstance(vars(uvicorn.Config).get("encoded_headers"), property):
        delattr(uvicorn.Config, "encoded_headers")


@pytest.mark.usefixtures("process")
def test_the_app_is_a_server_with_our_middleware() -> None:
    made = runpy.run_path(str(ROOT / "app.py"))["app"]
    assert isinstance(made, st.App)
    assert len(made._user_middleware) == len(server.middleware())
    running = uvicorn.Config("x:y")
    running.encoded_headers = [(b"server", b"uvicorn"), (b"x-a", b"b")]
    assert running.encoded_headers == [(b"x-a", b"b")]


@pytest.mark.usefixtures("process")
def test_an_unsafe_option_ends_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise SwitError("not so")

    monkeypatch.setattr(server, "check_options", refuse)
    with pytest.raises(SystemExit, match="not so"):
        server.prepare()


@pytest.mark.usefixtures("process")
def test_the_largest_upload_lies_in_no_temporary_file() -> None:
    server.prepare()
    most = server.REQUIRED["server.maxUploadSize"]
    assert isinstance(most, int)
    head = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'
    body = head + b"a" * (most * 1024 * 1024) + b"\r\n--b--\r\n"

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def in_memory() -> bool:
        scope = scope_of(**{"content-type": "multipart/form-data; boundary=b"})
        async with Request(scope, receive).form() as form:
            upload = form["f"]
            assert isinstance(upload, UploadFile)
            assert upload.size == most * 1024 * 1024
            return upload._in_memory

    assert asyncio.run(in_memory())


def failed(text: str = CANARY) -> ValueError:
    try:
        raise ValueError(text)  # noqa: TRY301 - it needs a place
    except ValueError as error:
        return error


@pytest.mark.usefixtures("process")
def test_the_log_never_holds_a_message(caplog: pytest.LogCaptureFixture) -> None:
    server.prepare()
    log = logging.getLogger("swit_data.test")
    error = failed()
    log.error("went wrong", exc_info=error)
    log.error("went wrong: %s", error)
    log.error("no error here: %s", "a word")
    sys.excepthook(ValueError, error, None)
    thread = threading.Thread(target=lambda: (_ for _ in ()).throw(ValueError(CANARY)))
    thread.start()
    thread.join()
    assert CANARY not in caplog.text
    assert "Traceback" not in caplog.text
    assert caplog.text.count("ValueError at test_server.py:") == 4
    assert "no error here: a word" in caplog.text


def test_a_place_is_named_without_a_trace() -> None:
    assert server.place_of(ValueError(CANARY)) == "ValueError"
    server.quiet_hook(ValueError, None, None)


def test_an_error_on_a_page_is_told() -> None:
    def page(canary: str) -> None:
        from swit_data.errors import ReleaseError  # noqa: PLC0415
        from swit_data.ui import server  # noqa: PLC0415

        server.on_script_error(ReleaseError("scores.parquet is damaged."))
        server.on_script_error(ValueError(canary))

    shown = AppTest.from_function(page, args=(CANARY,)).run()
    assert not shown.exception
    assert shown.text[0].value == "scores.parquet is damaged."
    assert "reference" in shown.error[1].value
    assert CANARY not in shown.error[1].value
    assert issubclass(ReleaseError, SwitError)


@pytest.mark.parametrize(
    ("headless", "screen", "opened"), [(True, True, 0), (False, True, 1), (False, False, 0)]
)
def test_a_laptop_opens_its_browser_once(
    monkeypatch: pytest.MonkeyPatch, headless: bool, screen: bool, opened: int
) -> None:
    started: list[tuple[float, object, tuple[str]]] = []

    class Timer:
        def __init__(self, *given: Any) -> None:  # noqa: ANN401
            self.given = given

        def start(self) -> None:
            started.append(self.given)

    monkeypatch.setattr(threading, "Timer", Timer)
    monkeypatch.setattr(server, "_has_screen", lambda: screen)
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    before = config.get_option("server.headless")
    config.set_option("server.headless", headless)

    async def begin() -> None:
        async with server.lifespan(None):
            assert config.get_option("server.headless") is True  # else readers are asked to install
            assert PagesManager.uses_pages_directory is False

    try:
        asyncio.run(begin())
    finally:
        config.set_option("server.headless", before)
        gc.unfreeze()
    assert [given[2] for given in started] == [("http://127.0.0.1:8501",)] * opened


@pytest.mark.parametrize(
    ("platform", "display", "expected"),
    [("linux", "", False), ("linux", ":0", True), ("win32", "", True), ("darwin", "", True)],
)
def test_a_browser_needs_a_screen(
    monkeypatch: pytest.MonkeyPatch, platform: str, display: str, expected: bool
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert server._has_screen() is expected


def test_a_browser_that_does_not_open_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(address: str) -> bool:
        raise OSError(address)

    monkeypatch.setattr("webbrowser.open", broken)
    server._open_browser("http://127.0.0.1:8501")
