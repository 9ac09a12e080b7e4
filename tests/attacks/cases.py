"""Constructed pilots that broke the release once, each through the doors of the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from tests.attacks.frameworks import two_ministries
from tests.attacks.pilots import Pilot, part_of
from tests.attacks.publishing import publish
from tests.attacks.releases import read_out
from tests.attacks.samples import BlockRow, Question, Sample, questions_of
from tests.attacks.targets import told_apart

POOL = 60
Case = Callable[[Path], bool]


def cases() -> Sequence[Case]:
    """Return each case: it says whether it broke the release."""
    return same_and_one_more, copies_and_one_more, four_releases, one_target_of_one, two_of_a_group


def same_and_one_more(folder: Path) -> bool:
    """Round 2 is the 20 people of round 1 and one more, under their own ids."""
    pilot, sample = _pilot(folder)
    ids = [f"p{n}" for n in range(21)]
    pilot.bring(part_of(sample, range(20)), "1", ids[:20])
    pilot.release()
    pilot.bring_twice(part_of(sample, range(21)), "2", ids)
    pilot.release()
    return bool(pilot.moved or read_out(pilot, pilot.approved))


def copies_and_one_more(folder: Path) -> bool:
    """Round 2 is the 20 interviews of round 1 and one more, under other ids."""
    pilot, sample = _pilot(folder)
    pilot.bring(part_of(sample, range(20)), "1", [f"p{n}" for n in range(20)])
    pilot.release()
    pilot.own.update({f"c{n}": f"p{n}" for n in range(20)})
    pilot.bring(part_of(sample, range(21)), "2", [f"c{n}" for n in range(21)])
    pilot.release()
    return bool(read_out(pilot, pilot.approved))


def four_releases(folder: Path) -> bool:
    """S, S and A, S and B, S and A and B, undone in between; A and B share one person."""
    pilot, sample = _pilot(folder)
    first, a, b = range(20), range(20, 26), range(25, 31)
    pilot.bring(part_of(sample, first), "1", [f"p{n}" for n in first])
    pilot.release()
    for those in (a, b, sorted({*a, *b})):
        pilot.bring(part_of(sample, those), "1", [f"p{n}" for n in those])
        pilot.release()
        pilot.undo()
    return bool(read_out(pilot, pilot.approved))


def one_target_of_one(folder: Path) -> bool:
    """20 people, of whom one was asked about one institution only."""
    del folder
    both, one = ("health", "police"), ("health",)
    sample = _asked_about([("urban", both, 19), ("urban", one, 1)])
    return bool(told_apart(sample, publish([sample])[0]))


def two_of_a_group(folder: Path) -> bool:
    """Groups of which one was asked about one institution or the other, and three people about both."""
    del folder
    both = ("health", "police")
    sample = _asked_about(
        [
            ("urban", both, 20),
            ("rural", both, 3),
            ("rural", ("health",), 20),
            ("rural", ("police",), 20),
            ("prefer_not_to_say", both, 10),
        ]
    )
    return bool(told_apart(sample, publish([sample])[0]))


def _pilot(folder: Path) -> tuple[Pilot, Sample]:
    """Return an empty pilot, and people who were all asked about everything."""
    measured = two_ministries()
    sample = _asked_about([("urban", ("health", "police"), POOL)])
    return Pilot(folder / "data", measured), sample


def _asked_about(kinds: Sequence[tuple[str, Sequence[str], int]]) -> Sample:
    """Return people by site, by the institutions asked about, and how many; their answers go by turns."""
    measured = two_ministries()
    random = Random(4)  # noqa: S311 - chance, not secrets
    people = [(site, targets) for site, targets, number in kinds for _ in range(number)]
    blocks: dict[str, tuple[BlockRow, ...]] = {}
    for name, code in (("site", "rollout"), ("gender", "participation")):
        rows = []
        for site, targets in people:
            asked = tuple(("government", target, "") for target in targets)
            said: list[tuple[Question, str]] = [
                (question, random.choice(["yes", "no"]))
                for question in questions_of(measured, code, "opinion")
                if question[2] in targets
            ]
            category = site if name == "site" else "woman"
            rows.append(BlockRow(category, asked, tuple(said), {}))
        blocks[name] = tuple(rows)
    return Sample(measured, ("",) * len(people), blocks, (), tied=True)
