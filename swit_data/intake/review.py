"""A file from the field examined whole: what is in it, what is wrong, and what may be kept of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from swit_data.dataset import Round
from swit_data.errors import IntakeError, say, shown
from swit_data.framework.form import ROUND
from swit_data.framework.named_columns import NamedColumns
from swit_data.intake.checking.answers import GivenAnswers, read_answers
from swit_data.intake.checking.findings_of_file import FileFindings, found_in
from swit_data.intake.checking.kept_rows import rounds_of, tables_of
from swit_data.intake.checking.months import months
from swit_data.intake.checking.people import People, read_people, respondent_of
from swit_data.intake.checking.source import Source
from swit_data.intake.checking.survey import read_source
from swit_data.intake.dialects import FormWords, as_export, words_of_form
from swit_data.intake.opening.any_file import open_book
from swit_data.intake.opening.limits import PAGE, Limits
from swit_data.intake.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from swit_data.framework import Framework
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
    found: FileFindings
    left_out: frozenset[str]  # respondent ids of submissions without consent or rejected
    fingerprint: str  # sha256 of the file


@dataclass(frozen=True)
class Review:
    """A file that was examined: nothing of it is kept yet."""

    reading: Reading
    source: Source
    people: People
    given: GivenAnswers
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
        rounds = rounds_of(self.source, people, month, self._full(kept))
        tables = tables_of(self.people, self.given, kept, self.reading.framework)
        left_out = [i for i in self.source.submissions.left_out if i.startswith("id\0")]
        return Intake(
            tables=tables,
            rounds=rounds,
            found=found_in((self.source, self.people), tables, rounds, month),
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
    source = read_source(export, named, not_asked=reading.not_asked)
    people = read_people(source, reading.key, reading.round)
    reading.progress("read", 1)
    given = read_answers(source, people, lambda done: reading.progress("check", done))
    reading.progress("check", 1)
    return Review(reading, source, people, given, hashlib.sha256(content).hexdigest())
