"""Any table of text comes back cell by cell, whoever wrote it and how."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Literal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.intake.books import cells, opened, simple, zipped

if TYPE_CHECKING:
    from collections.abc import Sequence

Table = list[list[str]]
Quoting = Literal[0, 1, 2]  # of the csv module: minimal, all, all but numbers

# Line ends, separators, quotation marks, blanks, signs of several scripts, combining and invisible ones; no control
# characters: XML cannot hold them. Surrogates are no text.
SIGNS = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff\ufeff"
) | st.sampled_from("\n\t;,|\"'=@ 0aї")
NAMES = st.text(st.sampled_from("abcxyz_/0123456789їґ"), min_size=1, max_size=8)


@st.composite
def tables(draw: st.DrawFn, least: int = 2) -> Table:
    """Draw a header and rows; in each row something stands, as an empty one is no row."""
    header = draw(st.lists(NAMES, min_size=least, max_size=5, unique=True))
    row = st.lists(st.text(SIGNS, max_size=12), min_size=len(header), max_size=len(header))
    filled = row.filter(lambda cells: any(cell.strip() for cell in cells))
    return [header, *draw(st.lists(filled, max_size=6))]


def as_csv(table: Table, separator: str, quoting: Quoting, end: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=end).writerows(table)
    return out.getvalue()


@settings(max_examples=examples(400), deadline=None)
@given(
    table=tables(),
    separator=st.sampled_from(";,\t"),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_table_written_as_csv_comes_back(
    table: Table, separator: str, quoting: Quoting, end: str, encoding: str
) -> None:
    if end == "\r":
        quoting = csv.QUOTE_ALL  # Python's writer leaves other line ends in cells unquoted then
    (sheet,) = opened(as_csv(table, separator, quoting, end).encode(encoding)).sheets
    assert cells(sheet) == table
    assert sheet.separator == separator


@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(first=tables(), second=tables())
def test_any_tables_written_as_a_workbook_come_back(first: Table, second: Table) -> None:
    for table in (first, second):
        (sheet,) = opened(simple(table), "a.xlsx").sheets
        assert cells(sheet) == table


@settings(max_examples=examples(200), deadline=None)
@given(table=tables(), indent=st.none() | st.integers(0, 2), ascii_=st.booleans())
def test_any_table_written_as_json_comes_back(
    table: Table, indent: int | None, *, ascii_: bool
) -> None:
    rows = [dict(zip(table[0], row, strict=True)) for row in table[1:]]
    if not rows:
        return
    text = json.dumps({"results": rows}, indent=indent, ensure_ascii=ascii_)
    (sheet,) = opened(text, "a.json").sheets
    assert cells(sheet) == table


@settings(max_examples=examples(100), deadline=None)
@given(made=st.lists(tables(), min_size=1, max_size=3))
def test_any_tables_in_a_zip_come_back(made: Sequence[Table]) -> None:
    files = {f"{n}.csv": as_csv(t, ",", csv.QUOTE_MINIMAL, "\n") for n, t in enumerate(made)}
    assert [cells(sheet) for sheet in opened(zipped(files), "a.zip").sheets] == list(made)
