"""A file from the field examined whole: what is in it, what is wrong, and what may be kept of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from swit_data.dataset import ASKED, Round, respondents_schema
from swit_data.errors import (
    IntakeError,
    OtherSurveyError,
    Sentence,
    UnknownLabelsError,
    listed,
    say,
    shown,
)
from swit_data.framework.named_columns import NamedColumns
from swit_data.intake.checking.answers import Given, answer_table, read_answers
from swit_data.intake.checking.asked_about import pairs
from swit_data.intake.checking.columns import sort_columns
from swit_data.intake.checking.consent import unclear
from swit_data.intake.checking.doubtful_ids import damaged_ids
from swit_data.intake.checking.findings_of_file import Described, Found, found_in
from swit_data.intake.checking.identity import refusals
from swit_data.intake.checking.missing_columns import missing, unknown_labels
from swit_data.intake.checking.months import Months, months
from swit_data.intake.checking.people import ROUND, People, Person, read_people, respondent_of
from swit_data.intake.checking.source import Source
from swit_data.intake.checking.submissions import count_submissions
from swit_data.intake.dialects import FormWords, as_export, words_of_form
from swit_data.intake.opening.any_file import content_of, open_book
from swit_data.intake.opening.limits import PAGE, Limits
from swit_data.intake.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy.typing as npt

    from swit_data.framework import Framework
    from swit_data.intake.checking.columns import Columns
    from swit_data.intake.checking.key import Key
    from swit_data.intake.dialects.export import Export

Progress = Callable[[str, float], None]  # a step (open, read, check), and how much of it is done


def _quiet(step: str, done: float) -> None:
    del step, done


@dataclass(frozen=True)
class Reading:
    """How a file is to be read: with which framework and key, for which round, with whose forms' words."""

    framework: Framework
    key: Key
    round: str = ""  # whatever the file says
    forms: Sequence[FormWords] = ()
    progress: Progress = _quiet
    limits: Limits = PAGE
    not_asked: bool = False  # core questions that the file does not have were not asked
    today: date = field(default_factory=lambda: datetime.now(UTC).date())


@dataclass(frozen=True)
class Intake:
    """The checked answers of a file, ready for the store, and what was found on the way."""

    tables: Mapping[str, pa.Table]  # respondents, answers, asked as in swit_data/dataset.py
    rounds: tuple[Round, ...]
    found: Found
    left_out: frozenset[str]  # respondent ids of submissions without consent or rejected
    fingerprint: str  # sha256 of the file


@dataclass(frozen=True)
class Review:
    """A file that was examined: nothing of it is kept yet."""

    reading: Reading
    source: Source
    people: People
    given: Given
    fingerprint: str

    @property
    def problems(self) -> Problems:
        """Return what is wrong in the file."""
        return self.source.problems

    @property
    def export(self) -> Export:
        """Return the file as one table."""
        return self.source.export

    @cached_property
    def intake(self) -> Intake:
        """Return the valid part of the file: interviews and answers without a problem.

        Raises:
            IntakeError: a problem is of the whole file, or nothing is left.
        """
        if self.problems.of_file:
            self.problems.raise_if_any(self.export)
        gone = self.problems.rows()
        kept = np.array([row not in gone for row in self.source.submissions.rows], bool)
        if not kept.any():
            self._refuse_empty()
        people = [person for person, here in zip(self.people.people, kept, strict=True) if here]
        month = months(self.source, self.people.people, self.reading.today)
        rounds = _rounds(self.source, people, month, self._full(kept))
        tables = {
            "respondents": _respondents(people, self.reading.framework),
            "answers": answer_table(self.given, self.people, kept),
            "asked": _asked(self.people, kept),
        }
        left_out = [i for i in self.source.submissions.left_out if i.startswith("id\0")]
        return Intake(
            tables=tables,
            rounds=rounds,
            found=found_in(self.source, tables, rounds, month),
            left_out=frozenset(respondent_of(self.reading.key, i) for i in left_out),
            fingerprint=self.fingerprint,
        )

    def _full(self, kept: npt.NDArray[np.bool_]) -> set[tuple[str, str]]:
        """Return the pilots and rounds in which a question of the full set was answered."""
        full = [n for n, q in enumerate(self.given.questions) if q.indicator.set == "full"]
        answered = {int(w) for n in full for w in self.given.who[n] if kept[w]}
        people = self.people.people
        return {(people[who].pilot, people[who].round) for who in answered}

    def _refuse_empty(self) -> None:
        if self.problems:
            self.problems.raise_if_any(self.export)
        counted = self.source.submissions
        raise IntakeError(
            say(
                "{file}: no row of this file counts: of {n} rows, {without} are without consent and {rejected} "
                "rejected. Check the file and [form] in the framework.",
                file=self.export.file,
                n=len(self.export),
                without=counted.without_consent,
                rejected=counted.rejected,
            )
        )


