"""Two pilots side by side: whether a released number of each may be compared, and what may be said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from swit_data.released.between_rounds import (
    Cells,
    Rounds,
    held_otherwise,
    over_common,
    same_questions,
)
from swit_data.released.differences import (
    NOT_COMPARABLE,
    Difference,
    between_rows,
    clear_side,
)
from swit_data.released.release import Release
from swit_data.released.rows import Scorings, by_scoring, picked
from swit_data.released.tables import ALL

Scored = Mapping[tuple[Any, ...], Scorings]  # by pilot and item


@dataclass(frozen=True)
class Place:
    """What is compared between pilots: one stakeholder type, over all its institutions or one, in one round."""

    release: Release
    round: str
    respondent_class: str
    stakeholder_type: str
    target: str = ALL


@dataclass(frozen=True)
class Beside:
    """A pilot's number less the reference's. `reason`: why there is no difference (a code), else empty.

    `clear`: it is clear under each scoring that is asked, at the level of all that the page compares. `items`: what is
    compared of the pilot and of the reference, where one asked core and the other full. `sides`: the two numbers, where
    the difference is between them; missing where it is over common questions only.
    """

    pilot: str
    reference: str
    item: str
    difference: Difference
    clear: bool = False
    reason: str = ""
    items: tuple[str, str] = ("", "")
    sides: tuple[float, float] | None = None


def beside(
    place: Place, items: Sequence[str], pilots: Sequence[str], reference: str
) -> tuple[Beside, ...]:
    """Return every other pilot less the reference, item by item, in the order given."""
    scored = _scored(place)
    others = [pilot for pilot in pilots if pilot != reference]
    otherwise = {pilot: _asked_otherwise(place, scored, pilot, reference) for pilot in others}
    cells = {
        (pilot, place.round, place.stakeholder_type, item): rows
        for (pilot, item), rows in scored.items()
    }
    found = [
        _between(scored, Beside(pilot, reference, item, NOT_COMPARABLE, reason=otherwise[pilot]))
        for item in items
        for pilot in others
    ]
    found = [_on_core(place, cells, each) for each in found]
    found = [_over_common(place, cells, each) for each in found]
    level = compared(found)
    return tuple(_decided(each, scored, level) for each in found)


def compared(found: Sequence[Beside]) -> int:
    """Return how many of these differences have an interval: the N of their Bonferroni level."""
    return max(1, sum(each.difference.low is not None for each in found))


def _asked_otherwise(place: Place, scored: Scored, pilot: str, reference: str) -> str:
    """Return what keeps two pilots from being compared at all: a round not held, another mode or framework."""
    held = {code for code, _ in scored}
    if not {pilot, reference} <= held:
        return ""
    sides = ((code, place.round, place.stakeholder_type, "") for code in (pilot, reference))
    return held_otherwise(place.release, *sides)


def _scored(place: Place) -> Scored:
    rows = picked(
        place.release.frame("scores"),
        round=place.round,
        respondent_class=place.respondent_class,
        stakeholder_type=place.stakeholder_type,
        target=place.target,
        split=ALL,
    )
    return by_scoring(rows, "pilot", "item")


def _between(scored: Scored, empty: Beside) -> Beside:
    """Return one difference of numbers that rest on the same questions, or why there is none."""
    one, other = (
        scored.get((code, empty.item), {}).get("standard")
        for code in (empty.pilot, empty.reference)
    )
    if one is None or other is None:
        return replace(empty, reason="no_round")
    if reason := str(one["withheld"] or other["withheld"]):
        return replace(empty, reason=reason)
    if empty.reason:
        return empty
    difference = between_rows(one, other)
    if not difference.comparable:
        return replace(empty, difference=difference, reason="not_comparable")
    sides, items = (one["score"], other["score"]), (empty.item, empty.item)
    return replace(empty, difference=difference, sides=sides, items=items)


def _on_core(place: Place, cells: Cells, each: Beside) -> Beside:
    """Return the difference over the core questions, where one pilot asked core and the other full."""
    if each.reason != "not_comparable":
        return each
    one, other = _sides(place, each)
    same = same_questions(place.release, cells, one, other)
    if same is None:
        return each
    rows = (cells[same[0]]["standard"], cells[same[1]]["standard"])
    items, sides = (same[0][3], same[1][3]), (rows[0]["score"], rows[1]["score"])
    return replace(each, difference=between_rows(*rows), reason="", items=items, sides=sides)


def _sides(place: Place, each: Beside) -> tuple[tuple[str, str, str, str], ...]:
    return tuple(
        (code, place.round, place.stakeholder_type, each.item)
        for code in (each.pilot, each.reference)
    )


def _over_common(place: Place, cells: Cells, each: Beside) -> Beside:
    """Return the difference over the questions that both pilots have a number for, where they rest on others."""
    if each.reason != "not_comparable":
        return each
    rounds = Rounds(place.release, each.item, place.target)
    second, first = _sides(place, each)
    difference = over_common(rounds, cells, first, second)
    return replace(each, difference=difference, reason="") if difference.comparable else each


def _decided(found: Beside, scored: Scored, level: int) -> Beside:
    """Return a difference with its limits at the page's level, and whether it is clear."""
    if found.difference.low is None:
        return found
    sides = (found.pilot, found.reference)
    one, other = (scored[key] for key in zip(sides, found.items, strict=True))
    # Of core questions alone the release gives no share: that of the whole item stands for them.
    dont_know = [scored[code, found.item]["standard"]["dont_know"] for code in sides]
    clear = clear_side(lambda s: between_rows(one[s], other[s], level), dont_know)
    difference = between_rows(one["standard"], other["standard"], level)
    return replace(found, difference=difference, clear=bool(clear))
