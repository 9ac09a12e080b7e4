"""Damage of one pilot's release never stops the others: it is named, and the others stand, by every command."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from swit_data.__main__ import main
from swit_data.release import join
from swit_data.released import open_release
from swit_data.released.tables import NARRATIVES
from tests.release.neighbours import DAMAGED, DAMAGES, forge
from tests.release.test_folder import contents, owned, released

Told = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return released(tmp_path_factory.mktemp("made"), owned("AAA", "BBB"))


@pytest.fixture(params=DAMAGED)
def out(request: pytest.FixtureRequest, made: Path, tmp_path: Path) -> Path:
    """Return two releases side by side, AAA damaged."""
    out = shutil.copytree(made, tmp_path / "out")
    DAMAGES[request.param](out / "AAA")
    return out


def test_the_damaged_pilot_is_named_and_the_other_stands_by_every_door(
    out: Path, capsys: Told, tmp_path: Path
) -> None:
    release, problems = open_release(out)
    assert release.pilots == ("BBB",)
    assert ["AAA" in str(problem) for problem in problems] == [True]

    assert main(["verify", str(out)]) == 2
    said = capsys.readouterr()
    assert said.out.startswith("BBB: whole and safe.")
    assert said.out.count("\n") == 1
    assert "AAA" in said.err
    assert "Something is wrong" not in said.err

    assert (
        main(["report", str(tmp_path / "card.html"), "--pilot", "BBB", "--release", str(out)]) == 0
    )
    assert "AAA" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "card.html"), "--release", str(out)]) == 0
    assert "follow from that release" in capsys.readouterr().out

    assert main(["join", str(out), "-o", str(tmp_path / "joined")]) == 2
    said = capsys.readouterr()
    who = "Not signed: the release itself does not prove who made it."
    assert said.out == f"Joined: {tmp_path / 'joined' / 'BBB'}. {who}\n"
    assert "AAA" in said.err
    assert [path.name for path in (tmp_path / "joined").iterdir()] == ["BBB"]
    assert main(["join", str(out), "--only", "BBB", "-o", str(tmp_path / "meeting")]) == 0


def test_a_good_copy_joined_over_it_mends_it(out: Path, made: Path) -> None:
    joined = join([made], out)
    assert (len(joined.folders), joined.problems) == (2, ())
    assert contents(out) == contents(made)
    assert sorted(path.name for path in out.iterdir()) == ["AAA", "BBB"]


@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux tells it")
def test_twenty_million_texts_are_refused_before_they_are_read(made: Path, tmp_path: Path) -> None:
    """Such a release was called whole and safe, with 1.3 GB of memory."""
    out = shutil.copytree(made, tmp_path / "out")
    rows = 20_000_000
    nothing = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int8()), pa.array([""]))
    pilot = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int8()), pa.array(["AAA"]))
    batch = pa.table([pilot, *[nothing] * (len(NARRATIVES) - 1)], names=NARRATIVES.names)
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, batch.schema, compression="zstd") as file:
        for _ in range(rows // len(batch)):
            file.write_table(batch)
    forge(out / "AAA", "narratives.parquet", sink.getvalue().to_pybytes())
    program = (
        "import re, sys; from pathlib import Path; from swit_data.__main__ import main;"
        "code = main(['verify', sys.argv[1]]);"
        "print(code, re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])"
    )
    command = [sys.executable, "-c", program, str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    code, kilobytes = done.stdout.splitlines()[-1].split()
    assert code == "2"
    assert (
        "narratives.parquet of this release holds more than any release does (20000000 rows"
        in done.stderr
    )
    assert "BBB: whole and safe" in done.stdout
    assert int(kilobytes) < 500_000, kilobytes
