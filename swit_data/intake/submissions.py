"""Which rows of a file count: each submission once, with consent, not rejected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from swit_data.framework import Form
    from swit_data.intake.columns import Columns
    from swit_data.intake.export import Export

_REJECTED = ("validation_status_not_approved", "not approved", "rejected")
_STATUS = ("_validation_status", "reviewstate")
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


def count_submissions(cells: Export, columns: Columns, form: Form) -> Submissions:
    """Return which rows of a file count."""
    identities, numbered = _identities(cells, columns, form)
    order = _order(cells, columns)
    sent: dict[str, list[int]] = {}
    for row in sorted(range(len(cells)), key=lambda row: (order[row], row)):
        sent.setdefault(identities[row], []).append(row)
    again = [tuple(rows) for rows in sent.values() if len(rows) > 1]
    changed = tuple(rows for rows in again if not _same(cells, columns, rows))
    # The last one counts before consent is looked at: a consent can be withdrawn.
    last = sorted(rows[-1] for rows in sent.values())
    consent, rejected = _with_consent(cells, columns, form), _rejected(cells, columns, form)
    kept = [row for row in last if row in consent and row not in rejected]
    return Submissions(
        rows=tuple(kept),
        identities=tuple(identities[row] for row in kept),
        left_out=tuple(identities[row] for row in last if row not in consent or row in rejected),
        distinct=len(last),
        repeated=sum(len(rows) - 1 for rows in again) - sum(len(rows) - 1 for rows in changed),
        changed=changed,
        without_consent=sum(row not in consent for row in last),
        rejected=sum(row in consent and row in rejected for row in last),
        numbered=numbered,
    )


def _identities(cells: Export, columns: Columns, form: Form) -> tuple[list[str], int]:
    """Return what identifies each row: its id, or its content and how often that came before."""
    place = columns.places.get(form.id)
    ids = [""] * len(cells) if place is None else cells.values(place)
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


def _contents(cells: Export) -> list[str]:
    """Return all that stands in each row as one text."""
    joined = pc.binary_join_element_wise(*cells.table.columns, "\x1f")
    return [str(value) for value in joined.to_pylist()]


def _order(cells: Export, columns: Columns) -> Sequence[float]:
    """Return when each row was sent, in seconds; 0 where that is not known."""
    place = _first(columns.own, _TIMES)
    return [0.0] * len(cells) if place is None else [_seconds(v) for v in cells.values(place)]


def _seconds(text: str) -> float:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return 0.0
    # KoboToolbox writes UTC without saying so.
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _same(cells: Export, columns: Columns, rows: Iterable[int]) -> bool:
    """Say whether rows hold the same in every column that the framework names."""
    places = sorted(set(columns.places.values()))
    found = cells.table.select([str(place) for place in places]).take(list(rows)).to_pylist()
    return all(row == found[0] for row in found)


def _with_consent(cells: Export, columns: Columns, form: Form) -> set[int]:
    if form.consent is None:
        return set(range(len(cells)))
    if form.consent.constant:
        return set(range(len(cells)))
    values = cells.values(columns.places[form.consent.column])
    return {row for row, value in enumerate(values) if value in form.consent.values}


def _rejected(cells: Export, columns: Columns, form: Form) -> set[int]:
    place = _first(columns.own, _STATUS)
    if form.rejected == "keep" or place is None:
        return set()
    values = cells.values(place)
    return {row for row, value in enumerate(values) if value.casefold() in _REJECTED}


def _first(own: Mapping[str, int], names: Iterable[str]) -> int | None:
    return next((own[name] for name in names if name in own), None)
