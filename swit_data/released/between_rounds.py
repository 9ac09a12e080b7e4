"""Two rounds of one pilot: whether they may be compared, and what may be said of the change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import inf
from typing import Any

import pandas as pd

from swit_data.released.differences import (
    NOT_COMPARABLE,
    Difference,
    between_rows,
    clear_side,
    smallest_change,
)
from swit_data.released.memory import kept_while_open
from swit_data.released.release import Release
from swit_data.released.rows import Row, Scorings, by_scoring, picked, rounds_held
from swit_data.released.tables import ALL
from swit_data.released.thresholds import ENOUGH_WEIGHT

# Why two rounds are no pair, in the order in which it is asked: side by side, never a difference.
BREAKS = ("framework", "mode", "not_comparable")

Cell = tuple[str, str, str, str]  # pilot, round, stakeholder type, item
Cells = Mapping[tuple[Any, ...], Scorings]  # by cell
CELL = ("pilot", "round", "stakeholder_type", "item")


@dataclass(frozen=True)
class Step:
    """From one round of a pilot to its next with a number, about one stakeholder type.

    `broken`: why the two cannot be compared (one of BREAKS), else empty. `clear`: by clear_side; `named`: the change
    may be said aloud. `smallest`: from how many points on it would be; missing where there is no interval. `core`:
    compared on the core questions alone, since only one of the two asked more; before and after are then the rows of
    these questions.
    """

    before: Row
    after: Row
    difference: Difference
    broken: str = ""
    smallest: float | None = None
    clear: bool = False
    named: bool = False
    core: bool = False

    @property
    def place(self) -> tuple[str, str]:
        """Return the pilot and the stakeholder type."""
        return str(self.before["pilot"]), str(self.before["stakeholder_type"])

    @property
    def same_basis(self) -> bool:
        """Say whether the difference is that of its two rows, which rest on the same questions."""
        return not self.broken and self.before["basis"] == self.after["basis"]


@dataclass(frozen=True)
class Rounds:
    """What is compared over the rounds of a release: one item, over all targets or one level."""

    release: Release
    item: str
    target: str = ALL


@kept_while_open
def round_rows(rounds: Rounds) -> pd.DataFrame:
    """Return one row per pilot, round and external stakeholder type that was asked about the item, in fixed order.

    Columns as in tables.SCORES: the community's view.
    """
    cells = _cells(rounds, [rounds.item])
    kinds = [kind.code for kind in rounds.release.framework.external_types]
    found = [
        cells[pilot, number, kind, rounds.item]["standard"]
        for kind in kinds
        for pilot in rounds.release.pilots
        for number in rounds.release.rounds
        if (pilot, number, kind, rounds.item) in cells
    ]
    return pd.DataFrame(found, columns=rounds.release.frame("scores").columns)


@kept_while_open
def steps(rounds: Rounds) -> tuple[Step, ...]:
    """Return every step of every pilot and external stakeholder type.

    What is named is decided at the level of them all, whatever a page then shows of them: choosing one pilot never
    makes a change appear.
    """
    cells = _cells(rounds, _needed(rounds))
    found = [step_between(rounds, cells, *pair) for pair in _pairs(rounds, cells)]
    level = compared(found)
    return tuple(decided(rounds, step, cells, level) for step in found)


def compared(found: Sequence[Step]) -> int:
    """Return how many of all steps have an interval: the N of their Bonferroni level."""
    return max(1, sum(step.difference.low is not None for step in found))


def _needed(rounds: Rounds) -> list[str]:
    """Return the item, its core questions, and the indicators that it is made of, in any version of the framework."""
    made = {
        indicator.code
        for framework in rounds.release.frameworks.values()
        for indicator in framework.indicators.values()
        if indicator.part in framework.part_weights(rounds.item)
    }
    return [rounds.item, core_of(rounds.item), *sorted(made)]


def core_of(item: str) -> str:
    """Return the item of a full round that holds the core questions of a part or dimension alone."""
    plain = item.removesuffix("_equal")
    return f"{plain}_core{item[len(plain) :]}"


def _cells(rounds: Rounds, items: Sequence[str]) -> Cells:
    """Return the released community rows of these items by cell and scoring."""
    frame = rounds.release.frame("scores")
    at = {"respondent_class": "community", "target": rounds.target, "split": ALL}
    return by_scoring(picked(frame, **at, item=items), *CELL)


def _pairs(rounds: Rounds, cells: Cells) -> Iterator[tuple[Cell, Cell]]:
    """Give each two neighbouring rounds with a number; a withheld round between them is passed over."""
    for kind in rounds.release.framework.external_types:
        for pilot in rounds.release.pilots:
            of_pilot = [(pilot, number, kind.code, rounds.item) for number in rounds.release.rounds]
            there = [c for c in of_pilot if c in cells and not cells[c]["standard"]["withheld"]]
            yield from pairwise(there)


def step_between(rounds: Rounds, cells: Cells, first: Cell, second: Cell) -> Step:
    """Return the second of two cells less the first, before it is decided on.

    Over the same questions; else over the core questions of both; else, without an interval, over what is in common.
    `broken` may also be no_round, or why a number is withheld.
    """
    before, after = _standard(cells, first), _standard(cells, second)
    if not before or not after:
        return Step(before, after, NOT_COMPARABLE, "no_round")
    withheld = after["withheld"] or before["withheld"]
    if broken := str(withheld or _held_otherwise(rounds.release, first, second)):
        return Step(before, after, NOT_COMPARABLE, broken)
    same = _same_questions(rounds.release, cells, first, second)
    if same:
        core = same != (first, second)
        before, after = (cells[cell]["standard"] for cell in same)
        return Step(before, after, between_rows(after, before), core=core)
    difference = _over_common(rounds, cells, first, second)
    broken = "" if difference.comparable else "not_comparable"
    core = bool(difference.comparable and _held_sets(rounds.release, first, second))
    return Step(before, after, difference, broken, core=core)


def _same_questions(
    release: Release, cells: Cells, first: Cell, second: Cell
) -> tuple[Cell, Cell] | None:
    """Return two cells with a number on the same questions: of a full round beside a core one, the core item."""
    tried = [(first, second)]
    full = _held_sets(release, first, second)
    if full:
        one, other = (
            (*cell[:3], core_of(cell[3]) if held == "full" else cell[3])
            for cell, held in zip((first, second), full, strict=True)
        )
        tried.append((one, other))
    return next((pair for pair in tried if _same_basis(cells, *pair)), None)


def _held_sets(release: Release, first: Cell, second: Cell) -> tuple[str, str] | None:
    """Return the sets of two rounds where one asked core and the other full; else nothing."""
    held = rounds_held(release)
    sets = (str(held[first[:2]]["set"]), str(held[second[:2]]["set"]))
    return sets if sets[0] != sets[1] else None


def _same_basis(cells: Cells, first: Cell, second: Cell) -> bool:
    sides = [_standard(cells, cell) for cell in (first, second)]
    return all(sides) and between_rows(sides[0], sides[1]).comparable


def _held_otherwise(release: Release, first: Cell, second: Cell) -> str:
    """Return what differs in how two rounds were held, if they cannot be compared for it."""
    before, after = (rounds_held(release)[cell[:2]] for cell in (first, second))
    return next((name for name in ("framework", "mode") if before[name] != after[name]), "")


def decided(rounds: Rounds, step: Step, cells: Cells, level: int) -> Step:
    """Return a step with its interval at the page's level, whether it is clear, and whether it may be said aloud."""
    if step.difference.low is None:
        return step
    before, after = (tuple(row[name] for name in CELL) for row in (step.before, step.after))
    # Of core questions alone the release gives no share: that of the whole item stands for them.
    whole = [_standard(cells, (*cell[:3], rounds.item)) for cell in (before, after)]
    dont_know = [row["dont_know"] for row in whole]
    side = clear_side(lambda s: between_rows(cells[after][s], cells[before][s], level), dont_know)
    difference = between_rows(step.after, step.before, level)
    smallest = smallest_change(difference)
    named = side != 0 and abs(difference.points or 0.0) >= (smallest or inf)
    step = replace(step, difference=difference, smallest=smallest)
    return replace(step, clear=side != 0, named=named)


