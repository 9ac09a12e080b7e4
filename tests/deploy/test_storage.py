"""A release in object storage, read by the doors of a folder; moto is the storage, on loopback.

    pytest -m long -n 0 tests/deploy/test_storage.py

Needs moto_server on PATH (requirements-hosting.txt); without it it is skipped and says so.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from swit_data.__main__ import main
from swit_data.errors import ReleaseError, StorageError, SwitError, UnreachableError
from swit_data.release import verify
from swit_data.release.illustrative import READY
from swit_data.released.bucket import Bucket
from swit_data.released.place import place_of
from swit_data.released.release import open_release
from swit_data.ui.watched import EVERY, Watched
from tests.bench import pages_compared
from tests.bench.reruns import opened
from tests.browser.conftest import ROOT, serving
from tests.deploy.storage import Storage, storing, stracer
from tests.release.test_folder import owned, released

pytestmark = pytest.mark.long
PLACE = ("compare", {"lang": "en", "round": "1"})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return released(tmp_path_factory.mktemp("made"), owned("AAA", "BBB"))


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return released(tmp_path_factory.mktemp("newer"), owned("AAA", "BBB", title="Newer"))


@pytest.fixture
def storage() -> Iterator[Storage]:
    with storing() as found:
        yield found


def bucket(storage: Storage, folder: str) -> Bucket:
    found = place_of(storage.address(folder))
    assert isinstance(found, Bucket)
    return found


def contents(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def test_it_is_what_the_folder_is(
    storage: Storage, made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    storage.put_folder(made, "a/b")
    there, (here, _) = open_release(bucket(storage, "a/b")), open_release(made)
    assert there == (here, ())
    assert there[0].tables == here.tables
    assert open_release(bucket(storage, "a/b/AAA"))[0].pilots == ("AAA",)
    assert verify(bucket(storage, "a/b")) == verify(made)
    address = storage.address("a/b")
    assert main(["verify", address]) == 0
    assert "AAA: whole and safe" in capsys.readouterr().out
    assert main(["join", address, "-o", str(tmp_path / "copy")]) == 0
    assert contents(tmp_path / "copy") == contents(made)


def test_damage_of_one_pilot_is_told_and_the_other_is_shown(storage: Storage, made: Path) -> None:
    storage.put_folder(made, "a")
    content = bytearray((made / "AAA" / "scores.parquet").read_bytes())
    content[len(content) // 2] ^= 0xFF
    storage.put("a/AAA/scores.parquet", bytes(content))
    release, (problem,) = open_release(bucket(storage, "a"))
    assert release.pilots == ("BBB",)
    assert "AAA: the file scores.parquet of this release is damaged" in problem
    with pytest.raises(ReleaseError, match=r"scores\.parquet"):
        verify(bucket(storage, "a"))
    storage.remove("a/AAA/scores.parquet")
    assert "scores.parquet" in open_release(bucket(storage, "a"))[1][0]
    storage.put("a/AAA/release.toml", b"# " + b"x" * 2**16)
    assert "larger than any release" in open_release(bucket(storage, "a"))[1][0]


@pytest.mark.parametrize("address", ["s3://swit/none", "s3://nobody/a", "s3://swit"])
def test_where_nothing_lies_is_said(storage: Storage, address: str) -> None:
    options = storage.address("").partition("?")[2]
    with pytest.raises(ReleaseError, match="there is no release here"):
        open_release(place_of(f"{address}?{options}"))


def test_a_key_that_is_not_valid_is_said_and_named_nowhere(
    storage: Storage, made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    storage.put_folder(made, "a")
    storage.ask_for_keys(really=True)
    with pytest.raises(
        StorageError, match=r"a/release\.toml: the storage refuses to give this release"
    ):
        open_release(bucket(storage, "a"))
    assert main(["verify", storage.address("a")]) == 2
    said = capsys.readouterr().err
    assert re.search(r"refuses to give this release \([A-Z_]+\)", said)
    assert "canary77" not in said
    assert "Traceback" not in said


def test_a_storage_that_is_away_is_said() -> None:
    nobody = place_of("s3://swit/a?endpoint_override=127.0.0.1:1&scheme=http")
    with pytest.raises(UnreachableError, match="cannot be reached now"):
        open_release(nobody)


def test_a_newer_release_is_noticed_and_a_storage_that_is_away_ends_nothing(
    storage: Storage, made: Path, newer: Path, caplog: pytest.LogCaptureFixture
) -> None:
    now = [0.0]
    storage.put_folder(made, "a")
    watched = Watched(bucket(storage, "a"), lambda: now[0])
    first, second = open_release(made)[0].fingerprint, open_release(newer)[0].fingerprint
    assert watched.opened()[0].fingerprint == first
    storage.put_folder(newer, "a")
    now[0] = EVERY - 1
    assert watched.opened()[0].fingerprint == first
    now[0] = EVERY
    assert watched.opened()[0].fingerprint == second
    away = Watched(Bucket(bucket(storage, "a").path, _elsewhere(storage)), lambda: now[0])
    with pytest.raises(UnreachableError):
        away.opened()
    vars(watched)["_place"] = vars(away)["_place"]  # the same release, and its storage is gone
    now[0] = 2 * EVERY
    assert watched.opened()[0].fingerprint == second
    assert "What was opened before is still shown" in caplog.text


def _elsewhere(storage: Storage) -> tuple[tuple[str, str], ...]:
    found = dict(bucket(storage, "a").options) | {"endpoint_override": "127.0.0.1:1"}
    return tuple(sorted(found.items()))


def test_what_is_taken_away_or_forbidden_is_shown_no_longer(storage: Storage, made: Path) -> None:
    now = [0.0]
    storage.put_folder(made, "a")
    watched = Watched(bucket(storage, "a"), lambda: now[0])
    assert watched.opened()[0].pilots == ("AAA", "BBB")
    storage.ask_for_keys(really=True)
    now[0] = EVERY
    for _ in ("at the look", "until the next one"):
        with pytest.raises(SwitError, match="refuses to give"):
            watched.opened()
    storage.ask_for_keys(really=False)
    now[0] = 2 * EVERY
    assert watched.opened()[0].pilots == ("AAA", "BBB")
    for name in contents(made):
        storage.remove(f"a/{name}")
    now[0] = 3 * EVERY
    with pytest.raises(ReleaseError, match="there is no release here"):
        watched.opened()


def test_a_release_on_its_way_is_told_and_taken_up_when_it_is_whole(
    storage: Storage, made: Path, newer: Path
) -> None:
    now = [0.0]
    storage.put_folder(made, "a")
    head = "AAA/release.toml"
    storage.put(f"a/{head}", (newer / head).read_bytes())  # first, where it should come last
    watched = Watched(bucket(storage, "a"), lambda: now[0])
    assert watched.opened()[0].pilots == ("BBB",)
    storage.put_folder(newer / "AAA", "a/AAA")
    now[0] = EVERY
    release, problems = watched.opened()
    assert (release.pilots, problems) == (("AAA", "BBB"), ())


async def page_of(host: str) -> str:
    async with await opened(host) as window:
        drawn = await pages_compared.look(window, *PLACE)
    assert not [one for kind, one, _ in drawn.values() if kind == "exception"]
    return json.dumps(pages_compared.read(drawn), ensure_ascii=False, sort_keys=True)


def test_the_dashboard_shows_the_same_of_both(storage: Storage, tmp_path: Path) -> None:
    storage.put_folder(READY, "illustrative")
    pages = []
    for release in (str(READY), storage.address("illustrative")):
        log = tmp_path / "log.txt"
        with serving(ROOT / "app.py", log, SWIT_RELEASE=release) as server:
            pages.append(asyncio.run(asyncio.wait_for(page_of(server.host), 90)))
        assert "canary77" not in log.read_text("utf-8")
    assert pages[0] == pages[1]
    assert "figures" in json.loads(pages[0])


def test_a_release_of_a_folder_asks_nobody(tmp_path: Path, made: Path) -> None:
    trace = tmp_path / "trace.txt"
    code = (
        "import sys; from swit_data.released.place import place_of;"
        "from swit_data.released.release import open_release; import swit_data.ui.hosting;"
        "print(open_release(place_of(sys.argv[1]))[0].pilots)"
    )
    watching = [stracer(), "-f", "-e", "trace=connect,sendto", "-o", str(trace)]
    copied = shutil.copytree(made, tmp_path / "out")
    asked = subprocess.run(  # noqa: S603 - our own code
        [*watching, sys.executable, "-c", code, str(copied)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "AAA" in asked.stdout
    lines = trace.read_text("utf-8").splitlines()
    assert [line for line in lines if "AF_INET" in line] == []
