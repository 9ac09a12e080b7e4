"""A file from the field in, checked answers out."""

from swit_data.intake.found import Found, sentences
from swit_data.intake.key import Key
from swit_data.intake.reading import Intake, check_round, read

__all__ = ["Found", "Intake", "Key", "check_round", "read", "sentences"]
