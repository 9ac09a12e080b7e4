"""What pages are made of: words, figures, tables. Text from data is never read as Markdown or HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from itertools import count
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from swit_data import findings
from swit_data.released.labels import Labels
from swit_data.ui import sidebar, sources, take_away
from swit_data.ui.text_lines import words

if TYPE_CHECKING:
    from swit_data.figures.drawing import Drawing

__all__ = ["begin", "figure", "folded", "narrow", "statements", "table", "wide", "words"]

_SCREEN_CSS = (take_away.BROWSER / "screen.css").read_text("utf-8")
_SAVE_JS = (take_away.BROWSER / "save.js").read_text("utf-8")
# How many tables this run has drawn: two of one page may look alike.
_TABLES: ContextVar[Iterator[int]] = ContextVar("tables")


def begin(labels: Labels, problems: Sequence[str] = ()) -> None:
    """Begin a page: the rules of wide and narrow, the illustrative mark where due, what cannot be shown."""
    _TABLES.set(count())
    element = st.components.v2.component(
        "screen", css=_SCREEN_CSS, js=_SAVE_JS, isolate_styles=False
    )
    element(key="screen", height=1)
    if labels.release.illustrative:
        words("illustrative", ("mark", labels.wording.text("app.illustrative")))
    if problems:
        words("broken", ("p", labels.wording.text("data.broken")), *(("p", p) for p in problems))
    if labels.release.beside:
        _say_alone(labels)


def _say_alone(labels: Labels) -> None:
    """Say that one pilot is shown alone, with the way back to all of them."""
    text = labels.wording.text
    with st.container(horizontal=True, vertical_alignment="center", key="alone_row"):
        words("alone", ("p", text("alone.shown", pilot=labels.pilot(labels.release.pilots[0]))))
        st.button(text("alone.back"), on_click=sidebar.show_all, key="show_all")


def statements(title: str, lines: Sequence[str]) -> None:
    """Show a list of statements under a title that comes from the wording."""
    words("statements", ("h2", title), *(("li", line) for line in lines))


def figure(key: str, drawn: Drawing, alt: str) -> None:
    """Show a figure as it was drawn, and save it; `alt` says its finding and its numbers."""
    st.plotly_chart(
        drawn.unchecked(),
        theme=None,
        key=f"figure_{key}",
        alt=alt,
        config={"displayModeBar": False, "scrollZoom": False, "doubleClick": False},
    )
    take_away.save_figure(key, alt)


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


def table(
    title: str,
    rows: pd.DataFrame,
    *,
    unfolded: bool = False,
    made: pd.DataFrame | None = None,
    written: pd.DataFrame | None = None,
) -> None:
    """Show a figure's numbers as a table, folded unless it holds more than the figure; cells are shown as they are.

    Whole numbers stand on the screen and on paper, the released ones in its files. Under it stands how its numbers were
    made: `made` are the released rows behind it. `written`: the table as people read it, where columns cannot tell.
    """
    place = str(next(_TABLES.get()))
    shown = (
        findings.on_screen(rows, sources.labels(sidebar.language())) if written is None else written
    )
    with st.expander(title, expanded=unfolded):
        st.dataframe(shown, hide_index=True, width="stretch", placeholder="–")
        take_away.on_paper(shown, place)
        take_away.downloads(title, rows, place)
    if made is not None:
        take_away.how_made(made, place)
