"""A meeting in every form: the slides that are presented, the numbers that were released, nothing of the speaker's."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
import pandas as pd
import pytest
from pptx import Presentation
from pypdf import PdfReader

from swit_data.__main__ import main
from swit_data.documents.handing import FORMS, all_forms, handed
from swit_data.documents.making import Wanted, content_of, document
from swit_data.documents.slides import slides
from swit_data.documents.story import Told, story
from swit_data.meeting import Meeting, Slide, written
from swit_data.release.illustrative import illustrative
from swit_data.views.story import draft
from tests.every_language import ALWAYS, EVERY_LANGUAGE
from tests.written import plain_score

DAY = date(2026, 11, 28)
NOTE = "They will not like this: 77 times over."
HEALTH = ("KEN", "government", "health_national")
PRINTED = pytest.CaptureFixture[str]


def told(language: str = "en", *more: Slide) -> Told:
    """Return the story of Kenya's ministry of health as a speaker changed it: each slide with a note."""
    made = draft(illustrative(), *HEALTH, language)
    noted = tuple(replace(slide, note=NOTE) for slide in (*made.slides, *more))
    return Told(illustrative(), replace(made, slides=noted), language, DAY)


@cache
def rows(table: str) -> pd.DataFrame:
    return illustrative().frame(table)


def released() -> list[float]:
    """Return by hand what the three pictures show: of the dimensions and C1; the same of both sides; the two lowest."""
    found = rows("scores").query(
        "pilot == @HEALTH[0] and stakeholder_type == @HEALTH[1] and target == @HEALTH[2] and round == '2' and "
        "respondent_class == 'community' and scoring == 'standard' and split == 'all' and withheld == ''"
    )
    scores = dict(zip(found["item"], found["score"], strict=True))
    parts = [p.code for p in illustrative().framework.parts.values()]
    sure = found[found["item"].isin(parts) & found["low"].notna() & (found["dont_know"] <= 1 / 3)]
    pairs = rows("pairs").query(
        "pilot == @HEALTH[0] and round == '2' and a_class == 'community' and b_class == 'institution' and "
        "a_stakeholder_type == @HEALTH[1] and a_target == @HEALTH[2] and scoring == 'standard' and withheld == ''"
    )
    both = pairs[pairs["item"].isin(["participation", "rollout", "C1"])]
    first = [float(scores[item]) for item in ("participation", "rollout", "C1")]
    sides = [float(score) for name in ("a_score", "b_score") for score in both[name]]
    return [*first, *sides, *sorted(sure["score"].astype(float))[:2]]


def of_pptx(content: bytes, language: str) -> list[str]:
    shapes = [s for slide in Presentation(io.BytesIO(content)).slides for s in slide.shapes]
    plots = [shape.chart.plots[0] for shape in shapes if shape.has_chart]
    drawn = [v for plot in plots for series in plot.series for v in series.values]  # noqa: PD011 - of a chart
    return [plain_score(value, language) for value in drawn if value is not None]


def of_docx(content: bytes, _language: str) -> list[str]:
    tables = docx.Document(io.BytesIO(content)).tables
    cells = [row.cells[1].text for table in tables for row in table.rows[1:]]
    found = [re.sub("^[▽○△] ", "", text) for text in cells]
    return [text for text in found if len(text) < 20 and re.search(r"\d", text) and "P" not in text]


def of_html(content: bytes, _language: str) -> list[str]:
    found = re.findall(r'font-weight="bold"[^>]*>([^<]+)</text>', content.decode())
    return [re.sub("^[▽○△] ", "", text) for text in found if "–" not in text and len(text) < 20]


def of_pdf(content: bytes, _language: str) -> list[str]:
    """Return what stands behind the name of a view, after its shape or without one."""
    names = "Community|About itself|Спільнота|Про себе"
    lines = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return re.findall(rf"^(?:{names}) (?:[▽○△] )?(\D*\d+)$", lines, re.MULTILINE)


