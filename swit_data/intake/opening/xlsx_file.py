"""An Excel workbook as tables of text, read in a process of its own with a limit on time and memory."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from swit_data.errors import IntakeError, Sentence, say
from swit_data.intake.opening import xlsx_process
from swit_data.intake.opening.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from swit_data.intake.opening.book import Sheet
    from swit_data.intake.opening.limits import Limits

_ROOT = Path(__file__).resolve().parents[3]  # with swit_data, wherever the app was started
# pyarrow loads pandas, where it is installed, at the first list it is given: 0.8 s that nobody needs there.
_PROGRAM = f"""
import sys
class NoPandas:
    def find_spec(self, name, path=None, target=None):
        if name == "pandas":
            raise ImportError(name)
sys.meta_path.insert(0, NoPandas())
from {xlsx_process.__name__} import main
sys.exit(main())
"""
# The system ends the program by the time it keeps a processor busy. Where others are busy too, and on Windows, which
# has no such limit, the clock ends it at three times that.
_PATIENCE = 3
_OUT_OF_TIME = -24  # SIGXCPU
_CSV = say("Save it in Excel as “CSV UTF-8” and import that.")


def read_workbook(
    file: str, content: bytes, unpacked: int, limits: Limits
) -> tuple[list[Sheet], list[Sentence]]:
    """Return the worksheets of a workbook that hold something, and notes about them.

    Raises:
        IntakeError: it is damaged or made to harm, or takes too long or too much memory.
    """
    seconds = math.ceil(limits.seconds(unpacked))
    asked = {
        "file": file,
        "unpacked": limits.unpacked,
        "memory": limits.memory(unpacked),
        "seconds": seconds,
    }
    done = _run(json.dumps(asked).encode() + b"\n" + content, seconds * _PATIENCE)
    if done is None or done.returncode == _OUT_OF_TIME:
        text = "{file}: this workbook could not be read in {n} seconds. {csv}"
        raise IntakeError(say(text, file=file, n=seconds, csv=_CSV))
    if done.returncode == xlsx_process.REFUSED:
        raise IntakeError(*map(_sentence, json.loads(done.stdout)))
    if done.returncode:
        # Memory ran out, or a mistake in a library: it ended that process, not this one.
        text = "{file}: this workbook could not be read: it needs too much memory, or it is damaged. {csv}"
        raise IntakeError(say(text, file=file, csv=_CSV))
    sheets: list[Sheet] = []
    notes: list[Sentence] = []
    for told, table in _streams(done.stdout):
        sheets.append(_grid(file, told, table).sheet())
        notes += map(_sentence, told["notes"])
    return sheets, notes


def _run(given: bytes, seconds: float) -> subprocess.CompletedProcess[bytes] | None:
    """Return what the program answered; nothing where it was stopped after this time."""
    command = [sys.executable, "-c", _PROGRAM]
    environment = {
        **os.environ,
        "PYTHONPATH": str(_ROOT),
        # The limit counts addresses: other pools and threads reserve more of them than they use.
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "OPENBLAS_NUM_THREADS": "1",
    }
    window = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # of Windows: no black window appears
    try:
        return subprocess.run(  # noqa: S603 - our own module; the workbook goes through standard input
            command,
            input=given,
            capture_output=True,
            check=False,
            cwd=_ROOT,
            env=environment,
            timeout=seconds,
            creationflags=window,
        )
    except subprocess.TimeoutExpired:
        return None


def _streams(content: bytes) -> Iterator[tuple[dict[str, Any], pa.Table]]:
    """Give each worksheet's table, with what is told of it."""
    source = pa.BufferReader(content)
    while source.tell() < len(content):
        with pa.ipc.open_stream(source) as stream:
            yield json.loads(stream.schema.metadata[b"told"]), stream.read_all()


def _grid(file: str, told: dict[str, Any], table: pa.Table) -> Grid:
    numbers = table["row"]
    return Grid(
        file=file,
        name=str(told["name"]),
        header=told["header"],
        table=table.drop_columns("row"),
        numbers=numbers.to_pylist,
        first=told["first"],
        refusal=tuple(map(_sentence, told["refusal"])),
    )


def _sentence(packed: list[Any]) -> Sentence:
    text, values = packed
    said = [(name, _sentence(v) if isinstance(v, list) else v) for name, v in values]
    return Sentence(str(text), tuple(said))
