"""A pilot over time: interviews come, are corrected, undone and withdrawn, rounds follow, and releases are asked for.

Everything goes through the doors of the program (swit_data.store, swit_data.release.decision); what was released, and
what stood in the dataset then, is kept for the attacker.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from swit_data import store
from swit_data.dataset import Dataset, Round
from swit_data.errors import DatasetError
from swit_data.framework import Framework
from swit_data.release.decision import decide
from tests.attacks.publishing import PILOT, rows_of
from tests.attacks.samples import Row, Sample
from tests.drawn import Drawn, dataset

MONTH = "2026-11"


@dataclass(frozen=True)
class Published:
    """A release as the attacker has it: its numbers, and who was in it with which answers."""

    scores: Sequence[Row]
    respondents: Sequence[Row]
    answers: Sequence[Row]
    refused: bool  # the program does not let it pass


@dataclass
class Pilot:
    """A dataset folder, and everything that was asked to be released of it."""

    folder: Path
    framework: Framework
    published: list[Published] = field(default_factory=list)
    own: dict[str, str] = field(default_factory=dict)  # of an id that somebody was given again
    moved: int = 0  # imports that put somebody into a second round, and were not refused

    @property
    def approved(self) -> list[Published]:
        """Return the releases that the program let pass."""
        return [one for one in self.published if not one.refused]

    @property
    def ids(self) -> list[str]:
        """Return who stands in the dataset."""
        return [str(row["respondent"]) for row in self._rows("respondents")]

    def person(self, respondent: str) -> Hashable:
        """Return who an interview is of."""
        return self.own.get(respondent, respondent)

    def bring(self, sample: Sample, number: str, ids: Sequence[str]) -> None:
        """Import people with their answers into a round; who is there already is corrected."""
        drawn = Drawn(self._dataset(number), *rows_of(sample, PILOT, number, ids))
        store.add(self.folder, drawn.dataset, drawn.tables())

    def bring_twice(self, sample: Sample, number: str, ids: Sequence[str]) -> None:
        """Import people under the same ids into another round, which the program has to refuse."""
        try:
            self.bring(sample, number, ids)
        except DatasetError:
            return
        self.moved += 1

    def undo(self) -> None:
        """Go back to the state before, if there is one."""
        try:
            store.undo(self.folder)
        except DatasetError:
            return

    def withdraw(self, ids: Iterable[str]) -> None:
        """Take people out for good, all but the last of the dataset."""
        there = sorted(set(self.ids) & set(ids))
        if there:
            store.withdraw(self.folder, there)

    def release(self) -> Published:
        """Ask for a release, and approve it if no rule forbids it."""
        decision = decide(store.open_dataset(self.folder))
        one = Published(
            decision.tables["scores"].to_pylist(),
            self._rows("respondents"),
            self._rows("answers"),
            refused=bool(decision.refusals),
        )
        self.published.append(one)
        if not one.refused:
            decision.approve(self.folder.parent / f"out{len(self.published)}", MONTH)
        return one

    def _rows(self, table: str) -> list[Row]:
        rows: list[Row] = store.open_dataset(self.folder).table(table).to_pylist()
        return rows

    def _dataset(self, number: str) -> Dataset:
        return dataset(self.framework, [Round(PILOT, number, self.framework.hash, branches=3)])


def part_of(sample: Sample, people: Sequence[int]) -> Sample:
    """Return some of the people of a sample, and no informants."""
    blocks = {name: tuple(rows[p] for p in people) for name, rows in sample.blocks.items()}
    about = tuple(sample.about[person] for person in people)
    return replace(sample, about=about, blocks=blocks, others=())
