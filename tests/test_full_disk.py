"""A disk that is full, a dataset whose only pilot is damaged: a sentence says so, and nothing half written is left."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.drawn import Drawn
from tests.release.test_folder import owned, released
from tests.store.monitor import Monitor, Told

ROOT = Path(__file__).parent.parent
# No file may grow over so many bytes: the system refuses the rest, as a full disk does.
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from swit_data.__main__ import main
sys.exit(main(sys.argv[2:]))
"""
# A file and a folder in one stand for them in the gate: what writes them is the same.
OTHER_FORMATS = [
    pytest.param(f"card.{form}", marks=pytest.mark.long)
    for form in ("docx", "pptx", "html", "xlsx")
]
full = pytest.mark.skipif(os.name != "posix", reason="limits of a process, as POSIX has them")


@pytest.fixture
def monitor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Monitor:
    return Monitor(tmp_path, capsys)


@pytest.fixture
def drawn(tmp_path: Path) -> Drawn:
    found = owned("AAA", "BBB")
    found.store(tmp_path / "dataset")
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return released(tmp_path_factory.mktemp("made"), owned("AAA", "BBB"))


def on_full_disk(most: int, *words: object) -> Told:
    """Run a command in a process whose files may not grow."""
    command = [sys.executable, "-c", LIMITED, str(most), *map(str, words)]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(  # noqa: S603 - our own
        command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment
    )
    return Told(done.returncode, done.stdout, done.stderr)


def refused(told: Told) -> None:
    assert told.code == 2, told
    assert "Something is wrong in the program" not in told.err
    assert "File too large" in told.err


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@full
@pytest.mark.parametrize("name", ["card.pdf", "card.zip", *OTHER_FORMATS])
def test_a_document_is_there_whole_or_not_at_all(made: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    told = on_full_disk(1000, "report", out / name, "--pilot", "AAA", "--release", made)
    refused(told)
    assert str(out / name) in told.err
    assert files(out) == []


@full
def test_the_document_before_stays(made: Path, tmp_path: Path) -> None:
    (tmp_path / "card.html").write_text("of last week", "utf-8")
    words = ("report", tmp_path / "card.html", "--pilot", "AAA", "--release", made)
    refused(on_full_disk(1000, *words))
    assert (tmp_path / "card.html").read_text("utf-8") == "of last week"
    assert files(tmp_path) == ["card.html"]


@full
def test_a_document_through_a_link_or_a_pipe_goes_where_it_leads(
    monitor: Monitor, made: Path
) -> None:
    link, there = monitor.place / "link.html", monitor.place / "there.html"
    there.write_text("of last week", "utf-8")
    link.symlink_to(there)
    of = ("--pilot", "AAA", "--release", made)
    assert monitor.run("report", link, *of).code == 0
    assert link.is_symlink()
    assert "<html" in there.read_text("utf-8")
    Path(monitor.place / "null.html").symlink_to("/dev/null")
    assert monitor.run("report", monitor.place / "null.html", *of).code == 0
    assert Path("/dev/null").is_char_device()


@full
@pytest.mark.parametrize("kind", ["xlsform", "paper"])
def test_a_form_is_there_whole_or_not_at_all(tmp_path: Path, kind: str) -> None:
    told = on_full_disk(1000, "form", tmp_path / "out", "--kind", kind, "--language", "en")
    refused(told)
    assert files(tmp_path) == []


@full
def test_a_marked_workbook_is_there_whole_or_not_at_all(monitor: Monitor) -> None:
    monitor.take("u1 kenya perhaps")  # writes the files
    where = ("--framework", monitor.place / "small.toml", "--dataset", monitor.folder)
    export = monitor.place / "export.csv"
    refused(
        on_full_disk(
            1000, "import", export, *where, "--plain", "--review", monitor.place / "r.xlsx"
        )
    )
    assert not [name for name in files(monitor.place) if "r.xlsx" in name]


@full
@pytest.mark.parametrize(
    "most", [0, 2000, *(pytest.param(most, marks=pytest.mark.long) for most in (100, 4000))]
)
def test_a_release_onto_a_full_disk_names_it(drawn: Drawn, tmp_path: Path, most: int) -> None:
    assert drawn.dataset.rounds
    before = files(tmp_path / "dataset")
    words = ("release", tmp_path / "dataset", tmp_path / "out", "--approve")
    told = on_full_disk(most, *words, "--community-read", "2026-11")
    refused(told)
    assert str(tmp_path) in told.err
    assert not [name for name in files(tmp_path / "out") if not name.startswith(".")]
    left = [name for name in files(tmp_path / "dataset") if name not in before]
    # The key that signs is made before the first release, and signs the next try.
    ours = [name for name in left if not name.startswith("ledger/release")]
    assert ours in ([], [".signing-key"])


def test_a_dataset_whose_only_pilot_is_damaged_names_it(monitor: Monitor) -> None:
    stored = owned("AAA").store(monitor.folder)
    rows = stored.files["answers"][0]
    rows.write_bytes(rows.read_bytes()[:-1])
    for words in ((), ("--approve", "--community-read", "2026-11")):
        told = monitor.run("release", monitor.folder, monitor.place / "out", *words)
        assert told.code == 2
        assert told.err == "AAA round 1 is damaged; restore it from a backup.\n"
    assert not (monitor.place / "out").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a device that is full")
def test_an_answer_that_cannot_be_written_says_that_the_work_may_be_done(monitor: Monitor) -> None:
    monitor.take("u1 kenya yes")
    with Path("/dev/full").open("w", encoding="utf-8") as nowhere:
        command = [sys.executable, "-m", "swit_data", "history", str(monitor.folder)]
        done = subprocess.run(  # noqa: S603 - our own
            command,
            stdout=nowhere,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            cwd=ROOT,
            # With it nothing is left to be written when Python ends.
            env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
        )
    assert done.returncode == 2
    assert "What this command says could not be written (No space left" in done.stderr
    assert "Something is wrong in the program" not in done.stderr
