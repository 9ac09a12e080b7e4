"""How long an import of many interviews takes, beside what pyarrow needs to read the same CSV as text.

    python -m tests.bench.large_import --interviews 20000

Prints seconds, their ratio and the largest memory of the import; asserted nowhere.
"""

from __future__ import annotations

import argparse
import csv
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.csv

from swit_data.framework import Framework, load
from swit_data.framework.named_columns import target_questions

ROOT = Path(__file__).parents[2]
FRAMEWORK = ROOT / "data" / "framework" / "swit.toml"
# Runs the command and says how much memory it took; `resource` counts children that have ended.
MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], check=False).returncode
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print("peak MB", peak // 1024 if sys.platform != "darwin" else peak // 2**20)
sys.exit(code)
"""


def questions(framework: Framework) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Return the columns of a core round: whom each is about, and its answers."""
    return {
        question.column: (
            question.stakeholder_type,
            question.target,
            framework.scales[question.indicator.scale].codes,
        )
        for question in target_questions(framework)
        if question.indicator.set == "core" and "community" in question.indicator.answered_by
    }


def interviews(framework: Framework, number: int, seed: int) -> Iterator[dict[str, str]]:
    """Give interviews as KoboToolbox exports them: two external types each, and the community's own."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    external = [kind for kind in framework.stakeholder_types.values() if kind.external]
    own = [kind for kind in framework.stakeholder_types.values() if not kind.external]
    asked = questions(framework)
    for place in range(number):
        chosen = {k.code: rng.choice(k.targets).code for k in (*rng.sample(external, 2), *own)}
        row = {f"{code}_targets": target for code, target in chosen.items()}
        row |= {
            "pilot": rng.choice(["KEN", "IDN", "SUR", "UKR"]),
            "round": "2026a",
            "consent": "yes",
        }
        row |= {
            "class": "sex_worker",
            "branch": f"b{rng.randrange(9)}",
            "_uuid": f"{rng.getrandbits(128):032x}",
        }
        row |= {"gender": rng.choice(["woman", "man"]), "site": rng.choice(["urban", "rural"])}
        row |= {
            "_submission_time": "2026-03-02T10:00:00",
            "_index": str(place + 1),
            "__version__": "v1",
        }
        for column, (code, target, answers) in asked.items():
            if chosen.get(code) == target:
                row[column] = rng.choice(answers)
        yield row


def write(path: Path, number: int, seed: int) -> int:
    """Write a file of interviews, and return its number of columns."""
    framework = load(FRAMEWORK)
    columns = [
        "pilot",
        "round",
        "class",
        "stakeholder_type",
        "target",
        "consent",
        "consent_on_record",
    ]
    columns += ["participants", "branch", *(c.question for c in framework.characteristics.values())]
    columns += [f"{code}_targets" for code in framework.stakeholder_types]
    columns += [*questions(framework), "__version__", "_uuid", "_submission_time", "_index"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(interviews(framework, number, seed))
    return len(columns)


def read_as_text(path: Path) -> float:
    """Return the seconds that pyarrow needs to read a file as text."""
    header = path.open(encoding="utf-8").readline().strip().replace('"', "").split(";")
    began = time.perf_counter()
    pa.csv.read_csv(
        path,
        parse_options=pa.csv.ParseOptions(delimiter=";"),
        convert_options=pa.csv.ConvertOptions(column_types=dict.fromkeys(header, pa.string())),
    )
    return time.perf_counter() - began


def main() -> None:
    """Write, read and import a file, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interviews", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "export.csv"
        columns = write(file, given.interviews, given.seed)
        plain = read_as_text(file)
        command = [sys.executable, "-m", "swit_data", "import", str(file), "--yes", "--plain"]
        command += ["--framework", str(FRAMEWORK), "--dataset", str(Path(place) / "dataset")]
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", MEASURED, *command], cwd=ROOT, check=True)  # noqa: S603
        taken = time.perf_counter() - began
    sys.stdout.write(
        f"{given.interviews} interviews, {columns} columns: pyarrow as text {plain:.2f} s, import {taken:.2f} s, "
        f"ratio {taken / plain:.1f}, seconds beyond 3 x pyarrow {taken - 3 * plain:.2f} (allowed 5)\n"
    )


if __name__ == "__main__":
    main()
