"""Answers in, release tables out: the only maker of numbers."""

from swit_data.release.decision import Decision, decide
from swit_data.release.folder import PilotRelease, join, pilot_folders, read, write
from swit_data.release.making import make
from swit_data.release.rows import Release, open_release, score_rows
from swit_data.release.summary import summary
from swit_data.release.verify import verify

__all__ = [
    "Decision",
    "PilotRelease",
    "Release",
    "decide",
    "join",
    "make",
    "open_release",
    "pilot_folders",
    "read",
    "score_rows",
    "summary",
    "verify",
    "write",
]
