"""Who withdraws leaves for good: no file, no older state, no ledger and no later import has them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from swit_data import store
from swit_data.errors import DatasetError
from swit_data.fieldwork import key_of
from swit_data.intake.checking.people import respondent_of
from swit_data.release import ledger
from swit_data.store import commits
from tests.store.monitor import Monitor

FIRST = ("u1 kenya yes", "u2 kenya no", "u3 UKR yes")


@pytest.fixture
def taken(monitor: Monitor) -> Monitor:
    monitor.take(*FIRST)
    monitor.take("u1 kenya dont_know", "u4 UKR no")
    monitor.take("u5 UKR no")
    return monitor


def pseudonym(monitor: Monitor, code: str) -> str:
    return respondent_of(key_of(monitor.folder), f"id\0{code}")


def everywhere(folder: Path) -> str:
    """Return every row of every parquet file under a folder, whatever names it."""
    return "".join(str(pq.read_table(path).to_pylist()) for path in folder.rglob("*.parquet"))


def test_who_withdraws_is_in_no_file_any_more(taken: Monitor) -> None:
    gone = pseudonym(taken, "u1")
    others = {row for row in taken.said() if row[0] != gone}
    assert gone in everywhere(taken.folder)
    told = taken.run("withdraw", taken.folder, "uuid:u1", "--who", "Anna")
    assert told.code == 0
    assert "Taken out: now number 4" in told.out
    assert taken.said() == others
    assert gone not in everywhere(taken.folder)
    last = store.history(taken.folder)[-1]
    assert (last.what, last.who) == ("withdraw", "Anna")
    assert [c.state for c in store.history(taken.folder)] == ["gone", "gone", "gone", "current"]
    assert taken.run("undo", taken.folder).code == 2


def test_no_later_import_brings_them_back(taken: Monitor) -> None:
    taken.run("withdraw", taken.folder, "u1")
    others = taken.said()
    assert taken.take("u1 kenya yes", "u6 UKR yes").code == 0
    assert len(taken.said()) == len(others) + 1
    assert pseudonym(taken, "u1") not in everywhere(taken.folder)


def test_no_older_backup_brings_them_back(taken: Monitor) -> None:
    file = taken.place / "before.zip"
    taken.run("backup", taken.folder, file)
    taken.run("withdraw", taken.folder, "u1")
    others = taken.said()
    assert taken.run("restore", taken.folder, file).code == 0
    assert taken.said() == others
    assert pseudonym(taken, "u1") not in everywhere(taken.folder)
    assert taken.take("u1 kenya yes", options=("--round", "1")).code == 0
    assert taken.said() == others


def test_the_rows_of_a_repeat_are_one_person(monitor: Monitor) -> None:
    monitor.take("u1#1 kenya yes", "u1#2 kenya no", "u1x kenya no")
    monitor.run("withdraw", monitor.folder, "u1")
    assert [row[0] for row in monitor.said()] == [pseudonym(monitor, "u1x")]


def test_somebody_who_is_not_there(taken: Monitor) -> None:
    before = taken.said()
    told = taken.run("withdraw", taken.folder, "u99")
    assert told.code == 2
    assert "no respondent with this id is in the dataset; nothing was changed" in told.err
    assert taken.said() == before
    assert len(store.history(taken.folder)) == 3


def test_a_second_time_deletes_what_was_left(
    taken: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older file is open in another program: on Windows it cannot be deleted then."""
    gone = pseudonym(taken, "u1")
    monkeypatch.setattr(commits, "remove", lambda path: path.suffix != ".parquet")
    told = taken.run("withdraw", taken.folder, "u1")
    assert told.code == 2
    assert "an older file that holds the answers could not be deleted" in told.err
    assert gone in everywhere(taken.folder)
    monkeypatch.undo()
    told = taken.run("withdraw", taken.folder, "u1")
    assert told.code == 0
    assert "was taken out before" in told.out
    assert gone not in everywhere(taken.folder)
    assert len(store.history(taken.folder)) == 4


def in_the_ledger(monitor: Monitor, codes: list[str]) -> Path:
    """Note a release in which some people stood, as release/ledger.py does."""
    people = [pseudonym(monitor, code) for code in codes]
    place = dict.fromkeys(("pilot", "round", "stakeholder_type", "target", "split"), "KEN")
    rows = [
        {**place, "item": item, "respondent": person, "answer": said}
        for person in people
        for item, said in (("base", ""), ("trust", "clinic=yes"))
    ]
    described = {"release": '{"community_read": "2026-11", "splits": []}'}
    path = monitor.folder / "ledger" / "release-0001.parquet"
    path.parent.mkdir(exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows).replace_schema_metadata(described), path)
    return path


