"""Which words a file speaks: of which form, names or a language, with or without groups."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from swit_data.intake.dialects.folding import folded
from swit_data.intake.dialects.form_words import XML, heading, label
from swit_data.intake.dialects.header_words import STRANGER, SURE, WITH_TEXT, HeaderWords, Match

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from swit_data.intake.dialects.form_words import FormWords

# What KoboToolbox and ODK Central offer, and what people choose; others are found by the form.
_USUAL = ("/", "-", ".", "::", ":", " - ", "|", " / ", " | ", " > ", ">", "\\", ", ", ";", "--")
_SIGNS = re.compile(r"(?=\s*\S)\W{1,5}$")  # a blank alone separates words, not groups
_WORTH_TRYING = 3

Headers = tuple[str, ...]


def choose(
    sheets: Sequence[Headers], forms: Sequence[FormWords], cells: Callable[[HeaderWords], int]
) -> HeaderWords:
    """Return the words in which most headers are understood.

    `cells` counts the answers understood, for languages in which the headers are the same. Where
    everything is equal, names go before labels, and no groups before groups.
    """
    ways = [(form, language) for form in forms for language in (XML, *form.languages)]
    possible = [_possible(form, language, sheets) for form, language in ways]
    scored: list[tuple[tuple[int, int, int], int, HeaderWords]] = []
    most = (0, 0, 0)
    # The likeliest first: of nine languages eight then need not be tried, which takes 0.2 s each.
    for way in sorted(range(len(ways)), key=possible.__getitem__, reverse=True):
        if possible[way] < max(most[0], 1):
            break
        for drawn in _separated(*ways[way], sheets):
            words = believed(drawn, sheets)
            scored.append((_score(words, sheets), way, words))
        most = max(count for count, _, _ in scored)
    scored.sort(key=lambda found: found[1])
    best = [words for count, _, words in scored if count == most]
    if len({words.language for words in best}) > 1:
        return max(best, key=lambda words: (cells(words), words.language == XML))
    return best[0]


def _possible(form: FormWords, language: str, sheets: Sequence[Headers]) -> int:
    """Return how many headers a language can explain at most: those in which the words of a question stand."""
    headers = [header for headers in sheets for header in headers]
    if language == XML:
        return len(headers) + 1  # always tried, whatever it explains
    labels = {_letters(folded(label(q.labels, q.name, language))) for q in form.questions}
    return sum(any(said in here for said in labels) for here in map(_held, headers))


def _held(header: str) -> str:
    """Return the letters of a header, as it is and without tags: words of a question may have either."""
    return f"{_letters(header)} {_letters(folded(header))}"


def _letters(text: str) -> str:
    """Return the letters and digits alone, which no way to compare two texts adds to."""
    plain = unicodedata.normalize("NFKC", html.unescape(text)).casefold()
    return "".join(filter(str.isalnum, plain))


def fitting(
    chosen: HeaderWords, sheets: Sequence[Headers], forms: Sequence[FormWords]
) -> HeaderWords:
    """Return the words of the form that explains most, in the language chosen; of equals, the smallest.

    What is asked of some only, or in a core round, is told apart by its order in the form they were asked with.
    """
    if all(chosen.form is not form for form in forms):
        return chosen
    known = [replace(chosen, form=form) for form in forms]
    return max(known, key=lambda t: (_score(t, sheets), -len(t.form.questions)))


def believed(words: HeaderWords, sheets: Sequence[Headers]) -> HeaderWords:
    """Return it without groups that the form does not have, and without texts behind names, unless most have them.

    “previous round ce_01” beside ce_01 is another question.
    """
    found = [match for here in _matches(words, sheets) for match in here]
    carry = sum(match.carries for match in found)
    texts = sum(match.how == WITH_TEXT for match in found)
    odk = words.separator == "-" and any("meta-instanceID" in headers for headers in sheets)
    strangers = odk or 2 * carry > len(found)
    return replace(words, strangers=strangers, texts=2 * texts > len(found))


def _matches(words: HeaderWords, sheets: Sequence[Headers]) -> Iterator[list[Match]]:
    """Give what the headers of each table mean."""
    for headers in sheets:
        others = frozenset(map(heading, headers))
        yield [match for match in (words.find(header, others) for header in headers) if match]


def _score(words: HeaderWords, sheets: Sequence[Headers]) -> tuple[int, int, int]:
    """Return how many different columns of the form the headers are, how many are any, and how many surely."""
    different = count = sure = 0
    for here in _matches(words, sheets):
        times = Counter((match.places, match.option) for match in here)
        different += sum(min(n, len(places)) for (places, _), n in times.items())
        count += sum(match.how != STRANGER or words.strangers for match in here)
        sure += sum(match.how == SURE for match in here)
    return different, count, sure


def _separated(form: FormWords, language: str, sheets: Sequence[Headers]) -> Iterator[HeaderWords]:
    """Give a language without groups, then with each separator that the headers may have."""
    yield HeaderWords(form, language, "")
    headers = [heading(header) for headers in sheets for header in headers]
    usual = [sign for sign in _USUAL if any(sign in header for header in headers)]
    found = Counter(_signs(form, language, headers))
    others = [sign for sign, _ in found.most_common(_WORTH_TRYING) if sign not in usual]
    for separator in (*usual, *others):
        yield HeaderWords(form, language, separator)


def _signs(form: FormWords, language: str, headers: Sequence[str]) -> Iterator[str]:
    """Give what stands before a question that a header ends with."""
    ends: dict[str, set[str]] = {}
    for question in form.questions:
        said = label(question.labels, question.name, language)
        ends.setdefault(said[-4:], set()).add(said)
    for header in headers:
        nearly = (said for n in range(1, 5) for said in ends.get(header[-n:], ()))
        for said in nearly:
            if header.endswith(said):
                yield from _SIGNS.findall(header[: len(header) - len(said)])
