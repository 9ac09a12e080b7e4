"""Replicas of the dashboard as deploy/ runs them, and nginx before them with deploy/nginx.conf, on loopback."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from websockets.asyncio.client import ClientConnection, connect

from tests.browser.conftest import ROOT, free_port

NAME = "swit.example"
RELEASE = ROOT / "data" / "illustrative_released"
NGINX = shutil.which("nginx") or next((p for p in ["/usr/sbin/nginx"] if Path(p).exists()), None)
OPENSSL = shutil.which("openssl")
MISSING = "No nginx or no openssl here. Debian: apt-get install nginx-light openssl."
# As in the container: a user without rights, nothing on the disk can be written, 16 MB of memory as /tmp, no home.
# Python and the checkout may lie where only root can look: they are shown again at their places.
CLOSED = """
set -e
mount --make-rprivate /
for each in {kept}; do mkdir -p "/tmp/kept$each"; mount --bind "$each" "/tmp/kept$each"; done
mount -t tmpfs -o mode=0755 tmpfs /root
for each in {kept}; do mkdir -p "$each"; mount --bind "/tmp/kept$each" "$each"; done
mount -t tmpfs -o size=16m,mode=1777 tmpfs /tmp
mount -o remount,ro,bind /
mount -o remount,ro /root
cd {root}
exec setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs --inh-caps=-all "$@"
"""


@dataclass
class Replica:
    """A replica that is running."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def kill(self) -> None:
        """End it as a crash or a power cut does: it says goodbye to nobody."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)


@dataclass(frozen=True)
class Door:
    """Where nginx listens, whose certificate it has, and what it wrote."""

    port: int
    plain: int
    certificate: Path
    log: Path

    @property
    def host(self) -> str:
        """Return what browsers say in Host."""
        return f"{NAME}:{self.port}"

    @property
    def trusted(self) -> ssl.SSLContext:
        """Return what trusts nobody but this door."""
        return ssl.create_default_context(cafile=str(self.certificate))

    def ask(
        self, path: str, method: str = "GET", cookie: str = "", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and content of an answer."""
        asked = http.client.HTTPSConnection(NAME, self.port, timeout=30, context=self.trusted)
        asked._create_connection = _on_loopback  # type: ignore[attr-defined]
        given = {"Host": self.host} | ({"Cookie": cookie} if cookie else {}) | headers
        with closing(asked):
            asked.request(method, path, headers=given)
            answer = asked.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, found, answer.read()

    async def window(self, cookie: str, origin: str = "") -> ClientConnection:
        """Open a window as a browser does, with the cookie that it was given."""
        return await connect(
            f"wss://{self.host}/_stcore/stream",
            host="127.0.0.1",
            port=self.port,
            ssl=self.trusted,
            subprotocols=["streamlit"],  # type: ignore[list-item]
            origin=origin or f"https://{self.host}",  # type: ignore[arg-type]
            additional_headers={"Cookie": cookie},
            max_size=None,
        )


def _on_loopback(address: tuple[str, int], *rest: object) -> object:
    return socket.create_connection(("127.0.0.1", address[1]), *rest)  # type: ignore[arg-type]


@contextmanager
def replica(
    folder: Path, origin: str, port: int, around: tuple[str, ...] = (), **env: str
) -> Iterator[Replica]:
    """Run a replica until it answers under the name that it was given."""
    log = folder / f"replica-{port}.txt"
    told = {
        "SWIT_PUBLIC_ORIGIN": origin,
        "SWIT_RELEASE": str(RELEASE),
        "SWIT_HOME": "/nowhere/swit",
        "HOME": "/nowhere",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - our own server
            [*around, *command],
            cwd=ROOT,
            env=os.environ | told | env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    started = Replica(process, port, log)
    try:
        _wait(started, told["SWIT_PUBLIC_ORIGIN"])
        yield started
    finally:
        process.kill()
        process.wait(20)


def _wait(started: Replica, origin: str) -> None:
    """Wait as the healthcheck of compose.yaml does, with its own script."""
    check = [sys.executable, "deploy/healthy.py", f"127.0.0.1:{started.port}"]
    for _ in range(150):
        if started.process.poll() is not None:
            break
        asked = subprocess.run(  # noqa: S603 - our own script
            check,
            cwd=ROOT,
            env=os.environ | {"SWIT_PUBLIC_ORIGIN": origin},
            capture_output=True,
            check=False,
        )
        if asked.returncode == 0:
            return
        time.sleep(0.3)
    pytest.fail("The replica does not answer:\n" + started.log.read_text("utf-8", "replace"))


def closed_in() -> tuple[str, ...]:
    """Return what starts a command as compose.yaml does: without rights, on a disk that cannot be written."""
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("only root can make a room in which nothing can be written")
    kept = f"{Path(sys.executable).resolve().parents[1]}"
    script = CLOSED.format(kept=kept if kept.startswith("/root/") else "", root=ROOT)
    around = ("unshare", "-m", "sh", "-c", script, "closed")
    tried = subprocess.run([*around, "true"], capture_output=True, check=False)  # noqa: S603
    if tried.returncode:
        pytest.skip(f"no room of its own can be made here: {tried.stderr.decode()}")
    return around


@contextmanager
def door(folder: Path, port: int, replicas: tuple[int, int], access: str = "") -> Iterator[Door]:
    """Run nginx with deploy/nginx.conf before two replicas, with a certificate that was made for the test."""
    if NGINX is None or OPENSSL is None:
        pytest.skip(MISSING)
    _certificate(folder)
    plain = free_port()
    (folder / "access.conf").write_text(access or (ROOT / "deploy/access.conf").read_text("utf-8"))
    (folder / "nginx.conf").write_text(_filled(folder, port, plain, replicas), "utf-8")
    # Started by root, its workers would be nobody, who cannot look into a test's folder.
    own = "user root;" if os.name == "posix" and os.geteuid() == 0 else ""
    log = folder / "nginx.txt"
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - Debian's nginx
            [NGINX, "-c", str(folder / "nginx.conf"), "-g", f"daemon off; {own}"],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        time.sleep(1)
        if process.poll() is not None:
            pytest.fail("nginx does not start:\n" + log.read_text("utf-8"))
        yield Door(port, plain, folder / "fullchain.pem", log)
    finally:
        process.terminate()
        process.wait(20)


def _filled(folder: Path, port: int, plain: int, replicas: tuple[int, int]) -> str:
    """Return deploy/nginx.conf as compose.yaml fills it in, on loopback."""
    values = {
        "NAME": NAME,
        "ORIGIN": f"https://{NAME}:{port}",
        "REPLICA_ONE": f"127.0.0.1:{replicas[0]}",
        "REPLICA_TWO": f"127.0.0.1:{replicas[1]}",
        "LISTEN_PLAIN": f"127.0.0.1:{plain}",
        "LISTEN_TLS": f"127.0.0.1:{port}",
        "ROOM": str(folder),
        "CERTIFICATES": str(folder),
        "ACCESS": str(folder / "access.conf"),
    }
    template = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    return re.sub(r"\$\{([A-Z_]+)\}", lambda found: values[found[1]], template)


def _certificate(folder: Path) -> None:
    assert OPENSSL
    names = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    subprocess.run(  # noqa: S603
        [OPENSSL, "req", "-x509", *kind, *names, *files],
        check=True,
        capture_output=True,
    )
