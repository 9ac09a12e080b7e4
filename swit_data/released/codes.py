"""The codes that rows of a release may hold: those of its own frameworks and rounds."""

from collections.abc import Callable, Collection, Iterable, Mapping

import pyarrow as pa

from swit_data.framework import Framework
from swit_data.released.tables import ALL, SCORINGS

_NUMBERS = ("scores", "answer_counts", "pairs", "statements")


def known(tables: Mapping[str, pa.Table], frameworks: Iterable[Framework]) -> bool:
    """Say whether every number is about a round, a stakeholder type and an item that the release itself describes."""
    measured = tuple(frameworks)
    rounds = set(tables["pilot"]["round"].to_pylist())
    allowed = {
        "round": rounds,
        "scoring": set(SCORINGS),
        **dict.fromkeys(
            ("stakeholder_type", "a_stakeholder_type", "b_stakeholder_type"), _types(measured)
        ),
        **dict.fromkeys(("item", "indicator"), _items(measured)),
        "split": {ALL, *(code for f in measured for code in f.characteristics)},
    }
    return all(
        _among(tables[name], column, codes)
        for name in _NUMBERS
        for column, codes in allowed.items()
        if column in tables[name].column_names
    )


def _among(table: pa.Table, column: str, allowed: Collection[str]) -> bool:
    found = table[column].unique().to_pylist()
    shortened: Callable[[str], str] = (
        (lambda code: code.partition("=")[0]) if column == "split" else str
    )
    return {shortened(code) for code in found} <= set(allowed)


def _types(frameworks: tuple[Framework, ...]) -> set[str]:
    return {code for framework in frameworks for code in framework.stakeholder_types}


def _items(frameworks: tuple[Framework, ...]) -> set[str]:
    return {
        item
        for framework in frameworks
        for item in (
            *framework.indicators,
            *framework.parts,
            *framework.dimensions,
            *(f"{code}_core" for code in (*framework.parts, *framework.dimensions)),
            *(
                f"{code}{weighed}"
                for code in framework.dimensions
                for weighed in ("_equal", "_core_equal")
            ),
        )
    }
