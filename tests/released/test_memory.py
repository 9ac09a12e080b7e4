"""What is kept with an open release: worked out once, never another release's, never changed by who was given it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from swit_data.released.memory import kept, kept_while_open
from swit_data.released.release import Release
from swit_data.released.rows import score_rows
from tests.findings.drawn_release import drawn, labels_of

SCORES = """
pilot stakeholder_type item score
KEN government rollout 30
KEN ngo rollout 60
"""
ASKED: list[object] = []


@pytest.fixture
def release() -> Release:
    ASKED.clear()
    return drawn(SCORES)


@kept_while_open
def looked_up(release: Release, of: object, *, more: object = None) -> str:
    ASKED.append(of)
    return f"{release.fingerprint} {of} {more}"


@kept_while_open
def said_of(table: pd.DataFrame, release: Release) -> int:
    ASKED.append(release)
    return len(table)


def test_what_was_asked_before_is_not_worked_out_again(release: Release) -> None:
    assert looked_up(release, ["a"], more={"x": [1]}) == looked_up(
        release, ("a",), more={"x": (1,)}
    )
    assert len(ASKED) == 1
    looked_up(release, ["a"], more={"x": [2]})
    looked_up(release, ["b"], more={"x": [1]})
    assert len(ASKED) == 3


def test_a_table_is_no_key(release: Release) -> None:
    table = pd.DataFrame({"kept": [3]})  # a column is not taken for a release, either
    for ask in (lambda: looked_up(release, table), lambda: said_of(table, release)):
        with pytest.raises(TypeError):
            ask()
    assert ASKED == []


def test_two_releases_of_one_name_keep_apart(release: Release) -> None:
    other = replace(release)
    assert other == release
    looked_up(release, 1)
    looked_up(other, 1)
    assert len(ASKED) == 2


def test_who_writes_into_a_table_writes_into_his_own(release: Release) -> None:
    first = score_rows(release, ["rollout"], chosen_round="1")
    first["score"] = 100.0
    first.loc[0, "pilot"] = "UKR"
    again = score_rows(release, ["rollout"], chosen_round="1")
    assert [*again["score"]] == [30, 60]
    assert [*again["pilot"]] == ["KEN", "KEN"]


def test_another_language_has_words_of_its_own(release: Release) -> None:
    english, ukrainian = labels_of(release, "en"), labels_of(release, "uk")
    assert english != ukrainian
    assert english == labels_of(release, "en")
    assert len({english, ukrainian, labels_of(release, "en")}) == 2


@kept(3)
def few_of(release: Release, of: int) -> str:
    ASKED.append(of)
    return f"{release.fingerprint} {of}"


def test_no_more_is_kept_of_a_function_than_it_has_room_for(release: Release) -> None:
    looked_up(release, "much asked")
    for each in range(10):
        few_of(release, each)
        assert max(map(len, release.kept.values())) <= 3
    few_of(release, 9)
    looked_up(release, "much asked")  # what is asked often does not push out what another has
    assert len(ASKED) == 11
