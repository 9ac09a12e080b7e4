"""A number is written one way: whole, true to its band, and so that parts agree with their sum."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swit_data.release.illustrative import illustrative
from swit_data.released.written_scores import (
    adding_up,
    level_of,
    written_interval,
    written_level,
    written_points,
    written_score,
    written_signed,
)
from tests.findings.drawn_release import LANGUAGES, labels_of
from tests.written import plain_points, plain_score


@given(st.floats(0, 100).map(lambda score: round(score, 6)), st.sampled_from(LANGUAGES))
def test_a_score_is_whole_and_keeps_its_band(score: float, language: str) -> None:
    labels = labels_of(illustrative(), language)
    assert written_score(score, labels) == plain_score(score, language)
    assert written_points(score, labels) == plain_points(score, language)


@pytest.mark.parametrize(
    ("points", "clear", "written"),
    [
        (12.4, False, "+12"),
        (-12.4, True, "-12"),
        (0.3, False, "0"),
        (0.3, True, "just over 0"),
        (-0.3, True, "just under 0"),
        (-0.3, False, "0"),
    ],
)
def test_what_is_clear_is_not_written_as_nothing(points: float, clear: bool, written: str) -> None:
    assert written_signed(points, labels_of(illustrative()), clear=clear) == written


@pytest.mark.parametrize(
    ("pairs", "level"),
    [(1, "95"), (2, "97.5"), (3, "98.3"), (20, "99.75"), (21, "99.9"), (196, "99.975")],
)
def test_an_interval_names_its_level_where_it_is_not_that_of_the_tables(
    pairs: int, level: str
) -> None:
    labels = labels_of(illustrative())
    assert written_level(pairs, labels).rstrip("0").rstrip(".") == level
    said = written_interval("24", "38", labels, pairs)
    assert said == "between 24 and 38" + (f", {level}\xa0% interval" if pairs > 1 else "")
    assert level_of(pairs) == pytest.approx(float(level), abs=0.04)


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=60), st.integers(0, 2))
def test_parts_add_up_to_their_sum_and_each_is_near_its_own(
    parts: list[float], digits: int
) -> None:
    found = adding_up(parts, sum(parts), digits)
    assert sum(found) == pytest.approx(round(sum(parts), digits), abs=1e-6)
    assert all(abs(a - b) < 10**-digits + 1e-6 for a, b in zip(found, parts, strict=True))


def test_shares_of_answers_add_up_to_a_hundred() -> None:
    assert adding_up([100 / 3] * 3, 100) == [34, 33, 33]
    assert adding_up([12.5, 12.5, 75], 100) == [13, 12, 75]
