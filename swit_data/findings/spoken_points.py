"""A clear difference of two scores as it is written: numbers that a reader with a pencil finds to agree."""

from swit_data.released.differences import Difference
from swit_data.released.labels import Labels
from swit_data.released.written_scores import (
    whole_difference,
    written_interval,
    written_points,
    written_score,
)


def spoken_difference(
    higher: float, lower: float, d: Difference, labels: Labels, pairs: int = 1
) -> dict[str, str]:
    """Return the words of a clear difference above 0: both scores, points, interval.

    The points are those between the two numbers that stand there: 86.2 - 69.9 is 16 as written, although the
    difference is 16.4. `pairs`: how many are decided together; the interval says so.
    """
    low, high = (written_points(limit, labels) for limit in (max(d.low or 0.0, 0.0), d.high or 0.0))
    whole = whole_difference(higher, lower)
    return {
        "higher": written_score(higher, labels),
        "lower": written_score(lower, labels),
        "points": labels.wording.number(whole)
        if whole
        else written_points(d.points or 0.0, labels),
        "interval": written_interval(low, high, labels, pairs),
    }
