"""A table of a slide ends above its key, also where the typeface is not installed and a wider one stands in."""

from __future__ import annotations

import io
from datetime import date
from functools import cache

import pytest
from PIL import ImageFont
from pptx import Presentation
from pptx.table import Table

from swit_data.documents.making import Wanted, document
from swit_data.release.illustrative import illustrative
from swit_data.typesetting import TEMPLATES
from tests.every_language import EVERY_LANGUAGE

WIDER = 1.13  # DejaVu Sans, which LibreOffice takes where there is no Noto Sans, against it
INCH, POINTS = 914400, 12700


@cache
def face(name: str, points: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(TEMPLATES / "fonts" / name), round(points * 20))


def lines(text: str, points: float, width: float, *, bold: bool) -> int:
    """Count the lines of a text in a cell, broken between words as an office program does."""
    drawn = face("NotoSans-Bold.ttf" if bold else "NotoSans-Regular.ttf", points)
    count, taken = 1, 0.0
    for word in text.split():
        long = drawn.getlength(word + " ") / 20 * WIDER
        if taken and taken + long > width:
            count, taken = count + 1, 0.0
        taken += long
    return count


def needed(table: Table) -> float:
    """Return the height that the rows of a table take, in inches."""
    total = 0.0
    for row in table.rows:
        high = row.height / INCH
        for number, cell in enumerate(row.cells):
            run = cell.text_frame.paragraphs[0].runs[0]
            points = run.font.size / POINTS
            room = (
                table.columns[number].width / POINTS - 14.4
            )  # a tenth of an inch of margin on both sides
            rows = lines(cell.text, points, room, bold=bool(run.font.bold))
            high = max(high, rows * points * 1.17 / 72 + 0.04)
        total += high
    return total


@pytest.mark.parametrize("kind", ["", *(k.code for k in illustrative().framework.external_types)])
@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_a_table_of_a_slide_ends_above_its_key(language: str, kind: str) -> None:
    content = document(
        Wanted(illustrative(), "KEN", language, "pptx", date(2026, 11, 29), "2", kind)
    )
    tables = 0
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_table:
                tables += 1
                below = [other.top for other in slide.shapes if other.top > shape.top]
                end = shape.top / INCH + needed(shape.table)
                assert end <= min(below) / INCH, (slide.shapes.title.text, end)
                for cell in list(shape.table.rows[0].cells)[1:]:
                    run = cell.text_frame.paragraphs[0].runs[0]
                    for word in cell.text.split():
                        drawn = face("NotoSans-Bold.ttf", run.font.size / POINTS).getlength(word)
                        room = shape.table.columns[1].width / POINTS - 14.4
                        assert drawn / 20 * WIDER <= room, word
    assert tables
