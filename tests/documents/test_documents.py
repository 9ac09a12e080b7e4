"""Report card, slides, brief and tables: every number in them is the release's, whatever stands in a text."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from pptx import Presentation
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from swit_data import store
from swit_data.__main__ import main
from swit_data.dataset import Narrative
from swit_data.documents.brief import brief
from swit_data.documents.content import Cell, Content, Gap, Section
from swit_data.documents.making import FORMATS, PHONE, Wanted, content_of, document, documents
from swit_data.documents.report_card import breakable, report_card
from swit_data.documents.slides import slides
from swit_data.documents.word import word
from swit_data.release.illustrative import illustrative
from swit_data.release.making import of_tables, texts_alone
from swit_data.released.release import Release
from swit_data.released.rows import records
from swit_data.released.tables import TEXTS as ALONE
from tests.every_language import in_turns
from tests.findings.drawn_release import drawn
from tests.written import UNDER, plain_score

ILLUSTRATIVE = Path(__file__).parents[2] / "data" / "illustrative"
DAY = date(2026, 11, 23)
HOSTILE = (
    '![x](https://evil.example/i.png) <script>alert(1)</script> #panic("code") $x^2$ =1+1 @SUM(A1) \u202ertl '
    "\\u{41} *bold* _it_ [l](https://evil.example) " + "W" * 300
)


@pytest.fixture(scope="module")
def released() -> Release:
    return illustrative()


def wanted(released: Release, pilot: str, language: str, form: str = "html") -> Wanted:
    return Wanted(released, pilot, language, form, DAY, "1")


def published(released: Release, content: Content, chosen_round: str = "1") -> set[float]:
    """Return every community score that the release publishes about the document's pilots."""
    frame = released.frame("scores")
    pilots = [content.reference.pilot] if content.reference.pilot else list(released.pilots)
    keep = frame["pilot"].isin(pilots) & (frame["round"] == chosen_round)
    rows = records(frame.loc[keep & (frame["withheld"] == "") & (frame["scoring"] == "standard")])
    return {float(row["score"]) for row in rows if row["split"] == "all"}


def shown(content: Content) -> list[tuple[str, float]]:
    """Return every number of a content as it is written, and as it was released."""
    cells = [c for s in content.sections if s.grid for _, row in s.grid.rows for c in row]
    cells += [cell for s in content.sections for gap in s.gaps for cell in (gap.community,)]
    return [(cell.text, cell.score) for cell in cells if cell.score is not None]


@pytest.mark.parametrize(("pilot", "language"), in_turns(["KEN", "SUR", ""]))
def test_every_number_of_a_content_is_released(
    released: Release, pilot: str, language: str
) -> None:
    content = content_of(wanted(released, pilot, language))
    known = published(released, content)
    numbers = shown(content)
    assert numbers
    for text, score in numbers:
        assert score in known
        assert text == plain_score(score, language)


EVERYTHING = ("KEN", "IDN", "SUR", "UKR", "")


WRITTEN = rf"((?:(?:{'|'.join(UNDER.values()).replace(' ', chr(92) + 's+')})\s+)?\d[\d.,]*)"


def of_pdf(content: bytes) -> list[str]:
    """Return what stands behind a band's mark in the text of a PDF: the numbers of its tables."""
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return [" ".join(found.split()) for found in re.findall(rf"[▽○△]\s*{WRITTEN}", text)]


def of_html(content: bytes) -> list[str]:
    return re.findall(rf"<strong>{WRITTEN}</strong>", content.decode())


def of_pptx(content: bytes) -> tuple[list[float], list[str]]:
    """Return the values in the charts' own tables, and the numbers in the cells of tables."""
    shapes: list[Any] = [
        s for slide in Presentation(io.BytesIO(content)).slides for s in slide.shapes
    ]
    plots = [plot for shape in shapes if shape.has_chart for plot in shape.chart.plots]
    drawn = [v for plot in plots for series in plot.series for v in series.values]
    texts = [cell.text for s in shapes if s.has_table for row in s.table.rows for cell in row.cells]
    cells = [found for text in texts for found in re.findall(rf"^[▽○△] {WRITTEN}$", text)]
    return [v for v in drawn if v is not None], cells


def of_xlsx(content: bytes, sheets: int) -> list[float]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    tables = [book.get_sheet_by_name(name) for name in book.sheet_names]
    cells = [c for table in tables for row in table.to_python() for c in row]
    assert len(tables) >= sheets
    return [cell for cell in cells if isinstance(cell, float)]


