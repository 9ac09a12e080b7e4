"""Rule 6 of docs/privacy.md: what a whole group says is not told of the group, but by name; and all of it is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from swit_data.errors import ReleaseError
from swit_data.release.decision import decide
from tests.drawn import Drawn, dataset
from tests.release.interviews import AGES, BOTH, aged, everybody_says, scores, tables_of

if TYPE_CHECKING:
    from pathlib import Path

    from swit_data.release.decision import Decision

NAMED = "AAA 1 ngo C1b"


def interviews(partly: int = 9) -> Drawn:
    """Return nine people of each age; of the old, so many say "partly" to C1b, and all others differ."""
    who = aged(9, 9, 9, 9)
    told, about = everybody_says(who, lambda place: "yes" if place % 3 else "no")
    old = {row["respondent"] for row in who[18 : 18 + partly]}
    said = [
        row | {"answer": "partly"}
        if row["indicator"] == "C1b" and row["respondent"] in old
        else row
        for row in told
    ]
    return Drawn(dataset(BOTH), who, said, about)


def told_of(decision: Decision, item: str) -> dict[str, str]:
    rows = scores(decision.computed.tables, item=item, scoring="standard", stakeholder_type="ngo")
    return {row["split"]: row["withheld"] for row in rows if row["split"].startswith("age=")}


def test_a_question_on_which_a_group_is_of_one_mind_is_told_of_no_group(tmp_path: Path) -> None:
    decision = decide(interviews().store(tmp_path))
    assert set(told_of(decision, "C1b").values()) == {"split_refused"}
    assert set(told_of(decision, "C1a").values()) == {""}
    whole = scores(decision.computed.tables, item="C1b", stakeholder_type="ngo", split="all")
    assert {row["withheld"] for row in whole if row["target"] == "all"} == {""}
    counts = decision.computed.tables["answer_counts"].to_pylist()
    assert not [row for row in counts if row["item"] == "C1b" and row["split"] != "all"]


def test_the_owner_publishes_it_by_name_for_all_its_groups(tmp_path: Path) -> None:
    decision = decide(interviews().store(tmp_path), [NAMED])
    assert told_of(decision, "C1b") == {f"age={age}": "" for age in AGES}
    assert any("published as you asked" in str(line) for line in decision.lines(tmp_path / "out"))


def test_only_what_is_withheld_for_this_can_be_named(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="AAA 1 ngo C1b"):
        decide(interviews().store(tmp_path), ["AAA 1 ngo C1a"])


def test_all_but_one_of_a_group_is_listed_and_told(tmp_path: Path) -> None:
    decision = decide(interviews(partly=8).store(tmp_path))
    assert told_of(decision, "C1b") == {f"age={age}": "" for age in AGES}
    lines = [str(line) for line in decision.lines(tmp_path / "out")]
    assert any("All but one" in line and "(8 of 9 people)" in line for line in lines)


def test_every_such_result_is_listed_groups_first_however_many_there_are(tmp_path: Path) -> None:
    who = aged(12, 12, 12, 12)
    told, about = everybody_says(who, lambda _: "partly")
    decision = decide(Drawn(dataset(BOTH), who, told, about).store(tmp_path))
    listed = [
        str(line) for line in decision.lines(tmp_path / "out") if "said the same" in str(line)
    ]
    # C1a and C1b (nobody says "partly" to C2a's scale): four groups; and all, the level and the clinic.
    of_groups = [line for line in listed if "not shown by group" in line]
    assert len(of_groups) == 8
    assert listed[:8] == of_groups
    assert len(listed) == 8 + 6
    assert all("Partly" in line or "partly" in line for line in listed)


def test_the_groups_are_shown_where_they_differ() -> None:
    rows = scores(
        tables_of(interviews(partly=5)), item="C1b", scoring="standard", stakeholder_type="ngo"
    )
    assert {row["withheld"] for row in rows if row["split"].startswith("age=")} == {""}
