"""The parts of a view on a page: its tables, and all else as its body (body.py)."""

from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from functools import singledispatch
from itertools import count, groupby
from operator import attrgetter

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from swit_data.released.labels import Labels
from swit_data.ui import body, doors, screen, take_away
from swit_data.ui.elements import words
from swit_data.views.inside import titles
from swit_data.views.sections import folded_sections
from swit_data.views.view import (
    Beside,
    Folded,
    Part,
    Shapes,
    Sheet,
    Table,
    View,
)

MOST = 512  # tables kept as they were sent, of 20 to 110 KB
_mark = attrgetter("mark")  # the same: the same part was drawn before
# How many tables this run has drawn: two of one page may look alike.
_TABLES: ContextVar[Iterator[int]] = ContextVar("tables")
# What each of the figures and tables of this run stands under (inside.py).
_TITLES: ContextVar[Mapping[int, str]] = ContextVar("titles", default={})  # noqa: B039 - never changed


def show(view: View, labels: Labels, head: DeltaGenerator | None = None) -> None:
    """Draw a view; `head`: the place of its headline, where it is not the next one."""
    _TABLES.set(count())
    _TITLES.set(titles(view))
    with head or st.container():
        door = labels.wording.text("behind.sentence") if view.head.doors else ""
        words(view.head.key, *view.head.lines, doors=view.head.doors, door=door)
    draw(folded_sections(view.parts, labels) if screen.narrow() else view.parts, labels)
    take_away.on_paper(view, labels)
    doors.show(view, labels, draw)


def draw(parts: Iterable[Part], labels: Labels) -> None:
    """Draw parts one below the other."""
    for held, group in groupby(parts, body.holds):
        if held:
            body.show(group, _TITLES.get(), labels)
        else:
            for part in group:
                _part(part, labels)


@singledispatch
def _part(part: Part, labels: Labels) -> None:
    raise NotImplementedError


@_part.register
def _shapes(part: Shapes, labels: Labels) -> None:
    with st.container(key=body.name_of(part)):
        draw(body.shape_of(part), labels)


@_part.register
def _folded(part: Folded, labels: Labels) -> None:
    with st.expander(part.title):
        draw(part.parts, labels)


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
