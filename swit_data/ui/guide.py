"""The guided reading of Overview: a few steps beside the page for somebody who sees it for the first time."""

from __future__ import annotations

import streamlit as st

from swit_data.ui.take_away import BROWSER
from swit_data.wording import Wording

_JS = (BROWSER / "guide.js").read_text("utf-8")
_CSS = (BROWSER / "guide.css").read_text("utf-8")
# What each step points at.
PLACES = (
    ".st-key-words_headline",
    ".st-key-wide_matrix, .st-key-narrow_matrix",
    ".st-key-wide_matrix, .st-key-narrow_matrix",
    ".st-key-words_statements",
)


def guide(wording: Wording) -> None:
    """Draw the guided reading; it can be closed at any step and opened again, and never covers the page."""
    text = wording.text
    names = ("title", "open", "next", "back", "close", "end")
    steps = [
        {"text": text(f"guide.{number}"), "place": place}
        for number, place in enumerate(PLACES, start=1)
    ]
    data = {name: text(f"guide.{name}") for name in names}
    element = st.components.v2.component("guide", js=_JS, css=_CSS)
    element(data=data | {"steps": steps, "count": text("guide.count", n=len(PLACES))}, key="guide")
