"""A released number: its address, its released indicators, and the weight that each has in it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from swit_data.framework import Framework
from swit_data.released.memory import kept_while_open
from swit_data.released.release import Release
from swit_data.released.rows import records
from swit_data.released.tables import ALL, KEYS

Rows = tuple[Mapping[str, Any], ...]

_PLACE = tuple(name for name in KEYS if name != "item")
_BETWEEN = "~"  # a URL holds it as it is
_TOGETHER = ","  # and this between numbers that one panel shows


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

    @property
    def address(self) -> str:
        """Return it as one word, for a link; no code holds the sign between the keys."""
        return _BETWEEN.join(getattr(self, name) for name in KEYS)


def address_of(row: Mapping[str, Any]) -> str:
    """Return the address of the number of a released row; nothing where a row does not say what it is about."""
    return _BETWEEN.join(str(row[name]) for name in KEYS) if {*KEYS} <= row.keys() else ""


def together(numbers: Iterable[Number]) -> str:
    """Return where several numbers stand in one panel, as one word for a link."""
    return _TOGETHER.join(number.address for number in numbers)


def addresses_in(together: str) -> list[str]:
    """Return the address of each number of a panel; nothing of an empty one."""
    return [each for each in together.split(_TOGETHER) if each]


def side_of(pair: Mapping[str, Any], side: str) -> dict[str, Any]:
    """Return what the number on one side (a or b) of a released pair is about: the keys of its row in `scores`."""
    own = {name: pair[f"{side}_{name}"] for name in ("stakeholder_type", "target")}
    shared = {name: pair[name] for name in ("pilot", "round", "item")}
    return {**shared, "respondent_class": pair[f"{side}_class"], **own, "split": ALL}


def number_at(release: Release, address: str) -> Number | None:
    """Return the number at an address, also one that is withheld; nothing where the release knows none of its codes."""
    codes = address.split(_BETWEEN)
    if len(codes) != len(KEYS):
        return None
    known = _known_codes(release)
    if any(code not in known[name] for name, code in zip(KEYS, codes, strict=True)):
        return None
    return Number(**dict(zip(KEYS, codes, strict=True)))


@kept_while_open
def _known_codes(release: Release) -> Mapping[str, frozenset[str]]:
    """Return by key every code that released scores or counts have."""
    tables = [release.frame(name) for name in ("scores", "answer_counts")]
    return {
        name: frozenset(str(code) for table in tables for code in table[name].unique())
        for name in KEYS
    }


def numbers_of(rows: pd.DataFrame) -> tuple[Number, ...]:
    """Return the numbers behind released rows, each once, in their order; of scores or of answer_counts."""
    return numbers_in(records(rows[[*KEYS]].drop_duplicates()))


def numbers_in(rows: Iterable[Mapping[str, Any]]) -> tuple[Number, ...]:
    """Return the number of each released row."""
    return tuple(Number(**{name: str(row[name]) for name in KEYS}) for row in rows)


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


def reason_of(release: Release, number: Number) -> str:
    """Return why a number is not shown, as a code; nothing where it is."""
    if row := scored_with(release, number):
        return str(row["withheld"])
    if number.split != ALL:
        return "grouped_otherwise"
    return "not_asked" if number.pilot in release.pilots_of(number.round) else "no_round"


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
