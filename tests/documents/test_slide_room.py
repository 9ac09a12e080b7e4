"""What stands on a slide has room: the headline ends above what is under it, and no name of a chart is left out."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from swit_data.documents.making import Wanted, document
from swit_data.release.illustrative import illustrative
from tests.documents.test_slide_tables import INCH, POINTS, lines
from tests.every_language import EVERY_LANGUAGE, in_turns

LEAST_HEAD = 9  # points of a table's head that a room can read


@cache
def slides(pilot: str, language: str, kind: str = "") -> list[Any]:
    day = date(2026, 11, 29)
    wanted = Wanted(illustrative(), pilot, language, "pptx", day, stakeholder_type=kind)
    return list(Presentation(io.BytesIO(document(wanted))).slides)


@pytest.mark.parametrize(("pilot", "language"), in_turns(["KEN", "SUR", ""]))
def test_the_headline_of_the_first_slide_ends_above_what_stands_under_it(
    pilot: str, language: str
) -> None:
    headline, under = [
        shape for shape in slides(pilot, language)[0].shapes if not shape.is_placeholder
    ]
    points = headline.text_frame.paragraphs[0].runs[0].font.size / POINTS
    rows = lines(headline.text_frame.text, points, headline.width / POINTS - 7.2, bold=False)
    assert headline.top / INCH + rows * points * 1.17 / 72 <= under.top / INCH


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_each_row_of_a_chart_has_room_for_its_name(language: str) -> None:
    for slide in slides("KEN", language):
        for shape in (each for each in slide.shapes if each.has_chart):
            area = shape.chart._chartSpace.chart.plotArea
            share = float(area.find(f".//{qn('c:layout')}").find(f".//{qn('c:h')}").get("val"))
            names = list(shape.chart.plots[0].categories)
            points = shape.chart.category_axis.tick_labels.font.size / POINTS
            room = shape.width / POINTS * 0.4 + 4  # the blank at the end of a line is not drawn
            for name in names:
                rows = sum(lines(line, points, room, bold=False) for line in name.split("\n"))
                needed = rows * points * 1.17 / 72
                assert needed <= shape.height / INCH * share / len(names), (language, name)


@pytest.mark.parametrize(("kind", "language"), in_turns(["", "government"]))
def test_the_head_of_a_table_is_read_from_the_back_of_a_room(kind: str, language: str) -> None:
    shown = slides("KEN", language, kind)
    tables = [shape.table for slide in shown for shape in slide.shapes if shape.has_table]
    heads = [cell for table in tables for cell in list(table.rows[0].cells)[1:]]
    assert heads
    assert all(
        cell.text_frame.paragraphs[0].runs[0].font.size / POINTS >= LEAST_HEAD for cell in heads
    )
