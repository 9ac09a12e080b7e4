"""An attack on the release: `python tests/attack.py --datasets 300 --shuffles 3 --attacked 40 --seed N`.

What the release promises (../shared/notes/safety.md B): nobody who sees everything published can show that a
group of community respondents - a combination of characteristics, or of characteristics with an answer to a
personal question - is smaller than k. Tried here on random datasets, in three ways that share no code with
`swit_data/release`; that is called as a black box:

- **Shuffle**: the rows of each block (a characteristic with the answers of the dimensions it splits) are moved
  between respondents; then the answers to each personal question between those asked. Nothing may change.
- **Attacker**: whole numbers of people in each cell of the cross-table of both characteristics, bound by
  everything that the published tables say. HiGHS tries to put k people into each cell that truly holds 1 to
  k - 1; if it cannot, the cell is proved small. The same code has to break a naive release of the same data.
- **Witness**: for each of these cells a whole other dataset with the same release in which it holds k people,
  counted one by one. So a wrong solver cannot pass.

The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from scipy import optimize, sparse

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:  # run as a command
    sys.path.insert(0, str(ROOT))

from swit_data.dataset import Round  # noqa: E402
from swit_data.framework import Framework, Indicator  # noqa: E402
from swit_data.release.engine import compute  # noqa: E402
from swit_data.release.tables import TABLES  # noqa: E402
from tests.drawn import Drawn, dataset, framework  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

Row = dict[str, Any]
Question = tuple[str, str, str]  # indicator, stakeholder type, target
Tables = dict[str, pa.Table]
UNSAID = "prefer_not_to_say"
MOST_CELLS = 25  # attacked of a dataset
SECONDS = 20  # for one integer problem
TOGETHER = 24  # pilots published in one call: much faster than one by one


# Frameworks

_HEAD = """
[framework]
code = "attacked"
version = "1"
title = "Attacked"

