"""The attacker who adds and subtracts the releases of a pilot, over its rounds, as they really came about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from swit_data.framework import Framework
from tests.attacks.frameworks import random_framework
from tests.attacks.isolation import Sum, isolated
from tests.attacks.partitions import partitions
from tests.attacks.pilots import Pilot, Published, part_of
from tests.attacks.samples import BlockRow, Row, Sample, sample_of
from tests.attacks.sums import Asked, Said, shown_numbers, sums
from tests.attacks.targets import Told

POOL = 120  # people who may be interviewed
ROUNDS = ("1", "2", "3")


def read_out(pilot: Pilot, releases: Sequence[Published]) -> list[Told]:
    """Return each question to which all these releases together tell the answers of fewer than k people."""
    found: dict[tuple[Asked, str], list[Sum]] = defaultdict(list)
    for release in releases:
        for number in sorted({str(row["round"]) for row in release.respondents}):
            for asked, kind, one in _sums(pilot, release, number):
                found[asked, kind].append(one)
    alone = {place: isolated(each, pilot.framework.k) for place, each in found.items()}
    return [Told(asked, kind, people) for (asked, kind), people in alone.items() if people]


def _sums(pilot: Pilot, release: Published, number: str) -> Iterator[tuple[Asked, str, Sum]]:
    measured = pilot.framework
    shown = shown_numbers(measured, [row for row in release.scores if row["round"] == number])
    of_person = {pilot.person(row["respondent"]): row for row in release.respondents}
    said: dict[Asked, list[Said]] = defaultdict(list)
    for row in release.answers:
        if row["round"] == number and measured.indicators[row["indicator"]].kind == "opinion":
            asked = (row["stakeholder_type"], row["indicator"])
            scored = row["answer"] != "dont_know"
            who = pilot.person(row["respondent"])
            said[asked].append(Said(who, row["target"], scored, version=row["answer"]))
    for asked, numbers in shown.items():
        for kind, one in sums(measured, asked, numbers, said[asked], _groups(measured, of_person)):
            yield asked, kind, one


def _groups(measured: Framework, of_person: dict[Hashable, Row]) -> Callable[[Hashable, str], bool]:
    def stands(person: Hashable, split: str) -> bool:
        name, _, group = split.partition("=")
        if not group:
            return True
        ranks = partitions(measured, name)
        return of_person[person][name] in next(rank[group] for rank in ranks if group in rank)

    return stands


# What happens in a pilot, by chance


class Sequences:
    """Things that happen to a pilot one after the other, each by chance."""

    def __init__(self, folder: Path, random: Random) -> None:
        """Begin with a first import and its release."""
        measured = random_framework(random)
        self.random, self.sample = random, sample_of(random, measured, POOL)
        self.pilot = Pilot(folder / "data", measured)
        self.new = iter(range(POOL))
        self.place: dict[str, tuple[int, str]] = {}  # of each id: the person, the round
        self.import_new()
        self.pilot.release()

    def step(self) -> None:
        """Do one thing by chance, then ask for a release."""
        things = (
            [self.import_new] * 4 + [self.correct] * 2 + [self.undo] * 2 + [self.withdraw]
        ) + [self.bring_same, self.bring_copies]
        self.random.choice(things)()
        self.pilot.release()

    def import_new(self) -> None:
        """Interview people who were not there before."""
        number = self._round()
        many = [1, 2, 4, 5, 6, 12] if self.place else [12, 20, 30]
        people = [n for n, _ in zip(self.new, range(self.random.choice(many)), strict=False)]
        self._bring(people, number, [f"p{person}" for person in people])

    def correct(self) -> None:
        """Change what some people said."""
        some = self._some([1, 2, 5, 6])
        for number in ROUNDS:
            mine = [i for i in some if self.place[i][1] == number]
            people = part_of(self.sample, [self.place[i][0] for i in mine])
            if mine:
                self.pilot.bring(changed_answers(people, self.random), number, mine)

    def undo(self) -> None:
        """Go back to the state before."""
        self.pilot.undo()

    def withdraw(self) -> None:
        """Take people out for good."""
        self.pilot.withdraw(self._some([1, 2, 5]))

    def bring_same(self) -> None:
        """Import those of a round, and some more, as another round."""
        number = self._round()
        mine = [i for i in self.pilot.ids if self.place[i][1] != number]
        if mine:
            people = part_of(self.sample, [self.place[i][0] for i in mine])
            self.pilot.bring_twice(people, number, mine)

    def bring_copies(self) -> None:
        """Import the interviews of a round, perhaps not all, and perhaps some more, under new ids as another round."""
        number = self._round()
        mine = [i for i in self.pilot.ids if self.place[i][1] != number and i not in self.pilot.own]
        mine = mine[self.random.choice([0, 0, 1, 5]) :]
        ids = [f"c{number}{i}" for i in mine]
        self.pilot.own.update(zip(ids, mine, strict=True))
        more = [n for n, _ in zip(self.new, range(self.random.choice([0, 1, 5])), strict=False)]
        people = [self.place[i][0] for i in mine] + more
        self._bring(people, number, ids + [f"p{person}" for person in more])

    def _bring(self, people: Sequence[int], number: str, ids: Sequence[str]) -> None:
        if people:
            self.pilot.bring(part_of(self.sample, people), number, ids)
            self.place |= {i: (p, number) for i, p in zip(ids, people, strict=True)}

    def _round(self) -> str:
        return self.random.choice(["1", "1", *ROUNDS])

    def _some(self, numbers: Sequence[int]) -> list[str]:
        there = self.pilot.ids
        return self.random.sample(there, min(self.random.choice(numbers), len(there)))


def changed_answers(sample: Sample, random: Random) -> Sample:
    """Return people who say otherwise to about half of the questions."""
    blocks = {
        name: tuple(_otherwise(row, random) for row in rows) for name, rows in sample.blocks.items()
    }
    return replace(sample, blocks=blocks)


def _otherwise(row: BlockRow, random: Random) -> BlockRow:
    answers = tuple(
        (question, random.choice(["yes", "no"]) if random.random() < 0.5 else answer)
        for question, answer in row.answers
    )
    return replace(row, answers=answers)
