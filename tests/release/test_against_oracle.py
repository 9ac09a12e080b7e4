"""The release against the oracle: every cell of every table, on drawn and on random datasets."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from swit_data.dataset import ANSWERS, ASKED, respondents_schema
from swit_data.release.engine import compute_all
from swit_data.released.tables import TABLES
from tests import oracle
from tests.drawn import Drawn
from tests.examples import examples
from tests.strategies import datasets

KEYS = {
    "scores": 8,
    "answer_counts": 8,
    "statements": 7,
    "pairs": 10,
    "pilot": 2,
}
MERGED = ("=others", "=unknown_or_old", "=not_women")  # the fallbacks of tests/strategies.py
# Published numbers are rounded to 1e-6; a sum on the edge may fall to either side.
TOLERANCE = 1.5e-6
# A whole dataset shrinks for minutes and reads no easier; the differences say where to look.
UNSHRUNK = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


Frozen = dict[tuple[str, str, str, str], int]  # as the oracle takes what the ledger says
Named = list[tuple[str, str, str, str]]  # pilot, round, type, indicator: published by name


def computed(
    drawn: Drawn, frozen: Frozen | None = None, named: Named | None = None
) -> dict[str, list[dict[str, Any]]]:
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
    tables = compute_all(drawn.dataset, rows, known, named or []).tables
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


@st.composite
def names(draw: Any, drawn: Drawn) -> Named:  # noqa: ANN401 - Hypothesis' own type
    """Give the questions that an owner publishes by name: none, some or all."""
    every = sorted(
        {
            (row.pilot, row.round, about, indicator.code)
            for row in drawn.dataset.rounds
            for indicator in drawn.dataset.frameworks[row.framework].indicators.values()
            for about in indicator.stakeholder_types
        }
    )
    some = st.lists(st.sampled_from(every), unique=True)
    return draw(st.just([]) | some | st.just(every))  # type: ignore[no-any-return]


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


def beside_names(drawn: Drawn) -> st.SearchStrategy[tuple[Drawn, Named]]:
    return st.tuples(st.just(drawn), names(drawn))


def beside_a_ledger(drawn: Drawn) -> st.SearchStrategy[tuple[Drawn, Named, Frozen]]:
    return st.tuples(st.just(drawn), names(drawn), ledgers(drawn))


def unequal(drawn: Drawn, named: Named, frozen: Frozen | None = None) -> list[str]:
    """Return where the release and the oracle differ, the first few."""
    rows = (drawn.respondents, drawn.answers, drawn.asked)
    theirs = oracle.release(drawn.dataset, *rows, frozen, named=named)
    return differences(computed(drawn, frozen, named), theirs)[:12]


@settings(UNSHRUNK, max_examples=examples(40))
@given(datasets().flatmap(beside_names))
def test_random_datasets_equal_the_oracle(case: tuple[Drawn, Named]) -> None:
    assert unequal(*case) == []


@pytest.mark.timeout(0)  # minutes, and it says where it is when it fails
@pytest.mark.long
@settings(UNSHRUNK, max_examples=1000)
@given(datasets().flatmap(beside_names))
def test_a_thousand_random_datasets_equal_the_oracle(case: tuple[Drawn, Named]) -> None:
    assert unequal(*case) == []


@settings(UNSHRUNK, max_examples=examples(20))
@given(datasets().flatmap(beside_a_ledger))
def test_what_the_ledger_says_leaves_one_partition(case: tuple[Drawn, Named, Frozen]) -> None:
    assert unequal(*case) == []


RULES = (
    *("shown", "two characteristics", "three dimensions", "refused", "merged", "by dimension"),
    *("no room", "no room for a personal question", "room beside another split"),
    *("uneven", "one mind", "by name", "part refused for one mind", "due beside a scored answer"),
)


@pytest.mark.timeout(0)  # 5 minutes for 60 datasets: each rule is worked out with and without
@pytest.mark.long
def test_the_drawn_datasets_come_upon_every_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without this the comparison could pass on refusals alone, or on rules that nothing meets."""
    seen: Counter[str] = Counter()
    _count_splits(monkeypatch, seen)
    _count_targets(monkeypatch, seen)

    @settings(UNSHRUNK, max_examples=300, database=None)
    @given(datasets().flatmap(beside_names))
    def look(case: tuple[Drawn, Named]) -> None:
        if not all(seen[rule] for rule in RULES):
            _count_rows(case, seen)

    look()
    assert all(seen[rule] for rule in RULES), seen


def _count_rows(case: tuple[Drawn, Named], seen: Counter[str]) -> None:
    drawn, named = case
    rows = oracle.release(drawn.dataset, drawn.respondents, drawn.answers, drawn.asked, named=named)
    split = [row for row in rows["scores"] if row["split"] != "all"]
    shown = {row["split"].split("=")[0] for row in split if row["withheld"] == ""}
    seen["shown"] += bool(shown)
    seen["two characteristics"] += len(shown) > 1
    seen["refused"] += any(row["withheld"] == "split_refused" for row in split)
    seen["merged"] += any(row["split"].endswith(MERGED) for row in split)
    seen["by dimension"] += any(row["dimension"] for row in drawn.asked)


# What follows counts each time that a rule decides: without it the oracle would say something else.


def _count_splits(monkeypatch: pytest.MonkeyPatch, seen: Counter[str]) -> None:
    room, split = oracle.has_room, oracle.split_of

    def has_room(scope: Any, *of: Any) -> bool:  # noqa: ANN401 - as the oracle has it
        found = room(scope, *of)
        with monkeypatch.context() as without:
            without.setattr(oracle, "personal_sets", lambda *_: [])
            among_all = room(scope, *of)
        seen["no room"] += not among_all
        seen["no room for a personal question"] += among_all and not found
        seen["room beside another split"] += not found and room(scope, *(*of[:-1], []))
        seen["three dimensions"] += found and len(of[-1]) > 1
        return found

    def split_of(cell: oracle.Cell, *of: Any) -> oracle.Split:  # noqa: ANN401 - as above
        found = split(cell, *of)
        unnamed = split(replace(cell, told=replace(cell.told, named=frozenset())), *of)
        seen["one mind"] += bool(found.hidden)
        seen["by name"] += unnamed.hidden != found.hidden
        seen["part refused for one mind"] += any(
            found.reason(item) == "split_refused"
            for item in oracle.items_of(cell, found.dimension)
            if item.kind == "part" and set(item.indicators) - found.hidden
        )
        return found

    monkeypatch.setattr(oracle, "has_room", has_room)
    monkeypatch.setattr(oracle, "split_of", split_of)


def _count_targets(monkeypatch: pytest.MonkeyPatch, seen: Counter[str]) -> None:
    few_left, y = oracle.uneven, oracle.y_of

    def uneven(whole: oracle.Cell, indicator: str) -> bool:
        found: bool = few_left(whole, indicator)
        seen["uneven"] += found and not oracle.some_target_has_few(whole, indicator)
        return found

    def y_of(framework: Any, indicator: str, said: Any, scoring: str) -> Any:  # noqa: ANN401
        scored = {oracle.score_of(framework, indicator, answer, scoring) for answer in said}
        seen["due beside a scored answer"] += None in scored and len(scored) > 1
        return y(framework, indicator, said, scoring)

    monkeypatch.setattr(oracle, "uneven", uneven)
    monkeypatch.setattr(oracle, "y_of", y_of)
