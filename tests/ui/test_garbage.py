"""What lasts is set aside, what a visit leaves behind goes, and nothing of it outlives the server."""

from __future__ import annotations

import asyncio
import gc
import sys
import weakref
from pathlib import Path

import numpy as np
import pyarrow as pa
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


def test_what_tables_have_left_is_given_back_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Linux says how much a process holds; elsewhere it is only done."""
    monkeypatch.setattr(garbage, "SWEEP", 0.05)

    pa.concat_arrays([pa.array(np.arange(4_000_000))] * 3)  # 96 MB, and nobody wants them

    async def given_back() -> int:
        before = _held()
        async with garbage.among_what_is_new():
            await asyncio.sleep(0.5)
        return before - _held()

    assert asyncio.run(given_back()) > 20_000_000 or not sys.platform.startswith("linux")


def _held() -> int:
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    return int(status.read_text("utf-8").partition("RssAnon:")[2].split()[0]) * 1024
