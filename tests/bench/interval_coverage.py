"""How often the 95 % intervals hold the truth: python -m tests.bench.interval_coverage --runs 10000 --seed 1.

Answers are drawn from known distributions, so the true score is known. The formulas of docs/release.md are written here
a second time, for all runs at once; before anything is counted they are checked against the release itself.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats

from swit_data.dataset import Round
from swit_data.framework import load
from swit_data.released.differences import between_rows, limits
from tests.computing import compute
from tests.drawn import Drawn, dataset, people

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from swit_data.framework import Framework

Numbers = NDArray[np.float64]
Row = dict[str, Any]

FRAMEWORK = Path(__file__).parents[2] / "data" / "framework" / "swit.toml"
TYPES = {"ngo": "international_ngo", "un_agency": "unaids"}
PEOPLE = (10, 14, 33, 48)
MEANS = (50, 15, 4, 96)  # of an item's questions; each lies up to a third to either side
ICCS = (0.0, 0.3, 0.6)  # share of an answer's variance that is the respondent's, not the question's
# docs/release.md: how alike people of one branch are taken to be, and how many branches where they are not known.
ALIKE, UNKNOWN = 0.25, 4
EACH_ALONE = 10_000  # as many branches as people, and more
DONT_KNOW = 0.1  # of the answers, in items of several questions
LOW = 0.92  # below this a cell is marked


@dataclass(frozen=True)
class Item:
    """The questions of an item: their possible scores, whole weights and parts."""

    name: str
    codes: tuple[str, ...]
    scores: tuple[tuple[float, ...], ...]
    weights: NDArray[np.int64]
    parts: tuple[str, ...]
    part_weights: NDArray[np.int64]  # of each question's part

    @cached_property
    def members(self) -> NDArray[np.bool_]:
        """Return one row a part: which questions it has."""
        return np.array([[p == q for q in self.parts] for p in dict.fromkeys(self.parts)])


@dataclass(frozen=True)
class Estimates:
    """Score, limits and contributions of each run; `there`: it has ten people and an interval."""

    score: Numbers
    low: Numbers
    high: Numbers
    z: Numbers
    shares: Numbers
    there: NDArray[np.bool_]


def item(framework: Framework, name: str, codes: Sequence[str]) -> Item:
    """Return an item of a framework's questions."""
    questions = [framework.indicators[code] for code in codes]
    parts = [framework.parts[q.part] for q in questions]
    return Item(
        name=name,
        codes=tuple(codes),
        scores=tuple(tuple(sorted(set(answer_codes(framework, code)))) for code in codes),
        weights=np.array([q.weight for q in questions]),
        parts=tuple(part.code for part in parts),
        part_weights=np.array([part.weight for part in parts]),
    )


def answer_codes(framework: Framework, code: str) -> dict[float, str]:
    """Return the answer of each score, after direction."""
    question = framework.indicators[code]
    answers = framework.scales[question.scale].answers
    scored = {answer.score: answer.code for answer in answers if answer.score is not None}
    if question.direction == "negative":
        return {100 - score: code for score, code in scored.items()}
    return scored


def items(framework: Framework) -> dict[str, Item]:
    """Return one question of two answers, one of three, and both dimensions as a core round asks an NGO."""
    asked = [
        q
        for q in framework.in_set("core")
        if q.kind == "opinion" and "ngo" in q.stakeholder_types and "community" in q.answered_by
    ]
    of = {
        name: [q.code for q in asked if framework.dimension_of(q.code) == name]
        for name in ("participation", "rollout")
    }
    three = item(framework, "P1_who", ["P1_who"])
    return {
        "one question, yes or no": replace(three, name="", scores=((0.0, 100.0),)),
        "one question, yes, partly, no": three,
        **{f"{n}, {len(c)} questions": item(framework, n, c) for n, c in of.items()},
    }


# How answers come about: a respondent's leaning and chance, cut into the answers of the scale.


def means_of(asked: Item, level: float) -> Numbers:
    """Return the true mean of each question: spread around a level, by up to a third of the way to 0 or 100."""
    count = len(asked.codes)
    away: Numbers = np.linspace(-1, 1, count) if count > 1 else np.zeros(1)
    return level + min(level, 100 - level) / 3 * away


