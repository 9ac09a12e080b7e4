"""The two ways in which a dataset lies on a disk: plain, and in a vault whose passphrase is made cheap to try."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from swit_data import store
from swit_data.store import slots

PLAIN = "--plain"  # of an import that makes a dataset
PASSPHRASE = "seven grey herons wait under the bridge"  # noqa: S105 - opens test data
OTHER = "our lanterns burn until the market opens"
CHEAP = slots.Cost(
    memory=64, passes=1, lanes=1
)  # 64 KiB: what it costs at full strength, few tests ask


def cheap(patch: pytest.MonkeyPatch, passphrase: str = PASSPHRASE) -> None:
    """Let new vaults cost nothing to open, and the commands know the passphrase."""
    patch.setattr(slots, "COST", CHEAP)
    patch.setenv("SWIT_PASSPHRASE", passphrase)


@contextmanager
def opened(folder: Path, passphrase: str = PASSPHRASE) -> Iterator[None]:
    """Read and write a dataset as a run does that has opened it; a plain one as it is."""
    with store.running():
        if store.is_vault(folder):
            store.open_vault(folder, passphrase)
        yield
