"""docs/framework.md: its example is a whole framework, holds every key that is read, and no other."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from swit_data.framework import examine
from swit_data.framework.tables import Table

PAGE = (Path(__file__).parents[2] / "docs" / "framework.md").read_text("utf-8")
(EXAMPLE,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
# Tables of [form] that name a column all have the same keys; their keys are documented together.
COLUMNS = re.compile(r"form\.(?!pilots)\w+")


def documented(data: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Give the table and key of everything in the example."""
    for entry in data if isinstance(data, list) else [data]:
        for key, value in entry.items() if isinstance(entry, Mapping) else ():
            yield COLUMNS.sub("form.*", path), key
            yield from documented(value, f"{path}.{key}" if path else key)


def test_the_example_is_whole_and_without_mistake() -> None:
    found = examine(EXAMPLE.encode(), "example.toml")
    assert [str(sentence) for sentence in (*found.mistakes, *found.decisions)] == []


def test_every_key_that_is_read_is_in_the_example(monkeypatch: pytest.MonkeyPatch) -> None:
    read: set[tuple[str, str]] = set()
    only = Table.only

    def noting(table: Table, *keys: str) -> None:
        read.update((COLUMNS.sub("form.*", table.path), key) for key in keys)
        only(table, *keys)

    monkeypatch.setattr(Table, "only", noting)
    examine(EXAMPLE.encode(), "example.toml")
    known = set(documented(tomllib.loads(EXAMPLE)))
    in_words = {("form.*", key) for key in ("label", "names") if f"`{key}`" in PAGE}
    assert read - known - in_words == set()


def test_a_key_of_the_example_that_nobody_reads_would_be_named() -> None:
    found = examine(EXAMPLE.replace("k0 = 10 ", "k00 = 10 ").encode(), "example.toml")
    assert [str(sentence).partition(";")[0] for sentence in found.mistakes] == [
        f"line {EXAMPLE[: EXAMPLE.index('k0 = 10 ')].count(chr(10)) + 1}: [thresholds]: “k00” is 10"
    ]


def test_every_command_of_the_page_is_one() -> None:
    from swit_data.__main__ import _parser  # noqa: PLC0415 - only here

    for line in re.findall(r"\$ python -m swit_data (.*)", PAGE):
        _parser().parse_args(line.split())
