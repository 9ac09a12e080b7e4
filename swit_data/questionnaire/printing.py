"""A page on paper: a template of data/templates filled with data, as PDF."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import typst

TEMPLATES = Path(__file__).parent.parent.parent / "data" / "templates"
_SAME_ALWAYS = 1_767_225_600  # 2026-01-01: the same framework gives the same bytes


def pdf(template: str, data: Mapping[str, object]) -> bytes:
    """Return a template filled with data; the data are read as JSON and never as code."""
    printed: bytes = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        # The fonts that Typst carries hold Latin and Cyrillic, and are the same on every machine.
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=_SAME_ALWAYS,
    )
    return printed