def draw(
    rng: np.random.Generator, asked: Item, level: float, icc: float, leaning: Numbers
) -> Numbers:
    """Return scores by run, person and question; a don't-know is missing. `leaning`: by run and person."""
    chance = rng.standard_normal((*leaning.shape, len(asked.codes)))
    latent = np.sqrt(icc) * leaning[:, :, None] + np.sqrt(1 - icc) * chance
    found: Numbers = np.empty_like(latent)
    for number, mean in enumerate(means_of(asked, level)):
        scores = np.array(asked.scores[number])
        cuts = stats.norm.ppf(np.arange(1, len(scores)) / len(scores))
        place = shift(scores, cuts, float(mean))
        found[:, :, number] = scores[np.searchsorted(cuts - place, latent[:, :, number])]
    if len(asked.codes) > 1:
        found[rng.random(found.shape) < DONT_KNOW] = np.nan
    return found


def shift(scores: Numbers, cuts: Numbers, mean: float) -> float:
    """Return how far answers lean, so that their mean is the one wanted."""
    steps = np.diff(scores)
    found = optimize.brentq(lambda x: steps @ stats.norm.cdf(x - cuts) - mean, -9, 9)
    return float(found)


# docs/release.md again, for all runs at once.


def shares(asked: Item, counted: NDArray[np.bool_]) -> Numbers:
    """Return each question's share of the score, by run: weights inside a part, then of the scored parts."""
    members = asked.members.astype(np.int64)
    have, whole = (counted * asked.weights) @ members.T, members @ asked.weights
    part_weights = np.array([asked.part_weights[row.argmax()] for row in asked.members])
    scored = part_weights * (3 * have >= 2 * whole)
    inside = counted * asked.weights / np.maximum(have @ members, 1)
    found: Numbers = inside * (scored / scored.sum(axis=1, keepdims=True) @ members)
    return found


def estimate(asked: Item, y: Numbers, branches: float = EACH_ALONE, pairs: int = 1) -> Estimates:
    """Return the estimate of each run; `branches` as in a round (0: unknown), `pairs`: the level of a page."""
    given = ~np.isnan(y)
    n = given.sum(axis=1)
    part = shares(asked, (n >= 5) & (2 * n >= y.shape[1]))
    p = np.nansum(y, axis=1) / np.maximum(n, 1)
    z = np.nansum(part[:, None, :] * (y - p[:, None, :]) / np.maximum(n, 1)[:, None, :], axis=2)
    m = (given & (part > 0)[:, None, :]).any(axis=2).sum(axis=1)
    score = (part * p).sum(axis=1)
    factor = np.maximum(1, 1 + (m / (branches or UNKNOWN) - 1) * ALIKE)
    tail = 1 - 0.05 / pairs / 2
    if asked.scores == ((0.0, 100.0),):
        size, c = m / factor, np.full(len(m), stats.norm.ppf(tail))
    else:
        size = effective(score, m / (m - 1) * (z * z).sum(axis=1) * factor, m)
        c = stats.t.ppf(tail, m - 1)
    q = score / 100
    middle = (q + c * c / (2 * size)) / (1 + c * c / size)
    half = c * np.sqrt(q * (1 - q) / size + (c / size) ** 2 / 4) / (1 + c * c / size)
    low, high = 100 * np.maximum(0, middle - half), 100 * np.minimum(1, middle + half)
    return Estimates(score, low, high, z, part, m >= 10)


def effective(score: Numbers, v: Numbers, m: NDArray[np.int64]) -> Numbers:
    """Return the effective number of people."""
    known = (v >= 1e-9) & (score > 0) & (score < 100)
    return np.where(known, score * (100 - score) / np.where(known, v, 1), m)


def mover(a: Estimates, b: Estimates, rho: Numbers | float) -> tuple[Numbers, Numbers]:
    """Return the limits of a - b."""
    d = a.score - b.score
    down, up = (a.score - a.low, b.high - b.score), (a.high - a.score, b.score - b.low)
    low, high = (np.sqrt(np.maximum(0, x * x + y * y - 2 * rho * x * y)) for x, y in (down, up))
    return d - low, d + high


