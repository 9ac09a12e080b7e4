"""What pages are made of: words, figures, tables. Text from data is never read as Markdown or HTML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from swit_data.release.labels import Labels

if TYPE_CHECKING:
    import plotly.graph_objects as go

# textContent only: whatever stands in the data is shown as it is (safety.md E.2).
_WORDS_JS = """
export default function ({ parentElement, data }) {
  const box = document.createElement("div");
  const list = document.createElement("ul");
  list.setAttribute("role", "list"); // without its marks, Safari does not call it one
  for (const [tag, text] of data) {
    const element = document.createElement(tag);
    element.textContent = text;
    if (tag === "li") box.append(list);
    (tag === "li" ? list : box).append(element);
  }
  parentElement.replaceChildren(...parentElement.querySelectorAll("style"), box);
}
"""
_WORDS_CSS = """
div { font-family: var(--st-font); color: var(--st-text-color); max-width: 60rem; line-height: 1.45; }
h1 { font-size: 2rem; line-height: 1.2; font-weight: 700; margin: 0 0 0.5rem; text-wrap: balance; max-width: 60ch; }
h2 { font-size: 1.25rem; font-weight: 700; margin: 0.5rem 0 0.25rem; }
h3 { font-size: 1.05rem; font-weight: 700; margin: 0.75rem 0 0.25rem; }
p { margin: 0 0 0.5rem; max-width: 75ch; }
small { display: block; font-size: 0.875rem; margin: 0 0 0.25rem; opacity: 0.85; }
ul { margin: 0; padding: 0; }
li { list-style: none; margin: 0 0 0.75rem; padding-left: 0.9rem; border-left: 3px solid var(--st-primary-color); }
mark { display: inline-block; background: none; color: var(--st-text-color); font-weight: 700;
  border: 2px solid var(--st-text-color); padding: 0.15rem 0.6rem; margin: 0 0 0.75rem; }
@media (max-width: 640px) { h1 { font-size: 1.6rem; } }
"""
# Both shapes of a matrix are drawn; the width of the screen, which the server does not know, chooses.
_SCREEN_CSS = """
@media (min-width: 641px) {
  [class*="st-key-narrow_"] { display: none; }
  .st-key-language_row { margin-bottom: -4.2rem; }
}
@media (max-width: 640px) { [class*="st-key-wide_"] { display: none; } }
[data-testid="stMainBlockContainer"] { padding-top: 4.5rem; padding-bottom: 3rem; }
@media print { [data-testid="stHeader"] { display: none; } }
"""

Line = tuple[str, str]  # tag and text


def begin(labels: Labels, problems: Sequence[str] = ()) -> None:
    """Begin a page: the rules of wide and narrow, the illustrative mark where due, what cannot be shown."""
    element = st.components.v2.component("screen", css=_SCREEN_CSS, isolate_styles=False)
    element(key="screen", height=1)
    if labels.release.illustrative:
        words("illustrative", ("mark", labels.wording.text("app.illustrative")))
    if problems:
        words("broken", ("p", labels.wording.text("data.broken")), *(("p", p) for p in problems))


def words(key: str, *lines: Line) -> None:
    """Show lines of text, each in its tag: h1, h2, h3, p, small, li or mark."""
    element = st.components.v2.component("words", css=_WORDS_CSS, js=_WORDS_JS)
    element(data=[list(line) for line in lines], key=f"words_{key}")


def statements(title: str, lines: Sequence[str]) -> None:
    """Show a list of statements under a title that comes from the wording."""
    words("statements", ("h2", title), *(("li", line) for line in lines))


def figure(key: str, drawn: go.Figure, alt: str) -> None:
    """Show a figure as it was drawn; `alt` says its finding and its numbers."""
    st.plotly_chart(
        drawn,
        theme=None,
        key=f"figure_{key}",
        alt=alt,
        config={"displayModeBar": False, "scrollZoom": False, "doubleClick": False},
    )


def wide(key: str) -> st.delta_generator.DeltaGenerator:
    """Return a place that is seen on screens wider than a phone's."""
    return st.container(key=f"wide_{key}")


def narrow(key: str) -> st.delta_generator.DeltaGenerator:
    """Return a place that is seen on a phone."""
    return st.container(key=f"narrow_{key}")


def folded(title: str, lines: Sequence[str], key: str) -> None:
    """Show small print, folded under a title that comes from the wording."""
    with st.expander(title):
        words(key, *(("p", line) for line in lines))


def table(title: str, rows: pd.DataFrame, *, unfolded: bool = False) -> None:
    """Show a figure's numbers as a table, folded unless it holds more than the figure; cells are shown as they are."""
    with st.expander(title, expanded=unfolded):
        st.dataframe(rows, hide_index=True, width="stretch", placeholder="–")
