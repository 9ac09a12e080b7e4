"""Answers in, release tables out: the only maker of numbers."""

from swit_data.release.decision import Decision, decide
from swit_data.release.folder import write
from swit_data.release.gathering import gather, pilot_folders
from swit_data.release.joining import join
from swit_data.release.making import make
from swit_data.release.reading import PilotRelease, read
from swit_data.release.rows import Release, open_release, score_rows
from swit_data.release.summary import summary
from swit_data.release.verify import sound, verdicts, verify

__all__ = [
    "Decision",
    "PilotRelease",
    "Release",
    "decide",
    "gather",
    "join",
    "make",
    "open_release",
    "pilot_folders",
    "read",
    "score_rows",
    "sound",
    "summary",
    "verdicts",
    "verify",
    "write",
]
