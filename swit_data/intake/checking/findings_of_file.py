"""What was found in a file, in sentences for the person who decides whether to keep it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from swit_data.dataset import SKIPPED
from swit_data.errors import Sentence, listed, say, shown
from swit_data.intake.checking.columns import option_of
from swit_data.intake.checking.own_consent import left_out
from swit_data.intake.dialects import describe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyarrow as pa

    from swit_data.dataset import Round
    from swit_data.intake.checking.months import Months
    from swit_data.intake.checking.people import People
    from swit_data.intake.checking.source import Source
    from swit_data.intake.dialects.export import Dialect
    from swit_data.wording import Wording

_FEW = 40  # of the framework's own columns; those that do not enter are all named


@dataclass(frozen=True)
class Described:
    """How a file was written and how much is in it, said in whatever language a sentence is said in."""

    dialect: Dialect
    submissions: int

    def __str__(self) -> str:
        """Return it in English."""
        return describe(self.dialect, self.submissions)

    def said_in(self, wording: Wording) -> str:
        """Return it in a language."""
        return describe(self.dialect, self.submissions, wording)


@dataclass(frozen=True)
class FileFindings:
    """Counts and columns of a file; nothing of what a person said."""

    file: str
    dialect: Dialect
    rows: int
    submissions: int
    respondents: Mapping[str, int]  # pilot to distinct respondents
    answers: int
    rounds: tuple[Round, ...]
    repeated: int
    changed: tuple[tuple[int, ...], ...]  # rows as a spreadsheet shows them; the last one counts
    without_consent: int
    rejected: int
    numbered: int
    id: str
    kept: tuple[str, ...]
    dropped: tuple[str, ...]
    not_named: tuple[str, ...]
    absent: tuple[str, ...]  # question columns that the file does not have
    notes: tuple[Sentence, ...]  # what a reader of the file may not expect
    doubts: tuple[Sentence, ...]  # what only a person can decide: nothing is kept without one
    future: int  # dates after today
    ambiguous: int  # dates that can be read in two ways
    unreadable: int  # what is no date
    not_agreed: Mapping[str, int]  # a column of what endangers people: answers without own consent


def found_in(
    read: tuple[Source, People],
    tables: Mapping[str, pa.Table],
    rounds: tuple[Round, ...],
    month: Months,
) -> FileFindings:
    """Return what was found in a file."""
    source, persons = read
    counted, columns, pilots = source.submissions, source.columns, source.framework.form.pilots
    people = Counter(tables["respondents"]["pilot"].to_pylist())
    export = source.export
    numbers = export.numbers() if counted.changed else ()
    return FileFindings(
        file=export.file,
        dialect=export.dialect,
        rows=len(export),
        submissions=counted.distinct,
        respondents={pilot.code: people[pilot.code] for pilot in pilots if people[pilot.code]},
        answers=pc.sum(pc.not_equal(tables["answers"]["answer"], SKIPPED)).as_py() or 0,
        rounds=rounds,
        repeated=counted.repeated,
        changed=tuple(tuple(int(numbers[row]) for row in rows) for rows in counted.changed),
        without_consent=counted.without_consent,
        rejected=counted.rejected,
        numbered=counted.numbered,
        id=source.framework.form.id,
        kept=columns.kept,
        dropped=columns.dropped,
        not_named=columns.not_named,
        absent=tuple(name for name in source.named.questions if not source.has(name)),
        notes=export.notes,
        doubts=(*export.doubts, *counted.doubts),
        future=month.future,
        ambiguous=month.ambiguous,
        unreadable=month.unreadable,
        not_agreed=persons.not_agreed,
    )


def sentences(found: FileFindings) -> Iterator[Sentence]:
    """Give what was found, line by line, and every column that does not enter."""
    yield from counts(found)
    yield from _columns(found)


def counts(found: FileFindings) -> Iterator[Sentence]:
    """Give what was found, line by line, without its columns."""
    pilots = ", ".join(f"{pilot} {count}" for pilot, count in found.respondents.items())
    dialect = Described(found.dialect, found.submissions)
    yield say("{file}: {dialect}.", file=found.file, dialect=dialect)
    yield from found.doubts
    yield from found.notes
    text = "Rows: {rows}. Distinct submissions: {submissions}."
    yield say(text, rows=found.rows, submissions=found.submissions)
    people = sum(found.respondents.values())
    yield say("Respondents that count: {n}: {pilots}.", n=people, pilots=pilots)
    yield say("Answers: {n}.", n=found.answers)
    for code in sorted({row.round for row in found.rounds}):
        yield _round([row for row in found.rounds if row.round == code])
    yield from _left_out(found)
    yield from _dates(found)


def _columns(found: FileFindings) -> Iterator[Sentence]:
    text = "Columns read ({n}): {names}."
    yield say(text, n=len(found.kept), names=_names(found.kept, _FEW))
    text = "Dropped, they are the collecting tool's own or the framework says so ({n}): {names}."
    yield say(text, n=len(found.dropped), names=_names(found.dropped))
    text = "Not named by the framework, do not enter ({n}): {names}."
    yield say(text, n=len(found.not_named), names=_names(found.not_named))
    if found.absent:
        text = "Questions of the framework that the file does not have ({n}): {names}."
        yield say(text, n=len(found.absent), names=_names(found.absent, _FEW))


def _round(rows: list[Round]) -> Sentence:
    months = sorted({row.month for row in rows if row.month})
    sets = " and ".join(sorted({row.set for row in rows}))
    span = dict.fromkeys((*months[:1], *months[-1:]))
    when: Sentence | str = say("an unknown month")
    if len(span) == 1:
        when = months[0]
    elif span:
        when = say("{first} to {last}", first=months[0], last=months[-1])
    return say(
        "Round {round}: pilots {n}, last answers in {when}, questions {sets}.",
        round=rows[0].round,
        n=len(rows),
        when=when,
        sets=sets,
    )


def _left_out(found: FileFindings) -> Iterator[Sentence]:
    yield say("Left out, without consent: {n}.", n=found.without_consent)
    yield say("Left out, rejected by the reviewer: {n}.", n=found.rejected)
    yield from (left_out(column, number) for column, number in found.not_agreed.items())
    yield say("Sent again with the same answers, counted once: {n}.", n=found.repeated)
    for rows in found.changed:
        earlier = ", ".join(str(row) for row in rows[:-1])
        text = "Sent again with other answers: row {last} counts, not row {earlier}."
        yield say(text, last=rows[-1], earlier=earlier)
    if found.numbered:
        yield say(
            "{n} rows have no “{id}”: they are told apart by what stands in "
            "them, so a corrected row would count as another person.",
            n=found.numbered,
            id=found.id,
        )


def _dates(found: FileFindings) -> Iterator[Sentence]:
    if found.future:
        yield say(
            "{n} dates lie in the future, so the clock of a telephone was wrong: they do not count for the month of "
            "the round.",
            n=found.future,
        )
    if found.unreadable:
        text = "{n} dates are not read: they do not count for the month of the round. Write them as 2026-03-04."
        yield say(text, n=found.unreadable)
    if found.ambiguous:
        yield say(
            "{n} dates can be read in more than one way, as 03/04 can: they do not count for the month of the round. "
            "Write them as 2026-03-04, or state the month in dataset.toml.",
            n=found.ambiguous,
        )


def _names(columns: tuple[str, ...], most: int | None = None) -> Sentence | str:
    """Return the columns listed; options of one question are counted behind it."""
    options = Counter(filter(None, (option_of(column, columns) for column in columns)))
    names = [
        (shown(column) or "–") + (f" (+{options[column]})" if options[column] else "")
        for column in columns
        if not option_of(column, columns)
    ]
    return listed(names, most or len(names)) if names else say("none")
