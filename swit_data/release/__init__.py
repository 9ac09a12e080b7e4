"""Answers in, release tables out: the only maker of numbers."""

from swit_data.release.folder import PilotRelease, join, pilot_folders, read, write
from swit_data.release.making import make
from swit_data.release.rows import Release, open_release, score_rows

__all__ = [
    "PilotRelease",
    "Release",
    "join",
    "make",
    "open_release",
    "pilot_folders",
    "read",
    "score_rows",
    "write",
]