[thresholds]
k = 5
k0 = 10
{types}
{characteristics}
{dimensions}
{parts}
[[scales]]
code = "yes_no"
answers = [
  {{ code = "yes", label = "Yes", means = "answer", score = 100 }},
  {{ code = "no", label = "No", means = "answer", score = 0 }},
  {{ code = "dont_know", label = "Don't know", means = "dont_know" }},
  {{ code = "unsaid", label = "Not said", means = "prefer_not_to_say" }},
]
[[scales]]
code = "partly"
answers = [
  {{ code = "yes", label = "Yes", means = "answer", score = 100 }},
  {{ code = "partly", label = "Partly", means = "answer", score = 50, lower = 25, higher = 75 }},
  {{ code = "no", label = "No", means = "answer", score = 0 }},
  {{ code = "dont_know", label = "Don't know", means = "dont_know" }},
]
{indicators}
[form]
shape = {shape}
pilot = {{ column = "pilot" }}
stakeholder_type = {{ column = "stakeholder_type" }}
target = {{ column = "target" }}
question = "{{stakeholder_type}}_{{target}}_{{indicator}}"
pilots = [{{ code = "AAA" }}]
"""
_TARGETS = {
    "government": ("health", "police", "justice"),
    "ngo": ("clinic", "shelter"),
    "un": ("who",),
}
_DIMENSIONS = {"rollout": "R", "participation": "P"}
_CATEGORIES = {"site": ("urban", "rural"), "gender": ("woman", "man", "transgender")}
# Each fallback is coarser than those before it: that a finer one was refused then says of no group that it is the
# short one.
_FALLBACKS: dict[str, tuple[tuple[tuple[str, ...], ...], ...]] = {
    "site": ((), (("rural", UNSAID),)),
    "gender": (
        (),
        (("man", "transgender"),),
        (("transgender", UNSAID),),
        (("transgender", UNSAID), ("man", "transgender", UNSAID)),
    ),
}


def random_framework(random: Random) -> Framework:
    """Return a framework of two dimensions, split by two characteristics, with 4 to 12 questions."""
    types = random.sample(list(_TARGETS), random.choice([1, 2, 2, 3]))
    splits = random.sample(list(_CATEGORIES), 2)
    parts = [f"{letter}{number}" for letter in "RP" for number in range(1, random.choice([2, 3]))]
    text = _HEAD.format(
        types="\n".join(map(_type, types)),
        characteristics="\n".join(map(_characteristic, _CATEGORIES)),
        dimensions="\n".join(
            _dimension(code, by, random.choice(_FALLBACKS[by]))
            for code, by in zip(_DIMENSIONS, splits, strict=True)
        ),
        parts="\n".join(_part(part, random.choice([1, 1, 2])) for part in parts),
        indicators="\n".join(_indicators(random, types, parts)),
        shape=random.choice([1, 2, 2, 2, 2]),
    )
    return framework(text)


def _type(code: str) -> str:
    targets = ", ".join(
        f'{{ code = "{t}", label = "{t}", level = "national" }}' for t in _TARGETS[code]
    )
    return f'[[stakeholder_types]]\ncode = "{code}"\nlabel = "{code}"\ntargets = [{targets}]'


def _characteristic(code: str) -> str:
    categories = ", ".join(f'{{ code = "{c}", label = "{c}" }}' for c in _CATEGORIES[code])
    return f'[[characteristics]]\ncode = "{code}"\nlabel = "{code}"\ncategories = [{categories}]'


def _dimension(code: str, by: str, fallbacks: Sequence[tuple[str, ...]]) -> str:
    lines = [f'[[dimensions]]\ncode = "{code}"\nlabel = "{code}"']
    lines.append(f'[dimensions.split]\ncharacteristic = "{by}"')
    for merged in fallbacks:
        group = f'{{ code = "{"_or_".join(merged)}", label = "x", categories = {list(merged)} }}'
        lines.append(f"[[dimensions.split.fallbacks]]\ngroups = [{group}]")
    return "\n".join(lines)


def _part(code: str, weight: int) -> str:
    dimension = next(name for name, letter in _DIMENSIONS.items() if code[0] == letter)
    return f'[[parts]]\ncode = "{code}"\nlabel = "x"\ndimension = "{dimension}"\nweight = {weight}'


def _indicators(random: Random, types: list[str], parts: list[str]) -> Iterator[str]:
    # A question in each part, then others, then one or two personal ones.
    wanted = parts + random.choices(parts, k=random.randint(4, 10) - len(parts))
    for number, part in enumerate(wanted):
        about = random.sample(types, random.randint(1, len(types)))
        only = random.choice([None, None, random.choice(_TARGETS[about[0]])])
        scale = random.choice(["yes_no", "partly"])
        about = about[:1] if only else about
        yield _indicator(f"{part}q{number}", about, only, scale=scale, kind="opinion")
    for number in range(random.choice([1, 2])):
        about = random.sample(types, 1)
        only = random.choice([None, random.choice(_TARGETS[about[0]])])
        part = random.choice(parts)
        code = f"{part}personal{number}"
        yield _indicator(code, about, only, scale="yes_no", kind="personal")


def _indicator(code: str, types: list[str], only: str | None, *, scale: str, kind: str) -> str:
    by = ["community"] if kind == "personal" else ["community", "institution"]
    return "\n".join(
        [
            f'[[indicators]]\ncode = "{code}"\ntext = "{code}?"\nplain = "{code}"\npart = "{code[:2]}"',
            f'scale = "{scale}"\nkind = "{kind}"\nset = "core"\ndirection = "positive"\nweight = 1',
            f"stakeholder_types = {types}\ntargets = {[only] if only else []}\nanswered_by = {by}",
        ]
    )


# Samples: a dataset by block


@dataclass(frozen=True)
class BlockRow:
    """What one respondent brings to one block."""

    category: str
    asked: tuple[tuple[str, str, str], ...]  # stakeholder type, target, dimension
    answers: tuple[tuple[Question, str], ...]
    personal: Mapping[Question, str]

    def was_asked(self, question: Question, dimension: str) -> bool:
        """Say whether the row has an asked row for a question."""
        return (question[1], question[2], dimension) in self.asked


@dataclass(frozen=True)
class Sample:
    """A pilot and round: for each characteristic the rows of its block, respondent by respondent."""

    framework: Framework
    about: tuple[str, ...]  # of each respondent: the stakeholder type in shape 1, else empty
    blocks: Mapping[str, tuple[BlockRow, ...]]
    others: tuple[tuple[Row, tuple[Row, ...], tuple[Row, ...]], ...]  # informants, asked, answers

    @property
    def shape(self) -> int:
        """Return 1 or 2."""
        return self.framework.form.shape

    @cached_property
    def personal(self) -> dict[Question, str]:
        """Return each personal question that somebody was asked, with the block it stands in."""
        found = {}
        for characteristic, rows in self.blocks.items():
            dimension = dimension_of(self.framework, characteristic)
            for question in _questions(self.framework, dimension, "personal"):
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


def _questions(measured: Framework, dimension: str, kind: str) -> list[Question]:
    return [
        (i.code, about, target.code)
        for i in measured.indicators.values()
        if i.kind == kind and measured.dimension_of(i.code) == dimension
        for about in i.stakeholder_types
        for target in measured.targets_of(i, about)
    ]


def random_sample(random: Random) -> Sample:
    """Return 12 to 60 community respondents whose answers go with what they are, and some informants."""
    measured = random_framework(random)
    types = list(measured.stakeholder_types)
    number = random.choice([random.randint(12, 60), random.randint(30, 60)])
    one_type = measured.form.shape == 1
    about = tuple(random.choice(types[:2]) if one_type else "" for _ in range(number))
    leaning = [random.random() for _ in about]  # what a person's answers and characteristics share
    blocks = {
        name: tuple(_block_rows(random, measured, name, about, leaning))
        for name in measured.characteristics
    }
    return Sample(measured, about, blocks, tuple(_informants(random, measured)))


def _block_rows(
    random: Random, measured: Framework, name: str, about: Sequence[str], leaning: Sequence[float]
) -> Iterator[BlockRow]:
    dimension = dimension_of(measured, name)
    categories = [*_CATEGORIES[name], UNSAID]
    random.shuffle(categories)
    rarer = random.choice([1.0, 0.8, 0.6, 0.4])
    shares = [rarer**place for place in range(len(categories))]
    # Most pilots ask everybody everything; some share a long questionnaire between people.
    skipped = random.choice([0.0, 0.0, 0.0, 0.1, 0.4])
    silent, unsure = random.choice([0.0, 0.0, 0.05, 0.15]), random.choice([0.0, 0.05, 0.2])
    likely = {i: random.random() for i in measured.indicators}
    for person, own in enumerate(about):
        category = random.choices(
            categories, [s * (1 + leaning[person] * i) for i, s in enumerate(shares)]
        )[0]
        asked = tuple(
            (code, target.code, dimension)
            for code, described in measured.stakeholder_types.items()
            for target in described.targets
            if own in ("", code) and random.random() >= skipped
        )
        bent = (leaning[person] + categories.index(category) / len(categories)) / 2
        said = _said(random, measured, asked, (likely, bent, silent, unsure))
        opinions = tuple((q, a) for q, a in said if measured.indicators[q[0]].kind == "opinion")
        personal = {q: a for q, a in said if measured.indicators[q[0]].kind == "personal"}
        yield BlockRow(category, asked, opinions, personal)


def _said(
    random: Random,
    measured: Framework,
    asked: Sequence[tuple[str, str, str]],
    manner: tuple[Mapping[str, float], float, float, float],
) -> list[tuple[Question, str]]:
    likely, bent, silent, unsure = manner
    found = []
    for code, target, dimension in asked:
        for kind in ("opinion", "personal"):
            for question in _questions(measured, dimension, kind):
                if question[1:] != (code, target) or random.random() < silent:
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
            for i, about, target in _questions(measured, dimension, "opinion")
            if about == code
        )
        yield {"respondent": f"i{number}", **person}, asked, answers


def rows_of(sample: Sample, pilot: str) -> tuple[list[Row], list[Row], list[Row]]:
    """Return respondents, answers and asked rows of a sample as one pilot."""
    respondents: list[Row] = []
    answers: list[Row] = []
    asked: list[Row] = []
    for person, about in enumerate(sample.about):
        mine = {name: rows[person] for name, rows in sample.blocks.items()}
        key: Row = {"respondent": f"{pilot}-{person}"}
        place = {"pilot": pilot, "round": "1"}
        respondents.append(
            {
                **key,
                **place,
                "class": "community",
                "stakeholder_type": about,
                "target": "",
                "branch": "",
            }
            | {name: row.category for name, row in mine.items()}
        )
        for row in mine.values():
            names = ("stakeholder_type", "target", "dimension")
            asked += [{**key, **dict(zip(names, ask, strict=True))} for ask in row.asked]
            for (indicator, code, target), answer in (*row.answers, *row.personal.items()):
                said = {
                    "stakeholder_type": code,
                    "target": target,
                    "indicator": indicator,
                    "answer": answer,
                }
                answers.append({**key, **place, **said})
    for person_row, their_asked, their_answers in sample.others:
        key = {"respondent": f"{pilot}-{person_row['respondent']}"}
        place = {"pilot": pilot, "round": "1"}
        respondents.append({"target": "", "branch": "", **person_row, **place, **key})
        asked += [{**row, **key} for row in their_asked]
        answers += [{**row, **place, **key} for row in their_answers]
    return respondents, answers, asked


def publish(samples: Sequence[Sample]) -> list[Tables]:
    """Return the release of each sample; each is a pilot of its own in a dataset of many."""
    found: list[Tables] = []
    for shape in (1, 2):
        of_shape = [sample for sample in samples if sample.shape == shape]
        for start in range(0, len(of_shape), TOGETHER):
            found += _publish(of_shape[start : start + TOGETHER])
    in_order = {
        id(s): t for s, t in zip(sorted(samples, key=lambda s: s.shape), found, strict=True)
    }
    return [in_order[id(sample)] for sample in samples]


def _publish(samples: Sequence[Sample]) -> list[Tables]:
    pilots = [f"P{number:02}" for number in range(len(samples))]
    rounds = [
        Round(p, "1", s.framework.hash, branches=3) for p, s in zip(pilots, samples, strict=True)
    ]
    whole = dataset(list({s.framework.hash: s.framework for s in samples}.values()), rounds)
    rows = [rows_of(sample, pilot) for pilot, sample in zip(pilots, samples, strict=True)]
    parts = ([row for one in rows for row in one[place]] for place in range(3))
    tables = compute(whole, Drawn(whole, *parts).tables())
    return [{name: _of_pilot(table, pilot) for name, table in tables.items()} for pilot in pilots]


def _of_pilot(table: pa.Table, pilot: str) -> pa.Table:
    mine = table.filter(pc.equal(table["pilot"], pilot))
    mine = mine.drop_columns(["pilot"])
    texts = [
        f.name for f in mine.schema if f.type == pa.string() and f.name not in ("basis", "withheld")
    ]
    return mine.sort_by([(name, "ascending") for name in texts])


def release_bytes(tables: Tables) -> dict[str, bytes]:
    """Return each table of a release as the bytes of a parquet file."""
    found = {}
    for name, table in tables.items():
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink)
        found[name] = sink.getvalue().to_pybytes()
    return found


# Shuffle


def shuffled(sample: Sample, random: Random) -> Sample:
    """Return the sample with each block's rows, and the answers to each personal question, moved about."""
    blocks = {}
    for name, rows in sample.blocks.items():
        found = _permuted(random, rows, sample.about)
        for question, block in sample.personal.items():
            if block == name:
                found = _personal_permuted(
                    random, found, question, dimension_of(sample.framework, name)
                )
        blocks[name] = tuple(found)
    return replace(sample, blocks=blocks)


