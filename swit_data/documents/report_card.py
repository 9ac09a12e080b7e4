"""The report card as PDF: tagged (PDF/UA), Latin and Cyrillic, the same bytes for the same content."""

import re
from dataclasses import asdict, replace
from typing import Any

from swit_data.documents.content import Content, Section
from swit_data.documents.front_page import Front, front
from swit_data.typesetting import pdf, pictures
from swit_data.wording import Wording

_SCALES = (1, 0.95, 0.9)  # smaller letters than these are not read at a table
_FEW_DOTS = 5  # an inch: pages are only counted
_WORD = 50  # letters; the longest words of the four languages stay whole
_LONG = re.compile(rf"\S{{{_WORD + 1},}}")
_PIECE = re.compile(rf"\S{{1,{_WORD}}}")
_BREAK = "\u200b"  # a place where a line may end, which is not seen


def report_card(content: Content) -> bytes:
    """Return a content as PDF, by the template data/templates/report.typ; no text of it is read as code."""
    return pdf("report.typ", _fitting(content))


def pages(content: Content, dots: int) -> list[bytes]:
    """Return a content as a PNG picture a page, for a look before it is printed; `dots` an inch."""
    return pictures("report.typ", _fitting(content), dots)


def _fitting(content: Content) -> dict[str, Any]:
    """Return what the template sets, a little smaller where that saves a sheet: a card has two, a comparison one."""
    data = _data(content)
    wanted = 2 if data["front"] else 1
    for scale in _SCALES:
        smaller = data | {"scale": scale}
        if len(pictures("report.typ", smaller, _FEW_DOTS)) <= wanted:
            return smaller
    return data


def _data(content: Content) -> dict[str, Any]:
    page = front(content)
    return {
        "scale": 1,
        "language": content.language,
        "title": content.title,
        "subtitle": content.subtitle,
        "mark": content.mark,
        "headline": content.headline,
        "footer": content.foot,
        "sides": content.sides,
        "front": asdict(_breakable_front(page)) if page else None,
        "words": _words(content.language),
        "key": content.key,
        "who": content.who,
        "sections": [asdict(breakable_section(section)) for section in content.sections],
        "facts": content.facts,
    }


def _breakable_front(page: Front) -> Front:
    findings, asks = tuple(map(breakable, page.findings)), tuple(map(breakable, page.asks))
    return replace(page, findings=findings, asks=asks)


def _words(language: str) -> dict[str, str]:
    """Return the words of page one that no section has."""
    text = Wording.of(language).text
    return {name: text(f"document.front.{name}") for name in ("findings", "more")}


def breakable_section(section: Section) -> Section:
    """Return a section whose longest words may be broken."""
    return replace(
        section,
        statement=breakable(section.statement),
        lines=tuple(map(breakable, section.lines)),
        notes=tuple(map(breakable, section.small_print)),
    )


def breakable(text: str) -> str:
    """Return a text whose longest words may be broken: typst would set one of 300 letters over the page's edge."""
    return _LONG.sub(lambda word: _BREAK.join(_PIECE.findall(word[0])), text)
