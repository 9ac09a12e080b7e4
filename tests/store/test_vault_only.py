"""Answers that endanger people come to lie plain on no disk, by whatever command; and in a vault all goes on."""

from __future__ import annotations

import json
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from swit_data import fieldwork, intake, store
from swit_data.__main__ import main
from swit_data.dataset import Round
from swit_data.errors import DatasetError
from swit_data.framework import parse
from swit_data.store import backups
from swit_data.store.vault import FILE, SEALED
from tests.drawn import dataset
from tests.intake.field import ENDANGERING, NARROW
from tests.release.interviews import aged
from tests.release.test_sensitive import interviews
from tests.vaults import OTHER, PASSPHRASE, PLAIN, cheap, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

NEVER = "answers to it are kept in a vault alone, never plain on a disk. Nothing was changed."
ANSWERS = "_uuid,country,about,consent,hiv_consent,hiv_status,trust,heard\na,kenya,ngo,yes,yes,positive,yes,no\n"
BEFORE = "_uuid,country,about,consent,trust\nb,UKR,ngo,yes,yes\n"


@dataclass(frozen=True)
class Owner:
    """Somebody with a folder, at a terminal."""

    place: Path
    captured: pytest.CaptureFixture[str]

    def run(self, *words: object) -> tuple[int, str]:
        """Run a command; return how it ended and what was said."""
        self.captured.readouterr()
        code = main([str(word) for word in words])
        said = self.captured.readouterr()
        return code, " ".join((said.out + said.err).split())

    def take(self, folder: Path, *options: str, measured: str = ENDANGERING) -> tuple[int, str]:
        """Import one interview."""
        (self.place / "f.toml").write_text(measured, "utf-8")
        (self.place / "e.csv").write_text(ANSWERS if measured == ENDANGERING else BEFORE, "utf-8")
        files = ("--framework", self.place / "f.toml", "--dataset", folder)
        return self.run("import", self.place / "e.csv", *files, "--yes", *options)


