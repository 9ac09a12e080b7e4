"""The release against the oracle: every cell of every table, on drawn and on random datasets."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

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
MERGED = ("=others", "=unknown_or_old")  # the fallbacks of tests/strategies.py
# Published numbers are rounded to 1e-6; a sum on the edge may fall to either side.
TOLERANCE = 1.5e-6
# A whole dataset shrinks for minutes and reads no easier; the differences say where to look.
UNSHRUNK = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


Frozen = dict[tuple[str, str, str, str], int]  # as the oracle takes what the ledger says


def computed(drawn: Drawn, frozen: Frozen | None = None) -> dict[str, list[dict[str, Any]]]:
    """Return the tables of a release; a scope is written as the engine and its ledger do."""
    characteristics = sorted(
        {code for f in drawn.dataset.frameworks.values() for code in f.characteristics}
    )
    rows = {
        "respondents": _table(drawn.respondents, respondents_schema(characteristics)),
        "answers": _table(drawn.answers, ANSWERS),
        "asked": _table(drawn.asked, ASKED),
    }
    known = {
        (" ".join(filter(None, scope)), dimension): rank
        for (*scope, dimension), rank in (frozen or {}).items()
    }
    tables = compute(drawn.dataset, rows, known)
    return {name: table.to_pylist() for name, table in tables.items()}


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


@settings(UNSHRUNK, max_examples=40)
@given(datasets())
def test_random_datasets_equal_the_oracle(drawn: Drawn) -> None:
    theirs = oracle.release(drawn.dataset, drawn.respondents, drawn.answers, drawn.asked)
    assert differences(computed(drawn), theirs)[:12] == []


@pytest.mark.timeout(0)  # minutes, and it says where it is when it fails
@pytest.mark.long
@settings(UNSHRUNK, max_examples=1000)
@given(datasets())
def test_a_thousand_random_datasets_equal_the_oracle(drawn: Drawn) -> None:
    theirs = oracle.release(drawn.dataset, drawn.respondents, drawn.answers, drawn.asked)
    assert differences(computed(drawn), theirs)[:12] == []


@st.composite
def ledgers(draw: Any, drawn: Drawn) -> Frozen:  # noqa: ANN401 - Hypothesis' own type
    """Give what a ledger could say: the partition published before, in some scopes."""
    found: Frozen = {}
    for row in drawn.dataset.rounds:
        framework = drawn.dataset.frameworks[row.framework]
        types = list(framework.stakeholder_types) if drawn.dataset.shape == 1 else [""]
        for dimension in framework.dimensions.values():
            split = dimension.split
            for about in types if split else ():
                ranks = [None, -1, *range(1 + len(split.partitions if split else ()))]
                rank = draw(st.sampled_from(ranks))
                if rank is not None:
                    found[row.pilot, row.round, about, dimension.code] = rank
    return found


@settings(UNSHRUNK, max_examples=20)
@given(datasets().flatmap(lambda drawn: st.tuples(st.just(drawn), ledgers(drawn))))
def test_what_the_ledger_says_leaves_one_partition(drawn_and_frozen: tuple[Drawn, Frozen]) -> None:
    drawn, frozen = drawn_and_frozen
    theirs = oracle.release(drawn.dataset, drawn.respondents, drawn.answers, drawn.asked, frozen)
    assert differences(computed(drawn, frozen), theirs)[:12] == []


def test_the_drawn_datasets_show_refuse_and_merge_splits() -> None:
    """Without this the comparison could pass on refusals alone."""
    seen: Counter[str] = Counter()

    @settings(UNSHRUNK, max_examples=60, database=None, derandomize=True)
    @given(datasets())
    def look(drawn: Drawn) -> None:
        rows = oracle.release(drawn.dataset, drawn.respondents, drawn.answers, drawn.asked)
        split = [row for row in rows["scores"] if row["split"] != "all"]
        shown = {row["split"].split("=")[0] for row in split if row["withheld"] == ""}
        seen["shown"] += bool(shown)
        seen["two characteristics"] += len(shown) > 1
        seen["refused"] += any(row["withheld"] == "split_refused" for row in split)
        seen["merged"] += any(row["split"].endswith(MERGED) for row in split)
        seen["by dimension"] += any(row["dimension"] for row in drawn.asked)

    look()
    assert all(
        seen[kind] for kind in ("shown", "two characteristics", "refused", "merged", "by dimension")
    ), seen
