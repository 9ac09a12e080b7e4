"""Differences of released rows: what may be said of two numbers, and how surely."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

import pandas as pd

from swit_data.released.quantiles import quantile
from swit_data.released.thresholds import (
    ENOUGH_INFORMANTS,
    MANY_DO_NOT_KNOW,
    MARGIN,
    SMALLEST_CHANGE,
)

Row = Mapping[str, Any]

# The middle answers could be worth less or more: what is called clear is clear under all three.
CLEAR_UNDER = ("standard", "middle_low", "middle_high")


@dataclass(frozen=True)
class Difference:
    """a - b in points; without limits where none can be given; `comparable` is false with a reason.

    `informants`: of a perception gap, the people who spoke for the institution; else missing. `may_be_clear`: both
    sides come through three known branches or more.
    """

    points: float | None
    low: float | None
    high: float | None
    comparable: bool = True
    informants: int | None = None
    may_be_clear: bool = True

    @property
    def clear(self) -> bool:
        """Say whether it is clear by its limits; of a perception gap, only where 10 informants or more spoke."""
        few = self.informants is not None and self.informants < ENOUGH_INFORMANTS
        return self.may_be_clear and not few and is_clear(self.low, self.high)

    @property
    def side(self) -> int:
        """Return on which side of 0 it clearly lies: 1, -1, or 0 where it is not clear."""
        return (1 if (self.points or 0.0) > 0 else -1) if self.clear else 0

    @property
    def turned(self) -> Difference:
        """Return b - a, which is as clear as a - b."""
        points, low, high = (None if x is None else -x for x in (self.points, self.high, self.low))
        return replace(self, points=points, low=low, high=high)


NOT_COMPARABLE = Difference(None, None, None, comparable=False)


def is_clear(low: float | None, high: float | None, under: float = 0, over: float = 0) -> bool:
    """Say whether limits in points lie clearly under one number or over another (0 of a difference): the one rule.

    Everything that is called clear goes through here: more than MARGIN points away, with the whole interval.
    """
    return (high is not None and high < under - MARGIN) or (low is not None and low > over + MARGIN)


def limits(
    score: float, effective_n: float, degrees: float | None, pairs: int = 1
) -> tuple[float, float]:
    """Return Wilson's limits of a score (0-100) at the level 1 - 0.05/pairs, in points.

    Wilson 1927, with an effective n and the t quantile (docs/release.md).
    """
    # From a frame a missing number comes as None, NaN or pd.NA.
    c = quantile(None if degrees is None or pd.isna(degrees) else int(degrees), pairs)
    q, n = score / 100, effective_n
    centre = (q + c * c / (2 * n)) / (1 + c * c / n)
    half = c * sqrt(q * (1 - q) / n + c * c / (4 * n * n)) / (1 + c * c / n)
    return 100 * max(0.0, centre - half), 100 * min(1.0, centre + half)


def mover(
    a: tuple[float, float, float], b: tuple[float, float, float], rho: float = 0.0
) -> tuple[float, float]:
    """Return the limits of a - b from (score, low, high) of each side.

    Method of variance estimates recovery: Zou and Donner 2008; rho between the sides: Zou 2007.
    """
    (score_a, low_a, high_a), (score_b, low_b, high_b) = a, b
    down_a, up_a = score_a - low_a, high_a - score_a
    down_b, up_b = score_b - low_b, high_b - score_b
    below = down_a**2 + up_b**2 - 2 * rho * down_a * up_b
    above = up_a**2 + down_b**2 - 2 * rho * up_a * down_b
    points = score_a - score_b
    return points - sqrt(max(0.0, below)), points + sqrt(max(0.0, above))


def between_rows(a: Row, b: Row, pairs: int = 1) -> Difference:
    """Return a - b of two released scores of two pilots, or of two rounds of one.

    With limits only where both rest on the same scored indicators and weights (`basis`).
    """
    if a["withheld"] or b["withheld"] or a["basis"] != b["basis"]:
        return NOT_COMPARABLE
    points = float(a["score"]) - float(b["score"])
    sides = [_side(row, pairs) for row in (a, b)]
    if sides[0] is None or sides[1] is None:
        return Difference(points, None, None)
    low, high = mover(sides[0], sides[1])
    both = bool(a["may_be_clear"] and b["may_be_clear"])
    return Difference(points, low, high, may_be_clear=both)


def _side(row: Row, pairs: int, prefix: str = "") -> tuple[float, float, float] | None:
    size = row[f"{prefix}effective_n"]
    if pd.isna(size):
        return None
    score = float(row[f"{prefix}score"])
    low, high = limits(score, float(size), row[f"{prefix}degrees"], pairs)
    return score, low, high


def between_sides(row: Row, pairs: int = 1) -> Difference:
    """Return a - b of a released pair at the level that a page with so many pairs needs."""
    if row["withheld"]:
        return NOT_COMPARABLE
    points = float(row["difference"])
    informants = int(row["b_respondents"]) if row["b_class"] == "institution" else None
    without = Difference(points, None, None, informants=informants)
    a, b = _side(row, pairs, "a_"), _side(row, pairs, "b_")
    if b is None and informants is not None:
        # Fewer than ten informants: what these people said, as it is; the interval is the community's alone.
        said = float(row["b_score"])
        b = (said, said, said)
    if a is None or b is None:
        return without
    low, high = mover(a, b, float(row["rho"]))
    return replace(without, low=low, high=high, may_be_clear=bool(row["may_be_clear"]))


def clear_side(under: Callable[[str], Difference], dont_know: Iterable[float]) -> int:
    """Return on which side of 0 a difference clearly lies, 1 or -1, or 0 where it is not clear: the one rule.

    Clear to the same side under each scoring of CLEAR_UNDER; where more than a third of the answers to one of its
    numbers are "don't know" (or it is not known how many), also where these score 0, since what they would have said
    could turn it. `under`: the difference under a scoring; `dont_know`: the shares of what is compared.
    """
    few = all(share <= MANY_DO_NOT_KNOW for share in dont_know)
    sides = {under(s).side for s in (CLEAR_UNDER if few else (*CLEAR_UNDER, "dont_know_zero"))}
    return sides.pop() if len(sides) == 1 else 0


def clear_pair(rows: Mapping[str, Row], pairs: int = 1) -> int:
    """Return on which side of 0 a released pair clearly lies (clear_side); `rows`: as from pair_rows, by scoring."""

    def under(scoring: str) -> Difference:
        return between_sides(rows[scoring], pairs) if scoring in rows else NOT_COMPARABLE

    if "standard" not in rows:
        return 0
    return clear_side(under, [rows["standard"][f"{side}_dont_know"] for side in "ab"])


def clear_band(rows: Mapping[str, Row], low: float, high: float, pairs: int = 1) -> str:
    """Return `low` or `high` if a released score clearly lies under or over a limit of the bands, else nothing.

    Clear: its whole interval (is_clear), at the level of so many numbers, under each scoring of CLEAR_UNDER; many who
    do not know leave no band. `rows`: one row of the score by scoring.
    """
    if not _band_may_be_named(rows):
        return ""
    found = [_side(rows[scoring], pairs) for scoring in CLEAR_UNDER]
    known = [side for side in found if side is not None]
    if len(known) < len(found):
        return ""
    if all(is_clear(None, side[2], under=low) for side in known):
        return "low"
    return "high" if all(is_clear(side[1], None, over=high) for side in known) else ""


def _band_may_be_named(rows: Mapping[str, Row]) -> bool:
    if any(scoring not in rows for scoring in CLEAR_UNDER) or rows["standard"]["withheld"]:
        return False
    row = rows["standard"]
    return bool(row["may_be_clear"] and row["dont_know"] <= MANY_DO_NOT_KNOW)


def smallest_change(difference: Difference) -> float | None:
    """Return from how many points on a change between two rounds is named: 10, or its half-width if larger."""
    if difference.low is None or difference.high is None:
        return None
    return max(SMALLEST_CHANGE, (difference.high - difference.low) / 2)
