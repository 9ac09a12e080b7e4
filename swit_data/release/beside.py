"""Two pilots side by side: whether a released number of each may be compared, and what may be said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from swit_data.release.compare import (
    CLEAR_UNDER,
    MANY_DO_NOT_KNOW,
    NOT_COMPARABLE,
    Difference,
    Row,
    between_rows,
)
from swit_data.release.rounds import Cells, Rounds, held_otherwise, over_common
from swit_data.release.rows import Release, records
from swit_data.release.tables import ALL, SCORINGS

Scored = Mapping[tuple[str, str], Mapping[str, Row]]  # pilot and item, to the row of each scoring


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

    `clear`: its limits exclude 0 under each scoring that is asked, at the level of all that the page compares.
    `sides`: the two numbers, where the difference is between them; missing where it is over common questions only.
    """

    pilot: str
    reference: str
    item: str
    difference: Difference
    clear: bool = False
    reason: str = ""
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
    frame = place.release.frame("scores")
    keep = (
        (frame["round"] == place.round)
        & (frame["respondent_class"] == place.respondent_class)
        & (frame["stakeholder_type"] == place.stakeholder_type)
        & (frame["target"] == place.target)
        & (frame["split"] == ALL)
    )
    found: dict[tuple[str, str], dict[str, Row]] = {}
    for row in records(frame.loc[keep]):
        found.setdefault((row["pilot"], row["item"]), {})[row["scoring"]] = row
    return found


def _between(scored: Scored, empty: Beside) -> Beside:
    """Return one difference of numbers that rest on the same questions, or why there is none."""
    sides = [
        scored.get((code, empty.item), {}).get("standard")
        for code in (empty.pilot, empty.reference)
    ]
    one, other = sides
    if one is None or other is None:
        return replace(empty, reason="no_round")
    if reason := str(one["withheld"] or other["withheld"]):
        return replace(empty, reason=reason)
    if empty.reason:
        return empty
    difference = between_rows(one, other)
    if not difference.comparable:
        return replace(empty, reason="not_comparable")
    return replace(empty, difference=difference, sides=(one["score"], other["score"]))


def _over_common(place: Place, cells: Cells, each: Beside) -> Beside:
    """Return the difference over the questions that both pilots have a number for, where they rest on others."""
    if each.reason != "not_comparable":
        return each
    rounds = Rounds(place.release, each.item, place.target)
    first, second = (
        (code, place.round, place.stakeholder_type, each.item)
        for code in (each.reference, each.pilot)
    )
    difference = over_common(rounds, cells, first, second)
    return replace(each, difference=difference, reason="") if difference.comparable else each


def _decided(found: Beside, scored: Scored, level: int) -> Beside:
    """Return a difference with its limits at the page's level, and whether it is clear."""
    if found.difference.low is None:
        return found
    one, other = (scored[code, found.item] for code in (found.pilot, found.reference))
    many = max(rows["standard"]["dont_know"] for rows in (one, other)) > MANY_DO_NOT_KNOW
    under = [between_rows(one[s], other[s], level) for s in (SCORINGS if many else CLEAR_UNDER)]
    signs = {(difference.points or 0) > 0 for difference in under}
    clear = len(signs) == 1 and all(difference.clear for difference in under)
    return replace(found, difference=under[0], clear=clear)