@pytest.mark.parametrize(("pilot", "language"), in_turns(EVERYTHING))
def test_every_number_of_every_format_is_the_release_s(
    released: Release, pilot: str, language: str
) -> None:
    def written(cell: Cell) -> str:
        assert cell.score is not None
        return plain_score(cell.score, language)

    content = content_of(wanted(released, pilot, language))
    made = dict(documents(wanted(released, pilot, language), FORMATS))
    files = {name.rpartition(".")[2]: file for name, file in made.items()}
    grids = [s.grid for s in content.sections if s.grid]
    gaps = [side for s in content.sections for g in s.gaps for side in (g.community, g.institution)]
    in_grids = [cell for grid in grids for _, row in grid.rows for cell in row if not cell.withheld]
    bold = [*in_grids, *gaps[::2]]
    assert sorted(of_html(files["html"])) == sorted(written(cell) for cell in bold)
    assert sorted(of_pdf(files["pdf"])) == sorted(written(cell) for cell in in_grids if cell.mark)
    first = [cell for grid in grids for _, row in grid.rows[:1] for cell in row]
    charts = in_grids if not pilot else [*[c for c in first if not c.withheld], *gaps]
    drawn, cells = of_pptx(files["pptx"])
    assert sorted(drawn) == sorted(c.score for c in charts if c.score is not None)
    rest = [c for grid in grids for _, row in grid.rows[1:] for c in row if pilot and c.mark]
    assert sorted(cells) == sorted(written(cell) for cell in rest)
    scores = [c.score for c in (*in_grids, *gaps) if c.score is not None]
    found = of_xlsx(files["xlsx"], len(grids))
    assert all(score in found for score in scores)


@pytest.mark.parametrize(("pilot", "language"), in_turns(EVERYTHING))
def test_every_number_of_a_word_document_is_the_release_s(
    released: Release, pilot: str, language: str
) -> None:
    """Table by table, so that no number stands under another head."""
    content = content_of(wanted(released, pilot, language))
    tables = docx.Document(io.BytesIO(document(wanted(released, pilot, language, "docx")))).tables
    grids = [s.grid or s.gaps for s in content.sections if s.grid or s.gaps]
    assert len(tables) == len(grids) >= 3
    for table, grid in zip(tables, grids, strict=True):
        rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
        if isinstance(grid, tuple):
            assert rows == [
                [f"{gap.about} ({gap.informants})", *(f"{mark} {number}" for mark, number in said)]
                for gap, said in ((gap, of_sides(gap, language)) for gap in grid)
            ]
        else:
            assert rows == [
                [name, *(of_cell(cell, language) for cell in cells)] for name, cells in grid.rows
            ]


def of_sides(gap: Gap, language: str) -> list[tuple[str, str]]:
    community, institution = gap.community.score, gap.institution.score
    assert community is not None
    assert institution is not None
    return [("●", plain_score(community, language)), ("○", plain_score(institution, language))]


def of_cell(cell: Cell, language: str) -> str:
    """Return a cell's reason; or its number behind the mark of its band, worked out here again."""
    if cell.score is None:
        return cell.text
    mark = "▽" if cell.score < 40 else "○" if cell.score < 70 else "△"
    known = f"{mark} " if cell.mark else ""
    return f"{known}{plain_score(cell.score, language)}"


@pytest.mark.parametrize("pilot", illustrative().pilots)
def test_a_number_that_many_do_not_know_about_has_no_band(released: Release, pilot: str) -> None:
    """By hand from the released rows: a third of the answers or more are "don't know"."""
    content = content_of(wanted(released, pilot, "en"))
    rows = records(released.frame("scores").query("round == '1' and scoring == 'standard'"))
    rows = [r for r in rows if r["pilot"] == pilot and r["split"] == "all" and not r["withheld"]]
    many = {float(row["score"]) for row in rows if row["dont_know"] > 1 / 3}
    few = {float(row["score"]) for row in rows if row["dont_know"] <= 1 / 3}
    cells = [c for s in content.sections if s.grid for _, row in s.grid.rows for c in row]
    unmarked = [cell.score for cell in cells if cell.score is not None and not cell.mark]
    assert set(unmarked) <= many
    assert not {c.score for c in cells if c.mark} - few
    if pilot == "IDN":
        assert unmarked


