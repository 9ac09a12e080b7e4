"""The oracle against numbers worked out by hand; every sum stands beside its test."""

from __future__ import annotations

import hashlib
import math
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from swit_data.dataset import SKIPPED, Fact, Round
from swit_data.released.tables import TABLES
from tests.drawn import SMALL, Drawn, Row, answers, asked, dataset, people, respondents, small
from tests.examples import examples
from tests.oracle import release
from tests.strategies import datasets, split_by_age

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from swit_data.framework import Framework
    from tests.oracle import Named

TEN = people(10)
# Six yes, four no. The scale also has "partly", so it is none of two answers.
SIX_OF_TEN = """
respondent stakeholder_type target indicator answer
p1-p6      ngo              clinic C1a       yes
p7-p10     ngo              clinic C1a       no
"""
ABOUT_CLINIC = """
respondent stakeholder_type target
p1-p10     ngo              clinic
"""


# As many branches as people in most tests: nobody is of the same one, f = 1.
BRANCHES = [Round("AAA", "1", "", branches=10)]


def released(
    said: str,
    about: str = ABOUT_CLINIC,
    who: Sequence[Row] = TEN,
    measured: Framework = SMALL,
    named: Named = (),
) -> dict[str, list[Row]]:
    return release(dataset(measured, BRANCHES), who, answers(said), asked(about), named=named)


def one(rows: Sequence[Row], **wanted: str) -> Row:
    found = [row for row in rows if all(row[key] == value for key, value in wanted.items())]
    assert len(found) == 1, f"{len(found)} rows of {wanted}"
    return found[0]


def score(tables: Mapping[str, list[Row]], item: str, target: str = "clinic", **more: str) -> Row:
    about = "ngo" if target == "clinic" else "government"
    wanted = {"stakeholder_type": about, "respondent_class": "community", "split": "all", **more}
    wanted.setdefault("scoring", "standard")
    return one(tables["scores"], item=item, target=target, **wanted)


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-4)


MIXED = """
respondent stakeholder_type target indicator answer
p1-p6      ngo              clinic {0}       yes
p7-p8      ngo              clinic {0}       partly
p9         ngo              clinic {0}       no
p10        ngo              clinic {0}       dont_know
"""


@pytest.mark.parametrize(
    ("scoring", "expected"),
    [
        ("standard", 700 / 9),  # 6 x 100 + 2 x 50 + 0, nine people
        ("middle_low", 650 / 9),  # partly 25
        ("middle_high", 750 / 9),  # partly 75
        ("dont_know_zero", 700 / 10),  # ten people
        ("worst", 700 / 10),  # who does not know would have said no ...
        ("best", 800 / 10),  # ... or yes
    ],
)
def test_an_indicator_is_the_mean_of_its_scored_answers(scoring: str, expected: float) -> None:
    row = score(released(MIXED.format("C1a")), "C1a", scoring=scoring)
    assert row["score"] == round(expected, 6)
    assert (row["respondents"], row["answered"]) == (9, 10)  # the standard number in every row
    assert (row["coverage"], row["dont_know"], row["withheld"]) == (1.0, 0.1, "")
    assert row["low"] is None  # nine scored answers: no interval


@pytest.mark.parametrize(
    ("scoring", "expected"),
    [
        ("standard", 200 / 9),  # yes 0, partly 50, no 100
        ("middle_low", 150 / 9),  # partly 100 - 75
        ("middle_high", 250 / 9),  # partly 100 - 25
        ("dont_know_zero", 200 / 10),  # a don't-know is 0 after direction
        ("worst", 200 / 10),  # and so are the bounds
        ("best", 300 / 10),
    ],
)
def test_a_negative_indicator_is_turned_round(scoring: str, expected: float) -> None:
    row = score(released(MIXED.format("C1b")), "C1b", scoring=scoring)
    assert row["score"] == round(expected, 6)


@pytest.mark.parametrize(
    ("tenth", "best"),
    [
        ("p10 ngo clinic C1a dont_know", 80),  # (6 x 100 + 2 x 50 + 0 + 100) / 10
        ("", 80),  # asked, and nothing said: due
        ("p10 ngo clinic C1a not_applicable", 700 / 9),  # not due
    ],
)
def test_the_bounds_hold_for_whom_the_question_applies_to(tenth: str, best: float) -> None:
    said = "\n".join([*MIXED.format("C1a").strip().splitlines()[:-1], tenth])
    assert score(released(said), "C1a", scoring="best")["score"] == round(best, 6)


def test_who_has_a_scored_answer_has_the_same_y_under_every_bound() -> None:
    # All ten know the ministry, p1-p5 say yes, p6-p10 no; of the police p1-p5 do not know.
    said = """
    respondent stakeholder_type target indicator answer
    p1-p5      government       health C1a       yes
    p6-p10     government       health C1a       no
    p1-p5      government       police C1a       dont_know
    p6-p10     government       police C1a       no
    """
    tables = released(said, "respondent stakeholder_type target\np1-p10 government health,police")
    found = {
        scoring: [score(tables, "C1a", t, scoring=scoring)["score"] for t in ("all", "police")]
        for scoring in ("standard", "dont_know_zero", "worst", "best")
    }
    # Over both: five times 100, five times 0, whatever the scoring. The police: 0 from five people;
    # p1-p5 count there with 0, or with 100.
    assert found == {
        "standard": [50, 0],
        "dont_know_zero": [50, 0],
        "worst": [50, 0],
        "best": [50, 50],
    }


