"""Rule 10 of docs/privacy.md: institutions are told apart where no weighting leaves the answers of a few people."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from swit_data.framework import StakeholderType, Target
from swit_data.release.target_rule import Kind, leaves_few
from tests.attacks import cases
from tests.attacks.frameworks import two_ministries
from tests.attacks.isolation import Sum, isolated
from tests.attacks.sums import Said, sums
from tests.drawn import Drawn, answers, asked, dataset, people
from tests.release.interviews import scores, tables_of

if TYPE_CHECKING:
    from collections.abc import Hashable
    from pathlib import Path


def test_all_minus_the_targets_tells_nothing() -> None:
    """Four people speak of the police: with `all` and the other target shown, they could be read off."""
    ask = """
    respondent stakeholder_type target
    p1-p12     government       health
    p1-p4      government       police
    """
    said = """
    respondent stakeholder_type target indicator answer
    p1-p12     government       health C1a       yes
    p1-p4      government       police C1a       {0}
    """
    for answer in ("no", "yes"):
        drawn = Drawn(dataset(), people(12), answers(said.format(answer)), asked(ask))
        rows = scores(tables_of(drawn), stakeholder_type="government", item="C1a", split="all")
        one_target = [row for row in rows if row["target"] != "all"]
        assert {row["withheld"] for row in rows if row["target"] == "all"} == {""}
        # Nobody is asked about the local police, so there is nothing to withhold.
        there = [row for row in one_target if row["withheld"] != "not_asked"]
        assert {row["target"] for row in there} == {"health", "police", "level=national"}
        assert {row["withheld"] for row in there} == {"too_few_people"}
        assert {
            row[name] for row in there for name in ("score", "respondents", "answered", "coverage")
        } == {None}


def test_somebody_asked_about_one_institution_only_is_not_told_apart(tmp_path: Path) -> None:
    assert not cases.one_target_of_one(tmp_path)


def test_a_few_of_a_group_are_not_told_apart_by_institution_and_group(tmp_path: Path) -> None:
    assert not cases.two_of_a_group(tmp_path)


def test_the_rule_is_what_ranks_say() -> None:
    """Of groups of people with sets of targets by chance: some weighting leaves a few, or none does."""
    seen: Counter[bool] = Counter()
    for seed in range(300):
        random = Random(seed)  # noqa: S311 - chance, not secrets
        levels = {f"t{n}": random.choice("ab") for n in range(random.randint(1, 4))}
        people: Counter[tuple[str, frozenset[str]]] = Counter()
        for _ in range(random.randint(1, 6)):
            targets = frozenset(t for t in levels if random.random() < 0.6)
            people[random.choice("xyz"[: random.randint(1, 3)]), targets] += random.choice(
                [1, 3, 6, 9]
            )
        by_person = random.random() < 0.5
        few = bool(isolated(_sums(people, levels, by_person=by_person), 5))
        kinds: Counter[Kind] = Counter()
        for (group, targets), number in people.items():
            kinds[Kind(frozenset([group]), frozenset("r"), targets, by_person)] += number
        assert leaves_few(kinds, levels, 5) == few, (seed, people)
        seen[few] += 1
    assert min(seen.values()) > 50


def _sums(
    people: Counter[tuple[str, frozenset[str]]], levels: dict[str, str], *, by_person: bool
) -> list[Sum]:
    """Return what a release sums up for each group, level and target."""
    said: list[Said] = []
    group_of: dict[Hashable, str] = {}
    for place, (group, targets) in enumerate(people.elements()):
        said += [Said(place, target, scored=True) for target in targets]
        group_of[place] = group
    measured = replace(two_ministries(), stakeholder_types={"about": _about(levels)})
    places = [("all", group) for group in "xyz"]
    places += [(target, "all") for target in (*levels, "level=a", "level=b")]
    kind = "scored" if by_person else "given"
    shown = [(kind, *place) for place in places]

    def stands(person: Hashable, split: str) -> bool:
        return split in ("all", group_of[person])

    return [one for _, one in sums(measured, ("about", ""), shown, said, stands)]


def _about(levels: dict[str, str]) -> StakeholderType:
    targets = tuple(Target(code, {}, level, "") for code, level in levels.items())
    return replace(two_ministries().stakeholder_types["government"], code="about", targets=targets)
