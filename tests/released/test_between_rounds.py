"""Two rounds of one pilot: which may be compared, what the difference is, and from where on it is named."""

from __future__ import annotations

from math import sqrt

import pandas as pd
import pytest

from swit_data.release.illustrative import illustrative
from swit_data.released.between_rounds import Rounds, Step, round_rows, steps
from swit_data.released.release import Release
from swit_data.released.thresholds import SMALLEST_CHANGE
from tests.findings.drawn_release import drawn
from tests.findings.several_rounds import release_of, several_rounds
from tests.findings.test_headline import wilson

HELD = "pilot round\nKEN 1\nKEN 2"


def only(release: Release, **chosen: str) -> Step:
    (found,) = steps(Rounds(release, **({"item": "rollout"} | chosen)))
    return found


def two(before: float, after: float, people: int, scoring: str = "-") -> Release:
    return drawn(
        f"""
        pilot round type score     people   basis scoring
        KEN   1     ngo  {before}  {people} b     {scoring}
        KEN   2     ngo  {after}   {people} b     {scoring}
        """,
        pilots=HELD,
    )


def by_another_hand(before: float, after: float, people: int, compared: int) -> tuple[float, float]:
    """Return the limits of after - before: two independent margins, and the third side of their triangle."""
    (la, ua), (lb, ub) = (wilson(s, people, people - 1, compared) for s in (after, before))
    d = after - before
    return d - sqrt((after - la) ** 2 + (ub - before) ** 2), d + sqrt(
        (ua - after) ** 2 + (before - lb) ** 2
    )


@pytest.mark.parametrize("people", [12, 30, 100, 400, 3000])
@pytest.mark.parametrize("after", [31, 39, 39.9, 40, 41, 50, 52, 60, 95])
def test_a_change_is_named_from_ten_points_or_the_half_width_on(after: float, people: int) -> None:
    step = only(two(30, after, people))
    low, high = by_another_hand(30, after, people, 1)
    assert step.broken == ""
    assert step.difference.points == pytest.approx(after - 30)
    assert step.difference.low == pytest.approx(low, abs=1e-5)
    assert step.difference.high == pytest.approx(high, abs=1e-5)
    assert step.smallest == pytest.approx(max(10, (high - low) / 2))
    assert step.named == (after - 30 >= max(10, (high - low) / 2) and low > 5)
    turned = only(two(after, 30, people))  # a fall is named where a rise is
    assert turned.named == (after - 30 >= turned.smallest and turned.difference.high < -5)  # type: ignore[operator]


def test_ten_points_are_the_least_however_many_answered() -> None:
    assert SMALLEST_CHANGE == 10
    assert not only(two(30, 39.9, 100_000)).named
    assert only(two(30, 40, 100_000)).named


@pytest.mark.parametrize("scoring", ["standard", "middle_low", "middle_high"])
@pytest.mark.parametrize("unlike", [("50", "51"), ("90", "20")])
def test_a_change_is_named_under_all_three_scorings(scoring: str, unlike: tuple[str, str]) -> None:
    others = ",".join({"standard", "middle_low", "middle_high", "dont_know_zero"} - {scoring})
    before, after = unlike
    release = drawn(
        f"""
        pilot round type score    people basis scoring
        KEN   1     ngo  20       60     b     {others}
        KEN   2     ngo  90       60     b     {others}
        KEN   1     ngo  {before} 60     b     {scoring}
        KEN   2     ngo  {after}  60     b     {scoring}
        """,
        pilots=HELD,
    )
    assert not only(release).named


@pytest.mark.parametrize(("share", "named"), [("0.3", True), ("0.4", False)])
def test_where_many_do_not_know_it_must_hold_with_dont_know_as_zero(
    share: str, named: bool
) -> None:
    lines = "\n".join(
        f"KEN {number} ngo {score} 60 b {share} {scoring}"
        for number, score, scoring in (
            ("1", 20, "standard,middle_low,middle_high"),
            ("2", 90, "standard,middle_low,middle_high"),
            ("1", 30, "dont_know_zero"),
            ("2", 31, "dont_know_zero"),
        )
    )
    release = drawn(f"pilot round type score people basis dont_know scoring\n{lines}", pilots=HELD)
    assert only(release).named is named


@pytest.mark.parametrize(
    ("first", "second", "broken"),
    [
        ("face a", "face a", ""),
        ("face a", "face b", "framework"),
        ("face a", "phone a", "mode"),
        ("face a", "phone b", "framework"),
    ],
)
def test_rounds_held_otherwise_stand_side_by_side(first: str, second: str, broken: str) -> None:
    scores = "pilot round type score people basis\nKEN 1 ngo 20 60 b\nKEN 2 ngo 90 60 b"
    held = f"pilot round mode framework\nKEN 1 {first}\nKEN 2 {second}"
    step = only(drawn(scores, pilots=held))
    assert (step.broken, step.named) == (broken, broken == "")
    assert (step.difference.points is None) == bool(broken)


