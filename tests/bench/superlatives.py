"""How often a dashboard says what is not so: python -m tests.bench.superlatives --runs 300 --seed 1.

Datasets are drawn under equality: the expected answer to a question is the same about every stakeholder type, so that
whatever the dashboard calls lowest, highest or different is chance. They go through the real door (dataset, release,
findings), and Overview is read as it opens: its headline and what stands out. A dashboard is wrong if it says a
superlative; the share of those is the figure, and may be 5 % at most (the exit code says so).

What is drawn follows the illustrative dataset: four pilots of 48, 40, 14 and 33 people, 6, 5, no known and 4 branches,
core questions on participation, each person about one target of each type, drawn by lot, 3 % skipped, 6 % "don't
know". Questions differ (by a spread of 12 points), and people and branches as each world says. Institutions are left
out: with them a page compares more pairs, and each would have to be clearer. Several dashboards share a dataset, which
saves time and changes nothing: nothing is computed over two pilots.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa

from swit_data import store
from swit_data.dataset import ANSWERS, ASKED, Dataset, Round, respondents_schema
from swit_data.findings import headline, stands_out
from swit_data.framework import Framework, Indicator, load
from swit_data.release import make
from swit_data.release.making import of_tables
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.views import choices, overview
from swit_data.wording import Wording
from tests.bench.drawn_answer import drawn_answer

FRAMEWORK = Path(__file__).parents[2] / "data" / "framework" / "swit.toml"
PILOTS = ((48, 6), (40, 5), (14, 0), (33, 4))  # people and branches, as in the illustrative dataset
AT_ONCE = 10  # dashboards in a dataset
SKIPPED, DONT_KNOW = 0.03, 0.06
QUESTIONS = 12.0  # points by which questions differ
DIMENSION = "participation"  # where Overview opens; nothing else is asked
MOST = 0.05  # of the dashboards may say a superlative


@dataclass(frozen=True)
class World:
    """The level that is true of every type, and by how many points people, branches and a person's views differ."""

    name: str
    level: float
    people: float = 0  # a person about all types alike
    branches: float = 0
    views: float = 0  # a person about one type


WORLDS = (
    World("in the middle, people alike", 50),
    World("in the middle, people differ", 50, people=18),
    World("in the middle, branches differ", 50, people=12, branches=12),
    World("in the middle, each person about each type", 50, people=10, views=18),
    World("near the end, people differ", 15, people=12, views=6),
)


@dataclass(frozen=True)
class Said:
    """What one dashboard says: the kind of its headline, and the kinds of what stands out."""

    headline: str
    kinds: tuple[str, ...]

    @property
    def superlative(self) -> bool:
        """Say whether something is called lowest or highest."""
        return self.headline in {"lowest", "highest"}

    @property
    def difference(self) -> bool:
        """Say whether two types, or two targets of one, are said to differ."""
        return bool({"types", "targets"} & set(self.kinds))


@dataclass(frozen=True)
class Drawing:
    """What answers are drawn from."""

    framework: Framework
    world: World
    chance: np.random.Generator

    def levels(self) -> dict[str, float]:
        """Return the level of each question, the same about every stakeholder type."""
        spread = self.chance.normal(0, QUESTIONS, len(self.framework.indicators))
        return dict(zip(self.framework.indicators, self.world.level + spread, strict=True))

    def answer(self, indicator: Indicator, level: float) -> str:
        """Return an answer whose expected score is the level, cut to 0..100; empty where the question is skipped."""
        wanted = level if indicator.direction == "positive" else 100 - level
        return drawn_answer(
            self.framework.scales[indicator.scale],
            wanted,
            self.chance,
            skipped=SKIPPED,
            dont_know=DONT_KNOW,
        )

    def asked(self, kind: str) -> list[Indicator]:
        """Return the core questions that the community is asked about a stakeholder type."""
        core = self.framework.in_set("core")
        opinions = [i for i in core if i.kind == "opinion" and "community" in i.answered_by]
        there = [i for i in opinions if self.framework.dimension_of(i.code) == DIMENSION]
        return [i for i in there if kind in i.stakeholder_types]


Row = dict[str, str]


