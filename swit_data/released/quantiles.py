"""Student's t quantiles for the levels that comparisons need, from a table checked against scipy in a test."""

import bisect
from functools import cache
from importlib.resources import files

# A page that compares N pairs uses the level 1 - 0.05/N, with N rounded up to one of these (Bonferroni).
# A page over 19 pilots and more compares more, and would be too lenient.
PAIRS = (1, 2, 3, 6, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
# Above this many degrees the quantile for this many stands: at most 0.003 too wide, never too narrow.
MOST_DEGREES = 10_000


@cache
def _table() -> dict[int, tuple[float, ...]]:
    """Return degrees of freedom (0: the normal distribution) to one quantile for each of PAIRS."""
    lines = (
        files("swit_data.released").joinpath("quantiles.csv").read_text("utf-8").splitlines()[1:]
    )
    rows = (line.split(",") for line in lines)
    return {int(degrees): tuple(map(float, values)) for degrees, *values in rows}


@cache
def _known() -> list[int]:
    return sorted(_table())[1:]


def bonferroni(pairs: int) -> int:
    """Return a number of comparisons, rounded up to one that the table holds."""
    return PAIRS[bisect.bisect_left(PAIRS, min(pairs, PAIRS[-1]))]


def quantile(degrees: int | None, pairs: int = 1) -> float:
    """Return the two-sided quantile for the level 1 - 0.05/pairs; without degrees the normal one."""
    column = PAIRS.index(bonferroni(pairs))
    if degrees is None:
        return _table()[0][column]
    degrees = min(degrees, MOST_DEGREES)
    known = _known()
    above = known[bisect.bisect_left(known, degrees)]
    if above == degrees:
        return _table()[degrees][column]
    below = known[bisect.bisect_left(known, degrees) - 1]
    # Quantiles are all but linear in 1/degrees between the table's steps (error under 1e-6, tested).
    part = (1 / below - 1 / degrees) / (1 / below - 1 / above)
    low, high = _table()[below][column], _table()[above][column]
    return low + (high - low) * part
