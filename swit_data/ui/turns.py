"""Whose page is drawn now: one view at a time.

Python draws no faster with two: each of a page's 40 to 100 messages then waits for the other page's work. Of fifty
readers who go on every two seconds one waited 1.1 s (median) without turns, and 0.03 s with them (docs/speed.md).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_TURN = Lock()
_PATIENCE = (
    1.0  # s; a view that takes longer, as the first of a large release may, is not waited for
)


@contextmanager
def in_turn(*, view: bool) -> Iterator[None]:
    """Wait until nobody else's view is drawn; what is no view, such as an import, neither waits nor is waited for."""
    taken = view and _TURN.acquire(timeout=_PATIENCE)
    try:
        yield
    finally:
        if taken:
            _TURN.release()
