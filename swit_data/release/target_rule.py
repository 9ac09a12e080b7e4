"""Rule 10 of docs/privacy.md: who is left when everything that is published of a question is added up.

A question about several targets is published for all of them, for each level and each target, for the groups of a
split, and in every release again. Over several targets a person counts once, with the mean of the own targets there.
Whoever has these numbers can add them up with any weights; a person's answers drop out of the sum where the weights
cancel at each of the own targets. What is left must be nobody, or k people and more.

Which people can drop out together is a question of linear algebra. The weights are numbers modulo a prime, so that
nothing is rounded; that two sums are equal by chance is one case in 2**31.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Targets = frozenset[str]
Levels = Mapping[str, str]  # the level of each target
_Matrix = NDArray[np.int64]
_PRIME = 2**31 - 1
_MOST = 4096  # sets of people: questions that everybody answered alike are decided once


@dataclass(frozen=True)
class Kind:
    """What tells people apart: the groups in which they stand, the releases by target, and their own targets."""

    groups: frozenset[str]
    apart: frozenset[str]
    targets: Targets
    mean: bool = True  # a score is the mean over the targets; how many answered is a sum


def leaves_few(people: Mapping[Kind, int], levels: Levels, k: int) -> bool:
    """Say whether some weighting of what is published leaves 1 to k - 1 people."""
    there = frozenset((kind, number) for kind, number in people.items() if kind.targets)
    known = {target: levels.get(target, "") for kind, _ in there for target in kind.targets}
    return _leaves_few(there, tuple(sorted(known.items())), k)


@lru_cache(_MOST)
def _leaves_few(
    people: frozenset[tuple[Kind, int]], levels: tuple[tuple[str, str], ...], k: int
) -> bool:
    rows = {kind: list(_weights(kind, dict(levels))) for kind, _ in people}
    named = sorted({name for found in rows.values() for row in found for name in row})
    kinds = sorted(
        people, key=lambda each: (-each[1], sorted(each[0].targets), sorted(each[0].groups))
    )
    equations = _without_twins([_matrix(rows[kind], named) for kind, _ in kinds])
    search = _Search(equations, [number for _, number in kinds], k)
    return bool(equations) and not search.spans_often() and search.finds_few(_every(equations), ())


def _every(equations: Sequence[_Matrix]) -> _Matrix:
    return np.eye(equations[0].shape[1], dtype=np.int64)


def _without_twins(equations: Sequence[_Matrix]) -> list[_Matrix]:
    """Return equations in which numbers that count everybody alike, as those of two same releases, stand once."""
    if not equations:
        return []
    once = np.unique(np.vstack(equations), axis=1)
    ends = np.cumsum([len(own) for own in equations])[:-1]
    return list(np.split(once, ends))


def _weights(kind: Kind, levels: Levels) -> Iterator[dict[str, int]]:
    """Give, for each own target, how often each published number counts a person's answer about it."""
    within = Counter(levels[target] for target in kind.targets)
    for target in sorted(kind.targets):
        level = levels[target]
        found = {f"all {group}": _share(len(kind.targets), mean=kind.mean) for group in kind.groups}
        for release in kind.apart:
            found[f"level {release} {level}"] = _share(within[level], mean=kind.mean)
            found[f"target {release} {target}"] = 1
        yield found


def _share(number: int, *, mean: bool) -> int:
    return pow(number, -1, _PRIME) if mean else 1


def _matrix(rows: Sequence[Mapping[str, int]], named: Sequence[str]) -> _Matrix:
    return np.array([[row.get(name, 0) for name in named] for row in rows], dtype=np.int64)


