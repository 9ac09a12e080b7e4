"""The release against the oracle: every cell of every table, on drawn and on random datasets."""

from __future__ import annotations

import math
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings

from swit_data.dataset import ANSWERS, ASKED, respondents_schema
from swit_data.release.engine import compute
from swit_data.release.tables import TABLES
from tests import oracle
from tests.drawn import Drawn
from tests.strategies import datasets

KEYS = {
    "scores": 8,
    "answer_counts": 8,
    "statements": 7,
    "pairs": 10,
    "pilot": 2,
}
# Published numbers are rounded to 1e-6; a sum on the edge may fall to either side.
TOLERANCE = 1.5e-6


def computed(drawn: Drawn) -> dict[str, list[dict[str, Any]]]:
    characteristics = sorted(
        {code for f in drawn.dataset.frameworks.values() for code in f.characteristics}
    )
    rows = {
        "respondents": _table(drawn.respondents, respondents_schema(characteristics)),
        "answers": _table(drawn.answers, ANSWERS),
        "asked": _table(drawn.asked, ASKED),
    }
    return {name: table.to_pylist() for name, table in compute(drawn.dataset, rows).items()}


def _table(rows: list[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist([{n: row.get(n) for n in schema.names} for row in rows], schema)


def differences(
    ours: dict[str, list[dict[str, Any]]], theirs: dict[str, list[dict[str, Any]]]
) -> list[str]:
    found: list[str] = []
    for name, width in KEYS.items():
        keys = TABLES[name].names[:width]
        left = {tuple(row[k] for k in keys): row for row in ours[name]}
        right = {tuple(row[k] for k in keys): row for row in theirs[name]}
        assert len(left) == len(ours[name]), f"{name}: a key stands twice"
        found += [f"{name}: only the release has {key}" for key in left.keys() - right.keys()]
        found += [f"{name}: only the oracle has {key}" for key in right.keys() - left.keys()]
        for key in left.keys() & right.keys():
            found += [
                f"{name} {key}: {column} is {left[key][column]!r}, oracle {right[key][column]!r}"
                for column in TABLES[name].names[width:]
                if not _same(left[key][column], right[key][column])
            ]
    return found


def _same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        # effective_n can be large where the variance is almost 0
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=TOLERANCE)
    return one == other


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(datasets())
def test_random_datasets_equal_the_oracle(drawn: Drawn) -> None:
    theirs = oracle.release(drawn.dataset, drawn.respondents, drawn.answers, drawn.asked)
    assert differences(computed(drawn), theirs)[:12] == []


@pytest.mark.long
@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(datasets())
def test_a_thousand_random_datasets_equal_the_oracle(drawn: Drawn) -> None:
    theirs = oracle.release(drawn.dataset, drawn.respondents, drawn.answers, drawn.asked)
    assert differences(computed(drawn), theirs)[:12] == []
