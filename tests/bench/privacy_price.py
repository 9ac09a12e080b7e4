"""What the rules of docs/privacy.md cost: python -m tests.bench.privacy_price --runs 40 --seed 1.

Pilots are drawn, each with the core questions of the shipped framework, and released twice by the program: as it is,
and with room between splits, even targets and one mind switched off. Printed is how many of the splits, of the numbers
for all and for institutions are shown, before and after; how many questions of a split are withheld for one mind; and,
for those who organise a round, how many respondents are needed before a split can be shown at all.

What is drawn: 14, 33, 48 or 100 people; women, men, transgender people and others 50 : 18 : 18 : 14, town, countryside
and others 50 : 32 : 18, apart from each other; answers by the question (a spread of 12 points), 5 % skipped and 6 %
"don't know". Each person is asked about institutions in one of three ways.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np
import pyarrow as pa

from swit_data.dataset import ANSWERS, ASKED, Dataset, Round, respondents_schema
from swit_data.framework import Framework, Indicator, StakeholderType, load
from swit_data.release import engine, split_choice, unanimity
from swit_data.release.engine import compute_all
from tests.bench.drawn_answer import drawn_answer

FRAMEWORK = Path(__file__).parents[2] / "data" / "framework" / "swit.toml"
SIZES = (14, 33, 48, 100)
AT_ONCE = 10  # pilots in a dataset
SKIPPED, DONT_KNOW = 0.05, 0.06
QUESTIONS = 12.0  # points by which questions differ
K = 5
DIMENSION = "participation"
GROUPS = ((66, 14, 20), (30, 45, 25), (70, 30))  # of a split, in per cent
SHARES = {
    "gender": {"woman": 0.5, "man": 0.18, "transgender": 0.18, "prefer_not_to_say": 0.14},
    "site": {"urban": 0.5, "rural": 0.32, "prefer_not_to_say": 0.18},
}
Row = dict[str, str]
Targets = Callable[[StakeholderType, int, np.random.Generator], Sequence[str]]


def _same(of_type: StakeholderType, _: int, __: np.random.Generator) -> Sequence[str]:
    return [target.code for target in of_type.targets[:2]]


def _in_turn(of_type: StakeholderType, person: int, _: np.random.Generator) -> Sequence[str]:
    return [of_type.targets[person % len(of_type.targets)].code]


def _half(of_type: StakeholderType, _: int, chance: np.random.Generator) -> Sequence[str]:
    return [target.code for target in of_type.targets if chance.random() < 0.5]


WAYS: Mapping[str, Targets] = {
    "everybody about the same two institutions of each type": _same,
    "each about one institution of each type, in turn": _in_turn,
    "each about a random half of the institutions": _half,
}


@dataclass(frozen=True)
class Drawing:
    """What pilots are drawn from."""

    framework: Framework
    chance: np.random.Generator

    def answer(self, indicator: Indicator, level: float) -> str:
        """Return an answer whose expected score is the level; empty where the question is skipped."""
        return drawn_answer(
            self.framework.scales[indicator.scale],
            level,
            self.chance,
            skipped=SKIPPED,
            dont_know=DONT_KNOW,
        )

    def pilots(self, people: int, way: Targets, number: int) -> tuple[Dataset, dict[str, pa.Table]]:
        """Return a dataset of so many pilots."""
        rows: dict[str, list[Row]] = {"respondents": [], "asked": [], "answers": []}
        codes = [f"P{n:02}" for n in range(number)]
        for code in codes:
            for table, row in self._pilot(code, people, way):
                rows[table].append(row)
        rounds = tuple(Round(code, "1", self.framework.hash, branches=4) for code in codes)
        frameworks = {self.framework.hash: self.framework}
        schemas = {
            "respondents": respondents_schema(sorted(self.framework.characteristics)),
            "asked": ASKED,
            "answers": ANSWERS,
        }
        tables = {name: pa.Table.from_pylist(rows[name], kind) for name, kind in schemas.items()}
        return Dataset("Drawn", "illustrative", 2, rounds, frameworks), tables

    def _pilot(self, code: str, people: int, way: Targets) -> Iterator[tuple[str, Row]]:
        levels = dict(
            zip(
                self.framework.indicators,
                np.clip(
                    50 + self.chance.normal(0, QUESTIONS, len(self.framework.indicators)), 0, 100
                ),
                strict=True,
            )
        )
        for n in range(people):
            where = {"respondent": f"{code}-{n}", "pilot": code, "round": "1"}
            own = {
                name: str(self.chance.choice(list(shares), p=list(shares.values())))
                for name, shares in SHARES.items()
            }
            empty = {"branch": "", "stakeholder_type": "", "target": ""}
            yield "respondents", {**where, "class": "community", **empty, **own}
            for of_type in self.framework.stakeholder_types.values():
                for target in way(of_type, n, self.chance):
                    about = {"stakeholder_type": of_type.code, "target": target}
                    yield "asked", {"respondent": f"{code}-{n}", **about, "dimension": ""}
                    for indicator, said in self._said(of_type, target, levels):
                        answer = {"indicator": indicator, "answer": said}
                        yield "answers", {**where, **about, **answer}

    def _said(
        self, of_type: StakeholderType, target: str, levels: Mapping[str, float]
    ) -> Iterator[tuple[str, str]]:
        for indicator in self.framework.in_set("core"):
            asked = of_type.code in indicator.stakeholder_types and (
                not indicator.targets or target in indicator.targets
            )
            by_community = indicator.kind != "fact" and "community" in indicator.answered_by
            if asked and by_community and (said := self.answer(indicator, levels[indicator.code])):
                yield indicator.code, said


@contextmanager
def _switched_off() -> Iterator[None]:
    """Switch off room between splits and even targets, by putting other functions there."""

    def without_room(
        rooms: object, _personal: object, dimensions: Sequence[str]
    ) -> list[dict[str, object]]:
        with mock.patch.object(split_choice, "least_room", return_value=sys.maxsize):
            return split_choice.shown_splits(rooms, [], dimensions)  # type: ignore[arg-type]

    with (
        mock.patch.object(engine, "shown_splits", without_room),
        mock.patch.object(engine, "uneven", return_value=set()),
    ):
        yield


def shown(dataset: Dataset, tables: Mapping[str, pa.Table], *, rules: bool) -> Counter[str]:
    """Return how many splits and numbers a release shows, and how many there could be."""
    if rules:
        computed = compute_all(dataset, tables)
        found = _counted(dataset, computed.tables)
        found["mind shown"] = len(unanimity.withheld(computed.alike))
        return found
    named = [
        (row.pilot, row.round, of_type, code)
        for row in dataset.rounds
        for code, indicator in dataset.frameworks[row.framework].indicators.items()
        for of_type in indicator.stakeholder_types
    ]
    with _switched_off():
        return _counted(dataset, compute_all(dataset, tables, unanimous=named).tables)


def _counted(dataset: Dataset, tables: Mapping[str, pa.Table]) -> Counter[str]:
    (framework,) = dataset.frameworks.values()
    found: Counter[str] = Counter()
    splits: set[tuple[str, str]] = set()
    questions: set[tuple[str, str, str]] = set()  # of the splits shown
    rows = [
        row
        for row in tables["scores"].to_pylist()
        if (row["respondent_class"], row["scoring"]) == ("community", "standard")
        and row["item"] in framework.indicators
        and framework.indicators[row["item"]].kind == "opinion"
        and row["withheld"] != "not_asked"
    ]
    for row in rows:
        kind = _kind(row)
        found[kind] += 1
        found[f"{kind} shown"] += row["withheld"] == ""
        if kind == "group":
            splits.add((row["pilot"], framework.dimension_of(row["item"])))
            if row["withheld"] in ("", "split_refused"):
                questions.add((row["pilot"], row["stakeholder_type"], row["item"]))
    found["mind"] = len(questions)
    for place, dimension in enumerate(framework.dimensions):
        found[f"split {place}"] = len(dataset.rounds)
        found[f"split {place} shown"] = sum(of == dimension for _, of in splits)
    return found


def _kind(row: Mapping[str, str]) -> str:
    if row["split"] != "all":
        return "group"
    return "all" if row["target"] == "all" else "target"


def needed(
    shares: Sequence[float], questions: int, chance: np.random.Generator
) -> dict[float, int]:
    """Return from how many respondents on every group has k scored answers, in half and in 9 of 10 of rounds.

    Everybody is asked everything; each question is answered with a score by all but SKIPPED and DONT_KNOW.
    """
    found: dict[float, int] = {}
    answered = (1 - SKIPPED) * (1 - DONT_KNOW)
    for people in range(10, 400):
        groups = chance.multinomial(people, shares, size=2000)
        least = chance.binomial(groups[:, :, None], answered, (2000, len(shares), questions))
        held = float((least.min(axis=(1, 2)) >= K).mean())
        for wanted in (0.5, 0.9):
            if held >= wanted:
                found.setdefault(wanted, people)
        if 0.9 in found:
            break
    return found


def main(arguments: list[str]) -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=40, help="pilots of each size and way")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    drawing = Drawing(load(FRAMEWORK), np.random.default_rng(given.seed))
    for line in (*_price(drawing, given.runs), "", *_organisers(drawing)):
        print(line, flush=True)  # noqa: T201 - a terminal program prints
    return 0


def _price(drawing: Drawing, runs: int) -> Iterator[str]:
    columns = ("first split", "second split", "for all", "institutions", "by group", "of one mind")
    yield f"| respondents | asked | {' | '.join(columns)} |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for people in SIZES:
        for name, way in WAYS.items():
            before, after = _both(drawing, people, way, runs)
            cells = ("split 0", "split 1", "all", "target", "group")
            said = [f"{_share(before, cell)} → {_share(after, cell)}" for cell in cells]
            yield f"| {people} | {name} | {' | '.join(said)} | {_share(after, 'mind')} |"


def _organisers(drawing: Drawing) -> Iterator[str]:
    core = [i for i in drawing.framework.in_set("core") if i.kind == "opinion"]
    of_dimension = [i for i in core if drawing.framework.dimension_of(i.code) == DIMENSION]
    questions = sum(len(i.stakeholder_types) for i in of_dimension)
    yield "| groups of a split, % | in half of rounds | in 9 of 10 rounds |"
    yield "| --- | --- | --- |"
    for shares in GROUPS:
        numbers = needed([share / 100 for share in shares], questions, drawing.chance)
        yield f"| {' : '.join(map(str, shares))} | {numbers[0.5]} | {numbers[0.9]} |"


def _both(
    drawing: Drawing, people: int, way: Targets, runs: int
) -> tuple[Counter[str], Counter[str]]:
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for first in range(0, runs, AT_ONCE):
        drawn = drawing.pilots(people, way, min(AT_ONCE, runs - first))
        before += shown(*drawn, rules=False)
        after += shown(*drawn, rules=True)
    return before, after


def _share(counts: Mapping[str, int], kind: str) -> str:
    if not counts.get(kind):
        return "–"
    return f"{100 * counts.get(f'{kind} shown', 0) / counts[kind]:.0f} %"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
