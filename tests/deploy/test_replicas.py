"""Two replicas behind nginx with deploy/nginx.conf, as organisations would run them; one is killed while in use.

    pytest -m long -n 0 tests/deploy

Needs nginx (Debian: nginx-light) and openssl; without them it is skipped and says so. Docker is not needed.
"""

from __future__ import annotations

import asyncio
import http.client
import json
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.bench import pages_compared
from tests.bench.reruns import PAGES
from tests.browser.conftest import free_port
from tests.deploy.replicas import NAME, Door, Replica, closed_in, door, replica

pytestmark = pytest.mark.long
READERS = 12  # all of them with one replica: once in 2000 runs
PLACES = (
    ("compare", {"lang": "en", "stakeholder": "government", "round": "1"}),
    ("compare", {"lang": "uk", "stakeholder": "ngo", "round": "2"}),
    ("pilot", {"lang": "en", "pilot": "UKR", "round": "2"}),
    ("stakeholders", {"lang": "id", "stakeholder": "un_agency", "round": "1"}),
)
Place = tuple[str, dict[str, str]]


@dataclass(frozen=True)
class Hosted:
    """nginx, and the replicas behind it."""

    door: Door
    replicas: tuple[Replica, Replica]


@pytest.fixture
def hosted(tmp_path: Path) -> Iterator[Hosted]:
    public, ports = free_port(), (free_port(), free_port())
    origin = f"https://{NAME}:{public}"
    with ExitStack() as stack:
        before = stack.enter_context(door(tmp_path, public, ports))  # it skips where there is none
        both = [stack.enter_context(replica(tmp_path, origin, port)) for port in ports]
        yield Hosted(before, (both[0], both[1]))


def cookie_of(entrance: Door) -> str:
    """Open the first page as a browser that has never been here, and return the cookie that it keeps."""
    status, headers, _ = entrance.ask("/")
    assert status == 200
    return headers["set-cookie"].partition(";")[0]


async def page_of(window: ClientConnection, place: Place) -> str:
    """Return all that a reader gets of a page, and refuse an error on it."""
    drawn = await pages_compared.look(window, *place)
    assert not [one for kind, one, _ in drawn.values() if kind == "exception"]
    found = pages_compared.read(drawn)
    assert found["texts"]
    assert found["figures"]
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


class Reader:
    """A browser's window: it goes on reading, and comes again when its window was closed under it."""

    def __init__(self, entrance: Door, place: Place) -> None:
        """Come for the first time."""
        self.entrance, self.place, self.cookie = entrance, place, cookie_of(entrance)
        self.pages: list[str] = []
        self.moved = 0

    async def read(self, ends: asyncio.Event) -> None:
        """Look at the page again and again until it is enough, and once more."""
        window = await self.entrance.window(self.cookie)
        last = False
        while not last:
            last = ends.is_set()
            try:
                self.pages.append(await page_of(window, self.place))
            except ConnectionClosed:
                self.moved += 1
                window = await self.entrance.window(self.cookie)
            await asyncio.sleep(0.5)
        await window.close()


async def killed_in_use(hosted: Hosted, readers: list[Reader]) -> None:
    """Let all read, kill a replica when each has seen its page, and let all read on."""
    ends = asyncio.Event()
    reading = [asyncio.create_task(reader.read(ends)) for reader in readers]
    while not all(reader.pages for reader in readers):
        await asyncio.sleep(0.2)
        assert not [task.exception() for task in reading if task.done()]
    hosted.replicas[0].kill()
    seen = [len(reader.pages) for reader in readers]
    while not all(
        len(reader.pages) > before + 2 for reader, before in zip(readers, seen, strict=True)
    ):
        await asyncio.sleep(0.2)
        assert not [task.exception() for task in reading if task.done()]
    ends.set()
    await asyncio.gather(*reading)


def test_one_replica_is_killed_and_nobody_loses_a_page(hosted: Hosted) -> None:
    readers = [Reader(hosted.door, PLACES[n % len(PLACES)]) for n in range(READERS)]
    asyncio.run(asyncio.wait_for(killed_in_use(hosted, readers), 240))
    moved = [reader for reader in readers if reader.moved]
    stayed = [reader for reader in readers if not reader.moved]
    assert moved, "nobody was with the replica that was killed"
    assert stayed, "nobody was with the other one"
    assert {reader.moved for reader in moved} == {1}
    for reader in readers:
        assert len(set(reader.pages)) == 1, reader.place
    assert hosted.replicas[1].process.poll() is None
    print(f"{len(stayed)} stayed: 0 errors; {len(moved)} came again once: same pages")  # noqa: T201
    # A browser that comes only now is served, whatever its cookie says.
    assert {hosted.door.ask("/", cookie=reader.cookie)[0] for reader in readers} == {200}


