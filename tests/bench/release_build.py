"""What a release costs beside a plain GROUP BY of the same files.

    python -m tests.bench.release_build --answers 10000,1000000

For each number of answers: a dataset is drawn (large_dataset.py; --keep FOLDER keeps it for the next time), and in a process of its
own each are measured: the cube (answers counted by pilot, round, type, target, indicator and answer, in the connection
that a release uses, over the rows as the store gives them), the release (`python -m swit_data release ... --approve`),
and a page's query on that release (rows of one item, which nobody asked for before: the median over all items). The
ratio is of release to cube; memory is the largest that a process held. Asserted nowhere.
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


def cube(dataset: Path) -> float:
    """Return the milliseconds of the plain cube."""
    connection = locked_connection()
    connection.register("answers", store.open_dataset(dataset).rows("answers"))
    began = time.perf_counter()
    connection.execute(CUBE).fetchall()
    return (time.perf_counter() - began) * 1000


def page(release: Path) -> float:
    """Return the milliseconds of a page's query on a release, the median over its items."""
    opened, _ = open_release(release)
    items = sorted(set(opened.frame("scores")["item"]))
    score_rows(opened, items[:1], chosen_round="1")  # the tables are read
    found = []
    for item in items[1:]:
        began = time.perf_counter()
        score_rows(opened, [item], chosen_round="1")
        found.append((time.perf_counter() - began) * 1000)
    return statistics.median(found)


def measured(*command: str) -> tuple[float, int, str]:
    """Return how long a process took in seconds, the MiB it held at most, and what it said."""
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=said)  # noqa: S603 - our own
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        taken = time.perf_counter() - began
        said.seek(0)
        told = said.read()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return taken, used.ru_maxrss // (1024 if sys.platform != "darwin" else 2**20), told


def one(answers: int, folder: Path, runs: int) -> str:
    """Return the line of a table for a number of answers."""
    dataset, out = folder / f"{answers}", folder / f"{answers}-release"
    if not dataset.exists():
        large_dataset.write(dataset, answers)
    cubes, builds = [], []
    for _ in range(runs):  # in turn: other jobs disturb both alike
        cubes.append(_own(cube, dataset))
        builds.append(measured("-m", "swit_data", "release", str(dataset), str(out), "--approve"))
    plain = statistics.median(cubes) / 1000
    taken = statistics.median(seconds for seconds, _, _ in builds)
    peak = max(memory for _, memory, _ in builds)
    return f"| {answers:,} | {plain:.2f} | {taken:.1f} | {taken / plain:.1f} | {peak} | {_own(page, out):.2f} |"


def _own(what: object, place: Path) -> float:
    _, _, said = measured("-m", "tests.bench.release_build", "--only", what.__name__, str(place))  # type: ignore[attr-defined]
    return float(json.loads(said))


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
        sys.stdout.write(json.dumps({"cube": cube, "page": page}[what](Path(place))))
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
