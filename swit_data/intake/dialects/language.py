"""The words that the tables of a file speak, and what else may stand in their headers."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from swit_data.intake.dialects.collector import is_own
from swit_data.intake.dialects.form_words import XML, heading, label, plain
from swit_data.intake.dialects.language_choice import choose, fitting
from swit_data.intake.dialects.our_forms import names_only, our_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from swit_data.framework import Framework
    from swit_data.intake.dialects.form_words import FormWords
    from swit_data.intake.dialects.header_words import HeaderWords
    from swit_data.intake.opening.book import Sheet

Words = tuple["HeaderWords", ...]


def words_of_file(
    sheets: Sequence[Sheet], framework: Framework, forms: Sequence[FormWords]
) -> Words:
    """Return the words of a file, the ones that explain it best first, then names."""
    headers = [sheet.header for sheet in sheets]
    names = names_only(framework)
    cells = partial(_cells, sheets)
    best = choose(headers, (names, *forms), cells)
    if not forms and _unexplained(best, headers):
        ours = our_forms(framework)
        best = fitting(choose(headers, (names, *ours[-1:]), cells), headers, ours)
    others = (replace(best, language=XML), replace(best, form=names, language=XML))
    return (best, *others, replace(best, form=names))


def _unexplained(words: HeaderWords, sheets: Sequence[tuple[str, ...]]) -> bool:
    """Say whether names explain less than half: exports with labels keep a few names."""
    theirs = [(h, frozenset(headers)) for headers in sheets for h in headers if not is_own(h)]
    return sum(words.find(h, others) is not None for h, others in theirs) * 2 < len(theirs)


def _cells(sheets: Sequence[Sheet], words: HeaderWords) -> int:
    """Return how many different cells are options as these words call them."""
    count = 0
    for sheet in sheets:
        others = frozenset(map(heading, sheet.header))
        for place, header in enumerate(sheet.header):
            found = words.find(header, others)
            options = found.form.options(found.form.questions[found.places[0]]) if found else ()
            if options and found and not found.option:
                said = {label(option.labels, option.code, words.language) for option in options}
                texts = pc.unique(sheet.table[str(place)]).to_pylist()
                count += sum(plain(str(text)) in said for text in texts)
    return count
