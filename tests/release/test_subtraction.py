"""Rule 7 of docs/privacy.md: what all releases of a pilot together must not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from swit_data import store
from swit_data.dataset import Round
from swit_data.errors import DatasetError, ReleaseError
from swit_data.release.decision import decide
from tests.attacks import cases
from tests.drawn import Drawn, Row, answers, asked, dataset, people
from tests.release.interviews import (
    AGES,
    BOTH,
    about_the_clinic,
    aged,
    everybody_says,
    groups_shown,
    released,
    tables_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@pytest.mark.parametrize(
    ("late", "allowed"), [(0, True), (1, False), (3, False), (4, False), (5, True)]
)
def test_before_and_after_a_late_interview(tmp_path: Path, late: int, allowed: bool) -> None:
    """Two releases, one taken from the other, leave nobody or k people."""
    released(tmp_path, about_the_clinic(aged(9, 0, 0, 0)[:9] + aged(6, 0, 0, 0, prefix="q")))
    again = about_the_clinic(aged(9, 0, 0, 0) + aged(6 + late, 0, 0, 0, prefix="q"))
    decision = decide(again.store(tmp_path))
    assert (decision.refusals == ()) is allowed
    if allowed:
        released(tmp_path, again)
    else:
        assert f"{late} interview" in str(decision.refusals[0])
        with pytest.raises(ReleaseError):
            decision.approve(tmp_path / "out", "2026-04")


@pytest.mark.parametrize(("gone", "allowed"), [(1, False), (4, False), (5, True)])
def test_before_and_after_a_withdrawal(tmp_path: Path, gone: int, allowed: bool) -> None:
    who = aged(20, 0, 0, 0)
    released(tmp_path, about_the_clinic(who))
    said = {row["respondent"]: "yes" if n % 3 else "no" for n, row in enumerate(who)}
    left = about_the_clinic(who[:-gone], lambda place: said[who[place]["respondent"]])
    assert (decide(left.store(tmp_path)).refusals == ()) is allowed


def test_a_corrected_answer_is_one_person_less_and_one_more(tmp_path: Path) -> None:
    who = aged(20, 0, 0, 0)
    released(tmp_path, about_the_clinic(who, lambda _: "yes"))
    corrected = about_the_clinic(who, lambda place: "no" if place == 7 else "yes")
    assert "1 interview" in str(decide(corrected.store(tmp_path)).refusals[0])


def test_a_group_of_a_split_that_gains_few_is_refused_although_the_base_gains_k(
    tmp_path: Path,
) -> None:
    released(tmp_path, about_the_clinic(aged(9, 9, 9, 9)))
    who = aged(9, 9, 9, 9) + aged(3, 2, 0, 0, prefix="q")
    assert decide(about_the_clinic(who).store(tmp_path)).refusals
    five = aged(9, 9, 9, 9) + aged(5, 5, 0, 0, prefix="q")
    assert not decide(about_the_clinic(five).store(tmp_path)).refusals


def test_a_split_once_published_is_never_a_finer_one(tmp_path: Path) -> None:
    """The finer one, taken from the coarser one of the release before, would show a group that was too small."""
    merged = {"age=young", "age=middle", "age=unknown_or_old"}
    first = about_the_clinic(aged(9, 9, 9, 4))
    assert groups_shown(tables_of(first)) == merged
    released(tmp_path, first)
    who = aged(9, 9, 9, 4) + aged(0, 0, 0, 5, prefix="q")
    again = about_the_clinic(who)
    assert groups_shown(tables_of(again)) == {f"age={age}" for age in AGES}  # if it were the first
    decision = decide(again.store(tmp_path))
    assert decision.refusals == ()
    assert groups_shown(decision.computed.tables) == merged


def test_a_split_once_refused_stays_refused_in_that_round(tmp_path: Path) -> None:
    """Shown after five more people, it would tell which group had been under k at the first release."""
    first = about_the_clinic(aged(9, 1, 9, 9))
    again = about_the_clinic(aged(9, 1, 9, 9) + aged(0, 5, 0, 0, prefix="q"))
    assert groups_shown(tables_of(first)) == set()
    assert groups_shown(tables_of(again)) == {f"age={age}" for age in AGES}  # if it were the first
    released(tmp_path, first)
    decision = decide(again.store(tmp_path))
    assert decision.refusals == ()
    assert groups_shown(decision.computed.tables) == set()
    assert any(
        "refused, in this round for good" in str(line) for line in decision.lines(tmp_path / "out")
    )


def test_four_releases_that_share_one_person_are_not_all_released(tmp_path: Path) -> None:
    """S, S and A, S and B: each differs from each by six or five people, and A and B share one."""
    first = aged(20, 0, 0, 0)
    a, b = (aged(6, 0, 0, 0, prefix="a"), aged(5, 0, 0, 0, prefix="b"))
    shared = a[-1:]
    released(tmp_path, about_the_clinic(first, lambda _: "yes"))
    released(tmp_path, about_the_clinic(first + a, lambda _: "yes"))
    decision = decide(about_the_clinic(first + b + shared, lambda _: "yes").store(tmp_path))
    assert "1 interview" in " ".join(map(str, decision.refusals))


def test_a_round_taken_back_and_imported_as_another_is_compared_all_the_same(
    tmp_path: Path,
) -> None:
    released(tmp_path, about_the_clinic(aged(20, 0, 0, 0)))
    again = aged(20, 0, 0, 0, round="2") + aged(1, 0, 0, 0, prefix="q", round="2")
    told, about = everybody_says(again, lambda place: "yes" if place % 3 else "no")
    second = Drawn(
        dataset(BOTH, (Round("AAA", "2", ""),)), again, [r | {"round": "2"} for r in told], about
    )
    decision = decide(second.store(tmp_path))
    assert "AAA round 2: 1 interview" in " ".join(map(str, decision.refusals))


def test_nobody_is_moved_into_another_round(tmp_path: Path) -> None:
    about_the_clinic(aged(20, 0, 0, 0)).store(tmp_path)
    again = aged(20, 0, 0, 0, round="2") + aged(1, 0, 0, 0, prefix="q", round="2")
    told, about = everybody_says(again, lambda _: "yes")
    second = Drawn(
        dataset(BOTH, (Round("AAA", "2", ""),)), again, [r | {"round": "2"} for r in told], about
    )
    refused = ""
    try:
        store.add(tmp_path, second.dataset, second.tables())
    except DatasetError as error:
        refused = str(error)
    assert "20" in refused
    there = store.open_dataset(tmp_path).table("respondents")["round"].to_pylist()
    assert there == ["1"] * 20


def test_the_same_interviews_under_other_ids_and_one_more_are_no_new_round(tmp_path: Path) -> None:
    assert not cases.copies_and_one_more(tmp_path)


BOTH_MINISTRIES = "health,police"
FOURS = [(age, age, BOTH_MINISTRIES, 10) for age in AGES]  # ten people of each age


def test_new_interviews_whose_institutions_tell_a_few_apart_are_refused(tmp_path: Path) -> None:
    """Ten new people: six speak of each ministry, two of both; the new ones alone leave these two."""
    first = [("a", "young", BOTH_MINISTRIES, 20)]
    released(tmp_path, _about_ministries(first))
    alone = [("h", "young", "health", 4), ("p", "young", "police", 4)]
    few = [("a", "young", BOTH_MINISTRIES, 22), *alone]
    decision = decide(_about_ministries(few).store(tmp_path))
    assert "other institutions" in " ".join(map(str, decision.refusals))
    even = [*first, ("h", "young", "health", 5), ("p", "young", "police", 5)]
    assert decide(_about_ministries(even).store(tmp_path)).refusals == ()


def test_new_people_who_did_not_know_are_counted_by_institution_and_group(tmp_path: Path) -> None:
    """Of the new ones two old people alone speak of the police, and do not know: the counts would tell."""
    released(tmp_path, _about_ministries(FOURS))
    new = [*FOURS, ("h", "old", "health", 5), ("p", "young", "police", 5)]
    assert decide(_about_ministries(new).store(tmp_path)).refusals == ()
    decision = decide(_about_ministries([*new, ("u", "old", "police", 2)]).store(tmp_path))
    assert "other institutions" in " ".join(map(str, decision.refusals))


def _about_ministries(kinds: Sequence[tuple[str, str, str, int]]) -> Drawn:
    """Return people by prefix (u: they do not know), age, the ministries asked about, and how many."""
    who: list[Row] = []
    told: list[Row] = []
    about: list[Row] = []
    for prefix, age, targets, number in kinds:
        mine = people(number, prefix, age=age)
        who += mine
        for place, row in enumerate(mine):
            person = row["respondent"]
            about += asked(f"respondent stakeholder_type target\n{person} government {targets}")
            said = "dont_know" if prefix == "u" else "yes" if place % 3 else "no"
            for target in targets.split(","):
                line = f"{person} government {target} C1a {said}"
                told += answers(f"respondent stakeholder_type target indicator answer\n{line}")
    return Drawn(dataset(BOTH), who, told, about)
