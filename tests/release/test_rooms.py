"""Rule 4 of docs/privacy.md: two splits are shown where each two groups have room for k people in common."""

from __future__ import annotations

from tests.drawn import Drawn, asked, dataset
from tests.release.interviews import BOTH, aged, everybody_says, groups_shown, tables_of

GENDERS = ("woman", "man", "prefer_not_to_say")


def interviews(*, apart: bool) -> Drawn:
    """Return ten people of each age; all but the young, of whom four are men, are asked about a ministry as well."""
    who = aged(10, 10, 10, 10)
    of_young = ["man"] * 4 + ["woman"] * 3 + ["prefer_not_to_say"] * 3
    genders = of_young + [GENDERS[n % 3] for n in range(30)]
    who = [row | {"gender": gender} for row, gender in zip(who, genders, strict=True)]
    told, about = everybody_says(who, lambda place: "yes" if place % 4 else "no")
    told += [row | {"indicator": "P1a"} for row in told if row["indicator"] == "C1a"]
    if apart:  # they say nothing of it: no number is new
        about += asked("respondent stakeholder_type target\np11-p40 government health")
    return Drawn(dataset(BOTH), who, told, about)


def split_by(drawn: Drawn) -> set[str]:
    return {split.partition("=")[0] for split in groups_shown(tables_of(drawn))}


def test_two_splits_are_shown_beside_each_other_where_all_were_asked_alike() -> None:
    assert split_by(interviews(apart=False)) == {"age", "gender"}


def test_a_second_split_is_refused_where_who_was_asked_leaves_no_room() -> None:
    """At most four young people can be men: those who were asked about the ministry are not young."""
    assert split_by(interviews(apart=True)) == {"age"}
