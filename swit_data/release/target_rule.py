"""Rule 10 of docs/privacy.md: may the targets of a stakeholder type be told apart, beside all of them together?

Over several targets a person counts once, with the mean of the own targets there. Whoever has a number for all targets,
for each level and for each target can add them up with any weights. A person's answers drop out of such a sum where the
weights of the own targets cancel: that depends on how many targets she spoke of, in all and within each level. What is
left must be nobody, or k people and more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, product

Targets = frozenset[str]
People = frozenset[tuple[Targets, int]]  # sets of targets, and how many people spoke of just these
Levels = Mapping[str, str]  # the level of each target
_Size = tuple[int, int]  # of a person's targets: how many in all, how many within a level
_GENERAL = Fraction(
    104729, 130363
)  # of two primes: nothing cancels under it that does not under every weight
_ITEM = ("pilot", "round", "stakeholder_type", "indicator")
_MOST = 4096  # sets of people: items that everybody answered alike are decided once


def leaves_few(people: Mapping[Targets, int], levels: Levels, k: int) -> bool:
    """Say whether some weighting of all targets, the levels and the single targets leaves 1 to k - 1 people.

    One of them is to take a single target alone.
    """
    there = frozenset((targets, number) for targets, number in people.items() if targets)
    known = {target: levels.get(target, "") for targets, _ in there for target in targets}
    return _leaves_few(there, tuple(sorted(known.items())), k)


@lru_cache(_MOST)
def _leaves_few(people: People, levels: tuple[tuple[str, str], ...], k: int) -> bool:
    known = dict(levels)
    return _short_alone(people, k) or any(
        0 < left < k
        for whole in (Fraction(1), Fraction(0))
        for weights in _weightings(people, known, whole, k)
        for left in _left(people, known, weights, k)
    )


def _short_alone(people: People, k: int) -> bool:
    """Say whether 1 to k - 1 people spoke of some target."""
    spoke = Counter[str]()
    for targets, number in people:
        for target in targets:
            spoke[target] += number
    return any(number < k for number in spoke.values())


def _weightings(
    people: People, levels: Levels, whole: Fraction, k: int
) -> Iterator[dict[str, Fraction]]:
    """Give the weights of all targets ("") and of each level under which fewer than k people could be left."""
    found = sorted(set(levels.values()))
    if whole:
        trying = [_promising(people, levels, level, k) for level in found]
        yield from ({"": whole, **dict(zip(found, w, strict=True))} for w in product(*trying))
    else:  # the whole is left out: a level against its own targets
        yield from ({"": whole, level: Fraction(1)} for level in found)


def _promising(people: People, levels: Levels, level: str, k: int) -> list[Fraction]:
    """Return the weights of a level that leave fewer than k people at each of its targets."""
    sizes = [_sizes(people, levels, target) for target in levels if levels[target] == level]
    every = {size for counted in sizes for size in counted}
    return [
        weight
        for weight in _cancelling(every)
        if all(_possible(counted, Fraction(1), weight, k) for counted in sizes)
    ]


def _sizes(people: People, levels: Levels, target: str) -> Counter[_Size]:
    """Return how many people spoke of a target, by how many targets they spoke of in all and within its level."""
    found: Counter[_Size] = Counter()
    for targets, number in people:
        if target in targets:
            found[_size(targets, levels, levels[target])] += number
    return found


def _size(targets: Targets, levels: Levels, level: str) -> _Size:
    return len(targets), sum(levels[target] == level for target in targets)


def _cancelling(sizes: Iterable[_Size]) -> list[Fraction]:
    """Return the weights of a level under which people of two sizes cancel together, and one for all others."""
    both = (
        (Fraction(1, b) - Fraction(1, a)) / (Fraction(1, c) - Fraction(1, d))
        for (a, c), (b, d) in combinations(sorted(sizes), 2)
        if c != d
    )
    return sorted({Fraction(0), _GENERAL, *both})


def _possible(
    sizes: Mapping[_Size, int], whole: Fraction, weight: Fraction, k: int
) -> list[Fraction]:
    """Return the weights of a target, against the whole and its level, that leave fewer than k of its people."""
    cancelled: Counter[Fraction] = Counter()
    for (in_all, within), number in sizes.items():
        cancelled[whole / in_all + weight / within] += number
    everybody = cancelled.total()
    return [own for own, number in cancelled.items() if everybody - number < k]


def _left(people: People, levels: Levels, weights: Mapping[str, Fraction], k: int) -> Iterator[int]:
    """Give how many people are left, for each choice of the targets' weights that could leave fewer than k."""
    trying = [
        _possible(_sizes(people, levels, target), weights[""], weights[level], k)
        if level in weights
        else [Fraction(0)]
        for target, level in levels.items()
    ]
    for chosen in product(*trying):
        own = dict(zip(levels, chosen, strict=True))
        yield sum(
            number for targets, number in people if not _cancels(targets, levels, weights, own)
        )


def _cancels(
    targets: Targets,
    levels: Levels,
    weights: Mapping[str, Fraction],
    own: Mapping[str, Fraction],
) -> bool:
    for target in targets:
        in_all, within = _size(targets, levels, levels[target])
        weight = weights.get(levels[target], Fraction(0))
        if own[target] != weights[""] / in_all + weight / within:
            return False
    return True


def uneven(
    patterns: Iterable[Mapping[str, object]], levels: Mapping[tuple[str, str, str], Levels]
) -> set[tuple[str, str, str, str]]:
    """Return the pilot, round, stakeholder type and indicator whose targets may not be told apart.

    `patterns`: rows of target_patterns.sql; `levels`: by pilot, round and stakeholder type.
    """
    found: dict[tuple[str, str, str, str], dict[Targets, int]] = {}
    least = {}
    for row in patterns:
        pilot, number, of_type, indicator = (str(row[name]) for name in _ITEM)
        people = found.setdefault((pilot, number, of_type, indicator), {})
        people[frozenset(str(row["targets"]).split(" "))] = int(str(row["people"]))
        least[pilot, number, of_type, indicator] = int(str(row["k"]))
    return {
        item for item, people in found.items() if leaves_few(people, levels[item[:3]], least[item])
    }