@pytest.fixture
def owner(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Owner:
    cheap(monkeypatch)
    return Owner(tmp_path, capsys)


def told_plainly(folder: Path) -> list[str]:
    """Return the files under a folder in which an answer can be read, or of whom it is."""
    return [path.name for path in folder.rglob("*") if path.is_file() and _tells(path)]


def _tells(path: Path) -> bool:
    try:
        rows = pq.read_table(path).to_pylist() if path.suffix == ".parquet" else []
    except pa.ArrowInvalid:  # sealed
        rows = []
    said = {
        str(value) for row in rows for name, value in row.items() if name in ("hiv", "age", "split")
    }
    return bool(said - {"all", "None"}) or (
        path.suffix != ".toml" and b"positive" in path.read_bytes()
    )


def test_an_import_without_a_vault_is_refused_and_leaves_nothing(owner: Owner) -> None:
    data = owner.place / "data"
    code, said = owner.take(data, PLAIN)
    assert code != 0
    assert f"“hiv” endangers people if it is known of them, so {NEVER}" in said
    assert "make a new one that has a passphrase (without --plain)" in said
    assert "Respondents that count" not in said  # before anything is asked
    assert not data.exists()
    assert owner.take(data)[0] == 0
    assert told_plainly(data) == []


def test_nor_into_a_plain_dataset_until_it_is_locked(owner: Owner) -> None:
    data = owner.place / "data"
    assert owner.take(data, PLAIN, measured=NARROW)[0] == 0
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    for options in ((), (PLAIN,)):
        code, said = owner.take(data, *options)
        assert code != 0
        assert f"Lock this dataset first (python -m swit_data lock {data})" in said
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before
    assert owner.run("lock", data)[0] == 0
    assert owner.take(data)[0] == 0
    assert told_plainly(data) == []


def test_the_store_refuses_it_by_every_function_that_writes(owner: Owner) -> None:
    drawn = interviews(aged(3, 3, 3, 3))
    with pytest.raises(DatasetError, match="never plain on a disk"):
        drawn.store(owner.place / "created")
    with pytest.raises(DatasetError, match="never plain on a disk"):
        store.add(owner.place / "added", drawn.dataset, drawn.tables())
    usual = dataset(rounds=(Round("BBB", "1", ""),))
    store.create(
        owner.place / "grown", usual, {n: t.slice(0, 0) for n, t in drawn.tables().items()}
    )
    with pytest.raises(DatasetError, match="never plain on a disk"):
        store.add(owner.place / "grown", drawn.dataset, drawn.tables())
    assert told_plainly(owner.place) == []


def test_whoever_keeps_it_plain_without_asking_leaves_not_even_a_key(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    reading = intake.Reading(parse(ENDANGERING.encode(), "f.toml"), fieldwork.key_of(folder))
    taken = intake.examine("e.csv", ANSWERS.encode(), reading).intake
    with pytest.raises(DatasetError, match="never plain on a disk"):
        fieldwork.keep(folder, taken, reading)
    assert not folder.exists()


def test_a_dataset_with_it_does_not_leave_its_vault(owner: Owner) -> None:
    data = owner.place / "data"
    assert owner.take(data)[0] == 0
    code, said = owner.run("unlock", data, PLAIN)
    assert code != 0
    assert f"{NEVER} It stays in its vault." in said
    assert store.is_vault(data)
    assert {path.name for path in data.iterdir()} <= {FILE, SEALED, ".lock"}
    assert owner.run("unlock", data)[0] == 0


def test_nor_while_an_older_state_has_it(owner: Owner) -> None:
    """The last state asks nothing of the kind, and undo could go back to one that does."""
    data = owner.place / "data"
    assert owner.take(data, measured=NARROW)[0] == 0
    assert owner.take(data)[0] == 0
    assert owner.run("undo", data)[0] == 0
    code, said = owner.run("unlock", data, PLAIN)
    assert code != 0
    assert NEVER in said
    for number in range(3):  # then no state that is kept has it
        assert owner.run("edit", data, "--print", "dataset.toml")[0] == 0
        _import_one_more(owner, data, number)
    assert owner.run("unlock", data, PLAIN)[0] == 0
    assert told_plainly(data) == []


def _import_one_more(owner: Owner, data: Path, number: int) -> None:
    (owner.place / "f.toml").write_text(NARROW, "utf-8")
    (owner.place / "e.csv").write_text(BEFORE.replace("b,UKR", f"c{number},UKR"), "utf-8")
    files = ("--framework", owner.place / "f.toml", "--dataset", data)
    assert owner.run("import", owner.place / "e.csv", *files, "--yes")[0] == 0


def test_nor_while_a_release_remembers_who_gave_which_answer(owner: Owner) -> None:
    """The ledger outlives the round: it says of each person in which group of the split she stood."""
    data = owner.place / "data"
    usual = interviews(aged(10, 10, 10, 10), chosen=Round("BBB", "1", "", set="full"))
    with store.running():
        store.new_vault(data, PASSPHRASE)
        interviews(aged(10, 10, 10, 10)).store(data)
    assert (
        owner.run("release", data, owner.place / "out", "--approve", "--community-read", "2026-11")[
            0
        ]
        == 0
    )
    with opened(data):
        for number in range(3):  # states without that round push it out; the release stays known
            measured = dataset(rounds=(Round("BBB", str(number), "", set="full"),))
            store.create(data, measured, {n: t.slice(0, 0) for n, t in usual.tables().items()})
        assert not any(f.sensitive for f in store.open_dataset(data).dataset.frameworks.values())
    code, said = owner.run("unlock", data, PLAIN)
    assert code != 0
    assert "“age” endangers people" in said
    assert store.is_vault(data)


def test_a_backup_of_it_is_restored_into_a_vault_alone(owner: Owner) -> None:
    data, backup = owner.place / "data", owner.place / "b.zip"
    assert owner.take(data)[0] == 0
    assert owner.run("backup", data, backup)[0] == 0
    assert b"positive" not in backup.read_bytes()
    plain = owner.place / "plain"
    assert owner.take(plain, PLAIN, measured=NARROW)[0] == 0
    before = {path: path.read_bytes() for path in plain.rglob("*") if path.is_file()}
    code, said = owner.run("restore", plain, backup)
    assert code != 0
    assert "Restore an encrypted backup into a new folder" in said
    assert {path: path.read_bytes() for path in plain.rglob("*") if path.is_file()} == before
    assert owner.run("restore", owner.place / "new", backup)[0] == 0
    assert store.is_vault(owner.place / "new")
    assert told_plainly(owner.place / "new") == []


def unsealed(data: Path, file: Path) -> None:
    """Write the plain backup of a dataset, which no command makes."""
    with opened(data):
        file.write_bytes(backups.backed_up(data))


def test_a_plain_backup_of_it_is_put_nowhere_plain(owner: Owner) -> None:
    data, plain = owner.place / "data", owner.place / "plain.zip"
    assert owner.take(data)[0] == 0
    unsealed(data, plain)
    code, said = owner.run("restore", owner.place / "new", plain)
    assert code != 0
    assert NEVER in said
    assert told_plainly(owner.place / "new") == []
    assert owner.run("restore", data, plain)[0] == 0  # which is a vault


def test_nor_one_whose_ledger_alone_tells_it(owner: Owner) -> None:
    data, plain = owner.place / "data", owner.place / "plain.zip"
    usual = interviews(aged(10, 10, 10, 10))
    with store.running():
        store.new_vault(data, PASSPHRASE)
        usual.store(data)
    assert (
        owner.run("release", data, owner.place / "out", "--approve", "--community-read", "2026-11")[
            0
        ]
        == 0
    )
    with opened(data):
        measured = dataset(rounds=(Round("BBB", "1", "", set="full"),))
        store.create(data, measured, {n: t.slice(0, 0) for n, t in usual.tables().items()})
    unsealed(data, plain)
    with zipfile.ZipFile(plain) as archive:
        (name,) = (name for name in archive.namelist() if name.startswith("ledger/"))
        noted = pq.read_schema(pa.BufferReader(archive.read(name))).metadata
    assert json.loads(noted[b"release"])["sensitive"] == ["age"]
    code, said = owner.run("restore", owner.place / "new", plain)
    assert code != 0
    assert "“age” endangers people" in said
    assert told_plainly(owner.place / "new") == []


def test_undo_brings_it_back_in_a_vault_alone(owner: Owner) -> None:
    """A plain dataset with such a state is made by no command: its vault was taken away by hand."""
    data = owner.place / "data"
    assert owner.take(data, measured=NARROW)[0] == 0
    assert owner.take(data)[0] == 0
    assert owner.run("undo", data)[0] == 0
    assert owner.run("undo", data)[0] == 0  # in the vault
    by_hand = owner.place / "by hand"
    with opened(data), _doors_open():
        store.undo(data)
        store.out_of_vault(data)
    data.rename(by_hand)
    code, said = owner.run("undo", by_hand)
    assert code != 0
    assert NEVER in said
    assert owner.run("lock", by_hand)[0] == 0  # what must always be possible
    assert owner.run("undo", by_hand)[0] == 0


@contextmanager
def _doors_open() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("swit_data.store.moving.refuse_moving_out", lambda *_: None)
        yield


def test_in_a_vault_all_goes_on(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    data = owner.place / "data"
    assert owner.take(data)[0] == 0
    monkeypatch.setenv("SWIT_NEW_PASSPHRASE", OTHER)
    assert owner.run("change-passphrase", data)[0] == 0
    monkeypatch.setenv("SWIT_PASSPHRASE", OTHER)
    assert owner.run("withdraw", data, "a")[0] == 0
    assert owner.run("history", data)[0] == 0