@dataclass(frozen=True)
class _Search:
    """The equations under which each kind of people drops out, and how many they are, the most first."""

    equations: Sequence[_Matrix]
    people: Sequence[int]
    k: int

    def spans_often(self) -> bool:
        """Say whether k lots of people, no one in two of them, each bind the weights as much as all together do.

        Then whichever k - 1 people are left out, the others bind them all the same: nobody can be left alone.
        """
        rank, lots = len(_echelon(np.vstack(self.equations))), self._lots()
        return all(lot and len(_echelon(np.vstack(lot))) == rank for lot in lots)

    def _lots(self) -> list[list[_Matrix]]:
        """Deal people out in turn; k of a kind and more stand in every lot."""
        lots: list[list[_Matrix]] = [[] for _ in range(self.k)]
        turn = 0
        for own, number in zip(self.equations, self.people, strict=True):
            for _ in range(min(number, self.k)):
                lots[turn % self.k].append(own)
                turn += 1
        return lots

    def finds_few(self, weights: _Matrix, left: tuple[int, ...]) -> bool:
        """Say whether some of these weights (rows: a basis) leave 1 to k - 1 people; `left`: kinds given up."""
        staying = [n for n, own in enumerate(self.equations) if _times(own, weights.T).any()]
        number = sum(self.people[n] for n in staying)
        if number < self.k:
            return number > 0
        tried = next((n for n in staying if n not in left), None)
        if tried is None:
            return False
        if self.finds_few(_solutions(self.equations[tried], weights), left):
            return True
        given_up = (*left, tried)
        return sum(self.people[n] for n in given_up) < self.k and self.finds_few(weights, given_up)


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    """Return a product modulo the prime, without a sum that is too large for 64 bits."""
    found: _Matrix = ((one[:, :, None] * other[None, :, :]) % _PRIME).sum(axis=1) % _PRIME
    return found


def _solutions(equations: _Matrix, weights: _Matrix) -> _Matrix:
    """Return a basis of those weights, among the combinations of some, that fulfil the equations."""
    found = _times(equations, weights.T)
    return _times(_null_space(found), weights)


def _null_space(matrix: _Matrix) -> _Matrix:
    rows = _echelon(matrix)
    size = matrix.shape[1]
    pivots = [int(np.flatnonzero(row)[0]) for row in rows]
    free = [column for column in range(size) if column not in pivots]
    found = np.zeros((len(free), size), dtype=np.int64)
    for place, column in enumerate(free):
        found[place, column] = 1
        for row, pivot in zip(rows, pivots, strict=True):
            found[place, pivot] = -row[column] % _PRIME
    return found


def _echelon(matrix: _Matrix) -> _Matrix:
    """Return the rows of a matrix in reduced form, modulo the prime, without rows of zeros."""
    rows, done = matrix % _PRIME, 0
    for column in range(matrix.shape[1]):
        there = np.flatnonzero(rows[done:, column])
        if len(there):
            rows[[done, done + there[0]]] = rows[[done + there[0], done]]
            rows[done] = rows[done] * pow(int(rows[done, column]), -1, _PRIME) % _PRIME
            others = np.arange(len(rows)) != done
            rows[others] = (rows[others] - rows[others, column, None] * rows[done]) % _PRIME
            done += 1
    return rows[:done]


def uneven(
    patterns: Iterable[Mapping[str, object]], levels: Mapping[tuple[str, str, str], Levels]
) -> set[tuple[str, str, str, str]]:
    """Return the pilot, round, type and indicator of which the published numbers leave a few people alone.

    `patterns`: one row per kind of people: pilot, round, stakeholder_type, indicator, kind (scored, or given: any
    answer), groups and apart (names, with ; between them), targets (with blanks between them), k, people. `levels`: by
    pilot, round and stakeholder type.
    """
    found: dict[tuple[str, ...], Counter[tuple[Kind, int]]] = {}
    for row in patterns:
        item = tuple(
            str(row[name]) for name in ("pilot", "round", "stakeholder_type", "indicator", "kind")
        )
        kind = Kind(
            _names(row["groups"], ";"),
            _names(row["apart"], ";"),
            _names(row["targets"], " "),
            row["kind"] == "scored",
        )
        k = int(str(row["k"]))
        found.setdefault(item, Counter())[kind, k] += int(str(row["people"]))
    return {
        (item[0], item[1], item[2], item[3])
        for item, people in found.items()
        if _leaves_few_of_some(people, levels[item[0], item[1], item[2]])
    }


def _leaves_few_of_some(people: Mapping[tuple[Kind, int], int], levels: Levels) -> bool:
    """Say whether some weighting leaves a few: each k is asked of those whom it protects, and of all whom more does.

    A weighting that leaves a few people leaves no more of any part of them, so no part is missed.
    """
    every = {k for _, k in people}
    return any(leaves_few(_together(people, least), levels, least) for least in sorted(every))


def _together(people: Mapping[tuple[Kind, int], int], least: int) -> Mapping[Kind, int]:
    """Return how many people of each kind have this k or a larger one."""
    found: Counter[Kind] = Counter()
    for (kind, k), number in people.items():
        found[kind] += number if k >= least else 0
    return {kind: number for kind, number in found.items() if number}


def _names(text: object, between: str) -> frozenset[str]:
    return frozenset(filter(None, str(text).split(between)))
