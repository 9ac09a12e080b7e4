"""One gettext template of everything that is translated, grouped by chapter."""

import io
from datetime import UTC, datetime

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from swit_data.catalogues.texts import texts
from swit_data.translations import chapter_of


def template() -> bytes:
    """Return the template (.pot): every text once, its chapter above it, plurals as plurals."""
    now = datetime.now(UTC)
    catalog = Catalog(project="swit_data", creation_date=now, revision_date=now, fuzzy=False)
    catalog.last_translator, catalog.language_team = "swit_data", "swit_data"
    catalog.header_comment = "# Every text of the product. How to translate: docs/translating.md"
    for text in texts():
        first, *plural = text.english
        notes = [f"chapter: {chapter_of(text.room, text.key)}", *text.notes]
        catalog.add((first, *plural) if plural else first, context=text.key, auto_comments=notes)
    written = io.BytesIO()
    write_po(written, catalog, width=0)
    # Babel writes no language for a template, and msgfmt misses it.
    return written.getvalue().replace(b'"MIME-Version', b'"Language: \\n"\n"MIME-Version', 1)