def correlation(a: Estimates, b: Estimates) -> Numbers:
    """Return rho of two sides that the same people judged."""
    whole = np.sqrt((a.z**2).sum(axis=1) * (b.z**2).sum(axis=1))
    return np.where(whole > 0, (a.z * b.z).sum(axis=1) / np.where(whole > 0, whole, 1), 0)


# The check: the release of a few draws, one a pilot.


def check(framework: Framework, rng: np.random.Generator, draws: int = 4) -> int:
    """Compare the formulas here with the release of a few draws, and return how many numbers were compared.

    Raises:
        SystemExit: they differ.
    """
    by_name = {each.name: each for each in items(framework).values()}
    compared = check_one_question(items(framework)["one question, yes or no"], rng, draws)
    for level, size in ((50, 14), (4, 33)):
        leaning = rng.standard_normal((draws, size))
        answered = {
            (kind, name): draw(rng, by_name[name], level, 0.3, leaning)
            for kind, name in (*product(TYPES, ["participation"]), ("ngo", "rollout"))
        }
        tables = compute(*released(framework, by_name, answered))
        ours = {key: by_draw(by_name[key[1]], y) for key, y in answered.items()}
        wanted = list(theirs(tables["scores"].to_pylist(), tables["pairs"].to_pylist(), draws))
        found = list(expected(ours, draws))
        compared += len(found)
        if not np.allclose(np.array(wanted, float), np.array(found, float), rtol=0, atol=2e-5):
            sys.exit(f"The release says otherwise:\n{wanted}\n{found}")
    return compared


def check_one_question(asked: Item, rng: np.random.Generator, draws: int) -> int:
    """Compare the plain interval of a yes or no question, which swit.toml asks nobody about others, with compare.py.

    Raises:
        SystemExit: they differ.
    """
    found = estimate(asked, draw(rng, asked, 15, 0, rng.standard_normal((draws, 14))))
    for score, low, high in zip(found.score, found.low, found.high, strict=True):
        if not np.allclose(limits(float(score), 14, None), (low, high), rtol=0, atol=1e-9):
            sys.exit(f"compare.py says otherwise: {score}, {low}, {high}")
    return draws


def released(
    framework: Framework, by_name: dict[str, Item], answered: dict[tuple[str, str], Numbers]
) -> tuple[Any, Any]:
    """Return the dataset and tables of draws, a pilot each."""
    draws, size, _ = next(iter(answered.values())).shape
    pilots = [f"D{number}" for number in range(draws)]
    # One pilot for each way that branches are known: as many as people, three, unknown.
    rounds = [
        Round(pilot, "1", framework.hash, branches=branches_of(number))
        for number, pilot in enumerate(pilots)
    ]
    drawn = Drawn(dataset(framework, rounds), [], [], [])
    for pilot in pilots:
        drawn.respondents.extend(people(size, pilot + "p", pilot=pilot))
    for person, (kind, target) in product(drawn.respondents, TYPES.items()):
        about = {"respondent": person["respondent"], "stakeholder_type": kind, "target": target}
        drawn.asked.append(about)
    for (kind, name), y in answered.items():
        for (run, person, number), score in np.ndenumerate(y):
            code = by_name[name].codes[number]
            said = "dont_know" if np.isnan(score) else answer_codes(framework, code)[float(score)]
            drawn.answers.append(
                {"respondent": f"D{run}p{person + 1}", "pilot": f"D{run}", "round": "1"}
                | {"stakeholder_type": kind, "target": TYPES[kind]}
                | {"indicator": code, "answer": said}
            )
    return drawn.dataset, drawn.tables()


def branches_of(draw: int) -> int:
    """Return through how many branches the people of a draw came."""
    return (EACH_ALONE, 3, 0)[draw % 3]


def by_draw(asked: Item, y: Numbers) -> Estimates:
    """Return the estimate of each draw, with its branches."""
    found = [estimate(asked, y[[run]], branches_of(run)) for run in range(len(y))]
    names = Estimates.__dataclass_fields__
    return Estimates(*(np.concatenate([getattr(each, name) for each in found]) for name in names))