def _over_common(rounds: Rounds, cells: Cells, first: Cell, second: Cell) -> Difference:
    """Return the difference over the indicators that both have a number for, without limits: second - first.

    Both were asked by the same framework. The rule of docs/release.md, Pairs: two thirds of the weight in common, in
    a part and over the parts.
    """
    framework = rounds.release.framework_of(first[0], first[1])
    asked_of = framework.in_set("core" if _held_sets(rounds.release, first, second) else "full")
    opinions = [indicator for indicator in asked_of if indicator.kind == "opinion"]
    have, asked, points, scored = Fraction(0), 0, 0.0, 0
    for part, weight in framework.part_weights(rounds.item).items():
        own = {indicator.code: indicator.weight for indicator in opinions if indicator.part == part}
        share, difference = _part_in_common(cells, first, second, own)
        asked += 0 if share is None else weight
        if share is not None and share >= ENOUGH_WEIGHT:
            have += weight * share
            points += weight * difference
            scored += weight
    if not scored or have < ENOUGH_WEIGHT * asked:
        return NOT_COMPARABLE
    return Difference(points / scored, None, None)


def _part_in_common(
    cells: Cells, first: Cell, second: Cell, weights: Mapping[str, int]
) -> tuple[Fraction | None, float]:
    """Return the share of a part's weight in common (none: asked in neither round), and the difference over it.

    `weights`: of the part's questions.
    """
    sides = [
        {code: _standard(cells, (*side[:3], code)) for code in weights} for side in (first, second)
    ]
    asked = [
        sum(weights[code] for code, row in side.items() if row and row["withheld"] != "not_asked")
        for side in sides
    ]
    if not max(asked):
        return None, 0.0
    both = [
        code for code in weights if all(row[code] and not row[code]["withheld"] for row in sides)
    ]
    have = sum(weights[code] for code in both)
    if not have:
        return Fraction(0), 0.0
    points = sum(weights[c] * (sides[1][c]["score"] - sides[0][c]["score"]) for c in both) / have
    return Fraction(have, max(asked)), float(points)


def _standard(cells: Cells, cell: tuple[Any, ...]) -> Mapping[str, Any]:
    return cells.get(cell, {}).get("standard", {})
