"""What a header shows without knowing the form: groups, columns of options, names or labels."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from swit_data.intake.dialects.collector import is_own
from swit_data.intake.dialects.select_multiple import looks_like_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from swit_data.intake.opening.book import Sheet

_SEPARATORS = ("/", "::", "|", "-", ".", ":")
_NAME = re.compile(r"[A-Za-z_][\w\-./:|]*")  # a name of XForms with groups before it
_POINT = re.compile(r"(.*)[-/](Latitude|Longitude|Altitude|Accuracy)")
_SHARED = 2


def is_labels(headers: Sequence[str]) -> bool:
    """Say whether most headers are texts for people rather than names."""
    theirs = [header for header in headers if header and not is_own(header)]
    return sum(not _NAME.fullmatch(header) for header in theirs) * 2 > len(theirs)


def group_separator(headers: Sequence[str], tool: str) -> str:
    """Return what stands between groups and questions in names that no form explains; empty: nothing."""
    if tool == "odk":  # it joins with “-”, and its own group is always there
        return "-" if any(header.lower() == "meta-instanceid" for header in headers) else ""
    theirs = [header for header in headers if _NAME.fullmatch(header) and not is_own(header)]
    shared = {sign: _groups(theirs, set(headers), sign) for sign in _SEPARATORS}
    most = max(_SEPARATORS, key=lambda sign: shared[sign])  # of equals, the first
    # A “/” cannot be in a name; another sign shows groups where two questions share one.
    return most if shared[most] >= (1 if most == "/" else _SHARED) else ""


def _groups(headers: Sequence[str], others: set[str], sign: str) -> int:
    """Return how many headers have a group before them; options have their question."""
    before = Counter(header.partition(sign)[0] for header in headers if sign in header)
    return sum(
        count
        for group, count in before.items()
        if group and group not in others and (sign == "/" or count >= _SHARED)
    )


def options_of(sheet: Sheet, places: Iterable[int]) -> Mapping[int, int]:
    """Return the columns that only repeat an answer of another one, with that one's place.

    “reasons/police” beside “reasons” is an option of it, where it holds nothing but 1 and 0.
    """
    there = {header: place for place, header in enumerate(sheet.header)}
    found = {}
    for place in places:
        for before in _before(sheet.header[place]):
            if before in there and looks_like_options(sheet, place):
                found[place] = there[before]
                break
    return found


def without_question(sheet: Sheet, places: Sequence[int]) -> Mapping[str, list[int]]:
    """Return columns that look like the options of one question that has no column of its own.

    All hold nothing but 1 and 0, and are empty in the same rows.
    """
    found: dict[str, list[int]] = {}
    for place in places:
        found.setdefault(sheet.header[place].rpartition("/")[0], []).append(place)
    return {
        question: columns
        for question, columns in found.items()
        if question and len(columns) >= _SHARED and _empty_together(sheet, columns)
    }


def _empty_together(sheet: Sheet, places: Sequence[int]) -> bool:
    if not all(looks_like_options(sheet, place) for place in places):
        return False
    first, *others = (pc.not_equal(sheet.table[str(place)], "") for place in places)
    return bool(pc.any(first).as_py()) and all(other.equals(first) for other in others)


def _before(header: str) -> Iterator[str]:
    for separator in _SEPARATORS:
        before, found, _ = header.rpartition(separator)
        if found:
            yield before


def with_slashes(header: str, separator: str) -> str:
    """Return a name with “/” between its groups; the parts of a point stay with its question."""
    point = _POINT.fullmatch(header)
    name = point[1] if point else header
    name = name.replace(separator, "/") if separator else name
    return f"{name}-{point[2]}" if point else name
