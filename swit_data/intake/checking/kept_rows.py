"""What is kept of a file: its rounds, and the rows of respondents, answers and whom they were asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from swit_data.dataset import ASKED, Round, respondents_schema
from swit_data.intake.checking.answers import answer_table
from swit_data.intake.checking.asked_about import pairs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    from swit_data.framework import Framework
    from swit_data.intake.checking.answers import GivenAnswers
    from swit_data.intake.checking.months import Months
    from swit_data.intake.checking.people import People, Person
    from swit_data.intake.checking.source import Source


def tables_of(
    people: People, given: GivenAnswers, kept: npt.NDArray[np.bool_], framework: Framework
) -> Mapping[str, pa.Table]:
    """Return the tables of a dataset with the people kept."""
    persons = [person for person, here in zip(people.people, kept, strict=True) if here]
    return {
        "respondents": _respondents(persons, framework),
        "answers": answer_table(given, people, kept),
        "asked": _asked(people, kept),
    }


def rounds_of(
    source: Source, people: Sequence[Person], month: Months, full: set[tuple[str, str]]
) -> tuple[Round, ...]:
    """Return the rounds of a file's pilots; `full` are those in which a question of the full set was answered."""
    branches: dict[tuple[str, str], set[str]] = {}
    for person in people:
        known = branches.setdefault((person.pilot, person.round), set())
        if person.branch and person.respondent_class == "community":
            known.add(person.branch)
    return tuple(
        Round(
            pilot=pilot,
            round=code,
            framework=source.framework.hash,
            month=month.latest.get((pilot, code), ""),
            set="full" if (pilot, code) in full else "core",
            branches=len(branches[pilot, code]),
        )
        for pilot, code in sorted(branches)
    )


def _respondents(people: Sequence[Person], framework: Framework) -> pa.Table:
    """Return one row per respondent."""
    schema = respondents_schema(sorted(framework.characteristics))
    rows = [
        {
            "respondent": person.respondent,
            "pilot": person.pilot,
            "round": person.round,
            "class": person.respondent_class,
            "participants": person.participants,
            "stakeholder_type": person.stakeholder_type,
            "target": person.target,
            "consent_on_record": person.consent_on_record,
            "branch": person.branch,
            **person.characteristics,
        }
        for person in people
    ]
    return pa.Table.from_pylist(rows, schema)


def _asked(people: People, kept: npt.NDArray[np.bool_]) -> pa.Table:
    """Return one row per respondent, stakeholder type and target."""
    ids = pa.array([person.respondent for person in people.people], pa.string())
    tables = [ASKED.empty_table()]
    for (code, target), rows in pairs(people.asked).items():
        here = rows[kept[rows]]
        columns = [ids.take(pa.array(here)), *(pa.array([v] * len(here)) for v in (code, target))]
        columns.append(pa.nulls(len(here), pa.string()))
        tables.append(pa.table([c.cast(pa.string()) for c in columns], schema=ASKED))
    return pa.concat_tables(tables)
