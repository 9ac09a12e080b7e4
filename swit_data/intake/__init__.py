"""A file from the field in, checked answers out."""

from swit_data.intake.checking.findings_of_file import FileFindings, counts, sentences
from swit_data.intake.checking.grouped_columns import column_groups
from swit_data.intake.checking.key import Key
from swit_data.intake.checking.review_workbook import marked_workbook
from swit_data.intake.dialects import FormWords
from swit_data.intake.opening.any_file import content_of
from swit_data.intake.opening.limits import PAGE, TERMINAL
from swit_data.intake.review import Intake, Reading, Review, check_round, examine, form_words

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
