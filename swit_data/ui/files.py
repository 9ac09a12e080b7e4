"""Files on their way to a browser: compressed once, and asked for early; none of them is changed."""

from __future__ import annotations

import asyncio
import gzip
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders

from swit_data.ui.elements import PLOTLY

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC = Path(st.__file__).parent / "static"
TEXTS = (".js", ".css", ".json")
# What every page needs and the head of Streamlit's does not name: it was asked for only when everything before it had
# come and run.
_LATE = "media/MaterialSymbols-Rounded.*.woff2"
_OWN = (f"./{PLOTLY}", "./app/static/noto-sans-latin.woff2")

Answer = list["Message"]


class Kept:
    """Keep scripts and styles as they are sent compressed: each is compressed once, beside other work."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an application."""
        self.app = app
        self._kept: dict[str, Answer] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is kept, keep what can be, and pass on everything else."""
        if not _asks_for_text(scope):
            await self.app(scope, receive, send)
            return
        for message in self._kept.get(scope["path"]) or await self._answer(scope, receive):
            await send(message)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        heard = await answer_of(self.app, scope, receive)
        start = heard[0]
        own = scope["path"].startswith("/app/static/")  # the same as long as this server runs
        lasts = own or "immutable" in Headers(raw=start["headers"]).get("cache-control", "")
        if start["status"] != HTTPStatus.OK or not lasts:
            return heard
        packed = await asyncio.to_thread(gzip.compress, body_of(heard), 9)
        of = MutableHeaders(raw=[*start["headers"]])
        of["content-encoding"] = "gzip"
        of.add_vary_header("accept-encoding")
        self._kept[scope["path"]] = whole(start, of, packed)
        return self._kept[scope["path"]]


class Early:
    """Tell a browser with the page what it will ask for late."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; if its answer is the page, name the files in its headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == HTTPStatus.OK:
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers["link"] = early()
            await send(message)

        await self.app(scope, receive, tell)


async def answer_of(app: ASGIApp, scope: Scope, receive: Receive) -> Answer:
    """Return what an application answers, uncompressed."""
    heard: Answer = []
    headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]

    async def hear(message: Message) -> None:
        heard.append(message)

    await app({**scope, "headers": headers}, receive, hear)
    return heard


def body_of(heard: Answer) -> bytes:
    """Return the body of an answer."""
    return b"".join(message.get("body", b"") for message in heard[1:])


def whole(start: Message, headers: MutableHeaders, body: bytes) -> Answer:
    """Return an answer with another body, of one piece."""
    headers["content-length"] = str(len(body))
    return [{**start, "headers": headers.raw}, {"type": "http.response.body", "body": body}]


@cache
def early() -> str:
    """Return the header Link of the page; a file that another Streamlit calls otherwise is not in it."""
    late = [f"./static/{path.parent.name}/{path.name}" for path in STATIC.glob(f"static/{_LATE}")]
    return ", ".join(map(_link, (*late, *_OWN)))


def _link(address: str) -> str:
    how = "font; type=font/woff2; crossorigin" if address.endswith("2") else "script"
    return f"<{address}>; rel=preload; as={how}"


def _asks_for_text(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    path, headers = scope["path"], Headers(scope=scope)
    plain = not {"range", "if-none-match", "if-modified-since"} & set(headers)
    packed = "gzip" in headers.get("accept-encoding", "")
    return (
        plain and packed and path.startswith(("/static/", "/app/static/")) and path.endswith(TEXTS)
    )
