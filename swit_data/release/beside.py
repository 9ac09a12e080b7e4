"""Two pilots side by side: whether a released number of each may be compared, and what may be said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from swit_data.release.compare import (
    CLEAR_UNDER,
    MANY_DO_NOT_KNOW,
    NOT_COMPARABLE,
    Difference,
    Row,
    between_rows,
)
from swit_data.release.rounds import Rounds, held_otherwise, over_common, part_weights
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
    """

    pilot: str
    reference: str
    item: str
    difference: Difference
    clear: bool = False
    reason: str = ""


def beside(
    place: Place, items: Sequence[str], pilots: Sequence[str], reference: str
) -> tuple[Beside, ...]:
    """Return every other pilot less the reference, item by item, in the order given."""
    scored = _scored(place)
    found = [
        _between(place, scored, item, pilot, reference)
        for item in items
        for pilot in pilots
        if pilot != reference
    ]
    compared = max(1, sum(each.difference.low is not None for each in found))
    return tuple(_decided(each, scored, compared) for each in found)


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


def _between(place: Place, scored: Scored, item: str, pilot: str, reference: str) -> Beside:
    """Return one difference, or why there is none: no number, or pilots that were asked otherwise."""
    sides = [scored.get((code, item), {}).get("standard") for code in (pilot, reference)]
    one, other = sides
    if one is None or other is None:
        return Beside(pilot, reference, item, NOT_COMPARABLE, reason="no_round")
    if reason := str(one["withheld"] or other["withheld"]):
        return Beside(pilot, reference, item, NOT_COMPARABLE, reason=reason)
    cells = [(code, place.round, place.stakeholder_type, item) for code in (pilot, reference)]
    if reason := held_otherwise(place.release, cells[0], cells[1]):
        return Beside(pilot, reference, item, NOT_COMPARABLE, reason=reason)
    difference = between_rows(one, other)
    if not difference.comparable:
        difference = _over_common(place, scored, item, pilot, reference)
    reason = "" if difference.comparable else "not_comparable"
    return Beside(pilot, reference, item, difference, reason=reason)


def _over_common(place: Place, scored: Scored, item: str, pilot: str, reference: str) -> Difference:
    """Return the difference over the indicators that both pilots have a number for, by the rule of rounds."""
    rounds = Rounds(place.release, item, place.target)
    cells = {
        (code, place.round, place.stakeholder_type, each): rows
        for (code, each), rows in scored.items()
    }
    first, second = (
        (code, place.round, place.stakeholder_type, item) for code in (reference, pilot)
    )
    return over_common(rounds, cells, first, second, part_weights(rounds))


def _decided(found: Beside, scored: Scored, level: int) -> Beside:
    """Return a difference with its limits at the page's level, and whether it is clear."""
    if found.difference.low is None:
        return found
    one, other = (scored[code, found.item] for code in (found.pilot, found.reference))
    many = max(rows["standard"]["dont_know"] for rows in (one, other)) > MANY_DO_NOT_KNOW
    under = [between_rows(one[s], other[s], level) for s in (SCORINGS if many else CLEAR_UNDER)]
    signs = {(difference.points or 0) > 0 for difference in under}
    clear = len(signs) == 1 and all(difference.clear for difference in under)
    return Beside(found.pilot, found.reference, found.item, under[0], clear)
