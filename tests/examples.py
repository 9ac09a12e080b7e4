"""How many examples a property is tried on: a sixth in the gate, all of them with SWIT_LONG=1."""

from __future__ import annotations

import os


def examples(whole: int) -> int:
    """Return how many of so many examples this run tries."""
    return whole if os.environ.get("SWIT_LONG") else max(4, whole // 6)
