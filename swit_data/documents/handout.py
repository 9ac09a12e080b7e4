"""The handout of a meeting as PDF: its slides in their order, two or three a page, to be left on the table."""

from dataclasses import asdict

from swit_data.documents.content import Content
from swit_data.documents.report_card import breakable_section
from swit_data.typesetting import pdf


def handout(content: Content) -> bytes:
    """Return a content as PDF, by the template data/templates/handout.typ; no text of it is read as code."""
    whole = asdict(content) | {"foot": content.foot, "source": str(content.reference)}
    sections = [asdict(breakable_section(section)) for section in content.sections]
    told = ("language", "title", "subtitle", "owner", "mark", "key", "limits", "who", "facts")
    return pdf(
        "handout.typ",
        {name: whole[name] for name in (*told, "foot", "source")} | {"sections": sections},
    )