PARTS = """
respondent stakeholder_type target indicator answer
p1-p10     ngo              clinic C1a       yes
p1-p10     ngo              clinic C1b       yes
p1-p10     ngo              clinic C2a       no
"""


def test_parts_and_dimensions_are_weighted() -> None:
    tables = released(PARTS, measured=small(weights={"C1a": 3}))
    # C1: (3 x 100 + 1 x 0) / 4. rollout: (2 x 75 + 1 x 0) / 3; with equal weights (75 + 0) / 2.
    assert score(tables, "C1")["score"] == 75
    assert score(tables, "rollout")["score"] == 50
    assert score(tables, "rollout_equal")["score"] == 37.5
    # L = lcm(4, 1) = 4: all = 2 x 4 + 1 x 4.
    row = score(tables, "rollout")
    assert (row["weight_have"], row["weight_all"]) == (12, 12)
    text = "C1*2(C1a:3,C1b:1);C2*1(C2a:1)"
    assert row["basis"] == hashlib.sha256(text.encode()).hexdigest()[:16]


TWO_OF_THREE = """
respondent stakeholder_type target indicator answer
p1-p10     ngo              clinic C1a       yes
p1-p10     ngo              clinic C2a       no
"""


def test_two_thirds_of_the_weight_are_enough_and_a_little_less_is_not() -> None:
    # C1: 2 of 3, 3 x 2 >= 2 x 3. rollout: L = 3, have = 2 x 2 + 1 x 3 = 7 of 9, 21 >= 18.
    tables = released(TWO_OF_THREE, measured=small(weights={"C1a": 2}))
    assert score(tables, "C1")["withheld"] == ""
    row = score(tables, "rollout")
    assert (row["weight_have"], row["weight_all"], row["withheld"]) == (7, 9, "")
    assert row["score"] == round(200 / 3, 6)  # (2 x 100 + 1 x 0) / 3

    # C1: 19 of 29, 57 < 58: the part is not scored. rollout: L = 29, have = 29 of 87.
    tables = released(TWO_OF_THREE, measured=small(weights={"C1a": 19, "C1b": 10}))
    assert score(tables, "C1")["withheld"] == "too_little_answered"
    row = score(tables, "rollout")
    assert (row["weight_have"], row["weight_all"]) == (29, 87)
    assert (row["withheld"], row["score"]) == ("too_little_answered", None)

    # Without C2 at all: have = 2 x 2 of 9, 12 < 18.
    tables = released(TWO_OF_THREE.replace("C2a", "P1a"), measured=small(weights={"C1a": 2}))
    row = score(tables, "rollout")
    assert (row["weight_have"], row["withheld"]) == (4, "too_little_answered")


SEVEN_OF_TEN = """
respondent stakeholder_type target indicator answer
p1-p7      ngo              clinic C2a       yes
p8-p10     ngo              clinic C2a       no
"""


def test_one_two_answer_indicator_has_wilsons_plain_interval() -> None:
    # z = 1.959964, z² = 3.841459; (0.7 + 0.192073 -+ 1.959964 sqrt(0.021 + 0.009604)) / 1.384146
    row = score(released(SEVEN_OF_TEN), "C2a")
    assert (row["low"], row["high"]) == (near(39.6778), near(89.2209))
    assert (row["effective_n"], row["degrees"]) == (10, None)
    # The part C2 rests on this indicator alone.
    assert score(released(SEVEN_OF_TEN), "C2")["low"] == row["low"]


@pytest.mark.parametrize(
    ("branches", "effective_n"),
    [
        (2, 10 / 2),  # f = 1 + (10 / 2 - 1) x 0.25 = 2
        (0, 10 / 1.375),  # unknown: as four, f = 1 + (10 / 4 - 1) x 0.25
        (20, 10),  # more branches than people: f is never under 1
    ],
)
def test_branches_make_an_interval_wider(branches: int, effective_n: float) -> None:
    whole = dataset(SMALL, [Round("AAA", "1", "", branches=branches)])
    tables = release(whole, TEN, answers(SEVEN_OF_TEN), asked(ABOUT_CLINIC))
    assert score(tables, "C2a")["effective_n"] == round(effective_n, 6)


def test_other_intervals_take_t_and_the_spread_of_the_answers() -> None:
    # p = 60. z = (y - 60) / 10: six times 4, four times -6; sum of squares 96 + 144 = 240.
    # v = 10/9 x 240 = 266.667, n* = 0.6 x 0.4 x 10000 / 266.667 = 9; t(9) = 2.262157,
    # t² = 5.117355.
    # (0.6 + 5.117355/18 -+ 2.262157 sqrt(0.24/9 + 5.117355/324)) / (1 + 5.117355/9)
    # = (0.884298 -+ 0.466142) / 1.568595
    row = score(released(SIX_OF_TEN), "C1a")
    assert (row["score"], row["effective_n"], row["degrees"]) == (60, 9, 9)
    assert (row["low"], row["high"]) == (near(26.6580), near(86.0923))


