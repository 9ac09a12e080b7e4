"""The month in which a round was collected: no day and no hour enters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from swit_data.intake.checking.days import day_first, days
from swit_data.intake.dialects.folding import is_empty

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from swit_data.intake.checking.people import Person
    from swit_data.intake.checking.source import Source

# Of KoboToolbox and ODK, SurveyCTO, Qualtrics, LimeSurvey, Google Forms and CommCare.
_COLUMNS = (
    *("today", "start", "end", "_submission_time", "submissiondate", "starttime", "endtime"),
    *("startdate", "enddate", "recordeddate", "datestamp", "submitdate", "timestamp"),
    *("started_time", "completed_time", "received_on"),
)
_MONTH = len("2026-01")


@dataclass(frozen=True)
class Months:
    """The latest month (YYYY-MM) of each pilot and round, and how many dates were not read."""

    latest: Mapping[tuple[str, str], str]
    future: int  # dates after today: the clock of a telephone was wrong
    ambiguous: int  # such as 03/04/2026, which is March to some and April to others
    unreadable: int  # what is no date


def months(source: Source, people: Sequence[Person], today: date) -> Months:
    """Return the latest month of each pilot and round; none where no date stands."""
    latest: dict[tuple[str, str], str] = {}
    future = ambiguous = unreadable = 0
    now = today.isoformat()[:_MONTH]
    for place in _places(source):
        written = source.export.values(place)
        texts = [written[row] for row in source.submissions.rows]
        read = _read(texts)
        for text, person in zip(texts, people, strict=True):
            found = read[text]
            if len(found) == 1 and found[0] <= now:
                key = (person.pilot, person.round)
                latest[key] = max(latest.get(key, ""), found[0])
            future += len(found) == 1 and found[0] > now
            ambiguous += len(found) > 1
            unreadable += not found and bool(text) and not is_empty(text)
    return Months(latest, future, ambiguous, unreadable)


def _places(source: Source) -> Iterator[int]:
    """Give the columns with days: the one that the framework names, or those of the collecting tool."""
    named = source.framework.form.date
    place = source.export.place(named) if named else None
    if place is not None:
        yield place
        return
    own = source.columns.own
    yield from (own[name] for name in _COLUMNS if name in own)


def _read(texts: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the months that each text can mean; other dates of the column tell which part is the day."""
    different = list(dict.fromkeys(texts))
    first = day_first(different)
    found: dict[str, tuple[str, ...]] = {}
    for text in different:
        possible = days(text)
        if len(possible) > 1 and first is not None:
            possible = possible[:1] if first else possible[1:]
        found[text] = tuple(dict.fromkeys(day.isoformat()[:_MONTH] for day in possible))
    return found
