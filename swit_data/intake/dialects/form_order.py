"""Questions with the same words told apart by their order in the form."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def in_order(candidates: Sequence[tuple[int, ...]]) -> Mapping[int, int]:
    """Return, for each position that its order decides, the place in the form.

    A file that was exported whole or in part keeps the order of its form. A position is decided
    where the first and the last way to lay the columns onto the form agree.
    """
    decided: dict[int, int] = {}
    open_ones = []
    for position, places in enumerate(candidates):
        if len(places) == 1 and places[0] in decided.values():
            decided[position] = places[0]  # the same question again, of another version of the form
        else:
            open_ones.append(position)
            decided.update({position: places[0]} if len(places) == 1 else {})
    chosen = [candidates[position] for position in open_ones]
    if all(len(places) == 1 for places in chosen):
        return decided
    first = _laid(chosen)
    last = [-place for place in _laid([tuple(-p for p in reversed(c)) for c in reversed(chosen)])]
    ways = zip(open_ones, first, reversed(last), strict=False)
    return {**decided, **{position: one for position, one, other in ways if one == other}}


def _laid(candidates: Sequence[tuple[int, ...]]) -> list[int]:
    """Return the first way to lay columns onto a form in its order; empty where there is none."""
    laid: list[int] = []
    before = float("-inf")
    for places in candidates:
        n = bisect_right(places, before)
        if n == len(places):
            return []
        before = places[n]
        laid.append(places[n])
    return laid
