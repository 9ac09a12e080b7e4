"""The partitions of a characteristic, as docs/framework.md describes them, and which of them a release shows."""

from __future__ import annotations

from swit_data.framework import Framework
from tests.attacks.publishing import Tables
from tests.attacks.samples import dimension_of


def partitions(measured: Framework, characteristic: str) -> list[dict[str, frozenset[str]]]:
    """Return the groups of each partition, the finest first."""
    categories = measured.characteristics[characteristic].categories
    split = measured.dimensions[dimension_of(measured, characteristic)].split
    found = [{category: frozenset([category]) for category in categories}]
    for merged in split.partitions if split else ():
        groups = {code: frozenset(group) for code, group in merged.items()}
        named = {category for group in groups.values() for category in group}
        found.append(groups | {c: frozenset([c]) for c in categories if c not in named})
    return found


def shown_partition(measured: Framework, characteristic: str, tables: Tables) -> int | None:
    """Return which partition a release shows (the others before it were refused), or none.

    A question that is not told of the groups, since one of them is of one mind, is no refusal of the split: that stands
    in the rows of the dimension alone.
    """
    shown = {
        row["split"].partition("=")[2]
        for row in tables["scores"].to_pylist()
        if row["split"].startswith(f"{characteristic}=")
        and (row["withheld"] == "" or row["item"] in measured.indicators)
    }
    for rank, groups in enumerate(partitions(measured, characteristic)):
        if shown and shown == set(groups):
            return rank
    return None
