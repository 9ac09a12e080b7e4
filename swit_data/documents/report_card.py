"""The report card as PDF: tagged (PDF/UA), Latin and Cyrillic, the same bytes for the same content."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from swit_data import style
from swit_data.documents.content import Cell, Content, Gap, Grid, Section
from swit_data.typesetting import pdf, pictures
from swit_data.wording import Wording

_WORD = 50  # letters; the longest words of the four languages stay whole
_LONG = re.compile(rf"\S{{{_WORD + 1},}}")
_PIECE = re.compile(rf"\S{{1,{_WORD}}}")
_BREAK = "\u200b"  # a place where a line may end, which is not seen


def report_card(content: Content) -> bytes:
    """Return a content as PDF, by the template data/templates/report.typ; no text of it is read as code."""
    return pdf("report.typ", _data(content))


def pages(content: Content, dots: int) -> list[bytes]:
    """Return a content as a PNG picture a page, for a look before it is printed; `dots` an inch."""
    return pictures("report.typ", _data(content), dots)


def _data(content: Content) -> dict[str, Any]:
    text = Wording.of(content.language).text
    footer = " · ".join(value for _, value in content.facts[:2])
    return {
        "language": content.language,
        "title": content.title,
        "subtitle": content.subtitle,
        "mark": content.mark,
        "headline": content.headline,
        "footer": " · ".join(filter(None, [content.mark, footer])),
        "community": text("document.community"),
        "institution": text("document.institution"),
        "sections": [_section(section) for section in content.sections],
        "facts": [list(fact) for fact in content.facts],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "code": section.code,
        "title": section.title,
        "statement": breakable(section.statement),
        "grid": shown_grid(section.grid) if section.grid else None,
        "gaps": [_gap(gap) for gap in section.gaps],
        "lines": [breakable(line) for line in section.lines],
        "notes": [breakable(note) for note in section.notes],
    }


def breakable(text: str) -> str:
    """Return a text whose longest words may be broken: typst would set one of 300 letters over the page's edge."""
    return _LONG.sub(lambda word: _BREAK.join(_PIECE.findall(word[0])), text)


def shown_grid(grid: Grid) -> dict[str, Any]:
    """Return a grid as the templates show it."""
    rows = [
        {"name": name, "cells": [shown_cell(cell) for cell in cells]} for name, cells in grid.rows
    ]
    return {"first": grid.first, "columns": list(grid.columns), "rows": rows}


def shown_cell(cell: Cell) -> dict[str, Any]:
    """Return a released number as the templates show it, on its colour of the ramp."""
    fill = style.score_colour(cell.score) if cell.score is not None else ""
    return asdict(cell) | {"fill": fill, "ink": style.text_on(fill) if fill else ""}


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "about": gap.about,
        "community": shown_cell(gap.community),
        "institution": shown_cell(gap.institution),
        "informants": gap.informants,
    }
