"""Ids that cannot be those of submissions: damaged by a spreadsheet, or shared by different ones."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from swit_data.errors import Sentence, listed, say, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from swit_data.framework import Form
    from swit_data.intake.checking.columns import Columns
    from swit_data.intake.dialects.export import Export

# 1.5E+12 in several locales, what stands in a cell too narrow for its number, and errors of formulas.
_DAMAGED = re.compile(
    r"[+-]?\d(?:[.,]\d+)?[eE]\+?\d{1,3}(?:#[\d.]+)?|\d+(?:[.,]\d+)?\s?[eEdD]\+\d{1,3}|"
    r"\d+(?:[.,]\d+)?\s?[x×*]\s?10\^\d+|#{2,}|#[^\W\d_][\w/]*[!?]"
)
_ROUNDED = re.compile(r"[1-9]\d{14}0+")  # Excel keeps 15 digits
# Rows that replace others: over a tenth of the file, and three or more, are no corrections.
_FEW, _SHARE = 3, 10
_MOST = 5
_DECIMALS = re.compile(r"(\d+)\.(?!000$)0+")


def damaged_ids(export: Export, columns: Columns, form: Form) -> Sentence | None:
    """Return why ids cannot be used, where a spreadsheet wrote them as 1.5E+12 or rounded them: many became one."""
    place = columns.places.get(form.id)
    values = [] if place is None else export.values(place)
    times = Counter(value for value in values if _ROUNDED.fullmatch(value))
    rows = [
        row for row, value in enumerate(values) if times[value] > 1 or _DAMAGED.fullmatch(value)
    ]
    if not rows:
        return None
    numbers = export.numbers()
    return say(
        "{n} ids in the column “{column}” (rows {rows}) were damaged by Excel: they stand there as 1.5E+12 does, so "
        "different people have the same. Import the export as it was downloaded, not as Excel saved it; or name "
        "another column in the framework file ([form] id).",
        n=len(rows),
        column=shown(form.id),
        rows=listed([numbers[row] for row in rows], _MOST),
    )


def doubtful_ids(
    export: Export,
    columns: Columns,
    form: Form,
    changed: Sequence[tuple[int, ...]],
    *,
    round_given: bool,
) -> Iterator[Sentence]:
    """Give why ids may not be those of submissions: one has several pilots or rounds, or many rows replace others."""
    pilot = columns.places.get(form.pilot.column)
    pilots = export.values(pilot) if pilot is not None and changed else []
    mixed = [rows for rows in changed if pilots and len({pilots[row] for row in rows}) > 1]
    numbers = export.numbers() if changed else ()
    if mixed:
        yield say(
            "One “{id}” stands for different pilots in rows {rows}: these are different interviews with one id, and "
            "only the last of them would count. Correct the ids, or name another column in the framework file ([form] "
            "id).",
            id=shown(form.id),
            rows=listed([numbers[row] for row in mixed[0]], _MOST),
        )
    rounds = [] if round_given or not changed else _rounds(export, columns, form)
    several = [rows for rows in changed if rounds and len({rounds[row] for row in rows}) > 1]
    if several:
        yield say(
            "One “{id}” stands in different rounds in rows {rows}, and only the last of them would count. If the same "
            "people were asked again, give each new interview an id of its own; if the round is a mistake, correct it, "
            "or import the file with the round in which it was held (--round).",
            id=shown(form.id),
            rows=listed([numbers[row] for row in several[0]], _MOST),
        )
    replaced = sum(len(rows) - 1 for rows in changed)
    if replaced >= _FEW and replaced * _SHARE > len(export):
        yield say(
            "{n} of {rows} rows have the same “{id}” as a later row with other answers, and would not count. Check "
            "that “{id}” tells interviews apart; or name another column in the framework file ([form] id).",
            n=replaced,
            rows=len(export),
            id=shown(form.id),
        )


def _rounds(export: Export, columns: Columns, form: Form) -> list[str]:
    """Return the round that each row means, however it is written; none where no column says it."""
    place = columns.places.get(form.round.column) if form.round else None
    if form.round is None or place is None:
        return []
    plain = {value: _DECIMALS.sub(r"\1", value).casefold() for value in set(export.values(place))}
    return [form.round.values.get(value, plain[value]) for value in export.values(place)]