def test_the_interval_of_an_aggregate_adds_what_each_person_pulls() -> None:
    # C1a as above, C1b (negative) yes from p1-p6, no from p7-p10: y = 0 and 100, p = 40. Each W
    # is 1/2:
    # z = 1/2 x 4 - 1/2 x 4 = 0 for everybody. v = 0, so n* = m = 10 at q = 0.5.
    mirrored = SIX_OF_TEN + "p1-p6 ngo clinic C1b yes\np7-p10 ngo clinic C1b no\n"
    row = score(released(mirrored), "C1")
    assert (row["score"], row["effective_n"], row["degrees"]) == (50, 10, 9)


def test_when_all_say_the_same_effective_n_is_the_number_of_people() -> None:
    # q = 1: Wilson's low is n / (n + t²) = 10 / 15.117355.
    row = score(released(PARTS), "C1a")
    assert (row["effective_n"], row["low"], row["high"]) == (10, near(66.1491), 100)


BOTH = """
respondent stakeholder_type target indicator answer
p1-p6      government       health C1a       yes
p7-p10     government       health C1a       no
p1-p3      ngo              clinic C1a       yes
p4-p6      ngo              clinic C1a       no
p7         ngo              clinic C1a       yes
p8-p10     ngo              clinic C1a       no
"""
ABOUT_BOTH = ABOUT_CLINIC + "p1-p10 government health\n"


def types(tables: Mapping[str, list[Row]], item: str) -> Row:
    wanted = {"a_stakeholder_type": "government", "b_stakeholder_type": "ngo"}
    return one(tables["pairs"], item=item, scoring="standard", **wanted)


def test_a_difference_has_movers_interval() -> None:
    # a = 60 (26.6580 to 86.0923), b = 40, mirrored: 13.9077 to 73.3420.
    # rho: products of (y_a - 60)(y_b - 40): 3 x 2400 - 3 x 1600 - 3600 + 3 x 2400 = 6000; each
    # sum of squares is 24000: rho = 0.25.
    # low = 20 - sqrt(33.3420² + 33.3420² - 0.5 x 33.3420²) = 20 - 33.3420 sqrt(1.5)
    # high = 20 + 26.0923 sqrt(1.5)
    row = types(released(BOTH, ABOUT_BOTH), "C1a")
    assert (row["a_score"], row["b_score"], row["difference"]) == (60, 40, 20)
    assert (row["rho"], row["low"], row["high"]) == (0.25, near(-20.8354), near(51.9564))
    assert row["clear"] is False
    # Without p1: 5/9 - 3/9; without p4: 5/9 - 4/9; without p7: 6/9 - 3/9; without p8: 6/9 - 4/9.
    assert row["left_one_out"] == "holds"


def test_somebody_on_one_side_only_has_no_part_in_rho() -> None:
    # Government from p1-p10, the clinic from p6-p15: p6-p10 on both sides.
    # a: p1-p6 yes, z +4 and -6, squares 240; b: p6-p9 yes, z +6 and -4, squares 144 + 96 = 240.
    # Products: p6 4 x 6, p7-p9 3 x (-6 x 6), p10 -6 x -4: 24 - 108 + 24 = -60. rho = -60 / 240.
    said = """
    respondent stakeholder_type target indicator answer
    p1-p6      government       health C1a       yes
    p7-p10     government       health C1a       no
    p6-p9      ngo              clinic C1a       yes
    p10-p15    ngo              clinic C1a       no
    """
    about = """
    respondent stakeholder_type target
    p1-p10     government       health
    p6-p15     ngo              clinic
    """
    assert types(released(said, about, people(15)), "C1a")["rho"] == -0.25


def test_a_sign_that_hangs_on_one_person_does_not_hold() -> None:
    # 6 of 10 against 5 of 10; without p6 both are 5 of 9, and 0 never holds.
    said = """
    respondent stakeholder_type target indicator answer
    p1-p6      government       health C1a       yes
    p7-p10     government       health C1a       no
    p1-p5      ngo              clinic C1a       yes
    p6-p10     ngo              clinic C1a       no
    """
    row = types(released(said, ABOUT_BOTH), "C1a")
    assert (row["difference"], row["left_one_out"]) == (10, "does_not_hold")


def test_a_sign_that_hangs_on_one_indicator_does_not_hold() -> None:
    # C1a: 100 against 0; C1b the same. C1 differs by 50, and without C1a by nothing.
    said = """
    respondent stakeholder_type target indicator answer
    p1-p10     government       health C1a       yes
    p1-p10     government       health C1b       yes
    p1-p10     ngo              clinic C1a       no
    p1-p10     ngo              clinic C1b       yes
    """
    row = types(released(said, ABOUT_BOTH), "C1")
    assert (row["difference"], row["left_one_out"], row["clear"]) == (50, "does_not_hold", True)