def check_round(code: str) -> str:
    """Return the code of a round.

    Raises:
        IntakeError: it is none.
    """
    if code and not ROUND.fullmatch(code):
        text = "the round is “{code}”; allowed: up to 20 letters, digits and _. Choose another."
        raise IntakeError(say(text, code=shown(code)))
    return code


def form_words(name: str, content: bytes) -> FormWords:
    """Return the words of an XLSForm, for an export with its labels.

    Raises:
        IntakeError: the file is no XLSForm.
    """
    return words_of_form(open_book(name, content))


def examine(name: str, content: bytes, reading: Reading) -> Review:
    """Return what a file holds and what is wrong in it; nothing is kept.

    Raises:
        IntakeError: the file cannot be opened, is of another survey, or holds what must not come in.
    """
    framework = reading.framework
    named = NamedColumns(framework, round_given=bool(check_round(reading.round)))
    reading.progress("open", 0)
    export = as_export(open_book(name, content, reading.limits), framework, reading.forms)
    reading.progress("read", 0)
    source = _source(export, reading, named)
    people = read_people(source, reading.key, reading.round)
    reading.progress("read", 1)
    given = read_answers(source, people, lambda done: reading.progress("check", done))
    reading.progress("check", 1)
    return Review(reading, source, people, given, hashlib.sha256(content).hexdigest())


def read(path: Path, reading: Reading, *, accept_valid: bool = False) -> Intake:
    """Return what a file holds: all of it, or with `accept_valid` what has no problem.

    Raises:
        IntakeError: anything in the file is not as the framework says; every problem is named.
    """
    review = examine(path.name, content_of(path), reading)
    if not accept_valid:
        review.problems.raise_if_any(review.export)
    return review.intake


def _source(export: Export, reading: Reading, named: NamedColumns) -> Source:
    """Return the rows that count.

    Raises:
        IntakeError: a column must not come in, is missing or doubled, or is of another survey.
    """
    framework = reading.framework
    problems = Problems(export.file)
    columns = sort_columns(export.header, named, framework.form, problems)
    _check_survey(export, columns, named, reading, problems)
    damaged = damaged_ids(export, columns, framework.form)
    if damaged:
        problems.add(damaged)
    problems.raise_if_any(export)
    submissions = count_submissions(
        export, columns, framework.form, round_given=bool(reading.round)
    )
    source = Source(framework, named, export, columns, submissions, problems)
    _note_consents(source)
    return source


def _check_survey(
    export: Export, columns: Columns, named: NamedColumns, reading: Reading, problems: Problems
) -> None:
    """Check in this order whether this is the survey, whether its language is known, and what must not come in.

    Raises:
        IntakeError: it is not, or holds what must not come in.
    """
    framework = reading.framework
    if columns.places.keys().isdisjoint(named.questions):
        title = framework.title["en"]
        raise OtherSurveyError(_of_another_survey(export, columns, named, title))
    lacking = missing(export, columns, named, framework)
    if reading.not_asked:
        lacking = replace(lacking, questions=())
    if lacking and export.dialect.names != "xml":
        raise UnknownLabelsError(unknown_labels(export, lacking, framework))
    refused = refusals(export, columns, _codes(framework))
    if refused:
        raise IntakeError(*(say("{file}: {what}", file=export.file, what=what) for what in refused))
    if lacking:
        problems.add(lacking.sentence())


def _note_consents(source: Source) -> None:
    """Note consents that are neither a yes nor a no."""
    consent = source.framework.form.consent
    if consent:
        for value, rows in source.submissions.unclear.items():
            source.wrong_rows(consent.column, rows, unclear(value, consent))


def _of_another_survey(
    export: Export, columns: Columns, named: NamedColumns, title: str
) -> Sentence:
    text = (
        "{file}: {dialect}. None of its columns is named by the framework, which names, for example, "
        "{names}. Check the framework file; for a form of your own with labels in its header, give the form too."
    )
    if columns.places.keys() - {named.framework.form.id}:
        text = (
            "{file}: {dialect}. None of its columns is a question of “{title}”, which asks, for example, {names}. If "
            "these are answers to another survey, choose its framework; for a form of your own with labels in its "
            "header, give the form too."
        )
    return say(
        text,
        file=export.file,
        dialect=Described(export.dialect, len(export)),
        names=listed(list(named.questions if "title" in text else named.all), 5),
        title=title,
    )


def _codes(framework: Framework) -> frozenset[str]:
    """Return every code that an answer to a choice question of this framework can be."""
    form = framework.form
    columns = (form.pilot, form.respondent_class, form.stakeholder_type, form.consent)
    return frozenset(
        {code for scale in framework.scales.values() for code in scale.codes}
        | {code for c in framework.characteristics.values() for code in c.categories}
        | {t.code for kind in framework.stakeholder_types.values() for t in kind.targets}
        | {said for column in columns if column for said in column.values}
        | {pilot.value for pilot in form.pilots}
        | set(framework.stakeholder_types)
    )


def _rounds(
    source: Source, people: Sequence[Person], month: Months, full: set[tuple[str, str]]
) -> tuple[Round, ...]:
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
