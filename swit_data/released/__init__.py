"""A release read: its tables, rows and labels, and differences between released rows; never an answer."""

from swit_data.released.gathering import gather, pilot_folders
from swit_data.released.pilot_release import PilotRelease, read_release
from swit_data.released.release import Release, open_release
from swit_data.released.rows import score_rows

__all__ = [
    "PilotRelease",
    "Release",
    "gather",
    "open_release",
    "pilot_folders",
    "read_release",
    "score_rows",
]