def of_questions(c1: tuple[str, str], c2: tuple[str, str]) -> Release:
    """Return two rounds on other scored questions: C1 (weight 2) of C1a and C1b, C2 (weight 1) of C2a."""
    lines = ["pilot round type item score basis withheld weight_all"]
    lines += ["KEN 1 ngo rollout 50 one - 2", "KEN 2 ngo rollout 70 other - 2"]
    for number, a, b in (("1", c1[0], c2[0]), ("2", c1[1], c2[1])):
        for code, score in zip(("C1a", "C1b", "C2a"), (*a.split("/"), b), strict=True):
            reason = "-" if score[0].isdigit() else score
            value = score if score[0].isdigit() else "-"
            lines.append(f"KEN {number} ngo {code} {value} {code} {reason} 1")
    return drawn("\n".join(lines), pilots=HELD)


@pytest.mark.parametrize(
    ("c1", "c2", "points"),
    [
        # all in common: C1 rose by 15 at weight 2, C2 by 30 at weight 1
        (("10/20", "20/40"), ("10", "40"), 20.0),
        # C2 in one round only: C1 holds 2 of 3, enough
        (("10/20", "20/40"), ("10", "no_answers"), 15.0),
        (("10/20", "20/40"), ("not_asked", "40"), 15.0),
        # C2 asked in neither: C1 is all there is
        (("10/20", "20/40"), ("not_asked", "not_asked"), 15.0),
        # half of C1 is under two thirds: C2 alone holds 1 of 3
        (("10/20", "20/too_few_answers"), ("10", "40"), None),
        (("10/20", "20/not_asked"), ("10", "40"), None),
    ],
)
def test_other_questions_are_compared_over_two_thirds_in_common_without_an_interval(
    c1: tuple[str, str], c2: tuple[str, str], points: float | None
) -> None:
    step = only(of_questions(c1, c2))
    assert step.difference.points == (None if points is None else pytest.approx(points))
    assert (step.difference.low, step.smallest, step.named) == (None, None, False)
    assert step.broken == ("not_comparable" if points is None else "")


def test_equal_weights_are_equal_in_what_is_in_common_too() -> None:
    release = of_questions(("10/20", "20/40"), ("10", "40"))
    scores = release.tables["scores"].to_pandas()
    scores["item"] = scores["item"].replace("rollout", "rollout_equal")
    renamed = drawn("pilot", pilots=HELD)
    renamed._frames["scores"] = scores.assign(
        **{n: scores[n].astype("category") for n in ("pilot", "round", "item", "stakeholder_type")}
    )
    assert only(renamed, item="rollout_equal").difference.points == pytest.approx((15 + 30) / 2)


def test_a_round_without_a_number_is_passed_over() -> None:
    scores = """
    pilot round type score people basis withheld
    KEN   1     ngo  20    60     b     -
    KEN   2     ngo  -     60     -     too_little_answered
    KEN   3     ngo  90    60     b     -
    IDN   1     ngo  20    60     b     -
    """
    held = "pilot round\nKEN 1\nKEN 2\nKEN 3\nIDN 1"
    release = drawn(scores, pilots=held)
    step = only(release)
    assert (step.before["round"], step.after["round"], step.named) == ("1", "3", True)
    rows = round_rows(Rounds(release, "rollout"))
    assert rows[["pilot", "round", "withheld"]].to_numpy().tolist() == [
        ["KEN", "1", ""],
        ["KEN", "2", "too_little_answered"],
        ["KEN", "3", ""],
        ["IDN", "1", ""],
    ]


def test_choosing_a_pilot_never_makes_a_change_appear() -> None:
    """The level is that of every step of the release: alone, Kenya's change would be named."""
    lines = ["KEN 1 ngo 40 40 b", "KEN 2 ngo 68 40 b"]
    lines += [
        f"{p} {r} {k} 50 40 b"
        for p in ("IDN", "SUR", "UKR")
        for r in "12"
        for k in ("ngo", "government")
    ]
    head = "pilot round type score people basis\n"
    held = "pilot round\n" + "\n".join(
        f"{p} {r}" for p in ("KEN", "IDN", "SUR", "UKR") for r in "12"
    )
    alone = only(drawn(head + "\n".join(lines[:2]), pilots=HELD))
    among = {
        s.place: s for s in steps(Rounds(drawn(head + "\n".join(lines), pilots=held), "rollout"))
    }
    assert alone.named
    assert not among["KEN", "ngo"].named
    assert len(among) == 7


