"""Rule 11 of docs/privacy.md: the ledger cannot be switched off, by the command's door."""

from __future__ import annotations

import shutil
from random import Random
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from swit_data import store
from swit_data.__main__ import main
from tests.attacks.ledger import faults
from tests.release.test_decision import APPROVED, KEPT, REFUSED, survey

if TYPE_CHECKING:
    from pathlib import Path


def release(folder: Path) -> int:
    words = ["release", str(folder), str(folder.parent / "out"), *APPROVED]
    return main(words)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a dataset with three releases, of 12, 17 and 22 people."""
    for number in (12, 17, 22):
        survey(number).store(tmp_path / "data")
        assert release(tmp_path / "data") == KEPT
    return tmp_path / "data"


def files(folder: Path) -> list[Path]:
    return sorted((folder / "ledger").glob("*"))


def test_every_release_is_listed_with_its_fingerprint(data: Path) -> None:
    listed = [entry.name for entry, _ in store.read_ledger(data)]
    assert listed == [path.name for path in files(data)]
    assert [name[:12] for name in listed] == ["release-0001", "release-0002", "release-0003"]


@pytest.mark.parametrize("lost", [[0], [1], [2], [0, 1, 2]])
def test_a_lost_release_stops_every_release(
    data: Path, capsys: pytest.CaptureFixture[str], lost: list[int]
) -> None:
    there = files(data)
    for place in lost:
        there[place].unlink()
    before = {path: path.read_bytes() for path in files(data)}
    survey(27).store(data)
    assert release(data) == REFUSED
    said = capsys.readouterr().err
    assert f"ledger/{there[lost[0]].name}" in said
    assert "restore" in said
    assert {path: path.read_bytes() for path in files(data)} == before


def test_the_whole_folder_lost_stops_every_release(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(data / "ledger")
    assert release(data) == REFUSED
    assert "ledger/release-0001" in capsys.readouterr().err


def test_a_file_that_reads_well_but_is_another_stops_every_release(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The pilot's code is another: nothing would be compared with it."""
    for path in files(data):
        table = pq.read_table(path)
        place = table.schema.get_field_index("pilot")
        other = pa.array(["BBB"] * len(table))
        pq.write_table(table.set_column(place, "pilot", other), path)
    survey(23).store(data)
    assert release(data) == REFUSED
    assert "is missing or damaged" in capsys.readouterr().err


def test_no_number_is_given_twice_whatever_was_lost(data: Path) -> None:
    files(data)[0].unlink()
    before = {path: path.read_bytes() for path in files(data)}
    store.remember(data, store.open_dataset(data).number, b"a release")
    added = set(files(data)) - set(before)
    assert [path.name[:12] for path in added] == ["release-0004"]
    assert {path: path.read_bytes() for path in before} == before


def test_a_backup_brings_the_ledger_back(data: Path, tmp_path: Path) -> None:
    kept = store.backup(data, tmp_path / "backup")
    files(data)[1].unlink()
    assert release(data) == REFUSED
    store.restore(data, kept)
    survey(23).store(data)
    assert release(data) == REFUSED  # of one interview
    survey(27).store(data)
    assert release(data) == KEPT


@pytest.mark.long
def test_two_hundred_flips_and_losses_are_noticed(tmp_path: Path) -> None:
    chance = Random(20261128)  # noqa: S311 - chance, not secrets
    found = [outcome for outcome in faults(tmp_path, chance, 200) if outcome.result != "noticed"]
    assert found == []
