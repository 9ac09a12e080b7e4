"""The meeting of a visit, and its copy in the browser's tab, so that a reload loses neither slides nor notes.

The copy is the meeting's file (ids and notes, no number) in sessionStorage: it belongs to one tab and one origin, is
sent to nobody but by our own element after a reload, and is gone with the tab. Neither the URL nor the server keeps it.
"""

import json
from typing import Any

from swit_data import meeting as plan
from swit_data.errors import MeetingError
from swit_data.meeting import Meeting
from swit_data.ui import choice, session
from swit_data.ui.elements import element
from swit_data.ui.present import keys

_MEETING, _PRESENTING = "meeting", "meeting_presenting"
_ELEMENT = "keep_meeting"


def kept() -> Meeting:
    """Return the meeting of this visit."""
    return session.remembered(_MEETING, None) or Meeting()


def put(meeting: Meeting) -> None:
    """Take a meeting for that of this visit."""
    session.remember(_MEETING, meeting)


def presenting() -> bool:
    """Say whether the meeting is being shown."""
    return session.remembered(_PRESENTING, False)


def present(*, on: bool) -> None:
    """Show the meeting from the next run on, or no longer."""
    session.remember(_PRESENTING, on)


def keep(meeting: Meeting, *, presented: bool) -> None:
    """Let the browser's tab keep the meeting; a visit that has none yet asks for the one of before the reload."""
    fresh = session.remembered(_MEETING, None) is None
    text = "" if fresh or not meeting.slides else _written(meeting, presented=presented)
    data = {"fresh": fresh, "text": text}
    element("keep_meeting")(data=data, key=_ELEMENT, height=1, on_found_change=_found)


def _written(meeting: Meeting, *, presented: bool) -> str:
    language = meeting.language or choice.language()
    whole = Meeting(meeting.slides, language, meeting.second, meeting.release)
    told = {"meeting": plan.written(whole).decode(), "presented": presented, "off": [*keys.off()]}
    return json.dumps(told, ensure_ascii=False)


def _found() -> None:
    """Take up what the tab kept; what is damaged or of another version is let go, as if there were none."""
    if session.remembered(_MEETING, None) is not None:
        return
    told = _read(getattr(session.value_of(_ELEMENT), "found", None))
    try:
        put(plan.read(str(told.get("meeting", "")).encode()))
    except MeetingError:
        put(Meeting())
        return
    present(on=told.get("presented") is True)
    off = told.get("off")
    keys.switch_off(tuple(map(str, off)) if isinstance(off, list) else ())


def _read(text: object) -> dict[str, Any]:
    try:
        told = json.loads(str(text))
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
