"""The frame of every page: mark, names of the pages, language."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from swit_data.style import Theme
from swit_data.ui import chosen, present, sidebar, view
from swit_data.wording import Wording

if TYPE_CHECKING:
    from streamlit.navigation.page import Page as StreamlitPage

STATIC = Path(__file__).parent.parent.parent / "static"
PAGES = (
    "overview",
    "compare",
    "stakeholders",
    "participation",
    "questions",
    "pilot",
    "change",
    "asks",
    "solid",
    "breakdown",
    "documents",
    "method",
)  # file names in pages/; the first is at /
OWNERS = ("data", "texts")  # where a dataset is worked on; not there where releases alone are shown

# Screen readers choose their voice by this; Streamlit's own page always says English.
_LANGUAGE_JS = "export default function ({ data }) { document.documentElement.lang = data }"
# Only where the URL is bare: a step back or a link that came in between is not written over.
_ADDRESS_JS = """
export default function ({ data }) {
  if (!data || location.search || !location.pathname.endsWith("/" + data.page)) return
  history.replaceState(history.state, "", location.pathname + "?" + data.query)
}
"""


def show() -> None:
    """Draw the page that the reader is on, inside the frame."""
    sidebar.begin()
    wording = sidebar.words()
    text = wording.text
    page = st.navigation(
        [
            st.Page(f"pages/{name}.py", title=text(f"page.{name}"), default=name == PAGES[0])
            for name in (*PAGES, "meeting", *(() if chosen.presenting() else OWNERS))
        ],
        position="hidden" if present.presenting() else "top",
    )
    st.set_page_config(
        page_title=f"{page.title} - {text('app.name')}",
        page_icon=str(STATIC / "mark.svg"),
        layout="wide",
    )
    if present.presenting():
        _say_language(sidebar.language())
        present.show(wording, theme())
    else:
        _around(page, wording)
    _complete_address(page.url_path, sidebar.write_url())


def _around(page: StreamlitPage, wording: Wording) -> None:
    """Draw a page with what stands above all of them."""
    st.logo(str(STATIC / "mark.svg"), size="large")
    with st.container(
        horizontal=True,
        horizontal_alignment="right",
        vertical_alignment="center",
        key="language_row",
    ):
        _say_language(sidebar.language())
        adding = st.container(
            horizontal=True, vertical_alignment="center", width="content", key="meeting_row"
        )
        view.link(wording)
        sidebar.choose_language()
    page.run()
    with adding:  # when the page has said what it shows
        present.offer(page.url_path or PAGES[0], wording)


def theme() -> Theme:
    """Return the theme that the reader looks at."""
    return "dark" if st.context.theme.type == "dark" else "light"


def _say_language(code: str) -> None:
    element = st.components.v2.component("page_language", js=_LANGUAGE_JS)
    element(data=code, key="page_language", height=1, width=1)


def _complete_address(page: str, query: dict[str, str]) -> None:
    """Write the choice into a bare URL without a new step in the browser's history."""
    element = st.components.v2.component("page_address", js=_ADDRESS_JS)
    data = {"page": page, "query": urlencode(query, safe=","), "turn": secrets.token_hex(4)}
    element(data=data if query else None, key="page_address", height=1)
