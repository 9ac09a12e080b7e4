"""Who knows that somebody took part, and looks for results on which all, or all but one, agree.

No group of a split may be told of a question on which it is of one mind; and every such result, for all, by level, by
target and by group, must stand in what the owners are told before they approve a release.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from swit_data.dataset import Round
from swit_data.release.decision import decide
from tests.attacks.partitions import partitions, shown_partition
from tests.attacks.publishing import PILOT, Tables, rows_of
from tests.attacks.samples import Row, Sample, dimension_of
from tests.drawn import Drawn, dataset

Place = tuple[str, str, str, str]  # stakeholder type, target group, split, indicator


@dataclass(frozen=True)
class Alike:
    """A published result on which all, or all but one, agree."""

    place: Place
    same: int
    people: int


def one_mind_told(sample: Sample, tables: Tables) -> list[Alike]:
    """Return the groups of a split that are of one mind on a question, and are told of it all the same."""
    told = {_place(row) for row in _rows(tables) if row["score"] is not None}
    return [
        alike
        for alike in _alike(sample, tables)
        if alike.place[2] != "all" and alike.same == alike.people and alike.place in told
    ]


def unlisted(sample: Sample) -> tuple[int, list[Alike]]:
    """Return how many results the owners are to be told of, and those that no line tells."""
    stored_rows = rows_of(sample, PILOT)
    rounds = [Round(PILOT, "1", sample.framework.hash, branches=3)]
    with tempfile.TemporaryDirectory() as folder:
        stored = Drawn(dataset(sample.framework, rounds), *stored_rows).store(Path(folder) / "data")
        decision = decide(stored)
        lines = [str(line) for line in decision.lines(Path(folder) / "out")]
    due = list(_alike(sample, dict(decision.tables)))
    wanted = Counter(_said(alike) for alike in due)
    told = {said: sum(all(word in line for word in said) for line in lines) for said in wanted}
    missing = [alike for alike in due if told[_said(alike)] < wanted[_said(alike)]]
    return len(due), missing


def _said(alike: Alike) -> tuple[str, ...]:
    """Return the words that a line about a result holds."""
    of_type, _, _, indicator = alike.place
    return f" {of_type}", f"{indicator}?", f"({alike.same} of {alike.people} people)"


def _place(row: Row) -> Place:
    return row["stakeholder_type"], row["target"], row["split"], row["item"]


def _rows(tables: Tables) -> list[Row]:
    return [
        row
        for row in tables["scores"].to_pylist()
        if row["respondent_class"] == "community" and row["scoring"] == "standard"
    ]


def _alike(sample: Sample, tables: Tables) -> Iterator[Alike]:
    """Give the results on which all, or all but one, agree, of those published and of the groups of a split shown."""
    published = [
        row
        for row in _rows(tables)
        if row["withheld"] == ""
        and row["split"] == "all"
        and row["item"] in sample.framework.indicators
    ]
    for row in published:
        yield from _of(sample, _place(row), range(len(sample.about)))
        if row["target"] == "all":
            yield from _of_groups(sample, tables, row)


def _of_groups(sample: Sample, tables: Tables, row: Row) -> Iterator[Alike]:
    own = sample.framework.dimension_of(row["item"])
    for name, rows in sample.blocks.items():
        mine = {**tables, "scores": _about(sample, tables, row)}
        rank = shown_partition(sample.framework, name, mine)
        if dimension_of(sample.framework, name) == own and rank is not None:
            for group, categories in partitions(sample.framework, name)[rank].items():
                people = [n for n, one in enumerate(rows) if one.category in categories]
                place = (row["stakeholder_type"], "all", f"{name}={group}", row["item"])
                yield from _of(sample, place, people)


def _about(sample: Sample, tables: Tables, row: Row) -> pa.Table:
    """Return the scores that a split is read from: in shape 1 each stakeholder type has its own."""
    scores = tables["scores"]
    if sample.shape == 1:
        places = [of == row["stakeholder_type"] for of in scores["stakeholder_type"].to_pylist()]
        scores = scores.filter(places)
    return scores


def _of(sample: Sample, place: Place, people: Iterable[int]) -> Iterator[Alike]:
    said = {person: _scored(sample, place, person) for person in people}
    people_scored = sum(bool(mine) for mine in said.values())
    alike = Counter(next(iter(mine)) for mine in said.values() if len(mine) == 1)
    same = max(alike.values(), default=0)
    if same and same >= people_scored - 1:
        yield Alike(place, same, people_scored)


def _scored(sample: Sample, place: Place, person: int) -> set[str]:
    """Return the scored answers that somebody gave to a question about any of the targets there."""
    of_type, target, _, indicator = place
    if sample.about[person] not in ("", of_type):
        return set()
    codes = [
        t.code
        for t in sample.framework.stakeholder_types[of_type].targets
        if target in ("all", t.code, f"level={t.level}")
    ]
    given = [pair for rows in sample.blocks.values() for pair in rows[person].answers]
    return {
        answer
        for (code, about, of_target), answer in given
        if (code, about) == (indicator, of_type) and of_target in codes and answer != "dont_know"
    }
