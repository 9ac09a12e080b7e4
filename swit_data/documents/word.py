"""The report card as a Word document: headings, tables and lists of Word's own, to be edited and read out."""

from collections.abc import Iterable

from docx.document import Document

from swit_data.documents.bars import picture_of
from swit_data.documents.content import Content, Section
from swit_data.documents.word_paper import packed, paper
from swit_data.documents.word_tables import block_table, gap_table, grid_table
from swit_data.documents.xml_text import xml_text
from swit_data.wording import Wording


def word(content: Content) -> bytes:
    """Return a content as a Word document; the same content gives the same bytes."""
    made = paper(content)
    _say(made, "Title", content.title)
    _say(made, "Subtitle", content.subtitle)
    _say(made, "Headline", content.headline)
    _say(made, "Note", content.key)
    for section in content.sections:
        _section(made, section, content)
    _facts(made, content)
    return packed(made)


def _section(made: Document, section: Section, content: Content) -> None:
    """Write a section: its title, its statement, what it rests on."""
    _say(made, "Heading 1", section.title)
    _say(made, "Statement", section.statement)
    if section.blocks:
        block_table(made, section, content)
        made.add_paragraph(style="Note")
    if section.grid and section.grid.rows:
        grid_table(made, section, section.grid, content)
    picture = picture_of(section, content) if section.gaps else None
    if picture:
        gap_table(made, section, picture.spoken, content)
        made.add_paragraph(style="Note")  # air under the table
    _all(made, "List Bullet", section.lines)
    _all(made, "Note", section.small_print)


def _facts(made: Document, content: Content) -> None:
    """Write where the numbers come from and how they are checked."""
    _say(made, "Heading 1", content.about.sheet)
    for name, said in content.facts:
        place = made.add_paragraph(style="Note")
        place.paragraph_format.keep_with_next = (
            True  # together on one page, to be cut out or copied
        )
        head = Wording.of(content.language).labelled(name, said).removesuffix(said)
        place.add_run(xml_text(head)).bold = True
        place.add_run(xml_text(said))


def _all(made: Document, style: str, lines: Iterable[str]) -> None:
    for line in lines:
        _say(made, style, line)


def _say(made: Document, style: str, said: str) -> None:
    if said:
        made.add_paragraph(xml_text(said), style=style)
