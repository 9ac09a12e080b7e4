"""Which tool wrote a file, by the columns that it adds of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from swit_data.intake.opening.book import Sheet

# KoboToolbox (kpi, formpack) and ODK Central (lib/data/briefcase.js), in lower case.
_KOBO = {
    *("_id", "_uuid", "_submission_time", "_validation_status", "_index", "_submitted_by"),
    *("_submission__id", "_submission__uuid", "_parent_index", "_parent_table_name"),
}
_ODK = {
    *("submissiondate", "key", "parent_key", "submitterid", "submittername", "formversion"),
    *("reviewstate", "meta-instanceid", "meta/instanceid", "instanceid", "attachmentsexpected"),
}
_ENOUGH = 2  # one such name may be anybody's
_VERSIONS = re.compile(r"(?:.*/)?(?:__version__(?:_\d+)?|_version_|formversion)", re.IGNORECASE)
_TAG = r"^#[a-zA-Z][\w]*(\s*\+[a-zA-Z]\w*)*$"  # hxlstandard.org: #indicator+ce1


def tool_of(sheets: Iterable[Sheet]) -> str:
    """Return kobo, odk or table."""
    own = {header.lower() for sheet in sheets for header in sheet.header}
    if len(own & _KOBO) >= _ENOUGH:
        return "kobo"
    return "odk" if len(own & _ODK) >= _ENOUGH else "table"


def is_own(header: str) -> bool:
    """Say whether a column is one that a tool adds of itself."""
    name = header.lower()
    return name in _KOBO | _ODK or name.startswith("_") or bool(_VERSIONS.fullmatch(name))


def versions_of(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Return the versions of the form that the submissions were made with, as they first stand."""
    found: dict[str, None] = {}
    for sheet in sheets:
        for place, header in enumerate(sheet.header):
            if _VERSIONS.fullmatch(header):
                texts = pc.unique(pc.utf8_trim_whitespace(sheet.table[str(place)]))
                found |= dict.fromkeys(str(text) for text in texts.to_pylist() if text)
    return tuple(found)


def tags_under(sheet: Sheet) -> bool:
    """Say whether the first row under the header holds HXL tags, not answers."""
    first = [str(column[0].as_py()).strip() for column in sheet.table.columns if len(column)]
    said = pa.array([text for text in first if text], pa.string())
    return bool(len(said)) and bool(pc.all(pc.match_substring_regex(said, _TAG)).as_py())
