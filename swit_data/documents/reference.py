"""The reference that every document carries: of which release, pilot, round, language and day it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, unquote

_WRITTEN = re.compile(
    r"swit:(?P<release>[0-9a-f]{16}):(?P<pilot>[A-Za-z0-9_]*):(?P<round>[^:\s]+)"
    r":(?P<language>[A-Za-z_]{2,12}):(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?::type=(?P<type>[A-Za-z0-9_]+))?(?::meeting=(?P<meeting>[0-9a-f]{16}))?"
)


@dataclass(frozen=True)
class Reference:
    """What a document was made from; an empty pilot stands for the comparison over all.

    `stakeholder_type`: the one that a card is about alone. `meeting`: of which slides the document is
    (meeting.mark_of).
    """

    release: str
    pilot: str
    round: str
    language: str
    made_on: date
    stakeholder_type: str = ""
    meeting: str = ""

    def __str__(self) -> str:
        """Return it as documents carry it: one word, that a program finds again."""
        parts = (self.release, self.pilot, quote(self.round, safe=""), self.language)
        more = [f":type={self.stakeholder_type}"] if self.stakeholder_type else []
        more += [f":meeting={self.meeting}"] if self.meeting else []
        return f"swit:{':'.join(parts)}:{self.made_on.isoformat()}{''.join(more)}"


def plain(code: str) -> str:
    """Return a code as it may stand in a file's name, on any system: letters, digits and hyphens."""
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in code)


def found_in(lines: Iterable[str]) -> Reference | None:
    """Return the first reference in the lines of a document, or nothing."""
    for match in _WRITTEN.finditer("\n".join(lines)):
        try:
            day = date.fromisoformat(match["day"])
        except ValueError:
            continue
        about = (match["release"], match["pilot"], unquote(match["round"]), match["language"])
        return Reference(*about, day, match["type"] or "", match["meeting"] or "")
    return None
