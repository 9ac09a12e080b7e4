"""What a statement of a document names and counts stands in its picture: every format is made of one content."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from swit_data.documents.content import Section
from swit_data.documents.front_page import front
from swit_data.documents.making import Wanted, content_of
from swit_data.release.illustrative import illustrative
from swit_data.released.thresholds import ENOUGH_INFORMANTS
from tests.every_language import in_turns
from tests.findings.drawn_release import LANGUAGES, labels_of
from tests.findings.picture_words import missing, names

DAY = date(2026, 11, 23)
TYPES = ("", *(kind.code for kind in illustrative().framework.external_types))
WHOLE = [
    (pilot, chosen, kind)
    for pilot, chosen, kind in product(("", *illustrative().pilots), illustrative().rounds, TYPES)
    if not pilot or pilot in illustrative().pilots_of(chosen)
]


def seen_in(section: Section) -> Iterator[str]:
    """Give what can be read in a section's picture: names of rows and columns, and numbers."""
    if section.grid:
        yield from section.grid.columns
        for name, cells in section.grid.rows:
            yield from (name, *(cell.text for cell in cells))
    for gap in section.gaps:
        yield from (gap.about, gap.community.text, gap.institution.text)


@pytest.mark.parametrize(("whole", "language"), in_turns(WHOLE, LANGUAGES))
def test_what_a_statement_says_stands_in_its_picture(
    whole: tuple[str, str, str], language: str
) -> None:
    pilot, chosen, kind = whole
    release = illustrative()
    labels = labels_of(release, language)
    content = content_of(Wanted(release, pilot, language, "pdf", DAY, chosen, kind))
    known, limits = names(labels), (labels.framework.low, labels.framework.high, ENOUGH_INFORMANTS)
    broken = {
        section.statement: lost
        for section in content.sections
        if (section.grid or section.gaps)
        and (lost := missing(section.statement, [*seen_in(section)], known, limits))
    }
    assert broken == {}
    if page := front(content):
        first = [word for title, bars in page.pictures for word in (title, *_read(bars))]
        assert missing(content.headline, first, known, limits) == []


def _read(bars: object) -> Iterator[str]:
    for name, cell in bars:  # type: ignore[attr-defined]
        yield from (name, cell.text)
