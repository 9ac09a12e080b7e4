"""How many examples a test tries: some in the gate, all of them with SWIT_LONG=1."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

Each = TypeVar("Each")


def examples(whole: int) -> int:
    """Return how many of so many examples this run tries: a tenth in the gate."""
    return whole if os.environ.get("SWIT_LONG") else max(4, whole // 10)


def each_third(whole: Sequence[Each]) -> Sequence[Each]:
    """Return those that this run tries of a list in a fixed order: every third in the gate."""
    return whole if os.environ.get("SWIT_LONG") else whole[::3]
