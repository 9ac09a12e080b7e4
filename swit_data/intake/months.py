"""The month in which a round was collected: no day and no hour enters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from swit_data.intake.people import Person
    from swit_data.intake.source import Source

_COLUMNS = ("today", "start", "end", "_submission_time", "submissiondate")
_DATE = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))-\d{2}")


@dataclass(frozen=True)
class Months:
    """The latest month (YYYY-MM) of each pilot and round, and how many dates were not read."""

    latest: Mapping[tuple[str, str], str]
    future: int  # dates after today: the clock of a telephone was wrong
    unreadable: int  # such as 03/04/2026, which is March to some and April to others


def months(source: Source, people: Sequence[Person], today: date) -> Months:
    """Return the latest month of each pilot and round; none where no date stands."""
    latest: dict[tuple[str, str], str] = {}
    future = unreadable = 0
    now = today.isoformat()[: len("2026-01")]
    for name in _COLUMNS:
        if name in source.columns.own:
            dates = source.export.values(source.columns.own[name])
            for row, person in zip(source.submissions.rows, people, strict=True):
                found = _DATE.match(dates[row])
                if found and found[1] <= now:
                    key = (person.pilot, person.round)
                    latest[key] = max(latest.get(key, ""), found[1])
                future += bool(found and found[1] > now)
                unreadable += bool(dates[row] and not found)
    return Months(latest, future, unreadable)
