"""Small datasets drawn as text in a test: a compact framework, and tables of a few rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from swit_data.dataset import ANSWERS, ASKED, Dataset, Fact, Round, respondents_schema
from swit_data.framework import Framework, parse
from swit_data.store import Stored, create, open_dataset

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from hypothesis.vendor.pretty import RepresentationPrinter

Row = dict[str, Any]
_Weights = tuple[tuple[str, int], ...]

# What `small` fills in: shape, k, k0, weights of parts and indicators.
_SMALL = """
[framework]
code = "small"
version = "1"
title = "A small survey"

[thresholds]
k = {k}
k0 = {k0}

[[stakeholder_types]]
code = "government"
label = "Government"
targets = [
  {{ code = "health", label = "Ministry of health", level = "national", body = "health" }},
  {{ code = "police", label = "Police", level = "national", body = "police" }},
  {{ code = "local_police", label = "Local police", level = "local", body = "police" }},
]
[[stakeholder_types]]
code = "ngo"
label = "NGOs"
targets = [{{ code = "clinic", label = "The clinic", level = "local" }}]
[[stakeholder_types]]
code = "community"
label = "The community itself"
external = false
targets = [{{ code = "network", label = "The network", level = "national" }}]

[[characteristics]]
code = "gender"
label = "Gender"
categories = [{{ code = "woman", label = "Women" }}, {{ code = "man", label = "Men" }}]

[[dimensions]]
code = "rollout"
label = "Rollout"
[[dimensions]]
code = "participation"
label = "Participation"
split = {{ characteristic = "gender" }}

{parts}
{scales}
{indicators}
[form]
shape = {shape}
pilot = {{ column = "pilot" }}
stakeholder_type = {{ column = "stakeholder_type" }}
target = {{ column = "target" }}
question = "{{stakeholder_type}}_{{target}}_{{indicator}}"
pilots = [{{ code = "AAA" }}, {{ code = "BBB" }}]
"""

_SCALES = """
scale        answer         means           score lower higher
partly       yes            answer            100     -      -
partly       partly         answer             50    25     75
partly       no             answer              0     -      -
partly       dont_know      dont_know           -     -      -
partly       not_applicable not_applicable      -     -      -
yes_no       yes            answer            100     -      -
yes_no       no             answer              0     -      -
yes_no       dont_know      dont_know           -     -      -
yes_no       unsaid         prefer_not_to_say   -     -      -
how_often    never          answer              0     -      -
how_often    sometimes      answer             33    20     50
how_often    always         answer            100     -      -
how_often    other          answer              -     -      -
how_often    dont_know      dont_know           -     -      -
"""

PARTS = {"C1": 2, "C2": 1, "P1": 1, "P2": 1}
_DIMENSION = {"C": "rollout", "P": "participation"}

# gov/ngo/own: the stakeholder types; c/i: community, institution.
_INDICATORS = """
code part types   targets             by scale     direction kind     set
C1a  C1   gov,ngo -                   ci partly    positive  opinion  core
C1b  C1   gov,ngo -                   ci partly    negative  opinion  core
C1c  C1   gov     police,local_police ci how_often negative  opinion  core
C2a  C2   gov,ngo -                   ci yes_no    positive  opinion  core
C2b  C2   gov,ngo -                   c  partly    positive  opinion  full
C2p  C2   gov     police,local_police c  yes_no    positive  personal core
C2f  C2   gov     health              -  yes_no    positive  fact     core
P1a  P1   gov,ngo -                   ci partly    positive  opinion  core
P1b  P1   gov     -                   i  yes_no    positive  opinion  core
P1c  P1   gov,own -                   c  how_often positive  opinion  core
P2a  P2   gov,ngo health,clinic       ci yes_no    negative  opinion  core
P2b  P2   own     -                   c  partly    positive  opinion  core
"""
_TYPES = {"gov": "government", "ngo": "ngo", "own": "community"}
_BY = {"c": "community", "i": "institution"}


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a table drawn in text: a line of names, then a line a row; - is empty."""
    lines = [line.split() for line in text.strip().splitlines() if line.strip()]
    return [
        dict(zip(lines[0], ("" if v == "-" else v for v in line), strict=True))
        for line in lines[1:]
    ]


def framework(toml_text: str) -> Framework:
    """Return the framework of a TOML text."""
    return parse(toml_text.encode(), "drawn.toml")


def small(
    shape: int = 2,
    thresholds: tuple[int, int] = (5, 10),
    parts: Mapping[str, int] | None = None,
    weights: Mapping[str, int] | None = None,
) -> Framework:
    """Return the small framework, with other k and k0, weights of parts, and of indicators (1)."""
    part_weights, own = {**PARTS, **(parts or {})}, weights or {}
    return _small(shape, thresholds, tuple(part_weights.items()), tuple(sorted(own.items())))


@cache
def _small(
    shape: int, thresholds: tuple[int, int], parts: _Weights, weights: _Weights
) -> Framework:
    own = dict(weights)
    text = _SMALL.format(
        shape=shape,
        k=thresholds[0],
        k0=thresholds[1],
        parts="\n".join(
            f'[[parts]]\ncode = "{code}"\nlabel = "{code}"\n'
            f'dimension = "{_DIMENSION[code[0]]}"\nweight = {weight}'
            for code, weight in parts
        ),
        scales="\n".join(_scales()),
        indicators="\n".join(_indicator(row, own.get(row["code"], 1)) for row in rows(_INDICATORS)),
    )
    return framework(text)


