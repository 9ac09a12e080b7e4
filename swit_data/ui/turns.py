"""Whose page is drawn now: one view at a time, in the order in which they were asked for.

Python draws no faster with two: each of a page's 40 to 100 messages then waits for the other page's work. Of fifty
readers who go on every two seconds one waited 1.1 s (median) without turns, and 0.03 s with them (docs/speed.md).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

_PATIENCE = (
    1.0  # s; a view that takes longer, as the first of a large release may, is not waited for
)
_GUARD = Lock()
_LAST = [Event()]  # set when the view that was asked for last is drawn
_LAST[0].set()


@contextmanager
def in_turn(*, view: bool) -> Iterator[None]:
    """Wait until the view before is drawn; what is no view, such as an import, neither waits nor is waited for."""
    drawn = Event()
    if view:
        with _GUARD:
            before, _LAST[0] = _LAST[0], drawn
        before.wait(_PATIENCE)
    try:
        yield
    finally:
        drawn.set()
