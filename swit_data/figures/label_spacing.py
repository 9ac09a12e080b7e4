"""Labels beside marks, moved just so far that none touches another."""

from collections.abc import Mapping, Sequence
from typing import Any

CLOSEST = 7.0  # points between two labels: 18 px of a panel of 100 points


def apart(rows: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], float]]:
    """Return rows, lowest score first, with the heights of their labels: none touches another or leaves the panel."""
    ordered = sorted(rows, key=lambda row: row["score"])
    heights: list[float] = []
    for row in ordered:
        heights.append(max(row["score"], heights[-1] + CLOSEST if heights else 0.0))
    ceiling = 100.0
    for place in reversed(range(len(heights))):
        heights[place] = min(heights[place], ceiling)
        ceiling = heights[place] - CLOSEST
    return list(zip(ordered, heights, strict=True))
