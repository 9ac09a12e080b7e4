"""A pilot beside a reference: MOVER worked by hand, why there is none, and what the page's number of pairs does."""

from __future__ import annotations

from math import nan, sqrt

import pandas as pd
import pytest

from swit_data.release.illustrative import illustrative
from swit_data.released.between_pilots import Beside, Place, beside
from swit_data.released.differences import limits
from swit_data.released.item_order import by_spread, by_value, in_order
from swit_data.released.release import Release
from tests.findings.drawn_release import drawn

PILOTS = ("KEN", "IDN", "SUR", "UKR")


def found(release: Release, reference: str = "KEN", **chosen: str) -> dict[str, Beside]:
    place = Place(release, "1", chosen.get("answered", "community"), chosen.get("kind", "ngo"))
    pilots = [pilot for pilot in PILOTS if pilot in release.pilots]
    return {each.pilot: each for each in beside(place, ["rollout"], pilots, reference)}


def test_a_difference_is_pilot_less_reference_with_movers_limits() -> None:
    release = drawn("pilot type score people basis\nKEN ngo 40 40 same\nUKR ngo 80 40 same")
    (each,) = found(release).values()
    one, other = limits(80, 40, 39), limits(40, 40, 39)
    assert each.difference.points == 40
    assert each.difference.low == pytest.approx(
        40 - sqrt((80 - one[0]) ** 2 + (other[1] - 40) ** 2)
    )
    assert each.difference.high == pytest.approx(
        40 + sqrt((one[1] - 80) ** 2 + (40 - other[0]) ** 2)
    )
    assert each.clear
    (turned,) = found(release, "UKR").values()
    assert turned.difference.points == -40
    assert turned.clear
    assert turned.difference.low == pytest.approx(-(each.difference.high or 0))


def test_what_is_clear_alone_is_not_clear_among_many() -> None:
    two = "pilot type score people basis\nKEN ngo 40 40 s\nUKR ngo 69 40 s"
    assert found(drawn(two))["UKR"].clear
    many = found(drawn(f"{two}\nIDN ngo 50 40 s\nSUR ngo 45 40 s"))
    assert not many["UKR"].clear  # three pairs: a stricter level
    alone = found(drawn(two))["UKR"].difference
    assert (many["UKR"].difference.low or 0) < (alone.low or 0)


@pytest.mark.parametrize("scoring", ["middle_low", "middle_high"])
def test_clear_means_clear_whatever_a_middle_answer_is_worth(scoring: str) -> None:
    others = {"standard", "middle_low", "middle_high", "dont_know_zero"} - {scoring}
    release = drawn(
        "pilot type score people basis scoring\n"
        "KEN ngo 40 40 s standard,middle_low,middle_high,dont_know_zero\n"
        f"UKR ngo 80 40 s {','.join(sorted(others))}\n"
        f"UKR ngo 41 40 s {scoring}"
    )
    assert not found(release)["UKR"].clear


def test_a_missing_number_gives_no_difference_and_its_reason() -> None:
    release = drawn(
        "pilot type score withheld basis\nKEN ngo 40 - s\nUKR ngo - too_few_people -\nIDN ngo 50 - s"
    )
    each = found(release)
    assert each["UKR"].reason == "too_few_people"
    assert each["UKR"].difference.points is None
    assert not each["UKR"].clear
    assert each["IDN"].reason == ""


@pytest.mark.parametrize(("column", "reason"), [("mode", "mode"), ("framework", "framework")])
def test_pilots_asked_otherwise_stand_side_by_side_without_a_difference(
    column: str, reason: str
) -> None:
    release = drawn(
        "pilot type score people basis\nKEN ngo 40 40 s\nUKR ngo 80 40 s",
        pilots=f"pilot {column}\nKEN phone\nUKR web",
    )
    assert found(release)["UKR"].reason == reason


def test_another_basis_without_anything_in_common_is_not_comparable() -> None:
    release = drawn("pilot type score people basis\nKEN ngo 40 40 one\nUKR ngo 80 40 other")
    each = found(release)["UKR"]
    assert (each.reason, each.difference.comparable) == ("not_comparable", False)


def test_institutions_statements_have_no_limits_and_are_never_clear() -> None:
    for kind in ("government", "ngo"):
        of_kind = found(illustrative(), answered="institution", kind=kind)
        for each in of_kind.values():
            assert each.difference.low is None
            assert not each.clear


def test_over_what_is_common_there_are_no_limits() -> None:
    """In the illustrative release some pilots rest on other questions; such a difference is never clear."""
    release = illustrative()
    frame = release.frame("scores")
    items = sorted(set(frame["item"]))
    seen = 0
    for kind in ("government", "un_agency", "global_fund_programme", "ngo"):
        place = Place(release, "1", "community", kind)
        for each in beside(place, items, PILOTS, "KEN"):
            if each.reason or each.difference.low is not None:
                continue
            seen += 1
            assert not each.clear
    assert seen > 0


ROWS = pd.DataFrame(
    {
        "pilot": ["KEN", "UKR"] * 3,
        "item": ["a", "a", "b", "b", "c", "c"],
        "score": [50.0, 60.0, 40.0, 90.0, 20.0, None],
        "low": [40.0, 50.0, 30.0, 80.0, 10.0, None],
        "withheld": ["", "", "", "", "", "too_few_people"],
    }
)


def test_items_stand_by_spread_or_by_value() -> None:
    assert by_spread(ROWS) == ["b", "a", "c"]
    alone = ROWS.assign(low=[40.0, 50.0, 30.0, nan, 10.0, nan])  # 90 has no interval
    assert by_spread(alone) == ["a", "b", "c"]
    assert by_spread(ROWS.assign(low=None)) == ["b", "a", "c"]  # none has one
    assert by_value(ROWS) == ["c", "b", "a"]
    assert by_value(ROWS, "UKR") == ["a", "b", "c"]  # a pilot without a number: last
    assert in_order(ROWS, "spread") == by_spread(ROWS)
    assert in_order(ROWS, "value", "KEN") == ["c", "b", "a"]


def test_a_pilot_that_asked_core_stands_beside_the_core_questions_of_one_that_asked_more() -> None:
    scores = """
    pilot type item         score people basis
    KEN   ngo  rollout      20    60     b
    UKR   ngo  rollout      90    60     other
    UKR   ngo  rollout_core 70    60     b
    """
    held = "pilot round set\nKEN 1 core\nUKR 1 full"
    each = found(drawn(scores, pilots=held))["UKR"]
    assert (each.difference.points, each.clear, each.reason) == (50, True, "")
    assert each.items == ("rollout_core", "rollout")
    same = found(drawn(scores, pilots="pilot round set\nKEN 1 full\nUKR 1 full"))["UKR"]
    assert same.reason == "not_comparable"
