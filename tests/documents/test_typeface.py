"""One typeface on everything that is printed: Noto Sans, the same as on the screen."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from swit_data.documents.making import Wanted, content_of, document
from swit_data.documents.telephone import files
from swit_data.release.illustrative import illustrative
from tests.every_language import in_turns

DAY = date(2026, 11, 23)


def faces(content: bytes) -> Iterator[str]:
    """Give the name of each font that a PDF carries."""
    for page in PdfReader(io.BytesIO(content)).pages:
        fonts: Any = page["/Resources"]
        for font in fonts["/Font"].values():
            yield str(font.get_object()["/BaseFont"]).partition("+")[2]


@pytest.mark.parametrize(("pilot", "language"), in_turns(["KEN", ""]))
def test_what_is_printed_is_set_in_noto_sans(pilot: str, language: str) -> None:
    wanted = Wanted(illustrative(), pilot, language, "pdf", DAY)
    printed = [document(wanted)]
    printed += [made for name, made in files(content_of(wanted)) if name.endswith(".pdf")][:1]
    found = {face for each in printed for face in faces(each)}
    assert found == {"NotoSans-Regular", "NotoSans-Bold", "NotoSansSymbols2-Regular"}
