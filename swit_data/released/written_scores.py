"""A number as people read it, one way on every page, sentence, table and document: whole, and true to its band.

What a spreadsheet takes away keeps the released number.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import floor
from typing import Any

from swit_data.framework import Framework
from swit_data.released.between_pilots import Beside
from swit_data.released.labels import Labels
from swit_data.released.quantiles import bonferroni
from swit_data.wording import Wording

_ALPHA = 5  # percent that an interval of the tables leaves out
_NEAR = 0.05  # of that share: how near a level is written


@lru_cache(maxsize=4096)
def whole_number(number: float, wording: Wording) -> str:
    """Return a number as a whole one; a page writes the same 101 of them thousands of times."""
    return wording.number(number)


def written_score(score: float, labels: Labels) -> str:
    """Return a score, or a limit of one, as a whole number; "just under 70" where that would change its band."""
    limit = limit_reached(score, labels.framework)
    if limit is None:
        return whole_number(round(score), labels.wording)
    return labels.wording.text("number.nearly", limit=labels.wording.number(limit))


def written_row(row: Mapping[str, Any], labels: Labels) -> str:
    """Return the score of a released row as it is written, or why there is none."""
    return labels.reason(row["withheld"]) or written_score(row["score"], labels)


def limit_reached(score: float, framework: Framework) -> int | None:
    """Return the limit of the bands that a score lies under and would be rounded to, if there is one."""
    limits = (framework.low, framework.high)
    return next((limit for limit in limits if score < limit == round(score)), None)


def written_points(points: float, labels: Labels) -> str:
    """Return how large a difference is, or a limit of it; what is more than 0 is not written as 0."""
    if points > 0 and round(points) == 0:
        return labels.wording.text("number.just_over", limit=labels.wording.number(0))
    return labels.wording.number(points)


def written_signed(points: float, labels: Labels, *, clear: bool = False) -> str:
    """Return a difference, or a limit of one, with its sign; what is clear is not written as 0."""
    whole = round(points)
    if clear and not whole and points:
        key = "number.just_over" if points > 0 else "number.just_under"
        return labels.wording.text(key, limit=labels.wording.number(0))
    return ("+" if whole > 0 else "") + labels.wording.number(whole)


def written_beside(each: Beside, labels: Labels) -> str:
    """Return a pilot's number less the reference's: between the whole numbers, where it is their difference."""
    points = each.difference.points or 0.0
    if each.sides is not None and (whole := whole_difference(*each.sides)):
        points = whole
    return written_signed(points, labels, clear=each.clear)


def whole_difference(one: float, other: float) -> int:
    """Return one - other between the whole numbers that stand there: a reader with a pencil finds the same."""
    return round(one) - round(other)


def written_interval(low: str, high: str, labels: Labels, pairs: int = 1) -> str:
    """Return the words of an interval; it names its level where that is not the 95 % of the tables.

    `pairs`: how many numbers or differences are decided together.
    """
    text, compared = labels.wording.text, bonferroni(pairs)
    if compared == 1:
        return text("interval", low=low, high=high)
    return text("interval.level", low=low, high=high, level=written_level(compared, labels))


def written_level(pairs: int, labels: Labels) -> str:
    """Return the level of an interval in percent, as 99.75 where 20 are decided together."""
    out = 100 - level_of(pairs)
    digits = next(d for d in range(9) if abs(round(out, d) - out) <= _NEAR * out)
    return labels.wording.number(100 - out, digits)


def level_of(pairs: int) -> float:
    """Return the level, in percent, at which so many numbers or differences are decided together."""
    return 100 - _ALPHA / bonferroni(pairs)


def score_interval(row: Any, labels: Labels) -> str:  # noqa: ANN401 - a released row
    """Return the interval of a released score at the 95 % of the tables."""
    low, high = (written_score(float(row[name]), labels) for name in ("low", "high"))
    return written_interval(low, high, labels)


def adding_up(parts: Sequence[float], whole: float, digits: int = 0) -> list[float]:
    """Return numbers rounded so that they add up to the rounded whole (largest remainder).

    Each is its part rounded down or up; those that lost most are rounded up.
    """
    scale = 10**digits
    exact = [part * scale for part in parts]
    downs = [floor(part + 1e-9) for part in exact]
    missing = round(round(whole, digits) * scale) - sum(downs)
    order = sorted(range(len(parts)), key=lambda place: downs[place] - exact[place])
    ups = set(order[: max(0, missing)])
    return [(down + (place in ups)) / scale for place, down in enumerate(downs)]
