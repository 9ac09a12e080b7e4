"""The numbers of a slide, before anything draws them: the documents set them as charts and tables of their own."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from swit_data.figures.standing import Block, View
from swit_data.findings.answers import spoken_lanes
from swit_data.released.answers import Answered
from swit_data.released.labels import Labels
from swit_data.released.rows import records

Said = Callable[[Mapping[str, Any]], str]


def blocks_of(rows: pd.DataFrame, title: Said, name: Said) -> tuple[Block, ...]:
    """Return released rows as a block each title, with a view each name, in the order of the rows."""
    found: dict[str, list[View]] = {}
    for row in records(rows):
        found.setdefault(title(row), []).append(View(name(row), row))
    return tuple(Block(said, tuple(views)) for said, views in found.items())


def by_pilot(rows: pd.DataFrame, title: Said, labels: Labels) -> tuple[Block, ...]:
    """Return released rows as a block each title, with a view each pilot."""
    return blocks_of(rows, title, lambda row: labels.pilot(row["pilot"]))


def item_of(labels: Labels) -> Said:
    """Return what names the item of a row."""
    return lambda row: labels.item(row["item"])


def counted(lanes: Iterable[Answered], labels: Labels) -> tuple[Block, ...]:
    """Return answers in words, a line an institution and pilot."""
    return (Block("", (), tuple(spoken_lanes((lane,), labels) for lane in lanes)),)
