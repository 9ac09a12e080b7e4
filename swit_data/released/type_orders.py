"""Which of two stakeholder types is higher, and whether another way of counting turns it round."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from swit_data.framework import Framework
from swit_data.released.contributions import Number
from swit_data.released.differences import clear_pair
from swit_data.released.memory import kept_while_open
from swit_data.released.release import Release
from swit_data.released.rows import Scorings, by_scoring, pair_rows, picked
from swit_data.released.tables import ALL, SCORINGS
from swit_data.released.what_if_weights import WEIGHTS, released_at, weights_at

# What can turn an order, in the order in which it is said; `together`: two of them at once, neither alone.
TURNS = ("weights", "middle", "dont_know", "unsaid", "left_out", "together")

EQUAL = "equal"
# Rows of one pair by item and scoring; the dimension is "", with equal weights EQUAL.
Found = Mapping[str, Scorings]
_TYPES = ("a_stakeholder_type", "b_stakeholder_type")


@dataclass(frozen=True)
class Order:
    """Two stakeholder types of one pilot; `turned_by`: the ways of counting (of TURNS) that change their order.

    `higher` is empty where both have the same number. `sure`: the interval of the difference excludes 0 too, at the
    level of all pairs that are compared. `numbers`: those of both types, over all their questions.
    """

    pilot: str
    types: tuple[str, str]
    withheld: str = ""
    points: float = 0.0
    turned_by: tuple[str, ...] = ()
    sure: bool = False
    numbers: tuple[Number, ...] = ()

    @property
    def higher(self) -> str:
        """Return the type with the higher number under the framework's weights."""
        if self.points == 0:
            return ""
        return self.types[0] if self.points > 0 else self.types[1]

    @property
    def lower(self) -> str:
        """Return the other one."""
        return next((code for code in self.types if self.higher and code != self.higher), "")

    @property
    def kind(self) -> str:
        """Return withheld, same, turns, steady (every way of counting agrees) or solid (and the interval too)."""
        if self.withheld:
            return "withheld"
        if not self.higher:
            return "same"
        return "turns" if self.turned_by else "solid" if self.sure else "steady"


@dataclass(frozen=True)
class Compared:
    """What is compared: the external stakeholder types on one dimension in one round."""

    release: Release
    dimension: str
    chosen_round: str

    def number(self, pilot: str, stakeholder_type: str) -> Number:
        """Return the number of a stakeholder type of a pilot."""
        about = (self.chosen_round, "community", stakeholder_type, ALL)
        return Number(pilot, *about, split=ALL, item=self.dimension)


@kept_while_open
def orders(compared: Compared, pilots: Sequence[str]) -> tuple[Order, ...]:
    """Return the order of every two external stakeholder types in every pilot, in the framework's order of both."""
    kinds = [kind.code for kind in compared.release.framework.external_types]
    found = {pilot: _by_pair(compared, pilot) for pilot in pilots}
    there = [pair[""]["standard"] for pairs in found.values() for pair in pairs.values()]
    level = max(1, sum(not row["withheld"] for row in there))
    return tuple(
        _order(compared, pilot, types, found[pilot].get(types, {}), level)
        for types in combinations(kinds, 2)
        for pilot in pilots
    )


def _by_pair(compared: Compared, pilot: str) -> dict[tuple[str, str], Found]:
    """Return the rows that compare two types as a whole, by both types."""
    dimension, framework = compared.dimension, compared.release.framework
    names = {dimension: "", f"{dimension}_equal": EQUAL}
    names |= {p.code: p.code for p in framework.parts.values() if p.dimension == dimension}
    rows = pair_rows(compared.release, list(names), chosen_round=compared.chosen_round, pilot=pilot)
    whole = picked(rows, a_target=ALL, b_target=ALL, b_class="community")
    found: dict[tuple[str, str], dict[str, Scorings]] = defaultdict(dict)
    for (first, second, item), each in by_scoring(whole, *_TYPES, "item").items():
        found[first, second][names[item]] = each
    return {types: pair for types, pair in found.items() if "" in pair}


def _order(
    compared: Compared, pilot: str, types: tuple[str, str], found: Found, level: int
) -> Order:
    numbers = tuple(compared.number(pilot, code) for code in types)
    if not found:
        held = pilot in compared.release.pilots_of(compared.chosen_round)
        return Order(pilot, types, "not_asked" if held else "no_round", numbers=numbers)
    row = found[""]["standard"]
    if row["withheld"]:
        return Order(pilot, types, str(row["withheld"]), numbers=numbers)
    points = round(float(row["difference"]), 6)
    framework = compared.release.framework_of(pilot, compared.chosen_round)
    turned = _turned_by(framework, compared.dimension, found, points) if points else ()
    return Order(pilot, types, "", points, turned, bool(clear_pair(found[""], level)), numbers)


def _turned_by(
    framework: Framework, dimension: str, found: Found, points: float
) -> tuple[str, ...]:
    """Return what turns an order: alone each; together only where none of them does alone."""
    by_weight = {s: [_at(framework, dimension, found, s, w) for w in WEIGHTS] for s in SCORINGS}
    by_weight["standard"].append(_difference(found, EQUAL, "standard"))
    scored = {scoring: _difference(found, "", scoring) for scoring in SCORINGS}
    alone = {
        "weights": by_weight["standard"],
        "middle": [scored["middle_low"], scored["middle_high"]],
        "dont_know": [scored["dont_know_zero"]],
        "unsaid": [scored["worst"], scored["best"]],
    }
    turned = [name for name, numbers in alone.items() if _any_other_way(numbers, points)]
    if found[""]["standard"]["left_one_out"] == "does_not_hold":
        turned.append("left_out")
    both = [number for numbers in by_weight.values() for number in numbers]
    if not turned and (_any_other_way(both, points) or _left_out_elsewhere(found)):
        turned.append("together")
    return tuple(turned)


def _any_other_way(numbers: Sequence[float | None], points: float) -> bool:
    return any(number is not None and number * points <= 0 for number in numbers)


def _left_out_elsewhere(found: Found) -> bool:
    """Say whether one question or one person decides under other scorings or equal weights."""
    rows = [found.get(item, {}).get(s) for item in ("", EQUAL) for s in SCORINGS]
    return any(r["left_one_out"] == "does_not_hold" for r in rows if r and not r["withheld"])


def _at(
    framework: Framework, dimension: str, found: Found, scoring: str, weight: Fraction
) -> float | None:
    """Return the difference at a weight of the heavy part: released, or the weighted mean of released parts."""
    item = released_at(framework, dimension, weight)
    if item:
        return _difference(found, "" if item == dimension else EQUAL, scoring)
    weights = weights_at(framework, dimension, weight)
    parts = {code: _difference(found, code, scoring) for code in weights}
    scored = {code: number for code, number in parts.items() if number is not None}
    if not scored:
        return None
    whole = sum(float(weights[code]) for code in scored)
    return round(sum(float(weights[code]) * d for code, d in scored.items()) / whole, 6)


def _difference(found: Found, item: str, scoring: str) -> float | None:
    row = found.get(item, {}).get(scoring)
    return None if row is None or row["withheld"] else round(float(row["difference"]), 6)