def test_only_reading_and_only_under_one_name(hosted: Hosted) -> None:
    entrance = hosted.door
    status, headers, _ = entrance.ask("/")
    assert status == 200
    assert f"connect-src 'self' wss://{entrance.host};" in headers["content-security-policy"]
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert "Secure" in headers["set-cookie"]
    methods = ("POST", "PUT", "DELETE", "OPTIONS")
    assert {entrance.ask("/_stcore/upload_file/a/b", method)[0] for method in methods} == {405}
    closed = ("/_stcore/metrics", "/auth/login", "/oauth2callback")
    assert {entrance.ask(path)[0] for path in closed} == {404}
    with pytest.raises((OSError, http.client.RemoteDisconnected)):
        entrance.ask("/", Host="evil.example")

    async def foreign() -> None:
        with pytest.raises(InvalidStatus) as refused:
            await entrance.window(cookie_of(entrance), origin="https://evil.example")
        assert refused.value.response.status_code == 403

    asyncio.run(foreign())


def test_a_plain_address_leads_to_the_one_name(hosted: Hosted) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", hosted.door.plain, timeout=10)) as asked:
        asked.request("GET", "/compare?lang=uk", headers={"Host": NAME})
        answer = asked.getresponse()
        assert answer.status == 308
        assert answer.getheader("location") == f"https://{hosted.door.host}/compare?lang=uk"


def test_nothing_is_written_down_about_readers(hosted: Hosted) -> None:
    entrance = hosted.door
    assert entrance.ask("/?lang=en&secret=canary77")[0] == 200
    hosted.replicas[0].kill()
    hosted.replicas[1].kill()
    assert entrance.ask("/?lang=en&secret=canary77")[0] == 502
    told = [entrance.log, *(each.log for each in hosted.replicas)]
    written = "".join(path.read_text("utf-8") for path in told)
    assert not [word for word in ("canary77", "GET", "client:") if word in written]


def test_owners_pages_are_not_there(hosted: Hosted) -> None:
    async def asked() -> dict[str, str]:
        window = await hosted.door.window(cookie_of(hosted.door))
        found = {}
        for name in ("overview", "data", "texts", "translations"):
            drawn = await pages_compared.look(window, name, {"lang": "en"})
            found[name] = json.dumps(pages_compared.read(drawn)["texts"])
        await window.close()
        return found

    found = asyncio.run(asyncio.wait_for(asked(), 120))
    first = found.pop("overview")
    assert set(found.values()) == {first}


def test_a_file_is_found_with_the_replica_that_made_it(hosted: Hosted) -> None:
    async def logo() -> str:
        window = await hosted.door.window(cookie_of(hosted.door))
        drawn = await pages_compared.look(window, "documents", {"lang": "en"})
        await window.close()
        return next(str(one.imgs[0].url) for kind, one, _ in drawn.values() if kind == "imgs")

    path = asyncio.run(asyncio.wait_for(logo(), 120))
    answers = [hosted.door.ask(path, cookie=cookie_of(hosted.door))[0] for _ in range(READERS)]
    assert answers == [200] * READERS


def test_a_name_and_password_are_asked_for(tmp_path: Path) -> None:
    public, port = free_port(), free_port()
    (tmp_path / "readers").write_text("guest:{PLAIN}open\n", "utf-8")
    access = f'auth_basic "SWIT";\nauth_basic_user_file {tmp_path}/readers;\n'
    with (
        door(tmp_path, public, (port, port + 1), access) as entrance,
        replica(tmp_path, f"https://{NAME}:{public}", port),
    ):
        assert entrance.ask("/")[0] == 401
        assert entrance.ask("/", Authorization="Basic Z3Vlc3Q6b3Blbg==")[0] == 200


def test_a_replica_needs_no_place_to_write_and_no_rights(tmp_path: Path) -> None:
    around, public, ports = closed_in(), free_port(), (free_port(), free_port())
    origin = f"https://{NAME}:{public}"
    with (
        door(tmp_path, public, ports) as entrance,
        replica(tmp_path, origin, ports[0], around) as inside,
    ):
        status = Path(f"/proc/{inside.process.pid}/status").read_text("utf-8")
        assert "Uid:\t10001\t10001" in status
        assert "CapEff:\t0000000000000000" in status

        async def walk() -> None:
            window = await entrance.window(cookie_of(entrance))
            for page in (*PAGES, "meeting"):
                drawn = await pages_compared.look(window, page, {"lang": "en"})
                told = [kind for kind, _, _ in drawn.values() if kind in {"exception", "alert"}]
                assert told == [], page
            await window.close()

        asyncio.run(asyncio.wait_for(walk(), 200))
        assert "Error" not in inside.log.read_text("utf-8")