def theirs(scores: list[Row], pairs: list[Row], draws: int) -> Iterable[tuple[float, ...]]:
    """Give what the release and compare.py say of each draw."""
    told = {
        (row["pilot"], row["stakeholder_type"], row["item"]): row
        for row in scores
        if row["scoring"] == "standard" and row["target"] == row["split"] == "all"
    }
    between = {
        row["pilot"]: row
        for row in pairs
        if row["item"] == "participation" and row["scoring"] == "standard"
        if {row["a_stakeholder_type"], row["b_stakeholder_type"]} == set(TYPES)
    }
    for number in range(draws):
        for kind, name in (*product(TYPES, ["participation"]), ("ngo", "rollout")):
            row = told[f"D{number}", kind, name]
            yield row["score"], row["low"], row["high"]
        row = between[f"D{number}"]  # the UN agency stands before the NGO
        yield row["rho"], row["low"], row["high"]
        a, b = (told[f"D{n}", "ngo", "participation"] for n in (number, (number + 1) % draws))
        apart = between_rows(a, b | {"basis": a["basis"]})
        yield apart.points or 0, apart.low or 0, apart.high or 0


def expected(ours: dict[tuple[str, str], Estimates], draws: int) -> Iterable[tuple[float, ...]]:
    """Give the same numbers as `theirs`, by the formulas here."""
    ngo, un = ours["ngo", "participation"], ours["un_agency", "participation"]
    rho = correlation(un, ngo)
    together = mover(un, ngo, rho)
    after = np.roll(np.arange(draws), -1)
    other = Estimates(*(getattr(ngo, name)[after] for name in Estimates.__dataclass_fields__))
    apart = mover(ngo, other, 0)
    for run in range(draws):
        for kind, name in (*product(TYPES, ["participation"]), ("ngo", "rollout")):
            side = ours[kind, name]
            yield side.score[run], side.low[run], side.high[run]
        yield rho[run], together[0][run], together[1][run]
        yield ngo.score[run] - other.score[run], apart[0][run], apart[1][run]


# What is counted.


def truth(asked: Item, found: Estimates, level: float) -> Numbers:
    """Return the true score of each run's counted questions."""
    return found.shares @ means_of(asked, level)


def covered(
    low: Numbers, high: Numbers, true: Numbers, there: NDArray[np.bool_]
) -> tuple[float, float]:
    """Return the share of intervals that hold the truth, and their mean width."""
    hold = (low <= true + 1e-9) & (true - 1e-9 <= high)
    return float(hold[there].mean()), float((high - low)[there].mean())


def scores_table(framework: Framework, runs: int, seed: int) -> Iterable[tuple[list[str], Numbers]]:
    """Give, for each item, level and leaning, the coverage and width at each number of people."""
    for number, (label, asked) in enumerate(items(framework).items()):
        leanings = ICCS if len(asked.codes) > 1 else ICCS[:1]
        for level, icc in product(MEANS, leanings):
            cells = []
            for size in PEOPLE:
                rng = np.random.default_rng([seed, number, level, int(10 * icc), size])
                y = draw(rng, asked, level, icc, rng.standard_normal((runs, size)))
                found = estimate(asked, y)
                cells.append(
                    covered(found.low, found.high, truth(asked, found, level), found.there)
                )
            yield (
                [label, f"{level}", f"{icc:.1f}" if len(asked.codes) > 1 else "-"],
                np.array(cells),
            )


DIFFERENCES = ((50, 50), (60, 40), (15, 4), (96, 85))


def pilots_table(framework: Framework, runs: int, seed: int) -> Iterable[tuple[list[str], Numbers]]:
    """Give the coverage of differences between two independent pilots."""
    asked = items(framework)["participation, 10 questions"]
    sizes = ((10, 10), (14, 14), (10, 48), (33, 48))
    for levels, icc in product(DIFFERENCES, ICCS[1:]):
        cells = []
        for both in sizes:
            rng = np.random.default_rng([seed, 91, *levels, int(10 * icc), *both])
            sides = [
                estimate(asked, draw(rng, asked, level, icc, rng.standard_normal((runs, size))))
                for level, size in zip(levels, both, strict=True)
            ]
            cells.append(difference(asked, sides, levels, 0))
        yield [f"{levels[0]} - {levels[1]}", f"{icc:.1f}"], np.array(cells)


