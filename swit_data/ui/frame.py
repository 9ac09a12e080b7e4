"""The frame of every page: mark, names of the pages, language."""

import secrets
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from swit_data.style import Theme
from swit_data.ui import choice, filters, open_data, sources, take_away
from swit_data.ui.elements import element
from swit_data.ui.present import showing
from swit_data.ui.streamlit_words import streamlit_words
from swit_data.ui.turns import in_turn
from swit_data.wording import Wording

STATIC = Path(__file__).parent.parent.parent / "static"
# File names in pages/ by the section of the navigation; "" has none, and its first page is at /.
SECTIONS = {
    "": ("overview", "compare", "stakeholders", "participation", "questions", "pilot", "change"),
    "deeper": ("solid", "breakdown", "method"),
    "meeting": ("asks", "documents"),
}
PAGES = tuple(name for names in SECTIONS.values() for name in names)
VIEWS = frozenset(PAGES) - {"documents"}  # quickly drawn: every document at once takes minutes
MEETING = "meeting"  # the page where one is prepared; it shows no view of its own
OWNERS = ("data", "texts")  # where a dataset is worked on; not there where releases alone are shown


def show() -> None:
    """Draw the page that the reader is on, inside the frame."""
    choice.begin()
    sources.begin()
    wording = choice.words()
    text = wording.text
    page = st.navigation(_sections(text), position="hidden" if showing.presenting() else "top")
    st.set_page_config(
        page_title=f"{page.title} - {text('app.name')}",
        page_icon=str(STATIC / "mark.svg"),
        layout="wide",
    )
    with in_turn(view=(page.url_path or PAGES[0]) in VIEWS):
        if showing.presenting():
            _say_language(wording)
            showing.show(wording, theme())
        else:
            _around(page, wording)
        _complete_address(page.url_path, choice.write_url())


def _sections(text: Callable[[str], str]) -> dict[str, list[StreamlitPage]]:
    """Return the pages by the name of their section, in the reader's language."""
    sections = {**SECTIONS, "meeting": (*SECTIONS["meeting"], MEETING)}
    if not open_data.presenting():
        sections["owners"] = OWNERS
    return {
        text(f"section.{code}") if code else "": [
            st.Page(f"pages/{name}.py", title=text(f"page.{name}"), default=name == PAGES[0])
            for name in names
        ]
        for code, names in sections.items()
    }


def _around(page: StreamlitPage, wording: Wording) -> None:
    """Draw a page with what stands above all of them."""
    st.logo(str(STATIC / "mark.svg"), size="large")
    with st.container(
        horizontal=True,
        horizontal_alignment="right",
        vertical_alignment="center",
        key="language_row",
    ):
        _say_language(wording)
        adding = st.container(
            horizontal=True, vertical_alignment="center", width="content", key="meeting_row"
        )
        take_away.link(wording)
        filters.choose_language()
    page.run()
    with adding:  # when the page has said what it shows
        showing.offer(page.url_path or PAGES[0], wording)


def theme() -> Theme:
    """Return the theme that the reader looks at."""
    return "dark" if st.context.theme.type == "dark" else "light"


def _say_language(wording: Wording) -> None:
    """Say the page's language to screen readers, and what Streamlit's own navigation says in English."""
    data = {
        "language": wording.language,
        "more": wording.text("section.more", n="#"),
        "said": [list(pair) for pair in streamlit_words(wording.language)],
    }
    element("page_language")(data=data, key="page_language", height=1, width=1)


def _complete_address(page: str, query: dict[str, str]) -> None:
    """Write the choice into a bare URL without a new step in the browser's history."""
    data = {"page": page, "query": urlencode(query, safe=","), "turn": secrets.token_hex(4)}
    element("page_address")(data=data if query else None, key="page_address", height=1)
