"""Ways in which the release of one pilot can be damaged, while another's beside it is whole."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from swit_data.released.tables import NARRATIVES, SCORES
from tests.drawn import SMALL

Damage = Callable[[Path], None]


def forge(pilot: Path, name: str, content: bytes) -> None:
    """Replace a file and its fingerprint: damage that no fingerprint shows."""
    before = hashlib.sha256((pilot / name).read_bytes()).hexdigest()
    (pilot / name).write_bytes(content)
    text = (pilot / "release.toml").read_text("utf-8")
    after = hashlib.sha256(content).hexdigest()
    (pilot / "release.toml").write_text(text.replace(before, after), "utf-8")


def packed(table: pa.Table, **options: object) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, **options)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _told(content: bytes) -> Damage:
    return lambda pilot: _write(pilot / "release.toml", content)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _added(text: str, times: int = 1) -> Damage:
    return lambda pilot: _write(
        pilot / "release.toml",
        text.encode() * times + b"\n" + (pilot / "release.toml").read_bytes(),
    )


def _truncated(pilot: Path) -> None:
    content = (pilot / "scores.parquet").read_bytes()
    forge(pilot, "scores.parquet", content[: len(content) // 2])


def _columns(pilot: Path) -> None:
    table = pq.read_table(pilot / "pairs.parquet")
    forge(pilot, "pairs.parquet", packed(table.drop_columns(["rho"])))


def _nested(pilot: Path) -> None:
    table = pq.read_table(pilot / "scores.parquet")
    column = pa.array([[[1.0]]] * len(table))
    place = SCORES.get_field_index("score")
    forge(pilot, "scores.parquet", packed(table.set_column(place, "score", column)))


def _narratives(pilot: Path, text: pa.Array | pa.ChunkedArray, rows: int) -> None:
    pilots = pa.array([pilot.name]).take(pa.array([0] * rows, pa.int32()))
    words = {"pilot": pilots, "text": text, "round": pa.array(["1"] * rows)}
    columns = [words.get(name, pa.array([""] * rows)) for name in NARRATIVES.names]
    table = pa.table(columns, names=NARRATIVES.names)
    forge(pilot, "narratives.parquet", packed(table, compression="zstd"))


def _many_rows(pilot: Path) -> None:
    _narratives(pilot, pa.array(["said"] * 2_000_000), 2_000_000)


def _huge_text(pilot: Path) -> None:
    _narratives(pilot, pa.array(["long " * 10_000_000]), 1)


def _repeated_text(pilot: Path) -> None:
    """Write one text of 2,000 letters a hundred thousand times: 200 MB read, under 100 KB on the disk."""
    _narratives(pilot, pa.array(["letters " * 250] * 100_000), 100_000)


def _code(pilot: Path) -> None:
    table = pq.read_table(pilot / "scores.parquet")
    place = SCORES.get_field_index("item")
    column = pa.array(["x" * 100_000] * len(table))
    forge(pilot, "scores.parquet", packed(table.set_column(place, "item", column)))


def _nobody(pilot: Path) -> None:
    """Leave out the pilot's name in a row: no number can be told apart then."""
    table = pq.read_table(pilot / "scores.parquet")
    for name in ("stakeholder_type", "withheld", "scoring"):
        column = pa.array([None, *table[name].to_pylist()[1:]], pa.string())
        table = table.set_column(SCORES.get_field_index(name), name, column)
    forge(pilot, "scores.parquet", packed(table))


def _large_file(pilot: Path) -> None:
    with (pilot / "scores.parquet").open("ab") as file:
        file.truncate(2**31)


def _framework(content: bytes, remarks: int = 0) -> Damage:
    return lambda pilot: forge(pilot, f"frameworks/{SMALL.hash}.toml", content + b"#" * remarks)


def _link(name: str, to: str) -> Damage:
    def damage(pilot: Path) -> None:
        (pilot / name).unlink()
        (pilot / name).symlink_to(to)

    return damage


def _folder(name: str) -> Damage:
    def damage(pilot: Path) -> None:
        (pilot / name).unlink()
        (pilot / name).mkdir()

    return damage


def _pipe(name: str) -> Damage:
    def damage(pilot: Path) -> None:
        (pilot / name).unlink()
        os.mkfifo(pilot / name)

    return damage


def _anothers(pilot: Path) -> None:
    shutil.rmtree(pilot)
    shutil.copytree(pilot.parent / "BBB", pilot)


def _gone(*names: str) -> Damage:
    def damage(pilot: Path) -> None:
        for name in names:
            (pilot / name).unlink()

    return damage


def _without_frameworks(pilot: Path) -> None:
    shutil.rmtree(pilot / "frameworks")


_DEEP = "[" * 100_000 + "]" * 100_000
DAMAGES: dict[str, Damage] = {
    "release.toml is nested deeply": _added(f"deep = {_DEEP}"),
    "release.toml says a pilot nested deeply": _added("pilot = " + "[" * 200 + "]" * 200),
    "release.toml is large": _added("#", 100_000_000),
    "release.toml is no UTF-8": _told("pilot = «AAA»".encode("cp1251")),
    "release.toml is empty": _told(b""),
    "release.toml has an endless number": _added("n = " + "9" * 10_000),
    "release.toml has a long key": _added("a." * 60_000 + "a = 1"),
    "release.toml lists no table": lambda pilot: _write(
        pilot / "release.toml",
        (pilot / "release.toml").read_bytes().split(b"[[files]]")[0] + b"files = 7\n",
    ),
    "release.toml is gone": _gone("release.toml"),
    "release.toml and another are gone": _gone("release.toml", "pilot.parquet"),
    "release.toml is a folder": _folder("release.toml"),
    "release.toml is a link without end": _link("release.toml", "release.toml"),
    "release.toml is a link to nothing": _link("release.toml", "nothing"),
    "a table is gone": _gone("scores.parquet"),
    "a table is a folder": _folder("scores.parquet"),
    "a table is a link without end": _link("scores.parquet", "scores.parquet"),
    "a table is a link to nothing": _link("scores.parquet", "nothing"),
    "a table is half there": _truncated,
    "a table has other columns": _columns,
    "a table has columns within columns": _nested,
    "a table has no names": _nobody,
    "a table is large": _large_file,
    "a code is long": _code,
    "two million texts": _many_rows,
    "a text of 50 MB": _huge_text,
    "a text again and again": _repeated_text,
    "the framework is nested deeply": _framework(f"deep = {_DEEP}".encode()),
    "the framework is another's": _framework(SMALL.content.replace(b"A small", b"Another")),
    "the framework is large": _framework(SMALL.content, 50_000_000),
    "the frameworks are gone": _without_frameworks,
    "another pilot's folder under its name": _anothers,
}
if hasattr(os, "mkfifo"):  # not on Windows
    DAMAGES |= {
        "release.toml is a pipe": _pipe("release.toml"),
        "a table is a pipe": _pipe("pairs.parquet"),
    }
# One of each kind in the gate: text, links, tables, what is large, the framework, another's.
ALWAYS = {
    "release.toml is nested deeply",
    "release.toml is gone",
    "a table is a link without end",
    "a table is half there",
    "a table has other columns",
    "two million texts",
    "the framework is another's",
    "another pilot's folder under its name",
    "a table is a pipe",
}
DAMAGED = [pytest.param(name, marks=[pytest.mark.long] * (name not in ALWAYS)) for name in DAMAGES]
LINKED = [name for name in DAMAGES if "link" in name]
