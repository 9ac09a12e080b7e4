"""Which rows of a file count: each submission once, with consent, not rejected."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from swit_data.intake.checking.consent import consents
from swit_data.intake.checking.doubtful_ids import doubtful_ids
from swit_data.intake.checking.rejected import reviews

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from swit_data.errors import Sentence
    from swit_data.framework import Form
    from swit_data.intake.checking.columns import Columns
    from swit_data.intake.dialects.export import Export

_DECIMALS = re.compile(r"(?P<n>\d+)\.(?!000$)0+")  # “12.000” may be twelve thousand
_TIMES = ("_submission_time", "submissiondate")


@dataclass(frozen=True)
class Submissions:
    """The rows that count, and how many do not; rows are counted from 0 under the header."""

    rows: tuple[int, ...]
    identities: tuple[str, ...]  # of `rows`; never stored, respondent ids are made of them
    left_out: tuple[str, ...]  # identities without consent or rejected
    distinct: int
    repeated: int  # sent again with the same answers
    changed: tuple[tuple[int, ...], ...]  # rows sent again with other answers; the last one counts
    without_consent: int
    rejected: int
    numbered: int  # rows without an id, told apart by what stands in them
    unclear: Mapping[str, Sequence[int]]  # consents that are neither a yes nor a no, to their rows
    doubts: tuple[Sentence, ...]  # what only a person can decide


def count_submissions(
    cells: Export, columns: Columns, form: Form, *, round_given: bool = False
) -> Submissions:
    """Return which rows of a file count; `round_given`: all are of one round, whatever the file says."""
    identities, numbered = _identities(cells, columns, form)
    order = _order(cells, columns)
    sent: dict[str, list[int]] = {}
    for row in sorted(range(len(cells)), key=lambda row: (order[row], row)):
        sent.setdefault(identities[row], []).append(row)
    again = [tuple(rows) for rows in sent.values() if len(rows) > 1]
    changed = tuple(rows for rows in again if not _same(cells, columns, rows))
    # The last one counts before consent is looked at: a consent can be withdrawn.
    last = sorted(rows[-1] for rows in sent.values())
    consent, reviewed = _consents(cells, columns, form), reviews(cells, columns, form)
    rejected = reviewed.rejected
    kept = [row for row in last if consent[row] and row not in rejected]
    gone = [row for row in last if consent[row] is False or row in rejected]
    return Submissions(
        rows=tuple(kept),
        identities=tuple(identities[row] for row in kept),
        left_out=tuple(identities[row] for row in gone),
        distinct=len(last),
        repeated=sum(len(rows) - 1 for rows in again) - sum(len(rows) - 1 for rows in changed),
        changed=changed,
        without_consent=sum(consent[row] is False for row in last),
        rejected=sum(bool(consent[row]) and row in rejected for row in last),
        numbered=numbered,
        unclear=_unclear(
            cells, columns, form, [r for r in last if consent[r] is None and r not in rejected]
        ),
        doubts=(
            *reviewed.doubts,
            *doubtful_ids(cells, columns, form, changed, round_given=round_given),
        ),
    )


def _identities(cells: Export, columns: Columns, form: Form) -> tuple[list[str], int]:
    """Return what identifies each row: its id, or its content and how often that came before."""
    place = columns.places.get(form.id)
    ids = [""] * len(cells) if place is None else list(map(_whole, cells.values(place)))
    if all(ids):
        return [f"id\0{found}" for found in ids], 0
    contents = _contents(cells)
    seen: dict[str, int] = {}
    identities = []
    for row, found in enumerate(ids):
        if found:
            identities.append(f"id\0{found}")
            continue
        content = contents[row]
        seen[content] = seen.get(content, 0) + 1
        identities.append(f"row\0{seen[content]}\0{content}")
    return identities, sum(seen.values())


def _whole(found: str) -> str:
    """Return an id as it was before a program made a number with decimals of it."""
    whole = _DECIMALS.fullmatch(found)
    return whole["n"] if whole else found


def _contents(cells: Export) -> list[str]:
    """Return all that stands in each row as one text."""
    joined = pc.binary_join_element_wise(*cells.table.columns, "\x1f")
    return [str(value) for value in joined.to_pylist()]


def _order(cells: Export, columns: Columns) -> Sequence[float]:
    """Return when each row was sent, in seconds; 0 where that is not known."""
    place = _first(columns.own, _TIMES)
    return [0.0] * len(cells) if place is None else [_seconds(v) for v in cells.values(place)]


def _seconds(text: str) -> float:
    for read in (datetime.fromisoformat, _american, _serial):
        try:
            moment = read(text)
        except (ValueError, OverflowError):
            continue
        # KoboToolbox writes UTC without saying so.
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    return 0.0


def _american(text: str) -> datetime:
    """Return the time that SurveyCTO writes: May 14, 2018 7:30:00 AM."""
    return datetime.strptime(text, "%b %d, %Y %I:%M:%S %p").replace(tzinfo=UTC)


def _serial(text: str) -> datetime:
    """Return the time of a day as Excel counts it."""
    return datetime(1899, 12, 30, tzinfo=UTC) + timedelta(days=float(text.replace(",", ".")))


def _same(cells: Export, columns: Columns, rows: Iterable[int]) -> bool:
    """Say whether rows hold the same in every column that the framework names."""
    places = sorted(set(columns.places.values()))
    found = cells.table.select([str(place) for place in places]).take(list(rows)).to_pylist()
    return all(row == found[0] for row in found)


def _consents(cells: Export, columns: Columns, form: Form) -> Sequence[bool | None]:
    """Return what each row's consent says; nothing where that is neither a yes nor a no."""
    column = form.consent
    if column is None or column.constant:
        return [True] * len(cells)
    values = cells.values(columns.places[column.column])
    said = {value: consents(value, column) for value in set(values)}
    return [said[value] for value in values]


def _unclear(
    cells: Export, columns: Columns, form: Form, rows: Sequence[int]
) -> Mapping[str, list[int]]:
    """Return the rows whose consent is neither a yes nor a no, by what it says."""
    found: dict[str, list[int]] = {}
    if form.consent is None or not rows:
        return found
    values = cells.values(columns.places[form.consent.column])
    for row in rows:
        found.setdefault(values[row], []).append(row)
    return found


def _first(own: Mapping[str, int], names: Iterable[str]) -> int | None:
    return next((own[name] for name in names if name in own), None)