def test_types_are_compared_only_on_two_thirds_of_common_weight() -> None:
    # Government's C1 at health: C1a and C1b; the clinic's: C1a alone was answered. 1 of 2, 3 < 4.
    said = BOTH + "p1-p10 government health C1b yes\n"
    row = types(released(said, ABOUT_BOTH), "C1")
    assert (row["withheld"], row["difference"], row["clear"]) == ("not_comparable", None, False)
    # rollout with C2 in common: C1 is not scored. L = lcm(2, 1) = 2, have = 1 x 2 of 2 x 2 + 1 x 2.
    said += "p1-p10 government health C2a yes\np1-p10 ngo clinic C2a yes\n"
    tables = released(said, ABOUT_BOTH)
    assert types(tables, "rollout")["withheld"] == "not_comparable"
    assert types(tables, "C2")["difference"] == 0


@pytest.mark.parametrize(("yes", "shown"), [(5, True), (6, False), (4, False)])
def test_personal_answers_need_k_people_on_both_sides(yes: int, shown: bool) -> None:
    # 5 and 5 are shown; 6 and 4, or 4 and 6, are not. "other" is every other answer of any kind.
    said = f"""
    respondent      stakeholder_type target indicator answer
    p1-p{yes}       government       police C2p       yes
    p{yes + 1}-p9   government       police C2p       no
    p10             government       police C2p       unsaid
    """
    about = "respondent stakeholder_type target\np1-p10 government police"
    tables = released(said, about)
    rows = [row for row in tables["answer_counts"] if row["item"] == "C2p"]
    found = {
        row["answer"]: (row["count"], row["share"], row["withheld"])
        for row in rows
        if row["target"] == "police"
    }
    if shown:
        assert found == {"yes": (5, 0.5, ""), "other": (5, 0.5, "")}
    else:
        assert found == dict.fromkeys(("yes", "other"), (None, None, "personal"))
    row = score(tables, "C2p", "police")
    assert (row["withheld"], row["respondents"], row["coverage"]) == ("personal", None, None)


TWO_TARGETS = """
respondent stakeholder_type target indicator answer
p1-p10     government       health C1a       yes
p1-p{0}    government       police C1a       no
"""
ABOUT_TARGETS = "respondent stakeholder_type target\np1-p10 government health,police"


def test_a_target_with_too_few_people_withholds_every_target_and_level() -> None:
    tables = released(TWO_TARGETS.format(4), ABOUT_TARGETS)
    for target in ("health", "police", "level=national"):
        assert score(tables, "C1a", target)["withheld"] == "too_few_people"
    # `all` stays: four people said 100 and 0, which is 50, six said 100: (4 x 50 + 6 x 100) / 10.
    row = score(tables, "C1a", "all")
    assert (row["score"], row["respondents"], row["answered"]) == (80, 10, 14)
    assert row["coverage"] == 0.7  # 14 of 20 pairs
    # Two targets: no counts of answers at `all`.
    counts = [row for row in tables["answer_counts"] if row["item"] == "C1a"]
    assert not [r for r in counts if r["target"] == "all" and r["stakeholder_type"] == "government"]


def test_a_target_with_k_people_withholds_nothing() -> None:
    tables = released(TWO_TARGETS.format(5), ABOUT_TARGETS)
    assert score(tables, "C1a", "health")["score"] == 100
    assert score(tables, "C1a", "police")["score"] == 0  # 5 of 10 asked is half
    assert score(tables, "C1a", "level=national")["score"] == 75  # (5 x 50 + 5 x 100) / 10


def test_too_few_or_too_little_answers_withhold_an_indicator() -> None:
    four = "respondent stakeholder_type target indicator answer\np1-p4 ngo clinic C1a yes"
    row = score(released(four), "C1a", "clinic")
    assert (row["withheld"], row["answered"]) == ("too_few_people", None)  # the target rule
    tables = released(four + "\np5-p6 ngo clinic C1a dont_know")
    row = score(tables, "C1a", "all", stakeholder_type="ngo")
    assert (row["withheld"], row["respondents"], row["answered"]) == ("too_few_answers", 4, 6)
    # Five of eleven asked: 2 x 5 < 11.
    five = "respondent stakeholder_type target indicator answer\np1-p5 ngo clinic C1a yes"
    about = "respondent stakeholder_type target\np1-p11 ngo clinic"
    row = score(released(five, about, people(11)), "C1a")
    assert (row["withheld"], row["respondents"]) == ("too_little_answered", 5)


HEAD = "respondent stakeholder_type target indicator answer"
OF_NGO = {"target": "all", "stakeholder_type": "ngo"}


def of_people(*said: tuple[int, str], asked_in_all: int) -> dict[str, list[Row]]:
    """Return the release of people asked C1a about the clinic, of whom so many said each thing."""
    lines, first = [HEAD], 1
    for number, answer in said:
        if number:
            lines.append(f"p{first}-p{first + number - 1} ngo clinic C1a {answer}")
        first += number
    about = f"respondent stakeholder_type target\np1-p{asked_in_all} ngo clinic"
    said_by_all = [
        row | {"answer": SKIPPED if row["answer"] == "skipped" else row["answer"]}
        for row in answers("\n".join(lines))
    ]
    described = dataset(SMALL, [Round("AAA", "1", "", branches=60)])
    return release(described, people(asked_in_all), said_by_all, asked(about))


