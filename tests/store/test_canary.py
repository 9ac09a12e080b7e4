"""A thousand known people are looked for in every byte of a disk: none is found with the vault, all without it."""

from __future__ import annotations

import base64
import io
import os
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.intake.field import NARROW
from tests.store.monitor import HEAD
from tests.vaults import PASSPHRASE

ROOT = Path(__file__).parents[2]
PEOPLE = 1000
TEXTS = ("kanarie-in-a-text-01", "kanarie-in-a-comment-02")  # of the owner, and of a reading
# A program of its own, with the home, the temporary files and the log of one person. Whoever is in the dataset it
# writes down on a stick, which is not searched: the ids under which their answers are kept.
PROGRAM = """
import os, sys
from pathlib import Path
from swit_data import store
from swit_data.__main__ import main
from swit_data.dataset import Narrative
from swit_data.store import slots
slots.COST = slots.Cost(64, 1, 1)
folder, place, stick, *plain = map(Path, sys.argv[1:])
def run(*words):
    code = main([str(word) for word in words])
    assert code == 0, (words, code)
form = ("--framework", stick / "small.toml", "--dataset", folder, "--yes", *plain)
run("import", stick / "first.csv", *form)
run("import", stick / "second.csv", *form)
with store.running():
    if store.is_vault(folder):
        store.open_vault(folder, os.environ["SWIT_PASSPHRASE"])
    stored = store.open_dataset(folder)
    known = stored.table("respondents")["respondent"].to_pylist()
    (stick / "known").write_text(" ".join(known))
    text = Narrative("KEN", "1", "about", "en", "TEXT0", "draft")
    store.describe(folder, stored.number, narratives=(text,), asks=())
    store.keep_reading(folder, b'{"a": {"comment": "TEXT1"}}')
run("backup", folder, place / "backup.zip")
run("restore", place / "elsewhere", place / "backup.zip")
run("release", folder, place / "released", "--approve", "--community-read", "2026-11")
run("undo", folder)
with store.running():
    if store.is_vault(folder):
        store.open_vault(folder, os.environ["SWIT_PASSPHRASE"])
    store.keep_reading(folder, b'{"a": {"comment": "TEXT1"}}')
run("withdraw", folder, "u7")
run("history", folder)
"""


def walked(tmp_path: Path, *options: str) -> tuple[set[bytes], set[bytes]]:
    """Return who was kept, and who of them is found on the disk when everything was done."""
    place, stick = tmp_path / "person", tmp_path / "stick"
    for folder in (place / "tmp", place / "home", stick):
        folder.mkdir(parents=True)
    rows = [
        f"2026-03-02,kenya,ngo,yes,{'yes' if n % 3 else 'no'},u{n},2026-03-02T10:00:00\n"
        for n in range(PEOPLE)
    ]
    (stick / "small.toml").write_text(NARROW, "utf-8")
    (stick / "first.csv").write_text(HEAD + "".join(rows[: PEOPLE // 2]), "utf-8")
    (stick / "second.csv").write_text(HEAD + "".join(rows), "utf-8")
    env = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(place / "tmp"))
    env |= dict.fromkeys(("HOME", "SWIT_HOME"), str(place / "home"))
    program = PROGRAM.replace("TEXT0", TEXTS[0]).replace("TEXT1", TEXTS[1])
    folders = [str(each) for each in (place / "home" / "data", place, stick)]
    with (place / "log").open("wb") as log:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", program, *folders, *options],
            cwd=ROOT,
            stdout=log,
            stderr=log,
            env={**os.environ, **env, "SWIT_PASSPHRASE": PASSPHRASE},
            check=False,
        )
    assert done.returncode == 0, (place / "log").read_text("utf-8", "replace")[-2000:]
    known = {*(stick / "known").read_bytes().split(), *(text.encode() for text in TEXTS)}
    return known, found(place, known)


def found(place: Path, known: set[bytes]) -> set[bytes]:
    """Return what is found in the names and bytes under a folder, in any of the ways in which it could stand there."""
    seen: set[bytes] = set()
    pattern = re.compile(rb"[0-9a-f]{16,}|kanarie-[a-z0-9-]+")
    for path in place.rglob("*"):
        for content in (str(path.relative_to(place)).encode(), *_contents(path)):
            for way in _ways(content):
                for word in pattern.findall(way):
                    seen |= {word[at : at + 16] for at in range(max(1, len(word) - 15))} & known
                    seen |= {word} & known
    return seen


def _contents(path: Path) -> Iterator[bytes]:
    if path.is_file():
        yield from _unpacked(path.read_bytes())


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Give a content, and what is packed in it: a zip, a parquet, streams of zlib and gzip at any place."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield from _unpacked(packed.read(name))
    elif content.startswith(b"PAR1"):
        table = pq.read_table(pa.BufferReader(content))
        yield str(table.to_pydict()).encode()
    for start in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08", content):
        try:
            yield zlib.decompressobj(47).decompress(content[start.start() :])
        except zlib.error:
            continue


def _ways(content: bytes) -> Iterator[bytes]:
    """Give a content as it is, as UTF-16 has it, and out of base64."""
    yield content
    yield from (content[start::2] for start in (0, 1))
    for run in re.findall(rb"[A-Za-z0-9+/_-]{20,}", content):
        plain = run.translate(bytes.maketrans(b"-_", b"+/"))
        for start in range(4):
            whole = plain[start : start + (len(plain) - start) // 4 * 4]
            yield base64.b64decode(whole)


def test_the_search_finds_what_is_hidden_in_each_way(tmp_path: Path) -> None:
    word, other = b"0123456789abcdef", TEXTS[0].encode()
    ways = {
        "plain": b"..." + word,
        "utf16": word.decode().encode("utf-16-le"),
        "utf16be": b"\0" + word.decode().encode("utf-16-be"),
        "base64": base64.b64encode(b"xx" + word + b"yyyyyyyyyy"),
        "zlib": b"--" + zlib.compress(b"--" + word),
    }
    for name, content in ways.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_bytes(content)
        assert found(tmp_path / name, {word, other}) == {word}, name
    with zipfile.ZipFile(tmp_path / "zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a", b" ".join([other] * 9))
    assert other in found(tmp_path, {other})


@pytest.mark.parametrize("options", [(), ("--plain",)], ids=["in a vault", "plain"])
def test_a_thousand_people_are_looked_for(tmp_path: Path, options: tuple[str, ...]) -> None:
    known, seen = walked(tmp_path, *options)
    assert len(known) == PEOPLE + len(TEXTS)
    assert len(seen) == (len(known) if options else 0)
