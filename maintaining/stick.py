"""A folder from which somebody without internet installs or updates: python -m maintaining.stick FOLDER.

In it: the checkout as committed, the wheels of its hashed lock for each system and Python, docs/from-a-stick.md, and
the checksums of all of them. It needs git and an index of packages; --system and --python make it smaller.

Markers are evaluated here: `pip download --platform` asks them of the Python that runs it, so that a stick made with
Python 3.11 would lack the numpy of 3.12, and one made on a Mac the watchdog of Windows.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
ARCHIVE = "swit-dashboard.zip"
# Linux: glibc 2.28 of 2018 and newer, as pyarrow asks.
_GLIBC = [f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1)]
PLATFORMS = {
    "linux": [*_GLIBC, "manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64"],
    "windows": ["win_amd64"],
    "macos": ["macosx_14_0_arm64"],
    "macos-intel": ["macosx_14_0_x86_64"],
}
MARKERS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    "macos": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
}


def lines_for(lock: str, system: str, python: str) -> str:
    """Return the entries of a lock that one system and Python installs, with their hashes, without markers."""
    asked = MARKERS[system.removesuffix("-intel")]
    asked = asked | {"python_version": python, "python_full_version": f"{python}.0"}
    kept = []
    for entry in re.findall(r"^[\w.-]+==.*?(?=^[\w.-]+==|\Z)", lock, re.MULTILINE | re.DOTALL):
        wanted = Requirement(entry.split("\\")[0])
        if wanted.marker is None or wanted.marker.evaluate(asked):
            kept.append(re.sub(r"^([^\s;]+)[^\\]*", r"\1 ", entry, count=1))
    return "".join(kept)


def checksums(folder: Path) -> str:
    """Return one line a file of a folder, as `sha256sum --check` reads it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return "".join(
        f"{sha256(path)}  {path.relative_to(folder).as_posix()}\n"
        for path in files
        if path.name != "SHA256SUMS"
    )


def sha256(path: Path) -> str:
    """Return the checksum of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def make(folder: Path, systems: Sequence[str], pythons: Sequence[str]) -> None:
    """Fill a folder from what is committed; another run goes on with the wheels that are there.

    Raises:
        subprocess.CalledProcessError: git or pip failed, and has said why.
    """
    wheels = folder / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    archive = ["archive", "--format=zip", "--prefix=swit-dashboard/", "HEAD", "-o"]
    _git("-c", "core.autocrlf=false", *archive, str((folder / ARCHIVE).resolve()))
    (folder / "START-HERE.md").write_bytes(_git("show", "HEAD:docs/from-a-stick.md"))
    lock = _git("show", "HEAD:requirements.lock").decode()
    for system in systems:
        for python in pythons:
            _say(f"{system}, Python {python}")
            _download(lines_for(lock, system, python), wheels, PLATFORMS[system], python)
    (folder / "SHA256SUMS").write_text(checksums(folder), "utf-8", newline="\n")


def _download(lines: str, wheels: Path, platforms: Sequence[str], python: str) -> None:
    """Let pip download wheels: only those that have a hash of the lock."""
    with tempfile.TemporaryDirectory() as room:
        asked = Path(room, "requirements.txt")
        asked.write_text(lines, "utf-8")
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
        place = [word for each in platforms for word in ("--platform", each)]
        fit = ["--only-binary", ":all:", "--implementation", "cp", "--python-version", python]
        command = [*pip, *fit, *place, "--dest", str(wheels), "--requirement", str(asked)]
        subprocess.run(command, check=True)  # noqa: S603 - pip, with our own words


def _git(*words: str) -> bytes:
    command = ["git", "-C", str(ROOT), *words]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout  # noqa: S603


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(words: Sequence[str] | None = None) -> None:
    """Make the folder, and say the one number that vouches for it."""
    parser = argparse.ArgumentParser(description="Make a folder to install from without internet.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--system", nargs="+", choices=PLATFORMS, default=list(PLATFORMS))
    parser.add_argument("--python", nargs="+", choices=PYTHONS, default=list(PYTHONS))
    given = parser.parse_args(words)
    try:
        make(given.folder, given.system, given.python)
    except subprocess.CalledProcessError as error:
        sys.exit(f"{given.folder} is not whole: {error.cmd[0]} failed. Mend what it says above.")
    _say(f"\nCommit {_git('rev-parse', 'HEAD').decode().strip()}")
    _say(f"{ARCHIVE}: {sha256(given.folder / ARCHIVE)}")
    _say("Tell whoever gets the stick this number by another way than the stick.")


if __name__ == "__main__":
    main()
