"""What a released number is made of: its released indicators, and the weight that each has in it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from swit_data.framework import Framework
from swit_data.released.memory import kept_while_open
from swit_data.released.release import Release
from swit_data.released.rows import records
from swit_data.released.tables import KEYS

Rows = tuple[Mapping[str, Any], ...]

_PLACE = tuple(name for name in KEYS if name != "item")


@dataclass(frozen=True)
class Number:
    """One released number, or why it is withheld: the keys of its row in `scores`."""

    pilot: str
    round: str
    respondent_class: str
    stakeholder_type: str
    target: str
    split: str
    item: str

    @property
    def place(self) -> tuple[str, ...]:
        """Return the keys without the item: where its indicators stand."""
        return tuple(getattr(self, name) for name in _PLACE)


def numbers_of(rows: pd.DataFrame) -> tuple[Number, ...]:
    """Return the numbers behind released rows, each once, in their order; of scores or of answer_counts."""
    there = [name for name in KEYS if name in rows.columns]
    return tuple(
        Number(**{name: str(value) for name, value in row.items()})
        for row in records(rows[there].drop_duplicates())
    )


def rows_at(release: Release, number: Number, name: str = "scores") -> Rows:
    """Return every released row of the place where a number stands: of all its parts and indicators."""
    return _rows_of(release, name, number.place)


@kept_while_open  # some 250 rows: a calculation asks for those of one place again and again
def _rows_of(release: Release, name: str, place: tuple[str, ...]) -> Rows:
    there = _places(release, name).get(place, [])
    return tuple(release.tables[name].take(there).to_pylist()) if len(there) else ()


@kept_while_open
def _places(release: Release, name: str) -> Mapping[Any, Any]:
    """Return where in a table the rows of each place stand."""
    groups = release.frame(name).groupby(list(_PLACE), observed=True, sort=False)
    return groups.indices


def scored_with(release: Release, number: Number, scoring: str = "standard") -> Mapping[str, Any]:
    """Return the released row of a number under a scoring; empty if there is none."""
    rows = rows_at(release, number)
    found = (r for r in rows if r["item"] == number.item and r["scoring"] == scoring)
    return next(found, {})


def indicators_of(release: Release, number: Number) -> tuple[str, ...]:
    """Return the opinion indicators that a number is about, published or not, in the framework's order."""
    framework = release.framework_of(number.pilot, number.round)
    item, core = whole_item(framework, number.item)
    if item in framework.indicators:
        return (item,)
    parts = framework.part_weights(item)
    there = {row["item"] for row in rows_at(release, number)}
    return tuple(
        code
        for code, indicator in framework.indicators.items()
        if indicator.part in parts
        and indicator.kind == "opinion"
        and code in there
        and (not core or indicator.set == "core")
    )


def whole_item(framework: Framework, item: str) -> tuple[str, bool]:
    """Return an item, and whether it stands for its core questions alone, as C1_core of a full round does."""
    if any(
        item in named for named in (framework.indicators, framework.parts, framework.dimensions)
    ):
        return item, False
    plain = item.removesuffix("_equal")
    return plain.removesuffix("_core") + item[len(plain) :], plain.endswith("_core")


def effective_weights(release: Release, number: Number) -> dict[str, Fraction]:
    """Return the weight that each counted indicator has in a published number; they add up to 1.

    Part: its indicators' weights over those that count. Dimension: the part's weight among the parts that have a
    score, shared out in the part (docs/release.md, Weights).
    """
    framework = release.framework_of(number.pilot, number.round)
    rows = [row for row in rows_at(release, number) if row["scoring"] == "standard"]
    published = {row["item"] for row in rows if not row["withheld"]}
    if number.item not in published:
        return {}
    if number.item in framework.indicators:
        return {number.item: Fraction(1)}
    item, core = whole_item(framework, number.item)
    parts = {
        code: weight
        for code, weight in framework.part_weights(item).items()
        if (f"{code}_core" if core else code) in published
    }
    asked = [framework.indicators[code] for code in indicators_of(release, number)]
    counted = [each for each in asked if each.code in published and each.part in parts]
    of_part = Counter[str]()
    for each in counted:
        of_part[each.part] += each.weight
    whole = sum(parts.values())
    return {
        each.code: Fraction(parts[each.part] * each.weight, whole * of_part[each.part])
        for each in counted
    }
