"""The way from a form to a release: five steps, which are done, and the one that comes next."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import streamlit as st

from swit_data import fieldwork, store
from swit_data.errors import SwitError
from swit_data.ui import blocks, session
from swit_data.wording import Wording

STEPS = ("form", "file", "check", "community", "release")
_DONE = "done"
_FILES = "data_files"  # how many files this visit kept

# textContent only, as in lines.py.
_JS = """
export default function ({ parentElement, data }) {
  const list = document.createElement("ol");
  list.setAttribute("role", "list");
  for (const [state, number, name, said] of data) {
    const item = document.createElement("li");
    item.className = state;
    if (state === "now") item.setAttribute("aria-current", "step");
    for (const [tag, text] of [["b", number], ["span", name], ["small", said]]) {
      const part = document.createElement(tag);
      part.textContent = text;
      item.append(part);
    }
    list.append(item);
  }
  parentElement.replaceChildren(...parentElement.querySelectorAll("style"), list);
}
"""
_CSS = """
ol { display: grid; grid-template-columns: repeat(5, 1fr); gap: 0.75rem; list-style: none; margin: 0.5rem 0; padding: 0;
  font-family: var(--st-font); color: var(--st-text-color); }
li { border-top: 3px dashed var(--st-text-color); padding-top: 0.4rem; line-height: 1.3; }
li.done { border-top-style: solid; }
li.now { border-top: 6px solid var(--st-primary-color); padding-top: calc(0.4rem - 3px); }
b { margin-right: 0.4rem; }
span { font-weight: 600; }
li.now span { font-weight: 700; }
small { display: block; font-size: 0.875rem; }
@media (max-width: 640px) {
  ol { grid-template-columns: 1fr; gap: 0.35rem; }
  li, li.now { border-top: 0; border-left: 3px dashed var(--st-text-color); padding: 0 0 0 0.6rem; }
  li.done { border-left-style: solid; }
  li.now { border-left: 6px solid var(--st-primary-color); }
}
"""


def file_key() -> str:
    """Return the key of the file chooser: a new one after each file that was kept."""
    return f"data_file_{session.remembered(_FILES, 0)}"


def next_file() -> None:
    """Empty the file chooser for the next file."""
    session.remember(_FILES, session.remembered(_FILES, 0) + 1)


def show_steps(folder: Path | None, wording: Wording) -> None:
    """Draw the steps of the way, and in one sentence what is next."""
    text = wording.text
    now = _now(folder)
    place = len(STEPS) if now == _DONE else STEPS.index(now.partition(".")[0])
    lines = [
        (state, str(n + 1), text(f"data.steps.{step}"), text(f"data.steps.{state}"))
        for n, step in enumerate(STEPS)
        for state in ["done" if n < place else "now" if n == place else "later"]
    ]
    st.components.v2.component("steps", css=_CSS, js=_JS)(
        data=[list(line) for line in lines], key="steps"
    )
    blocks.words("next", ("p", text(f"data.next.{now}")))


def _now(folder: Path | None) -> str:
    """Return the step that is next: a file that is there is checked first."""
    if session.value_of(file_key()) is not None:
        return "check"
    if folder is None or not store.exists(folder):
        return "file"
    with suppress(SwitError, OSError):  # damage is said where the pilots and rounds stand
        return _of_dataset(folder)
    return "file"


def _of_dataset(folder: Path) -> str:
    """Return the step that is next of a dataset: more interviews, the community's reading, the release.

    Raises:
        DatasetError: it is damaged.
    """
    commits = store.history(folder)
    if commits and commits[-1].what == "release":
        return _DONE
    stored = store.open_dataset(folder)
    people = fieldwork.community(stored)
    k0 = min(framework.k0 for framework in stored.dataset.frameworks.values())
    if all(count < k0 for count in people.values()):
        return "file.more"
    return "release" if session.value_of("data_look") else "community"
