"""A backup is one file that is whole or refused, and comes back into an empty folder or over the dataset."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import zipfile
from typing import TYPE_CHECKING

import pytest

from swit_data import store
from tests.store.monitor import Monitor

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FIRST = ("u1 kenya yes", "u2 kenya no", "u3 UKR yes")


@pytest.fixture
def saved(monitor: Monitor) -> Path:
    monitor.take(*FIRST)
    (monitor.folder / "ledger").mkdir()
    file = monitor.place / "backups" / "monday.zip"
    assert monitor.run("backup", monitor.folder, file).code == 0
    return file


def test_a_backup_comes_back_into_an_empty_folder(monitor: Monitor, saved: Path) -> None:
    new = monitor.place / "other computer"
    told = monitor.run("restore", new, saved, "--who", "Anna")
    assert told.code == 0
    assert monitor.said(new) == monitor.said()
    assert (new / ".key").read_bytes() == (monitor.folder / ".key").read_bytes()
    assert store.open_dataset(new).dataset == store.open_dataset(monitor.folder).dataset
    (commit,) = store.history(new)
    assert (commit.what, commit.of, commit.who) == ("restore", 1, "Anna")
    assert commit.source == hashlib.sha256(saved.read_bytes()[:-64]).hexdigest()


def test_a_backup_comes_back_over_the_dataset(monitor: Monitor, saved: Path) -> None:
    old = monitor.said()
    monitor.take("u1 kenya no", "u4 UKR no")
    new = monitor.said()
    assert monitor.run("restore", monitor.folder, saved).code == 0
    assert monitor.said() == old
    assert monitor.run("undo", monitor.folder).code == 0
    assert monitor.said() == new


def test_a_restored_dataset_knows_its_people_and_its_imports(monitor: Monitor, saved: Path) -> None:
    monitor.folder.rename(monitor.place / "lost")
    monitor.run("restore", monitor.folder, saved)
    assert "imported already" in monitor.take(*FIRST).out
    monitor.take("u1 kenya no")
    assert len(monitor.said()) == 3


@pytest.mark.parametrize("lost", ["rows", "manifests", "key", "a bit of the key", "everything"])
def test_a_backup_mends_what_is_damaged(monitor: Monitor, saved: Path, lost: str) -> None:
    old = monitor.said()
    folders = {"rows": "parquet", "manifests": "manifests"}
    for path in (monitor.folder / folders.get(lost, "parquet")).iterdir():
        if lost in folders or lost == "everything":
            path.write_bytes(path.read_bytes()[:-1])
    if lost in ("key", "everything"):
        (monitor.folder / ".key").write_bytes(b"short")
    if lost == "a bit of the key":
        key = (monitor.folder / ".key").read_bytes()
        (monitor.folder / ".key").write_bytes(bytes([key[0] ^ 1]) + key[1:])
    told = monitor.run("restore", monitor.folder, saved)
    assert told.code == 0, told.err
    assert monitor.said() == old
    monitor.take("u1 kenya no")
    assert len(monitor.said()) == 3


def test_the_same_state_gives_the_same_backup(monitor: Monitor, saved: Path) -> None:
    monitor.run("backup", monitor.folder, monitor.place / "again.zip")
    assert (monitor.place / "again.zip").read_bytes() == saved.read_bytes()


def test_a_backup_is_its_owners_and_replaces_no_other(monitor: Monitor, saved: Path) -> None:
    if os.name == "posix":
        assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    before = saved.read_bytes()
    monitor.take("u4 UKR no")
    told = monitor.run("backup", monitor.folder, saved)
    assert told.code == 2
    assert "a backup never replaces another" in told.err
    assert saved.read_bytes() == before


def test_a_backup_with_one_flipped_bit_is_refused(monitor: Monitor, saved: Path) -> None:
    content = saved.read_bytes()
    new = monitor.place / "new"
    for place in range(0, len(content), max(1, len(content) // 150)):
        flipped = bytearray(content)
        flipped[place] ^= 1 << place % 8
        refused(monitor, bytes(flipped))
    assert not new.exists()


def refused(monitor: Monitor, content: bytes) -> None:
    """Check that a backup is refused and neither folder is touched by it."""
    file, new = monitor.place / "odd.zip", monitor.place / "new"
    file.write_bytes(content)
    told = monitor.run("restore", new, file)
    assert told.code == 2
    assert "this is no backup of a dataset, or it is damaged; nothing was changed" in told.err
    assert not new.exists()


@pytest.mark.parametrize("tenths", range(10))
def test_a_backup_that_is_cut_is_refused(monitor: Monitor, saved: Path, tenths: int) -> None:
    content = saved.read_bytes()
    refused(monitor, content[: len(content) * tenths // 10])


def test_a_backup_that_is_not_there_is_refused(monitor: Monitor) -> None:
    told = monitor.run("restore", monitor.folder, monitor.place / "nowhere.zip")
    assert told.code == 2
    assert "this is no backup" in told.err


def sealed(saved: Path, change: Callable[[zipfile.ZipFile], None], kind: int = 0) -> bytes:
    """Return a backup with entries added by somebody who knows how it is sealed."""
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(out, "w", kind) as after:
        for name in before.namelist():
            after.writestr(name, before.read(name))
        change(after)
        after.comment = b"0" * 64
    content = out.getvalue()[:-64]
    return content + hashlib.sha256(content).hexdigest().encode()


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "parquet/../../outside",
        "/etc/outside",
        "C:/outside",
        "parquet\\..\\outside",
        "ledger/../../outside.parquet",
        "further.txt",
        f"parquet/answers-{'0' * 64}.parquet",
        "frameworks/0123456789abcdef.toml",
    ],
)
def test_a_name_that_no_backup_has_is_refused(monitor: Monitor, saved: Path, name: str) -> None:
    refused(monitor, sealed(saved, lambda archive: archive.writestr(name, "x")))
    assert not list(monitor.place.rglob("outside*"))


def test_what_is_packed_could_be_a_bomb_and_is_refused(monitor: Monitor, saved: Path) -> None:
    packed = sealed(saved, lambda _: None, zipfile.ZIP_DEFLATED)
    refused(monitor, packed)


def test_a_backup_sealed_around_other_rows_is_refused(monitor: Monitor, saved: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content + b"x" if name.startswith("parquet/answers") else content)
        after.comment = b"0" * 64
    content = out.getvalue()[:-64]
    refused(monitor, content + hashlib.sha256(content).hexdigest().encode())


def test_the_backup_of_another_dataset_is_refused(monitor: Monitor, saved: Path) -> None:
    monitor.folder.rename(monitor.place / "first")
    monitor.take("u1 kenya yes")
    old = monitor.said()
    told = monitor.run("restore", monitor.folder, saved)
    assert told.code == 2
    assert "this is a backup of another dataset" in told.err
    assert monitor.said() == old


def test_a_key_left_by_a_first_import_that_was_cut_off_is_replaced(
    monitor: Monitor, saved: Path
) -> None:
    new = monitor.place / "new"
    new.mkdir()
    (new / ".key").write_bytes(b"k" * 32)
    assert monitor.run("restore", new, saved).code == 0
    assert monitor.said(new) == monitor.said()


def test_a_restore_never_shows_a_pilot_to_more_people(monitor: Monitor, saved: Path) -> None:
    shown(monitor, "own_meeting", "public")
    file = monitor.place / "public.zip"
    monitor.run("backup", monitor.folder, file)
    shown(monitor, "public", "own_meeting")
    assert monitor.run("restore", monitor.folder, file).code == 0
    assert "public" not in (monitor.folder / "dataset.toml").read_text("utf-8")
    assert monitor.run("restore", monitor.folder, saved).code == 0


def shown(monitor: Monitor, before: str, after: str) -> None:
    path = monitor.folder / "dataset.toml"
    path.write_text(path.read_text("utf-8").replace(before, after, 1), "utf-8")
    assert monitor.run("edit", monitor.folder).code == 0
