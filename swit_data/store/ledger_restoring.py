"""The ledger after a backup was put back: every release that is known here or in the backup, each once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from swit_data.store.backups import Backup
from swit_data.store.ledger_files import FOLDER, content_of, next_number, put_entry
from swit_data.store.manifest import LedgerFile, Manifest
from swit_data.store.withdrawing import forget_in_ledger


def known_releases(folder: Path, back: Manifest, found: Backup) -> tuple[LedgerFile, ...]:
    """Write what the ledger here lacks, and return its files; who was withdrawn is in none of them.

    `back.ledger`: the releases known here. One of them that is damaged or lost is mended from the backup; if the backup
    has it neither, it stays listed, and nothing can be released.
    """
    ledger = {entry.number: entry for entry in back.ledger}
    numbers = {entry.release: entry.number for entry in back.ledger}
    for entry, content in _of_backup(found):
        number = numbers.get(entry.release, 0)
        if not number:
            taken = entry.number in ledger
            number = next_number(folder, ledger.values()) if taken else entry.number
            ledger[number] = put_entry(folder, number, content, entry.release)
        elif content_of(folder, ledger[number]) is None:
            ledger[number] = put_entry(folder, number, content, entry.release)
    whole = tuple(entry for entry in ledger.values() if content_of(folder, entry) is not None)
    ledger |= {e.number: e for e in forget_in_ledger(folder, whole, back.withdrawn)}
    return tuple(ledger[number] for number in sorted(ledger))


def _of_backup(found: Backup) -> Iterator[tuple[LedgerFile, bytes]]:
    listed = {entry.name: entry for entry in found.manifest.ledger}
    for path in sorted(name for name in found.contents if name.startswith(f"{FOLDER}/")):
        content, name = found.contents[path], Path(path).name
        unlisted = LedgerFile(name, hashlib.sha256(content).hexdigest())
        yield listed.get(name, unlisted), content