@pytest.mark.parametrize(
    ("yes", "not_applicable", "blank", "withheld"),
    [
        (5, 7, 0, ""),  # five of five to whom it applies
        (5, 1, 6, "too_little_answered"),  # of eleven
        (5, 2, 5, ""),  # of ten: half
        (4, 8, 0, "mostly_not_applicable"),
        (4, 7, 0, "mostly_not_applicable"),  # seven of eleven
        (3, 7, 0, "too_few_answers"),  # of ten it would say that under five were asked
        (4, 5, 2, "too_few_answers"),  # five of eleven are not most
    ],
)
def test_what_does_not_apply_is_not_counted_against_a_question(
    yes: int, not_applicable: int, blank: int, withheld: str
) -> None:
    whole = yes + not_applicable + blank
    said = ((yes, "yes"), (not_applicable, "not_applicable"))
    row = score(of_people(*said, asked_in_all=whole), "C1a", **OF_NGO)
    assert row["withheld"] == withheld
    assert row["coverage"] == round((yes + not_applicable) / whole, 6)  # an answer of its kind


@pytest.mark.parametrize(
    ("yes", "dont_know", "blank", "withheld"),
    [
        (5, 6, 0, "most_do_not_know"),  # six of eleven
        (5, 5, 1, "too_little_answered"),
        (3, 7, 1, "most_do_not_know"),
        (4, 4, 3, "too_few_answers"),
        (5, 5, 0, ""),
    ],
)
def test_most_do_not_know_is_said_where_most_do_not(
    yes: int, dont_know: int, blank: int, withheld: str
) -> None:
    whole = yes + dont_know + blank
    tables = of_people((yes, "yes"), (dont_know, "dont_know"), asked_in_all=whole)
    row = score(tables, "C1a", **OF_NGO)
    assert (row["withheld"], row["dont_know"]) == (
        withheld,
        round(dont_know / (yes + dont_know), 6),
    )
    # The part says so too; that C1b has no answers weighs as much, and what most do not know is said first.
    if withheld == "most_do_not_know":
        assert score(tables, "C1", **OF_NGO)["withheld"] == withheld


@pytest.mark.parametrize(
    ("skipped", "yes", "coverage", "withheld"),
    [
        (4, 7, 7 / 11, ""),  # of fewer than k nobody is told that they were skipped
        (5, 6, 1.0, ""),
        (6, 5, 1.0, ""),  # 2 x 5 >= 5: nobody else was asked
        (7, 4, 4 / 11, "mostly_not_applicable"),  # that four were asked is not told either
    ],
)
def test_what_the_form_skips_leaves_the_count_from_k_people_on(
    skipped: int, yes: int, coverage: float, withheld: str
) -> None:
    tables = of_people((skipped, "skipped"), (yes, "yes"), asked_in_all=11)
    row = score(tables, "C1a", **OF_NGO)
    assert row["withheld"] == withheld
    if yes < 5:
        assert row["coverage"] is None  # four answered: no numbers at all
    else:
        assert row["coverage"] == round(coverage, 6)
        assert row["answered"] == yes
        # Four skipped stand among those asked: a blank, which the bounds count.
        blank = skipped if skipped < 5 else 0
        worst = score(tables, "C1a", scoring="worst", **OF_NGO)
        assert worst["score"] == round(100 * yes / (yes + blank), 6)


def test_a_full_round_has_its_core_questions_beside_it() -> None:
    # C2a is of the core set, C2b of the full one: C2 (100 + 0) / 2, its core 100.
    said = PARTS.replace("C2a       no", "C2a       yes") + "p1-p10 ngo clinic C2b no\n"
    described = dataset(SMALL, [Round("AAA", "1", "", set="full", branches=60)])
    tables = release(described, TEN, answers(said), asked(ABOUT_CLINIC))
    assert score(tables, "C2")["score"] == 50
    core = score(tables, "C2_core")
    assert (core["score"], core["respondents"], core["weight_all"]) == (100, 10, 1)
    assert core["basis"] == score(released(said), "C2")["basis"]  # as in a core round
    assert (core["answered"], core["coverage"], core["dont_know"]) == (None, None, None)
    # rollout: C1 50 (C1b is negative) at weight 2, C2 100 at weight 1.
    assert score(tables, "rollout_core")["score"] == round(200 / 3, 6)
    assert score(tables, "rollout_core_equal")["score"] == 75
    assert score(tables, "rollout_core")["basis"] == score(released(said), "rollout")["basis"]
    assert not [row for row in released(said)["scores"] if "_core" in row["item"]]


def test_under_k0_people_nothing_is_published() -> None:
    nine = "respondent stakeholder_type target indicator answer\np1-p9 ngo clinic C1a yes"
    tables = released(nine, "respondent stakeholder_type target\np1-p9 ngo clinic", people(9))
    assert score(tables, "C1a")["withheld"] == "too_few_people"
    row = tables["pilot"][0]
    assert (row["community"], row["withheld"]) == (None, "too_few_people")


GAP = {"b_class": "institution", "a_target": "clinic", "scoring": "standard"}
NONE_OF_TEN = """
respondent stakeholder_type target indicator answer
p1-p10     ngo              clinic C1a       no
"""


