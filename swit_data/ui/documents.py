"""What Documents shows: a look at a document, the buttons that make it, and one that makes them all."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import product

import streamlit as st

from swit_data.documents.making import (
    ALL_FORMATS,
    Wanted,
    content_of,
    document,
    documents,
    file_name,
)
from swit_data.documents.report_card import pages
from swit_data.documents.telephone import script
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.selection import Selection
from swit_data.ui import blocks, filters
from swit_data.views import choices
from swit_data.views.asks import today
from swit_data.wording import Wording, languages

FILTERS = ("pilot", "stakeholder_types", "round")
_DOTS = 110  # an inch: an A4 page is 909 pixels wide
MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "html": "text/html",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "phone": "application/zip",
}


def wanted(labels: Labels, chosen: Selection) -> Wanted:
    """Draw the choice of the document's language and return the document that is looked at."""
    label = labels.wording.text("documents.language")
    language = filters.other_language(label, labels.wording, "document_language")
    release = labels.release
    # Where one pilot is shown alone, every document is its own.
    pilot = chosen.pilot or (release.pilots[0] if len(release.pilots) == 1 else "")
    chosen_round = choices.round_of(release, replace(chosen, pilot=pilot))
    kind = next(iter(chosen.stakeholder_types), "")
    return Wanted(release, pilot, language, "pdf", today(), chosen_round, kind)


@dataclass(frozen=True)
class _Look:
    """A document as it is looked at before it is made."""

    pages: list[bytes]
    headline: str
    script: str
    names: Mapping[str, str]  # of the files, by format


def offer(looked_at: Wanted, wording: Wording) -> None:
    """Draw a button a format; a document is made when it is clicked."""
    names = _look(looked_at).names
    with st.container(horizontal=True, key="document_files"):
        for form in ALL_FORMATS:
            st.download_button(
                wording.text(f"documents.format.{form}"),
                partial(document, replace(looked_at, format=form)),
                file_name=names[form],
                mime=MIME[form],
                on_click="ignore",
                key=f"document_{form}",
            )


def preview(looked_at: Wanted, wording: Wording) -> None:
    """Draw the pages as they will be printed, and the words for a voice message."""
    text, look = wording.text, _look(looked_at)
    many, said = len(look.pages), partial(text, "documents.page", headline=look.headline)
    blocks.words("preview", ("h2", text("documents.preview")))
    # As wide as the place: with a width of its own, every page would be drawn anew at every rerun.
    with st.container(key="document_pages", width=720):
        alt = [said(number=number, of=many) for number in range(1, many + 1)]
        st.image(look.pages, alt=alt, width="stretch")
    with st.expander(text("documents.voice")):
        blocks.words("voice", *(("p", line) for line in look.script.split("\n\n")))


def _key(wanted: Wanted) -> tuple[str, ...]:
    key = (
        wanted.release.stamp,
        wanted.pilot,
        wanted.language,
        wanted.round,
        wanted.stakeholder_type,
    )
    return (*key, wanted.made_on.isoformat())


@st.cache_resource(show_spinner=False, max_entries=16, hash_funcs={Wanted: _key})
def _look(wanted: Wanted) -> _Look:
    content = content_of(wanted)
    names = {form: file_name(content, form) for form in ALL_FORMATS}
    return _Look(pages(content, _DOTS), content.headline, script(content), names)


def offer_all(release: Release, wording: Wording) -> None:
    """Draw the button that makes every document of every pilot in every language, with how far it is."""
    text = wording.text
    pilots = [*release.pilots, *([""] if len(release.pilots) > 1 else [])]
    orders = list(product(pilots, languages()))
    total = len(orders) * len(ALL_FORMATS)
    blocks.words("all", ("h2", text("documents.all")), ("p", text("documents.all.how", n=total)))
    if not st.button(text("documents.all.make"), key="documents_all"):
        return
    bar = st.progress(0.0)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for done, (pilot, language) in enumerate(orders):
            bar.progress(done / len(orders), text("documents.all.at", n=done, of=len(orders)))
            one = Wanted(release, pilot, language, "", today())
            for name, content in documents(one, ALL_FORMATS):
                out.writestr(name, content)
    bar.empty()
    st.download_button(
        text("documents.all.save"),
        packed.getvalue(),
        file_name="swit-documents.zip",
        mime="application/zip",
        on_click="ignore",
        key="documents_all_save",
    )
