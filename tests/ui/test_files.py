"""Streamlit's own files on their way: compressed once, and named early in its page."""

import asyncio
import gzip
import re
from dataclasses import dataclass
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from swit_data.ui import files, server
from tests.stand import ROOT

SCRIPT = b"const answer = 42;\n" * 200
LASTING = "public, immutable, max-age=31536000"
KEPT = {"/static/js/a.js": LASTING, "/app/static/a.js": "no-cache"}  # Streamlit's files and our own
INDEX = (files.STATIC / "index.html").read_bytes()


@dataclass
class Streamlit:
    """Answers a script, a page or nothing, and counts how often it was asked."""

    asked: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        del receive
        self.asked += 1
        scripts = dict.fromkeys(KEPT, ("text/javascript", SCRIPT))
        found = scripts | {"/compare": ("text/html", INDEX)}
        kind, body = found.get(scope["path"], ("text/plain", b"Not found"))
        headers = {
            "content-type": kind,
            "cache-control": KEPT.get(scope["path"], LASTING),
            "content-length": f"{len(body)}",
        }
        status = 200 if scope["path"] in found else 404
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": raw})
        await send({"type": "http.response.body", "body": body[:99], "more_body": True})
        await send({"type": "http.response.body", "body": body[99:]})


def asked(app: Any, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:  # noqa: ANN401
    """Return status, headers and body of an answer."""
    given = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": given}
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    asyncio.run(app(scope, receive, send))
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], told, b"".join(each["body"] for each in sent[1:])


@pytest.mark.parametrize("path", KEPT)
def test_a_script_is_compressed_once_for_everybody(path: str) -> None:
    streamlit = Streamlit()
    app = files.Kept(streamlit)
    answers = [asked(app, path, accept_encoding="gzip, br") for _ in range(3)]
    assert streamlit.asked == 1
    for status, headers, body in answers:
        assert (status, gzip.decompress(body)) == (200, SCRIPT)
        assert headers["content-encoding"] == "gzip"
        assert headers["content-length"] == str(len(body))
        assert headers["vary"].lower() == "accept-encoding"
        assert headers["cache-control"] == KEPT[path]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/static/js/a.js", {}),
        ("/static/js/a.js", {"accept_encoding": "gzip", "range": "bytes=0-9"}),
        ("/static/js/a.js", {"accept_encoding": "gzip", "if_none_match": '"a"'}),
        ("/static/js/gone.js", {"accept_encoding": "gzip"}),
        ("/media/a.js", {"accept_encoding": "gzip"}),
    ],
)
def test_whatever_else_is_asked_for_is_streamlits_own_answer(
    path: str, headers: dict[str, str]
) -> None:
    streamlit = Streamlit()
    app = files.Kept(streamlit)
    found = [asked(app, path, **headers) for _ in range(2)]
    assert streamlit.asked == 2
    assert found == [asked(streamlit, path, **headers)] * 2


def test_the_page_names_what_it_needs_late_and_is_streamlits_own() -> None:
    status, headers, body = asked(files.Early(Streamlit()), "/compare")
    named = re.findall(r"<\./([^>]+)>", headers["link"])
    assert (status, body) == (200, INDEX)
    assert {path.partition("static/")[2].partition(".")[0] for path in named} == {
        "plotly-basic-4",
        "media/MaterialSymbols-Rounded",
        "noto-sans-latin",
    }
    for path in named:
        folder = ROOT / "static" if path.startswith("app/") else files.STATIC / "static"
        assert (folder / path.partition("static/")[2]).is_file()
    for other in ("/static/js/a.js", "/nowhere"):
        assert "link" not in asked(files.Early(Streamlit()), other)[1]


def test_both_stand_before_streamlit_behind_the_guard() -> None:
    order: list[Any] = [each.cls for each in server.middleware()]
    assert order.index(server.Guard) < order.index(files.Kept) < order.index(files.Early)
