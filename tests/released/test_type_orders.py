"""Orders of stakeholder types under other ways of counting, and scores at other weights, by hand and anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swit_data.release.illustrative import illustrative
from swit_data.released.release import Release
from swit_data.released.type_orders import Compared, Order, orders
from swit_data.released.what_if_weights import heavy_part, weighted_scores
from tests.drawn import framework, small
from tests.examples import examples
from tests.findings.drawn_release import WIDE, drawn, rows_of, scorings_asked
from tests.findings.test_headline import excludes_zero

SCORINGS = ("standard", "middle_low", "middle_high", "dont_know_zero", "worst", "best")
STEPS = (1, 1.5, 2, 2.5, 3)


def pair(numbers: dict[str, float], *, left: str = "holds", size: int = 200) -> str:
    """Return the rows of NGOs less government: item (and, after a colon, scoring) to difference."""
    lines = ["pilot a b a_score b_score item scoring left_one_out n"]
    for key, difference in numbers.items():
        item, _, scoring = key.partition(":")
        scores = f"{50 + difference / 2} {50 - difference / 2}"
        lines.append(f"KEN government ngo {scores} {item} {scoring or '-'} {left} {size}")
    return "\n".join(lines)


def order(pairs: str) -> Order:
    release = drawn("pilot type score\nKEN ngo 50\nKEN government 50", pairs)
    found = orders(Compared(release, "rollout", "1"), release.pilots)
    return next(each for each in found if each.types == ("government", "ngo"))


HOLDS = {"rollout": 20.0, "rollout_equal": 20.0, "C1": 20.0, "C2": 20.0}


@pytest.mark.parametrize(
    ("changed", "left", "turned"),
    [
        ({}, "holds", ()),
        ({"rollout_equal": -1.0}, "holds", ("weights",)),
        # (3 * -2 + 5) / 4 is under 0, (2.5 * -2 + 5) / 3.5 is 0, (2 * -2 + 5) / 3 over it
        ({"rollout": 1 / 3, "C1": -2.0, "C2": 5.0}, "holds", ("weights",)),
        ({"rollout": 0.5, "C1": -1.0, "C2": 3.5}, "holds", ()),  # (3 * -1 + 3.5) / 4 is over 0
        ({"rollout:middle_low": -3.0}, "holds", ("middle",)),
        ({"rollout:middle_high": -3.0}, "holds", ("middle",)),
        ({"rollout:dont_know_zero": -3.0}, "holds", ("dont_know",)),
        ({"rollout:dont_know_zero": 0.0}, "holds", ("dont_know",)),  # the same number is no order
        ({"rollout:worst": -3.0}, "holds", ("unsaid",)),
        ({"rollout:best": 0.0}, "holds", ("unsaid",)),
        ({"rollout_equal:best": -3.0}, "holds", ("together",)),
        ({}, "does_not_hold", ("left_out",)),
        ({"rollout_equal:middle_low": -3.0}, "holds", ("together",)),
        ({"C1:middle_low": -30.0}, "holds", ("together",)),
        (
            {"rollout_equal": -1.0, "rollout:middle_low": -3.0, "rollout:dont_know_zero": -3.0},
            "does_not_hold",
            ("weights", "middle", "dont_know", "left_out"),
        ),
    ],
)
def test_what_turns_an_order(changed: dict[str, float], left: str, turned: tuple[str, ...]) -> None:
    numbers = HOLDS | {key: value for key, value in changed.items() if ":" not in key}
    full = {f"{item}:{s}": value for item, value in numbers.items() for s in SCORINGS}
    found = order(pair(full | {k: v for k, v in changed.items() if ":" in k}, left=left))
    assert found.turned_by == turned
    assert (found.higher, found.lower) == ("government", "ngo")
    assert found.kind == ("turns" if turned else "solid" if found.sure else "steady")


def test_the_interval_is_asked_too() -> None:
    assert order(pair(HOLDS, size=200)).kind == "solid"
    assert order(pair(HOLDS, size=20)).kind == "steady"
    assert order(pair(HOLDS | {"rollout": 0.0})).kind == "same"


def test_one_left_out_counts_with_every_way_of_counting() -> None:
    lines = pair(HOLDS).splitlines()
    other = lines[2].replace("rollout_equal - holds", "rollout_equal middle_low does_not_hold")
    rest = lines[2].replace(" - ", " standard,middle_high,dont_know_zero,worst,best ")
    found = order("\n".join([*lines[:2], rest, other, *lines[3:]]))
    assert found.turned_by == ("together",)


def test_what_cannot_be_compared_says_why() -> None:
    release = drawn(
        "pilot type score round\nKEN ngo 50 1\nIDN ngo 50 2",
        """
        pilot a          b   a_score b_score withheld
        KEN   government ngo -       -       not_comparable
        """,
        "pilot round\nKEN 1\nIDN 2",
    )
    found = orders(Compared(release, "rollout", "1"), release.pilots)
    assert {(o.pilot, o.types): o.withheld for o in found if o.types[1] == "ngo"} == {
        ("KEN", ("government", "ngo")): "not_comparable",
        ("IDN", ("government", "ngo")): "no_round",
        ("KEN", ("un_agency", "ngo")): "not_asked",
        ("IDN", ("un_agency", "ngo")): "no_round",
    }
    assert {o.kind for o in found} == {"withheld"}


There = dict[tuple[str, str], dict[str, Any]]  # rows of a pair by item and scoring


def pairs_of(release: Release) -> dict[tuple[str, str, tuple[str, str]], There]:
    """Return the released rows that compare two types as a whole, by round, pilot and types."""
    found: dict[tuple[str, str, tuple[str, str]], There] = defaultdict(dict)
    for row in rows_of(release, "pairs"):
        if (row["a_target"], row["b_target"], row["b_class"]) == ("all", "all", "community"):
            types = (row["a_stakeholder_type"], row["b_stakeholder_type"])
            found[row["round"], row["pilot"], types][row["item"], row["scoring"]] = row
    return found


def every_number(there: There, dimension: str, parts: dict[str, int]) -> Iterator[float]:
    """Give the difference under every weight and scoring, and its opposite where one left out decides."""
    heavy = [code for code, weight in parts.items() if weight > 1]
    for scoring in SCORINGS:
        for item in (dimension, f"{dimension}_equal"):
            row = there[item, scoring]
            if not row["withheld"]:
                yield row["difference"]
                yield row["difference"] if row["left_one_out"] == "holds" else -row["difference"]
        for weight in STEPS if len(heavy) == 1 else ():
            rows = {c: there[c, scoring] for c in parts if (c, scoring) in there}
            scored = [
                (weight if c == heavy[0] else parts[c], row["difference"])
                for c, row in rows.items()
                if not row["withheld"]
            ]
            yield sum(w * d for w, d in scored) / sum(w for w, _ in scored)


def assert_order(found: Order, there: There, dimension: str, parts: dict[str, int]) -> None:
    points = there[dimension, "standard"]["difference"]
    assert found.higher == found.types[0 if points > 0 else 1]
    turns = any(number * points <= 0 for number in every_number(there, dimension, parts))
    assert turns == (found.kind == "turns")


def test_every_order_of_the_illustrative_release_by_another_hand() -> None:
    release = illustrative()
    pairs, kinds = pairs_of(release), []
    for dimension, chosen in product(release.framework.dimensions, release.rounds):
        measured = release.framework.parts.values()
        parts = {p.code: p.weight for p in measured if p.dimension == dimension}
        found = orders(Compared(release, dimension, chosen), release.pilots_of(chosen))
        compared = sum(not each.withheld for each in found)
        for each in found:
            kinds.append(each.kind)
            there = pairs[chosen, each.pilot, each.types]
            if each.withheld:
                assert there.get((dimension, "standard"), {}).get("withheld") in (
                    None,
                    each.withheld,
                )
                continue
            assert_order(each, there, dimension, parts)
            asked = scorings_asked(release, there[dimension, "standard"])
            sides = {excludes_zero(there[dimension, s], compared) for s in asked}
            assert each.sure == (sides in ({1}, {-1}))
    for kind in ("solid", "steady", "turns", "withheld"):
        assert kinds.count(kind) > 2


def test_one_part_alone_is_moved() -> None:
    assert heavy_part(WIDE, "rollout") == "C1"
    assert heavy_part(WIDE, "participation") is None  # every part weighs 1
    assert heavy_part(small(parts={"C1": 2, "C2": 3}), "rollout") is None
    assert heavy_part(small(parts={"C1": 1, "C2": 4}), "rollout") == "C2"


def scored(
    c1: str, c2: str, standard: str = "-", equal: str = "-"
) -> dict[float, tuple[Any, str, bool]]:
    """Return the score, reason and origin at each weight, of parts C1 and C2 (a score, or why there is none)."""
    lines = ["pilot type item score withheld weight_have weight_all"]
    for item, said in (("C1", c1), ("C2", c2), ("rollout", standard), ("rollout_equal", equal)):
        there = said[0].isdigit()
        numbers = (
            f"{said} - 2 2" if there else f"- {said} {'0 2' if said != 'not_asked' else '- -'}"
        )
        lines.append(f"KEN ngo {item} {numbers}")
    rows = weighted_scores(drawn("\n".join(lines)), "rollout", "1").to_dict("records")
    return {
        row["weight"]: (None if row["withheld"] else row["score"], row["withheld"], row["released"])
        for row in rows
        if row["stakeholder_type"] == "ngo"
    }


def test_scores_between_the_released_ones_are_means_of_released_parts() -> None:
    found = scored("20", "50", standard="30", equal="35")
    assert found == {
        1: (35, "", True),
        1.5: (pytest.approx((1.5 * 20 + 50) / 2.5), "", False),
        2: (30, "", True),
        2.5: (pytest.approx((2.5 * 20 + 50) / 3.5), "", False),
        3: (pytest.approx((3 * 20 + 50) / 4), "", False),
    }


@pytest.mark.parametrize(
    ("c1", "c2", "standard", "equal", "reasons"),
    [
        # withheld under either released weighting: withheld between and beyond
        (
            "20",
            "no_answers",
            "20",
            "too_little_answered",
            ["too_little_answered"] * 2 + [""] + ["too_little_answered"] * 2,
        ),
        ("too_few_people", "50", "too_few_people", "50", ["", *["too_few_people"] * 4]),
        # nobody was asked about C2: C1 is all there is
        ("20", "not_asked", "20", "20", [""] * 5),
    ],
)
def test_withheld_stays_withheld(
    c1: str, c2: str, standard: str, equal: str, reasons: list[str]
) -> None:
    found = scored(c1, c2, standard, equal)
    assert [found[weight][1] for weight in STEPS] == reasons


def test_two_thirds_of_the_weight_are_asked_for_at_every_weight() -> None:
    """C1 unscored beside four other parts: 4 of 6 with weight 2 are enough, 4 of 7 with weight 3 are not."""
    more = "".join(
        f'[[parts]]\ncode = "C{n}"\nlabel = "C{n}"\ndimension = "rollout"\nweight = 1\n'
        for n in (3, 4, 5)
    )
    text = small().content.decode().replace("[[scales]]", f"{more}\n[[scales]]", 1)
    for n in (3, 4, 5):
        one = text.partition('[[indicators]]\ncode = "C2a"')
        body = one[2].partition("[[indicators]]")[0]
        text += f'\n[[indicators]]\ncode = "C{n}a"{body.replace(chr(34) + "C2" + chr(34), chr(34) + f"C{n}" + chr(34))}'
    measured = framework(text)
    lines = ["pilot type item score withheld weight_have weight_all"]
    lines.append("KEN ngo C1 - too_few_answers 0 2")
    lines += [f"KEN ngo C{n} 50 - 1 1" for n in (2, 3, 4, 5)]
    lines += ["KEN ngo rollout 50 - 4 6", "KEN ngo rollout_equal 50 - 4 5"]
    rows = weighted_scores(drawn("\n".join(lines), measured=measured), "rollout", "1")
    assert rows["withheld"].tolist() == ["", "", "", "too_little_answered", "too_little_answered"]


@given(
    st.lists(st.floats(0, 100), min_size=2, max_size=2),
    st.sampled_from([Fraction(3, 2), Fraction(5, 2), Fraction(3)]),
)
@settings(max_examples=examples(30), deadline=None)
def test_a_weighted_score_lies_between_its_parts(parts: list[float], weight: Fraction) -> None:
    c1, c2 = (round(part, 6) for part in parts)
    found = scored(f"{c1:.6f}", f"{c2:.6f}", "50", "50")[float(weight)][0]
    assert min(c1, c2) - 1e-9 <= found <= max(c1, c2) + 1e-9
    assert found == pytest.approx(float(weight * Fraction(c1) + Fraction(c2)) / float(weight + 1))


def test_the_released_rows_are_the_means_they_stand_for() -> None:
    """At weights 1 and 2 the mean of released parts is the released number: other positions are made as they are."""
    release = illustrative()
    weights = {
        p.code: p.weight for p in release.framework.parts.values() if p.dimension == "rollout"
    }
    rows = {
        (r["pilot"], r["round"], r["stakeholder_type"], r["item"]): r
        for r in rows_of(release, "scores")
        if (r["target"], r["respondent_class"], r["split"], r["scoring"])
        == ("all", "community", "all", "standard")
    }
    seen = 0
    for (*where, item), row in rows.items():
        if item not in ("rollout", "rollout_equal") or row["withheld"]:
            continue
        parts = {c: rows[*where, c] for c in weights if (*where, c) in rows}
        there = [
            (1 if item != "rollout" else weights[c], p["score"])
            for c, p in parts.items()
            if not p["withheld"]
        ]
        assert row["score"] == pytest.approx(
            sum(w * s for w, s in there) / sum(w for w, _ in there), abs=1e-5
        )
        seen += 1
    assert seen > 40
