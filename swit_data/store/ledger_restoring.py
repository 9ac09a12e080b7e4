"""The ledger after a backup was put back: every release that is known here or in the backup, each once."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from swit_data.store.backups import Backup
from swit_data.store.ledger_files import FOLDER, content_of, next_number, put_entry
from swit_data.store.manifest import LedgerFile, Manifest, number_of
from swit_data.store.withdrawing import forget_in_ledger


def known_releases(folder: Path, back: Manifest, found: Backup) -> tuple[LedgerFile, ...]:
    """Write what the ledger here lacks, and return its files; who was withdrawn is in none of them.

    `back.ledger`: the releases known here. One of them that is damaged or lost is mended from the backup; if the backup
    has it neither, it stays listed, and nothing can be released.
    """
    ledger = {entry.number: entry for entry in back.ledger}
    for name in sorted(name for name in found.contents if name.startswith(f"{FOLDER}/")):
        content, number = found.contents[name], number_of(Path(name).name)
        here = content_of(folder, ledger[number]) if number in ledger else None
        if here is not None and _release(here) != _release(content):
            number = next_number(folder, ledger.values())
            here = None
        if here is None:
            ledger[number] = put_entry(folder, number, content)
    whole = tuple(entry for entry in ledger.values() if content_of(folder, entry) is not None)
    ledger |= {e.number: e for e in forget_in_ledger(folder, whole, back.withdrawn)}
    return tuple(ledger[number] for number in sorted(ledger))


def _release(content: bytes) -> tuple[object, int]:
    """Return what tells releases apart, also after a withdrawal: what was published, and about how many."""
    table = pq.read_table(pa.BufferReader(content))
    return (table.schema.metadata or {}).get(b"release"), len(table)
