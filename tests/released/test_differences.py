"""Differences of released rows, against formulas written another way and against published examples."""

from __future__ import annotations

import cmath
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy import stats

from swit_data.released.differences import (
    NOT_COMPARABLE,
    Difference,
    between_rows,
    between_sides,
    clear_pair,
    is_clear,
    limits,
    mover,
    smallest_change,
)
from tests.drawn import Drawn
from tests.release.test_against_oracle import computed
from tests.strategies import datasets

Triple = tuple[float, float, float]
Row = dict[str, Any]

SCORES = st.floats(0, 100)
SIZES = st.floats(0.5, 5000)
DEGREES = st.none() | st.integers(1, 300)
PAIRS = st.sampled_from([1, 2, 3, 6, 10, 20, 50, 100, 200, 500])
RHOS = st.floats(-1, 1)


def wilson(score: float, size: float, degrees: float | None, pairs: int = 1) -> tuple[float, float]:
    """Return the two shares x that lie exactly c standard errors from q: n (q - x)^2 = c^2 x (1 - x)."""
    tail = 0.025 / pairs
    c = float(stats.norm.isf(tail) if degrees is None else stats.t.isf(tail, degrees))
    q = score / 100
    roots = np.roots([size + c * c, -(2 * size * q + c * c), size * q * q])
    low, high = sorted(float(100 * root.real) for root in roots)
    return low, high


def recovered(a: Triple, b: Triple, rho: float = 0) -> tuple[float, float]:
    """Return Zou's limits of a - b.

    Zou and Donner 2008, eq. 3, with the correlation of Zou 2007, eq. 15: two margins at an angle whose cosine is
    rho, and the third side of their triangle.
    """
    turn = cmath.exp(1j * math.acos(rho))
    below = abs((a[0] - a[1]) - (b[2] - b[0]) * turn)
    above = abs((a[2] - a[0]) - (b[0] - b[1]) * turn)
    return a[0] - b[0] - below, a[0] - b[0] + above


@st.composite
def triples(draw: st.DrawFn) -> Triple:
    low, score, high = sorted(draw(st.tuples(SCORES, SCORES, SCORES)))
    return score, low, high


@given(SCORES, SIZES, DEGREES, PAIRS)
def test_limits_solve_wilsons_equation(
    score: float, size: float, degrees: int | None, pairs: int
) -> None:
    low, high = limits(score, size, degrees, pairs)
    assert (low, high) == pytest.approx(wilson(score, size, degrees, pairs), abs=1e-5)
    assert 0 <= low <= score + 1e-9
    assert score - 1e-9 <= high <= 100


@pytest.mark.parametrize(
    ("yes", "of", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3
    [(81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05), (0, 20, 0, 16.11), (1, 29, 0.61, 17.18)],
)
def test_limits_are_those_that_newcombe_printed(yes: int, of: int, low: float, high: float) -> None:
    assert limits(100 * yes / of, of, None) == pytest.approx((low, high), abs=0.005)


@given(triples(), triples(), RHOS)
def test_mover_is_zous(a: Triple, b: Triple, rho: float) -> None:
    low, high = mover(a, b, rho)
    assert (low, high) == pytest.approx(recovered(a, b, rho), abs=2e-5)
    assert low <= a[0] - b[0] <= high
    turned = mover(b, a, rho)
    assert (-turned[1], -turned[0]) == pytest.approx((low, high), abs=2e-5)


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17:873, table II, method 10 (Wilson's limits, squared and added)
    [
        ((56, 70), (48, 80), 5.24, 33.39),
        ((9, 10), (3, 10), 17.05, 80.90),
        ((6, 7), (2, 7), 5.82, 80.62),
        ((5, 56), (0, 29), -3.81, 19.26),
        ((10, 10), (0, 20), 67.91, 100),
    ],
)
def test_differences_are_those_that_newcombe_printed(
    a: tuple[int, int], b: tuple[int, int], low: float, high: float
) -> None:
    one, other = (row(score=100 * yes / of, effective_n=of) for yes, of in (a, b))
    found = between_rows(one, other)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.006)


def row(**changed: object) -> Row:
    published = {"score": 60.0, "effective_n": 20.0, "degrees": None, "basis": "ab", "withheld": ""}
    return {**published, "may_be_clear": True, **changed}


def asked_back(rows: list[Row], missing: str) -> list[Row]:
    """Return rows as pandas hands them on: what is missing is NaN, None or pd.NA."""
    gap = {"None": None, "NaN": math.nan, "NA": pd.NA}[missing]
    return [{name: gap if v is None else v for name, v in drawn.items()} for drawn in rows]