READ: dict[str, Callable[[bytes, str], list[str]]] = {
    "pptx": of_pptx,
    "docx": of_docx,
    "html": of_html,
    "pdf": of_pdf,
}


@pytest.mark.parametrize("language", ALWAYS)  # the readers know the words of these
@pytest.mark.parametrize("form", list(READ))
def test_every_number_of_every_form_is_the_release_s(form: str, language: str) -> None:
    expected = sorted(plain_score(score, language) for score in released())
    assert len(expected) == 11
    assert sorted(READ[form](handed(told(language), form), language)) == expected


MORE = (
    Slide("overview", {"dimension": "participation", "round": "1"}),
    Slide("participation", {"round": "1"}),
    Slide("questions", {"round": "1"}),
    Slide("solid", {"dimension": "participation", "round": "1"}),
    Slide("change", {"dimension": "participation"}),
)


def titles(content: bytes) -> list[str]:
    return [slide.shapes.title.text for slide in Presentation(io.BytesIO(content)).slides]


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_every_form_tells_the_slides_in_the_speaker_s_order(language: str) -> None:
    """One slide taken out, one moved, five pages added: the same headlines, in the same order, in each form."""
    made = told(language, *MORE)
    changed = replace(made, meeting=made.meeting.remove(1).move(0, 1))
    said = [section.statement for section in story(changed).sections if section.statement]
    assert [section.code.split("-")[2] for section in story(changed).sections[:3]] == [
        "weakest",
        "seen",
        "promised",
    ]
    assert len(said) >= 10
    there = titles(handed(changed, "pptx"))[1:-1]
    begun = [max((s for s in said if each.startswith(s)), key=len) for each in there]
    assert [line for line, _ in groupby(begun)] == said  # what goes on says what it goes on from
    paragraphs = docx.Document(io.BytesIO(handed(changed, "docx"))).paragraphs
    assert [p.text for p in paragraphs if p.style and p.style.name == "Statement"] == said
    page = handed(changed, "html").decode().replace("&#x27;", "'").replace("&quot;", '"')
    assert re.findall(r'<p class="statement">([^<]*)</p>', page) == said
    pages = PdfReader(io.BytesIO(handed(changed, "pdf"))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    places = [text.index(" ".join(line.split())) for line in said]
    assert places == sorted(places)


def test_nothing_of_the_speaker_s_notes_is_in_any_file() -> None:
    for name, content in all_forms(told()):
        packed = zipfile.ZipFile(io.BytesIO(content)) if content.startswith(b"PK") else None
        parts = [packed.read(each) for each in packed.namelist()] if packed else [content]
        text = b"".join(parts).decode("utf-8", "ignore")
        if name.endswith(".pdf"):
            text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        assert "77 times" not in text, name


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_slides_have_no_title_twice_and_pictures_their_key(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    decks = {"story": handed(told(language, *MORE), "pptx")}
    for pilot in ("KEN", "SUR", ""):
        for kind in ("", "government"):
            wanted = Wanted(illustrative(), pilot, language, "pptx", DAY, "1", kind)
            decks[f"{pilot or 'all'} {kind}"] = document(wanted)
    for name, content in decks.items():
        found = titles(content)
        assert len(set(found)) == len(found), name
        words = 0
        for slide in Presentation(io.BytesIO(content)).slides:
            texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
            words += sum(len(text.split()) for text in texts)
            if any(shape.has_chart or shape.has_table for shape in slide.shapes):
                assert "▽" in " ".join(texts), (name, texts)
                assert "100" in " ".join(texts), (name, texts)
        with capsys.disabled():
            print(f"\n{language} {name}: {len(found)} slides, {words} words", end="")  # noqa: T201 - the figure


def bars(content: bytes) -> Iterator[Any]:
    for slide in Presentation(io.BytesIO(content)).slides:
        yield from (shape.chart for shape in slide.shapes if shape.has_chart)


def test_charts_are_native_with_intervals_of_their_own() -> None:
    charts = list(bars(handed(told(), "pptx")))
    assert len(charts) == 3
    for chart in charts:
        first = chart.plots[0].series[0]._element.xml
        lengths = [float(v) for v in re.findall(r"<c:pt idx=.*?<c:v>([\d.]+)</c:v>", first, re.S)]
        assert "<c:errBars" in first
        assert any(lengths)


def test_the_master_says_who_leads_as_the_owner_wrote_it() -> None:
    content = replace(content_of(Wanted(illustrative(), "KEN", "en", "pptx", DAY)), owner="A & <B>")
    made = Presentation(io.BytesIO(slides(content)))
    assert [s.text_frame.text for s in made.slide_master.shapes if s.name == "owner"] == ["A & <B>"]
    bare = Presentation(io.BytesIO(slides(replace(content, owner=""))))
    assert [s.name for s in bare.slide_master.shapes if s.name == "owner"] == []


def test_each_finding_for_a_telephone_is_one_picture() -> None:
    with zipfile.ZipFile(io.BytesIO(handed(told("uk", *MORE), "phone"))) as packed:
        names = packed.namelist()
    pages = [name for name in names if name.endswith(".pdf")]
    first = [name for name in names if re.search(r"[a-z]\.png$", name)]
    assert first == [name.replace(".pdf", ".png") for name in pages]
    assert len(pages) >= 11
    more = [name for name in names if re.search(r"-\d\.png$", name)]
    assert {name.split("-")[3] for name in more} <= {
        "participation",
        "questions",
        "solid",
    }  # long rows go on


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "kenya.swit-meeting.json"
    path.write_bytes(written(told().meeting))
    return path


@pytest.mark.parametrize("form", list(READ))
def test_a_meeting_s_document_is_checked_against_its_slides(
    saved: Path, form: str, capsys: PRINTED
) -> None:
    out = saved.with_name(f"story.{form}")
    assert main(["report", str(out), "--meeting", str(saved)]) == 0
    assert main(["verify", str(out), "--meeting", str(saved)]) == 0
    assert "follow from that release" in capsys.readouterr().out
    assert main(["verify", str(out)]) == 2
    assert "--meeting" in capsys.readouterr().err
    other = saved.with_name("other.swit-meeting.json")
    other.write_bytes(written(told().meeting.remove(0)))
    assert main(["verify", str(out), "--meeting", str(other)]) == 2


def test_it_is_checked_as_of_its_own_day_and_a_changed_number_is_found(
    saved: Path, capsys: PRINTED
) -> None:
    """Made before a promise was due, and looked at after."""
    early = saved.with_name("early.html")
    early.write_bytes(handed(replace(told(), made_on=date(2018, 6, 1)), "html"))
    assert "overdue" not in early.read_text("utf-8")
    assert main(["verify", str(early), "--meeting", str(saved)]) == 0
    early.write_text(early.read_text("utf-8").replace("35 of 100", "36 of 100"), "utf-8")
    assert main(["verify", str(early), "--meeting", str(saved)]) == 2
    assert "35 of 100" in capsys.readouterr().err


def test_the_command_writes_all_five_and_refuses_what_is_no_form(
    saved: Path, capsys: PRINTED
) -> None:
    folder = saved.with_name("files")
    folder.mkdir()
    assert main(["report", str(folder), "--meeting", str(saved), "--language", "uk"]) == 0
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == len(FORMS) + 1
    assert all(name.startswith("swit-illustrative-meeting-") for name in names)
    assert main(["report", str(saved.with_name("story.xlsx")), "--meeting", str(saved)]) == 2
    assert ".pptx" in capsys.readouterr().err
    empty = saved.with_name("empty.swit-meeting.json")
    empty.write_bytes(written(Meeting(language="en")))
    assert main(["report", str(saved.with_name("s.pptx")), "--meeting", str(empty)]) == 2
    assert "has no slides" in capsys.readouterr().err
