"""What nginx alone does with deploy/nginx.conf, before two servers that say which of them they are and what they heard.

pytest -m long -n 0 tests/deploy/test_door.py
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import free_port
from tests.deploy.replicas import Door, door

pytestmark = pytest.mark.long


class Saying(BaseHTTPRequestHandler):
    """Answer with the own port and the headers that came."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer."""
        told = {"port": self.connection.getsockname()[1]} | {
            name.lower(): value for name, value in self.headers.items()
        }
        content = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Set-Cookie", "a=b; Path=/")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:  # noqa: ANN401 - a test's output is its own
        """Say nothing."""


@contextmanager
def saying() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Saying)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def entrance(tmp_path: Path) -> Iterator[Door]:
    with ExitStack() as stack:
        ports = (stack.enter_context(saying()), stack.enter_context(saying()))
        yield stack.enter_context(door(tmp_path, free_port(), ports))


def heard(entrance: Door, cookie: str = "", **headers: str) -> dict[str, Any]:
    status, _, content = entrance.ask("/", cookie=cookie, **headers)
    assert status == 200
    found: dict[str, Any] = json.loads(content)
    return found


def test_a_reader_stays_with_one_replica_and_readers_are_shared_out(entrance: Door) -> None:
    ports = set()
    for _ in range(24):
        _, headers, content = entrance.ask("/")
        cookie = headers["set-cookie"].rpartition("swit_way=")[2].partition(";")[0]
        again = {heard(entrance, f"swit_way={cookie}")["port"] for _ in range(4)}
        assert again == {json.loads(content)["port"]}
        ports |= again
    assert len(ports) == 2


def test_a_cookie_that_is_not_ours_is_replaced(entrance: Door) -> None:
    for given in ("x", "0" * 31, "Z" * 32):
        assert "swit_way=" in entrance.ask("/", cookie=f"swit_way={given}")[1]["set-cookie"]
    assert "swit_way" not in entrance.ask("/", cookie=f"swit_way={'0' * 32}")[1]["set-cookie"]


def test_replicas_learn_the_name_and_no_address(entrance: Door) -> None:
    lies = dict.fromkeys(("X-Forwarded-For", "X-Real-IP", "Forwarded"), "203.0.113.7")
    found = heard(entrance, Authorization="Basic abc", **{"X-Forwarded-Proto": "http"}, **lies)
    assert found["host"] == entrance.host
    assert not {"x-forwarded-for", "x-real-ip", "forwarded", "authorization"} & found.keys()
    assert "x-forwarded-proto" not in found


def test_what_is_large_is_refused(entrance: Door) -> None:
    assert entrance.ask("/?a=" + "b" * 9000)[0] == 414
    assert entrance.ask("/", "POST", **{"Content-Length": "20000"})[0] in {405, 413}


def test_cookies_of_the_dashboard_go_over_tls_only(entrance: Door) -> None:
    assert (
        "a=b; Path=/; Secure" in entrance.ask("/", cookie=f"swit_way={'0' * 32}")[1]["set-cookie"]
    )
