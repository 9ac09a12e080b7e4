"""An hour with fifty readers and a new release every ten minutes: the server's memory, errors, what stands at the end.

    python -m tests.bench.soak --sessions 50 --minutes 60 --think 10

Linux. Readers go from page to page and from choice to choice, each about every `think` seconds; every ten minutes a
file is imported and another release shown, of the same size. Printed: a line every five minutes, then the slope of the
server's memory after a quarter of the time, errors, and what `verify` says. Asserted nowhere.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tests.bench.large_import import FRAMEWORK, write
from tests.bench.reruns import PAGES, Session, opened, p95, queries
from tests.browser.conftest import ROOT, Server, serving

EVERY = 600.0  # s between two imports
MONTH = "2026-10"  # in which the made-up community read it
LOOK = 15.0  # s between two looks at the memory
TOLD = 300.0  # s between two lines
INTERVIEWS = (
    600  # of each release: of one size, so that only what is kept too long lets the memory grow
)
SHOWN = "shown"  # the folder whose release the readers read


@dataclass
class Heard:
    """What the readers of a soak waited for, and what went wrong."""

    waited: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)  # seconds, MB
    releases: int = 0


async def command(*words: str) -> None:
    """Run a command of the project.

    Raises:
        RuntimeError: it failed.
    """
    run = [sys.executable, "-m", "swit_data", *words]
    done = await asyncio.create_subprocess_exec(*run, cwd=ROOT, stdout=-3, stderr=-1)
    _, said = await done.communicate()
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {said.decode()}")


async def make(place: Path, number: int) -> None:
    """Import interviews into a new dataset, release it, and let the folder that is shown be this release."""
    file, dataset, out = (
        place / f"{name}_{number}" for name in ("export.csv", "dataset", "release")
    )
    write(file, INTERVIEWS, number)
    options = ["--framework", str(FRAMEWORK), "--dataset", str(dataset), "--yes", "--plain"]
    await command("import", str(file), *options)
    await command("release", str(dataset), str(out), "--approve", "--community-read", MONTH)
    link = place / f"link_{number}"
    link.symlink_to(out)
    link.replace(place / SHOWN)


async def read(host: str, number: int, think: float, ends: float, heard: Heard) -> None:
    """Be a reader who goes on until the end."""
    chance = random.Random(number)  # noqa: S311 - when somebody clicks
    async with await opened(host) as socket:
        session = Session(socket, host)
        await asyncio.sleep(chance.uniform(0, think))
        while time.monotonic() < ends:
            page = chance.choice([*PAGES])
            query = chance.choice([*queries(page, chance.choice(["en", "uk"]))])
            try:
                heard.waited.append(1000 * await session.look(page, query))
            except RuntimeError as error:
                heard.errors.append(str(error))
            await asyncio.sleep(chance.uniform(0.5, 1.5) * think)


async def watch(server: Server, began: float, ends: float, heard: Heard) -> None:
    """Look at the memory of the server, and tell of it."""
    told = 0.0
    while time.monotonic() < ends:
        status = Path(f"/proc/{server.pid}/status").read_text("utf-8")
        now = time.monotonic() - began
        heard.memory.append((now, int(status.partition("RssAnon:")[2].split()[0]) / 1024))
        if now >= told:
            told += TOLD
            said = f"{len(heard.waited)} changes, {len(heard.errors)} errors, {heard.releases} releases"
            _print(f"{now / 60:5.1f} min {heard.memory[-1][1]:7.1f} MB  {said}")
        await asyncio.sleep(LOOK)


async def make_on(place: Path, ends: float, heard: Heard) -> None:
    """Import and release every ten minutes."""
    seed = 0
    while time.monotonic() + EVERY < ends:
        await asyncio.sleep(EVERY)
        seed += 1
        await make(place, seed)
        heard.releases += 1


def slope(memory: Sequence[tuple[float, float]], after: float) -> float:
    """Return by how many MB an hour the memory grew after so many seconds, by least squares."""
    seconds, megabytes = zip(*(each for each in memory if each[0] >= after), strict=True)
    return float(np.polyfit(np.array(seconds) / 3600, megabytes, 1)[0])


async def soak(server: Server, place: Path, sessions: int, minutes: float, think: float) -> Heard:
    """Let readers read while the dataset grows."""
    heard, began = Heard(), time.monotonic()
    ends = began + 60 * minutes
    readers = [read(server.host, number, think, ends, heard) for number in range(sessions)]
    await asyncio.gather(watch(server, began, ends, heard), make_on(place, ends, heard), *readers)
    return heard


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Soak, and print the figures."""
    given = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    given.add_argument("--sessions", type=int, default=50)
    given.add_argument("--minutes", type=float, default=60)
    given.add_argument("--think", type=float, default=2, help="seconds between two choices of one")
    asked = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        asyncio.run(make(place, 0))
        shown = str(place / SHOWN)
        with serving(ROOT / "app.py", place / "log.txt", SWIT_RELEASE=shown) as server:
            heard = asyncio.run(soak(server, place, asked.sessions, asked.minutes, asked.think))
        asyncio.run(command("verify", shown))
        for dataset in place.glob("dataset_*"):
            asyncio.run(command("history", str(dataset)))
        _print("the release verifies; every dataset can be read")
    after = 15 * asked.minutes
    _print(
        f"{len(heard.waited)} changes, p95 {p95(heard.waited):.0f} ms, {len(heard.errors)} errors"
    )
    _print(f"memory after {after / 60:.0f} min: {slope(heard.memory, after):+.1f} MB an hour")
    for error in heard.errors[:5]:
        _print(error)


if __name__ == "__main__":
    main()
