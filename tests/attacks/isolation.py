"""Can published sums be added and subtracted until the answers of fewer than k people are left?

Each published sum weighs answers of people. Whoever multiplies the sums and adds them up is left with one weight for
each answer. People whose answers stand in just the same sums with the same weights are always left together. So the
question is one of ranks: without the answers of some fewer than k people, do the sums say less than with them?
Ranks are counted modulo a large prime: a weight is a fraction of small numbers, and chance alone would hide one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

_PRIME = 2**61 - 1

Person = Hashable
Answer = tuple[Person, Hashable]  # whose it is, and which of the own ones
Sum = Mapping[Answer, Fraction]  # the weight of each answer in a published number
Column = tuple[int, ...]  # the weight of an answer in each sum
_People = frozenset[Person]


def isolated(sums: Sequence[Sum], k: int) -> frozenset[Person]:
    """Return 1 to k - 1 people whose answers can be told apart from all others; nobody if there are none."""
    alike = _alike(sums)
    firm = _Span(c for columns, who in alike.items() if len(who) >= k for c in columns)
    loose = {
        columns: who
        for columns, who in alike.items()
        if len(who) < k and any(firm.lacks(column) for column in columns)
    }
    rank = _Span(column for columns in alike for column in columns).rank
    for few in _unions(sorted(loose, key=lambda columns: (len(loose[columns]), columns)), loose, k):
        others = _Span(c for columns in loose if columns not in few for c in columns)
        if others.with_all(firm).rank < rank:
            return frozenset[Person]().union(*(loose[columns] for columns in few))
    return frozenset()


def _alike(sums: Sequence[Sum]) -> dict[tuple[Column, ...], _People]:
    """Return the people whose answers stand in the same sums with the same weights."""
    columns: dict[Answer, list[int]] = defaultdict(lambda: [0] * len(sums))
    for place, weights in enumerate(sums):
        for answer, weight in weights.items():
            columns[answer][place] = weight.numerator * pow(weight.denominator, -1, _PRIME) % _PRIME
    of_person: dict[Person, set[Column]] = defaultdict(set)
    for (person, _), column in columns.items():
        of_person[person].add(tuple(column))
    found: dict[tuple[Column, ...], set[Person]] = defaultdict(set)
    for person, own in of_person.items():
        found[tuple(sorted(own))].add(person)
    return {own: frozenset(who) for own, who in found.items()}


def _unions(
    kinds: Sequence[tuple[Column, ...]], people: Mapping[tuple[Column, ...], _People], k: int
) -> Iterator[frozenset[tuple[Column, ...]]]:
    """Give each choice of kinds of people that leaves room for none more under k."""

    def grown(start: int, chosen: tuple[tuple[Column, ...], ...], number: int) -> Iterator[None]:
        for place in range(start, len(kinds)):
            more = number + len(people[kinds[place]])
            if more < k:
                found.append((*chosen, kinds[place]))
                yield
                yield from grown(place + 1, (*chosen, kinds[place]), more)

    found: list[tuple[tuple[Column, ...], ...]] = []
    for _ in grown(0, (), 0):
        chosen = frozenset(found.pop())
        number = sum(len(people[kind]) for kind in chosen)
        if all(number + len(people[kind]) >= k for kind in kinds if kind not in chosen):
            yield chosen


class _Span:
    """Everything that can be made of some columns."""

    def __init__(self, columns: Iterable[Column]) -> None:
        self._rows: dict[int, list[int]] = {}  # by the first place that is not 0, which is 1
        for column in columns:
            self._add(column)

    @property
    def rank(self) -> int:
        return len(self._rows)

    def with_all(self, other: _Span) -> _Span:
        """Return what can be made of the columns of both."""
        found = _Span(())
        found._rows = dict(other._rows)
        for row in self._rows.values():
            found._add(row)
        return found

    def lacks(self, column: Sequence[int]) -> bool:
        return any(self._left(column))

    def _add(self, column: Sequence[int]) -> None:
        left = self._left(column)
        first = next((place for place, value in enumerate(left) if value), None)
        if first is not None:
            inverse = pow(left[first], -1, _PRIME)
            self._rows[first] = [value * inverse % _PRIME for value in left]

    def _left(self, column: Sequence[int]) -> list[int]:
        left = list(column)
        for first in sorted(self._rows):
            if by := left[first]:
                row = self._rows[first]
                left = [(a - by * b) % _PRIME for a, b in zip(left, row, strict=True)]
        return left