def test_from_answers_to_steps() -> None:
    """Forty people a round; 8, 32 and 12 of them say the best about government: 20, 80 and 30 of 100."""
    found = {
        (*s.place, s.before["round"]): (s.difference.points, s.broken, s.named)
        for s in steps(Rounds(release_of(several_rounds()), "rollout"))
    }
    assert found == {
        ("AAA", "government", "1"): (60, "", True),
        ("AAA", "government", "2"): (-50, "", True),
        ("BBB", "government", "1"): (None, "framework", False),
        ("BBB", "government", "2"): (None, "mode", False),
        ("AAA", "ngo", "1"): (2.5, "", False),
        ("AAA", "ngo", "2"): (-2.5, "", False),
        ("BBB", "ngo", "1"): (None, "framework", False),
        ("BBB", "ngo", "2"): (None, "mode", False),
    }


def test_rows_and_steps_are_those_of_the_release() -> None:
    release = illustrative()
    for item in ("rollout", "participation_equal", "C1"):
        rounds = Rounds(release, item)
        rows = round_rows(rounds)
        assert not rows.duplicated(["pilot", "round", "stakeholder_type"]).any()
        ends = {(*s.place, row["round"]) for s in steps(rounds) for row in (s.before, s.after)}
        there = rows.loc[rows["withheld"] == ""]
        twice = there.groupby(["pilot", "stakeholder_type"], observed=True)["round"].transform(
            "size"
        )
        kept = there.loc[twice > 1, ["pilot", "stakeholder_type", "round"]]
        assert ends == set(kept.itertuples(index=False, name=None))
        assert isinstance(rows, pd.DataFrame)


CORE_AND_FULL = "pilot round set\nKEN 1 core\nKEN 2 full"


@pytest.mark.parametrize("turned", [False, True])
def test_a_core_round_is_compared_with_the_core_questions_of_a_full_one(*, turned: bool) -> None:
    """Of the full round the item rests on more questions; its core item on those of the core round."""
    core, full = ("2", "1") if turned else ("1", "2")
    scores = f"""
    pilot round   type item         score people basis dont_know
    KEN   {core}  ngo  rollout      20    60     b     0
    KEN   {full}  ngo  rollout      90    60     other 0.1
    KEN   {full}  ngo  rollout_core 70    60     b     -
    """
    step = only(drawn(scores, pilots=f"pilot round set\nKEN {core} core\nKEN {full} full"))
    assert (step.core, step.named, step.broken) == (True, True, "")
    assert step.difference.points == (-50 if turned else 50)
    assert {step.before["item"], step.after["item"]} == {"rollout", "rollout_core"}
    assert {step.before["score"], step.after["score"]} == {20, 70}
    # Two full rounds are compared on everything they asked.
    both = only(drawn(scores, pilots="pilot round set\nKEN 1 full\nKEN 2 full"))
    assert (both.core, both.named) == (False, False)


def test_many_who_do_not_know_the_whole_item_decide_over_its_core_too() -> None:
    scores = """
    pilot round type item         score people basis dont_know scoring
    KEN   1     ngo  rollout      20    60     b     0         standard,middle_low,middle_high
    KEN   2     ngo  rollout      90    60     other {0}       standard,middle_low,middle_high
    KEN   2     ngo  rollout_core 70    60     b     -         standard,middle_low,middle_high
    KEN   1     ngo  rollout      20    60     b     0         dont_know_zero
    KEN   2     ngo  rollout      90    60     other {0}       dont_know_zero
    KEN   2     ngo  rollout_core 21    60     b     -         dont_know_zero
    """
    assert only(drawn(scores.format("0.3"), pilots=CORE_AND_FULL)).named
    assert not only(drawn(scores.format("0.4"), pilots=CORE_AND_FULL)).named


def test_what_only_a_full_round_asked_does_not_count_against_what_is_in_common() -> None:
    """C2b of the framework is asked in a full round only: C1 and C2a are all that both asked."""
    lines = ["pilot round type item score basis withheld weight_all"]
    lines += ["KEN 1 ngo rollout 50 one - 2", "KEN 2 ngo rollout 70 other - 2"]
    for number, a, b in (("1", "10", "20"), ("2", "30", "60")):
        lines += [f"KEN {number} ngo C1a {a} C1a - 1", f"KEN {number} ngo C1b {a} C1b - 1"]
        lines += [f"KEN {number} ngo C2a {b} C2a - 1"]
    lines += ["KEN 2 ngo C2b 0 C2b - 1"]
    step = only(drawn("\n".join(lines), pilots=CORE_AND_FULL))
    assert step.difference.points == pytest.approx((2 * 20 + 40) / 3)
    assert (step.core, step.named, step.difference.low) == (True, False, None)
