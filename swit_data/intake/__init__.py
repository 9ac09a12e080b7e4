"""A file from the field in, checked answers out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from swit_data.intake.checking.findings_of_file import FileFindings, counts, sentences
    from swit_data.intake.checking.grouped_columns import column_groups
    from swit_data.intake.checking.key import Key
    from swit_data.intake.checking.review_workbook import marked_workbook
    from swit_data.intake.dialects import FormWords
    from swit_data.intake.opening.any_file import content_of
    from swit_data.intake.opening.limits import PAGE, TERMINAL
    from swit_data.intake.review import Intake, Reading, Review, check_round, examine, form_words

# Each workbook is read by a program of its own, which needs none of these: they were half of its time.
_ROOMS = {
    "checking.findings_of_file": ("FileFindings", "counts", "sentences"),
    "checking.grouped_columns": ("column_groups",),
    "checking.key": ("Key",),
    "checking.review_workbook": ("marked_workbook",),
    "dialects": ("FormWords",),
    "opening.any_file": ("content_of",),
    "opening.limits": ("PAGE", "TERMINAL"),
    "review": ("Intake", "Reading", "Review", "check_round", "examine", "form_words"),
}
_PLACES = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "PAGE",
    "TERMINAL",
    "FileFindings",
    "FormWords",
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
    "sentences",
]


def __getattr__(name: str) -> object:
    """Return one of these names when it is asked for."""
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
