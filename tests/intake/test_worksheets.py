"""The program that reads workbooks: started from anywhere, ended by its limits, and what it says."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from swit_data.errors import Sentence
from swit_data.intake.opening import xlsx_process
from swit_data.intake.opening.limits import MEGABYTE, PAGE, TERMINAL, Limits
from tests.intake.books import HEADER, ROWS, of_cells, only, opened, refused, simple

ROOT = Path(__file__).resolve().parents[2]
START = (
    "import sys; sys.path.insert(0, sys.argv[2]); from pathlib import Path; "
    "from swit_data.intake.opening.any_file import open_book; "
    "print(open_book('a.xlsx', Path(sys.argv[1]).read_bytes()).sheets[0].table.num_rows)"
)


@dataclass(frozen=True)
class Impatient(Limits):
    """Limits that no workbook keeps."""

    def seconds(self, unpacked: int) -> float:
        """Return next to nothing."""
        del unpacked
        return 0.01


@dataclass(frozen=True)
class Narrow(Limits):
    """Less memory than Python itself takes."""

    def memory(self, unpacked: int) -> int:
        """Return next to nothing."""
        del unpacked
        return 50 * MEGABYTE


@pytest.mark.parametrize("more", [{}, {"PYTHONSAFEPATH": "1"}, {"PYTHONPATH": "/nowhere"}])
def test_it_is_started_from_any_folder(more: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(simple())
    # A file of the folder one stands in is never taken for one of ours.
    (tmp_path / "swit_data.py").write_text("raise SystemExit(9)", "utf-8")
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", START, "a.xlsx", str(ROOT)],
        cwd=tmp_path,
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "2", done.stderr


@pytest.fixture(scope="module")
def large() -> bytes:
    rows = (f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(2, 900_000))
    return of_cells("".join(rows))


def test_too_much_time_gets_a_sentence(large: bytes) -> None:
    said = refused(large, "a.xlsx", Impatient(PAGE.unpacked, 0))
    assert said == (
        "a.xlsx: this workbook could not be read in 1 seconds. Save it in Excel as “CSV UTF-8” and import that."
    )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit addresses")
def test_too_much_memory_gets_a_sentence(large: bytes) -> None:
    said = refused(large, "a.xlsx", Narrow(PAGE.unpacked, 0))
    assert said == (
        "a.xlsx: this workbook could not be read: it needs too much memory, or it is damaged. Save it in Excel as “CSV "
        "UTF-8” and import that."
    )


def test_limits_grow_with_the_file() -> None:
    assert (TERMINAL.seconds(10), TERMINAL.memory(10)) == (10, 1024 * MEGABYTE)
    assert TERMINAL.seconds(PAGE.unpacked + 50 * MEGABYTE) == 20
    assert TERMINAL.memory(PAGE.unpacked + 50 * MEGABYTE) == 1224 * MEGABYTE
    assert opened(simple(), "a.xlsx", TERMINAL).sheets[0].header == tuple(HEADER)


def answered(content: bytes) -> tuple[int, bytes]:
    out = io.BytesIO()
    code = xlsx_process.convert("a.xlsx", PAGE, content, out)
    return code, out.getvalue()


def test_it_writes_the_table_that_the_door_gives() -> None:
    rows = [HEADER, *(ROWS * 600)]
    code, written = answered(simple(rows))
    with pa.ipc.open_stream(written) as stream:
        told = json.loads(stream.schema.metadata[b"told"])
        table = stream.read_all()
    assert code == 0
    assert (told["name"], told["header"], told["first"]) == ("Data", HEADER, 0)
    assert table["row"].to_pylist() == list(range(2, 1202))
    columns = [table[str(n)].to_pylist() for n in range(3)]
    assert [list(row) for row in zip(*columns, strict=True)] == only(simple(rows), "a.xlsx")[1:]


@pytest.mark.parametrize(
    "content",
    [
        of_cells('<row r="200000"><c r="ZZ200000"><v>1</v></c></row>'),
        of_cells('<row r="2"><c r="A2" t="e"><v>#N/A</v></c></row>'),
        of_cells('<row r="2"><c r="?"><v>1</v></c></row>'),
        simple([]),
    ],
    ids=["far", "error", "nowhere", "empty"],
)
def test_it_says_the_sentences_that_the_door_gives(content: bytes) -> None:
    code, written = answered(content)
    if code == 0:
        with pa.ipc.open_stream(written) as stream:
            said = json.loads(stream.schema.metadata[b"told"])["refusal"]
    else:
        assert code == xlsx_process.REFUSED
        said = json.loads(written)
    assert "\n".join(map(unpacked, said)) == refused(content, "a.xlsx")


def unpacked(said: list[object]) -> str:
    text, values = said
    assert isinstance(values, list)
    held = [(name, unpacked(v) if isinstance(v, list) else v) for name, v in values]
    return str(Sentence(str(text), tuple(held)))
