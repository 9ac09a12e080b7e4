"""Cells as codes: labels of options given back their codes, and what Excel made of codes undone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from swit_data.intake.dialects.words import XML, label, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from swit_data.intake.dialects.words import Choice

_WHOLE = re.compile(r"(-?\d+)\.0+")
_MOST_WAYS = 1000  # more than one way to split a cell is one too many

Decode = Callable[[str], "str | None"]


def trimmed(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return cells without the blanks around them."""
    return pc.utf8_trim_whitespace(values)


def decoded(values: pa.ChunkedArray, decode: Decode) -> pa.ChunkedArray:
    """Return each cell decoded, null where that gives nothing; each different text is decoded once."""
    texts = pc.dictionary_encode(values.combine_chunks())
    known = [str(text) for text in texts.dictionary.to_pylist()]
    codes = [decode(text) for text in known]
    if codes == known:
        return values
    return pa.chunked_array([pa.array(codes, pa.string()).take(texts.indices)])


def code_of(options: Sequence[Choice], language: str) -> Decode:
    """Return what gives an option's code for what a cell says; what is no option stays as it is.

    A label that two options have gives nothing.
    """
    codes = {option.code for option in options}
    if language == XML:
        return lambda cell: _resaved(plain(cell), codes)
    said = _said(options, language)
    exact, loose = _unlike(said), _unlike([(text.casefold(), code) for text, code in said])

    def decode(cell: str) -> str | None:
        text = plain(cell)
        if text in exact:
            return exact[text] or None
        if text.casefold() in loose:
            return loose[text.casefold()] or None
        return _resaved(text, codes)

    return decode


def codes_of(options: Sequence[Choice], language: str, *, keep: bool) -> Decode:
    """Return what gives the codes of all options that a cell names; nothing where that is not certain.

    Labels stand with blanks between, and have blanks themselves: a cell that can be read in two ways is not certain.
    One that names no options stays as it is, where nothing else says what was chosen (`keep`).
    """
    if language == XML:
        return plain
    known: dict[str, list[str]] = {}
    for text, code in _said(options, language):
        known.setdefault(text.casefold(), []).append(code)
    longest = max((text.count(" ") + 1 for text in known), default=1)

    def decode(cell: str) -> str | None:
        ways = _ways(plain(cell).casefold().split(), known, longest)
        if not ways and keep:
            return plain(cell)
        return " ".join(ways[0]) if len(ways) == 1 else None

    return decode


def _ways(words: list[str], known: Mapping[str, list[str]], longest: int) -> list[tuple[str, ...]]:
    """Return the ways to read words as options, each option once; no more than can be counted."""
    ends: list[list[tuple[str, ...]]] = [[()]]  # the ways to read the first n words
    for end in range(1, len(words) + 1):
        ends.append(
            [
                (*way, code)
                for start in range(max(0, end - longest), end)
                for code in known.get(" ".join(words[start:end]), ())
                for way in ends[start]
                if code not in way
            ]
        )
        if len(ends[-1]) > _MOST_WAYS:
            return ends[-1]
    return ends[-1]


def _said(options: Sequence[Choice], language: str) -> list[tuple[str, str]]:
    return [(label(option.labels, option.code, language), option.code) for option in options]


def _unlike(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Return texts and the code that each stands for: empty where it stands for several."""
    found: dict[str, str] = {}
    for text, code in pairs:
        found[text] = code if found.get(text, code) == code else ""
    return found


def _resaved(text: str, codes: set[str]) -> str:
    """Return the code that a spreadsheet wrote otherwise: 1.0 for 1, TRUE for true."""
    if text in codes:
        return text
    whole = _WHOLE.fullmatch(text)
    if whole and whole[1] in codes:
        return whole[1]
    if text in ("TRUE", "FALSE", "True", "False"):
        return next((code for code in sorted(codes) if code.casefold() == text.casefold()), text)
    return text