def draw(drawing: Drawing, dashboards: int) -> tuple[Dataset, dict[str, pa.Table]]:
    """Return a dataset of this many dashboards: pilots P00A to P00D, P01A to P01D, ..."""
    rows: dict[str, list[Row]] = {"respondents": [], "asked": [], "answers": []}
    rounds = []
    for (n, letter), (people, branches) in zip(
        product(range(dashboards), "ABCD"), PILOTS * dashboards, strict=True
    ):
        pilot = f"P{n:02}{letter}"
        rounds.append(Round(pilot, "1", drawing.framework.hash, branches=branches))
        for table, row in _pilot(drawing, pilot, people, branches):
            rows[table].append(row)
    frameworks = {drawing.framework.hash: drawing.framework}
    dataset = Dataset("Equal", "illustrative", 2, tuple(rounds), frameworks)
    schemas = {
        "respondents": respondents_schema(sorted(drawing.framework.characteristics)),
        "asked": ASKED,
        "answers": ANSWERS,
    }
    tables = {name: pa.Table.from_pylist(rows[name], kind) for name, kind in schemas.items()}
    return dataset, tables


def _pilot(drawing: Drawing, pilot: str, people: int, branches: int) -> Iterator[tuple[str, Row]]:
    """Give each row of a pilot with its table."""
    levels, world = drawing.levels(), drawing.world
    of_branches = drawing.chance.normal(0, world.branches, max(branches, 1))
    nobody = dict.fromkeys(drawing.framework.characteristics, "prefer_not_to_say")
    for n in range(people):
        person, branch = f"{pilot}-{n}", n % max(branches, 1)
        where = {"respondent": person, "pilot": pilot, "round": "1"}
        named = {"branch": str(branch) if branches else "", "stakeholder_type": "", "target": ""}
        yield "respondents", {**where, "class": "community", **named, **nobody}
        likes = of_branches[branch] + drawing.chance.normal(0, world.people)
        for kind in drawing.framework.external_types:
            target = kind.targets[int(drawing.chance.integers(len(kind.targets)))].code
            about = {"stakeholder_type": kind.code, "target": target}
            yield "asked", {"respondent": person, **about, "dimension": DIMENSION}
            view = likes + drawing.chance.normal(0, world.views)
            for asked in drawing.asked(kind.code):
                if asked.targets and target not in asked.targets:
                    continue
                said = drawing.answer(asked, levels[asked.code] + view)
                if said:
                    yield "answers", {**where, **about, "indicator": asked.code, "answer": said}


def released(dataset: Dataset, tables: dict[str, pa.Table]) -> Release:
    """Return the release of a dataset, by the user's door."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store.create(Path(folder) / "dataset", dataset, tables)
        stored = store.open_dataset(Path(folder) / "dataset")
        return of_tables(stored.dataset, make(stored))


def said(release: Release, pilots: tuple[str, ...]) -> Said:
    """Return what Overview says of four pilots as it opens."""
    labels = Labels(release, Wording.of("en"))
    scene = overview.of_types(release, choices.choices_of(release).default, pilots)
    found = stands_out(scene, labels)
    return Said(headline(scene, labels).kind, tuple(each.kind for each in found))


def dashboards(drawing: Drawing, runs: int) -> Iterator[Said]:
    """Give what each of `runs` dashboards says."""
    for first in range(0, runs, AT_ONCE):
        count = min(AT_ONCE, runs - first)
        release = released(*draw(drawing, count))
        for n in range(count):
            yield said(release, release.pilots[n * len(PILOTS) : (n + 1) * len(PILOTS)])


def main(arguments: list[str]) -> int:
    """Print the share of dashboards that say a superlative, and that say a difference; 1 if too many do."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=300, help="dashboards, shared by the worlds")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    framework, everything = load(FRAMEWORK), list[Said]()
    sys.stdout.write("dashboards  superlative  difference  world\n")
    for number, world in enumerate(WORLDS):
        drawing = Drawing(framework, world, np.random.default_rng([asked.seed, number]))
        found = list(dashboards(drawing, max(1, asked.runs // len(WORLDS))))
        everything += found
        _line(found, world.name)
    _line(everything, f"all worlds; at most {MOST:.0%} may say a superlative")
    return int(sum(each.superlative for each in everything) > MOST * len(everything))


def _line(found: list[Said], name: str) -> None:
    superlatives = sum(each.superlative for each in found) / len(found)
    differences = sum(each.difference for each in found) / len(found)
    sys.stdout.write(f"{len(found):10}  {superlatives:11.1%}  {differences:10.1%}  {name}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
