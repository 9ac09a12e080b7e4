"""What more languages cost at the start: the app with all of its catalogues, and with English and Ukrainian alone.

    python -m tests.bench.languages --starts 7

Linux (memory and processor time are read from /proc). Each start in turn: from `streamlit run` until the overview is
said to the first reader, then every page in English. Medians, and the ratio of all languages to two. Asserted nowhere.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from swit_data.wording import languages
from tests.bench.reruns import PAGES, Session, _print, opened, processor
from tests.browser.conftest import ROOT, serving

TWO = ("en", "uk")
APP = ("app.py", "pages", "swit_data", "data", "static", ".streamlit")


def copied(folder: Path, spoken: Sequence[str]) -> Path:
    """Copy the app with the catalogues of some languages, and return its folder."""
    for name in APP:
        place = ROOT / name
        if place.is_dir():
            shutil.copytree(place, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif place.exists():
            shutil.copy(place, folder / name)
    for path in (folder / "data" / "wording").glob("*.po"):
        if path.stem.rpartition(".")[2] not in spoken:
            path.unlink()
    return folder


async def looked(host: str, pid: int) -> tuple[float, float]:
    """Open every page in English, the overview first; return when that one was there, and the processor until then."""
    async with await opened(host) as socket:
        session = Session(socket, host)
        await session.look("overview", {"lang": "en"})
        there, used = time.perf_counter(), processor(pid)
        for page in PAGES:
            await session.look(page, {"lang": "en"})
    return there, used


def started(folder: Path) -> tuple[float, float, float]:
    """Return seconds and seconds of processor until the overview is said, and MB of memory after all pages."""
    began = time.perf_counter()
    with serving(folder / "app.py", folder / "log.txt", PYTHONPATH=str(folder)) as server:
        there, used = asyncio.run(looked(server.host, server.pid))
        status = Path(f"/proc/{server.pid}/status").read_text("utf-8")
        memory = int(status.partition("VmRSS:")[2].split()[0]) / 1024
        return there - began, used, memory


def main() -> None:
    """Print medians and ratios."""
    given = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    given.add_argument(
        "--starts", type=int, default=7, help="of each, in turn, after one that is not counted"
    )
    starts = given.parse_args().starts
    every = tuple(languages())
    with tempfile.TemporaryDirectory() as place:
        folders = {spoken: Path(place) / str(len(spoken)) for spoken in (TWO, every)}
        found: dict[tuple[str, ...], list[tuple[float, float, float]]] = {}
        for spoken, folder in folders.items():
            folder.mkdir()
            started(copied(folder, spoken))  # compiles the sources
        for _ in range(starts):
            for spoken, folder in folders.items():
                found.setdefault(spoken, []).append(started(folder))
    _print("languages  first page s  processor s  memory MB")
    medians = {s: [*map(statistics.median, zip(*rows, strict=True))] for s, rows in found.items()}
    for spoken, (first, used, memory) in medians.items():
        _print(f"{len(spoken):9} {first:13.2f} {used:12.2f} {memory:10.0f}")
    ratios = [many / few for few, many in zip(medians[TWO], medians[every], strict=True)]
    _print(
        "    ratio "
        + " ".join(f"{ratio:{width}.2f}" for ratio, width in zip(ratios, (13, 12, 10), strict=True))
    )


if __name__ == "__main__":
    main()
