"""`verify DOCUMENT`: a document is made again from its release; one number changed in it is found."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from pptx import Presentation

from swit_data.__main__ import main
from swit_data.documents.content import Section
from swit_data.documents.making import FORMATS, PHONE, Wanted, content_of
from swit_data.documents.reference import Reference, found_in
from swit_data.documents.telephone import files
from swit_data.release.illustrative import READY, illustrative

Told = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the release of the illustrative data, on disk."""
    return shutil.copytree(READY, tmp_path_factory.mktemp("made") / "release")


@pytest.fixture(scope="module")
def made(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with each document of a pilot, in Ukrainian."""
    out = tmp_path_factory.mktemp("documents")
    for form in FORMATS:
        report(folder, out / f"KEN.{form}", "--pilot", "KEN")
    return out


def report(folder: Path, file: Path, *pilot: str) -> None:
    chosen = ["--release", str(folder), *pilot, "--language", "uk", "--round", "1"]
    assert main(["report", *chosen, str(file)]) == 0


@pytest.mark.parametrize("form", FORMATS)
def test_a_document_as_it_was_made_follows_from_its_release(
    folder: Path, made: Path, form: str, capsys: Told
) -> None:
    follows(made / f"KEN.{form}", folder, capsys)


@pytest.mark.parametrize(
    "form", [pytest.param(form, marks=[pytest.mark.long] * (form != "html")) for form in FORMATS]
)
def test_a_comparison_as_it_was_made_follows_from_its_release(
    folder: Path, tmp_path: Path, form: str, capsys: Told
) -> None:
    report(folder, tmp_path / f"all.{form}")
    follows(tmp_path / f"all.{form}", folder, capsys)


def follows(file: Path, folder: Path, capsys: Told) -> None:
    capsys.readouterr()
    assert main(["verify", str(file), "--release", str(folder)]) == 0
    said = capsys.readouterr().out
    assert int(re.search(r"All of its (\d+) numbers follow", said)[1]) > 40  # type: ignore[index]


def test_the_release_is_found_without_being_named(made: Path, capsys: Told) -> None:
    """The illustrative release and its folder are one release, so their documents are one another's."""
    assert main(["verify", str(made / "KEN.html")]) == 0
    assert "follow from that release" in capsys.readouterr().out


def of_html(content: bytes) -> bytes:
    return re.sub(rb"<strong>\d+</strong>", b"<strong>99</strong>", content, count=1)


def longer(content: bytes) -> bytes:
    """Make a bar of a chart longer, and change nothing that is written."""
    return re.sub(rb'(<rect [^>]*width=")[\d.]+', rb"\g<1>399.0", content, count=1)


def wider(content: bytes) -> bytes:
    """Make an interval of a chart reach further."""
    return re.sub(
        rb'(<line [^>]*x2=")[\d.]+("[^>]*stroke-width)', rb"\g<1>629.0\2", content, count=1
    )


def of_packed(content: bytes, place: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(out, "w") as written:
        for name in packed.namelist():
            part = packed.read(name)
            if re.fullmatch(place, name):
                part = re.sub(old, new, part, count=1)
            written.writestr(name, part)
    return out.getvalue()


def of_chart(content: bytes) -> bytes:
    return of_packed(
        content, r"ppt/charts/chart\d+\.xml", rb"<c:v>\d\d\.\d+</c:v>", b"<c:v>99.5</c:v>"
    )


def of_table(content: bytes) -> bytes:
    return of_packed(content, r"ppt/slides/slide4\.xml", "▽ \\d+".encode(), "▽ 99".encode())


def of_sheet(content: bytes) -> bytes:
    return of_packed(content, r"xl/worksheets/sheet\d+\.xml", rb"<v>\d\d\.\d+</v>", b"<v>99.5</v>")


NUMBER = r"\b\d\d(?:,\d)?\b"  # a score or a limit, whole or with a decimal


def swapped(text: str, one: str, two: str) -> str:
    """Return a sentence in which two numbers have changed places."""
    other = {one: two, two: one}
    return re.sub(NUMBER, lambda found: other.get(found[0], found[0]), text)


def of_words(content: bytes) -> bytes:
    """Swap two numbers of a sentence: every number is still there."""
    deck = Presentation(io.BytesIO(content))
    for slide in deck.slides:
        frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
        runs = [run for frame in frames for p in frame.paragraphs for run in p.runs]
        for run in runs:
            found = list(dict.fromkeys(re.findall(NUMBER, run.text)))
            if len(found) > 1 and "(" in run.text:
                run.text = swapped(run.text, found[0], found[1])
                out = io.BytesIO()
                deck.save(out)
                return out.getvalue()
    raise AssertionError


WORDS = r"word/document\.xml"


def of_word_table(content: bytes) -> bytes:
    return of_packed(content, WORDS, "▽ \\d+".encode(), "▽ 99".encode())


def of_word_sentence(content: bytes) -> bytes:
    """Swap two numbers of a sentence of a Word document: every number is still there."""
    paper = docx.Document(io.BytesIO(content))
    for run in (run for paragraph in paper.paragraphs for run in paragraph.runs):
        found = list(dict.fromkeys(re.findall(NUMBER, run.text)))
        if len(found) > 1 and "(" in run.text:
            run.text = swapped(run.text, found[0], found[1])
            out = io.BytesIO()
            paper.save(out)
            return out.getvalue()
    raise AssertionError


def put_in(xml: str) -> Callable[[bytes], bytes]:
    """Return what puts XML into the first number of a table: Word shows it, though it is no plain text there."""
    return lambda content: of_packed(
        content, WORDS, "<w:t>▽ \\d+</w:t></w:r>".encode(), f"<w:t>▽ </w:t></w:r>{xml}".encode()
    )


HIDING = {
    "tracked": '<w:ins w:id="1" w:author="x"><w:r><w:t>99</w:t></w:r></w:ins>',
    "control": "<w:sdt><w:sdtContent><w:r><w:t>99</w:t></w:r></w:sdtContent></w:sdt>",
    "field": '<w:fldSimple w:instr="QUOTE 99"><w:r><w:t>31</w:t></w:r></w:fldSimple>',
    "symbols": '<w:r><w:sym w:font="Arial" w:char="F039"/><w:sym w:font="Arial" w:char="0039"/></w:r>',
    "formula": '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
    "<m:r><m:t>99</m:t></m:r></m:oMath>",
    "text box": '<w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>'
    "<w:p><w:r><w:t>99</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r>",
}


def at_the_foot(content: bytes) -> bytes:
    return of_packed(content, r"word/footer\d*\.xml", rb">1</w:t>", b">1 (31)</w:t>")


def counted_from(content: bytes) -> bytes:
    """Number a list from 31 on, where a bullet stood."""
    return of_packed(
        content,
        r"word/numbering\.xml",
        rb'<w:start w:val="1"/><w:numFmt w:val="bullet"/>',
        b'<w:start w:val="31"/><w:numFmt w:val="decimal"/>',
    )


@pytest.mark.parametrize(
    ("form", "change"),
    [
        ("html", of_html),
        ("html", longer),
        ("html", wider),
        ("pptx", of_chart),
        ("pptx", of_table),
        ("pptx", of_words),
        ("docx", of_word_table),
        ("docx", of_word_sentence),
        ("docx", at_the_foot),
        ("docx", counted_from),
        ("xlsx", of_sheet),
    ],
)
def test_one_number_changed_is_found(
    made: Path, tmp_path: Path, form: str, change: Callable[[bytes], bytes], capsys: Told
) -> None:
    before = (made / f"KEN.{form}").read_bytes()
    changed = tmp_path / f"card.{form}"
    changed.write_bytes(change(before))
    assert changed.read_bytes() != before
    assert main(["verify", str(changed)]) == 2
    said = capsys.readouterr().err
    assert "lines with numbers are not what the release says" in said
    assert "It says “" in said


@pytest.mark.parametrize("name", HIDING)
def test_a_number_that_word_shows_is_read_wherever_it_is_kept(
    made: Path, tmp_path: Path, name: str, capsys: Told
) -> None:
    changed = put_in(HIDING[name])((made / "KEN.docx").read_bytes())
    (tmp_path / "card.docx").write_bytes(changed)
    assert main(["verify", str(tmp_path / "card.docx")]) == 2
    said = capsys.readouterr().err
    assert "1 lines with numbers are not what the release says" in said
    assert re.search("It says “[^”]*99", said)


def test_a_word_document_that_word_saved_again_is_still_its_own(
    folder: Path, made: Path, tmp_path: Path, capsys: Told
) -> None:
    """Word counts the pages, cuts sentences into runs, and writes its own properties."""
    paper = docx.Document(str(made / "KEN.docx"))
    paper.core_properties.last_modified_by, paper.core_properties.revision = "Office 365", 7
    for paragraph in paper.paragraphs:
        text = paragraph.text
        if len(text) > 2:
            paragraph.text = text[:2]
            paragraph.add_run(text[2:])
    paper.save(str(tmp_path / "saved.docx"))
    again = of_packed(
        (tmp_path / "saved.docx").read_bytes(),
        r"word/footer\d*\.xml",
        rb"<w:t>1</w:t>(.*)<w:t>1</w:t>",
        rb"<w:t>3</w:t>\1<w:t>4</w:t>",
    )
    (tmp_path / "saved.docx").write_bytes(again)
    assert main(["verify", str(tmp_path / "saved.docx"), "--release", str(folder)]) == 0
    assert "no longer in it" not in capsys.readouterr().out


def test_slides_taken_out_are_counted_and_no_fault(
    folder: Path, made: Path, tmp_path: Path, capsys: Told
) -> None:
    deck = Presentation(str(made / "KEN.pptx"))
    listed = deck.slides._sldIdLst
    deck.part.drop_rel(listed[1].rId)
    del listed[1]
    deck.save(str(tmp_path / "five.pptx"))
    assert main(["verify", str(tmp_path / "five.pptx"), "--release", str(folder)]) == 0
    assert "are no longer in it" in capsys.readouterr().out


def test_a_finding_for_telephones_is_checked_too(
    folder: Path, tmp_path: Path, capsys: Told
) -> None:
    packed = tmp_path / "ken.zip"
    assert main(["report", "--release", str(folder), "--pilot", "KEN", str(packed)]) == 0
    with zipfile.ZipFile(packed) as found:
        names = found.namelist()
        found.extractall(tmp_path)
        assert all(info.file_size < 200_000 for info in found.infolist())
    pages = [name for name in names if name.endswith(".pdf")]
    assert [name.replace(".pdf", ".png") for name in pages] == [
        n for n in names if n.endswith(".png")
    ]
    for name in pages[:2]:
        assert main(["verify", str(tmp_path / name), "--release", str(folder)]) == 0
    words = (tmp_path / "voice.txt").read_text("utf-8")
    assert "Illustrative data - not results of any pilot" in words
    assert 60 < len(words.split()) <= 180
    assert "follow from that release" in capsys.readouterr().out


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_is_no_document_of_ours_is_refused_in_a_sentence(
    tmp_path: Path, form: str, capsys: Told
) -> None:
    for content in (
        b"",
        b"PK\x03\x04 cut short",
        b"%PDF-1.7 nothing",
        b"<html>31</html>",
        b"\xff\xfe\x00",
    ):
        (tmp_path / f"x.{form}").write_bytes(content)
        assert main(["verify", str(tmp_path / f"x.{form}")]) == 2
        said = capsys.readouterr().err
        assert "damaged, or no" in said or "there is no reference in this document" in said
    (tmp_path / "x.doc").write_bytes(b"")
    assert main(["verify", str(tmp_path / "x.doc")]) == 2
    assert "its name does not say the format" in capsys.readouterr().err


def test_a_document_of_another_release_is_not_vouched_for(
    folder: Path, made: Path, tmp_path: Path, capsys: Told
) -> None:
    other = re.sub(rb"swit:[0-9a-f]{16}", b"swit:" + b"0" * 16, (made / "KEN.html").read_bytes())
    (tmp_path / "card.html").write_bytes(other)
    assert main(["verify", str(tmp_path / "card.html"), "--release", str(folder)]) == 2
    assert "which is not here" in capsys.readouterr().err


def test_a_reference_is_read_as_it_was_written() -> None:
    written = Reference("0" * 16, "KEN", "2018 autumn:a", "uk", date(2026, 11, 24))
    assert found_in(["a", f"see {written}."]) == written
    assert found_in(["swit:0000000000000000:KEN:1:uk:2026-13-40"]) is None


def test_a_meeting_folder_holds_one_pilot(folder: Path, tmp_path: Path, capsys: Told) -> None:
    out = tmp_path / "meeting"
    (folder / "UKR" / "scores.parquet").rename(
        folder / "UKR" / "gone"
    )  # damage elsewhere does not matter
    try:
        assert main(["join", str(folder), "--only", "KEN", "-o", str(out)]) == 0
    finally:
        (folder / "UKR" / "gone").rename(folder / "UKR" / "scores.parquet")
    assert [path.name for path in out.iterdir()] == ["KEN"]
    assert main(["join", str(folder), "--only", "NLD", "-o", str(out)]) == 2
    assert "NLD: no such pilot" in capsys.readouterr().err
    assert main(["join", str(folder), "--only", "UKR", "-o", str(out)]) == 2
    assert "holds other pilots already (KEN)" in capsys.readouterr().err
    for form in ("pdf", "html"):
        pair = [tmp_path / f"{number}.{form}" for number in (1, 2)]
        for where, file in zip((folder, out), pair, strict=True):
            assert main(["report", "--release", str(where), "--pilot", "KEN", str(file)]) == 0
        assert pair[0].read_bytes() == pair[1].read_bytes()


def test_a_section_named_like_a_path_names_no_path() -> None:
    content = content_of(Wanted(illustrative(), "KEN", "en", PHONE, date(2026, 11, 24)))
    hostile = Section("told-../../evil", "x", lines=("Text",))
    names = [name for name, _ in files(replace(content, sections=(hostile, *content.sections)))]
    assert "01-told-------evil.png" in names
    assert not any("/" in name or ".." in name for name in names)


def test_a_round_that_one_pilot_has_not_held_leaves_that_pilot_out(tmp_path: Path) -> None:
    assert main(["report", str(tmp_path), "--round", "2", "--format", "html"]) == 0
    made = {path.name.split("-")[2] for path in tmp_path.glob("swit-*.html")}
    assert made == {"KEN", "IDN", "UKR", "pilots"}
