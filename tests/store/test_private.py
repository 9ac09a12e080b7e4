"""Answers are their owner's alone: the dataset's folder, its files, backups, marked workbooks, what is half written."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from swit_data import store
from tests.store.monitor import Monitor

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows keeps no such mode")
FIRST = ("u1 kenya yes", "u2 kenya no", "u3 UKR yes")


@pytest.fixture(autouse=True)
def generous() -> Iterator[None]:
    """Let the system give every file to everybody, where the program does not say otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


def open_to_others(*places: Path) -> list[str]:
    """Return what somebody else could open, under some places."""
    paths = [path for place in places for path in (place, *place.rglob("*"))]
    return [str(path) for path in paths if stat.S_IMODE(path.lstat().st_mode) & 0o077]


def test_a_dataset_is_its_owners_alone(monitor: Monitor) -> None:
    monitor.take(*FIRST)
    assert stat.S_IMODE(monitor.folder.stat().st_mode) == 0o700
    assert open_to_others(monitor.folder) == []
    monitor.take("u4 kenya yes")
    monitor.run("undo", monitor.folder)
    monitor.run("withdraw", monitor.folder, "u1")
    assert open_to_others(monitor.folder) == []
    assert monitor.said()


def test_it_is_so_at_every_moment(monitor: Monitor, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[str] = []
    synced = os.fsync

    def looking(handle: int) -> None:
        found.extend(open_to_others(monitor.folder) if monitor.folder.exists() else [])
        synced(handle)

    monkeypatch.setattr(os, "fsync", looking)
    monitor.take(*FIRST)
    monitor.take("u4 kenya yes")
    assert found == []


def test_a_dataset_that_was_open_is_closed_by_the_next_write(monitor: Monitor) -> None:
    monitor.take(*FIRST)
    (monitor.folder / "ledger").mkdir()
    beside = monitor.folder / "notes.sh"
    for path in (monitor.folder, *monitor.folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    beside.write_text("of its owner", "utf-8")
    beside.chmod(0o755)
    monitor.take("u4 kenya yes")
    assert open_to_others(monitor.folder) == [str(beside)]
    assert stat.S_IMODE(beside.stat().st_mode) == 0o755


def test_a_link_to_a_dataset_closes_the_dataset(monitor: Monitor) -> None:
    monitor.take(*FIRST)
    real = monitor.folder.rename(monitor.place / "real")
    real.chmod(0o755)
    monitor.folder.symlink_to(real)
    monitor.take("u4 kenya yes")
    assert open_to_others(real) == []


def test_a_backup_and_what_is_restored_are_their_owners_alone(monitor: Monitor) -> None:
    monitor.take(*FIRST)
    file = monitor.place / "backups" / "monday.zip"
    monitor.run("backup", monitor.folder, file)
    monitor.run("restore", monitor.place / "again", file)
    assert len(monitor.said(monitor.place / "again")) == 3
    assert open_to_others(file.parent, monitor.place / "again") == []


def test_a_marked_workbook_is_its_owners_alone(monitor: Monitor) -> None:
    book = monitor.place / "reviews" / "review.xlsx"
    told = monitor.take("u1 kenya perhaps", options=("--review", str(book)))
    assert told.code == 2
    assert "Every wrong cell is marked in" in told.err
    assert open_to_others(book.parent) == []
    assert [path.name for path in book.parent.iterdir()] == ["review.xlsx"]


def test_what_is_handed_on_is_as_other_files_are(monitor: Monitor) -> None:
    card = monitor.place / "handed" / "card.html"
    assert monitor.run("report", card, "--pilot", "KEN").code == 0
    assert stat.S_IMODE(card.stat().st_mode) == 0o666
    store.replace_file(monitor.place / "own", b"mine")
    assert stat.S_IMODE((monitor.place / "own").stat().st_mode) == 0o600
