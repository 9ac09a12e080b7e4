"""What must not come in: places, bodies, voices, and what names a person.

A column is refused by what it holds, not by its name alone: a choice question about telephones is no telephone
number. The collecting tool's own columns and those that the framework ignores are dropped, so they are looked at for
places, pictures, voices and bodies only; what stands in them is never said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from swit_data.errors import Sentence, say, shown
from swit_data.intake.checking.personal_words import WORDS, header_words, personal_words

if TYPE_CHECKING:
    from swit_data.intake.checking.columns import Columns
    from swit_data.intake.dialects.export import Export

_REMEDY = say(
    "It can identify a person, so nothing of this file is taken. Take the question out of the form, delete the column "
    "from the file (and from the project where it was collected), and import again."
)
_POINT = re.compile(
    r"\[?\s*[-+]?\d{1,3}\.\d{2,}\s*[\s,;]\s*[-+]?\d{1,3}\.\d{2,}(?:\s*[\s,;]\s*[-+]?\d+(?:\.\d+)?){0,2}\s*\]?(?:\s*;.*)?"
)
_DEGREE = re.compile(r"[-+]?\d{1,3}(?:[.,]\d+)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?")
_TELEPHONE = re.compile(r"(?:\+|00)?\(?\d(?:[\s().\-/]*\d){6,14}")
# A number that nobody named: only what cannot be a count, an id or a time, as +254 712 345 678 or 0712345678.
_SURELY_TELEPHONE = re.compile(r"(?:\+|00?)[1-9](?:[\s().\-/]*\d){7,13}")
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")
_CODE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*(?: [a-z][a-z0-9]*(?:_[a-z0-9]+)*)*")
_FLAGS = frozenset(
    {"0", "1", "true", "false", "yes", "no", "1.0", "0.0", "[]", "{}", "null", "[null, null]"}
)


@dataclass(frozen=True)
class _Kind:
    words: str  # the list of data/intake/personal_words.toml by which a header says it
    what: Sentence
    held: Callable[[str], bool]  # what a value of it looks like
    dropped_too: bool = False  # also in columns that are dropped


def looks_personal(value: str) -> bool:
    """Say whether a text looks like a telephone number, an e-mail address or a place; a date does not."""
    if _DATE.fullmatch(value):
        return False
    return bool(_TELEPHONE.fullmatch(value) or _ADDRESS.search(value) or _POINT.fullmatch(value))


def refusals(export: Export, columns: Columns, codes: frozenset[str]) -> list[Sentence]:
    """Return a sentence for each column that must not come in; `codes` are answers that a question may have."""
    found = []
    for place, column in enumerate(export.header):
        kind = _kind(export, place, columns, codes)
        if kind:
            header = export.cells[place].header or column
            text = "column “{column}” holds {what}. {remedy}"
            found.append(say(text, column=shown(header), what=kind.what, remedy=_REMEDY))
    return found


def _kind(export: Export, place: int, columns: Columns, codes: frozenset[str]) -> _Kind | None:
    own, column = columns.dropped_places, export.header[place]
    header, personal = header_words(f"{column} {export.cells[place].header}"), personal_words(WORDS)
    named = [
        kind
        for kind in _KINDS
        if (kind.dropped_too or place not in own)
        and any(words <= header for words in personal[kind.words])
    ]
    if not named and place in own:
        return None
    values = _distinct(export.column(place), codes)
    if place not in own and any(map(_POINT.fullmatch, values)):
        return _KINDS[0]
    found = next((kind for kind in named if any(map(kind.held, values))), None)
    # Cells of a column that the framework names are looked at one by one when they are read.
    if found is None and column in columns.not_named:
        return _unnamed(values)
    return found


def _unnamed(values: list[str]) -> _Kind | None:
    """Return what values are, whatever their column is called."""
    if any(map(_ADDRESS.fullmatch, values)):
        return _MAILS
    return _TELEPHONES if any(map(_SURELY_TELEPHONE.fullmatch, values)) else None


def _distinct(column: pa.ChunkedArray, codes: frozenset[str]) -> list[str]:
    """Return the values of a column that are no answers of a choice question, each once."""
    found = [str(value).strip() for value in pc.unique(column).to_pylist()]
    return [
        value for value in found if value and value not in codes and value.casefold() not in _FLAGS
    ]


def _is_place(value: str) -> bool:
    return bool(_POINT.fullmatch(value) or _DEGREE.fullmatch(value))


def _no_code(value: str) -> bool:
    return not _CODE.fullmatch(value)


def _may_be_name(value: str) -> bool:
    """Say whether this may be a name; “Nombre de participantes” holds numbers, which are none."""
    return _no_code(value) and any(letter.isalpha() for letter in value)


def _digits(least: int) -> Callable[[str], bool]:
    return lambda value: sum(c.isdigit() for c in value) >= least and not _DATE.fullmatch(value)


_TELEPHONES = _Kind("telephones", say("telephone numbers"), _digits(5))
_MAILS = _Kind("e_mails", say("e-mail addresses"), lambda value: "@" in value)
_KINDS = (
    _Kind("places", say("coordinates: where somebody was"), _is_place, dropped_too=True),
    _Kind("bodies", say("biometric data"), _no_code, dropped_too=True),
    _Kind("pictures_and_voices", say("pictures, video or voices"), _no_code, dropped_too=True),
    _TELEPHONES,
    _MAILS,
    _Kind("identity_papers", say("numbers of identity papers"), _digits(4)),
    _Kind("names", say("names of people"), _may_be_name),
)
