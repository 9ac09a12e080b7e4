"""The parts of a view on a page: what never changes is drawn once and sent again to whoever asks for it."""

from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from functools import singledispatch
from itertools import count
from operator import attrgetter

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from swit_data.released.labels import Labels
from swit_data.ui import doors, screen, take_away
from swit_data.ui.elements import element, words
from swit_data.views.inside import titles
from swit_data.views.sections import folded_sections
from swit_data.views.view import (
    Beside,
    Folded,
    Panel,
    Part,
    Shapes,
    Sheet,
    Slider,
    Table,
    View,
    Words,
)

MOST = 512  # figures and tables kept as they were sent, of 20 to 110 KB
_mark = attrgetter("mark")  # the same: the same part was drawn before
_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
# How many tables this run has drawn: two of one page may look alike.
_TABLES: ContextVar[Iterator[int]] = ContextVar("tables")
# What each of the figures and tables of this run stands under (inside.py).
_TITLES: ContextVar[Mapping[int, str]] = ContextVar("titles")


def show(view: View, labels: Labels, head: DeltaGenerator | None = None) -> None:
    """Draw a view; `head`: the place of its headline, where it is not the next one."""
    _TABLES.set(count())
    _TITLES.set(titles(view))
    with head or st.container():
        _part(view.head, labels)
    draw(folded_sections(view.parts, labels) if screen.narrow() else view.parts, labels)
    take_away.on_paper(view, labels)
    doors.show(view, labels, draw)


def draw(parts: Iterable[Part], labels: Labels) -> None:
    """Draw parts one below the other."""
    for part in parts:
        _part(part, labels)


@singledispatch
def _part(part: Part, labels: Labels) -> None:
    raise NotImplementedError


@_part.register
def _words(part: Words, labels: Labels) -> None:
    door = labels.wording.text("behind.sentence") if part.doors else ""
    words(part.key, *part.lines, doors=part.doors, door=door)


@_part.register
def _slider(part: Slider, labels: Labels) -> None:
    del labels
    said = {name: getattr(part, name) for name in ("label", "written", "first")}
    data = said | {"steps": [list(step) for step in part.steps]}
    element("steps_of", "steps_of")(data=data, key=f"slider_{part.key}")


@_part.register
def _shapes(part: Shapes, labels: Labels) -> None:
    place, panels = ("narrow", part.narrow) if screen.narrow() else ("wide", part.wide)
    with st.container(key=f"{place}_{part.key}"):
        draw(panels, labels)


@_part.register
def _folded(part: Folded, labels: Labels) -> None:
    with st.expander(part.title):
        draw(part.parts, labels)


@_part.register
def _panel(panel: Panel, labels: Labels) -> None:
    _chart(panel)
    if panel.saved:
        take_away.save_figure(panel, _TITLES.get()[panel.mark], labels)


@st.cache_resource(show_spinner=False, max_entries=MOST, hash_funcs={Panel: _mark})
def _chart(panel: Panel) -> None:
    figure = panel.figure.unchecked()
    st.plotly_chart(figure, theme=None, key=f"figure_{panel.key}", alt=panel.alt, config=_CONFIG)


@_part.register
def _table(table: Table, labels: Labels) -> None:
    _numbers(table, _TITLES.get()[table.mark], str(next(_TABLES.get())), labels)


@st.fragment
def _numbers(table: Table, title: str, place: str, labels: Labels) -> None:
    """Draw a table when it is unfolded: most readers never ask for it."""
    folded = st.expander(
        table.title, expanded=table.unfolded, key=f"table_{place}", on_change="rerun"
    )
    if folded.open:
        with folded:
            _sheet(table.sheet, labels)
            take_away.downloads(table, title, place, labels)


@_part.register
def _sheet(sheet: Sheet, labels: Labels) -> None:
    del labels
    _frame(sheet)


@st.cache_resource(show_spinner=False, max_entries=MOST, hash_funcs={Sheet: _mark})
def _frame(sheet: Sheet) -> None:
    st.dataframe(sheet.shown, hide_index=True, width="stretch", placeholder="–")


@_part.register
def _beside(beside: Beside, labels: Labels) -> None:
    if beside.widths:
        columns = st.columns(list(beside.widths), gap="large")
        for column, parts in zip(columns, beside.columns, strict=True):
            with column:
                draw(parts, labels)
        return
    with st.grid(2, min_column_width=330, gap="medium"):
        for parts in beside.columns:
            with st.container():
                draw(parts, labels)
