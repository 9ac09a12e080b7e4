"""An invented dataset of as many answers as wanted, written as the store keeps it.

    python -m tests.bench.large_dataset --answers 1000000 OUT

Four pilots with equally many interviews, the core questions of the shipped framework. Each community interview is about
one institution of every type, in turn: 5 % of the questions are skipped, 6 % not known, and a person's opinions go
together (15 points to either side). Each pilot has 3 groups, and 6 informants about each type. The same seed gives the
same files. Files are written piece by piece: memory does not grow with them.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from swit_data.dataset import ASKED, Dataset, Round
from swit_data.framework import Framework, Indicator, load
from swit_data.store import commits, description, files
from swit_data.store.manifest import Manifest, RoundFiles, Said
from swit_data.store.rows import FOLDER, schemas_of

FRAMEWORK = Path(__file__).parents[2] / "data" / "framework" / "swit.toml"
SQL = Path(__file__).with_suffix(".sql")
PILOTS = ("IDN", "KEN", "SUR", "UKR")
A_PERSON = 92  # answers, on average
AT_ONCE = 20_000  # interviews
GROUPS, INFORMANTS = 3, 6
Tables = dict[str, pa.Table]


def dataset_of(framework: Framework) -> Dataset:
    """Return what is said of the dataset: four pilots, one round each."""
    rounds = tuple(
        Round(code, "1", framework.hash, "2026-05", branches=8, shown_to="public")
        for code in PILOTS
    )
    frameworks = {framework.hash: framework}
    return Dataset("Drawn for a benchmark", "illustrative", 2, rounds, frameworks)


def questions(framework: Framework, who: str, seed: int) -> pa.Table:
    """Return one row per institution and question that a class is asked about it."""
    chance = np.random.default_rng(seed)
    levels = {code: float(chance.normal(45, 12)) for code in framework.indicators}
    rows = [
        {"turn": turn, "turns": len(of_type.targets), **_question(framework, indicator, levels)}
        | {"stakeholder_type": of_type.code, "target": target.code}
        for of_type in framework.stakeholder_types.values()
        for turn, target in enumerate(of_type.targets)
        for indicator in framework.in_set("core")
        if who in indicator.answered_by
        and of_type.code in indicator.stakeholder_types
        and (of_type.external or who == "community")
        and target in framework.targets_of(indicator, of_type.code)
    ]
    return pa.Table.from_pylist(rows)


def _question(
    framework: Framework, indicator: Indicator, levels: dict[str, float]
) -> dict[str, object]:
    answers = framework.scales[indicator.scale].answers
    scored = sorted((a.score, a.code) for a in answers if a.score is not None)
    unknown = [a.code for a in answers if a.means == "dont_know"]
    return {
        "indicator": indicator.code,
        "scored": [code for _, code in scored],
        "unknown": unknown[0] if unknown else "",
        "level": levels[indicator.code],
    }


class Drawing:
    """Draws the people of a pilot and their answers."""

    def __init__(self, framework: Framework, seed: int) -> None:
        """Write down what is asked."""
        self.framework, self.seed = framework, seed
        self.types = [t for t in framework.stakeholder_types.values() if t.external]
        self.connection = duckdb.connect()
        self.asked = {w: questions(framework, w, seed) for w in ("community", "institution")}

    def pieces(self, pilot: str, people: int) -> Iterator[Tables]:
        """Give the rows of a pilot, in the order of its respondents."""
        for first in range(0, people, AT_ONCE):
            yield self._piece(pilot, "community", first, min(first + AT_ONCE, people))
        yield self._piece(pilot, "group", 0, GROUPS)
        for of_type in self.types:
            yield self._piece(pilot, "institution", 0, INFORMANTS, of_type.code)

    def _piece(self, pilot: str, of_class: str, first: int, last: int, about: str = "") -> Tables:
        head = f"{'cgz'[('community', 'group', 'institution').index(of_class)]}{pilot}{about}-"
        who = "institution" if about else "community"
        self.connection.register("questions", self.asked[who])
        given = {"seed": self.seed, "head": head, "first": first, "last": last, "about": about}
        answers = self.connection.sql(SQL.read_text("utf-8"), params=given).to_arrow_table()
        key = {"pilot": pilot, "round": "1"}
        asked = answers.select(ASKED.names[:3]).group_by(ASKED.names[:3]).aggregate([])
        people = [
            self._person(n, of_class, about) | key | {"respondent": f"{head}{n:09}"}
            for n in range(first, last)
        ]
        columns = {name: pa.array([text] * len(answers)) for name, text in key.items()}
        for name, column in columns.items():
            answers = answers.append_column(name, column)
        asked = asked.append_column("dimension", pa.array([""] * len(asked), pa.string()))
        schema = schemas_of(dataset_of(self.framework))["respondents"]
        return {
            "respondents": pa.Table.from_pylist(people, schema),
            "asked": asked,
            "answers": answers,
        }

    def _person(self, n: int, of_class: str, about: str) -> dict[str, Any]:
        person: dict[str, Any] = {"class": of_class, "branch": "", "stakeholder_type": about}
        said = {
            # 7 and 11 share no factor with the number of targets: nothing goes together
            code: list(each.categories)[n // at % len(each.categories)]
            for at, (code, each) in zip(
                (7, 11), self.framework.characteristics.items(), strict=True
            )
        }
        if of_class == "institution":
            targets = self.framework.stakeholder_types[about].targets
            person |= {"target": targets[n % len(targets)].code, "consent_on_record": True}
        elif of_class == "group":
            person |= {"target": "", "participants": 12}
        return {"target": ""} | person | (said if of_class == "community" else {})


def write(out: Path, answers: int, seed: int = 1) -> int:
    """Write a dataset and return how many answers it has."""
    framework = load(FRAMEWORK)
    dataset, drawing = dataset_of(framework), Drawing(framework, seed)
    people = max(12, round(answers / len(PILOTS) / A_PERSON))
    for name in (FOLDER, "frameworks"):
        (out / name).mkdir(parents=True)
    files.put(out, f"frameworks/{framework.hash}.toml", framework.content)
    rounds = [_write_pilot(out, dataset, drawing, pilot, people) for pilot in PILOTS]
    texts, frameworks = description.written(dataset), tuple(dataset.frameworks)
    commits.save(out, Manifest(1, Said("create"), texts, frameworks, tuple(rounds)))
    return sum(row.answers for row in rounds)


def _write_pilot(
    out: Path, dataset: Dataset, drawing: Drawing, pilot: str, people: int
) -> RoundFiles:
    schemas = schemas_of(dataset)
    opened = {
        name: pq.ParquetWriter(
            out / FOLDER / name, schema, compression="zstd", write_page_checksum=True
        )
        for name, schema in schemas.items()
    }
    counts = dict.fromkeys(schemas, 0)
    for piece in drawing.pieces(pilot, people):
        for name, table in piece.items():
            rows = table.select(schemas[name].names).cast(schemas[name])
            opened[name].write_table(rows)
            counts[name] += len(rows)
    for writer in opened.values():
        writer.close()
    named = {name: _named(out / FOLDER / name) for name in schemas}
    framework = dataset.framework_of(pilot, "1").hash
    return RoundFiles(pilot, "1", framework, counts["respondents"], counts["answers"], named)


def _named(path: Path) -> str:
    with path.open("rb") as file:
        name = f"{path.name}-{hashlib.file_digest(file, 'sha256').hexdigest()}.parquet"
    path.rename(path.with_name(name))
    return name


def main() -> None:
    """Write a dataset, and say how many answers it has."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--answers", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(write(given.out, given.answers, given.seed), "answers")  # noqa: T201


if __name__ == "__main__":
    main()