def types_table(framework: Framework, runs: int, seed: int) -> Iterable[tuple[list[str], Numbers]]:
    """Give the coverage of differences between two types that the same people judge."""
    asked = items(framework)["participation, 10 questions"]
    for levels, icc, alike in product(DIFFERENCES, ICCS[1:], (0.5, 0.9)):
        cells = []
        for size in PEOPLE:
            rng = np.random.default_rng([seed, 92, *levels, int(10 * icc), int(10 * alike), size])
            one, own = rng.standard_normal((2, runs, size))
            other = alike * one + np.sqrt(1 - alike**2) * own
            sides = [
                estimate(asked, draw(rng, asked, level, icc, leaning))
                for level, leaning in zip(levels, (one, other), strict=True)
            ]
            cells.append(difference(asked, sides, levels, correlation(*sides)))
        yield [f"{levels[0]} - {levels[1]}", f"{icc:.1f}", f"{alike}"], np.array(cells)


def difference(
    asked: Item, sides: Sequence[Estimates], levels: Sequence[float], rho: Numbers | float
) -> tuple[float, float]:
    """Return coverage and width of a - b, in the runs where both rest on the same questions."""
    a, b = sides
    same = a.there & b.there & np.isclose(a.shares, b.shares).all(axis=1)
    true = truth(asked, a, levels[0]) - truth(asked, b, levels[1])
    return covered(*mover(a, b, rho), true, same)


def say(head: Sequence[str], rows: Iterable[tuple[list[str], Numbers]]) -> list[float]:
    """Write a Markdown table as it comes, coverage in percent and mean width; return every coverage."""
    sys.stdout.write(f"| {' | '.join(head)} |\n|{' --- |' * len(head)}\n")
    every = []
    for names, cells in rows:
        shown = [
            f"**{100 * share:.1f}** ({width:.0f})"
            if share < LOW
            else f"{100 * share:.1f} ({width:.0f})"
            for share, width in cells
        ]
        sys.stdout.write(f"| {' | '.join([*names, *shown])} |\n")
        sys.stdout.flush()
        every += [float(share) for share in cells[:, 0]]
    return every


def say_clusters(framework: Framework, runs: int, seed: int) -> None:
    """Write what people of few branches, silence for a reason and gaps do (clusters.py)."""
    from tests.bench import clusters  # noqa: PLC0415 - it stands on this file's formulas

    for line in ("", *clusters.tables(items(framework)["participation, 10 questions"], runs, seed)):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def main() -> None:
    """Check the formulas, then write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000, help="draws of each cell")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    framework = load(FRAMEWORK)
    compared = check(framework, np.random.default_rng(given.seed))
    sys.stdout.write(
        f"{3 * compared} numbers are those of the release. Runs of each cell: {given.runs}.\n\n"
    )
    sizes = [f"{n} people" for n in PEOPLE]
    every = say(
        ["item", "level", "leaning", *sizes], scores_table(framework, given.runs, given.seed)
    )
    sys.stdout.write("\n")
    two = ["10 and 10", "14 and 14", "10 and 48", "33 and 48"]
    every += say(["levels", "leaning", *two], pilots_table(framework, given.runs, given.seed))
    sys.stdout.write("\n")
    every += say(
        ["levels", "leaning", "alike", *sizes], types_table(framework, given.runs, given.seed)
    )
    say_clusters(framework, given.runs, given.seed)
    few = sum(share < LOW for share in every)
    sys.stdout.write(
        f"\n{len(every)} cells: {100 * min(every):.1f} to {100 * max(every):.1f} %, median "
        f"{100 * float(np.median(every)):.1f} %; {few} under {100 * LOW:.0f} %.\n"
    )


if __name__ == "__main__":
    main()
