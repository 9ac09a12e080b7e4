"""Damage is named by pilot and round, the others stay usable, and nothing is written on top of it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from swit_data import store
from swit_data.errors import DatasetError
from swit_data.store import rows
from tests.store.monitor import Monitor

if TYPE_CHECKING:
    from pathlib import Path

FIRST = ("u1 kenya yes", "u2 kenya no", "u3 UKR yes")


@pytest.fixture
def taken(monitor: Monitor) -> Monitor:
    monitor.take(*FIRST)
    return monitor


def file_of(monitor: Monitor, table: str, pilot: str) -> Path:
    stored = store.open_dataset(monitor.folder)
    pilots = [row.pilot for row in stored.dataset.rounds]
    return stored.files[table][pilots.index(pilot)]


def damage(path: Path, how: str) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes({"flipped": bytes(content), "cut": bytes(content[:-9]), "empty": b""}[how])


@pytest.mark.parametrize("how", ["flipped", "cut", "empty", "missing"])
@pytest.mark.parametrize("table", store.TABLES)
def test_a_damaged_pilot_is_named_and_the_other_is_shown(
    taken: Monitor, table: str, how: str
) -> None:
    damage(file_of(taken, table, "KEN"), how)
    stored = store.open_dataset(taken.folder)
    assert list(map(str, stored.damaged)) == ["KEN round 1 is damaged; restore it from a backup."]
    assert [row.pilot for row in stored.dataset.rounds] == ["UKR"]
    for name in store.TABLES[:2]:
        assert stored.table(name)["pilot"].to_pylist() == ["UKR"]
    assert len(stored.table("asked")) == 1
    (commit,) = store.history(taken.folder)
    assert (commit.state, commit.damaged) == ("damaged", (("KEN", "1"),))
    assert (
        "KEN round 1: 2 respondents, 2 answers, damaged" in taken.run("history", taken.folder).out
    )


def test_with_every_pilot_damaged_there_are_no_rows(taken: Monitor) -> None:
    for pilot in ("KEN", "UKR"):
        damage(taken.folder / "parquet" / file_of(taken, "answers", pilot).name, "missing")
        break
    for path in (taken.folder / "parquet").iterdir():
        path.unlink()
    stored = store.open_dataset(taken.folder)
    assert [len(stored.table(name)) for name in store.TABLES] == [0, 0, 0]
    assert len(stored.damaged) == 2


@pytest.mark.parametrize("command", ["import", "withdraw", "backup"])
def test_nothing_is_written_on_top_of_damage(taken: Monitor, command: str) -> None:
    damage(file_of(taken, "answers", "KEN"), "flipped")
    before = {path: path.read_bytes() for path in taken.folder.rglob("*") if path.is_file()}
    doors = {"import": lambda: taken.take("u4 UKR yes")}
    told = doors.get(command, lambda: taken.run(command, taken.folder, taken.place / "u3"))()
    assert told.code == 2
    assert "KEN round 1 is damaged; restore it from a backup." in told.err
    assert {p: p.read_bytes() for p in taken.folder.rglob("*") if p.is_file()} == before


def test_undo_leads_away_from_damage(taken: Monitor) -> None:
    old = taken.said()
    taken.take("u2 kenya yes")
    damage(file_of(taken, "answers", "KEN"), "flipped")
    assert taken.run("undo", taken.folder).code == 0
    assert taken.said() == old
    assert taken.take("u4 UKR yes").code == 0


def test_a_damaged_framework_damages_the_rounds_that_rest_on_it(taken: Monitor) -> None:
    damage(next((taken.folder / "frameworks").iterdir()), "flipped")
    stored = store.open_dataset(taken.folder)
    assert len(stored.damaged) == 2
    assert stored.dataset.rounds == ()


@pytest.mark.parametrize("how", ["flipped", "cut", "empty", "missing"])
def test_a_damaged_manifest_is_never_passed_over(taken: Monitor, how: str) -> None:
    old = taken.said()
    taken.take("u4 UKR yes")
    damage(taken.folder / "manifests" / "manifest-00000002.json", how)
    with pytest.raises(DatasetError, match=r"manifest-00000002\.json.* is damaged or missing"):
        store.open_dataset(taken.folder)
    assert taken.take("u5 UKR yes").code == 2
    assert [commit.what for commit in store.history(taken.folder)] == ["import", "unknown"]
    assert taken.run("undo", taken.folder).code == 0
    assert taken.said() == old
    assert store.history(taken.folder)[-1].number == 3


def test_an_older_manifest_may_be_damaged(taken: Monitor) -> None:
    taken.take("u4 UKR yes")
    damage(taken.folder / "manifests" / "manifest-00000001.json", "flipped")
    assert taken.take("u5 UKR yes").code == 0
    assert [c.state for c in store.history(taken.folder)] == ["damaged", "kept", "current"]


def test_a_flipped_bit_in_a_manifest_changes_nothing_that_is_read(taken: Monitor) -> None:
    path = taken.folder / "manifests" / "manifest-00000001.json"
    content, said = path.read_bytes(), taken.said()
    for place in range(0, len(content), 11):
        flipped = bytearray(content)
        flipped[place] ^= 1 << place % 8
        path.write_bytes(flipped)
        try:
            assert taken.said() == said
        except DatasetError as error:
            assert "manifest-00000001.json" in str(error)  # noqa: PT017 - refused, or the same


def test_a_key_with_a_flipped_bit_would_count_people_twice(taken: Monitor) -> None:
    path = taken.folder / ".key"
    content = bytearray(path.read_bytes())
    content[7] ^= 4
    path.write_bytes(content)
    for told in (taken.take("u1 kenya no"), taken.run("withdraw", taken.folder, "u1")):
        assert told.code == 2
        assert "the key of this dataset (.key) is missing or damaged" in told.err
    assert len(taken.said()) == 3


def test_files_that_are_not_the_stores_stay(taken: Monitor) -> None:
    foreign = [
        taken.folder / "parquet" / "notes.parquet",
        taken.folder / "parquet" / "answers-abc.parquet",
        taken.folder / "manifests" / "manifest-2 (copy).json",
        taken.folder / "frameworks" / "mine.toml",
        taken.folder / "minutes.txt",
    ]
    for path in foreign:
        path.write_text("mine", "utf-8")
    said = taken.said()
    for number in (4, 5, 6):
        assert taken.take(f"u{number} UKR yes").code == 0
    assert [path.read_text("utf-8") for path in foreign] == ["mine"] * 5
    assert taken.said() > said


def test_a_reader_that_meets_two_writes_begins_again(
    taken: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading the manifest and its files, two imports end and sweep them away."""
    whole, once = rows.whole, [True]

    def interrupted(folder: Path, row: store.manifest.RoundFiles) -> bool:
        if once:
            once.clear()
            taken.take("u1 kenya no", "u3 UKR no")
            taken.take("u1 kenya yes", "u3 UKR yes", "u4 UKR no")
        return whole(folder, row)

    monkeypatch.setattr(store.stored, "whole", interrupted)
    stored = store.open_dataset(taken.folder)
    assert (stored.number, stored.damaged, len(stored.table("answers"))) == (3, (), 4)


def test_a_dataset_that_was_written_twice_since_is_opened_again(taken: Monitor) -> None:
    stored = store.open_dataset(taken.folder)
    taken.take("u1 kenya no")
    assert len(stored.table("answers")) == 3  # the state before is kept
    taken.take("u1 kenya yes", "u4 kenya yes")
    with pytest.raises(DatasetError, match=r"was changed meanwhile\. Open it again"):
        stored.table("answers")


def test_a_read_only_dataset_can_be_read(taken: Monitor) -> None:
    copied = shutil.copytree(taken.folder, taken.place / "copied")
    (copied / ".lock").unlink(missing_ok=True)
    before = sorted(copied.rglob("*"))
    assert taken.said(copied) == taken.said()
    assert taken.run("history", copied).code == 0
    assert sorted(copied.rglob("*")) == before  # reading writes nothing
