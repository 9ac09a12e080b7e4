"""Every column of a file sorted: named by the framework, dropped, or not named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from swit_data.errors import Sentence, say, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from swit_data.framework import Form
    from swit_data.framework.named_columns import NamedColumns
    from swit_data.intake.problems import Problems

# What KoboToolbox and ODK Central add by themselves, and what identifies people or places;
# matched on the whole header and on what follows its groups.
_COLLECTORS = re.compile(
    r"""_.* | start | end | today | username | deviceid | device_id | subscriberid | simserial
    | sim_serial | phonenumber | phone_number | email | audit | background-audio | meta[/-].*
    | formhub/.* | instanceid | instancename | rootuuid | deprecatedid
    | submissiondate | submitterid | submittername | key | parent_key | attachmentspresent
    | attachmentsexpected | status | reviewstate | edits | formversion
    | starttime | endtime | formdef_version | review_(?:status|quality|comments?|corrections)
    | startdate | enddate | recordeddate | datestamp | submitdate | timestamp | responseid
    | completed_time | started_time | received_on
    | .*[_-](latitude|longitude|altitude|precision|accuracy)""",
    re.IGNORECASE | re.VERBOSE,
)
_ANYBODYS = re.compile(
    r"username|phonenumber|phone_number|email|status|review_.*|timestamp", re.IGNORECASE
)
# Values of other columns are checked against the framework's codes; these could hold anything.
_FREE = ("[form] round", "[form] branch", "[form] participants")


@dataclass(frozen=True)
class Columns:
    """Where the framework's columns stand, and what becomes of the others."""

    places: Mapping[str, int]  # the framework's name of a column to its place in the header
    own: Mapping[str, int]  # the collector's own, by the last part in lower case
    kept: tuple[str, ...]
    dropped: tuple[str, ...]
    not_named: tuple[str, ...]
    dropped_places: frozenset[int]


def last_part(header: str) -> str:
    """Return a header without the groups that stand before it."""
    return header.rpartition("/")[2]


def sort_columns(
    header: tuple[str, ...], named: NamedColumns, form: Form, problems: Problems
) -> Columns:
    """Return where each column belongs; what is missing or doubled becomes a problem."""
    carried = _names_carried(header)
    places = {}
    for name in (*named.all, form.id):
        found = carried.get(name, [])
        if len(found) > 1:
            problems.add(_doubled(name, [header[place] for place in found]))
        if found:
            places[name] = found[0]
    _check_free(named, problems)
    identifier = places.get(form.id)
    claimed = {place for place in places.values() if place != identifier}
    spare = [place for place in range(len(header)) if place not in claimed]
    dropped_places = frozenset(
        place
        for place in spare
        if place == identifier or _is_own(header[place], header) or _ignored(header[place], form)
    )
    return Columns(
        places=places,
        own=_own(header, claimed),
        kept=tuple(header[place] for place in sorted(claimed)),
        dropped=tuple(header[place] for place in spare if place in dropped_places),
        not_named=tuple(header[place] for place in spare if place not in dropped_places),
        dropped_places=dropped_places,
    )


def _names_carried(header: tuple[str, ...]) -> Mapping[str, list[int]]:
    """Return the places of each name.

    Groups before the framework's names were taken off when the file was read; what still has something before it is
    another column.
    """
    carried: dict[str, list[int]] = {}
    for place, column in enumerate(header):
        carried.setdefault(column, []).append(place)
    return carried


def _is_own(column: str, header: Collection[str] = ()) -> bool:
    if option_of(column, header):
        return False
    last = last_part(column)
    inside = column != last and not column.lower().startswith("meta")
    # “about/phone_number” is a question of the form, whatever the tool calls its own.
    if inside and _ANYBODYS.fullmatch(last):
        return False
    return bool(_COLLECTORS.fullmatch(column) or _COLLECTORS.fullmatch(last))


def option_of(column: str, header: Collection[str]) -> str:
    """Return the column that this one is an option of, as “reasons” of “reasons/police”."""
    parent = column.rpartition("/")[0]
    return parent if parent in header else ""


def _ignored(column: str, form: Form) -> bool:
    read = (form.date, form.status.column if form.status else "")  # for the month and the review
    dropped = (*form.ignore, *filter(None, read))
    return column in dropped or last_part(column) in dropped


def _own(header: tuple[str, ...], claimed: set[int]) -> Mapping[str, int]:
    own: dict[str, int] = {}
    for place, column in enumerate(header):
        if place not in claimed and _is_own(column, header):
            own.setdefault(last_part(column).lower(), place)
    return own


def _doubled(name: str, headers: list[str]) -> Sentence:
    return say(
        "row 1 holds the column “{name}” of the framework {n} times: {where}; allowed "
        "is once. Take out the one that is not meant and import again.",
        name=name,
        n=len(headers),
        where=", ".join(f"“{shown(header)}”" for header in headers),
    )


def _check_free(named: NamedColumns, problems: Problems) -> None:
    for column, purpose in named.required.items():
        if purpose in _FREE and _is_own(column):
            text = (
                "the framework names “{column}” for {purpose}; that is a column of the collecting "
                "tool itself, which can identify people and never enters. Name another one."
            )
            problems.add(say(text, column=column, purpose=purpose))
