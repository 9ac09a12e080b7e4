"""A restore checks everything before it writes anything: a bad ledger, whoever sealed it, changes nothing."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from swit_data import store
from swit_data.release import ledger
from swit_data.store import disk
from tests.store.monitor import Monitor, failing
from tests.store.test_withdrawal import in_the_ledger, pseudonym

FIRST = ("u1 kenya yes", "u2 kenya no", "u3 UKR yes")
Contents = dict[str, bytes]


@pytest.fixture
def saved(monitor: Monitor) -> Path:
    monitor.take(*FIRST)
    in_the_ledger(monitor, ["u1", "u2"])
    file = monitor.place / "monday.zip"
    assert monitor.run("backup", monitor.folder, file).code == 0
    return file


def files(folder: Path) -> Contents:
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != ".lock"}


def resealed(file: Path, change: Callable[[Contents], None]) -> None:
    """Change what a backup holds, and seal it again: damage that no fingerprint of the whole shows."""
    with zipfile.ZipFile(file) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    change(contents)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
        archive.comment = b"0" * 64
    before = out.getvalue()[:-64]
    file.write_bytes(before + hashlib.sha256(before).hexdigest().encode())


def parquet(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    content: bytes = sink.getvalue().to_pybytes()
    return content


BAD: dict[str, bytes] = {
    "no parquet": b"no parquet",
    "empty": b"",
    "other columns": parquet(pa.table({"x": ["y"]}).replace_schema_metadata({"release": "{}"})),
    "no note of the release": parquet(pa.table({"respondent": ["r"], "answer": [""]})),
}


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("where", ["an empty folder", "the dataset"])
def test_a_backup_with_a_bad_ledger_changes_nothing(
    monitor: Monitor, saved: Path, bad: str, where: str
) -> None:
    resealed(saved, lambda contents: contents.update({"ledger/release-0002.parquet": BAD[bad]}))
    folder = monitor.folder if where == "the dataset" else monitor.place / "new"
    before = files(folder)
    told = monitor.run("restore", folder, saved)
    assert told.code == 2
    assert "nothing was changed" in told.err
    assert files(folder) == before
    assert where == "the dataset" or not folder.exists()


@pytest.mark.parametrize("part", ["parquet/answers", "parquet/asked", "frameworks/"])
def test_a_backup_whose_own_list_names_what_cannot_be_read_changes_nothing(
    monitor: Monitor, saved: Path, part: str
) -> None:
    def change(contents: Contents) -> None:
        name = next(name for name in contents if name.startswith(part))
        del contents[name]
        content = b"nobody can read this"
        digest = hashlib.sha256(content).hexdigest()
        old = Path(name).stem.rpartition("-")[2]
        new = digest[: len(old)]
        contents[name.replace(old, new)] = content
        manifest = manifests_text(contents).replace(old, new)
        contents["manifest.json"] = sealed_again(manifest)

    resealed(saved, change)
    told = monitor.run("restore", monitor.place / "new", saved)
    assert told.code == 2
    assert "nothing was changed" in told.err
    assert not (monitor.place / "new").exists()


def manifests_text(contents: Contents) -> str:
    return contents["manifest.json"].decode()


def sealed_again(text: str) -> bytes:
    content = json.loads(text)["content"]
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    digest = hashlib.sha256(plain.encode()).hexdigest()
    return json.dumps({"content": content, "sha256": digest}).encode()


def test_a_damaged_entry_that_the_backup_lacks_stops_before_anything_changes(
    monitor: Monitor, saved: Path
) -> None:
    path = monitor.folder / "ledger" / "release-0002.parquet"
    path.write_bytes(b"damaged")
    before = files(monitor.folder)
    told = monitor.run("restore", monitor.folder, saved)
    assert told.code == 2
    assert "ledger/release-0002.parquet, which remembers" in told.err
    assert "with a backup that was made after that release" in told.err
    assert files(monitor.folder) == before


def test_a_lost_entry_is_not_written_over_by_another_release(monitor: Monitor, saved: Path) -> None:
    """After release 1 was lost the next number was that of release 2, which was replaced."""
    here = monitor.folder / "ledger"
    in_the_ledger(monitor, ["u1", "u2", "u3"])  # another release 1 than the backup's
    shutil.copy(here / "release-0001.parquet", here / "release-0003.parquet")
    (here / "release-0003.parquet").write_bytes((here / "release-0001.parquet").read_bytes())
    third = (here / "release-0003.parquet").read_bytes()
    assert monitor.run("restore", monitor.folder, saved).code == 0
    assert (here / "release-0003.parquet").read_bytes() == third
    # release-0004-<the first letters of its sha256>.parquet: a number is never written over.
    assert sorted(path.name[:12] for path in here.iterdir()) == [
        f"release-000{number}" for number in (1, 3, 4)
    ]
    assert len(ledger.read_entries(monitor.folder)) == 3


def test_a_restore_onto_a_full_disk_leaves_no_answers(
    monitor: Monitor, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_PAUSE", 0)
    new = monitor.place / "new"
    gone = pseudonym(monitor, "u1")
    _, calls = failing(0, 28, for_good=False, job=lambda: monitor.run("restore", new, saved))
    for step in range(1, calls + 1, 3):
        shutil.rmtree(new, ignore_errors=True)
        told, _ = failing(step, 28, for_good=False, job=lambda: monitor.run("restore", new, saved))
        assert told is not None
        if "nothing was changed" in told.err and not store.exists(new):
            left = list(new.rglob("*.parquet")) if new.exists() else []
            assert [path for path in left if gone in str(pq.read_table(path).to_pylist())] == []
