"""What is called clear: the same numbers through each door that says so, against one rule written by another hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swit_data.findings import clearly, stands_out
from swit_data.released.between_pilots import Place, beside
from swit_data.released.between_rounds import Rounds, steps
from swit_data.released.between_sides import decided, target_rows
from swit_data.released.release import Release
from swit_data.released.type_orders import Compared, orders
from tests.examples import examples
from tests.findings.drawn_release import drawn, labels_of, scene
from tests.findings.test_headline import wilson

SCORINGS = ("standard", "middle_low", "middle_high", "dont_know_zero")


@dataclass(frozen=True)
class Numbers:
    """Two numbers under each scoring, how many people each rests on, and which share of its answers is don't-know."""

    scores: tuple[tuple[float, float], ...]  # of one and the other, by scoring
    people: int
    dont_know: tuple[float, float]


def by_hand(numbers: Numbers) -> int:
    """Return on which side of 0 the first less the second clearly lies."""
    many = numbers.dont_know[0] > 1 / 3 or numbers.dont_know[1] > 1 / 3
    found = set()
    for a, b in numbers.scores if many else numbers.scores[:3]:
        (la, ua), (lb, ub) = (wilson(s, numbers.people, numbers.people - 1, 1) for s in (a, b))
        low = (a - b) - sqrt((a - la) ** 2 + (ub - b) ** 2)
        high = (a - b) + sqrt((ua - a) ** 2 + (b - lb) ** 2)
        found.add(int(low > 5) - int(high < -5))
    return found.pop() if len(found) == 1 else 0


def released(numbers: Numbers, one: str, other: str, pair: str = "", pilots: str = "") -> Release:
    """Return a release of the numbers; `one`, `other`: pilot, round, type and target of each; `pair`: of the pair."""
    scores = ["pilot round type target score dont_know scoring people basis"]
    pairs = ["pilot a b a_target b_target a_score b_score scoring n"]
    for scoring, both in zip(SCORINGS, numbers.scores, strict=True):
        for where, score, share in zip((one, other), both, numbers.dont_know, strict=True):
            scores.append(f"{where} {score} {share} {scoring} {numbers.people} same")
        pairs.append(f"{pair} {both[0]} {both[1]} {scoring} {numbers.people}")
    return drawn("\n".join(scores), "\n".join(pairs) if pair else "", pilots)


def of_types(numbers: Numbers) -> Release:
    one, other = "KEN 1 government all", "KEN 1 ngo all"
    return released(numbers, one, other, "KEN government ngo all all")


def between_two_pilots(numbers: Numbers) -> bool:
    release = released(numbers, "UKR 1 ngo all", "KEN 1 ngo all")
    (found,) = beside(Place(release, "1", "community", "ngo"), ["rollout"], ["KEN", "UKR"], "KEN")
    return found.clear


def between_two_rounds(numbers: Numbers) -> bool:
    held = "pilot round\nKEN 1\nKEN 2"
    release = released(numbers, "KEN 2 ngo all", "KEN 1 ngo all", pilots=held)
    (step,) = steps(Rounds(release, "rollout"))
    return step.named


def between_two_institutions(numbers: Numbers) -> bool:
    places = ("KEN 1 government health", "KEN 1 government police")
    release = released(numbers, *places, "KEN government government health police")
    rows = target_rows(release, ["rollout"], chosen_round="1", stakeholder_type="government")
    return bool(decided(rows, 1)["clear"].item())


def in_the_headline(numbers: Numbers) -> bool:
    shown = scene(of_types(numbers))
    found = [clearly(shown, "KEN", lowest=lowest) for lowest in (True, False)]
    return found[0] is not None and {*found} == {"government", "ngo"}


def in_what_stands_out(numbers: Numbers) -> bool:
    release = of_types(numbers)
    return any(each.kind == "types" for each in stands_out(scene(release), labels_of(release)))


def in_how_solid_it_is(numbers: Numbers) -> bool:
    release = of_types(numbers)
    found = orders(Compared(release, "rollout", "1"), release.pilots)
    return next(each.sure for each in found if each.types == ("government", "ngo"))


DOORS = (
    between_two_pilots,
    between_two_rounds,
    between_two_institutions,
    in_the_headline,
    in_what_stands_out,
    in_how_solid_it_is,
)
FAR, NEAR, TURNED = (80.0, 20.0), (50.0, 49.0), (20.0, 80.0)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("otherwise", [NEAR, TURNED])
@pytest.mark.parametrize("share", [0.333333, 0.333334])
@pytest.mark.parametrize("side", [0, 1])
def test_every_door_asks_under_the_same_scorings(
    door: Callable[[Numbers], bool],
    place: int,
    otherwise: tuple[float, float],
    share: float,
    side: int,
) -> None:
    """Don't know at 0 counts where more than a third of one side's answers are don't-know, and only there."""
    scores = [FAR] * 4
    scores[place] = otherwise
    shares = (share, 0.0) if side == 0 else (0.0, share)
    numbers = Numbers(tuple(scores), 60, shares)
    assert door(numbers) == (place == 3 and share < 1 / 3)
    assert bool(by_hand(numbers)) == door(numbers)


score = st.integers(0, 100).map(float)
numbers_drawn = st.builds(
    Numbers,
    st.tuples(score, score).flatmap(  # mostly alike under every scoring, as in a release
        lambda plain: st.tuples(*[st.just(plain) | st.just(plain) | st.tuples(score, score)] * 4)
    ),
    st.integers(10, 300),
    st.tuples(*[st.sampled_from([0.0, 0.3, 0.33, 0.34, 0.9])] * 2),
)


@pytest.mark.parametrize("door", DOORS)
@settings(max_examples=examples(40), deadline=None)
@given(numbers_drawn)
def test_clear_is_one_rule_by_another_hand(
    door: Callable[[Numbers], bool], numbers: Numbers
) -> None:
    wanted = bool(by_hand(numbers))
    if door is between_two_rounds:  # a change is named from ten points or its half-width on
        a, b = numbers.scores[0]
        (la, ua), (lb, ub) = (wilson(s, numbers.people, numbers.people - 1, 1) for s in (a, b))
        width = sqrt((a - la) ** 2 + (ub - b) ** 2) + sqrt((ua - a) ** 2 + (b - lb) ** 2)
        wanted = wanted and abs(a - b) >= max(10, width / 2)
    assert door(numbers) == wanted
