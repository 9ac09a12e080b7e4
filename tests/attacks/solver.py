"""The attacker who sees the framework and the published tables, nothing else, and has a solver.

Whole numbers of people in each cell of the cross-table of both characteristics, bound by everything that is published:
can k people be in a cell that truly holds 1 to k - 1?
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np

from swit_data.framework import Framework, Indicator
from tests.attacks.partitions import partitions, shown_partition
from tests.attacks.program import Program
from tests.attacks.publishing import Tables
from tests.attacks.samples import Cell, Question, Row, dimension_of, questions_of


class Attacker:
    """Everything that the published tables say of how many people stand in each cell of the cross-table."""

    def __init__(self, measured: Framework, tables: Tables, *, tied: bool) -> None:
        """Read everything that is published; `tied`: both dimensions were asked about the same institutions."""
        self.framework, self.tables, self.tied = measured, tables, tied
        self.names = list(measured.characteristics)
        self.crossed = list(
            product(*(measured.characteristics[name].categories for name in self.names))
        )
        self.program = Program()
        self.people = self._new()
        self.asked: dict[tuple[str, str, str], range] = {}
        self.scored: dict[tuple[str, str], range] = {}
        self.said: dict[tuple[Question, str], range] = {}
        self._read_people()
        self.published = self._read_scores()
        self._read_answers()
        self._read_refusals()

    def proves_small(self, cell: Cell) -> bool:
        """Say whether the cell holds fewer than k people in every dataset that fits what is published."""
        numbers = self.said[cell.question, cell.said] if cell.question else self.people
        places = [p for p, c in zip(numbers, self.crossed, strict=True) if self._inside(c, cell.of)]
        highest = self.program.solve(places, whole=False)
        if highest is None:
            raise ValueError("what is published contradicts itself: the attacker misreads it")
        k = self.framework.k
        return highest < k - 1e-6 or self.program.solve(places, whole=True, at_least=k) is None

    def _inside(self, categories: Sequence[str], of: Mapping[str, str]) -> bool:
        return all(of.get(name, c) == c for name, c in zip(self.names, categories, strict=True))

    def _new(self, within: range | None = None) -> range:
        """Return numbers for the cells of the cross-table: people, or some of other numbers' people."""
        found = self.program.numbers(len(self.crossed))
        for place, whole in zip(found, within or (), strict=False):
            self.program.limit([(whole, 1), (place, -1)], 0, np.inf)
        return found

    def _of_split(self, numbers: range, split: str) -> list[int]:
        """Return the numbers of a split's group: `all`, `characteristic=group`, or several with &."""
        wanted: dict[str, frozenset[str]] = {}
        for one in split.split("&") if split != "all" else ():
            name, _, group = one.partition("=")
            wanted[name] = next(p[group] for p in partitions(self.framework, name) if group in p)
        return [
            place
            for place, categories in zip(numbers, self.crossed, strict=True)
            if all(
                c in wanted.get(name, (c,)) for name, c in zip(self.names, categories, strict=True)
            )
        ]

    def _read_people(self) -> None:
        for row in self.tables["pilot"].to_pylist():
            if row["community"] is not None:
                self.program.total(self.people, row["community"])
        for row in self.tables["people"].to_pylist() if "people" in self.tables else ():
            if row["count"] is not None:
                self.program.total(self._of_split(self.people, row["split"]), row["count"])

    # Scores: how many were asked, how many have a scored answer

    def _read_scores(self) -> list[tuple[str, str]]:
        """Read the numbers of people and questions; return the indicators published at `all`, with their type."""
        published = []
        rows = [
            row
            for row in self._rows("scores")
            if row["scoring"] == "standard" and not row["item"].endswith("_equal")
        ]
        self.untold = self._untold(rows)
        for row in rows:
            self._read_asked(row)
            if row["target"] == "all" and row["withheld"] == "":
                self._read_respondents(row)
                if row["item"] in self.framework.indicators and row["split"] == "all":
                    published.append((row["item"], row["stakeholder_type"]))
        return published

    def _untold(self, rows: Sequence[Row]) -> set[tuple[str, str]]:
        """Return the questions that are told of no group of their split: they count in none of its rows."""
        return {
            (row["item"], row["stakeholder_type"])
            for row in rows
            if row["item"] in self.framework.indicators and row["withheld"] == "split_refused"
        }

    def _read_respondents(self, row: Row) -> None:
        """Read how many people have a scored answer; a row that counts other questions has people of its own."""
        there = [i.code for i in self._indicators(row["item"])]
        other = row["split"] != "all" and any(
            (code, row["stakeholder_type"]) in self.untold for code in there
        )
        key = (f"{row['item']} by group" if other else row["item"], row["stakeholder_type"])
        if key not in self.scored:
            self.scored[key] = self._new(self.people)
        self.program.total(self._of_split(self.scored[key], row["split"]), row["respondents"])

    def _rows(self, table: str) -> list[Row]:
        return [
            row for row in self.tables[table].to_pylist() if row["respondent_class"] == "community"
        ]

    def _read_asked(self, row: Row) -> None:
        """Coverage is answered / expected: it tells how many pairs of a person and a target were asked."""
        if row["withheld"] != "not_asked" and not row["coverage"]:
            return
        expected = 0 if row["withheld"] == "not_asked" else round(row["answered"] / row["coverage"])
        pairs: list[int] = []
        for indicator in self._indicators(row["item"]):
            if row["split"] != "all" and (indicator.code, row["stakeholder_type"]) in self.untold:
                continue
            for target in self.framework.targets_of(indicator, row["stakeholder_type"]):
                if row["target"] in ("all", target.code, f"level={target.level}"):
                    numbers = self._asked((indicator.code, row["stakeholder_type"], target.code))
                    pairs += self._of_split(numbers, row["split"])
        self.program.limit([(place, n) for place, n in Counter(pairs).items()], expected, expected)

    def _indicators(self, item: str) -> list[Indicator]:
        """Return the opinion indicators of an item that the community is asked in this round."""
        chosen = self.tables["pilot"]["set"][0].as_py()
        found = []
        for indicator in self.framework.in_set(chosen):
            dimension = self.framework.dimension_of(indicator.code)
            by_community = "community" in indicator.answered_by and indicator.kind == "opinion"
            if by_community and item in (indicator.code, indicator.part, dimension):
                found.append(indicator)
        return found

    def _asked(self, question: Question) -> range:
        """Return the people asked a dimension's questions about a target; where both are tied, those of both."""
        dimension = "" if self.tied else self.framework.dimension_of(question[0])
        key = (dimension, *question[1:])
        if key not in self.asked:
            self.asked[key] = self._new(self.people)
        return self.asked[key]

    # Answers: the bridges between what somebody is and what somebody says

    def _read_answers(self) -> None:
        by_question: dict[Question, list[Row]] = defaultdict(list)
        for row in self._rows("answer_counts"):
            by_question[row["item"], row["stakeholder_type"], row["target"]].append(row)
        for question, rows in by_question.items():
            personal = self.framework.indicators[question[0]].kind == "personal"
            # Without a split an opinion's counts say nothing of who somebody is.
            if (personal and question[2] != "all") or any(row["split"] != "all" for row in rows):
                self._read_question(question, rows)

    def _read_question(self, question: Question, rows: Sequence[Row]) -> None:
        answers = sorted({row["answer"] for row in rows})
        asked = self._asked(question) if question[2] != "all" else self._new(self.people)
        for answer in answers:
            self.said[question, answer] = self._new()
        for place, whole in enumerate(asked):
            terms = [(self.said[question, answer][place], -1.0) for answer in answers]
            self.program.limit([(whole, 1.0), *terms], 0, np.inf)
        for row in rows:
            if row["count"] is not None:
                places = self._of_split(self.said[question, row["answer"]], row["split"])
                self.program.total(places, row["count"])
        if any(row["withheld"] == "personal" for row in rows):
            self._some_are_short([[*self.said[question, answer]] for answer in answers])
        self._read_scored(question, answers)

    def _read_scored(self, question: Question, answers: Sequence[str]) -> None:
        """Who has a scored answer gave one of those that have a score."""
        numbers = self.scored.get(question[:2]) if question[2] == "all" else None
        scale = self.framework.scales[self.framework.indicators[question[0]].scale]
        scoring = [a.code for a in scale.answers if a.score is not None and a.code in answers]
        for place, whole in enumerate(numbers or ()):
            terms = [(self.said[question, answer][place], -1.0) for answer in scoring]
            self.program.limit([(whole, 1.0), *terms], 0, 0)

    # What was withheld: something was short, but not what

    def _read_refusals(self) -> None:
        """Read that a split which is refused, or coarser than it might be, had a group that was short.

        Short of people, of scored answers to a published question, or of people asked a personal one. Beside the split
        of a dimension that was decided on before, the reason may also be that there is no room: that says less.
        """
        for dimension in self.framework.dimensions.values():
            if dimension.split:
                name = dimension.split.characteristic
                shown = shown_partition(self.framework, name, self.tables)
                self._read_refused(name, shown)
                if shown is not None:
                    return

    def _read_refused(self, name: str, shown: int | None) -> None:
        dimension = dimension_of(self.framework, name)
        scored = [
            self.scored[key]
            for key in self.published
            if self.framework.dimension_of(key[0]) == dimension
        ]
        if not scored:
            return
        personal = [
            self._asked(question)
            for code in self.framework.dimensions
            for question in questions_of(self.framework, code, "personal")
        ]
        numbers = scored + personal
        for groups in partitions(self.framework, name)[:shown]:
            splits = [f"{name}={group}" for group in groups]
            sums = [(n, self._of_split(n, split)) for n, split in product(numbers, splits)]
            decided = self._some_are_short([places for _, places in sums])
            for choice, (all_places, _) in zip(decided, sums, strict=True):
                # What nobody was asked refuses nothing.
                self.program.limit([*((p, 1) for p in all_places), (choice, -1)], 0, np.inf)

    def _some_are_short(self, choices: Sequence[Sequence[int]]) -> range:
        """Say that at least one of some sums is under k; return which: numbers of 0 or 1."""
        decided = self.program.numbers(len(choices), most=1)
        self.program.limit([(place, 1) for place in decided], 1, np.inf)
        most = float(self.tables["pilot"]["community"][0].as_py() or 0)
        for choice, places in zip(decided, choices, strict=True):
            terms = [*((place, 1.0) for place in places), (choice, most)]
            self.program.limit(terms, -np.inf, self.framework.k - 1 + most)
        return decided
