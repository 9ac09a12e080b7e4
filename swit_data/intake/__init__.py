"""A file from the field in, checked answers out."""

from swit_data.intake.dialects import FormWords
from swit_data.intake.found import Found, counts, sentences
from swit_data.intake.grouped import column_groups
from swit_data.intake.key import Key
from swit_data.intake.limits import PAGE, TERMINAL
from swit_data.intake.marked import marked_workbook
from swit_data.intake.reading import (
    Intake,
    Reading,
    Review,
    check_round,
    content_of,
    examine,
    form_words,
    read,
)

__all__ = [
    "PAGE",
    "TERMINAL",
    "FormWords",
    "Found",
    "Intake",
    "Key",
    "Reading",
    "Review",
    "check_round",
    "column_groups",
    "content_of",
    "counts",
    "examine",
    "form_words",
    "marked_workbook",
    "read",
    "sentences",
]