def _scales() -> list[str]:
    lines: list[str] = []
    for row in rows(_SCALES):
        if f'code = "{row["scale"]}"' not in lines:
            lines += ["[[scales]]", f'code = "{row["scale"]}"']
        lines += ["[[scales.answers]]", f'code = "{row["answer"]}"', f'label = "{row["answer"]}"']
        lines.append(f'means = "{row["means"]}"')
        lines += [f"{key} = {row[key]}" for key in ("score", "lower", "higher") if row[key]]
    return lines


def _indicator(row: dict[str, str], weight: int) -> str:
    types = [_TYPES[name] for name in row["types"].split(",")]
    return "\n".join(
        [
            "[[indicators]]",
            *(
                f'{key} = "{row[key]}"'
                for key in ("code", "part", "scale", "direction", "kind", "set")
            ),
            f'text = "{row["code"]}?"\nplain = "{row["code"]}"\nweight = {weight}',
            f"stakeholder_types = {types}",
            f"targets = {[t for t in row['targets'].split(',') if t]}",
            f"answered_by = {[_BY[letter] for letter in row['by']]}",
        ]
    )


SMALL = small()


@dataclass(frozen=True)
class Drawn:
    """A dataset and its rows: as the oracle takes them, as arrow tables, or stored in a folder."""

    dataset: Dataset
    respondents: list[Row]
    answers: list[Row]
    asked: list[Row]

    def __repr__(self) -> str:
        """Say how large it is: a whole framework is no help in a failed test."""
        return f"Drawn({len(self.respondents)} respondents, {len(self.answers)} answers)"

    def _repr_pretty_(self, printer: RepresentationPrinter, _cycle: bool) -> None:
        """Say it to Hypothesis too, which else prints every field of a dataclass."""
        printer.text(repr(self))

    def tables(self) -> dict[str, pa.Table]:
        """Return the rows as arrow tables with the columns of a dataset."""
        names = {c for f in self.dataset.frameworks.values() for c in f.characteristics}
        schema = respondents_schema(sorted(names))
        return {
            "respondents": pa.Table.from_pylist(self.respondents, schema),
            "answers": pa.Table.from_pylist(self.answers, ANSWERS),
            "asked": pa.Table.from_pylist(self.asked, ASKED),
        }

    def store(self, folder: Path) -> Stored:
        """Write the dataset to a folder and open it."""
        create(folder, self.dataset, self.tables())
        return open_dataset(folder)


def respondents(text: str) -> list[Row]:
    """Return respondents; columns not drawn are those of community respondents in AAA 1."""
    found = []
    for drawn in rows(text):
        row: Row = {"pilot": "AAA", "round": "1", "class": "community", "stakeholder_type": ""}
        row |= {"target": "", "branch": "", "gender": "prefer_not_to_say", **drawn}
        row["participants"] = int(drawn["participants"]) if drawn.get("participants") else None
        consent = drawn.get("consent_on_record")
        row["consent_on_record"] = consent == "yes" if consent else None
        found.append(row)
    return found


def people(number: int, prefix: str = "p", **columns: object) -> list[Row]:
    """Return as many respondents p1, p2, ... of one kind."""
    lines = "\n".join(f"{prefix}{i}" for i in range(1, number + 1))
    return [row | columns for row in respondents(f"respondent\n{lines}")]


def answers(text: str, pilot: str = "AAA", number: str = "1") -> list[Row]:
    """Return answers; `respondent` may be a range (p1-p4), each of whom says the same."""
    return [
        {"pilot": pilot, "round": number, **row, "respondent": person}
        for row in rows(text)
        for person in _each(row["respondent"])
    ]


def asked(text: str) -> list[Row]:
    """Return asked rows; `respondent` may be a range, `target` a list with commas."""
    return [
        {**row, "respondent": person, "target": target}
        for row in rows(text)
        for person in _each(row["respondent"])
        for target in row["target"].split(",")
    ]


def _each(text: str) -> list[str]:
    if "-" not in text:
        return [text]
    first, last = text.split("-")
    prefix = first.rstrip("0123456789")
    numbers = range(int(first[len(prefix) :]), int(last.removeprefix(prefix)) + 1)
    return [f"{prefix}{number}" for number in numbers]


def dataset(
    measured: Framework | Sequence[Framework] = SMALL,
    rounds: Sequence[Round] = (Round("AAA", "1", ""),),
    facts: Sequence[Fact] = (),
) -> Dataset:
    """Return a dataset; a round without a framework has the first one."""
    frameworks = [measured] if isinstance(measured, Framework) else list(measured)
    return Dataset(
        title="Drawn",
        provenance="collected",
        shape=frameworks[0].form.shape,
        rounds=tuple(
            r if r.framework else replace(r, framework=frameworks[0].hash) for r in rounds
        ),
        frameworks={f.hash: f for f in frameworks},
        facts=tuple(facts),
    )