def test_a_dimension_that_nobody_was_asked_about_is_a_statement_without_numbers() -> None:
    release = drawn("pilot type score\nKEN government 30\nKEN ngo 75")  # on roll-out alone
    packed = document(Wanted(release, "KEN", "en", PHONE, DAY))
    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        assert "03-criteria.pdf" in files.namelist()
    assert "<h2>Participation</h2>" in document(wanted(release, "KEN", "en")).decode()


def test_what_is_withheld_is_said_and_never_a_number(released: Release) -> None:
    content = content_of(wanted(released, "SUR", "en"))
    withheld = [
        c for s in content.sections if s.grid for _, row in s.grid.rows for c in row if c.withheld
    ]
    assert withheld
    assert all(cell.score is None and not re.search(r"\d", cell.text) for cell in withheld)
    assert withheld[0].text in brief(content).decode()


@pytest.mark.parametrize(
    "form", ["pdf", "docx", "html", "xlsx"]
)  # the charts of slides hold the time they were made
def test_the_same_release_gives_the_same_bytes(released: Release, form: str) -> None:
    assert document(wanted(released, "KEN", "uk", form)) == document(
        wanted(released, "KEN", "uk", form)
    )


def hostile(content: Content) -> Content:
    section = Section("recommendation", HOSTILE, HOSTILE, lines=(HOSTILE, "x" * 10_000, "ok"))
    return replace(content, sections=(*content.sections, section), headline=HOSTILE)


def test_hostile_text_stays_text(released: Release) -> None:
    content = hostile(content_of(wanted(released, "KEN", "en")))
    html = brief(content).decode()
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert not re.search(r'(?:src|href)="(?!#)', html)
    assert report_card(content).startswith(b"%PDF")
    deck = Presentation(io.BytesIO(slides(content)))
    texts = [
        shape.text_frame.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]
    assert any('#panic("code")' in text for text in texts)
    paper = docx.Document(io.BytesIO(word(replace(content, title="a\x00\x0b\ud800\uffffb"))))
    said = [paragraph.text for paragraph in paper.paragraphs]
    assert said[0] == "ab"
    assert said.count(HOSTILE) == 4  # headline, title, statement and line: letter by letter


def test_a_document_says_what_it_is_of(released: Release) -> None:
    for pilot in ("KEN", ""):
        content = content_of(wanted(released, pilot, "en"))
        html = brief(content).decode()
        assert "Illustrative data - not results of any pilot" in html
        fingerprint = content.reference.release
        assert fingerprint == (released.alone(pilot) if pilot else released).fingerprint
        assert fingerprint in html
        assert "python -m swit_data verify" in html
        with zipfile.ZipFile(io.BytesIO(slides(content))) as packed:
            notes = b"".join(
                packed.read(name) for name in packed.namelist() if "slides/slide" in name
            )
        assert notes.count(fingerprint.encode()) >= len(content.sections) + 1


def test_a_brief_is_small_and_asks_for_nothing(released: Release) -> None:
    html = brief(content_of(wanted(released, "", "uk")))
    assert len(html) < 300_000
    assert b"http://" not in html
    assert b"https://" not in html
    assert b"default-src 'none'" in html


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--pilot", "KEN", "--language", "uk", str(tmp_path / "all")]) == 0
    endings = sorted(path.name.rpartition("-")[2] for path in (tmp_path / "all").iterdir())
    assert endings == ["phone.zip", "uk.docx", "uk.html", "uk.pdf", "uk.pptx", "uk.xlsx"]
    assert main(["report", "--format", "pdf", "--pilot", "KEN", str(tmp_path / "card.pdf")]) == 0
    assert main(["report", "--pilot", "NLD", str(tmp_path / "x.pdf")]) == 2
    assert "There is no pilot “NLD” in this release; there are:" in capsys.readouterr().err
    assert main(["report", str(tmp_path / "x.doc")]) == 2
    assert "allowed: .docx, .html, .pdf, .pptx, .xlsx, .zip" in capsys.readouterr().err


def test_community_empowerment_opens_the_card(released: Release) -> None:
    content: Any = content_of(wanted(released, "KEN", "en"))
    assert content.sections[0].code == "empowerment"
    assert content.sections[0].grid.rows[0][0].startswith("C1")


