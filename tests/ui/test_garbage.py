"""What lasts is set aside, what a visit leaves behind goes, and nothing of it outlives the server."""

from __future__ import annotations

import asyncio
import gc
import weakref

import pytest

from swit_data.ui import garbage


class Visit:
    """What holds itself, as a session does."""

    def __init__(self) -> None:
        """Hold itself."""
        self.own = self


def test_what_lasts_is_set_aside_until_the_server_ends() -> None:
    async def serve() -> int:
        async with garbage.among_what_is_new():
            held = Visit()
            gc.collect()
            assert held not in gc.get_objects()
            return gc.get_freeze_count()

    assert asyncio.run(serve()) > 1000
    assert gc.get_freeze_count() == 0
    assert garbage._keep_what_lasts not in gc.callbacks


def test_a_visit_that_was_set_aside_goes_with_the_next_sweep(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(garbage, "SWEEP", 0.05)

    async def serve() -> bool:
        async with garbage.among_what_is_new():
            visit = Visit()
            gone = weakref.ref(visit)
            gc.collect()  # it is set aside while it lasts
            del visit
            gc.collect()
            assert gone() is not None
            for _ in range(200):
                await asyncio.sleep(0.05)
                if gone() is None:
                    return True
            return False

    assert asyncio.run(serve())
