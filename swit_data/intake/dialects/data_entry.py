"""Our own workbook for copying answers from paper: which of its sheets holds them, and what it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swit_data.errors import Sentence, say, shown
from swit_data.questionnaire.workbook import ANSWERS, ORIGIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from swit_data.framework import Framework
    from swit_data.intake.opening.book import Sheet


def entry_sheets(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Return the sheet with the answers of our own workbook; of any other file nothing."""
    names = {sheet.name for sheet in sheets}
    if ORIGIN not in names:
        return ()
    return tuple(sheet for sheet in sheets if sheet.name == ANSWERS)


def made_from_another(sheets: Sequence[Sheet], framework: Framework) -> list[Sentence]:
    """Return what to say where our workbook was made from another framework, or another version of it."""
    origin = next((dict(_pairs(sheet)) for sheet in sheets if sheet.name == ORIGIN), {})
    if origin.get("hash", framework.hash) == framework.hash:
        return []
    return [
        say(
            "This workbook was made from version {version} of the framework “{code}”; it is read with version "
            "{own} of “{own_code}”.",
            version=shown(origin.get("version", "?")),
            code=shown(origin.get("framework", "?")),
            own=framework.version,
            own_code=framework.code,
        )
    ]


def _pairs(sheet: Sheet) -> list[tuple[str, str]]:
    rows = [column.to_pylist() for column in sheet.table.columns[:2]]
    return [(str(what), str(value)) for what, value in zip(*rows, strict=True)]
