"""One respondent leaves a dataset, and every older file that held the answers is destroyed."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from swit_data.errors import DatasetError, say
from swit_data.store import manifest as manifests
from swit_data.store.commits import Saved, opened, said, save, sweep
from swit_data.store.disk import replace_file
from swit_data.store.lock import held, writing
from swit_data.store.manifest import Manifest
from swit_data.store.merging import merged, nothing
from swit_data.store.rows import only
from swit_data.store.stored import Stored, latest_of


def withdraw(folder: Path, respondents: Collection[str], who: str = "") -> Saved:
    """Take respondents out of a dataset for good: no state that is kept, no later import brings them back.

    Raises:
        DatasetError: none of them is in the dataset, it is damaged or cannot be written, or an older file could not
            be deleted.
    """
    latest_of(folder)  # no folder is made where there is none
    with held(folder):
        last, stored = opened(folder)
        there = only(stored.table("respondents"), respondents)["respondent"].to_pylist()
        if not there and not set(respondents) & set(last.withdrawn):
            text = "{folder}: no respondent with this id is in the dataset; nothing was changed."
            raise DatasetError(say(text, folder=folder))
        with writing(folder):
            forget_in_ledger(folder, respondents)
        saved = _taken_out(last, stored, there, who) if there else Saved(last.number, changed=False)
        _refuse_leftovers(folder)
        return saved


def _taken_out(last: Manifest, stored: Stored, there: list[str], who: str) -> Saved:
    number = last.number + 1
    with writing(stored.folder):
        rounds = merged(stored, last.rounds, stored.dataset, nothing(stored.dataset), there)
    withdrawn = tuple(sorted({*last.withdrawn, *there}))
    manifest = replace(last, number=number, floor=number, rounds=rounds, withdrawn=withdrawn)
    return save(stored.folder, replace(manifest, said=said("withdraw", who)))


def _refuse_leftovers(folder: Path) -> None:
    last = manifests.read(folder, manifests.latest(folder))
    if not sweep(folder, last):
        text = (
            "{folder}: the respondent is out, but an older file that holds the answers could not be deleted. Close "
            "other programs that use it, and run this again."
        )
        raise DatasetError(say(text, folder=folder))


def forget_in_ledger(folder: Path, respondents: Collection[str]) -> None:
    """Take who they are and what they said out of the ledger of releases; that somebody was in a group stays.

    Rule 7 of safety.md B.2 counts who left a published group: a name that nobody has counts the same.
    """
    for path in sorted((folder / "ledger").glob("*.parquet")):
        table = _ledger(path)
        theirs = pc.is_in(table["respondent"], pa.array(list(respondents), pa.string()))
        if not pc.any(theirs, min_count=0).as_py():
            continue
        hidden = {"respondent": f"withdrawn-{secrets.token_hex(8)}", "answer": ""}
        for name, value in hidden.items():
            place = table.schema.get_field_index(name)
            table = table.set_column(place, name, pc.if_else(theirs, value, table[name]))
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="zstd", write_page_checksum=True)
        replace_file(path, sink.getvalue().to_pybytes())


def _ledger(path: Path) -> pa.Table:
    try:
        return pq.read_table(path, page_checksum_verification=True)
    except (pa.ArrowException, OSError) as error:
        text = "ledger/{file} is damaged: restore the dataset from a backup first; nothing was changed."
        raise DatasetError(say(text, file=path.name)) from error
