"""Witnesses: whole other datasets with the same release, in which a small cell holds k people.

So a wrong solver cannot pass: whoever sees the release alone cannot tell the witness from what was collected.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple

import numpy as np
from scipy import optimize, sparse

from tests.attacks.partitions import partitions, shown_partition
from tests.attacks.publishing import Tables, publish, release_bytes
from tests.attacks.samples import BlockRow, Cell, Sample, dimension_of, side, with_personal

SECONDS = 20  # for one integer problem


class Kind(NamedTuple):
    """Block rows that are alike for a witness: their published group, the asked set (a number), asked the question."""

    group: frozenset[str]
    alike: int
    asked: bool


def witness(sample: Sample, tables: Tables, cell: Cell) -> Sample | None:
    """Return a sample in which the cell holds k people, and which should have the same release.

    Rows of both blocks are matched anew, between people who were asked about just the same; inside a published group,
    and where no group is published, a category may be another one, as long as what was refused stays refused; answers
    to a personal question move between those asked. Everything else stays as it is.
    """
    choices = [_ways_to_refuse(sample, tables, name, cell.of[name]) for name in cell.of]
    for short in product(*choices):
        problem = _Matching(sample, tables, cell, dict(zip(cell.of, short, strict=True)))
        solution = problem.solve()
        if solution is not None:
            return problem.realise(solution)
    return None


def _ways_to_refuse(
    sample: Sample, tables: Tables, name: str, category: str
) -> list[frozenset[str] | None]:
    """Return the groups of which any, if short, keeps refused what was refused, apart from a category's own."""
    ranks = partitions(sample.framework, name)
    shown = shown_partition(sample.framework, name, tables)
    if shown == 0:
        return [None]
    coarsest = ranks[-1 if shown is None else shown - 1]
    kept = ranks[shown].values() if shown is not None else ()
    return [group for group in coarsest.values() if category not in group and group not in kept]


class Way(NamedTuple):
    """What becomes of somebody: a kind of row and a category in each block, and what is said."""

    rows: tuple[tuple[Kind, str], ...]
    said: str


