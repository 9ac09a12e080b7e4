"""The A4 paper that a Word document stands on: our styles, its language, what stands at head and foot of a page.

Nothing of python-docx's own template is left but the bare document: it names an author, a year and other fonts.
"""

import io
import zipfile
from datetime import UTC, datetime, time
from string import Template
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from swit_data.documents.content import Content
from swit_data.documents.xml_text import xml_text
from swit_data.style import PALETTES
from swit_data.typesetting import TEMPLATES

LIGHT = PALETTES["light"]
ACROSS = 174  # mm between the margins
_SIDE = 18  # mm of a margin; 2 x 18 + 174 = 210, A4
_PARTS = {
    RT.STYLES: "styles.xml",
    RT.NUMBERING: "numbering.xml",
    RT.SETTINGS: "settings.xml",
    RT.FONT_TABLE: "fonts.xml",
}
_KEPT = {*_PARTS, RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES}
# Word checks spelling by language and country; any other language stays as it is.
_COUNTRY = {"en": "en-GB", "uk": "uk-UA"}
_SAME_ALWAYS = (2026, 1, 1, 0, 0, 0)  # the same content gives the same file


def paper(content: Content) -> Document:
    """Return a Word document without words, that is ready for those of a content."""
    made = docx.Document()
    _ours(made, _values(content))
    _properties(made, content)
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(_SIDE)
    page.top_margin, page.bottom_margin = Mm(22), Mm(20)
    page.header_distance = page.footer_distance = Mm(9)
    _head(page.header.paragraphs[0], content.owner, content.mark)
    _foot(page.footer.paragraphs[0], content.foot)
    return made


def packed(made: Document) -> bytes:
    """Return a document as a file in which no time of its making stands."""
    loose, out = io.BytesIO(), io.BytesIO()
    made.save(loose)
    with zipfile.ZipFile(loose) as parts, zipfile.ZipFile(out, "w") as fixed:
        for name in parts.namelist():
            info = zipfile.ZipInfo(name, _SAME_ALWAYS)
            fixed.writestr(info, parts.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _values(content: Content) -> dict[str, str]:
    """Return what stands for the $names of our templates."""
    colours = ("ink", "quiet", "line", "identity", "background")
    looks = {name: getattr(LIGHT, name).removeprefix("#") for name in colours}
    language = _COUNTRY.get(content.language, content.language)
    return {**looks, "language": language, "across": str(Mm(ACROSS).twips)}


def _ours(made: Document, values: dict[str, str]) -> None:
    """Put our styles, bullets, settings and fonts in the place of the template's, and drop what is left of it."""
    for rels in (made.part.rels, made.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype not in _KEPT]:
            del rels[key]
    for kind, name in _PARTS.items():
        text = Template((TEMPLATES / "word" / name).read_text("utf-8")).substitute(values)
        part: Any = made.part.part_related_by(kind)
        part._element = parse_xml(text.encode())
        part._blob = text.encode()


def _properties(made: Document, content: Content) -> None:
    """Say what the document is, and nothing about who made it."""
    told = made.core_properties
    told.title, told.subject = xml_text(content.title)[:255], xml_text(content.subtitle)[:255]
    told.author = told.last_modified_by = told.comments = ""
    told.language, told.identifier = content.language, str(content.reference)
    day = datetime.combine(content.reference.made_on, time(), UTC)
    told.created = told.modified = day


def _head(place: Paragraph, owner: str, mark: str) -> None:
    """Write who leads, and the illustrative mark in a frame that is not colour, at the head of every page."""
    if owner:
        place.add_run(xml_text(owner) + "  ").bold = True
    if mark:
        frame = f'<w:bdr {nsdecls("w")} w:val="single" w:sz="8" w:space="2" w:color="auto"/>'
        place.add_run(xml_text(mark))._r.get_or_add_rPr().append(parse_xml(frame))


def _foot(place: Paragraph, foot: str) -> None:
    """Write the release at the foot of every page, and which page of how many it is."""
    place.add_run(xml_text(foot) + "\t")
    _field(place, "PAGE")
    place.add_run(" / ")
    _field(place, "NUMPAGES")


def _field(place: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple", {qn("w:instr"): name})
    place._p.append(field)
    run = place.add_run("1")._r  # until the reader's program has counted
    field.append(run)
