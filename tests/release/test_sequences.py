"""Whatever happens to a pilot between its releases: no atom of fewer than k people is ever released.

An atom is a set of people whom no published group of any release, in any round, tells apart. It is counted here in
plain Python, from what stood in the dataset when a release was approved (docs/privacy.md, rule 7).
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.attacks.frameworks import two_ministries
from tests.attacks.pilots import Pilot, Published, part_of
from tests.attacks.releases import changed_answers, read_out
from tests.attacks.samples import sample_of

if TYPE_CHECKING:
    from collections.abc import Iterator

K = 5
POOL = 120
FEW = st.sampled_from([1, 3, 4, 5, 6, 10])
Number = tuple[str, str, str]  # stakeholder type, target group, question


def small_atoms(releases: list[Published]) -> list[tuple[Number, int]]:
    """Return the atoms of 1 to k - 1 people, of those who answered and of those with a score."""
    found = []
    for scored_alone in (False, True):
        groups: dict[Number, dict[tuple[str, str], set[tuple[int, str, str]]]] = defaultdict(
            lambda: defaultdict(set)
        )
        for place, release in enumerate(releases):
            for number, who, group in _members(release, scored_alone=scored_alone):
                groups[number][who].add((place, *group))
        for number, of_person in groups.items():
            atoms = Counter(frozenset(mine) for mine in of_person.values())
            found += [(number, people) for people in atoms.values() if people < K]
    return found


def _members(
    release: Published, *, scored_alone: bool
) -> Iterator[tuple[Number, tuple[str, str], tuple[str, str]]]:
    """Give each published number with who is in it (a changed answer makes somebody else), round and split."""
    said = _said(release, scored_alone=scored_alone)
    people = {row["respondent"]: row for row in release.respondents}
    for row in release.scores:
        if (row["respondent_class"], row["scoring"], row["withheld"]) == (
            "community",
            "standard",
            "",
        ):
            name, _, group = row["split"].partition("=")
            for (person, number, of_type, item), answers in said.items():
                if (number, of_type, item) != (row["round"], row["stakeholder_type"], row["item"]):
                    continue
                mine = {t: a for t, a in answers.items() if row["target"] in ("all", t, LEVEL)}
                if mine and (not group or people[person][name] == group):
                    who = (person, str(sorted(mine.items())))
                    yield (of_type, row["target"], item), who, (number, row["split"])


LEVEL = "level=national"  # that of both ministries


def _said(
    release: Published, *, scored_alone: bool
) -> dict[tuple[str, str, str, str], dict[str, str]]:
    said: dict[tuple[str, str, str, str], dict[str, str]] = defaultdict(dict)
    for row in release.answers:
        if not (scored_alone and row["answer"] == "dont_know"):
            key = (row["respondent"], row["round"], row["stakeholder_type"], row["indicator"])
            said[key][row["target"]] = row["answer"]
    return said


class PilotOverTime(RuleBasedStateMachine):
    """Imports, corrections, undos, withdrawals, rounds and releases in any order."""

    def __init__(self) -> None:
        """Begin with an empty folder and people who may be interviewed."""
        super().__init__()
        self.keep = tempfile.TemporaryDirectory()
        self.random = Random(11)  # noqa: S311 - chance, not secrets
        measured = two_ministries()
        self.sample = sample_of(self.random, measured, POOL)
        self.pilot = Pilot(Path(self.keep.name) / "data", measured)
        self.next = 0
        self.round_of: dict[str, str] = {}

    @initialize()
    def begin(self) -> None:
        """Release a first round of 20 people."""
        self.interviews(20, "1")
        self.release()

    @rule(number=FEW, code=st.sampled_from(["1", "1", "2"]))
    def come(self, number: int, code: str) -> None:
        """Interview new people."""
        self.interviews(number, code)

    @rule(number=FEW)
    def are_corrected(self, number: int) -> None:
        """Correct what the first few said."""
        for code in ("1", "2"):
            mine = [i for i in self.pilot.ids[:number] if self.round_of[i] == code]
            if mine:
                people = part_of(self.sample, [int(i[1:]) for i in mine])
                self.pilot.bring(changed_answers(people, self.random), code, mine)

    @rule()
    def is_undone(self) -> None:
        """Go back to the state before."""
        self.pilot.undo()

    @rule(number=FEW)
    def are_withdrawn(self, number: int) -> None:
        """Take the last few out for good."""
        self.pilot.withdraw(self.pilot.ids[-number:])

    @rule()
    def come_again_as_another_round(self) -> None:
        """Try to import people of one round into the other."""
        for code, other in (("1", "2"), ("2", "1")):
            mine = [i for i in self.pilot.ids if self.round_of[i] == code][:20]
            if mine:
                people = part_of(self.sample, [int(i[1:]) for i in mine])
                self.pilot.bring_twice(people, other, mine)
        assert self.pilot.moved == 0

    @precondition(lambda self: len(self.pilot.published) < 6)
    @rule()
    def release(self) -> None:
        """Ask for a release; if it is approved, no atom is small."""
        one = self.pilot.release()
        if not one.refused:
            assert small_atoms(self.pilot.approved) == []
            assert read_out(self.pilot, self.pilot.approved) == []

    def interviews(self, number: int, code: str) -> None:
        """Import the next so many people of the pool."""
        people = range(self.next, min(self.next + number, POOL))
        self.next += number
        ids = [f"p{person}" for person in people]
        if ids:
            self.round_of |= dict.fromkeys(ids, code)
            self.pilot.bring(part_of(self.sample, people), code, ids)

    def teardown(self) -> None:
        """Remove the folder."""
        self.keep.cleanup()


def _settings(max_examples: int, stateful_step_count: int) -> settings:
    return settings(
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        max_examples=max_examples,
        stateful_step_count=stateful_step_count,
    )


def test_no_small_atom_is_released_whatever_happens_in_between() -> None:
    run_state_machine_as_test(
        PilotOverTime, settings=_settings(max_examples=3, stateful_step_count=7)
    )


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_no_small_atom_is_released_in_many_pilots() -> None:
    run_state_machine_as_test(
        PilotOverTime, settings=_settings(max_examples=60, stateful_step_count=14)
    )


def test_the_count_of_atoms_finds_a_small_one() -> None:
    """Two releases that differ by one person: what must never be released, and is seen if it were."""
    row = {
        "round": "1",
        "stakeholder_type": "government",
        "respondent_class": "community",
        "scoring": "standard",
        "withheld": "",
        "item": "R1q0",
        "target": "all",
        "split": "all",
    }
    answers = [
        {"respondent": f"p{n}", "round": "1", "stakeholder_type": "government"}
        | {"indicator": "R1q0", "target": "health", "answer": "yes"}
        for n in range(21)
    ]
    people = [{"respondent": f"p{n}"} for n in range(21)]
    one, other = (Published([row], people[:n], answers[:n], refused=False) for n in (20, 21))
    assert small_atoms([one]) == []
    assert {people for _, people in small_atoms([one, other])} == {1}
