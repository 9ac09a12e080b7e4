"""Lines of text as they are: nothing in them is read as Markdown or HTML."""

from __future__ import annotations

import streamlit as st

# textContent only: whatever stands in the data is shown as it is.
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
Line = tuple[str, str]  # tag and text


def words(key: str, *lines: Line) -> None:
    """Show lines of text, each in its tag: h1, h2, h3, p, small, li or mark."""
    element = st.components.v2.component("words", css=_WORDS_CSS, js=_WORDS_JS)
    element(data=[list(line) for line in lines], key=f"words_{key}")
