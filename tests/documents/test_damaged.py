"""A damaged document, or one made to harm, is refused in a sentence and in seconds, though a reader would open it."""

from __future__ import annotations

import io
import random
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from swit_data.__main__ import main
from swit_data.documents.making import FORMATS, Wanted, document
from swit_data.documents.verify_document import check
from swit_data.errors import DocumentError
from swit_data.released import Release, open_release
from tests.release.test_folder import owned, released

Told = pytest.CaptureFixture[str]
_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_ONE = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_FORM = b"/Type /XObject /Subtype /Form"


def pdf(*objects: bytes) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return (
        out
        + head
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    )


def stream(content: bytes, told: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), told, content)


def packed(content: bytes) -> bytes:
    return stream(zlib.compress(content, 9), b"/Filter /FlateDecode")


def twice(content: bytes) -> bytes:
    return zlib.compress(zlib.compress(content, 9), 9)


def page(content: int, drawings: bytes = b"") -> bytes:
    own = b"/Resources << /Font << /F 5 0 R >> /XObject << %b >> >>" % drawings
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents %d 0 R %b >>" % (
        content,
        own,
    )


def kids(number: int) -> bytes:
    return b"<< /Type /Pages /Count %d /Kids [%b] >>" % (number, b"3 0 R " * number)


