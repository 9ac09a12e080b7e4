"""The 16:9 master that slides stand on: our own colours, places and type, made from python-pptx's template."""

import re
from copy import deepcopy
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

from swit_data.documents.xml_text import xml_text
from swit_data.style import PALETTES

LIGHT = PALETTES["light"]
FONT = "Noto Sans"  # as everywhere; where it is not installed, lines have room to move
WIDE, HIGH = 13.333, 7.5  # inches
LEFT, ACROSS = 0.7, 11.93
_EPOCH = datetime(2026, 1, 1)  # noqa: DTZ001 - the format knows no zone; the same content gives the same file
_TITLE_ONLY = 5  # in python-pptx's template
_PLACES = {  # by the kind of placeholder: left, top, width, height
    "title": (LEFT, 0.75, ACROSS, 1.35),
    "ftr": (LEFT, 6.95, 10.6, 0.35),
    "sldNum": (LEFT + ACROSS - 1.2, 6.95, 1.2, 0.35),
}
_COLOURS = {
    "dk1": LIGHT.ink,
    "lt1": LIGHT.background,
    "dk2": LIGHT.quiet,
    "lt2": LIGHT.surface,
    "hlink": LIGHT.identity,
    "folHlink": LIGHT.identity,
    **{f"accent{n}": colour for n, colour in enumerate(LIGHT.pilots, 1)},
}


def colour(code: str) -> RGBColor:
    """Return a colour of ours (#RRGGBB) as slides have it."""
    return RGBColor(*bytes.fromhex(code.removeprefix("#")))  # type: ignore[no-untyped-call]


def deck(title: str, owner: str) -> Any:  # noqa: ANN401 - python-pptx has no types
    """Return a presentation of 16:9 without slides, whose master and one layout are ours; `owner`: who leads."""
    made: Any = Presentation()
    made.slide_width, made.slide_height = Inches(WIDE), Inches(HIGH)
    made.core_properties.title = title
    made.core_properties.author = ""
    made.core_properties.created = made.core_properties.modified = _EPOCH
    layout = made.slide_layouts[_TITLE_ONLY]
    for other in [each for each in made.slide_layouts if each != layout]:
        made.slide_layouts.remove(other)
    _theme(made.slide_master)
    for holder in (made.slide_master, layout):
        _place(holder)
    _type(made.slide_master)
    _line(made.slide_master)
    if owner:
        _owner(made.slide_master, owner)
    return made


def _theme(master: Any) -> None:  # noqa: ANN401
    """Put our colours and font into the theme, so that new text and charts of an editor take them."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode()
    for name, code in _COLOURS.items():
        inside = f'<a:srgbClr val="{code.removeprefix("#")}"/>'
        text = re.sub(
            rf"(<a:{name}>).*?(</a:{name}>)", rf"\g<1>{inside}\g<2>", text, flags=re.DOTALL
        )
    # The shapes of the bands count as East Asian: without a font for those, a circle is drawn full.
    for face in ("latin", "ea"):
        text = re.sub(rf'(<a:{face} typeface=")[^"]*', rf"\g<1>{FONT}", text)
    part._blob = text.encode()


def _place(holder: Any) -> None:  # noqa: ANN401
    """Put the placeholders where they belong on 16:9, and take away those that are not used."""
    for shape in list(holder.placeholders):
        kind = shape.element.ph.get("type", "body")
        if kind not in _PLACES:
            shape.element.getparent().remove(shape.element)
            continue
        left, top, width, height = (Inches(value) for value in _PLACES[kind])
        shape.left, shape.top, shape.width, shape.height = left, top, width, height


def _type(master: Any) -> None:  # noqa: ANN401
    """Set titles bold, left and at the foot of their place; the foot small."""
    style = master.element.find(qn("p:txStyles")).find(qn("p:titleStyle"))
    level = style.find(qn("a:lvl1pPr"))
    level.set("algn", "l")
    run = level.find(qn("a:defRPr"))
    run.set("sz", "3000")
    run.set("b", "1")
    for shape in master.placeholders:
        kind = shape.element.ph.get("type")
        frame = shape.element.txBody.find(qn("a:bodyPr"))
        frame.set("anchor", "t" if kind == "title" else "ctr")
        frame.set("lIns", "0")
        for fit in [child for child in frame if child.tag.endswith("Autofit")]:
            frame.remove(fit)
        if kind != "title":
            _small(shape, right=kind == "sldNum")


def _small(shape: Any, *, right: bool) -> None:  # noqa: ANN401
    styles = shape.element.txBody.find(qn("a:lstStyle"))
    styles.clear()
    level = etree.SubElement(styles, qn("a:lvl1pPr"), algn="r" if right else "l")
    run = etree.SubElement(level, qn("a:defRPr"), sz="1200")
    fill = etree.SubElement(run, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:schemeClr"), val="tx2")


def _line(master: Any) -> None:  # noqa: ANN401
    """Draw the mark of identity at the head: the only red of a slide."""
    left, top, width, height = (Inches(v) for v in (LEFT, 0.4, 0.9, 0.07))
    master.shapes._spTree.append(
        parse_xml(
            f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr>"
            '<p:cNvPr id="90" name="mark"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
            f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            '<a:solidFill><a:schemeClr val="hlink"/></a:solidFill><a:ln><a:noFill/></a:ln>'
            "</p:spPr></p:sp>"
        )
    )


def _owner(master: Any, owner: str) -> None:  # noqa: ANN401
    """Write the organisation's name, as its owner wrote it, at the head of every slide."""
    left, top, width, height = (Inches(v) for v in (LEFT + ACROSS / 2, 0.22, ACROSS / 2, 0.4))
    name = escape(xml_text(owner))
    master.shapes._spTree.append(
        parse_xml(
            f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr>"
            '<p:cNvPr id="91" name="owner"/><p:cNvSpPr txBox="1"/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
            f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
            '<p:txBody><a:bodyPr wrap="square" rIns="0"/><a:p><a:pPr algn="r"/><a:r>'
            '<a:rPr sz="1400" b="1"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:rPr>'
            f"<a:t>{name}</a:t></a:r></a:p></p:txBody></p:sp>"
        )
    )


def new_slide(made: Any, foot: str) -> Any:  # noqa: ANN401
    """Return a new slide with its foot and its number."""
    layout = made.slide_layouts[0]
    slide = made.slides.add_slide(layout)
    for shape in layout.placeholders:
        if shape.element.ph.get("type") in ("ftr", "sldNum"):
            slide.shapes._spTree.append(deepcopy(shape.element))
    for shape in slide.placeholders:
        if shape.element.ph.get("type") == "ftr":
            shape.text_frame.text = foot
    return slide
