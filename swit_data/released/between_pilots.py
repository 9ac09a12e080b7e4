"""Two pilots side by side: whether a released number of each may be compared, and what may be said of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from swit_data.released import between_rounds
from swit_data.released.between_rounds import CELL, Cell, Rounds, Step, decided, step_between
from swit_data.released.contributions import Number, numbers_in
from swit_data.released.differences import Difference
from swit_data.released.release import Release
from swit_data.released.rows import by_scoring, picked
from swit_data.released.tables import ALL


@dataclass(frozen=True)
class Place:
    """What is compared between pilots: one stakeholder type, over all its institutions or one, in one round."""

    release: Release
    round: str
    respondent_class: str
    stakeholder_type: str
    target: str = ALL

    def number(self, pilot: str, item: str) -> Number:
        """Return the number of a pilot here."""
        about = (self.round, self.respondent_class, self.stakeholder_type, self.target)
        return Number(pilot, *about, split=ALL, item=item)


@dataclass(frozen=True)
class Beside:
    """A pilot's number less the reference's. `reason`: why there is no difference (a code), else empty.

    `clear`: it is clear under each scoring that is asked, at the level of all that the page compares. `items`: what is
    compared of the pilot and of the reference, where one asked core and the other full. `sides`: the two numbers, where
    the difference is between them; missing where it is over common questions only. `numbers`: what can be looked up
    of the pilot and of the reference.
    """

    pilot: str
    reference: str
    item: str
    difference: Difference
    clear: bool = False
    reason: str = ""
    items: tuple[str, str] = ("", "")
    sides: tuple[float, float] | None = None
    numbers: tuple[Number, ...] = ()


def beside(
    place: Place, items: Sequence[str], pilots: Sequence[str], reference: str
) -> tuple[Beside, ...]:
    """Return every other pilot less the reference, item by item, in the order given."""
    rows = picked(
        place.release.frame("scores"),
        round=place.round,
        respondent_class=place.respondent_class,
        stakeholder_type=place.stakeholder_type,
        target=place.target,
        split=ALL,
    )
    cells = by_scoring(rows, *CELL)
    found = []
    for item in items:
        rounds = Rounds(place.release, item, place.target)
        first, *others = (
            (pilot, place.round, place.stakeholder_type, item) for pilot in (reference, *pilots)
        )
        found += [
            (rounds, second, step_between(rounds, cells, first, second))
            for second in others
            if second != first
        ]
    level = between_rounds.compared([step for *_, step in found])
    return tuple(
        _beside(place, second, reference, decided(rounds, step, cells, level))
        for rounds, second, step in found
    )


def compared(found: Sequence[Beside]) -> int:
    """Return how many of these differences have an interval: the N of their Bonferroni level."""
    return max(1, sum(each.difference.low is not None for each in found))


def _beside(place: Place, cell: Cell, reference: str, step: Step) -> Beside:
    """Return a step from the reference to a pilot as what stands beside it."""
    pilot, item = cell[0], cell[3]
    found = Beside(pilot, reference, item, step.difference, step.clear, step.broken)
    if not step.same_basis:
        return replace(found, numbers=(place.number(pilot, item), place.number(reference, item)))
    sides = step.after, step.before
    one, other = sides
    return replace(
        found,
        items=(one["item"], other["item"]),
        sides=(one["score"], other["score"]),
        numbers=numbers_in(sides),
    )
