"""The table of t quantiles against scipy: every cell, between its steps, and beyond its last row."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from scipy import stats

from swit_data.released import quantiles
from swit_data.released.quantiles import MOST_DEGREES, PAIRS, bonferroni, quantile

TABLE = Path(quantiles.__file__).with_name("quantiles.csv")
LEVELS = (1, 2, 3, 6, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)


def exact(degrees: int | None, pairs: int) -> float:
    tail = 0.05 / pairs / 2
    return float(stats.norm.isf(tail) if degrees is None else stats.t.isf(tail, degrees))


def test_every_cell_of_the_table_has_twelve_digits() -> None:
    header, *rows = csv.reader(TABLE.read_text("utf-8").splitlines())
    assert header == ["degrees", *(f"pairs_{n}" for n in LEVELS)]
    degrees = [int(row[0]) for row in rows]
    assert degrees[:301] == list(range(301))  # 0: the normal distribution; then without a gap
    assert degrees == sorted(set(degrees))
    assert degrees[-1] == MOST_DEGREES
    for row in rows:
        for pairs, cell in zip(LEVELS, row[1:], strict=True):
            assert float(cell) == pytest.approx(exact(int(row[0]) or None, pairs), rel=5e-12)


@pytest.mark.parametrize("pairs", LEVELS)
def test_between_the_steps_it_is_all_but_exact(pairs: int) -> None:
    assert quantile(None, pairs) == pytest.approx(exact(None, pairs), rel=5e-12)
    every = range(1, MOST_DEGREES + 1)
    found = [quantile(degrees, pairs) for degrees in every]
    wanted = stats.t.isf(0.05 / pairs / 2, every)
    assert found == pytest.approx(wanted, abs=1e-6, rel=5e-12)
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize("pairs", LEVELS)
def test_beyond_the_last_row_it_is_a_little_too_wide_and_never_too_narrow(pairs: int) -> None:
    for degrees in (MOST_DEGREES + 1, 12_345, 10**6, 10**9):
        assert quantile(degrees, pairs) == quantile(MOST_DEGREES, pairs)
        assert 0 < quantile(degrees, pairs) - exact(degrees, pairs) < 0.003


@pytest.mark.parametrize(
    ("pairs", "rounded_up"),
    [
        *((n, n) for n in LEVELS),
        *((0, 1), (4, 6), (5, 6), (7, 10), (11, 20), (21, 50), (51, 100), (101, 200), (201, 500)),
        *((501, 1000), (1001, 2000), (2001, 5000), (5001, 10_000)),
        (10_001, 10_000),  # the table's last: nothing stricter is known
    ],
)
def test_a_number_of_comparisons_is_rounded_up(pairs: int, rounded_up: int) -> None:
    assert bonferroni(pairs) == rounded_up
    assert quantile(12, pairs) == quantile(12, rounded_up)
    assert PAIRS == LEVELS
