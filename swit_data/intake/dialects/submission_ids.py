"""What tells submissions apart: the same id and the same review, whatever the tool and export."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from swit_data.intake.dialects.answer_codes import decoded

if TYPE_CHECKING:
    from swit_data.intake.dialects.named_table import Frame

# KoboToolbox's _uuid is the instanceID without “uuid:”. ODK Central's KEY stays what it was when a submission is
# edited, meta-instanceID does not.
_STABLE = ("_uuid", "key", "meta/instanceid", "meta-instanceid", "instanceid", "_submission__uuid")
_PREFIX = r"^uuid:"
# As the API gives it, and as pandas flattens that.
_STATUS = (
    "_validation_status",
    *(f"_validation_status{sign}{key}" for key in ("uid", "label") for sign in "/."),
)
_REVIEWS = {
    "approved": "validation_status_approved",
    "not approved": "validation_status_not_approved",
    "on hold": "validation_status_on_hold",
    "{}": "",
}


def with_ids(frame: Frame, wanted: str, tool: str) -> Frame:
    """Return a table whose column `wanted` holds the stable ids, where the file has any."""
    names = (wanted.lower(), *(_STABLE if wanted.lower() in _STABLE and tool != "table" else ()))
    found = frame.first(names)
    if found is None:
        return frame
    values = pc.replace_substring_regex(found.values, _PREFIX, "")
    ids = replace(found, name=wanted, values=values)
    return frame.with_columns([ids if column is found else column for column in frame.columns])


def with_reviews(frame: Frame) -> Frame:
    """Return a table whose review is KoboToolbox's code, also where the file has its label."""
    found = frame.first(_STATUS)
    if found is None:
        return frame
    reviews = replace(found, name=_STATUS[0], values=decoded(found.values, _review))
    return frame.with_columns([reviews if column is found else column for column in frame.columns])


def _review(text: str) -> str:
    code = text.partition('"uid"')[2].partition('"')[2].partition('"')[0]  # of the API's JSON
    return code or _REVIEWS.get(text.casefold(), text)


def with_positions(frame: Frame, wanted: str, positions: list[str]) -> Frame:
    """Return a table of a repeat whose ids say which row of the submission each is: “id#2”."""
    found = frame.first((wanted.lower(),))
    if found is None:
        return frame
    values = pc.binary_join_element_wise(found.values, pa.array(positions, pa.string()), "#")
    numbered = replace(found, values=values)
    return frame.with_columns([numbered if column is found else column for column in frame.columns])