def _permuted(random: Random, rows: Sequence[BlockRow], about: Sequence[str]) -> list[BlockRow]:
    """In shape 1 everything happens inside a stakeholder type: rows move inside it only."""
    found = list(rows)
    for code in sorted(set(about)):
        places = [place for place, own in enumerate(about) if own == code]
        for place, source in zip(places, random.sample(places, len(places)), strict=True):
            found[place] = rows[source]
    return found


def _personal_permuted(
    random: Random, rows: Sequence[BlockRow], question: Question, dimension: str
) -> list[BlockRow]:
    places = [place for place, row in enumerate(rows) if row.was_asked(question, dimension)]
    said = [rows[place].personal.get(question, "") for place in places]
    random.shuffle(said)
    found = list(rows)
    for place, answer in zip(places, said, strict=True):
        found[place] = with_personal(rows[place], question, answer)
    return found


def with_personal(row: BlockRow, question: Question, answer: str) -> BlockRow:
    """Return the row with another answer to a personal question; an empty one is none."""
    personal = {q: a for q, a in row.personal.items() if q != question}
    return replace(row, personal=personal | ({question: answer} if answer else {}))


def changed(samples: Sequence[Sample], times: int, random: Random) -> int:
    """Return how many of the shuffled samples have another release."""
    number = 0
    chunk = max(1, TOGETHER // (times + 1))
    for start in range(0, len(samples), chunk):
        group = samples[start : start + chunk]
        others = [shuffled(sample, random) for sample in group for _ in range(times)]
        tables = [release_bytes(t) for t in publish([*group, *others])]
        first, rest = tables[: len(group)], tables[len(group) :]
        number += sum(rest[place] != first[place // times] for place in range(len(rest)))
    return number


# Small cells


def small_cells(sample: Sample, random: Random, most: int = MOST_CELLS) -> list[Cell]:
    """Return up to so many cells of order 1 to 3 that hold 1 to k - 1 people."""
    small = [c for c in cells_of(sample) if 0 < sample.count(c) < sample.framework.k]
    return random.sample(small, min(most, len(small)))


def cells_of(sample: Sample) -> Iterator[Cell]:
    """Give every combination of characteristics, alone and with an answer to a personal question."""
    names = list(sample.blocks)
    for number in range(len(names) + 1):
        for chosen in combinations(names, number):
            of_each = [[*sample.framework.characteristics[name].categories] for name in chosen]
            for values in product(*of_each):
                of = dict(zip(chosen, values, strict=True))
                if of:
                    yield Cell(of)
                for question, said in product(sample.personal, ("yes", "other")):
                    yield Cell(of, question, said)


# Partitions, as docs/framework.md describes them


def partitions(measured: Framework, characteristic: str) -> list[dict[str, frozenset[str]]]:
    """Return the groups of each partition, the finest first."""
    categories = measured.characteristics[characteristic].categories
    split = measured.dimensions[dimension_of(measured, characteristic)].split
    found = [{category: frozenset([category]) for category in categories}]
    for merged in split.partitions if split else ():
        groups = {code: frozenset(group) for code, group in merged.items()}
        named = {category for group in groups.values() for category in group}
        found.append(groups | {c: frozenset([c]) for c in categories if c not in named})
    return found


def shown_partition(measured: Framework, characteristic: str, tables: Tables) -> int | None:
    """Return which partition a release shows (the others before it were refused), or none."""
    rows = tables["scores"].filter(pc.equal(tables["scores"]["withheld"], "")).to_pylist()
    shown = {
        row["split"].partition("=")[2]
        for row in rows
        if row["split"].startswith(f"{characteristic}=")
    }
    for rank, groups in enumerate(partitions(measured, characteristic)):
        if shown and shown == set(groups):
            return rank
    return None


# Witness: a whole other dataset with the same release, in which the cell holds k people


class Kind(NamedTuple):
    """Block rows that are alike for a witness: their published group, and whether they were asked."""

    group: frozenset[str]
    asked: bool


def witness(sample: Sample, tables: Tables, cell: Cell) -> Sample | None:
    """Return a sample in which the cell holds k people, and which should have the same release.

    Rows of both blocks are matched anew; inside a published group, and where no group is published, a category may
    be another one, as long as what was refused stays refused; answers to a personal question move between those
    asked. Everything else stays as it is.
    """
    choices = [_ways_to_refuse(sample, tables, name, cell.of[name]) for name in cell.of]
    for short in product(*choices):
        problem = _Matching(sample, tables, cell, dict(zip(cell.of, short, strict=True)))
        solution = problem.solve()
        if solution is not None:
            return problem.realise(solution)
    return None


def _ways_to_refuse(
    sample: Sample, tables: Tables, name: str, category: str
) -> list[frozenset[str] | None]:
    """Return the groups of which any, if short, keeps refused what was refused, apart from a category's own."""
    ranks = partitions(sample.framework, name)
    shown = shown_partition(sample.framework, name, tables)
    if shown == 0:
        return [None]
    coarsest = ranks[-1 if shown is None else shown - 1]
    kept = ranks[shown].values() if shown is not None else ()
    return [group for group in coarsest.values() if category not in group and group not in kept]


class Way(NamedTuple):
    """What becomes of somebody: a kind of row and a category in each block, and what is said."""

    rows: tuple[tuple[Kind, str], ...]
    said: str


class _Matching:
    """The integer problem of a witness: how many people go each way."""

    def __init__(
        self,
        sample: Sample,
        tables: Tables,
        cell: Cell,
        short: Mapping[str, frozenset[str] | None],
    ) -> None:
        self.sample, self.tables, self.cell, self.short = sample, tables, cell, short
        self.k = sample.framework.k
        self.names = list(sample.blocks)
        self.kinds = {
            name: [self._kind(name, row) for row in sample.blocks[name]] for name in self.names
        }
        becoming = product(*(self._becoming(name) for name in self.names))
        every = (Way(rows, said) for rows, said in product(becoming, ("yes", "other", "")))
        self.ways = [way for way in every if not way.said or any(k.asked for k, _ in way.rows)]

    def _kind(self, name: str, row: BlockRow) -> Kind:
        asked, question = False, self.cell.question
        if question and self.sample.personal[question] == name:
            asked = row.was_asked(question, dimension_of(self.sample.framework, name))
        if name not in self.cell.of:
            return Kind(frozenset(), asked)
        ranks = partitions(self.sample.framework, name)
        rank = shown_partition(self.sample.framework, name, self.tables)
        if rank is None:
            return Kind(frozenset(ranks[0]), asked)
        return Kind(next(g for g in ranks[rank].values() if row.category in g), asked)

    def _becoming(self, name: str) -> list[tuple[Kind, str]]:
        kinds = sorted(set(self.kinds[name]), key=lambda kind: (sorted(kind.group), kind.asked))
        return [(kind, to) for kind in kinds for to in sorted(kind.group) or [""]]

    def solve(self) -> list[int] | None:
        """Return how many people go each way, if there is a solution."""
        limits = list(self._limits())
        matrix = sparse.csr_array(np.array([row for row, _, _ in limits], dtype=float))
        lowest, highest = [low for _, low, _ in limits], [high for _, _, high in limits]
        found = optimize.milp(
            np.zeros(len(self.ways)),
            constraints=optimize.LinearConstraint(matrix, lowest, highest),
            integrality=np.ones(len(self.ways), dtype=np.int64),
            options={"time_limit": SECONDS},
        )
        return None if found.x is None else [round(value) for value in found.x]

    def _limits(self) -> Iterator[tuple[list[bool], float, float]]:
        """Give rows of the problem: the ways counted, at least and at most how many people."""
        for place, name in enumerate(self.names):
            for kind, number in Counter(self.kinds[name]).items():
                yield [way.rows[place][0] == kind for way in self.ways], number, number
            short = self.short.get(name)
            if short is not None:
                yield [way.rows[place][1] in short for way in self.ways], 0, self.k - 1
        yield [self._in_cell(way) for way in self.ways], self.k, np.inf
        yield from self._personal_limits()

    def _in_cell(self, way: Way) -> bool:
        of = dict(zip(self.names, (to for _, to in way.rows), strict=True))
        return way.said == self.cell.said and all(of[n] == to for n, to in self.cell.of.items())

    def _personal_limits(self) -> Iterator[tuple[list[bool], float, float]]:
        if self.cell.question is None:
            yield [way.said != "" for way in self.ways], 0, 0
            return
        given = Counter(side(answer) for answer in self._given())
        published = all(given[said] >= self.k for said in ("yes", "other"))
        for said in ("yes", "other"):
            counted = [way.said == said for way in self.ways]
            if published:
                yield counted, given[said], given[said]
            elif said != self.cell.said:  # stays withheld
                yield counted, 0, self.k - 1

    def _given(self) -> list[str]:
        question = self.cell.question
        if question is None:
            return []
        rows = self.sample.blocks[self.sample.personal[question]]
        return [row.personal[question] for row in rows if question in row.personal]

    def realise(self, numbers: Sequence[int]) -> Sample:
        """Return the sample that a solution describes."""
        pools: dict[tuple[str, Kind], list[BlockRow]] = defaultdict(list)
        for name in self.names:
            for kind, row in zip(self.kinds[name], self.sample.blocks[name], strict=True):
                pools[name, kind].append(row)
        others = [answer for answer in self._given() if answer != "yes"]
        blocks: dict[str, list[BlockRow]] = {name: [] for name in self.names}
        everybody = [way for way, n in zip(self.ways, numbers, strict=True) for _ in range(n)]
        for way in everybody:
            for name, (kind, to) in zip(self.names, way.rows, strict=True):
                row = pools[name, kind].pop()
                row = replace(row, category=to or row.category)
                blocks[name].append(self._saying(row, name, way.said, others))
        return replace(self.sample, blocks={name: tuple(rows) for name, rows in blocks.items()})

    def _saying(self, row: BlockRow, name: str, said: str, others: list[str]) -> BlockRow:
        question = self.cell.question
        if question is None or self.sample.personal[question] != name:
            return row
        if said == "other":  # as it was said, as far as there is enough
            said = others.pop() if others else "no"
        return with_personal(row, question, said)


def without_witness(sample: Sample, tables: Tables, cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells for which no other dataset with the same release holds k people."""
    found = [(cell, witness(sample, tables, cell)) for cell in cells]
    others = [other for _, other in found if other is not None]
    releases = iter([release_bytes(t) for t in publish(others)] if others else [])
    true_bytes, k = release_bytes(tables), sample.framework.k
    lacking = []
    for cell, other in found:
        if other is None or next(releases) != true_bytes or other.count(cell) < k:
            lacking.append(cell)
    return lacking


# The attacker: sees the framework and the published tables, nothing else


class Program:
    """Whole numbers with linear limits, as HiGHS takes them."""

    def __init__(self) -> None:
        """Begin without any number."""
        self.size = 0
        self.integral: list[tuple[int, int, float]] = []  # first, after the last, highest
        self.limits: list[tuple[list[tuple[int, float]], float, float]] = []

    def numbers(self, count: int, most: float = np.inf) -> range:
        """Return the places of so many new numbers, each 0 or more."""
        found = range(self.size, self.size + count)
        self.size += count
        self.integral.append((found.start, found.stop, most))
        return found

    def limit(self, terms: Iterable[tuple[int, float]], low: float, high: float) -> None:
        """Say between which values a sum lies."""
        self.limits.append((list(terms), low, high))

    def total(self, places: Iterable[int], value: float) -> None:
        """Say what some numbers sum to."""
        self.limit(((place, 1) for place in places), value, value)

    def solve(
        self, places: Sequence[int], *, whole: bool, at_least: float | None = None
    ) -> float | None:
        """Return the highest sum of some numbers, or whether it can be `at_least` (missing: it cannot)."""
        limits = [*self.limits]
        if at_least is not None:
            limits.append(([(place, 1) for place in places], at_least, np.inf))
        entries = [
            (row, place, by) for row, (terms, _, _) in enumerate(limits) for place, by in terms
        ]
        rows, columns, values = zip(*entries, strict=True)
        matrix = sparse.csr_array((values, (rows, columns)), shape=(len(limits), self.size))
        aim = np.zeros(self.size)
        if at_least is None:
            aim[list(places)] = -1
        highest = np.concatenate(
            [np.full(stop - start, most) for start, stop, most in self.integral]
        )
        found = optimize.milp(
            aim,
            constraints=optimize.LinearConstraint(
                matrix, [x[1] for x in limits], [x[2] for x in limits]
            ),
            integrality=np.full(self.size, int(whole), dtype=np.int64),
            bounds=optimize.Bounds(0, highest),
            options={"time_limit": SECONDS},
        )
        if found.status == 2:  # infeasible
            return None
        return -float(found.fun) if found.x is not None and at_least is None else np.inf


class Attacker:
    """Everything that the published tables say of how many people stand in each cell of the cross-table."""

    def __init__(self, measured: Framework, tables: Tables) -> None:
        """Read everything that is published."""
        self.framework, self.tables = measured, tables
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
        for name in self.names:
            self._read_refusals(name)

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
        for row in self._rows("scores"):
            if row["scoring"] != "standard" or row["item"].endswith("_equal"):
                continue
            self._read_asked(row)
            if row["target"] == "all" and row["withheld"] == "":
                key = (row["item"], row["stakeholder_type"])
                if key not in self.scored:
                    self.scored[key] = self._new(self.people)
                self.program.total(
                    self._of_split(self.scored[key], row["split"]), row["respondents"]
                )
                if row["item"] in self.framework.indicators and row["split"] == "all":
                    published.append(key)
        return published

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
        """Return the people asked a dimension's questions about a target."""
        key = (self.framework.dimension_of(question[0]), *question[1:])
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

    def _read_refusals(self, name: str) -> None:
        """Read that a split which is refused, or coarser than it might be, had a group that was short.

        Short of people, of scored answers to a published question, or of people asked a personal one.
        """
        dimension = dimension_of(self.framework, name)
        scored = [
            self.scored[key]
            for key in self.published
            if self.framework.dimension_of(key[0]) == dimension
        ]
        if not scored:
            return
        personal = _questions(self.framework, dimension, "personal")
        numbers = scored + [self._asked(question) for question in personal]
        shown = shown_partition(self.framework, name, self.tables)
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


# A naive release: every filter is free, and counts of 1 to 4 are hidden


def naive(sample: Sample) -> Tables:
    """Return what a dashboard with free filters shows: the attacker has to break this, or proves nothing."""
    people, counts = [], []
    for split, those in _filtered(sample):
        people.append({"split": split, "count": _hidden(len(those))})
        for question, answers in _told(sample, those).items():
            for answer in _answers_of(sample.framework, question):
                row = dict(zip(("item", "stakeholder_type", "target"), question, strict=True))
                row |= {
                    "respondent_class": "community",
                    "split": split,
                    "answer": answer,
                    "withheld": "",
                }
                counts.append(row | {"count": _hidden(answers[answer])})
    return {
        "pilot": pa.Table.from_pylist([{"community": len(sample.about)}], TABLES["pilot"]),
        "scores": TABLES["scores"].empty_table(),
        "answer_counts": pa.Table.from_pylist(counts, TABLES["answer_counts"]),
        "people": pa.Table.from_pylist(people),
    }


def _hidden(count: int) -> int | None:
    return None if 0 < count < 5 else count


def _filtered(sample: Sample) -> Iterator[tuple[str, list[int]]]:
    names = list(sample.blocks)
    for number in range(len(names) + 1):
        for chosen in combinations(names, number):
            for values in product(
                *(sample.framework.characteristics[name].categories for name in chosen)
            ):
                of = dict(zip(chosen, values, strict=True))
                those = [
                    person
                    for person in range(len(sample.about))
                    if all(
                        sample.blocks[name][person].category == value for name, value in of.items()
                    )
                ]
                yield "&".join(f"{name}={value}" for name, value in of.items()) or "all", those


def _told(sample: Sample, those: Sequence[int]) -> dict[Question, Counter[str]]:
    found: dict[Question, Counter[str]] = {
        question: Counter()
        for dimension in sample.framework.dimensions
        for kind in ("opinion", "personal")
        for question in _questions(sample.framework, dimension, kind)
    }
    for rows in sample.blocks.values():
        for person in those:
            for question, answer in rows[person].answers:
                found[question][answer] += 1
            for question, answer in rows[person].personal.items():
                found[question][side(answer)] += 1
    return found


def _answers_of(measured: Framework, question: Question) -> Sequence[str]:
    indicator = measured.indicators[question[0]]
    return (
        ("yes", "other") if indicator.kind == "personal" else measured.scales[indicator.scale].codes
    )


# Figures


@dataclass
class Figures:
    """What the last line says."""

    changed: int = 0
    proved_small: int = 0
    attacked: int = 0
    naive_broken: int = 0
    mutations: int = 0
    mutations_caught: int = 0


def attack(sample: Sample, tables: Tables, cells: Sequence[Cell]) -> set[int]:
    """Return which cells are proved small or have no witness."""
    attacker = Attacker(sample.framework, tables)
    lacking = without_witness(sample, tables, cells)
    return {n for n, cell in enumerate(cells) if attacker.proves_small(cell) or cell in lacking}


def breaks_naive(sample: Sample, cells: Sequence[Cell]) -> bool:
    """Say whether the attacker proves a cell of the naive release small."""
    attacker = Attacker(sample.framework, naive(sample))
    return any(attacker.proves_small(cell) for cell in sorted(cells, key=lambda c: c.order))


def figures(arguments: argparse.Namespace, tell: Callable[[str], None]) -> Figures:
    """Shuffle every dataset, attack those that can be, and switch off rules."""
    random = Random(arguments.seed)  # noqa: S311 - chance, not secrets
    samples = [random_sample(random) for _ in range(arguments.datasets)]
    found = Figures(changed=changed(samples, arguments.shuffles, random))
    tell(f"{len(samples)} datasets, {arguments.shuffles} shuffles each: {found.changed} changed")
    for sample in samples:
        if found.attacked < arguments.attacked:
            _attack_one(found, sample, random, tell)
    if arguments.mutations:
        for mutation, caught in mutations_caught(tell):
            found.mutations += 1
            found.mutations_caught += caught
            tell(f"{mutation.rule}: {'caught' if caught else 'NOT CAUGHT'} by {mutation.test}")
    return found


def _attack_one(
    found: Figures, sample: Sample, random: Random, tell: Callable[[str], None]
) -> None:
    """Attack a dataset that has small cells; splits work in shape 1 as in shape 2, inside a type."""
    cells = small_cells(sample, random) if sample.shape == 2 else []
    if not cells:
        return
    tables = publish([sample])[0]
    small, broken = attack(sample, tables, cells), breaks_naive(sample, cells)
    found.attacked += 1
    found.proved_small += len(small)
    found.naive_broken += broken
    shown = sum(
        shown_partition(sample.framework, name, tables) is not None for name in sample.blocks
    )
    tell(
        f"{found.attacked}: {len(sample.about)} people, {shown} splits shown, {len(cells)} small cells: "
        f"{len(small)} proved small or without witness; naive release {'broken' if broken else 'NOT BROKEN'}"
    )
    for cell in [cells[number] for number in sorted(small)]:
        tell(f"   {dict(cell.of)} {cell.question or ''} {cell.said}: {sample.count(cell)}")


# Mutations: a rule is switched off in a copy of the project, and a named test has to notice


@dataclass(frozen=True)
class Mutation:
    """A rule, the texts that switch it off (file, found, put there), and the test that must go red."""

    rule: str
    patches: tuple[tuple[str, str, str], ...]
    test: str


_PRIVACY = "tests/release/test_privacy.py"
_EVERY_SPLIT = """join (
    select distinct groups.pilot, groups.round, dimensions.dimension, rank, characteristic, category, category_group
    from split_groups groups
    join (select distinct pilot, round, dimension from split_groups) dimensions using (pilot, round)
) every_split using (pilot, round, characteristic, category);"""
_LONG_GROUPS = """from split_people
join shown_splits using (scope, dimension, rank)
qualify count(*) over (partition by place, dimension, rank, category_group) >= 5;"""
MUTATIONS = (
    Mutation(
        "rule 1, no pooling: people of every pilot and round are counted in each",
        (
            (
                "swit_data/release/sql/given.sql",
                "join place_targets using (pilot, round, respondent_class, stakeholder_type, target)",
                "join place_targets using (respondent_class, stakeholder_type, target)",
            ),
            (
                "swit_data/release/sql/given.sql",
                "there using (pilot, round, stakeholder_type)",
                "there using (stakeholder_type)",
            ),
        ),
        f"{_PRIVACY}::test_joined_minus_the_other_pilots_tells_nothing",
    ),
    Mutation(
        "rule 3, one split a dimension: every dimension is split by every characteristic",
        (
            (
                "swit_data/release/sql/splits.sql",
                "join split_groups using (pilot, round, characteristic, category);",
                _EVERY_SPLIT,
            ),
        ),
        f"{_PRIVACY}::test_a_shuffle_of_the_blocks_changes_no_byte",
    ),
    Mutation(
        "rule 3, one split a dimension: a later release may show a finer one",
        (
            (
                "swit_data/release/ledger.py",
                "for key, rank in entry.splits.items()}",
                "for key, rank in entry.splits.items() if rank < 0}",
            ),
        ),
        f"{_PRIVACY}::test_a_split_once_published_is_never_a_finer_one",
    ),
    Mutation(
        "rule 4, whole partition or nothing: a split is shown whoever is short",
        (
            (
                "swit_data/release/sql/splits.sql",
                "anti join short_groups using (scope, dimension, rank)\n",
                "",
            ),
        ),
        f"{_PRIVACY}::test_every_published_group_has_k_people",
    ),
    Mutation(
        "rule 4, whole partition or nothing: only the short groups are left out",
        (
            (
                "swit_data/release/sql/splits.sql",
                "anti join short_groups using (scope, dimension, rank)\n",
                "",
            ),
            (
                "swit_data/release/sql/splits.sql",
                "from split_people\njoin shown_splits using (scope, dimension, rank);",
                _LONG_GROUPS,
            ),
        ),
        f"{_PRIVACY}::test_the_groups_of_a_split_are_everybody_or_none_is_published",
    ),
    Mutation(
        "rule 4, asked: a split is shown whoever was asked a personal question",
        (
            (
                "swit_data/release/sql/splits.sql",
                "anti join short_asked using (scope, dimension, rank)\n",
                "",
            ),
        ),
        f"{_PRIVACY}::test_who_was_asked_a_personal_question_is_k_people_of_every_group_shown",
    ),
    Mutation(
        "rule 7, re-release: any number of people may come or go",
        (("swit_data/release/ledger.py", "if 0 < moved < k:", "if moved < 0:"),),
        f"{_PRIVACY}::test_before_and_after_a_late_interview",
    ),
)


def mutations_caught(tell: Callable[[str], None]) -> Iterator[tuple[Mutation, bool]]:
    """Give each mutation, and whether its test is green without it and red with it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        _copy(copy)
        for mutation in MUTATIONS:
            green = _passes(copy, mutation.test)
            if not green:
                tell(f"{mutation.test} is red without any mutation")
            yield mutation, green and not _passes(copy, mutation.test, mutation.patches)


def _copy(copy: Path) -> None:
    leave = shutil.ignore_patterns("__pycache__", "screenshots", ".git", ".hypothesis")
    for name in ("swit_data", "tests", "data"):
        shutil.copytree(ROOT / name, copy / name, ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", copy)


def _passes(copy: Path, test: str, patches: Sequence[tuple[str, str, str]] = ()) -> bool:
    """Run a test in the copy, with some texts replaced while it runs."""
    before = {copy / name: (copy / name).read_text("utf-8") for name, _, _ in patches}
    for name, found, put in patches:
        text = (copy / name).read_text("utf-8")
        if text.count(found) != 1:
            raise ValueError(
                f"{name}: {found!r} stands there {text.count(found)} times; correct the mutation"
            )
        (copy / name).write_text(text.replace(found, put), "utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-n0",
        "--no-cov",
        "-p",
        "no:cacheprovider",
        test,
    ]
    done = subprocess.run(command, cwd=copy, capture_output=True, check=False)  # noqa: S603 - our own test
    for path, text in before.items():
        path.write_text(text, "utf-8")
    said = done.stdout.decode()
    # A mutation that does not run at all is not caught: the test has to fail on what it asserts.
    if done.returncode not in (0, 1) or (done.returncode == 1 and "AssertionError" not in said):
        raise RuntimeError(said)
    return done.returncode == 0


def main() -> None:
    """Run the attack and print what came of it."""
    parser = argparse.ArgumentParser(
        description="Attack the release with shuffles, a solver and witnesses."
    )
    parser.add_argument("--datasets", type=int, default=10)
    parser.add_argument("--shuffles", type=int, default=3)
    parser.add_argument("--attacked", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mutations", action=argparse.BooleanOptionalAction, default=True)

    def tell(line: str) -> None:
        print(line, flush=True)  # noqa: T201 - a terminal program prints

    tell(json.dumps(vars_of(figures(parser.parse_args(), tell))))


def vars_of(found: Figures) -> dict[str, int]:
    """Return the figures of the last line."""
    names = ("changed", "proved_small", "attacked", "naive_broken", "mutations", "mutations_caught")
    return {name: getattr(found, name) for name in names}


if __name__ == "__main__":
    main()
