"""A problem in whole numbers, as HiGHS solves it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy import optimize, sparse

SECONDS = 20  # for one integer problem


class Program:
    """Whole numbers with linear limits, as HiGHS takes them."""

    def __init__(self) -> None:
        """Begin without any number."""
        self.size = 0
        self.integral: list[tuple[int, int, float]] = []  # first, after the last, highest
        self.limits: list[tuple[list[tuple[int, float]], float, float]] = []

    def numbers(self, count: int, most: float = np.inf) -> range:
        """Return the places of so many new numbers, each 0 or more."""
        found = range(self.size, self.size + count)
        self.size += count
        self.integral.append((found.start, found.stop, most))
        return found

    def limit(self, terms: Iterable[tuple[int, float]], low: float, high: float) -> None:
        """Say between which values a sum lies."""
        self.limits.append((list(terms), low, high))

    def total(self, places: Iterable[int], value: float) -> None:
        """Say what some numbers sum to."""
        self.limit(((place, 1) for place in places), value, value)

    def solve(
        self, places: Sequence[int], *, whole: bool, at_least: float | None = None
    ) -> float | None:
        """Return the highest sum of some numbers, or whether it can be `at_least` (missing: it cannot)."""
        limits = [*self.limits]
        if at_least is not None:
            limits.append(([(place, 1) for place in places], at_least, np.inf))
        entries = [
            (row, place, by) for row, (terms, _, _) in enumerate(limits) for place, by in terms
        ]
        rows, columns, values = zip(*entries, strict=True)
        matrix = sparse.csr_array((values, (rows, columns)), shape=(len(limits), self.size))
        aim = np.zeros(self.size)
        if at_least is None:
            aim[list(places)] = -1
        highest = np.concatenate(
            [np.full(stop - start, most) for start, stop, most in self.integral]
        )
        found = optimize.milp(
            aim,
            constraints=optimize.LinearConstraint(
                matrix, [x[1] for x in limits], [x[2] for x in limits]
            ),
            integrality=np.full(self.size, int(whole), dtype=np.int64),
            bounds=optimize.Bounds(0, highest),
            options={"time_limit": SECONDS},
        )
        if found.status == 2:  # infeasible
            return None
        return -float(found.fun) if found.x is not None and at_least is None else np.inf
