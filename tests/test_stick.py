"""A stick is made, and followed word by word without an index: docs/from-a-stick.md, on the computer it runs on.

    SWIT_LONG=1 pytest -m long -n 0 tests/test_stick.py

Needs an index of packages to make the stick, as a maintainer has. Where Linux lets us, the rest has no network at all.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bench.large_import import write

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]
ROOT = Path(__file__).parents[1]
WINDOWS = sys.platform == "win32"
SYSTEM = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
OLDER = "190baa2"  # of 28 November 2026, 150 commits before the first stick
BLOCKS = re.findall(r"```\n(.*?)```", (ROOT / "docs" / "from-a-stick.md").read_text("utf-8"), re.S)
*INSTALL, START = BLOCKS[WINDOWS].splitlines()
NO_NETWORK = ["unshare", "--map-root-user", "--net"]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a maintainer makes."""
    folder = tmp_path_factory.mktemp("stick") / "swit"
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    made = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "maintaining.stick", folder, "--system", SYSTEM, "--python", python],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    told = hashlib.sha256((folder / "swit-dashboard.zip").read_bytes()).hexdigest()
    assert told in made.stdout
    for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    return folder


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Whoever has no index, no settings of pip and a home of their own."""
    home = str(tmp_path_factory.mktemp("home"))
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    path = os.pathsep.join((str(Path(sys.executable).parent), kept["PATH"]))
    homes = {"HOME": home, "USERPROFILE": home, "LOCALAPPDATA": home}
    # A new dataset lies in a vault where the version has vaults.
    told = {"SWIT_PASSPHRASE": "lantern copper meadow violet orchard thimble"}
    return kept | homes | told | {"PATH": path, "PIP_CONFIG_FILE": os.devnull}


@pytest.fixture(scope="module")
def offline(user: dict[str, str]) -> Run:
    """Return a way to run commands with no index and, where Linux lets us, no network."""
    alone = [*NO_NETWORK, "true"]
    can = shutil.which("unshare") and not subprocess.run(alone, check=False).returncode  # noqa: S603

    def run(lines: list[str], folder: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
        shell = ["cmd", "/c", " && ".join(lines)] if WINDOWS else ["sh", "-ec", "\n".join(lines)]
        command = [*NO_NETWORK, *shell] if can else shell
        done = subprocess.run(  # noqa: S603 - the commands of our own page
            command, cwd=folder, env=user, check=False, capture_output=True, text=True
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done

    return run


@pytest.fixture(scope="module")
def installed(stick: Path, offline: Run) -> Path:
    """Return the folder of the dashboard, installed as the page says."""
    offline(INSTALL, stick)
    return stick / "swit-dashboard"


def test_what_is_installed_is_whole_and_starts(
    installed: Path, offline: Run, user: dict[str, str]
) -> None:
    python = python_of(installed)
    assert "No broken requirements" in offline([f"{python} -m pip check"], installed).stdout
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f" --server.headless true --server.port {port}"
    with started(START + options, installed, user):
        assert b"<title>" in answer(f"http://127.0.0.1:{port}/")


def test_a_file_is_imported_and_released(installed: Path, offline: Run, tmp_path: Path) -> None:
    python = python_of(installed)
    write(tmp_path / "export.csv", 80, 1)
    offline([taking(python, tmp_path / "export.csv", tmp_path / "answers")], installed)
    offline(releasing(python, tmp_path / "answers", tmp_path / "shown"), installed)
    assert (tmp_path / "shown" / "KEN" / "release.toml").exists()


def test_datasets_of_an_older_checkout_stay(
    installed: Path, offline: Run, user: dict[str, str], tmp_path: Path
) -> None:
    python = python_of(installed)
    old = installed.with_name("swit-dashboard-old")
    unpack(OLDER, old)
    own = subprocess.run(  # noqa: S603 - our own code
        [python, "-c", "from swit_data.store.locations import default_folder as d; print(d())"],
        cwd=installed,
        env=user,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    write(tmp_path / "export.csv", 80, 1)
    for dataset in (Path(own, "ours"), old / "my-answers"):
        offline([taking(python, tmp_path / "export.csv", dataset)], old)
        before = bytes_of(dataset)
        offline([f"{python} -m swit_data history {dataset}"], installed)
        assert bytes_of(dataset) == before
        offline(releasing(python, dataset, tmp_path / dataset.name), installed)


@pytest.mark.parametrize(
    ("name", "said"), [("", "DO NOT MATCH THE HASHES"), ("-99", "No matching distribution found")]
)
def test_a_changed_wheel_is_refused(
    installed: Path, offline: Run, name: str, said: str, tmp_path: Path
) -> None:
    wheels = tmp_path / "wheels"
    shutil.copytree(installed.parent / "wheels", wheels)
    true = next(wheels.glob("idna-*.whl"))
    with zipfile.ZipFile(true, "a") as wheel:
        wheel.writestr("idna/more.py", "changed = True\n")
    if name:
        true.rename(true.with_name(f"idna{name}-py3-none-any.whl"))
    pip = next(line for line in INSTALL if "pip install" in line)
    asked = pip.replace(START.split(maxsplit=1)[0], python_of(installed)).replace(
        "../wheels", str(wheels)
    )
    done = offline([f"{asked} --target {tmp_path / 'there'}"], installed, code=1)
    assert said in done.stderr
    assert not (tmp_path / "there").exists()


def python_of(installed: Path) -> str:
    """Return the interpreter that the page names, wherever it is called from."""
    return str(installed / START.split(maxsplit=1)[0])


def taking(python: str, export: Path, dataset: Path) -> str:
    """Return the README's command that takes in a file."""
    words = f"import {export} --framework data/framework/swit.toml --dataset {dataset} --yes"
    return f"{python} -m swit_data {words}"


def releasing(python: str, dataset: Path, shown: Path) -> list[str]:
    """Return the README's commands that release and verify."""
    return [
        f"{python} -m swit_data release {dataset} {shown} --approve --community-read 2026-11",
        f"{python} -m swit_data verify {shown}",
    ]


def unpack(commit: str, folder: Path) -> None:
    """Put a checkout of before where it lay, or skip where git does not have it."""
    command = ["git", "-C", str(ROOT), "archive", "--format=zip", commit]
    packed = subprocess.run(command, check=False, capture_output=True)  # noqa: S603
    if packed.returncode:
        pytest.skip(f"this clone has no {commit}")
    archive = folder.with_suffix(".zip")
    archive.write_bytes(packed.stdout)
    with zipfile.ZipFile(archive) as whole:
        whole.extractall(folder)


def bytes_of(folder: Path) -> dict[str, str]:
    """Return the checksum of every file of a dataset."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@contextmanager
def started(command: str, folder: Path, user: dict[str, str]) -> Iterator[None]:
    """Run the dashboard while something is asked of it."""
    words = [str(folder / command.split(maxsplit=1)[0]), *command.split()[1:]]
    with subprocess.Popen(words, cwd=folder, env=user) as server:  # noqa: S603 - our own app
        try:
            yield
        finally:
            server.terminate()


def answer(address: str) -> bytes:
    """Return what a server says, once it is there."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=2) as said:  # noqa: S310 - 127.0.0.1
                content: bytes = said.read()
                return content
        except OSError:
            time.sleep(0.2)
    pytest.fail("The dashboard does not answer")
