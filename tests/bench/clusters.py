"""People of few branches, silence for a reason, and gaps: coverage, and how often "clear" is said where nothing is.

Part of python -m tests.bench.interval_coverage; its formulas are those that are checked there against the release.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np

from tests.bench.interval_coverage import (
    ALIKE,
    EACH_ALONE,
    Estimates,
    Item,
    Numbers,
    correlation,
    draw,
    estimate,
    means_of,
    mover,
    truth,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

SIZES, BRANCHES = (10, 20, 33, 50), (3, 5, 8)
LEVELS, LEANING = (50, 30, 15), 0.3
COMPOSITE_ICC = 0.2  # share of the variance of a person's score that is the branch's
BIAS = 5.0  # points that a level moves by where low answers stay out
MARGIN = 5.0  # docs/release.md, Clear
PILOTS, INFORMANTS = 4, (10, 15, 25)
MOST_FALSE = 0.05
SHARED = 0.5  # of the leaning about one stakeholder type, in that about another


@dataclass(frozen=True)
class Setting:
    """Who was asked: how many people, of how many branches, at which level; all pilots are truly alike."""

    asked: Item
    level: int
    size: int
    branches: int
    alike: float  # the branch's share of a leaning, so that the composite ICC is 0.2
    silence: float  # how much likelier a low answer is to stay out, so that the level moves by 5
    runs: int
    rng: np.random.Generator

    def leaning(self, shares: tuple[float, ...] = ()) -> Numbers:
        """Return leanings by run and person; `shares`: of the people in each branch (none: all alike)."""
        places = _places(self.size, self.branches, shares)
        of_branch = self.rng.standard_normal((self.runs, self.branches))[:, places]
        own = self.rng.standard_normal((self.runs, self.size))
        found: Numbers = np.sqrt(self.alike) * of_branch + np.sqrt(1 - self.alike) * own
        return found

    def alone(self, size: int = 0) -> Numbers:
        """Return leanings of people whom nothing ties together."""
        return self.rng.standard_normal((self.runs, size or self.size))

    def answers(self, leaning: Numbers, *, silent: bool = False) -> Numbers:
        """Return answers; `silent`: low ones stay out more often."""
        y = draw(self.rng, self.asked, self.level, LEANING, leaning)
        return unsaid(self.rng, y, self.silence) if silent else y


def _places(size: int, branches: int, shares: tuple[float, ...]) -> NDArray[np.int64]:
    """Return the branch of each person."""
    people = np.arange(size, dtype=np.int64)
    if not shares:
        return people % branches
    found = np.searchsorted(np.cumsum(shares), (people + 0.5) / size).astype(np.int64)
    return np.minimum(found, branches - 1)


def unsaid(rng: np.random.Generator, y: Numbers, silence: float) -> Numbers:
    """Return answers of which the lowest stay out with a probability, the highest never, others between."""
    gone = rng.random(y.shape) < silence * (1 - np.nan_to_num(y, nan=0) / 100)
    return np.where(gone, np.nan, y)


def bisected(wanted: float, found: Callable[[float], float], high: float = 0.95) -> float:
    """Return where a rising function takes a value."""
    low = 0.0
    for _ in range(9):
        middle = (low + high) / 2
        low, high = (middle, high) if found(middle) < wanted else (low, middle)
    return (low + high) / 2


def composite_icc(asked: Item, level: int, alike: float) -> float:
    """Return the share of the variance of a person's mean that is the branch's, in many draws."""
    rng = np.random.default_rng(1)
    big = Setting(asked, level, 20, 5, alike, 0, 2000, rng)
    means = np.nanmean(big.answers(big.leaning()), axis=2).reshape(2000, 4, 5)
    between = 4 * means.mean(axis=1).var(axis=1, ddof=1).mean()
    within = means.var(axis=1, ddof=1).mean()
    return float((between - within) / (between + 3 * within))


def level_bias(asked: Item, level: int, silence: float) -> float:
    """Return by how many points the level moves where low answers stay out."""
    rng = np.random.default_rng(2)
    y = draw(rng, asked, level, LEANING, rng.standard_normal((400, 50)))
    return float((np.nanmean(unsaid(rng, y, silence), axis=(0, 1)) - means_of(asked, level)).mean())


def settings(asked: Item, runs: int, seed: int) -> Iterator[Setting]:
    """Give every setting: levels, sizes, branches."""
    for level in LEVELS:
        alike = bisected(COMPOSITE_ICC, lambda x, level=level: composite_icc(asked, level, x))  # type: ignore[misc]
        silence = bisected(BIAS, lambda x, level=level: level_bias(asked, level, x))  # type: ignore[misc]
        for size, branches in product(SIZES, BRANCHES):
            rng = np.random.default_rng([seed, 93, level, size, branches])
            yield Setting(asked, level, size, branches, alike, silence, runs, rng)


def tables(asked: Item, runs: int, seed: int) -> Iterator[str]:
    """Give both tables in Markdown, line by line, and how many cells keep to 5 %."""
    everything = list(settings(asked, runs, seed))
    head = [
        "level",
        "people",
        "branches",
        "known",
        "one half",
        "before",
        "unknown",
        "unknown, before",
        "silence",
    ]
    yield from _head(head)
    for setting in everything:
        yield _line(setting, [f"{100 * share:.1f}" for share in coverages(setting)])
    yield ""
    head = [
        "level",
        "people",
        "branches",
        "four pilots",
        "one silent",
        "two types",
        "one silent",
        "gap 10",
    ]
    yield from _head([*head, "gap 15", "gap 25", "band", "silent", "before", "before, gap 10"])
    worst = 0.0
    for setting in everything:
        called = list(false_clear(setting))
        worst = max(worst, *called)
        yield _line(setting, [f"{100 * share:.1f}" for share in (*called, *before(setting))])
    verdict = "at most" if worst <= MOST_FALSE else "NOT at most"
    yield ""
    yield f"False clear in what a page calls clear: {verdict} {100 * MOST_FALSE:.0f} % (largest {100 * worst:.1f} %)."


def _head(names: list[str]) -> Iterator[str]:
    yield f"| {' | '.join(names)} |"
    yield f"|{' --- |' * len(names)}"


def _line(setting: Setting, cells: list[str]) -> str:
    names = [str(n) for n in (setting.level, setting.size, setting.branches)]
    return f"| {' | '.join([*names, *cells])} |"


def coverages(setting: Setting) -> Iterator[float]:
    """Give the share of intervals that hold the truth: the rule and what was before it."""
    asked, y = setting.asked, setting.answers(setting.leaning())
    half = (0.5, *[0.5 / (setting.branches - 1)] * (setting.branches - 1))
    uneven = setting.answers(setting.leaning(half))
    silent = setting.answers(setting.leaning(), silent=True)
    for said, branches in ((y, setting.branches), (uneven, setting.branches)):
        yield _held(setting, estimate(asked, said, branches))
    yield _held(setting, estimate_before(setting, y, setting.branches))
    yield _held(setting, estimate(asked, y, 0))
    yield _held(setting, estimate(asked, y, EACH_ALONE))
    yield _held(setting, estimate(asked, silent, setting.branches))


def estimate_before(setting: Setting, y: Numbers, branches: int) -> Estimates:
    """Return the estimate by the rule of engine 2: people of one branch alike by 0.1, not 0.25."""
    m = y.shape[1]
    factor = max(1.0, 1 + (m / branches - 1) * 0.1)
    # As many branches as make this rule's factor that one.
    return estimate(setting.asked, y, m / (1 + (factor - 1) / ALIKE))


def _held(setting: Setting, found: Estimates) -> float:
    true = truth(setting.asked, found, setting.level)
    there = found.there if found.there.any() else np.ones_like(found.there)
    return float(((found.low <= true) & (true <= found.high))[there].mean())


def _clear(limits: tuple[Numbers, Numbers], margin: float = MARGIN) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (limits[0] > margin) | (limits[1] < -margin)
    return found


def false_clear(setting: Setting) -> Iterator[float]:
    """Give how often something is called clear though the truth is the same: nothing differs, no band is passed."""
    said = [setting.answers(setting.leaning()) for _ in range(PILOTS)]
    silent = setting.answers(setting.leaning(), silent=True)
    yield _any_pair(setting, said)
    yield _any_pair(setting, [silent, *said[1:]])
    yield from _two_types(setting)
    yield from (_gap(setting, informants, both=True) for informants in INFORMANTS)
    yield from (_band(setting, y) for y in (said[0], silent))


def _any_pair(setting: Setting, said: list[Numbers], margin: float = MARGIN) -> float:
    """Return how often any two of the pilots of a page are called different, at the level of all its pairs."""
    pairs = PILOTS * (PILOTS - 1) // 2
    sides = [_at(setting, y, setting.branches, pairs) for y in said]
    any_clear = [_clear(mover(a, b, 0), margin) for a, b in combinations(sides, 2)]
    return float(np.any(any_clear, axis=0).mean())


def _at(setting: Setting, y: Numbers, branches: int, pairs: int = 1) -> Estimates:
    return estimate(setting.asked, y, branches, pairs)


def _two_types(setting: Setting) -> Iterator[float]:
    """Give the same for two stakeholder types that the same people judge; then where low answers about one stay out."""
    one = setting.leaning()
    other = SHARED * one + np.sqrt(1 - SHARED**2) * setting.leaning()
    a = _at(setting, setting.answers(one), setting.branches)
    for silent in (False, True):
        b = _at(setting, setting.answers(other, silent=silent), setting.branches)
        yield float(_clear(mover(a, b, correlation(a, b))).mean())


def _gap(setting: Setting, informants: int, *, both: bool, margin: float = MARGIN) -> float:
    """Return how often a gap is called clear where the institution's people think as the community does."""
    branches = setting.branches if both else EACH_ALONE
    a = _at(setting, setting.answers(setting.leaning()), branches)
    b = _at(setting, setting.answers(setting.alone(informants)), EACH_ALONE)
    if both:
        return float(_clear(mover(a, b, 0), margin).mean())
    return float(_clear((a.low - b.score, a.high - b.score), margin).mean())


def _band(setting: Setting, y: Numbers) -> float:
    """Return how often a score whose truth is the limit of a band is called clearly beyond it."""
    found = _at(setting, y, setting.branches)
    limit = truth(setting.asked, found, setting.level)
    return float(_clear((found.low - limit, found.high - limit)).mean())


def before(setting: Setting) -> Iterator[float]:
    """Give what engine 2 called clear: four pilots whose branches nobody knew, and a gap to ten informants."""
    said = [setting.answers(setting.leaning()) for _ in range(PILOTS)]
    alone = Setting(**{**vars(setting), "branches": EACH_ALONE})
    yield _any_pair(alone, said, margin=0)
    yield _gap(setting, INFORMANTS[0], both=False, margin=0)