@pytest.mark.parametrize("missing", ["None", "NaN", "NA"])
def test_missing_numbers_of_two_rows(missing: str) -> None:
    a, b, plain, small, withheld = asked_back(
        [
            row(degrees=18),
            row(score=30.0, degrees=30),
            row(score=30.0),
            row(score=30.0, effective_n=None),
            row(score=None, effective_n=None, basis=None, withheld="no_answers"),
        ],
        missing,
    )
    first = (60.0, *wilson(60, 20, 18))
    expected = recovered(first, (30.0, *wilson(30, 20, 30)))
    assert limits_of(between_rows(a, b)) == pytest.approx(expected, abs=1e-6)
    expected = recovered(first, (30.0, *wilson(30, 20, None)))
    assert limits_of(between_rows(a, plain)) == pytest.approx(expected, abs=1e-6)
    for pair in ((a, small), (small, a)):  # fewer than ten people on one side
        assert limits_of(between_rows(*pair)) == (None, None)
        assert between_rows(*pair).comparable
        assert not between_rows(*pair).clear
    assert between_rows(a, small).points == 30
    for pair in ((a, withheld), (withheld, a), (withheld, withheld)):
        assert between_rows(*pair) == NOT_COMPARABLE


def limits_of(difference: Difference) -> tuple[float | None, float | None]:
    return difference.low, difference.high


def test_rows_are_compared_on_the_same_basis_only() -> None:
    assert between_rows(row(), row(basis="ba")) == NOT_COMPARABLE
    assert between_rows(row(), row()).comparable


def sides(**changed: object) -> Row:
    a = {"a_score": 80.0, "a_effective_n": 40.0, "a_degrees": 30, "a_respondents": 31}
    b = {"b_score": 50.0, "b_effective_n": 25.0, "b_degrees": 19, "b_respondents": 20}
    more = {"b_class": "community", "difference": 30.0, "rho": 0.4, "withheld": ""}
    shares = {"a_dont_know": 0.0, "b_dont_know": 0.0}
    return {**a, **b, **more, **shares, "may_be_clear": True, **changed}


@pytest.mark.parametrize("pairs", [1, 20, 50])
def test_two_sides_at_the_level_of_a_page(pairs: int) -> None:
    found = between_sides(sides(), pairs)
    a, b = (80.0, *wilson(80, 40, 30, pairs)), (50.0, *wilson(50, 25, 19, pairs))
    assert limits_of(found) == pytest.approx(recovered(a, b, 0.4), abs=1e-6)
    assert found.points == 30
    assert found.clear == (pairs == 1)


@pytest.mark.parametrize("missing", ["None", "NaN", "NA"])
def test_a_gap_to_a_few_informants_carries_the_communitys_interval_only(missing: str) -> None:
    gap = sides(b_class="institution", b_effective_n=None, b_degrees=None, b_respondents=7)
    unsure = gap | {"a_effective_n": None, "a_degrees": None}
    withheld = unsure | {"withheld": "no_consent", "difference": None, "rho": None}
    alone, few, none = asked_back([gap, unsure, withheld], missing)
    low, high = wilson(80, 40, 30, 20)
    assert limits_of(between_sides(alone, 20)) == pytest.approx((low - 50, high - 50), abs=1e-6)
    assert between_sides(few) == Difference(30, None, None, informants=7)
    assert between_sides(none) == NOT_COMPARABLE


@pytest.mark.parametrize("pairs", [1, 20])
def test_a_gap_to_ten_informants_carries_the_intervals_of_both(pairs: int) -> None:
    gap = sides(b_class="institution", b_respondents=20, rho=0.0)
    a, b = (80.0, *wilson(80, 40, 30, pairs)), (50.0, *wilson(50, 25, 19, pairs))
    assert limits_of(between_sides(gap, pairs)) == pytest.approx(recovered(a, b, 0.0), abs=1e-6)


@pytest.mark.parametrize("missing", ["None", "NaN", "NA"])
@pytest.mark.parametrize("side", ["a", "b"])
def test_two_sides_without_an_interval_on_one(side: str, missing: str) -> None:
    few = sides() | {f"{side}_effective_n": None, f"{side}_degrees": None}
    found = between_sides(asked_back([few, sides()], missing)[0])
    assert found == Difference(30, None, None)
    assert not found.clear


