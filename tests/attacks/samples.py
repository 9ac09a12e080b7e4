"""Datasets drawn by chance, block by block: what each respondent brings to each characteristic's dimensions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random
from typing import Any

from swit_data.framework import Framework
from tests.attacks.frameworks import CATEGORIES, UNSAID, random_framework

Row = dict[str, Any]
Question = tuple[str, str, str]  # indicator, stakeholder type, target
Ask = tuple[str, str, str]  # stakeholder type, target, dimension (empty: both)


@dataclass(frozen=True)
class BlockRow:
    """What one respondent brings to one block."""

    category: str
    asked: tuple[Ask, ...]
    answers: tuple[tuple[Question, str], ...]
    personal: Mapping[Question, str]

    def was_asked(self, question: Question, dimension: str) -> bool:
        """Say whether the row has an asked row for a question."""
        return bool({(*question[1:], dimension), (*question[1:], "")} & {*self.asked})


@dataclass(frozen=True)
class Sample:
    """A pilot and round: for each characteristic the rows of its block, respondent by respondent."""

    framework: Framework
    about: tuple[str, ...]  # of each respondent: the stakeholder type in shape 1, else empty
    blocks: Mapping[str, tuple[BlockRow, ...]]
    others: tuple[tuple[Row, tuple[Row, ...], tuple[Row, ...]], ...]  # informants, asked, answers
    tied: bool = (
        False  # both dimensions are asked about the same institutions, as in the default form
    )

    @property
    def shape(self) -> int:
        """Return 1 or 2."""
        return self.framework.form.shape

    @cached_property
    def alike(self) -> list[tuple[str, frozenset[Ask]]]:
        """Return of each respondent the type in shape 1, and the whole set of what she was asked about.

        Who was asked about whom is known: only people with the same of both cannot be told apart by it.
        """
        return [
            (about, frozenset(ask for rows in self.blocks.values() for ask in rows[person].asked))
            for person, about in enumerate(self.about)
        ]

    @cached_property
    def personal(self) -> dict[Question, str]:
        """Return each personal question that somebody was asked, with the block it stands in."""
        found = {}
        for characteristic, rows in self.blocks.items():
            dimension = dimension_of(self.framework, characteristic)
            for question in questions_of(self.framework, dimension, "personal"):
                if any(row.was_asked(question, dimension) for row in rows):
                    found[question] = characteristic
        return found

    def count(self, cell: Cell) -> int:
        """Return the number of people in a cell, one by one."""
        return sum(
            all(
                rows[person].category == cell.of.get(name, rows[person].category)
                for name, rows in self.blocks.items()
            )
            and (cell.question is None or self._said(person, cell.question) == cell.said)
            for person in range(len(self.about))
        )

    def _said(self, person: int, question: Question) -> str:
        row = self.blocks[self.personal[question]][person]
        return side(row.personal[question]) if question in row.personal else ""


@dataclass(frozen=True)
class Cell:
    """A group of people: by characteristics, and by what they said to a personal question."""

    of: Mapping[str, str]
    question: Question | None = None
    said: str = ""  # yes | other

    @property
    def order(self) -> int:
        """Return the number of things that are known of everybody in it."""
        return len(self.of) + (self.question is not None)


def side(answer: str) -> str:
    """Return as what an answer to a personal question is published."""
    return "yes" if answer == "yes" else "other"


def dimension_of(measured: Framework, characteristic: str) -> str:
    """Return the dimension that a characteristic splits: here each splits one."""
    return next(
        d.code
        for d in measured.dimensions.values()
        if d.split and d.split.characteristic == characteristic
    )


def questions_of(measured: Framework, dimension: str, kind: str) -> list[Question]:
    """Return the questions of a dimension about each target."""
    return [
        (i.code, about, target.code)
        for i in measured.indicators.values()
        if i.kind == kind and measured.dimension_of(i.code) == dimension
        for about in i.stakeholder_types
        for target in measured.targets_of(i, about)
    ]


def random_sample(random: Random) -> Sample:
    """Return 12 to 60 community respondents whose answers go with what they are, and some informants."""
    number = random.choice([random.randint(12, 60), random.randint(30, 60)])
    return sample_of(random, random_framework(random), number)


def sample_of(random: Random, measured: Framework, number: int) -> Sample:
    """Return so many community respondents, and some informants."""
    types = list(measured.stakeholder_types)
    one_type = measured.form.shape == 1
    about = tuple(random.choice(types[:2]) if one_type else "" for _ in range(number))
    leaning = [random.random() for _ in about]  # what a person's answers and characteristics share
    tied = random.random() < 0.5
    both = _asked(random, measured, about, "")
    blocks = {}
    for name in measured.characteristics:
        asked = both if tied else _asked(random, measured, about, dimension_of(measured, name))
        blocks[name] = tuple(_block_rows(random, measured, name, asked, leaning))
    return Sample(measured, about, blocks, tuple(_informants(random, measured)), tied)


def _asked(
    random: Random, measured: Framework, about: Sequence[str], dimension: str
) -> list[tuple[Ask, ...]]:
    """Return what each person is asked about.

    Most pilots ask everybody everything; some share it between people, or ask here about other institutions than there.
    """
    skipped = random.choice([0.0, 0.0, 0.0, 0.1, 0.4])
    every = [
        (code, target.code)
        for code, described in measured.stakeholder_types.items()
        for target in described.targets
    ]
    number = random.choice([0, 0, 2, 3])  # of ways to ask; 0: by lot
    ways = [[place for place in every if random.random() < 0.6] for _ in range(number)]
    found = []
    for own in about:
        chosen = random.choice(ways) if ways else [p for p in every if random.random() >= skipped]
        found.append(tuple((*place, dimension) for place in chosen if own in ("", place[0])))
    return found


def _block_rows(
    random: Random,
    measured: Framework,
    name: str,
    asked: Sequence[tuple[Ask, ...]],
    leaning: Sequence[float],
) -> Iterator[BlockRow]:
    dimension = dimension_of(measured, name)
    categories = [*CATEGORIES[name], UNSAID]
    random.shuffle(categories)
    rarer = random.choice([1.0, 0.8, 0.6, 0.4])
    shares = [rarer**place for place in range(len(categories))]
    silent, unsure = random.choice([0.0, 0.0, 0.05, 0.15]), random.choice([0.0, 0.05, 0.2])
    # On some questions nearly all agree.
    likely = {i: random.choice([random.random(), random.random(), 3]) for i in measured.indicators}
    for person, mine in enumerate(asked):
        category = random.choices(
            categories, [s * (1 + leaning[person] * i) for i, s in enumerate(shares)]
        )[0]
        bent = (leaning[person] + categories.index(category) / len(categories)) / 2
        questions = [q for q in _asked_questions(measured, dimension) if _within(q, mine)]
        said = _said(random, measured, questions, (likely, bent, silent, unsure))
        opinions = tuple((q, a) for q, a in said if measured.indicators[q[0]].kind == "opinion")
        personal = {q: a for q, a in said if measured.indicators[q[0]].kind == "personal"}
        yield BlockRow(category, mine, opinions, personal)


def _asked_questions(measured: Framework, dimension: str) -> list[Question]:
    return [q for kind in ("opinion", "personal") for q in questions_of(measured, dimension, kind)]


def _within(question: Question, asked: Sequence[Ask]) -> bool:
    return question[1:] in [(code, target) for code, target, _ in asked]


def _said(
    random: Random,
    measured: Framework,
    questions: Sequence[Question],
    manner: tuple[Mapping[str, float], float, float, float],
) -> list[tuple[Question, str]]:
    likely, bent, silent, unsure = manner
    found = []
    for question in questions:
        if random.random() < silent:
            continue
        indicator = measured.indicators[question[0]]
        good = random.random() < (likely[indicator.code] + bent) / 2
        middle = indicator.scale == "partly" and random.random() < 0.2
        answer = "partly" if middle else "yes" if good else "no"
        found.append((question, "dont_know" if random.random() < unsure else answer))
    return found


def _informants(
    random: Random, measured: Framework
) -> Iterator[tuple[Row, tuple[Row, ...], tuple[Row, ...]]]:
    for number in range(random.choice([0, 0, 3])):
        code = random.choice(list(measured.stakeholder_types))
        targets = [target.code for target in measured.stakeholder_types[code].targets]
        person = {"class": "institution", "stakeholder_type": code, "consent_on_record": True}
        asked = tuple(
            {"stakeholder_type": code, "target": target, "dimension": ""} for target in targets
        )
        answers = tuple(
            {"indicator": i, "stakeholder_type": code, "target": target, "answer": "yes"}
            for dimension in measured.dimensions
            for i, about, target in questions_of(measured, dimension, "opinion")
            if about == code
        )
        yield {"respondent": f"i{number}", **person}, asked, answers


def with_personal(row: BlockRow, question: Question, answer: str) -> BlockRow:
    """Return the row with another answer to a personal question; an empty one is none."""
    personal = {q: a for q, a in row.personal.items() if q != question}
    return replace(row, personal=personal | ({question: answer} if answer else {}))
