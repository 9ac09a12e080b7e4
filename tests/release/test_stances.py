"""People who said the same are counted once, and no number differs for it, however few or far apart they are."""

from __future__ import annotations

from tests.drawn import Drawn, Row, answers, asked, dataset, people, small
from tests.release.interviews import scores, tables_of
from tests.release.test_against_oracle import unequal


def opposite(indicators: tuple[str, ...]) -> Drawn:
    """Return twelve people and two informants of the clinic, who said the opposite of each other to everything."""
    informants = {"class": "institution", "stakeholder_type": "ngo", "consent_on_record": True}
    who = [*people(12), *people(2, "i", **informants)]
    lines = "\n".join(
        f"{row['respondent']} ngo clinic {code} {'yes' if place % 2 else 'no'}"
        for code in indicators
        for place, row in enumerate(who)
    )
    told = answers(f"respondent stakeholder_type target indicator answer\n{lines}")
    about = asked("respondent stakeholder_type target\np1-p12 ngo clinic\ni1-i2 ngo clinic")
    measured = small(weights={"C1a": 99, "C1b": 1})
    return Drawn(dataset(measured), who, told, about)


def gaps(drawn: Drawn, item: str) -> list[Row]:
    """Return what the release says of the gap between the people and the clinic itself, by scoring."""
    rows = tables_of(drawn)["pairs"].to_pylist()
    wanted = (item, "institution", "clinic")
    return [r for r in rows if (r["item"], r["b_class"], r["b_target"]) == wanted]


def test_two_informants_of_opposite_minds_are_compared() -> None:
    """The sum over both of their distances squared, 1250, is the largest there is: it needs room before the point."""
    drawn = opposite(("C1a", "C1b", "C2a"))
    assert unequal(drawn, []) == []
    assert {row["b_score"] for row in gaps(drawn, "C1a")} == {50.0}
    assert {row["withheld"] for row in gaps(drawn, "C1")} == {""}


def test_answers_that_cancel_each_other_out_move_with_nothing() -> None:
    """A third of the swing with three times the weight: everybody's part is the same, but for the rounding."""
    who = people(13)
    lines = "\n".join(
        f"{row['respondent']} government {target} {code} {said[place % 3 % 2]}"
        for code, said in (("C1a", ("yes", "no")), ("C1c", ("sometimes", "never")))
        for place, row in enumerate(who)
        for target in ("police", "local_police")
    )
    told = answers(f"respondent stakeholder_type target indicator answer\n{lines}")
    about = asked("respondent stakeholder_type target\np1-p13 government police,local_police")
    measured = small(weights={"C1a": 33, "C1c": 100})
    drawn = Drawn(dataset(measured), who, told, about)
    assert unequal(drawn, []) == []
    rows = tables_of(drawn)["pairs"].to_pylist()
    found = [r for r in rows if (r["item"], r["scoring"]) == ("C1", "standard") and r["a_score"]]
    assert [(r["a_effective_n"], r["rho"]) for r in found] == [(13.0, 0.0)]


def test_many_people_of_one_mind_fit_into_their_sum() -> None:
    """A hundred people times 100 points is one digit more than a number of 18 digits holds before the point."""
    who = people(120)
    lines = "\n".join(
        f"{row['respondent']} ngo clinic C1a {'no' if place < 10 else 'yes'}"
        for place, row in enumerate(who)
    )
    told = answers(f"respondent stakeholder_type target indicator answer\n{lines}")
    about = asked("respondent stakeholder_type target\np1-p120 ngo clinic")
    drawn = Drawn(dataset(), who, told, about)
    assert unequal(drawn, []) == []
    (row,) = scores(
        tables_of(drawn), item="C1a", stakeholder_type="ngo", target="all", scoring="standard"
    )
    assert row["score"] == 91.666667
