"""The frame of every page: mark, names of the pages, language."""

import secrets
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from swit_data import translations
from swit_data.style import Theme
from swit_data.ui import choice, filters, open_data, session, sources, take_away
from swit_data.ui.data import locking
from swit_data.ui.elements import element, told, words
from swit_data.ui.present import showing
from swit_data.ui.streamlit_words import streamlit_words
from swit_data.ui.turns import in_turn
from swit_data.wording import Wording

STATIC = Path(__file__).parent.parent.parent / "static"
# File names in pages/ by section; the first of each stands in the navigation, the others beside it as tabs.
SECTIONS = {
    "findings": ("overview", "participation", "change", "solid"),
    "compare": ("compare", "stakeholders", "breakdown"),
    "country": ("pilot",),
    "questions": ("questions", "criterion"),
    "meeting": ("meeting", "documents", "asks"),
}
MEETING = "meeting"  # the page where one is prepared; it shows no view of its own
METHOD = "method"  # at the foot of every page
PAGES = (*(n for names in SECTIONS.values() for n in names if n != MEETING), METHOD)
VIEWS = frozenset(PAGES) - {"documents"}  # quickly drawn: every document at once takes minutes
# A section of its own, where a dataset is worked on; not there where releases alone are shown.
OWNERS = ("data", "texts", "translations")


def show() -> None:
    """Draw the page that the reader is on, inside the frame."""
    _begin()
    wording = choice.words()
    text = wording.text
    pages = _pages()
    every = [page for names in pages.values() for page in names.values()]
    page = st.navigation(every, position="hidden" if showing.presenting() else "top")
    name = page.url_path or PAGES[0]
    section = next(names for names in pages.values() if name in names)
    st.set_page_config(
        page_title=f"{page.title} - {text('app.name')}",
        page_icon=str(STATIC / "mark.svg"),
        layout="wide",
    )
    with in_turn(view=name in VIEWS):
        if showing.presenting():
            _say_language(wording)
            showing.show(wording, theme())
        else:
            _around(page, name, section, wording)
            _foot(pages[METHOD][METHOD], wording)
            locking.watch()
        _complete_address(page.url_path, choice.write_url())


def _begin() -> None:
    for part in (session, locking, choice, sources):
        part.begin()


def _foot(method: StreamlitPage, wording: Wording) -> None:
    """Draw what stands under every page: the way to the method, and who has read the language."""
    with st.container(horizontal=True, vertical_alignment="center", key="foot_row"):
        st.page_link(method, label=wording.text("foot.method"), width="content")
        if read_by := translations.said(wording):
            words("translation_foot", ("small", read_by))


def _pages() -> dict[str, dict[str, StreamlitPage]]:
    """Return the pages by section and name; the first of a section stands in the navigation under its name."""
    sections = SECTIONS if open_data.presenting() else {**SECTIONS, "owners": OWNERS}
    text = choice.words().text
    found = {
        section: {
            name: _page(name, text(f"section.{section}"), shown=name == names[0]) for name in names
        }
        for section, names in sections.items()
    }
    return found | {METHOD: {METHOD: _page(METHOD, text(f"page.{METHOD}"), shown=False)}}


def _page(name: str, title: str, *, shown: bool) -> StreamlitPage:
    return st.Page(
        f"pages/{name}.py",
        title=title if shown else choice.words().text(f"page.{name}"),
        default=name == PAGES[0],
        visibility="visible" if shown else "hidden",
    )


def _around(
    page: StreamlitPage, name: str, section: dict[str, StreamlitPage], wording: Wording
) -> None:
    """Draw a page with what stands above all of them: the pages beside it, and what a reader may do with it."""
    st.logo(str(STATIC / "mark.svg"), size="large")
    with st.container(horizontal=True, vertical_alignment="center", key="above_row"):
        with st.container(horizontal=True, width="stretch", key="tabs_row"):
            for other, each in section.items() if len(section) > 1 else ():
                st.page_link(each, label=wording.text(f"page.{other}"), width="content")
        with st.container(
            horizontal=True, vertical_alignment="center", width="content", key="language_row"
        ):
            adding = st.container(
                horizontal=True, vertical_alignment="center", width="content", key="meeting_row"
            )
            take_away.link(wording)
            filters.choose_language()
            _say_language(wording, next(iter(section.values())).url_path, page.url_path)
    page.run()
    with adding:  # when the page has said what it shows
        showing.offer(name, wording)


def theme() -> Theme:
    """Return the theme that the reader looks at."""
    return "dark" if st.context.theme.type == "dark" else "light"


def _say_language(wording: Wording, section: str = "", page: str = "") -> None:
    """Say the page's language to screen readers, and what Streamlit's own navigation does not: where we are."""
    data = _place_and_language(wording.language, section, page)
    element("page_language")(data=data, key="page_language", height=1, width=1)


@cache
def _place_and_language(language: str, section: str, page: str) -> bytes:
    return told(
        {
            "language": language,
            "more": Wording.of(language).text("section.more", n="#"),
            "section": section,
            "page": page,
            "said": streamlit_words(language),
        }
    )


def _complete_address(page: str, query: dict[str, str]) -> None:
    """Write the choice into a bare URL without a new step in the browser's history."""
    data = {"page": page, "query": urlencode(query, safe=","), "turn": secrets.token_hex(4)}
    element("page_address")(data=data if query else None, key="page_address", height=1)