def gap(said: str, number: int) -> dict[str, list[Row]]:
    said += f"i1-i{number} ngo clinic C1a yes\n"
    about = ABOUT_CLINIC + f"i1-i{number} ngo clinic\n"
    return released(said, about, TEN + informants(number, "yes"))


def informants(number: int, consent: str) -> list[Row]:
    lines = [f"i{i} institution ngo {consent}" for i in range(1, number + 1)]
    return respondents("respondent class stakeholder_type consent_on_record\n" + "\n".join(lines))


@pytest.mark.parametrize("number", [1, 9])
def test_a_few_informants_are_a_statement_and_the_gap_has_the_communitys_interval(
    number: int,
) -> None:
    tables = gap(SIX_OF_TEN, number)
    row = score(tables, "C1a", respondent_class="institution")
    assert (row["score"], row["low"], row["respondents"]) == (100, None, number)
    row = one(tables["statements"], kind="institution", indicator="C1a", answer="yes")
    assert (row["count"], row["source"]) == (number, "")
    # 60 - 100 = -40; 26.6580 - 100 and 86.0923 - 100.
    row = one(tables["pairs"], item="C1a", **GAP)
    assert (row["difference"], row["rho"], row["b_low"]) == (-40, 0, None)
    assert (row["low"], row["high"]) == (near(-73.3420), near(-13.9077))
    assert row["clear"] is False


def test_ten_informants_have_an_interval_of_their_own() -> None:
    # b: all ten say yes, 66.1491 to 100. low = -40 - sqrt(33.3420² + 0²),
    # high = -40 + sqrt(26.0923² + 33.8509²) = -40 + 42.7398
    row = one(gap(SIX_OF_TEN, 10)["pairs"], item="C1a", **GAP)
    assert (row["b_low"], row["b_high"]) == (near(66.1491), 100)
    assert (row["low"], row["high"], row["clear"]) == (near(-73.3420), near(2.7398), False)
    # Nobody of ten said yes: 0 to 33.8509. high = -100 + 33.8509 sqrt(2): far from 0.
    row = one(gap(NONE_OF_TEN, 10)["pairs"], item="C1a", **GAP)
    assert (row["high"], row["clear"]) == (near(-52.1276), True)


def test_an_institution_without_consent_on_record_says_nothing() -> None:
    said, about = SIX_OF_TEN + "i1 ngo clinic C1a yes\n", ABOUT_CLINIC + "i1 ngo clinic\n"
    tables = released(said, about, TEN + informants(1, "no"))
    row = score(tables, "C1a", respondent_class="institution")
    assert (row["withheld"], row["answered"]) == ("no_consent", None)
    # Nobody at all from the government: that is not a missing consent.
    row = score(tables, "C1a", "health", respondent_class="institution")
    assert (row["withheld"], row["answered"]) == ("not_asked", 0)
    assert tables["statements"] == []
    row = tables["pilot"][0]
    assert (row["informants"], row["informants_without_consent"]) == (0, True)


@pytest.mark.parametrize(
    ("sizes", "withheld"),
    [((3, 3, 4), ""), ((3, 3, 3), "too_few_people"), ((8, 8), "too_few_people")],
)
def test_groups_count_from_three_groups_and_ten_participants_on(
    sizes: tuple[int, ...], withheld: str
) -> None:
    lines = [f"g{i} group {size}" for i, size in enumerate(sizes, 1)]
    groups = respondents("respondent class participants\n" + "\n".join(lines))
    said = SIX_OF_TEN + "g1 ngo clinic C1a yes\ng2 ngo clinic C1a no\n"
    about = ABOUT_CLINIC + "".join(f"g{i} ngo clinic\n" for i in range(1, len(sizes) + 1))
    tables = released(said, about, TEN + groups)
    row = score(tables, "C1a", respondent_class="group")
    wanted = {"respondent_class": "group", "item": "C1a", "target": "clinic", "answer": "yes"}
    count = one(tables["answer_counts"], **wanted)
    if withheld:
        assert (row["withheld"], count["withheld"]) == (withheld, withheld)
    else:
        assert (row["withheld"], row["score"], row["respondents"]) == ("not_scored", None, 2)
        assert (row["answered"], row["coverage"]) == (2, round(2 / 3, 6))
        assert (count["count"], count["share"], count["withheld"]) == (1, 0.5, "")


def test_in_shape_1_the_base_is_that_of_the_type() -> None:
    # Nine people about the clinic, eleven about the ministry: only the ministry is published.
    who = people(9, stakeholder_type="ngo") + people(11, "q", stakeholder_type="government")
    said = """
    respondent stakeholder_type target indicator answer
    p1-p9      ngo              clinic C1a       yes
    q1-q11     government       health C1a       no
    """
    about = """
    respondent stakeholder_type target
    p1-p9      ngo              clinic
    q1-q11     government       health
    """
    tables = released(said, about, who, small(shape=1))
    assert score(tables, "C1a", "clinic")["withheld"] == "too_few_people"
    assert score(tables, "C1a", "health")["score"] == 0
    assert tables["pilot"][0]["community"] == 20
    assert types(tables, "C1a")["withheld"] == "too_few_people"


