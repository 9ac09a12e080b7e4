"""Which submissions a reviewer rejected, in the words of each tool."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from swit_data.errors import Sentence, listed, say, shown
from swit_data.intake.checking.consent import NO
from swit_data.intake.dialects.folding import is_empty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from swit_data.framework import Form
    from swit_data.intake.checking.columns import Columns
    from swit_data.intake.dialects.export import Export

_REJECTED = frozenset(["validation_status_not_approved", "not approved", "rejected"])
_PASSED = frozenset(
    [
        *("", "validation_status_approved", "approved", "validation_status_on_hold", "on hold", "pending"),
        *("received", "edited", "hasissues", "none", "{}"),
    ]
)  # fmt: skip
# KoboToolbox, ODK Central, SurveyCTO; Ona's numbers are 1 approved, 2 rejected, 3 pending.
_KNOWN = ("_validation_status", "reviewstate", "review_status", "_review_status")
_ONA = {"_review_status": {"1": "approved", "2": "rejected", "3": "pending"}}
_REVIEW = re.compile(
    r"(?:^|[_\W])(?:review\w*|approv\w*|reject\w*|validat\w*|verif\w*|qc|qa|(?:is_?)?(?:in)?valid|перевір\w*|статус_перевірки)(?:$|[_\W])"
)
# A column of its own for what does not count, and for what came to its end.
_SET_ASIDE = re.compile(
    r"(?:is_?|to_?be_?|to_?|marked_?(?:for_?)?)?"
    r"(?:test|testing|training|duplicated?|deleted?|deletion|discard(?:ed)?|exclu(?:ded?|sion)|removed?|fraud|fake|spam)"
    r"(?:_(?:record|entry|interview|submission|case|data|row|flag))?"
    r"|(?:data_?)?quality_?(?:flag|check|control|issue)s?|flag(?:ged)?"
)
_ENDED = re.compile(r"(?:is_?)?(?:finished|completed?|submitted)")
_GOOD = frozenset(["ok", "okay", "good", "fine", "clean", "pass", "passed", "none", "unique"])
_STATUS = re.compile(r"(?:^|[_\W])status(?:$|[_\W])")
_BESIDE = re.compile(r"comment|note|remark|(?:^|_)(?:by|date|time|at|who|user|name)(?:$|_)")
_SAID = re.compile(
    r"reject|approv|accept|declin|invalid|fail|pending|hold|discard|duplicate|відхил|bad"
)
# What only a review says, whatever the column is called; Qualtrics keeps previews and spam among the answers.
_PLAIN = frozenset(
    [
        *("rejected", "reject", "not approved", "not_approved", "validation_status_not_approved", "disapproved"),
        *("spam", "preview", "survey preview", "survey test"),
    ]
)  # fmt: skip
_MOST_WORDS = 12  # different values of a column of a review; more are remarks


@dataclass(frozen=True)
class Reviews:
    """The rows that a reviewer rejected, and what is not understood."""

    rejected: frozenset[int] = frozenset()
    doubts: tuple[Sentence, ...] = ()


def reviews(export: Export, columns: Columns, form: Form) -> Reviews:
    """Return the rows that were rejected; none where the framework keeps them."""
    if form.rejected == "keep":
        return Reviews()
    if form.status:
        place = export.place(form.status.column)
        if place is None:
            return Reviews(doubts=(_missing(form.status.column),))
        wanted = {word.casefold() for word in form.status.rejected}
        found = [value.casefold() for value in export.values(place)]
        return Reviews(frozenset(row for row, value in enumerate(found) if value in wanted))
    rejected: set[int] = set()
    doubts: list[Sentence] = []
    for name in _KNOWN:
        if name in columns.own:
            values = _said(export, columns.own[name], name)
            rejected |= {row for row, value in enumerate(values) if value in _REJECTED}
            doubts += _not_understood(export, columns.own[name], values)
    return Reviews(frozenset(rejected), (*doubts, *_like_reviews(export, columns, form)))


def _said(export: Export, place: int, name: str) -> list[str]:
    known = _ONA.get(name, {})
    values = [value.casefold() for value in export.values(place)]
    return ["" if is_empty(value) else known.get(value, value) for value in values]


def _not_understood(export: Export, place: int, values: list[str]) -> Iterator[Sentence]:
    others = sorted(set(values) - _REJECTED - _PASSED)
    if others:
        yield say(
            "The column “{column}” holds a review, and it is not known what {values} says of a submission; rejected "
            'ones are to be left out. Say it in the framework file: [form] status = {{ column = "{column}", rejected = '
            "[...] }}.",
            column=shown(export.header[place]),
            values=listed([f"“{shown(value)}”" for value in others], 5),
        )


def _like_reviews(export: Export, columns: Columns, form: Form) -> Iterator[Sentence]:
    """Give what to say of columns that look like a review of a tool that is not known."""
    names = set(columns.not_named)
    known = {columns.own[name] for name in _KNOWN if name in columns.own}
    for place, header in enumerate(export.header):
        name = header.rpartition("/")[2].casefold()
        if header in names:
            found = _is_like_review(export, place, name)
        else:
            own = place in columns.own.values() and place not in known and header not in form.ignore
            filled = _words(export, place) if own else set()
            found = bool(_PLAIN & filled) or _says_aside(name, filled)
        if found:
            yield say(
                "The column “{column}” looks like a review; it is not read, and rejected submissions are to be left "
                'out. Say it in the framework file: [form] status = {{ column = "{column}", rejected = [...] }}, or '
                "put the column into ignore.",
                column=shown(header),
            )


def _is_like_review(export: Export, place: int, name: str) -> bool:
    if _BESIDE.search(name):
        return False
    filled = _words(export, place)
    if _REVIEW.search(name):
        return bool(filled)
    said = bool(_STATUS.search(name)) and any(map(_SAID.search, filled))
    return said or bool(_PLAIN & filled) or _says_aside(name, filled)


def _says_aside(name: str, filled: set[str]) -> bool:
    """Say whether a column marks a submission as a test, a duplicate, to be deleted, or not finished."""
    plain = re.sub(r"\W+", "_", name).strip("_")
    if _SET_ASIDE.fullmatch(plain):
        return bool(filled - NO - _GOOD)
    return bool(_ENDED.fullmatch(plain) and filled & NO)


def _words(export: Export, place: int) -> set[str]:
    """Return what a column says, in small letters; nothing where it says too many things for a review."""
    values = {str(value).casefold() for value in pc.unique(export.column(place)).to_pylist()}
    filled = {value for value in values if value and not is_empty(value)}
    return filled if len(filled) <= _MOST_WORDS else set()


def _missing(column: str) -> Sentence:
    return say(
        "The file has no column “{column}”, which the framework names for the review ([form] status): no submission is "
        "left out as rejected.",
        column=shown(column),
    )
