"""The month in which a round was collected: no day and no hour enters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from swit_data.intake.people import Person
    from swit_data.intake.source import Source

_COLUMNS = ("today", "start", "end", "_submission_time", "submissiondate")
_DATE = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))-\d{2}")


def months(source: Source, people: list[Person]) -> Mapping[tuple[str, str], str]:
    """Return the latest month (YYYY-MM) of each pilot and round; none where no date stands."""
    latest: dict[tuple[str, str], str] = {}
    for name in _COLUMNS:
        if name in source.columns.own:
            dates = source.cells.values(source.columns.own[name])
            for row, person in zip(source.submissions.rows, people, strict=True):
                date = _DATE.match(dates[row])
                if date:
                    key = (person.pilot, person.round)
                    latest[key] = max(latest.get(key, ""), date[1])
    return latest
