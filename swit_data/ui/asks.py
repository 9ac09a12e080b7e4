"""What Asks and promises shows under a Selection: asks by stakeholder type, with what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from swit_data.dataset.asks import STATUSES
from swit_data.findings.asks import Asked, Line, ask_lines, asks_of
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.selection import Choices, Selection
from swit_data.ui import choices

FILTERS = ("pilots", "stakeholder_types", "status")


def choices_of(release: Release) -> Choices:
    """Return every id that the page lets choose."""
    return replace(choices.choices_of(release), statuses=STATUSES)


def chosen_asks(labels: Labels, chosen: Selection) -> tuple[Asked, ...]:
    """Return the released asks that are chosen."""
    return asks_of(labels, chosen.pilots, chosen.stakeholder_types, chosen.status)


def today() -> date:
    """Return the day on which a promise is overdue or not: the reader's own."""
    return date.today()  # noqa: DTZ011 - the time zone of this computer


def by_type(
    asks: Sequence[Asked], labels: Labels, on: date
) -> Iterator[tuple[str, str, list[Line]]]:
    """Give each stakeholder type, its name and the lines of its asks."""
    for code, rows in groupby(asks, lambda ask: ask.stakeholder_type):
        lines = [line for ask in rows for line in ask_lines(ask, labels, on)]
        yield code, labels.stakeholder_type(code), lines
