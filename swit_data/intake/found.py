"""What was found in a file, in sentences for the person who decides whether to keep it."""

from __future__ import annotations

import textwrap
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from swit_data.errors import listed
from swit_data.intake.columns import option_of
from swit_data.intake.problems import shown
from swit_data.intake.sheet import SEPARATORS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyarrow as pa

    from swit_data.dataset import Round
    from swit_data.intake.sheet import Sheet
    from swit_data.intake.source import Source

_FEW = 40  # of the framework's own columns; those that do not enter are all named


@dataclass(frozen=True)
class Found:
    """Counts and columns of a file; nothing of what a person said."""

    file: str
    dialect: str
    rows: int
    submissions: int
    respondents: Mapping[str, int]  # pilot to distinct respondents
    answers: int
    rounds: tuple[Round, ...]
    repeated: int
    changed: tuple[tuple[int, ...], ...]  # rows as a spreadsheet shows them; the last one counts
    without_consent: int
    rejected: int
    numbered: int
    id: str
    kept: tuple[str, ...]
    dropped: tuple[str, ...]
    not_named: tuple[str, ...]
    absent: tuple[str, ...]  # question columns that the file does not have


def found_in(
    sheet: Sheet, source: Source, tables: Mapping[str, pa.Table], rounds: tuple[Round, ...]
) -> Found:
    """Return what was found in a file."""
    counted, columns, pilots = source.submissions, source.columns, source.framework.form.pilots
    people = Counter(tables["respondents"]["pilot"].to_pylist())
    numbers = sheet.spreadsheet_rows() if counted.changed else []
    return Found(
        file=sheet.file,
        dialect=_dialect(sheet, source),
        rows=len(source.cells),
        submissions=counted.distinct,
        respondents={pilot.code: people[pilot.code] for pilot in pilots if people[pilot.code]},
        answers=len(tables["answers"]),
        rounds=rounds,
        repeated=counted.repeated,
        changed=tuple(
            tuple(numbers[row + source.cells.skipped] for row in rows) for rows in counted.changed
        ),
        without_consent=counted.without_consent,
        rejected=counted.rejected,
        numbered=counted.numbered,
        id=source.named.id,
        kept=columns.kept,
        dropped=columns.dropped,
        not_named=columns.not_named,
        absent=tuple(name for name in source.named.questions if not source.has(name)),
    )


def _dialect(sheet: Sheet, source: Source) -> str:
    own = source.columns.own
    tool = "a table"
    if {"_uuid", "_submission_time"} <= own.keys() | {source.named.id}:
        tool = "an export of KoboToolbox with XML names"
    elif {"submissiondate", "key"} <= own.keys() | {source.named.id.lower()}:
        tool = "an export of ODK Central"
    tags = ", with a row of HXL tags" if source.cells.skipped > 1 else ""
    return f"{tool}, columns separated by {SEPARATORS[sheet.separator]}{tags}"


def sentences(found: Found) -> Iterator[str]:
    """Give what was found, line by line."""
    pilots = ", ".join(f"{pilot} {count}" for pilot, count in found.respondents.items())
    yield f"{found.file}: {found.dialect}."
    yield f"Rows: {found.rows}. Distinct submissions: {found.submissions}."
    yield from _wrapped(f"Respondents that count: {sum(found.respondents.values())}", pilots)
    yield f"Answers: {found.answers}."
    for code in sorted({row.round for row in found.rounds}):
        yield _round([row for row in found.rounds if row.round == code])
    yield from _left_out(found)
    yield from _wrapped(f"Columns read ({len(found.kept)})", _names(found.kept, _FEW))
    yield from _wrapped(
        f"Dropped, they are the collecting tool's own or the framework says so "
        f"({len(found.dropped)})",
        _names(found.dropped),
    )
    yield from _wrapped(
        f"Not named by the framework, do not enter ({len(found.not_named)})",
        _names(found.not_named),
    )
    if found.absent:
        title = f"Questions of the framework that the file does not have ({len(found.absent)})"
        yield from _wrapped(title, _names(found.absent, _FEW))


def _round(rows: list[Round]) -> str:
    months = sorted({row.month for row in rows if row.month})
    sets = " and ".join(sorted({row.set for row in rows}))
    when = " to ".join(dict.fromkeys((*months[:1], *months[-1:]))) or "an unknown month"
    return f"Round {rows[0].round}: pilots {len(rows)}, last answers in {when}, questions {sets}."


def _left_out(found: Found) -> Iterator[str]:
    yield f"Left out, without consent: {found.without_consent}."
    yield f"Left out, rejected by the reviewer: {found.rejected}."
    yield f"Sent again with the same answers, counted once: {found.repeated}."
    for rows in found.changed:
        earlier = ", ".join(str(row) for row in rows[:-1])
        yield f"Sent again with other answers: row {rows[-1]} counts, not row {earlier}."
    if found.numbered:
        yield (
            f"{found.numbered} rows have no “{found.id}”: they are told apart by what stands in "
            "them, so a corrected row would count as another person."
        )


def _names(columns: tuple[str, ...], most: int | None = None) -> str:
    """Return the columns listed; options of one question are counted behind it."""
    options = Counter(option_of(column, columns) for column in columns)
    names = [
        shown(column) + (f" (and {options[column]} options)" if options[column] else "")
        for column in columns
        if not option_of(column, columns)
    ]
    return listed(names, most or len(names)) if names else ""


def _wrapped(title: str, text: str) -> list[str]:
    line = f"{title}: {text or 'none'}."
    return textwrap.wrap(
        line, 100, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