def test_a_fact_is_said_with_its_source_and_scores_nothing() -> None:
    fact = Fact("AAA", "1", "government", "health", "C2f", "yes", "The law", "2026-01")
    tables = release(dataset(SMALL, facts=[fact]), TEN, [], asked(ABOUT_CLINIC))
    row = one(tables["statements"], kind="fact")
    assert (row["answer"], row["source"], row["count"]) == ("yes", "The law", None)
    assert not [row for row in tables["scores"] if row["item"] == "C2f"]


def test_a_split_that_is_not_decided_is_refused_for_each_category() -> None:
    tables = released(SIX_OF_TEN)
    rows = [r for r in tables["scores"] if r["split"] != "all" and r["stakeholder_type"] == "ngo"]
    categories = [f"gender={c}" for c in ("woman", "man", "prefer_not_to_say")]
    assert [row["split"] for row in rows] == categories
    assert {(row["item"], row["withheld"]) for row in rows} == {("participation", "split_refused")}


def known(**people_by_targets: int) -> dict[str, list[Row]]:
    """Return a release in which people say yes about the targets they know: h, p and l."""
    names = {"h": "health", "p": "police", "l": "local_police"}
    targets = [
        [names[letter] for letter in letters]
        for letters, number in people_by_targets.items()
        for _ in range(number)
    ]
    pairs = [(f"p{i}", target) for i, of in enumerate(targets, 1) for target in of]
    said = "respondent stakeholder_type target indicator answer\n"
    said += "".join(f"{person} government {target} C1a yes\n" for person, target in pairs)
    about = "respondent stakeholder_type target\n"
    about += "".join(f"{person} government {target}\n" for person, target in pairs)
    return released(said, about, people(len(targets)))


@pytest.mark.parametrize(
    ("people_by_targets", "withheld"),
    [
        # a = 1, c = -1 is 0 for who knows one of them, and -1/2 for who knows both: four people,
        # or five.
        ({"h": 6, "p": 6, "hp": 4}, True),
        ({"h": 6, "p": 6, "hp": 5}, False),
        # a = 1, c = -1/2 is 0 for who knows both, and 1/2 for who knows the ministry alone.
        ({"hp": 10, "h": 3}, True),
        # From h: a + b + c(h) = 0; from hp: (a + b) / 2 + c(h) = 0 and the same for p. So a + b,
        # c(h) and c(p) are 0, and then they are for the three as well.
        ({"hp": 5, "h": 5, "p": 3}, False),
        # a = 0, b(national) = 1, c = -1 of both: who knows both national ones is left with -1/2.
        ({"hl": 6, "pl": 6, "hpl": 2}, True),
        # The local police stand alone in their level: b(local) + c(local_police) is all there is.
        ({"h": 6, "l": 6}, False),
        # Two sets of two people, who are left together: a = 1, c = -1, both weigh -1/2.
        ({"h": 6, "p": 6, "l": 6, "hp": 2, "hl": 2}, True),
        # Two sets of three: whatever leaves one of them leaves the other, if a is not 0. But with
        # a = 0, b(national) = 1, c = -1 only the three who know both national ones are left.
        ({"h": 6, "p": 6, "l": 6, "hp": 3, "hl": 3}, True),
        # Of one level each: a is left of both, and six are enough.
        ({"h": 6, "l": 6, "hl": 6}, False),
        ({"everybody": 0, "hpl": 10}, False),
    ],
)
def test_uneven_targets_are_withheld(people_by_targets: dict[str, int], withheld: bool) -> None:
    people_by_targets.pop("everybody", None)
    tables = known(**people_by_targets)
    wanted = "too_few_people" if withheld else ""
    assert score(tables, "C1a", "health")["withheld"] == wanted
    assert score(tables, "C1a", "level=national")["withheld"] == wanted
    assert score(tables, "C1a", "all")["withheld"] == ""


