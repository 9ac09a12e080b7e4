"""The meeting: a sequence of views put together by the speaker, and shown one statement and one picture at a time."""

from swit_data.ui.present.planning import choose_present, list_slides, open_meeting, save_meeting
from swit_data.ui.present.showing import offer, presenting, show

__all__ = [
    "choose_present",
    "list_slides",
    "offer",
    "open_meeting",
    "presenting",
    "save_meeting",
    "show",
]
