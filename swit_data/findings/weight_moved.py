"""What the weight of the heavy part does, in a sentence: how far scores move, and whether an order turns, and where."""

from collections.abc import Iterator
from itertools import combinations
from math import ceil

from swit_data.findings.counted import in_pilots
from swit_data.findings.type_orders import SolidScene
from swit_data.released.labels import Labels
from swit_data.released.memory import kept_while_open
from swit_data.released.rows import records
from swit_data.released.what_if_weights import WEIGHTS

Scores = dict[str, dict[str, dict[float, float]]]  # pilot, stakeholder type, weight: score
Turned = tuple[str, tuple[str, str]]  # pilot and two types

_EXACT = 6  # digits of a released number


@kept_while_open
def weight_verdict(scene: SolidScene, labels: Labels) -> str:
    """Return what moving the weight from 1 to 3 does; empty without a part that weighs more, or without numbers."""
    scores = _scores(scene)
    if not scene.heavy or not scores:
        return ""
    text = labels.wording.text
    values = {
        "part": labels.named(scene.heavy),
        "last": labels.wording.number(float(WEIGHTS[-1])),
    }
    points = ceil(_furthest(scores) - 10**-_EXACT)
    moved = labels.wording.plural("weight.moved", points, **values)
    turned = [_where(scores, each, labels) for each in _turned(scores)]
    common = [_pair(each, labels) for each in _over_common(scene) if each not in _turned(scores)]
    several = [pilot for pilot, types in scores.items() if len(types) > 1]  # one type has no order
    if several and not turned and not common:
        pilots = in_pilots(several, several, scene.pilots, labels, "compared")
        return f"{moved} {text('weight.never', pilots=pilots)}"
    said = [("weight.turns", turned), ("weight.turns.common", common)]
    return " ".join([moved, *(text(key, orders="; ".join(each)) for key, each in said if each)])


def _scores(scene: SolidScene) -> Scores:
    """Return the score at each weight of the types that have one at every weight."""
    found: Scores = {}
    for row in records(scene.weighted):
        if not row["withheld"]:
            by_type = found.setdefault(row["pilot"], {})
            by_type.setdefault(row["stakeholder_type"], {})[row["weight"]] = row["score"]
    whole = {
        pilot: {code: at for code, at in types.items() if len(at) == len(WEIGHTS)}
        for pilot, types in found.items()
    }
    return {pilot: whole[pilot] for pilot in scene.pilots if whole.get(pilot)}


def _furthest(scores: Scores) -> float:
    """Return how far the score that moves most moves."""
    every = [at.values() for types in scores.values() for at in types.values()]
    return max(max(at) - min(at) for at in every)


def _turned(scores: Scores) -> list[Turned]:
    """Return every two types whose order is not the same at every weight."""
    return [
        (pilot, (one, other))
        for pilot, types in scores.items()
        for one, other in combinations(types, 2)
        if len(set(_signs(scores, (pilot, (one, other))).values())) > 1
    ]


def _signs(scores: Scores, turned: Turned) -> dict[float, int]:
    """Return at each weight which of two types is higher: 1 the first, -1 the second, 0 neither."""
    pilot, (one, other) = turned
    first, second = scores[pilot][one], scores[pilot][other]
    points = {weight: round(first[weight] - second[weight], _EXACT) for weight in first}
    return {weight: (d > 0) - (d < 0) for weight, d in points.items()}


def _where(scores: Scores, turned: Turned, labels: Labels) -> str:
    """Return which type is higher at which weights."""
    signs = _signs(scores, turned)
    said = "; ".join(_higher(turned, signs, sign, labels) for sign in sorted(set(signs.values())))
    return f"{_pair(turned, labels)} ({said})"


def _higher(turned: Turned, signs: dict[float, int], sign: int, labels: Labels) -> str:
    text = labels.wording.text
    weights = labels.wording.listing(
        [
            labels.wording.number(weight, 0 if weight == int(weight) else 1)
            for weight, each in signs.items()
            if each == sign
        ]
    )
    if sign == 0:
        return text("weight.at.same", weights=weights)
    kind = turned[1][0 if sign > 0 else 1]
    return text("weight.at", type=labels.stakeholder_type(kind), weights=weights)


def _over_common(scene: SolidScene) -> Iterator[Turned]:
    """Give the orders over the questions asked about both types that turn with the weight."""
    for order in scene.orders:
        if "weights" in order.turned_by:
            yield order.pilot, order.types


def _pair(turned: Turned, labels: Labels) -> str:
    pilot, (one, other) = turned
    first, second = map(labels.stakeholder_type, (one, other))
    return f"{labels.pilot(pilot)}, {labels.wording.text('solid.pair', first=first, second=second)}"
