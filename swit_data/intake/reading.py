"""A file from the field read whole: all of it is right, or nothing of it is taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from swit_data.dataset import ANSWERS, ASKED, Round, respondents_schema
from swit_data.errors import IntakeError
from swit_data.intake.answers import Given, read_answers
from swit_data.intake.columns import Columns, sort_columns
from swit_data.intake.found import Found, found_in
from swit_data.intake.months import months
from swit_data.intake.named import Named, named_columns
from swit_data.intake.people import ROUND, Person, read_people, respondent_of
from swit_data.intake.problems import Problems, shown
from swit_data.intake.sheet import Sheet, open_sheet
from swit_data.intake.source import Source
from swit_data.intake.submissions import all_columns_needed, count_submissions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from swit_data.framework import Framework
    from swit_data.intake.key import Key


@dataclass(frozen=True)
class Intake:
    """The checked answers of a file, ready for the store, and what was found on the way."""

    tables: Mapping[str, pa.Table]  # respondents, answers, asked as in swit_data/dataset.py
    rounds: tuple[Round, ...]
    found: Found
    left_out: frozenset[str]  # respondent ids of submissions without consent or rejected


def check_round(code: str) -> str:
    """Return the code of a round.

    Raises:
        IntakeError: it is none.
    """
    if code and not ROUND.fullmatch(code):
        raise IntakeError(
            f"the round is “{shown(code)}”; allowed: up to 20 letters, digits and _. "
            "Choose another."
        )
    return code


def read(path: Path, framework: Framework, key: Key, round_given: str = "") -> Intake:
    """Return what a file holds, read with a framework; `round_given` overrides its rounds.

    Raises:
        IntakeError: anything in the file is not as the framework says; every problem is named.
    """
    named = named_columns(framework, round_given=bool(check_round(round_given)))
    sheet = open_sheet(path, named.all)
    source = _source(sheet, framework, named)
    people = read_people(source, key, round_given)
    answers = read_answers(source, people)
    skipped = source.cells.skipped
    source.problems.raise_if_any(lambda: sheet.spreadsheet_rows()[skipped:])
    if not people:
        raise IntakeError(
            f"{sheet.file}: no row of this file counts: of {len(source.cells)} rows, "
            f"{source.submissions.without_consent} are without consent and "
            f"{source.submissions.rejected} rejected. Check the file and [form] in the framework."
        )
    rounds = _rounds(source, people, answers)
    tables = {
        "respondents": _respondents(people, framework),
        "answers": _answers(answers),
        "asked": _asked(people),
    }
    left_out = [i for i in source.submissions.left_out if i.startswith("id\0")]
    return Intake(
        tables=tables,
        rounds=rounds,
        found=found_in(sheet, source, tables, rounds),
        left_out=frozenset(respondent_of(key, identity) for identity in left_out),
    )


def _source(sheet: Sheet, framework: Framework, named: Named) -> Source:
    """Return the rows that count.

    Raises:
        IntakeError: a required column is missing or doubled, or a row is longer or shorter.
    """
    problems = Problems(sheet.file)
    columns = sort_columns(sheet.header, named, framework.form, problems)
    problems.raise_if_any(sheet.spreadsheet_rows)
    cells = sheet.cells(_needed(sheet, columns, framework))
    submissions = count_submissions(cells, columns, framework.form)
    return Source(framework, named, cells, columns, submissions, problems)


def _needed(sheet: Sheet, columns: Columns, framework: Framework) -> Iterator[int]:
    if all_columns_needed(columns, framework.form):
        yield from range(len(sheet.header))
    yield from columns.places.values()
    yield from columns.own.values()


def _rounds(source: Source, people: list[Person], answers: list[Given]) -> tuple[Round, ...]:
    month = months(source, people)
    full = {
        (given.person.pilot, given.person.round)
        for given in answers
        if given.question.indicator.set == "full"
    }
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
            month=month.get((pilot, code), ""),
            set="full" if (pilot, code) in full else "core",
            branches=len(branches[pilot, code]),
        )
        for pilot, code in sorted(branches)
    )


def _respondents(people: list[Person], framework: Framework) -> pa.Table:
    """Return one row per respondent."""
    schema = respondents_schema(sorted(framework.characteristics))
    return pa.Table.from_pylist(
        [
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
        ],
        schema,
    )


def _answers(answers: list[Given]) -> pa.Table:
    """Return one row per answer."""
    rows = [
        {
            "respondent": given.person.respondent,
            "pilot": given.person.pilot,
            "round": given.person.round,
            "stakeholder_type": given.question.stakeholder_type,
            "target": given.question.target,
            "indicator": given.question.indicator.code,
            "answer": given.answer,
        }
        for given in answers
    ]
    return pa.Table.from_pylist(rows, ANSWERS)


def _asked(people: list[Person]) -> pa.Table:
    """Return one row per respondent, stakeholder type and target."""
    rows = [
        {"respondent": person.respondent, "stakeholder_type": code, "target": target}
        for person in people
        for code, target in sorted(person.asked)
    ]
    return pa.Table.from_pylist(rows, ASKED)
