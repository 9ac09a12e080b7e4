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
from swit_data.release.tables import TABLES
from tests.drawn import SMALL, Drawn, Row, answers, asked, dataset, people, respondents, small
from tests.oracle import release
from tests.strategies import datasets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from swit_data.framework import Framework

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


def released(
    said: str,
    about: str = ABOUT_CLINIC,
    who: Sequence[Row] = TEN,
    measured: Framework = SMALL,
) -> dict[str, list[Row]]:
    # As many branches as people: an interval is widened by nothing.
    described = dataset(measured, [Round("AAA", "1", "", branches=60)])
    return release(described, who, answers(said), asked(about))


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
        ("worst", 700 / 10),  # what was not said at 0
        ("best", 800 / 10),  # at 100
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
        ("worst", 200 / 10),  # worst and best are after direction too
        ("best", 300 / 10),
    ],
)
def test_a_negative_indicator_is_turned_round(scoring: str, expected: float) -> None:
    row = score(released(MIXED.format("C1b")), "C1b", scoring=scoring)
    assert row["score"] == round(expected, 6)


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
        (0, 10 / 1.375),  # unknown, as 4: f = 1 + (10 / 4 - 1) x 0.25 = 1.375
        (20, 10),  # more branches than people: f is never under 1
    ],
)
def test_branches_make_an_interval_wider(branches: int, effective_n: float) -> None:
    whole = dataset(SMALL, [Round("AAA", "1", "", branches=branches)])
    tables = release(whole, TEN, answers(SEVEN_OF_TEN), asked(ABOUT_CLINIC))
    row = score(tables, "C2a")
    assert row["effective_n"] == round(effective_n, 6)
    assert row["may_be_clear"] is (branches >= 3)


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


def informants(number: int, consent: str) -> list[Row]:
    lines = [f"i{i} institution ngo {consent}" for i in range(1, number + 1)]
    return respondents("respondent class stakeholder_type consent_on_record\n" + "\n".join(lines))


@pytest.mark.parametrize("number", [1, 9, 10])
def test_an_institution_is_a_statement_and_the_gap_has_both_intervals_from_ten_on(
    number: int,
) -> None:
    said = SIX_OF_TEN + f"i1-i{number} ngo clinic C1a yes\n"
    about = ABOUT_CLINIC + f"i1-i{number} ngo clinic\n"
    tables = released(said, about, TEN + informants(number, "yes"))
    row = score(tables, "C1a", respondent_class="institution")
    assert (row["score"], row["low"], row["respondents"]) == (100, None, number)
    row = one(tables["statements"], kind="institution", indicator="C1a", answer="yes")
    assert (row["count"], row["source"]) == (number, "")
    gap = {"b_class": "institution", "a_target": "clinic", "scoring": "standard"}
    row = one(tables["pairs"], item="C1a", **gap)
    assert (row["difference"], row["rho"], row["clear"]) == (-40, 0, False)
    assert row["may_be_clear"] is (number == 10)
    if number < 10:
        # 60 - 100 = -40; 26.6580 - 100 and 86.0923 - 100.
        assert row["b_low"] is None
        assert (row["low"], row["high"]) == (near(-73.3420), near(-13.9077))
    else:
        # All ten say yes: 66.1491 to 100. -40 - sqrt(33.3420² + 0²), -40 + sqrt(26.0923² + 33.8509²).
        assert (row["b_low"], row["b_high"], row["b_degrees"]) == (near(66.1491), 100, 9)
        assert (row["low"], row["high"]) == (near(-73.3420), near(2.7398))


def test_a_gap_is_clear_where_both_sides_are_sure() -> None:
    # None of ten against all of ten: 0 to 33.8509 and 66.1491 to 100; -100 + sqrt(2) x 33.8509 = -52.1276.
    said = "respondent stakeholder_type target indicator answer\n"
    said += "p1-p10 ngo clinic C1a no\ni1-i10 ngo clinic C1a yes\n"
    about = ABOUT_CLINIC + "i1-i10 ngo clinic\n"
    gap = {"b_class": "institution", "a_target": "clinic", "scoring": "standard"}
    row = one(released(said, about, TEN + informants(10, "yes"))["pairs"], item="C1a", **gap)
    assert (row["low"], row["high"], row["clear"]) == (-100, near(-52.1276), True)


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


@given(datasets())
@settings(max_examples=25, deadline=None)
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
