"""After a dataset is locked its keys are found nowhere in the memory of the program."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.monitor import Monitor
from tests.vaults import PASSPHRASE, cheap

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc/PID/mem"),
]
ROOT = Path(__file__).parents[2]
# It opens the dataset, reads, writes, changes who may open it, says its keys behind a mask, and waits; then it locks.
PROGRAM = """
import sys
from pathlib import Path
from swit_data import store
folder, passphrase, mask = Path(sys.argv[1]), sys.stdin.readline().strip(), bytes.fromhex(sys.argv[2])
opened = store.Opened()
store.use(opened)
for _ in range(3):
    store.open_vault(folder, passphrase)
    store.open_dataset(folder).table("answers")
    store.put_private(folder, "reading.json", b"{}")
    store.renew_recovery(folder)
    store.backup_content(folder)
vault = store.vault_of(folder)
for key in (vault._key, vault._files, vault._names):
    print(bytes(a ^ b for a, b in zip(key, mask)).hex(), flush=True)
sys.stdin.readline()
opened.close()
print("locked", flush=True)
sys.stdin.readline()
"""


def memory(process: int) -> Iterator[bytes]:
    """Give every readable piece of the memory of a process."""
    maps = Path(f"/proc/{process}/maps").read_text("utf-8").splitlines()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as mem:
        for line in maps:
            where, rights, *_ = line.split()
            start, end = (int(part, 16) for part in where.split("-"))
            if rights.startswith("r"):
                with contextlib.suppress(OSError, ValueError, OverflowError):
                    mem.seek(start)
                    yield mem.read(end - start)


def test_the_key_is_gone_after_locking(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap(monkeypatch)
    monitor = Monitor(tmp_path, capsys, sealed=True)
    assert monitor.take("u1 kenya yes", "u2 UKR no").code == 0
    mask = os.urandom(32)
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM, str(monitor.folder), mask.hex()],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as running:
        before, after = looked_at(running, mask)
    assert all(before), before  # while it is open they are there: the search finds what is there
    assert after == [0, 0, 0]


def looked_at(running: subprocess.Popen[str], mask: bytes) -> tuple[list[int], list[int]]:
    """Return how often each key is found in the memory of a program before it locks, and after."""
    assert running.stdin
    assert running.stdout
    running.stdin.write(f"{PASSPHRASE}\n")
    masked = [bytes.fromhex(running.stdout.readline()) for _ in range(3)]
    keys = [bytes(a ^ b for a, b in zip(key, mask, strict=True)) for key in masked]
    before = [sum(piece.count(key) for piece in memory(running.pid)) for key in keys]
    running.stdin.write("\n")
    assert running.stdout.readline() == "locked\n"
    after = [sum(piece.count(key) for piece in memory(running.pid)) for key in keys]
    running.stdin.write("\n")
    return before, after
