"""A difference of two scores as it is written: numbers that a reader with a pencil finds to agree."""

from __future__ import annotations

from swit_data.findings.spoken import PUBLISHED, digits_in_band
from swit_data.release.compare import Difference
from swit_data.release.labels import Labels


def spoken_difference(higher: float, lower: float, d: Difference, labels: Labels) -> dict[str, str]:
    """Return the words of a clear difference above 0: both scores, points, low and high.

    The numbers add up, keep their bands, and an interval that excludes 0 does not begin at 0.
    """
    low, high = d.low or 0.0, d.high or 0.0
    digits = max(
        _digits(higher, lower, d.points or 0.0, low),
        *(digits_in_band(score, labels) for score in (higher, lower)),
    )
    number = labels.wording.number
    return {
        "higher": number(higher, digits),
        "lower": number(lower, digits),
        # Between the numbers that stand there: 86.2 - 69.9 is 16.3, although the difference is 16.36.
        "points": number(round(higher, digits) - round(lower, digits), digits),
        "low": number(low, _above_zero(low, digits)),
        "high": number(high, digits),
    }


def _digits(first: float, second: float, points: float, low: float) -> int:
    """Return 0, or 1 where whole numbers would contradict each other in front of the reader.

    They may not add up (77 - 38 = 40), or let an interval that excludes 0 begin at 0.
    """
    return 0 if round(first) - round(second) == round(points) and round(low) > 0 else 1


def _above_zero(low: float, digits: int) -> int:
    """Return how many digits write a lower limit above 0 as more than 0."""
    return next((d for d in range(digits, PUBLISHED) if round(low, d) > 0), PUBLISHED)