class _Matching:
    """The integer problem of a witness: how many people go each way."""

    def __init__(
        self,
        sample: Sample,
        tables: Tables,
        cell: Cell,
        short: Mapping[str, frozenset[str] | None],
    ) -> None:
        self.sample, self.tables, self.cell, self.short = sample, tables, cell, short
        self.k = sample.framework.k
        self.names = list(sample.blocks)
        numbers = {own: number for number, own in enumerate(dict.fromkeys(sample.alike))}
        alike = [numbers[own] for own in sample.alike]
        self.kinds = {
            name: [self._kind(name, row, own) for row, own in zip(rows, alike, strict=True)]
            for name, rows in sample.blocks.items()
        }
        self.ways = [way for own in numbers.values() for way in self._ways(own)]

    def _ways(self, own: int) -> Iterator[Way]:
        """Give what may become of those who were asked about the same: both blocks are of such people."""
        becoming = product(*(self._becoming(name, own) for name in self.names))
        for rows, said in product(becoming, ("yes", "other", "")):
            if not said or any(kind.asked for kind, _ in rows):
                yield Way(rows, said)

    def _kind(self, name: str, row: BlockRow, own: int) -> Kind:
        asked, question = False, self.cell.question
        if question and self.sample.personal[question] == name:
            asked = row.was_asked(question, dimension_of(self.sample.framework, name))
        if name not in self.cell.of:
            return Kind(frozenset(), own, asked)
        ranks = partitions(self.sample.framework, name)
        rank = shown_partition(self.sample.framework, name, self.tables)
        if rank is None:
            return Kind(frozenset(ranks[0]), own, asked)
        return Kind(next(g for g in ranks[rank].values() if row.category in g), own, asked)

    def _becoming(self, name: str, own: int) -> list[tuple[Kind, str]]:
        there = {kind for kind in self.kinds[name] if kind.alike == own}
        kinds = sorted(there, key=lambda kind: (sorted(kind.group), kind.asked))
        return [(kind, to) for kind in kinds for to in sorted(kind.group) or [""]]

    def solve(self) -> list[int] | None:
        """Return how many people go each way, if there is a solution."""
        limits = list(self._limits())
        matrix = sparse.csr_array(np.array([row for row, _, _ in limits], dtype=float))
        lowest, highest = [low for _, low, _ in limits], [high for _, _, high in limits]
        found = optimize.milp(
            np.zeros(len(self.ways)),
            constraints=optimize.LinearConstraint(matrix, lowest, highest),
            integrality=np.ones(len(self.ways), dtype=np.int64),
            options={"time_limit": SECONDS},
        )
        return None if found.x is None else [round(value) for value in found.x]

    def _limits(self) -> Iterator[tuple[list[bool], float, float]]:
        """Give rows of the problem: the ways counted, at least and at most how many people."""
        for place, name in enumerate(self.names):
            for kind, number in Counter(self.kinds[name]).items():
                yield [way.rows[place][0] == kind for way in self.ways], number, number
            short = self.short.get(name)
            if short is not None:
                yield [way.rows[place][1] in short for way in self.ways], 0, self.k - 1
        yield [self._in_cell(way) for way in self.ways], self.k, np.inf
        yield from self._personal_limits()

    def _in_cell(self, way: Way) -> bool:
        of = dict(zip(self.names, (to for _, to in way.rows), strict=True))
        return way.said == self.cell.said and all(of[n] == to for n, to in self.cell.of.items())

    def _personal_limits(self) -> Iterator[tuple[list[bool], float, float]]:
        if self.cell.question is None:
            yield [way.said != "" for way in self.ways], 0, 0
            return
        given = Counter(side(answer) for answer in self._given())
        published = all(given[said] >= self.k for said in ("yes", "other"))
        for said in ("yes", "other"):
            counted = [way.said == said for way in self.ways]
            if published:
                yield counted, given[said], given[said]
            elif said != self.cell.said:  # stays withheld
                yield counted, 0, self.k - 1

    def _given(self) -> list[str]:
        question = self.cell.question
        if question is None:
            return []
        rows = self.sample.blocks[self.sample.personal[question]]
        return [row.personal[question] for row in rows if question in row.personal]

    def realise(self, numbers: Sequence[int]) -> Sample:
        """Return the sample that a solution describes."""
        pools: dict[tuple[str, Kind], list[BlockRow]] = defaultdict(list)
        for name in self.names:
            for kind, row in zip(self.kinds[name], self.sample.blocks[name], strict=True):
                pools[name, kind].append(row)
        others = [answer for answer in self._given() if answer != "yes"]
        blocks: dict[str, list[BlockRow]] = {name: [] for name in self.names}
        everybody = [way for way, n in zip(self.ways, numbers, strict=True) for _ in range(n)]
        for way in everybody:
            for name, (kind, to) in zip(self.names, way.rows, strict=True):
                row = pools[name, kind].pop()
                row = replace(row, category=to or row.category)
                blocks[name].append(self._saying(row, name, way.said, others))
        return replace(self.sample, blocks={name: tuple(rows) for name, rows in blocks.items()})

    def _saying(self, row: BlockRow, name: str, said: str, others: list[str]) -> BlockRow:
        question = self.cell.question
        if question is None or self.sample.personal[question] != name:
            return row
        if said == "other":  # as it was said, as far as there is enough
            said = others.pop() if others else "no"
        return with_personal(row, question, said)


def without_witness(sample: Sample, tables: Tables, cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells for which no other dataset with the same release holds k people."""
    found = [(cell, witness(sample, tables, cell)) for cell in cells]
    others = [other for _, other in found if other is not None]
    releases = iter([release_bytes(t) for t in publish(others)] if others else [])
    true_bytes, k = release_bytes(tables), sample.framework.k
    lacking = []
    for cell, other in found:
        if other is None or next(releases) != true_bytes or other.count(cell) < k:
            lacking.append(cell)
    return lacking
