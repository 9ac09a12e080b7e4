"""Whatever the disk does, a dataset is the old one or the new one, and what was said to be kept is kept."""

from __future__ import annotations

import errno
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from swit_data import store
from swit_data.store import disk
from tests.store.monitor import Monitor, failing

if TYPE_CHECKING:
    from pathlib import Path

FIRST = ("u1 kenya yes", "u2 kenya no", "u3 UKR yes")
SECOND = ("u2 kenya yes", "u4 UKR no")  # one changes, one is new
THIRD = ("u5 UKR yes",)


@pytest.fixture(autouse=True)
def in_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_PAUSE", 0)
    monkeypatch.setattr(
        os, "fsync", lambda _: None
    )  # it is counted, and may fail; it need not wait


@pytest.mark.parametrize(
    ("why", "for_good"),
    [
        (0, True),
        pytest.param(errno.EIO, False, marks=pytest.mark.long),
        (errno.ENOSPC, True),
        pytest.param(errno.EACCES, False, marks=pytest.mark.long),
    ],
    ids=["the computer goes off", "a bad sector", "a full disk", "a file in use"],
)
def test_an_import_that_is_cut_off_at_any_step(monitor: Monitor, why: int, for_good: bool) -> None:
    monitor.take(*FIRST)
    old = monitor.said()
    kept = shutil.copytree(monitor.folder, monitor.place / "kept")
    _, calls = failing(0, why, for_good=for_good, job=lambda: monitor.take(*SECOND))
    new = monitor.said()
    assert calls > 30
    assert old != new
    seen = set()
    for step in range(1, calls + 1):
        put(kept, monitor.folder)
        told, _ = failing(step, why, for_good=for_good, job=lambda: monitor.take(*SECOND))
        found = monitor.said()
        assert found in (old, new), step
        if told is not None:
            assert_true_to(told.code, told.err, changed=found == new, step=step)
        seen.add(found == new)
        assert monitor.take(*THIRD).code == 0, step
        assert monitor.said() > found, step
        assert monitor.temporary() == [], step
        leftovers(monitor)
    assert seen == {True, False}


def assert_true_to(code: int, said: str, *, changed: bool, step: int) -> None:
    """Check that the person was told the truth."""
    if code == 0:
        assert changed, step
    elif "may have been saved - check History" in said:
        assert code == 2
    else:
        assert not changed, (step, said)
        assert "Something is wrong in the program" not in said, step


def leftovers(monitor: Monitor) -> None:
    """Check that only what the last two states need lies in the folder."""
    kept = [commit.number for commit in store.history(monitor.folder) if commit.state != "gone"]
    assert len(kept) <= 2
    rounds = len(store.open_dataset(monitor.folder).dataset.rounds)
    assert len(list((monitor.folder / "parquet").iterdir())) <= 2 * 3 * rounds


def put(kept: Path, folder: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(kept, folder)


def test_a_first_import_that_is_cut_off_at_any_step(monitor: Monitor) -> None:
    _, calls = failing(0, 0, for_good=True, job=lambda: monitor.take(*FIRST))
    new = monitor.said()
    for step in range(1, calls + 1):
        shutil.rmtree(monitor.folder, ignore_errors=True)
        failing(step, 0, for_good=True, job=lambda: monitor.take(*FIRST))
        if store.exists(monitor.folder):
            assert len(monitor.said()) == len(new)
        assert monitor.take(*FIRST).code == 0, step
        assert len(monitor.said()) == len(new)
        assert monitor.temporary() == []


def test_the_commit_that_nobody_can_be_sure_of(monitor: Monitor) -> None:
    monitor.take(*FIRST)
    said = []
    _, calls = failing(0, errno.EIO, for_good=False, job=lambda: monitor.take(*SECOND))
    monitor.run("undo", monitor.folder)
    for step in range(1, calls + 1):
        told, _ = failing(step, errno.EIO, for_good=False, job=lambda: monitor.take(*SECOND))
        assert told is not None
        if "may have been saved" in told.err:
            said.append(told)
            assert "python -m swit_data history" in told.err
            assert store.history(monitor.folder)[-1].what == "import"
        if store.history(monitor.folder)[-1].what == "import":
            assert monitor.run("undo", monitor.folder).code == 0
    assert said


def test_a_virus_scanner_holds_a_file_for_a_moment(
    monitor: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace
    refused: list[object] = []

    def held(old: Path, new: Path) -> None:
        if refused.count(new) < 4:
            refused.append(new)
            raise PermissionError(errno.EACCES, "in use")
        replace(old, new)

    monkeypatch.setattr(os, "replace", held)
    assert monitor.take(*FIRST).code == 0
    assert len(monitor.said()) == 3
    assert refused


def test_data_is_on_the_disk_before_its_manifest(
    monitor: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[tuple[str, str]] = []
    note_order(monkeypatch, order)
    monitor.take(*FIRST)
    names = [name for what, name in order if what == "rename"]
    manifest = names.index("manifest-00000001.json")
    assert {name.partition("-")[0] for name in names[:manifest]} >= {"answers", "respondents"}
    assert not [name for name in names[manifest:] if name.endswith(".parquet")]
    for position, (what, name) in enumerate(order):
        if what == "rename" and not name.endswith(".toml"):  # those copies were synced as they were
            assert ("sync", f".{name}.new") in order[:position], name
    at = order.index(("rename", "manifest-00000001.json"))
    last_data = max(n for n, (what, name) in enumerate(order[:at]) if name.endswith(".parquet"))
    assert ("sync", "parquet") in order[last_data:at]
    assert order[at + 1] == ("sync", "manifests")


def note_order(monkeypatch: pytest.MonkeyPatch, order: list[tuple[str, str]]) -> None:
    """Note each rename by its new name, and each sync by the name of the file or folder."""
    names: dict[int, str] = {}
    opened, synced, replaced = os.open, os.fsync, os.replace

    def opening(path: Path, flags: int, mode: int = 0o777) -> int:
        handle = opened(path, flags, mode)
        names[handle] = str(path).rpartition("/")[2]
        return handle

    def syncing(handle: int) -> None:
        order.append(("sync", names[handle]))
        synced(handle)

    def replacing(old: Path, new: Path) -> None:
        order.append(("rename", str(new).rpartition("/")[2]))
        replaced(old, new)

    monkeypatch.setattr(os, "open", opening)
    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(os, "replace", replacing)


def test_the_folder_disappears_during_an_import(
    monitor: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monitor.take(*FIRST)
    synced = os.fsync

    def gone(handle: int) -> None:
        shutil.rmtree(monitor.folder, ignore_errors=True)
        synced(handle)

    monkeypatch.setattr(os, "fsync", gone)
    told = monitor.take(*SECOND)
    assert told.code == 2
    assert "cannot be written" in told.err
    assert not store.exists(monitor.folder)


def test_another_import_holds_the_lock(monitor: Monitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monitor.take(*FIRST)
    monkeypatch.setattr(store.lock, "_SECONDS", 0)
    with store.lock.held(monitor.folder):
        told = monitor.take(*SECOND)
        assert len(monitor.said()) == 3  # readers need no lock
    assert told.code == 2
    assert "another import is running; nothing was changed" in told.err
    assert monitor.take(*SECOND).code == 0
