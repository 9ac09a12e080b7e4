"""Run the battery and print its figures; the last line is one JSON object.

    python -m tests.faults
    python -m tests.faults "clock a year back"    # one part, by its name
    python -m tests.faults "vault: import"        # the same on a dataset that lies in a vault

Needs Linux and strace; mounting a small disk needs root. Takes minutes.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from tests.faults import clock, crowded, damaged, injected, replay
from tests.faults.person import Place

# Killed at every call, an unreadable disk at every call that touches it, a full one at every call that needs room.
FAULTS = [
    ("signal=KILL", injected.CALLS),
    ("error=EIO", injected.WRITING),
    ("error=ENOSPC", injected.FULL),
]
WRITTEN = [
    ("signal=KILL", injected.WRITING),
    ("error=EIO", injected.WRITING),
    ("error=ENOSPC", injected.FULL),
]
EDITED = [("signal=KILL", injected.WRITING), ("error=ENOSPC", injected.FULL)]
PARTS: dict[str, Callable[[Place], object]] = {
    "order of fsync and rename": injected.order,
    "import": lambda place: asdict(injected.sweep(place, "import", FAULTS)),
    "texts written, killed or the disk full": lambda place: asdict(
        injected.sweep(place, "write texts", EDITED)
    ),
    "edits by hand taken in, killed or the disk full": lambda place: asdict(
        injected.sweep(place, "edit", EDITED)
    ),
    "clock a year back": clock.back,
    "power cut, into a dataset": lambda place: replay.power_cuts(place, "kept"),
    "bit flips and truncation": damaged.reading,
    "backups": damaged.backups,
    "deleted and foreign files": damaged.deleted,
    "eight importers": lambda place: crowded.concurrent(place, 4),
    "disk of 96 KB": crowded.full_disk,
    "read-only folder": crowded.read_only,
    "folder removed": crowded.removed,
    "no more file handles": crowded.few_handles,
    "lock holder killed": crowded.lock_holder_killed,
    "moved into a vault, killed, unreadable or full": lambda place: asdict(
        injected.sweep(place, "lock", WRITTEN)
    ),
}
# On a dataset that lies in a vault.
VAULT: dict[str, Callable[[Place], object]] = {
    f"vault: {name}": part
    for name, part in PARTS.items()
    if name not in ("edits by hand taken in, killed or the disk full",)
    and not name.startswith("moved")
} | {
    "vault: moved out of it": lambda place: asdict(injected.sweep(place, "unlock", WRITTEN)),
    "vault: another passphrase": lambda place: asdict(
        injected.sweep(place, "change-passphrase", WRITTEN)
    ),
    "vault: a backup put back": lambda place: asdict(injected.sweep(place, "restore", EDITED)),
}


def run(chosen: list[str]) -> None:
    """Run each part, or those chosen, on a dataset of its own, and print what it found."""
    figures: dict[str, object] = {}
    for name, part in (PARTS | VAULT).items():
        if chosen and name not in chosen:
            continue
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            figures[name] = part(Place(Path(folder), sealed=name in VAULT))
        taken = time.perf_counter() - began
        sys.stdout.write(
            f"{name} ({taken:.0f} s): {json.dumps(figures[name], ensure_ascii=False)}\n"
        )
        sys.stdout.flush()
    sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    run(sys.argv[1:])
