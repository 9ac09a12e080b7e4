"""Every answer of a file, checked against its scale and against who was asked what; a column at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from swit_data.dataset import ANSWERS, SKIPPED
from swit_data.errors import Sentence, say, shown
from swit_data.intake.checking.not_asked import was_skipped
from swit_data.intake.problems import ANSWER, CORRECT, illegal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from swit_data.framework.named_columns import TargetQuestion
    from swit_data.intake.checking.people import People
    from swit_data.intake.checking.source import Source


@dataclass
class GivenAnswers:
    """Answers, as long columns: who (a position), which question, and which answer."""

    questions: list[TargetQuestion] = field(default_factory=list)
    who: list[npt.NDArray[np.int64]] = field(default_factory=list)
    which: list[npt.NDArray[np.int64]] = field(default_factory=list)
    answers: list[pa.Array] = field(default_factory=list)

    def add(self, question: TargetQuestion, who: npt.NDArray[np.int64], answers: pa.Array) -> None:
        """Add the answers to a question."""
        self.which.append(np.full(len(who), len(self.questions), np.int64))
        self.questions.append(question)
        self.who.append(who)
        self.answers.append(answers)


def read_answers(source: Source, people: People, progress: Callable[[float], None]) -> GivenAnswers:
    """Return every answer that is allowed; an empty cell is none, a wrong one becomes a problem."""
    given = GivenAnswers()
    for number, (column, questions) in enumerate(source.named.questions.items()):
        if source.has(column):
            _read_column(source, people, column, questions, given)
            _add_skipped(source, people, column, questions, given)
            progress(number / len(source.named.questions))
    return given


def _read_column(
    source: Source,
    people: People,
    column: str,
    questions: Sequence[TargetQuestion],
    given: GivenAnswers,
) -> None:
    # All questions of a column are of one indicator, about several types or targets (checks.py).
    who, values = source.filled(column)
    scale = source.framework.scales[questions[0].indicator.scale].codes
    legal = pc.is_in(values, pa.array(scale, pa.string())).to_numpy(zero_copy_only=False)
    if not legal.all():
        _refuse(source, column, who[~legal], values.filter(pa.array(~legal)), scale)
    meant = np.zeros(len(who), np.int64)
    for question in questions:
        here = people.asked_of(question)[who]
        meant += here
        only = here & legal
        if len(questions) == 1 and only.any():
            given.add(question, who[only], values.filter(pa.array(only)))
    if len(questions) > 1:
        _one_of_several(people, questions, (who, values, legal & (meant == 1)), given)
    _not_meant(source, people, column, questions, (who, values, legal, meant))


def _add_skipped(
    source: Source,
    people: People,
    column: str,
    questions: Sequence[TargetQuestion],
    given: GivenAnswers,
) -> None:
    """Note where the form itself did not ask; where an answer stands nevertheless, the question was asked."""
    for question in questions if questions[0].indicator.asked_if else ():
        who = np.flatnonzero(was_skipped(source, column, question) & people.asked_of(question))
        if len(who):
            given.add(question, who, pa.array([SKIPPED] * len(who), pa.string()))


def _refuse(
    source: Source, column: str, who: npt.NDArray[np.int64], values: pa.Array, scale: Sequence[str]
) -> None:
    coded = values.dictionary_encode()
    places = coded.indices.to_numpy(zero_copy_only=False)
    for number, value in enumerate(coded.dictionary.to_pylist()):
        source.wrong_cells(column, who[places == number], illegal(value, scale), ANSWER)


def _one_of_several(
    people: People,
    questions: Sequence[TargetQuestion],
    cells: tuple[npt.NDArray[np.int64], pa.Array, npt.NDArray[np.bool_]],
    given: GivenAnswers,
) -> None:
    who, values, clear = cells
    for question in questions:
        here = clear & people.asked_of(question)[who]
        if here.any():
            given.add(question, who[here], values.filter(pa.array(here)))


def _not_meant(
    source: Source,
    people: People,
    column: str,
    questions: Sequence[TargetQuestion],
    cells: tuple[npt.NDArray[np.int64], pa.Array, npt.NDArray[np.bool_], npt.NDArray[np.int64]],
) -> None:
    who, values, legal, meant = cells
    if (meant[legal] > 1).any():
        first = int(who[legal & (meant > 1)][0])
        several = [q for q in questions if people.asked_of(q)[first]]
        source.problems.add(_unclear(column, several))
    for position in np.flatnonzero(legal & (meant == 0)):
        person = int(who[position])
        if person in people.asked.unclear:
            continue  # said already: whom this person was asked about is not understood
        # Where nobody is asked about, the stakeholder type or target is not known, which was said already.
        if people.anything[person] or not people.people[person].about_one:
            what = _not_asked(people, person, values[int(position)].as_py())
            source.wrong_cells(column, [person], what, ANSWER)


def _unclear(column: str, questions: Sequence[TargetQuestion]) -> Sentence:
    return say(
        "column “{column}” holds one answer for several targets of {type} ({targets}), so it does not say about whom. "
        "Name the column of the target in the framework file ([form] target), or put {{target}} into question.",
        column=shown(column),
        type=questions[0].stakeholder_type,
        targets=", ".join(question.target for question in questions),
    )


def _not_asked(people: People, position: int, value: str) -> Sentence:
    person = people.people[position]
    if person.stakeholder_type:
        about = " ".join(filter(None, [person.stakeholder_type, person.target]))
        text = "this is not asked of {asked} about {about}"
        why = say(text, asked=person.respondent_class, about=about)
    else:
        text = "this {asked} row was not asked about this target"
        why = say(text, asked=person.respondent_class)
    return say(
        "the answer “{value}” stands where none is allowed: {why}. {correct}",
        value=shown(value),
        why=why,
        correct=CORRECT,
    )


def answer_table(given: GivenAnswers, people: People, kept: npt.NDArray[np.bool_]) -> pa.Table:
    """Return one row per answer of the people kept, as ANSWERS of swit_data/dataset.py."""
    if not given.questions:
        return ANSWERS.empty_table()
    who, which = np.concatenate(given.who), np.concatenate(given.which)
    here = kept[who]
    who, which = who[here], which[here]
    answers = pa.concat_arrays(given.answers).filter(pa.array(here))

    def of_person(values: list[str]) -> pa.Array:
        return pa.array(values, pa.string()).take(pa.array(who))

    def of_question(values: list[str]) -> pa.Array:
        return pa.array(values, pa.string()).take(pa.array(which))

    columns = [
        of_person([person.respondent for person in people.people]),
        of_person([person.pilot for person in people.people]),
        of_person([person.round for person in people.people]),
        of_question([question.stakeholder_type for question in given.questions]),
        of_question([question.target for question in given.questions]),
        of_question([question.indicator.code for question in given.questions]),
        answers,
    ]
    return pa.table(columns, schema=ANSWERS)
