"""The names of a chart's rows in an HTML file stand inside it, also where a wider typeface stands in for ours."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from swit_data.documents.handing import handed
from swit_data.documents.making import Wanted, document
from swit_data.documents.story import Told
from swit_data.release.illustrative import illustrative
from swit_data.views.story import draft
from tests.documents.test_slide_tables import WIDER, face
from tests.every_language import LANGUAGES

DAY = date(2026, 11, 29)
NAME = re.compile(r'<text x="([\d.]+)"[^>]*text-anchor="end"[^>]*>([^<]*)</text>')


def files(language: str) -> list[str]:
    card = document(Wanted(illustrative(), "KEN", language, "html", DAY))
    told = draft(illustrative(), "KEN", "government", "health_national", language)
    return [card.decode(), handed(Told(illustrative(), told, language, DAY), "html").decode()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_of_a_chart_is_cut(language: str) -> None:
    found = [each for file in files(language) for each in NAME.findall(file)]
    assert len(found) > 10
    for right, name in found:
        drawn = face("NotoSans-Regular.ttf", 13).getlength(unescape(name)) / 20
        assert drawn * WIDER <= float(right), name
