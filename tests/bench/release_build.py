"""What a release costs beside a plain GROUP BY of the same files.

    python -m tests.bench.release_build --answers 10000,1000000

For each number of answers: a dataset is drawn (large_dataset.py; --keep FOLDER keeps it for the next time), and in a
process of its own each are measured: the cube (answers counted by pilot, round, type, target, indicator and answer, in
the connection that a release uses, over the rows as the store gives them), the release (`python -m swit_data release
... --approve`), and a page's query on that release (rows of one item, which nobody asked for before: the median over
all items). Seconds are those of the processor, of all threads, since other jobs change what a clock says; the clock's
stand in brackets. The ratio is of release to cube; memory is the largest that a process held. Asserted
nowhere.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path

from swit_data import store
from swit_data.release.engine import locked_connection
from swit_data.released.release import open_release
from swit_data.released.rows import score_rows
from tests.bench import large_dataset

ROOT = Path(__file__).parents[2]
CUBE = """
select pilot, round, stakeholder_type, target, indicator, answer, count(*) as n
from answers group by pilot, round, stakeholder_type, target, indicator, answer
"""
ALLOWED, MEMORY, PAGE = 3, 600, 2  # times the cube, MiB, milliseconds


@dataclass(frozen=True)
class Taken:
    """Seconds of the processor and of the clock, and the MiB held at most."""

    processor: float
    clock: float
    memory: int = 0

    def __str__(self) -> str:
        """Return the seconds."""
        return f"{self.processor:.2f} ({self.clock:.2f})"


def timed(work: Callable[[], object]) -> Taken:
    """Return how long something takes in this process."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return Taken(time.process_time() - processor, time.perf_counter() - clock)


def cube(dataset: Path) -> Taken:
    """Return how long the plain cube takes."""
    connection = locked_connection()
    connection.register("answers", store.open_dataset(dataset).rows("answers"))
    return timed(lambda: connection.execute(CUBE).fetchall())


def page(release: Path) -> Taken:
    """Return how long a page's query on a release takes, the median over its items."""
    opened, _ = open_release(release)
    items = sorted(set(opened.frame("scores")["item"]))
    score_rows(opened, items[:1], chosen_round="1")  # the tables are read
    found = [timed(partial(score_rows, opened, [item], chosen_round="1")) for item in items[1:]]
    return middle(found)


def middle(found: Sequence[Taken]) -> Taken:
    """Return the medians, and the most memory."""
    return Taken(
        statistics.median(each.processor for each in found),
        statistics.median(each.clock for each in found),
        max(each.memory for each in found),
    )


def run(*command: str) -> tuple[Taken, str]:
    """Return how long a process took, and what it said."""
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=said)  # noqa: S603 - our own
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        clock = time.perf_counter() - began
        said.seek(0)
        told = said.read()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    memory = used.ru_maxrss // (1024 if sys.platform != "darwin" else 2**20)
    return Taken(used.ru_utime + used.ru_stime, clock, memory), told


def one(answers: int, folder: Path, runs: int) -> str:
    """Return the line of a table for a number of answers."""
    dataset, out = folder / f"{answers}", folder / f"{answers}-release"
    if not dataset.exists():
        large_dataset.write(dataset, answers)
    cubes, builds = [], []
    for _ in range(runs):  # in turn: other jobs disturb both alike
        cubes.append(_own("cube", dataset))
        builds.append(run("-m", "swit_data", "release", str(dataset), str(out), "--approve")[0])
    plain, build, seen = middle(cubes), middle(builds), _own("page", out)
    ratio = f"{build.processor / plain.processor:.0f} ({build.clock / plain.clock:.0f})"
    asked = f"{seen.processor * 1000:.1f} ({seen.clock * 1000:.1f})"
    return f"| {answers:,} | {plain} | {build} | {ratio} | {build.memory} | {asked} |"


def _own(what: str, place: Path) -> Taken:
    return Taken(*json.loads(run("-m", "tests.bench.release_build", "--only", what, str(place))[1]))


def main() -> None:
    """Print a table, a line for each number of answers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", default="10000,1000000")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--only", nargs=2, metavar=("WHAT", "FOLDER"), help="one measurement, in this process"
    )
    given = parser.parse_args()
    if given.only:
        what, place = given.only
        sys.stdout.write(json.dumps(astuple({"cube": cube, "page": page}[what](Path(place)))))
        return
    with tempfile.TemporaryDirectory() as place:
        folder = given.keep or Path(place)
        sys.stdout.write(
            f"| answers | cube s | release s | ratio (wanted {ALLOWED}) | peak MiB (wanted {MEMORY}) | "
            f"page ms (wanted {PAGE}) |\n| ---: | ---: | ---: | ---: | ---: | ---: |\n"
        )
        for number in given.answers.split(","):
            sys.stdout.write(one(int(number), folder, given.runs) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
