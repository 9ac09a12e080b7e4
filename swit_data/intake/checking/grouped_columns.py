"""The columns of a file in groups: what became of them, and which part of the framework they are of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from swit_data.intake.review import Review

# What becomes of a column: answers, other columns of the framework, left outside, or not in the file.
QUESTIONS, FORM, DROPPED, NOT_NAMED, ABSENT = "questions", "form", "dropped", "not_named", "absent"


@dataclass(frozen=True)
class ColumnGroup:
    """Columns of which the same becomes, in the order of the file; `part` of the framework where they are questions."""

    becomes: str
    part: str
    columns: tuple[str, ...]


def column_groups(review: Review) -> tuple[ColumnGroup, ...]:
    """Return the columns of a file in groups; those of questions in the order of the framework's parts."""
    found, questions = review.intake.found, review.source.named.questions
    order = list(review.reading.framework.parts)
    read = {name: _part(review, name) for name in found.kept}
    absent = {name: _part(review, name) for name in found.absent}
    groups = [
        *((QUESTIONS, part, _of(part, read)) for part in order),
        (FORM, "", tuple(name for name in found.kept if name not in questions)),
        (NOT_NAMED, "", found.not_named),
        (DROPPED, "", found.dropped),
        *((ABSENT, part, _of(part, absent)) for part in order),
    ]
    return tuple(ColumnGroup(*group) for group in groups if group[2])


def _part(review: Review, column: str) -> str:
    about = review.source.named.questions.get(column)
    return about[0].indicator.part if about else ""


def _of(part: str, columns: dict[str, str]) -> tuple[str, ...]:
    return tuple(name for name, of in columns.items() if of == part)
