"""One respondent leaves a dataset, and every older file that held the answers is destroyed."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from swit_data.errors import DatasetError, say
from swit_data.store import manifest as manifests
from swit_data.store.commits import Saved, opened, said, save, sweep
from swit_data.store.ledger_files import contents_of, damaged, known_files, put_entry
from swit_data.store.lock import held, writing
from swit_data.store.manifest import LedgerFile, Manifest
from swit_data.store.merging import merged, nothing
from swit_data.store.rows import only, parquet_of, read_parquet
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
        known = known_files(folder, last)
        with writing(folder):
            ledger = forget_in_ledger(folder, known, respondents)
        saved = Saved(last.number, changed=False)
        if there or ledger != known:
            saved = _taken_out(replace(last, ledger=ledger), stored, there, who)
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


def forget_in_ledger(
    folder: Path, ledger: tuple[LedgerFile, ...], respondents: Collection[str]
) -> tuple[LedgerFile, ...]:
    """Return the ledger without who they are and what they said; that somebody was in a group stays.

    Rule 7 (docs/privacy.md) counts who left a published group: a name that nobody has counts the same. It is one name a
    person over all releases, or the same person would count as another in each. Files are written anew, beside those
    they replace; the commit that lists them is the caller's.

    Raises:
        DatasetError: a file of the ledger is missing or damaged.
    """
    names = {person: f"withdrawn-{secrets.token_hex(8)}" for person in sorted(respondents)}
    return tuple(
        _forgotten(folder, entry, content, names) for entry, content in contents_of(folder, ledger)
    )


def _forgotten(
    folder: Path, entry: LedgerFile, content: bytes, names: Mapping[str, str]
) -> LedgerFile:
    try:
        table = read_parquet(content)
    except pa.ArrowException as error:  # of an older program: no fingerprint says what it was
        raise damaged(folder, entry) from error
    people = table["respondent"].to_pylist()
    if not any(person in names for person in people):
        return entry
    hidden = {
        "respondent": [names.get(person, person) for person in people],
        "answer": [
            "" if person in names else answer
            for person, answer in zip(people, table["answer"].to_pylist(), strict=True)
        ],
    }
    for name, values in hidden.items():
        place = table.schema.get_field_index(name)
        table = table.set_column(place, name, pa.array(values, pa.string()))
    return put_entry(folder, entry.number, parquet_of(table), entry.release)