def by_gender(five_of_each: Sequence[str] = ("woman", "man", "prefer_not_to_say")) -> list[Row]:
    """Return p1-p5, p6-p10 and p11-p15."""
    found = people(15)
    return [row | {"gender": five_of_each[place // 5]} for place, row in enumerate(found)]


ABOUT_15 = "respondent stakeholder_type target\np1-p15 ngo clinic"
# All women say yes to P1a. P2a is negative: no is 100.
ONE_MIND = """
respondent stakeholder_type target indicator answer
p1-p8      ngo              clinic P1a       yes
p9-p13     ngo              clinic P1a       no
p14-p15    ngo              clinic P1a       partly
p1-p3      ngo              clinic P2a       no
p4-p7      ngo              clinic P2a       yes
p8-p11     ngo              clinic P2a       no
p12-p15    ngo              clinic P2a       yes
"""


def of_women(tables: Mapping[str, list[Row]], item: str) -> Row:
    return score(tables, item, "all", stakeholder_type="ngo", split="gender=woman")


def test_a_question_on_which_a_group_is_of_one_mind_is_told_of_no_group() -> None:
    tables = released(ONE_MIND, ABOUT_15, by_gender())
    for group in ("woman", "man", "prefer_not_to_say"):
        found = {"stakeholder_type": "ngo", "split": f"gender={group}"}
        assert score(tables, "P1a", "all", **found)["withheld"] == "split_refused"
        assert not [
            row
            for row in tables["answer_counts"]
            if row["item"] == "P1a" and row["split"] == f"gender={group}"
        ]
    assert of_women(tables, "P1")["withheld"] == "split_refused"
    assert of_women(tables, "P2")["score"] == 60
    # Of two parts one is left: 1 of 2, 3 < 4.
    row = of_women(tables, "participation")
    assert (row["withheld"], row["score"], row["answered"]) == ("split_refused", None, None)


def test_a_dimension_is_split_over_what_is_told_of_the_groups() -> None:
    # Part P2 weighs 2 of 3: enough. Nothing of P1a counts: five answers, not ten.
    row = of_women(
        released(ONE_MIND, ABOUT_15, by_gender(), small(parts={"P2": 2})), "participation"
    )
    assert (row["withheld"], row["score"], row["answered"], row["coverage"]) == ("", 60, 5, 1)
    assert (row["weight_have"], row["weight_all"]) == (2, 3)
    assert row["basis"] == hashlib.sha256(b"P2*2(P2a:1)").hexdigest()[:16]
    # At equal weights it is 1 of 2.
    tables = released(ONE_MIND, ABOUT_15, by_gender(), small(parts={"P2": 2}))
    assert of_women(tables, "participation_equal")["withheld"] == "split_refused"


def test_an_owner_publishes_by_name_what_a_group_is_of_one_mind_on() -> None:
    named = [("AAA", "1", "ngo", "P1a")]
    tables = released(ONE_MIND, ABOUT_15, by_gender(), named=named)
    assert of_women(tables, "P1a")["score"] == 100
    assert of_women(tables, "participation")["score"] == 80  # (100 + 60) / 2
    other = [("AAA", "1", "government", "P1a"), ("AAA", "2", "ngo", "P1a")]
    tables = released(ONE_MIND, ABOUT_15, by_gender(), named=other)
    assert of_women(tables, "P1a")["withheld"] == "split_refused"


@pytest.mark.parametrize(("women_asked", "shown"), [(5, True), (4, False)])
def test_a_personal_question_was_asked_of_k_people_of_every_group(
    women_asked: int, shown: bool
) -> None:
    about = f"{ABOUT_15}\np1-p{women_asked} government police\np6-p15 government police"
    tables = released(ONE_MIND, about, by_gender())
    row = of_women(tables, "P2") if shown else of_women(tables, "participation")
    assert row["withheld"] == ("" if shown else "split_refused")


@pytest.mark.parametrize(("apart", "shown"), [(False, True), (True, False)])
def test_a_second_split_needs_room_between_people_asked_the_same(apart: bool, shown: bool) -> None:
    # Rollout is split by age first: seven are middle-aged, eight are not (the fallback). Five women
    # and seven middle-aged: room for five. If the middle-aged were asked in one row, and the others
    # in a row for each dimension, only the two middle-aged women can be exchanged with them.
    middle = {1, 2, 6, 7, 11, 12, 13}
    who = [
        row | {"age": "middle" if place in middle else "young"}
        for place, row in enumerate(by_gender(), 1)
    ]
    about = "respondent stakeholder_type target dimension\n"
    for place in range(1, 16):
        rows = ["rollout", "participation"] if apart and place not in middle else ["-"]
        about += "".join(f"p{place} ngo clinic {row}\n" for row in rows)
    said = ONE_MIND + ONE_MIND.split("answer\n")[1].replace("P1a", "C1a").replace("P2a", "C2a")
    tables = released(said, about, who, split_by_age(SMALL.content))
    row = score(tables, "C2", "all", stakeholder_type="ngo", split="age=middle")
    assert row["withheld"] == ""
    row = of_women(tables, "P2") if shown else of_women(tables, "participation")
    assert row["withheld"] == ("" if shown else "split_refused")


@given(datasets())
@settings(max_examples=examples(25), deadline=None)
def test_drawn_datasets_are_kept_as_they_are_and_released_in_the_columns_named(
    drawn: Drawn,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        stored = drawn.store(Path(folder) / "dataset")
        rows = {
            name: stored.table(name).to_pylist() for name in ("respondents", "answers", "asked")
        }
    kept = release(stored.dataset, rows["respondents"], rows["answers"], rows["asked"])
    tables = release(drawn.dataset, drawn.respondents, drawn.answers, drawn.asked)
    for name, found in tables.items():
        assert all(list(TABLES[name].names) == sorted_like(row, name) for row in found)
        assert sorted(map(repr_of, kept[name])) == sorted(map(repr_of, found))
    for row in tables["scores"] + tables["pairs"]:
        if row["low"] is not None:
            middle = row["score"] if "score" in row else row["difference"]
            assert row["low"] - 1e-6 <= middle <= row["high"] + 1e-6
            assert math.isfinite(row["low"])


def sorted_like(row: Row, table: str) -> list[str]:
    names = list(TABLES[table].names)
    return sorted(row, key=lambda name: names.index(name) if name in names else len(names))


def repr_of(row: Row) -> str:
    return repr({key: round(v, 5) if isinstance(v, float) else v for key, v in sorted(row.items())})
