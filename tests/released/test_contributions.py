"""What a released number is made of: weights recomputed from docs/release.md, checked against `basis` and score."""

from __future__ import annotations

import hashlib
import random
from fractions import Fraction
from functools import cache

import pytest

from swit_data.release.illustrative import illustrative
from swit_data.released.contributions import (
    Number,
    effective_weights,
    indicators_of,
    numbers_of,
    rows_at,
    scored_with,
)


@cache
def some() -> list[Number]:
    """Return 160 numbers of every kind of item and class, published and withheld."""
    frame = illustrative().frame("scores")
    everything = numbers_of(frame.loc[frame["scoring"] == "standard"])
    return random.Random(7).sample(everything, 160)  # noqa: S311 - no secret


@pytest.mark.parametrize("scoring", ["standard", "middle_low", "middle_high"])
def test_a_number_is_the_sum_of_weight_times_score(scoring: str) -> None:
    seen = 0
    for number in some():
        weights = effective_weights(illustrative(), number)
        row = scored_with(illustrative(), number, scoring)
        if not row or row["withheld"]:  # a refused split has the standard scoring only
            assert weights == {}
            continue
        rows = rows_at(illustrative(), number)
        scores = {r["item"]: r["score"] for r in rows if r["scoring"] == scoring}
        made = sum(float(weight) * scores[code] for code, weight in weights.items())
        assert sum(weights.values()) == Fraction(1)
        assert made == pytest.approx(row["score"], abs=2e-6)
        seen += 1
    assert seen > 60


def basis(number: Number) -> str:
    """Hash what counts, as docs/release.md says."""
    framework = illustrative().framework_of(number.pilot, number.round)
    counted = sorted(effective_weights(illustrative(), number))
    item = number.item.replace("_core", "")
    if item in framework.indicators:
        text = item
    else:
        by_part: dict[str, list[str]] = {}
        for code in counted:
            indicator = framework.indicators[code]
            by_part.setdefault(indicator.part, []).append(f"{code}:{indicator.weight}")
        texts = {part: ",".join(codes) for part, codes in by_part.items()}
        equal = number.item.endswith("_equal")
        text = (
            texts[item]
            if item in framework.parts
            else ";".join(
                f"{part}*{1 if equal else framework.parts[part].weight}({texts[part]})"
                for part in sorted(texts)
            )
        )
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def test_what_counts_is_what_the_release_says_counts() -> None:
    for number in some():
        row = scored_with(illustrative(), number)
        if not row["withheld"]:
            assert basis(number) == row["basis"], number


def test_an_indicator_is_made_of_itself_and_a_part_of_its_own() -> None:
    for number in some():
        framework = illustrative().framework_of(number.pilot, number.round)
        codes = indicators_of(illustrative(), number)
        if number.item.replace("_core", "") in framework.parts:
            part = number.item.replace("_core", "")
            assert {framework.indicators[code].part for code in codes} <= {part}
        if "_core" in number.item:
            assert {framework.indicators[code].set for code in codes} == {"core"}
        if number.item in framework.indicators:
            assert codes == (number.item,)
