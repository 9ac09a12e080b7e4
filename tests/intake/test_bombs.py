"""Files made to bring a computer down: refused or read, in less than 1 GB of memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.intake.books import SHEET, of_cells, parts, simple, zipped

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
GIGABYTE = 2**20  # in KB, as Linux counts

# A process of its own, as its memory and that of the process it starts are asked.
PROGRAM = """
import json, resource, sys
from pathlib import Path
from swit_data.errors import IntakeError
from swit_data.intake.opening import limits
from swit_data.intake.opening.any_file import open_book
path = Path(sys.argv[1])
try:
    book = open_book(path.name, path.read_bytes(), getattr(limits, sys.argv[2]))
    said = ", ".join(f"{len(sheet.table)} x {len(sheet.header)}" for sheet in book.sheets)
except IntakeError as error:
    said = str(error)
# Its own peak since it was started: ru_maxrss of a process begins with that of the one that started it.
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
own = int(status["VmHWM"].split()[0])
print(json.dumps([said, own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""


def twelve_million_cells() -> bytes:
    row = "".join(f'<c r="{chr(65 + n)}1"><v>1</v></c>' for n in range(12))
    return of_cells(f'<row r="2">{row}</row>' * 1_000_000)


def million_empty_rows() -> bytes:
    rows = "".join(f'<row r="{n}" s="1" ht="15"/>' for n in range(2, 1_000_001))
    return of_cells('<row r="2"><c r="A2"><v>7</v></c></row>' + rows)


def empty_cells() -> bytes:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" s="1"/><c r="XFD{n}" s="1"/></row>' for n in range(3, 300_000)
    )
    return of_cells('<row r="2"><c r="A2"><v>7</v></c></row>' + rows)


def spaces() -> bytes:
    return of_cells(
        f'<row r="2"><c r="A2" t="inlineStr"><is><t>{" " * 200_000_000}</t></is></c></row>'
    )


def million_strings() -> bytes:
    """Return a workbook whose list of texts is 40 MB, each of them in a cell."""
    head = parts(simple([["a"]]))
    texts = "".join(f"<si><t>{n * 7919 % 1000003:x}</t></si>" for n in range(600_000))
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>{n}</v></c></row>' for n in range(1, 500_000)
    )
    sheet = f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>"
    return zipped({**head, "xl/sharedStrings.xml": f"<sst {main}>{texts}</sst>", SHEET: sheet})


def wide_sparse() -> bytes:
    """Return a table of nearly 10 million places of which 30 thousand are filled."""
    header = "".join(f'<c r="{name}1"><v>1</v></c>' for name in ("A", "GJ"))
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(2, 50_000))
    return zipped(
        {
            **parts(simple([["a"]])),
            SHEET: '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            f'<row r="1">{header}</row>{rows}</sheetData></worksheet>',
        }
    )


def open_marks() -> bytes:
    return b'a,b\n"' + b'x"",' * 5_000_000


def nested_json() -> bytes:
    return b'[{"a":' * 3_000_000  # 18 MB: within what a page takes


def many_names() -> bytes:
    rows = ({f"q{n}_{k}": 1 for k in range(1000)} for n in range(300))
    return json.dumps(list(rows)).encode()


# More of the kinds that the gate tries: seconds each.
LARGER = [
    ("cells.xlsx", twelve_million_cells, "PAGE", "more than 100 times its size"),
    ("cells.xlsx", twelve_million_cells, "TERMINAL", "more than 100 times its size"),
    ("rows.xlsx", million_empty_rows, "PAGE", "1 x 1"),
    ("strings.xlsx", million_strings, "PAGE", "499998 x 1"),
    ("sparse.xlsx", wide_sparse, "PAGE", "49998 x 2"),
]
FAR = of_cells('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


@pytest.mark.skipif(sys.platform != "linux", reason="asks the memory as Linux tells it")
@pytest.mark.parametrize(
    ("name", "make", "limits", "outcome"),
    [
        ("far.xlsx", lambda: FAR, "PAGE", "2 cells hold something, but they are spread"),
        ("empty.xlsx", empty_cells, "PAGE", "1 x 1"),
        ("spaces.xlsx", spaces, "PAGE", "more than 100 times its size"),
        ("marks.csv", open_marks, "PAGE", "a quotation mark that does not close"),
        ("nested.json", nested_json, "PAGE", "nested too deeply"),
        ("names.json", many_names, "PAGE", "more than 20000 different questions"),
        *(pytest.param(*each, marks=pytest.mark.long) for each in LARGER),
    ],
)
def test_no_file_takes_a_gigabyte(
    name: str, make: Callable[[], bytes], limits: str, outcome: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(make())
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM, str(file), limits],
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=120,
    )
    said, own, started = json.loads(done.stdout)
    assert outcome in said
    assert own < GIGABYTE
    assert started < GIGABYTE
