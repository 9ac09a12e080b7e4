"""Object storage on loopback: moto's server in a process of its own, filled over plain HTTP."""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browser.conftest import free_port

MISSING = (
    "No moto_server on PATH. Make an environment of its own (python -m venv moto; moto/bin/pip install -r "
    "requirements-hosting.txt) and put its bin on PATH."
)
# Any key will do, until the storage is told to ask for one.
KEYS = {"AWS_ACCESS_KEY_ID": "reader", "AWS_SECRET_ACCESS_KEY": "canary77"}


# moto lets a stranger put a file, but none in the place of another.
_WRITER = {
    "Content-Type": "application/octet-stream",
    "Authorization": "AWS4-HMAC-SHA256 Credential=writer/20261130/us-east-1/s3/aws4_request, "
    "SignedHeaders=host, Signature=0",
}


class Storage:
    """A storage that is running, with one bucket."""

    def __init__(self, port: int) -> None:
        """Know where it listens."""
        self.port = port

    def address(self, folder: str) -> str:
        """Return what SWIT_RELEASE says of a folder in the bucket."""
        return f"s3://swit/{folder}?endpoint_override=127.0.0.1:{self.port}&scheme=http"

    def _ask(self, method: str, path: str, content: bytes = b"") -> int:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as asked:
            asked.request(method, quote(path), content, _WRITER)
            answer = asked.getresponse()
            answer.read()
            return answer.status

    def put(self, path: str, content: bytes) -> None:
        """Put a file, or with an empty name the bucket."""
        assert self._ask("PUT", f"/swit/{path}", content) == 200

    def put_folder(self, local: Path, folder: str) -> None:
        """Put the files of a release, release.toml of each pilot last, as docs/hosting.md says."""
        files = [path for path in local.rglob("*") if path.is_file()]
        for path in sorted(files, key=lambda one: one.name == "release.toml"):
            self.put(f"{folder}/{path.relative_to(local).as_posix()}", path.read_bytes())

    def remove(self, path: str) -> None:
        """Take a file away."""
        assert self._ask("DELETE", f"/swit/{path}") == 204

    def ask_for_keys(self, *, really: bool) -> None:
        """Refuse whoever has no key that the storage knows, or let everybody in again."""
        assert self._ask("POST", "/moto-api/reset-auth", b"0" if really else b"1000000") == 200


@contextmanager
def storing() -> Iterator[Storage]:
    """Run a storage, with keys in the environment as an operator gives them."""
    program = shutil.which("moto_server")
    if program is None:
        pytest.skip(MISSING)
    port = free_port()
    process = subprocess.Popen(  # noqa: S603 - moto's own
        [program, "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    found = Storage(port)
    try:
        _wait(found)
        with pytest.MonkeyPatch.context() as patch:
            for name, value in KEYS.items():
                patch.setenv(name, value)
            yield found
    finally:
        process.terminate()
        process.wait(20)


def _wait(found: Storage) -> None:
    for _ in range(200):
        try:
            found.put("", b"")
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("moto does not answer")


def stracer() -> str:
    """Return strace, or skip."""
    found = shutil.which("strace")
    if found is None or os.name != "posix":
        pytest.skip("No strace here. Debian: apt-get install strace.")
    return found