def test_the_ledger_counts_them_and_no_longer_knows_them(taken: Monitor) -> None:
    in_the_ledger(taken, ["u1", "u2"])
    (before,) = ledger.read_entries(taken.folder)
    taken.run("withdraw", taken.folder, "u1")
    assert pseudonym(taken, "u1") not in everywhere(taken.folder)
    (after,) = ledger.read_entries(taken.folder)
    assert after.community_read == "2026-11"
    for item in ("base", "trust"):
        known, now = in_group(before, item), in_group(after, item)
        assert len(now) == len(known) == 2
        still = {row for row in known if row[0] == pseudonym(taken, "u2")}
        assert now & known == still
        assert {said for _, said in now - known} == {""}


def in_group(entry: ledger.Entry, item: str) -> set[tuple[str, str]]:
    """Return who stands in the group of an item, with what the ledger knows of them."""
    rows = entry.groups.to_pylist()
    return {(row["respondent"], row["answer"]) for row in rows if row["item"] == item}


def test_who_is_withdrawn_is_one_person_in_every_release(taken: Monitor) -> None:
    """Under a name of its own in each, somebody in two releases would count as two people in one each."""
    path = in_the_ledger(taken, ["u1", "u2", "u3"])
    path.with_name("release-0002.parquet").write_bytes(path.read_bytes())
    assert taken.run("withdraw", taken.folder, "u1").code == 0
    first, second = (
        {who for who, _ in in_group(e, "base")} for e in ledger.read_entries(taken.folder)
    )
    assert first == second
    assert len(first) == 3
    assert pseudonym(taken, "u1") not in everywhere(taken.folder)


def test_a_backup_made_before_brings_no_name_back_into_the_ledger(taken: Monitor) -> None:
    in_the_ledger(taken, ["u1", "u2"])
    file = taken.place / "before.zip"
    taken.run("backup", taken.folder, file)
    taken.run("withdraw", taken.folder, "u1")
    assert taken.run("restore", taken.folder, file).code == 0
    assert pseudonym(taken, "u1") not in everywhere(taken.folder)
    assert len(ledger.read_entries(taken.folder)) == 1
    (lost,) = (taken.folder / "ledger").iterdir()
    lost.unlink()
    with pytest.raises(DatasetError, match="is missing or damaged"):
        ledger.read_entries(taken.folder)
    assert taken.run("restore", taken.folder, file).code == 0
    assert pseudonym(taken, "u1") not in everywhere(taken.folder)
    assert len(ledger.read_entries(taken.folder)) == 1


def test_a_restore_forgets_no_release(taken: Monitor) -> None:
    """Two copies of a dataset each released something: both stay known."""
    other = taken.place / "other"
    in_the_ledger(taken, ["u1", "u2"])
    shutil.copytree(taken.folder, other)
    in_the_ledger(taken, ["u1", "u2", "u3"])
    file = taken.place / "other.zip"
    taken.run("backup", other, file)
    assert taken.run("restore", taken.folder, file).code == 0
    assert sorted(len(in_group(e, "base")) for e in ledger.read_entries(taken.folder)) == [2, 3]
    for lost in sorted((taken.folder / "ledger").iterdir()):
        whole = lost.read_bytes()
        lost.write_bytes(b"damaged")
        with pytest.raises(DatasetError, match="is missing or damaged"):
            ledger.read_entries(taken.folder)
        assert taken.run("restore", taken.folder, file).code == 0
        lost.write_bytes(whole)  # where the backup had it, this changes nothing
    assert sorted(len(in_group(e, "base")) for e in ledger.read_entries(taken.folder)) == [2, 3]


def test_a_damaged_ledger_stops_a_withdrawal_before_anything_changes(taken: Monitor) -> None:
    path = in_the_ledger(taken, ["u1"])
    path.write_bytes(path.read_bytes()[:-1])
    before = taken.said()
    told = taken.run("withdraw", taken.folder, "u1")
    assert told.code == 2
    assert "ledger/release-0001.parquet" in told.err
    assert "is missing or damaged" in told.err
    assert taken.said() == before