def test_what_was_promised_before_heads_the_card_of_the_next_round(released: Release) -> None:
    content = content_of(Wanted(released, "KEN", "en", "html", DAY))  # its latest round
    promises = content.sections[0]
    assert (promises.code, content.sections[1].code) == ("promises", "empowerment")
    assert promises.statement == (
        "4 promises. Open: 2, of them overdue in November 2026: 1; kept: 1; broken: 1; "
        "overtaken by events: 0."
    )
    late, waiting = promises.lines
    assert late.startswith("Ministry of health: Illustrative text. From the next consultation")
    assert late.endswith("(Illustrative office, May 2018; due: December 2018) Overdue.")
    assert waiting.endswith("due: June 2031)")
    assert "promises" not in {s.code for s in content_of(wanted(released, "SUR", "en")).sections}
    kept = document(Wanted(released, "KEN", "en", "xlsx", DAY))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(kept)).get_sheet_by_index(0).to_python()
    assert late in {cell for row in sheet for cell in row}


def test_promises_stand_pilot_by_pilot_in_the_comparison(released: Release) -> None:
    content = content_of(Wanted(released, "", "en", "html", DAY, "2"))
    (lines,) = (section.lines for section in content.sections if section.code == "asks")
    assert [line.partition(":")[0] for line in lines] == ["Kenya", "Indonesia", "Ukraine"]
    assert "5 promises. Open: 3, of them overdue in November 2026: 1" in lines[0]


LONG = "W" * 10_000
TEXTS = [HOSTILE, LONG, "=1+1", '<img src="https://evil.example/i.png">']


@pytest.fixture(scope="module")
def said() -> Release:
    """Return a release whose owner's words are hostile: texts of every section, asks of an earlier round."""
    stored = store.open_dataset(ILLUSTRATIVE)
    narratives = [
        Narrative(
            "KEN", "2", section, "en", text, "approved", stakeholder_type=kind, source=HOSTILE
        )
        for section in ("recommendation", "reason", "narrative", "context", "own <b>")
        for kind in ("", "ngo")
        for text in TEXTS
    ]
    asks = [
        replace(ask, ask=text, promise=text, promised_by=HOSTILE, verdict=text)
        for ask, text in zip(stored.dataset.asks, itertools.cycle(TEXTS), strict=False)
    ]
    dataset = replace(stored.dataset, narratives=tuple(narratives), asks=tuple(asks))
    return of_tables(dataset, texts_alone(replace(stored, dataset=dataset)) | numbers())


def numbers() -> dict[str, Any]:
    return {name: table for name, table in illustrative().tables.items() if name not in ALONE}


@pytest.mark.parametrize("pilot", ["KEN", ""])
def test_hostile_words_of_an_owner_stay_words_in_every_format(said: Release, pilot: str) -> None:
    asked = Wanted(said, pilot, "en", "html", DAY, "2")
    html = document(asked).decode()
    assert "<script" not in html
    assert "<img" not in html
    assert "own <b>" not in html
    assert not re.search(r'(?:src|href)="(?!#)', html)
    pdf = document(replace(asked, format="pdf"))
    assert pdf.startswith(b"%PDF")
    assert b"evil.example" not in pdf  # text is packed; a link would stand there plainly
    deck = Presentation(io.BytesIO(document(replace(asked, format="pptx"))))
    shapes = [s for slide in deck.slides for s in slide.shapes if s.has_text_frame]
    assert not any(
        r.hyperlink.address for s in shapes for p in s.text_frame.paragraphs for r in p.runs
    )
    with zipfile.ZipFile(io.BytesIO(document(replace(asked, format="docx")))) as paper:
        parts = {name: paper.read(name) for name in paper.namelist()}
    assert not [name for name, part in parts.items() if b'TargetMode="External"' in part]
    assert not re.search(rb"<w:(hyperlink|instrText|object|drawing)", parts["word/document.xml"])
    with zipfile.ZipFile(io.BytesIO(document(replace(asked, format="xlsx")))) as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets/sheet" in name]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_a_word_longer_than_a_line_may_be_broken_on_paper() -> None:
    broken = breakable(f"Before {LONG} after")
    assert max(map(len, re.split(r"[ \u200b]", broken))) == 50
    assert broken.replace("\u200b", "") == f"Before {LONG} after"
    assert breakable("Розповідь без довгих слів") == "Розповідь без довгих слів"
