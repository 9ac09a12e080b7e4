"""Garbage is collected among what is new: a search of everything stops every reader for 0.15 s, and found nothing.

Figures and tables of views are kept while their release is open. With them a full collection took 95 to 156 ms, every
seven seconds with fifty readers (docs/speed.md).
"""

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any

SWEEP = (
    300.0  # s between two searches of everything: what a visit leaves behind in circles goes then
)


@asynccontextmanager
async def among_what_is_new() -> AsyncIterator[None]:
    """Search what lasts only every five minutes, as long as the server runs."""
    gc.callbacks.append(_keep_what_lasts)
    sweeping = asyncio.create_task(_sweep())
    try:
        yield
    finally:
        sweeping.cancel()
        gc.callbacks.remove(_keep_what_lasts)
        gc.unfreeze()


@contextmanager
def none_while_loading() -> Iterator[None]:
    """Search nothing while libraries are loaded: what they are made of lasts, and is set aside afterwards."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _keep_what_lasts(phase: str, told: Mapping[str, Any]) -> None:
    """After a full collection, set aside what it has left."""
    if phase == "stop" and told["generation"] == 2:  # noqa: PLR2004 - the oldest
        gc.freeze()


async def _sweep() -> None:
    while True:
        await asyncio.sleep(SWEEP)
        gc.unfreeze()
        gc.collect()
        _give_back()


def _give_back() -> None:
    """Give back to the system what tables of a release that is not shown any more have left.

    pyarrow keeps it for the next: 60 to 110 MB of 240 after one release of 600 interviews (docs/speed.md).
    """
    from pyarrow import default_memory_pool  # noqa: PLC0415 - the server answers before it is loaded

    default_memory_pool().release_unused()