@pytest.mark.parametrize(
    ("low", "high", "clear"),
    [
        (5.1, 9, True),
        (-9, -5.1, True),
        (5, 9, False),
        (-9, -5, False),
        (0.1, 9, False),
        (-1, 1, False),
    ],
)
def test_clear_means_that_the_limits_lie_five_points_from_zero(
    low: float, high: float, *, clear: bool
) -> None:
    assert Difference(7, low, high).clear == clear
    assert not Difference(7, low, high, may_be_clear=False).clear
    assert is_clear(low, high) == clear
    # The same rule at the limit of a band: clearly under 40 is under 35 with the whole interval.
    assert is_clear(None, 40 + high, under=40) == (high < -5)
    assert is_clear(40 + low, None, over=40) == (low > 5)


@pytest.mark.parametrize("unsure", ["a", "b"])
def test_nothing_is_clear_where_the_branches_of_one_side_are_not_known(unsure: str) -> None:
    rows = {"a": row(score=90.0, effective_n=400.0), "b": row(score=20.0, effective_n=400.0)}
    assert between_rows(rows["a"], rows["b"]).clear
    rows[unsure] = {**rows[unsure], "may_be_clear": False}
    found = between_rows(rows["a"], rows["b"])
    assert found.low is not None
    assert not found.clear
    assert between_sides(sides()).clear
    assert not between_sides(sides(may_be_clear=False)).clear


@pytest.mark.parametrize("missing", ["None", "NaN", "NA"])
@pytest.mark.parametrize(("informants", "clear"), [(1, False), (9, False), (10, True), (40, True)])
def test_a_gap_is_never_clear_pair_ten_informants(
    missing: str, informants: int, *, clear: bool
) -> None:
    """Whoever asks, and whichever way round the difference is written."""
    gap = sides(b_class="institution", b_effective_n=None, b_degrees=None, b_respondents=informants)
    unsure = gap | {"a_effective_n": None, "a_degrees": None}
    found = between_sides(asked_back([gap, unsure], missing)[0])
    assert found.low is not None
    assert found.low > 5
    assert found.informants == informants
    assert found.clear == clear
    assert found.turned.clear == clear
    by_scoring = dict.fromkeys(("standard", "middle_low", "middle_high"), gap)
    assert bool(clear_pair(by_scoring)) == clear


def test_a_turned_difference_is_the_other_way_round() -> None:
    found = between_sides(sides())
    assert found.turned.turned == found
    assert found.low is not None
    assert found.high is not None
    assert found.turned == Difference(-30, -found.high, -found.low)
    assert Difference(3, None, None).turned == Difference(-3, None, None)
    assert NOT_COMPARABLE.turned == NOT_COMPARABLE


@pytest.mark.parametrize("scoring", ["standard", "middle_low", "middle_high"])
@pytest.mark.parametrize("spoilt", ["no limits", "too near", "the other way round", "no row"])
def test_clear_under_every_scoring(scoring: str, spoilt: str) -> None:
    rows = {each: sides() for each in ("standard", "middle_low", "middle_high")}
    assert clear_pair(rows)
    changes: dict[str, Row] = {
        "no limits": {"a_effective_n": None, "a_degrees": None},
        "too near": {"a_score": 51.0, "difference": 1.0},
        "the other way round": {"a_score": 20.0, "difference": -30.0},
        "no row": {},
    }
    rows[scoring] |= changes[spoilt]
    if spoilt == "no row":
        del rows[scoring]
    if spoilt == "the other way round":
        assert between_sides(rows[scoring]).clear
    assert not clear_pair(rows)


@pytest.mark.parametrize(
    ("low", "high", "smallest"), [(0, 20, 10), (-3, 17.0, 10), (0, 21, 10.5), (None, None, None)]
)
def test_a_change_is_named_from_ten_points_or_the_half_width(
    low: float | None, high: float | None, smallest: float | None
) -> None:
    assert smallest_change(Difference(8, low, high)) == smallest


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(datasets())
def test_released_limits_can_be_made_again_from_the_released_numbers(drawn: Drawn) -> None:
    tables = {name: pd.DataFrame(rows) for name, rows in computed(drawn).items()}
    for released in tables["scores"].dropna(subset="low").to_dict("records"):
        alone = limits(released["score"], released["effective_n"], released["degrees"])
        assert alone == pytest.approx((released["low"], released["high"]), abs=1e-4)
    for released in tables["pairs"].query("withheld == ''").to_dict("records"):
        again = limits_of(between_sides({str(name): v for name, v in released.items()}))
        if pd.isna(released["low"]):
            assert again == (None, None)
        else:
            # Where rho is all but 1 the rounding of what goes in (1e-6) comes out as its root.
            assert again == pytest.approx((released["low"], released["high"]), abs=0.02)
