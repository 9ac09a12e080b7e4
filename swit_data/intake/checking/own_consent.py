"""Answers that endanger people: kept only of those who said yes to being asked just that, in a file of the full set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swit_data.errors import Sentence, say, shown
from swit_data.framework.model import UNSAID
from swit_data.intake.checking.consent import consents
from swit_data.intake.problems import ANSWER, CORRECT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from swit_data.framework.columns import Column
    from swit_data.framework.model import Characteristic
    from swit_data.framework.named_columns import NamedColumns
    from swit_data.intake.checking.columns import Columns
    from swit_data.intake.checking.source import Source


def refusals(columns: Columns, named: NamedColumns) -> Iterator[Sentence]:
    """Give a sentence for each column that this file must not hold: without its consent, or among core questions."""
    there = columns.places
    full = any(
        column in there and about[0].indicator.set == "full"
        for column, about in named.questions.items()
    )
    for column, consent in named.sensitive.items():
        if column in there and consent not in there:
            text = (
                "column “{column}” holds what endangers people if it is known of them, and “{consent}”, in which each "
                "of them agrees to be asked it, is missing: nothing of this file is taken. Export both, or delete "
                "“{column}” from the file."
            )
            yield say(text, column=shown(column), consent=shown(consent))
        elif column in there and not full:
            text = (
                "column “{column}” holds what endangers people if it is known of them. It is asked in the full set "
                "alone, and this file has no question of that set: nothing of it is taken. Delete “{column}” from the "
                "file."
            )
            yield say(text, column=shown(column))


def agreed(source: Source, characteristic: Characteristic, classes: Sequence[str]) -> list[bool]:
    """Return a truth a row: whether this person of the community agreed to be asked; what is unclear is a problem.

    What stands in these cells is never said: it may be the answer, in the wrong column.
    """
    consent = characteristic.own_consent
    if consent is None:
        return [True] * len(classes)
    name = consent.column.column
    values = source.values(name) if source.has(name) else [""] * len(classes)
    said = {value: consents(value, consent.column) for value in set(values)}
    unclear = [
        position
        for position, value in enumerate(values)
        if said[value] is None and classes[position] == "community"
    ]
    if unclear:
        source.wrong_cells(name, unclear, _unclear(consent.column), ANSWER)
    return [said[value] is True for value in values]


def answered(value: str) -> bool:
    """Say whether a cell says something of a person."""
    return value not in ("", UNSAID)


def _unclear(column: Column) -> Sentence:
    return say(
        "this (not shown here) is neither a yes ({yes}) nor a no of this question, so what was asked after it is not "
        "kept. {correct}",
        yes=", ".join(column.values),
        correct=CORRECT,
    )


def left_out(column: str, number: int) -> Sentence:
    """Return the sentence about answers that are not kept."""
    return say(
        "Not kept, {n} answers in “{column}”: whoever gave them did not agree, in the question before it, to be asked "
        "this.",
        n=number,
        column=shown(column),
    )
