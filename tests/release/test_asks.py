"""Asks in a release: approved ones alone, checked from outside; a release from before there were any is read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from swit_data.errors import ReleaseError
from swit_data.release import verify
from swit_data.released import read_release
from swit_data.released.release import open_release
from tests.release.test_folder import CANARY, contents, owned, released, reword, rewritten


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return released(tmp_path, owned("AAA", "BBB"))


def older(pilot: Path, engine: str) -> None:
    """Make of a release one of another engine, without asks, and without the columns that came with engine 3."""
    digest = hashlib.sha256((pilot / "asks.parquet").read_bytes()).hexdigest()
    (pilot / "asks.parquet").unlink()
    reword(pilot, f'[[files]]\nfile = "asks.parquet"\nsha256 = "{digest}"\n', "")
    reword(pilot, 'engine = "3"', f'engine = "{engine}"')
    for path in sorted(pilot.glob("*.parquet")) if engine < "3" else ():
        before = hashlib.sha256(path.read_bytes()).hexdigest()
        table = pq.read_table(path)
        kept = [name for name in table.column_names if name != "may_be_clear"]
        pq.write_table(table.select(kept), path)
        reword(pilot, before, hashlib.sha256(path.read_bytes()).hexdigest())


def test_approved_asks_alone_are_released(out: Path) -> None:
    (row,) = read_release(out / "AAA").tables["asks"].to_pylist()
    assert (row["code"], row["ask"], row["indicators"]) == ("a", "Ours ask", "C1a,P1a")
    assert "approval" not in row
    assert all(CANARY.encode() not in content for content in contents(out).values())
    assert ["9 rules hold." in line for line in verify(out)] == [True, True]


def test_a_release_from_before_there_were_asks_is_read(out: Path) -> None:
    older(out / "AAA", "1")
    assert read_release(out / "AAA").tables["asks"].num_rows == 0
    release, problems = open_release(out)
    assert (release.pilots, problems) == (("AAA", "BBB"), ())
    assert len(release.frame("asks")) == 1
    old = release.frame("pairs").query("pilot == 'AAA'")
    assert len(old)
    assert not old["clear"].any()
    assert not release.frame("scores").query("pilot == 'AAA'")["may_be_clear"].any()
    assert len(verify(out)) == 2


def test_a_release_of_now_without_its_asks_is_refused(out: Path) -> None:
    older(out / "AAA", "3")
    with pytest.raises(ReleaseError, match=r"AAA: the file asks\.parquet of this release"):
        read_release(out / "AAA")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("status", "done"),
        ("stakeholder_type", "ministry"),
        ("indicators", "C1a,nothing"),
        ("promised_by", ""),
        ("due", "2026-01"),
        ("round", "7"),
    ],
)
def test_an_ask_that_breaks_a_rule_is_found_from_outside(
    out: Path, column: str, value: str
) -> None:
    changed_to(out, column, value)
    with pytest.raises(ReleaseError, match=r"breaks a rule \(asks and promises\)"):
        verify(out)


def test_an_ask_without_words_is_read_by_nobody(out: Path) -> None:
    changed_to(out, "ask", None)
    for door in (verify, lambda folder: read_release(folder / "AAA")):
        with pytest.raises(ReleaseError, match=r"AAA: the file asks\.parquet of this release"):
            door(out)


def changed_to(out: Path, column: str, value: str | None) -> None:
    def changed(table: pa.Table) -> pa.Table:
        place = table.schema.get_field_index(column)
        return table.set_column(place, column, pa.array([value], pa.string()))

    rewritten(out, "asks", changed)
    assert pq.read_table(out / "AAA" / "asks.parquet")[column].to_pylist() == [value]
