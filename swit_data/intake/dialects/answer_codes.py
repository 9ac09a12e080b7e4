"""Cells as codes: labels of options given back their codes, and what Excel made of codes undone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from swit_data.intake.dialects.folding import EMPTY, UNCLEAR, folded, folded_code, is_empty, unique
from swit_data.intake.dialects.form_words import XML, label, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from swit_data.questionnaire import Choice

_WHOLE = re.compile(r"(-?\d+)[.,](?!000$)0+")  # “1.000” may be a thousand
# Between answers in one cell: blanks, or “, ” as Google and LimeSurvey write.
_BETWEEN = re.compile(r"[,;|]\s|[,;|]$|\s")
_MOST_WAYS = 1000  # more than one way to split a cell is one too many

Decode = Callable[[str], "str | None"]


def trimmed(values: pa.ChunkedArray, empty: Collection[str] = ()) -> pa.ChunkedArray:
    """Return cells without the blanks around them, empty where a tool or the framework writes so."""
    said = pc.utf8_trim_whitespace(values)
    unanswered = pc.is_in(pc.utf8_lower(said), pa.array(sorted(EMPTY)))
    if empty:
        unanswered = pc.or_(unanswered, pc.is_in(said, pa.array(sorted(empty), pa.string())))
    return pc.if_else(unanswered, "", said) if pc.any(unanswered).as_py() else said


def decoded(values: pa.ChunkedArray, decode: Decode) -> pa.ChunkedArray:
    """Return each cell decoded, null where that gives nothing; each different text is decoded once."""
    texts = pc.dictionary_encode(values.combine_chunks())
    known = [str(text) for text in texts.dictionary.to_pylist()]
    codes = [decode(text) for text in known]
    if codes == known:
        return values
    return pa.chunked_array([pa.array(codes, pa.string()).take(texts.indices)])


@dataclass(frozen=True)
class Options:
    """The options of a question, and how a file may write them; `empty` is what the framework takes for no answer."""

    choices: Sequence[Choice]
    language: str
    empty: Collection[str] = ()

    @cached_property
    def codes(self) -> frozenset[str]:
        """Return the codes."""
        return frozenset(choice.code for choice in self.choices)

    def meant(self, text: str) -> str | None:
        """Return the code that a text stands for, empty where it stands for no answer; else nothing."""
        if text in self.codes:
            return text
        if text in self.empty:
            return ""
        key = folded_code(text)
        if key == UNCLEAR and key not in self._labels:
            return None if UNCLEAR in self._folded_codes else ""
        found = self._folded_codes.get(_whole(key)) or self._labels.get(folded(text))
        return "" if found is None and is_empty(text) else found

    @cached_property
    def _folded_codes(self) -> Mapping[str, str]:
        return unique((folded_code(code), code) for code in self.codes)

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        """Return labels in the language of the file; where it has none, in any."""
        spoken = self.language
        said = [(spoken, c) for c in self.choices if spoken != XML]
        said = said or [(language, c) for c in self.choices for language in c.labels]
        return unique((folded(label(c.labels, c.code, known)), c.code) for known, c in said)


def code_of(options: Options) -> Decode:
    """Return what gives an option's code for what a cell says; what is no option stays as it is.

    A label that two options have gives nothing.
    """
    said = [] if options.language == XML else _said(options)
    exact, loose = _unlike(said), _unlike([(text.casefold(), code) for text, code in said])

    def decode(cell: str) -> str | None:
        text = plain(cell)
        if not text:
            return ""
        for known, wanted in ((exact, text), (loose, text.casefold())):
            if wanted in known:
                return known[wanted] or None
        found = options.meant(text)
        return text if found is None else found

    return decode


def codes_of(options: Options, *, keep: bool) -> Decode:
    """Return what gives the codes of all options that a cell names; nothing where that is not certain.

    Labels stand with blanks or commas between, and have both themselves: a cell that can be read in two ways is not
    certain. One that names no options stays as it is, where nothing else says what was chosen (`keep`).
    """
    words = _Words(options)

    def decode(cell: str) -> str | None:
        text = plain(cell)
        if options.language == XML and _all_codes(text, options):
            return _tokens(text, options)
        ways = words.ways(text)
        if not ways and keep:
            return _tokens(text, options)
        return " ".join(ways[0]) if len(ways) == 1 else None

    return decode


@dataclass(frozen=True)
class _Words:
    """What options are called, for cells that name several."""

    options: Options

    def ways(self, text: str) -> list[tuple[str, ...]]:
        """Return the ways to read a cell as options."""
        longest = max((known.count(" ") + 1 for known in self._known), default=1)
        return _ways(_bare(text).split(), self._known, longest)

    @cached_property
    def _known(self) -> Mapping[str, list[str]]:
        known: dict[str, list[str]] = {}
        for text, code in _texts(self.options):
            codes = known.setdefault(_bare(text), [])
            codes += [] if code in codes else [code]
        return known


def _texts(options: Options) -> list[tuple[str, str]]:
    """Return what each option may be called, with its code."""
    if options.language != XML:
        return _said(options)
    labels = [
        (label(c.labels, c.code, known), c.code) for c in options.choices for known in c.labels
    ]
    return [*labels, *((code, code) for code in options.codes)]


def _bare(text: str) -> str:
    """Return words without the signs that may stand between two answers."""
    return " ".join(word for part in _BETWEEN.split(folded_code(text)) if (word := part.strip()))


def _tokens(text: str, options: Options) -> str:
    """Return the codes of a cell with blanks between; a code that is none stays as it is."""
    if text in options.empty or (is_empty(text) and text not in options.codes):
        return ""
    words = [word for word in _BETWEEN.split(text) if word]
    return " ".join(options.meant(word) or word for word in words)


def _all_codes(text: str, options: Options) -> bool:
    return all(word in options.codes for word in _BETWEEN.split(text) if word)


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


def _said(options: Options) -> list[tuple[str, str]]:
    language = options.language
    return [(label(c.labels, c.code, language), c.code) for c in options.choices]


def _unlike(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Return texts and the code that each stands for: empty where it stands for several."""
    found: dict[str, str] = {}
    for text, code in pairs:
        found[text] = code if found.get(text, code) == code else ""
    return found


def _whole(text: str) -> str:
    """Return a whole number as such: 1 for 1.0 and 1,0."""
    found = _WHOLE.fullmatch(text)
    return found[1] if found else text
