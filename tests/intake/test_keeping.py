"""Nothing is kept without a yes, and nothing is half kept."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from swit_data import intake, store
from swit_data.errors import DatasetError
from tests.intake.field import HEAD, NARROW, Field, indicator, stakeholder_type
from tests.intake.test_rows import THREE
from tests.vaults import PASSPHRASE, opened

ROOT = Path(__file__).resolve().parents[2]


class Terminal(io.StringIO):
    """A person at a keyboard."""

    def isatty(self) -> bool:
        """Say that somebody sits there."""
        return True


@pytest.mark.parametrize(
    ("typed", "code"), [("y\n", 0), ("YES\n", 0), ("n\n", 3), ("\n", 3), ("", 3)]
)
def test_it_asks_first(
    field: Field, monkeypatch: pytest.MonkeyPatch, typed: str, code: int
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    file = field.place / "export.csv"
    file.write_text(THREE, "utf-8")
    outcome = field.take_file(file)
    assert "Respondents that count: 3" in outcome.out
    assert "Keep these answers? [y/N]" in outcome.out
    assert outcome.code == code
    assert outcome.nothing_kept() == (code != 0)
    assert ("Nothing was kept." in outcome.out) == (code != 0)


def test_without_a_terminal_nothing_is_kept(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    file = field.place / "export.csv"
    file.write_text(THREE, "utf-8")
    for stdin in (io.StringIO("y\n"), None):
        monkeypatch.setattr(sys, "stdin", stdin)
        outcome = field.take_file(file)
        assert outcome.code == 3
        assert "there is no terminal to ask at. Add --yes to keep these answers." in outcome.out
        assert outcome.nothing_kept()


def test_as_a_command_on_a_console_with_few_letters(field: Field) -> None:
    (field.place / "small.toml").write_text(NARROW, "utf-8")
    (field.place / "експорт.csv").write_text(THREE.replace("remarks", "мова"), "utf-8")
    command = [sys.executable, "-m", "swit_data", "import", str(field.place / "експорт.csv")]
    command += ["--framework", str(field.place / "small.toml"), "--dataset", str(field.place / "d")]
    done = subprocess.run(  # noqa: S603 - our own program
        [*command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (3, b"")
    assert b"do not enter (1): ????" in done.stdout
    assert not (field.place / "d").exists()


def test_a_reader_that_goes_away_does_not_stop_the_import(field: Field) -> None:
    (field.place / "small.toml").write_text(NARROW, "utf-8")
    (field.place / "export.csv").write_text(THREE, "utf-8")
    command = [
        sys.executable,
        "-m",
        "swit_data",
        "import",
        str(field.place / "export.csv"),
        "--yes",
    ]
    command += ["--framework", str(field.place / "small.toml"), "--dataset", str(field.place / "d")]
    with subprocess.Popen(  # noqa: S603 - our own program
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "SWIT_PASSPHRASE": PASSPHRASE},  # at full strength, as people have it
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0
    with opened(field.place / "d"):
        assert len(store.open_dataset(field.place / "d").table("respondents")) == 3


def test_the_key_is_its_owners(field: Field) -> None:
    key = field.take(THREE).folder / ".key"
    assert len(key.read_bytes()) == 32
    if os.name == "posix":
        assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_a_lost_key_would_count_people_twice(field: Field) -> None:
    folder = field.take(THREE).folder
    before = store.history(folder)
    (folder / ".key").write_bytes(b"short")
    outcome = field.take(THREE)
    assert outcome.code == 2
    assert "the key of this dataset (.key) is missing or damaged" in outcome.err
    assert store.history(folder) == before


def test_two_first_imports_at_once(tmp_path: Path) -> None:
    one, two = (store.key_of(tmp_path / "d") for _ in range(2))
    store.keep_key(tmp_path / "d", one)
    with pytest.raises(DatasetError, match="another import is running there"):
        store.keep_key(tmp_path / "d", two)
    assert store.key_of(tmp_path / "d") == one


def test_a_key_that_cannot_be_written(tmp_path: Path) -> None:
    key = store.key_of(tmp_path / "disk" / "d")
    (tmp_path / "disk").write_text("no folder", "utf-8")
    with pytest.raises(DatasetError, match="this folder cannot be written"):
        store.keep_key(tmp_path / "disk" / "d", key)


def test_a_key_left_by_an_import_that_was_cut_off(field: Field) -> None:
    (field.place / "dataset").mkdir()
    (field.place / "dataset" / ".key").write_bytes(b"")
    assert field.take(THREE).code == 0


def test_a_folder_that_is_a_file(field: Field) -> None:
    (field.place / "dataset").write_text("mine", "utf-8")
    outcome = field.take(THREE)
    assert outcome.code == 2
    assert (field.place / "dataset").read_text("utf-8") == "mine"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(field: Field) -> None:  # pragma: no cover
    field.place.joinpath("dataset").mkdir(mode=0o500)
    outcome = field.take(THREE)
    assert outcome.code == 2
    assert "cannot be written" in outcome.err


@pytest.mark.parametrize("table", ["answers", "respondents", "asked"])
def test_a_damaged_dataset_is_refused_and_left_as_it_is(field: Field, table: str) -> None:
    folder = field.take(THREE).folder
    file = next((folder / "parquet").glob(f"{table}-*"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    outcome = field.take(THREE.replace("u3", "u9"))
    assert outcome.code == 2
    assert "round 1 is damaged; restore it from a backup" in outcome.err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_bad_file_leaves_the_dataset_as_it_is(field: Field) -> None:
    folder = field.take(THREE).folder
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert field.take(THREE.replace("dont_know", "dk")).code == 2
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_another_framework_for_the_same_round(field: Field) -> None:
    field.take(THREE)
    outcome = field.take(THREE, framework=NARROW + "\n# edited\n")
    assert outcome.code == 2
    assert "Use that framework, or import it as another round." in outcome.err
    others = THREE.replace(",u", ",v")
    assert field.take(others, "--round", "2", framework=NARROW + "\n# edited\n").code == 0
    assert len(store.open_dataset(field.place / "dataset").dataset.frameworks) == 2


def test_a_failure_of_the_program_quotes_no_answer(
    field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ValueError("Maria said yes")

    monkeypatch.setattr(store, "add", fails)
    outcome = field.take(THREE)
    assert outcome.code == 1
    assert "Something is wrong in the program, not in your file: ValueError in" in outcome.err
    assert "ValueError in fieldwork.py, line" in outcome.err
    assert "Maria" not in outcome.err


def test_stopped_by_the_person(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    def stops(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(intake, "examine", stops)
    outcome = field.take(THREE)
    assert (outcome.code, outcome.out) == (3, "\nStopped.\n")


def test_a_framework_of_one_pilot_without_columns_of_its_own(field: Field) -> None:
    framework = (
        HEAD.format(split="")
        + stakeholder_type("ngo", "clinic")
        + indicator("trust", ["ngo"], ["community"])
        + '[form]\nshape = 1\npilot = { constant = "SUR" }\n'
        + 'stakeholder_type = { constant = "ngo" }\n[[form.pilots]]\ncode = "SUR"\n'
    )
    assert field.take(
        "trust,KEY,SubmissionDate\nyes,k1,2026-01-01T00:00:00.000Z\n",
        framework=framework.replace("shape = 1", 'shape = 1\nid = "KEY"'),
    ).out.startswith("export.csv: ODK Central export (CSV), names of questions and codes")
