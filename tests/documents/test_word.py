"""A Word document as Word and a screen reader take it: styles, heads of tables, language, head and foot of a page."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from PIL import ImageFont

from swit_data.documents.making import Wanted, content_of, document
from swit_data.release.illustrative import illustrative
from swit_data.typesetting import TEMPLATES
from tests.findings.drawn_release import drawn

DAY = date(2026, 11, 23)
MARK = {
    "en": "Illustrative data - not results of any pilot",
    "uk": "Ілюстративні дані — не результати пілотів",
}


def made(pilot: str, language: str) -> bytes:
    return document(Wanted(illustrative(), pilot, language, "docx", DAY, "1"))


def opened(pilot: str, language: str = "en") -> Document:
    return docx.Document(io.BytesIO(made(pilot, language)))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def told(element: Any, name: str) -> str:  # noqa: ANN401 - an element of lxml
    return str(element.find(qn(name)).get(qn("w:val")))


@pytest.mark.parametrize("language", ["en", "uk", "ru", "nl"])
def test_no_word_of_a_head_is_broken(language: str) -> None:
    face = ImageFont.truetype(str(TEMPLATES / "fonts" / "NotoSans-Bold.ttf"), 150)  # 7.5 points
    for table in opened("KEN", language).tables:
        assert sum(column.width.mm for column in table.columns) <= 174.1
        for column, cell in list(zip(table.columns, table.rows[0].cells, strict=True))[1:]:
            longest = max(face.getlength(word) / 20 for word in cell.text.split())
            assert longest / 72 * 25.4 + 2.1 <= column.width.mm, cell.text


def test_how_two_sides_see_it_stands_on_one_page() -> None:
    (both,) = [t for t in opened("KEN", "ru").tables if "●" in t.rows[0].cells[1].text]
    first = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in both.rows[1:]]
    assert first == [True, True, True, None]


@pytest.mark.parametrize("pilot", ["KEN", "SUR", ""])
def test_each_section_has_a_heading_of_word_s_own(pilot: str) -> None:
    content = content_of(Wanted(illustrative(), pilot, "en", "docx", DAY, "1"))
    said: dict[str, list[str]] = {}
    for paragraph in opened(pilot).paragraphs:
        said.setdefault(str(paragraph.style.name), []).append(paragraph.text)  # type: ignore[union-attr]
    assert said["Title"] == [content.title]
    assert said["Headline"] == [content.headline]
    assert said["Heading 1"] == [*(s.title for s in content.sections), "About these numbers"]
    assert said["Statement"] == [s.statement for s in content.sections if s.statement]
    assert said["List Bullet"] == [line for s in content.sections for line in s.lines]
    notes = [line for s in content.sections for line in s.small_print]
    facts = [f"{name}: {value}" for name, value in content.facts]
    assert content.key.startswith(
        "0 = never, 100 = always. Under 40: ▽; 70 and more: △; between: ○."
    )
    assert [line for line in said["Note"] if line] == [content.key, *notes, *facts]


@pytest.mark.parametrize("pilot", ["KEN", ""])
def test_a_table_repeats_its_head_and_is_said_in_words(pilot: str) -> None:
    for table in opened(pilot).tables:
        head, *rows = table._tbl.tr_lst
        assert head.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert not [row for row in rows if row.find(f".//{qn('w:tblHeader')}") is not None]
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
        assert told(table._tbl.tblPr, "w:tblCaption")
        summary = told(table._tbl.tblPr, "w:tblDescription")
        numbers = [n for row in rows for tc in row.tc_lst[1:] for n in re.findall(r"\d+", text(tc))]
        assert set(numbers) <= set(re.findall(r"\d+", summary))
        assert table.rows[0].cells[0].text.startswith(MARK["en"])


def test_no_row_stands_alone_under_a_repeated_head() -> None:
    for table in opened("KEN").tables[1:3]:  # of eleven rows
        *_, before, near, last = table.rows
        kept = [
            row.cells[0].paragraphs[0].paragraph_format.keep_with_next
            for row in (before, near, last)
        ]
        assert kept == [True, True, None]


def text(cell: Any) -> str:  # noqa: ANN401
    return "".join(each.text or "" for each in cell.iter(qn("w:t")))


@pytest.mark.parametrize("language", ["en", "uk"])
def test_every_page_carries_the_mark_and_the_release(language: str) -> None:
    paper = opened("KEN", language)
    (section,) = paper.sections
    assert not section.different_first_page_header_footer
    assert not paper.settings.odd_and_even_pages_header_footer
    assert section.header.paragraphs[0].text == MARK[language]
    foot = section.footer.paragraphs[0]
    assert illustrative().alone("KEN").fingerprint in foot.text
    assert [each.get(qn("w:instr")) for each in foot._p.iter(qn("w:fldSimple"))] == [
        "PAGE",
        "NUMPAGES",
    ]


def test_results_of_a_pilot_carry_no_mark() -> None:
    release = drawn("pilot type score\nKEN government 30\nKEN ngo 75")
    paper = docx.Document(io.BytesIO(document(Wanted(release, "KEN", "en", "docx", DAY))))
    assert release.illustrative is (MARK["en"] in paper.sections[0].header.paragraphs[0].text)
    assert not release.illustrative
    assert paper.sections[0].header.paragraphs[0].text == ""
    assert paper.tables[0].rows[0].cells[0].text == "Part"


@pytest.mark.parametrize(("language", "checked"), [("en", "en-GB"), ("uk", "uk-UA")])
def test_its_language_font_and_properties(language: str, checked: str) -> None:
    paper = opened("KEN", language)
    defaults = next(paper.styles.element.iter(qn("w:rPrDefault")))
    (spoken,) = defaults.iter(qn("w:lang"))
    assert spoken.get(qn("w:val")) == checked
    (fonts,) = defaults.iter(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "cs")} == {"Noto Sans"}
    assert b'<w:altName w:val="Arial"/>' in parts(made("KEN", language))["word/fontTable.xml"]
    about = paper.core_properties
    content = content_of(Wanted(illustrative(), "KEN", language, "docx", DAY, "1"))
    assert (about.title, about.subject) == (content.title, content.subtitle)
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.language == language
    assert {f"{day:%Y-%m-%d}" for day in (about.created, about.modified) if day} == {"2026-11-23"}


def test_nothing_is_left_of_the_library_s_own_template() -> None:
    found = parts(made("", "uk"))
    assert not [name for name in found if "thumbnail" in name or "customXml" in name]
    for name, part in found.items():
        assert b"python-docx" not in part, name
        assert b"2013" not in part, name
        assert b"$" not in part, name  # of our own templates
        assert not re.search(rb"Calibri|Cambria|Macintosh", part), name
    with zipfile.ZipFile(io.BytesIO(made("", "uk"))) as packed:
        assert {info.date_time for info in packed.infolist()} == {(2026, 1, 1, 0, 0, 0)}
    assert len(made("", "uk")) < 60_000


def test_no_number_is_said_by_colour_alone() -> None:
    cells = [
        (cell, text(cell._tc))
        for table in opened("SUR").tables
        for row in table.rows[1:]
        for cell in row.cells[1:]
    ]
    for cell, said in cells:
        if re.search(r"\d", said):
            assert said[0] in "▽○△●"
        else:
            assert all(run.italic for run in cell.paragraphs[0].runs)
