"""A page on paper: a template of data/templates filled with data, as PDF."""

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).parent.parent / "data" / "templates"
_SAME_ALWAYS = 1_767_225_600  # 2026-01-01: the same framework gives the same bytes


def pdf(template: str, data: Mapping[str, object]) -> bytes:
    """Return a template filled with data; the data are read as JSON and never as code."""
    printed: bytes = _compiled(template, data, format="pdf", pdf_standards=["ua-1"])
    return printed


def sheets_of(printed: bytes) -> int:
    """Return how many sheets a PDF of ours takes."""
    from pypdf import PdfReader  # noqa: PLC0415 - 0.1 s that no start needs

    return len(PdfReader(BytesIO(printed)).pages)


def pictures(template: str, data: Mapping[str, object], dots: int) -> list[bytes]:
    """Return a template as PNG, a picture a page; `dots` an inch."""
    drawn = _compiled(template, data, format="png", ppi=float(dots))
    return drawn if isinstance(drawn, list) else [drawn]


def _compiled(template: str, data: Mapping[str, object], **as_what: Any) -> Any:  # noqa: ANN401 - typst's own
    return typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        # Our typeface lies beside the templates: the same on every machine, and the same as on the screen.
        font_paths=[str(TEMPLATES / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=_SAME_ALWAYS,
        **as_what,
    )
