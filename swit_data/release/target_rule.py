"""Rule 10 of docs/privacy.md: may the targets of a stakeholder type be told apart, beside all of them together?

Over several targets a person counts once, with the mean of the own targets there. Whoever has a number for all targets
(or for each group of a split), for each level and for each target can add them up with any weights. A person's answers
drop out of such a sum where the weights of the own targets cancel. What is left must be nobody, or k people and more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

Targets = frozenset[str]
Levels = Mapping[str, str]  # the level of each target
Kind = tuple[str, Targets]  # a group of people, and the targets they spoke of
People = frozenset[tuple[Kind, int]]  # how many there are of each kind
_Weights = tuple[Fraction, ...]  # of each group, each level and each target
_Answers = tuple[_Weights, ...]  # with what each answer of somebody is weighed, by the weights
_ITEM = ("pilot", "round", "stakeholder_type", "indicator")
_MOST = 4096  # sets of people: items that everybody answered alike are decided once


def leaves_few(
    people: Mapping[Kind, int], levels: Levels, k: int, *, by_person: bool = True
) -> bool:
    """Say whether some weighting of the groups, the levels and the single targets leaves 1 to k - 1 people.

    `by_person`: a person counts once, with the mean over the own targets; else once for each target.
    """
    there = frozenset((kind, number) for kind, number in people.items() if kind[1])
    known = {target: levels.get(target, "") for (_, targets), _ in there for target in targets}
    return _leaves_few(there, tuple(sorted(known.items())), k, by_person)


@lru_cache(_MOST)
def _leaves_few(
    people: People, levels: tuple[tuple[str, str], ...], k: int, by_person: bool
) -> bool:
    known = dict(levels)
    names = _names(people, known)
    # The largest first: where they cancel, few weights are free any more.
    kinds = sorted(people, key=lambda kind: (-kind[1], kind[0][0], sorted(kind[0][1])))
    answers = [
        (_answers(kind, known, names, by_person=by_person), number) for kind, number in kinds
    ]
    free = [tuple(Fraction(int(i == j)) for j in range(len(names))) for i in range(len(names))]
    return _some_left(free, answers, (), k - 1)


def _names(people: People, levels: Levels) -> list[tuple[str, str]]:
    """Return what can be weighed: each group, level and target."""
    groups = {("group", group) for (group, _), _ in people}
    return sorted(groups | {("level", level) for level in levels.values()}) + sorted(
        ("target", target) for target in levels
    )


def _answers(
    kind: Kind, levels: Levels, names: Sequence[tuple[str, str]], *, by_person: bool
) -> _Answers:
    """Return for each answer of such a person with what it is weighed."""
    group, targets = kind
    found = []
    for target in sorted(targets):
        within = sum(levels[other] == levels[target] for other in targets)
        weight = {
            ("group", group): Fraction(1, len(targets) if by_person else 1),
            ("level", levels[target]): Fraction(1, within if by_person else 1),
            ("target", target): Fraction(1),
        }
        found.append(tuple(weight.get(name, Fraction(0)) for name in names))
    return tuple(found)


def _some_left(
    free: Sequence[_Weights],
    kinds: Sequence[tuple[_Answers, int]],
    left: Sequence[_Answers],
    most: int,
) -> bool:
    """Say whether weights among the free ones leave somebody of `left`, and of `kinds` at most so many people.

    Each kind of people in turn cancels, which takes a weight at least, or is among those left: both end soon.
    """
    if left and not any(_weighed(free, answers) for answers in left):
        return False
    for place, (answers, number) in enumerate(kinds):
        if _weighed(free, answers):
            others = kinds[place + 1 :]
            if number <= most and _some_left(free, others, (*left, answers), most - number):
                return True
            return _some_left(_cancelled(free, answers), others, left, most)
    return bool(left)


def _weighed(free: Sequence[_Weights], answers: _Answers) -> bool:
    """Say whether some of the free weights leave an answer."""
    return any(_times(weights, answer) for weights in free for answer in answers)


def _cancelled(free: Sequence[_Weights], answers: _Answers) -> list[_Weights]:
    """Return the free weights under which all these answers cancel."""
    found = list(free)
    for answer in answers:
        on = [_times(weights, answer) for weights in found]
        first = next((place for place, value in enumerate(on) if value), None)
        if first is not None:
            by = found[first]
            found = [
                tuple(own - on[place] / on[first] * its for own, its in zip(row, by, strict=True))
                if on[place]
                else row
                for place, row in enumerate(found)
                if place != first
            ]
    return found


def _times(weights: _Weights, answer: _Weights) -> Fraction:
    return sum((w * a for w, a in zip(weights, answer, strict=True) if w and a), Fraction(0))


def uneven(
    patterns: Iterable[Mapping[str, object]], levels: Mapping[tuple[str, str, str], Levels]
) -> set[tuple[str, str, str, str]]:
    """Return the pilot, round, stakeholder type and indicator whose targets may not be told apart.

    `patterns`: rows of target_patterns.sql; `levels`: by pilot, round and stakeholder type.
    """
    found: dict[tuple[tuple[str, str, str, str], str], dict[Kind, int]] = {}
    least = {}
    for row in patterns:
        pilot, number, of_type, indicator = (str(row[name]) for name in _ITEM)
        item = (pilot, number, of_type, indicator)
        people = found.setdefault((item, str(row["kind"])), {})
        people[str(row["split"]), frozenset(str(row["targets"]).split(" "))] = _whole(row["people"])
        least[item] = _whole(row["k"])
    return {
        item
        for (item, kind), people in found.items()
        if leaves_few(people, levels[item[:3]], least[item], by_person=kind == "scored")
    }


def _whole(value: object) -> int:
    return int(str(value))
