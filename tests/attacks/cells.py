"""Groups of people that a release must not show to be small: what attackers and witnesses are asked about."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from random import Random

from tests.attacks.samples import Cell, Sample

MOST_CELLS = 25  # attacked of a dataset


def small_cells(sample: Sample, random: Random, most: int = MOST_CELLS) -> list[Cell]:
    """Return up to so many cells of order 1 to 3 that hold 1 to k - 1 people."""
    small = [c for c in cells_of(sample) if 0 < sample.count(c) < sample.framework.k]
    return random.sample(small, min(most, len(small)))


def cells_of(sample: Sample) -> Iterator[Cell]:
    """Give every combination of characteristics, alone and with an answer to a personal question."""
    names = list(sample.blocks)
    for number in range(len(names) + 1):
        for chosen in combinations(names, number):
            of_each = [[*sample.framework.characteristics[name].categories] for name in chosen]
            for values in product(*of_each):
                of = dict(zip(chosen, values, strict=True))
                if of:
                    yield Cell(of)
                for question, said in product(sample.personal, ("yes", "other")):
                    yield Cell(of, question, said)