_TEXT = stream(b"BT /F 9 Tf (swit 12) Tj ET")
_EACH = [
    stream(b"/X Do " * 10, _FORM + b" /Resources << /XObject << /X %d 0 R >> >>" % (number + 1))
    for number in range(6, 14)
]
# Each is made by the test that needs it: packing 400 MB takes seconds.
HARMFUL: dict[str, Callable[[], bytes]] = {
    "two hundred thousand pages": lambda: pdf(_CATALOG, kids(200_000), page(4), _TEXT, _FONT),
    "pages in a ring": lambda: pdf(
        _CATALOG, b"<< /Type /Pages /Kids [2 0 R] >>", page(4), _TEXT, _FONT
    ),
    "60 MB in 0.1": lambda: pdf(
        _CATALOG, _ONE, page(4), packed(b"BT (a) Tj ET " * 5_000_000), _FONT
    ),
    "400 MB in 1 KB": lambda: pdf(
        *(_CATALOG, _ONE, page(4)),
        stream(twice(b" " * 400_000_000), b"/Filter [/FlateDecode /FlateDecode]"),
        _FONT,
    ),
    "a long page ninety times": lambda: pdf(
        *(_CATALOG, kids(90), page(4)),
        packed(b"BT /F 9 Tf " + b"(1) Tj " * 40_000 + b"ET"),
        _FONT,
    ),
    "brackets": lambda: pdf(_CATALOG, _ONE, b"[" * 50_000 + b"]" * 50_000, _TEXT, _FONT),
    "a drawing in itself": lambda: pdf(
        *(_CATALOG, _ONE, page(6, b"/X 4 0 R")),
        stream(b"/X Do", _FORM + b" /Resources << /XObject << /X 4 0 R >> >>"),
        *(_FONT, stream(b"/X Do")),
    ),
    "a hundred million drawings": lambda: pdf(
        *(_CATALOG, _ONE, page(4, b"/X 6 0 R"), stream(b"/X Do " * 10), _FONT),
        *(*_EACH, stream(b"BT (a) Tj ET", _FORM)),
    ),
    "no pages": lambda: pdf(b"<< /Type /Catalog >>"),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_a_pdf_made_to_harm_is_refused_in_seconds(tmp_path: Path, name: str, capsys: Told) -> None:
    file = tmp_path / "card.pdf"
    file.write_bytes(HARMFUL[name]())
    began = time.monotonic()
    assert main(["verify", str(file)]) == 2
    said = capsys.readouterr()
    assert said.err.startswith("card.pdf: ")
    assert said.err.count("\n") == 1  # nothing of what pypdf says to itself
    assert time.monotonic() - began < 60  # 10 on a quiet machine; hours before


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OF = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def related(kind: str, target: str) -> str:
    one = f'<Relationship Id="r1" Type="{_OF}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{one}</Relationships>'


def paper(body: str, head: str = "", more: dict[str, str] | None = None) -> bytes:
    """Return a small Word document by hand; `more`: other parts."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": related("officeDocument", "word/document.xml"),
        "word/document.xml": f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, text in parts.items():
            written.writestr(name, text)
    return out.getvalue()


_SAYS = "<w:p><w:r><w:t>swit 12</w:t></w:r></w:p>"
_CHAIN = {
    **{f"word/a{n}.xml": f'<w:p xmlns:w="{W}"/>' for n in range(3000)},
    **{f"word/_rels/a{n}.xml.rels": related("header", f"a{n + 1}.xml") for n in range(2999)},
    "word/_rels/document.xml.rels": related("header", "a0.xml"),
}
_LARGE, _DAMAGED, _NOT_OURS = (
    "larger than any document of ours",
    "damaged, or no DOCX",
    "no reference",
)
HARMFUL_WORD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "300 MB in 0.3": (_LARGE, lambda: paper(_SAYS + " " * 300_000_000)),
    "names in names": (
        _DAMAGED,
        lambda: paper(
            "<w:p><w:r><w:t>&i9;</w:t></w:r></w:p>",
            "<!DOCTYPE x [<!ENTITY i0 'ha'>"
            + "".join(f"<!ENTITY i{n + 1} '{f'&i{n};' * 10}'>" for n in range(9))
            + "]>",
        ),
    ),
    "a file of the machine": (
        _DAMAGED,
        lambda: paper(
            "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>",
            "<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
        ),
    ),
    "tables in tables": (
        _DAMAGED,
        lambda: paper("<w:tbl><w:tr><w:tc>" * 50_000 + _SAYS + "</w:tc></w:tr></w:tbl>" * 50_000),
    ),
    "controls around a million lines": (
        _NOT_OURS,
        lambda: paper("<w:sdt>" * 200 + "<w:p/>" * 1_000_000 + "</w:sdt>" * 200),
    ),
    "tables around a million lines": (
        _NOT_OURS,
        lambda: paper(
            "<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>" * 1_000_000 + "</w:tc></w:tr></w:tbl>" * 80
        ),
    ),
    "parts in a chain": (_DAMAGED, lambda: paper(_SAYS, more=_CHAIN)),
    "a part that names itself": (
        _NOT_OURS,
        lambda: paper(
            _SAYS, more={"word/_rels/document.xml.rels": related("header", "document.xml")}
        ),
    ),
    "another file in it": (
        _DAMAGED,
        lambda: paper(f'{_SAYS}<w:altChunk xmlns:r="{_OF}" r:id="r1"/>'),
    ),
    "text of another part": (
        _DAMAGED,
        lambda: paper('<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr></w:sdt>' + _SAYS),
    ),
    "no Word document": (
        _DAMAGED,
        lambda: paper(
            _SAYS, more={"[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>'}
        ),
    ),
}


@pytest.mark.parametrize("name", HARMFUL_WORD)
def test_a_word_document_made_to_harm_is_refused_in_seconds(
    tmp_path: Path, name: str, capsys: Told
) -> None:
    file = tmp_path / "card.docx"
    why, made = HARMFUL_WORD[name]
    file.write_bytes(made())
    began = time.monotonic()
    assert main(["verify", str(file)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("card.docx: ")
    assert why in said
    assert said.count("\n") == 1
    assert "root:" not in said
    assert time.monotonic() - began < 30


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return open_release(released(tmp_path_factory.mktemp("made"), owned("AAA", "BBB")))[0]


def changed(content: bytes, chance: random.Random) -> Iterator[bytes]:
    """Give a file with a bit flipped, a piece overwritten, moved, taken out, and the end cut off."""
    for _ in range(5):
        new, place, size = bytearray(content), chance.randrange(len(content)), chance.randrange(200)
        new[place] ^= 1 << chance.randrange(8)
        yield bytes(new)
        yield content[:place] + chance.randbytes(size) + content[place + size :]
        elsewhere = chance.randrange(len(content))
        yield content[:place] + content[elsewhere : elsewhere + size] + content[place + size :]
        yield content[:place] + content[place + size :]
        yield content[:place]


@pytest.mark.parametrize("form", FORMATS)
def test_a_damaged_document_is_as_it_was_or_is_refused(release: Release, form: str) -> None:
    """Slides of which a packed part was damaged ended as a mistake of the program."""
    good = document(Wanted(release, "AAA", "en", form, date(2026, 11, 1)))
    chance = random.Random(11)  # noqa: S311 - places, nothing secret
    refused = 0
    for content in changed(good, chance):
        try:
            assert check(content, f"card.{form}", [release]).numbers
        except DocumentError as error:
            refused += str(error).startswith(f"card.{form}: ")
    assert refused


def test_it_is_so_by_the_users_door(release: Release, tmp_path: Path, capsys: Told) -> None:
    good = document(Wanted(release, "AAA", "en", "pptx", date(2026, 11, 1)))
    (tmp_path / "card.pptx").write_bytes(good[:5000] + b"x" * 100 + good[5100:])
    assert main(["verify", str(tmp_path / "card.pptx")]) == 2
    assert "this file is damaged, or no PPTX document" in capsys.readouterr().err
