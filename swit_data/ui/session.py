"""What a visit remembers, from page to page: the only place with session state."""

from contextvars import ContextVar
from typing import Any, TypeVar

import streamlit as st

Kept = TypeVar("Kept")
_NOTHING = object()
# What this run has looked up already: Streamlit takes 20 microseconds for it, a page asks 50 times.
_FOUND: ContextVar[dict[str, Any] | None] = ContextVar("found", default=None)


def begin() -> None:
    """Begin to draw a page: from here on what is kept changes through `remember` alone."""
    _FOUND.set({})


def remembered(name: str, otherwise: Kept) -> Kept:
    """Return what this visit keeps under a name and no URL may hold, such as a meeting with its notes."""
    known = _FOUND.get()
    if known is None:
        known = {}
    if name not in known:
        known[name] = st.session_state.get(f"swit_kept_{name}", _NOTHING)
    found: Kept = otherwise if known[name] is _NOTHING else known[name]
    return found


def remember(name: str, value: object) -> None:
    """Keep something for this visit, from page to page."""
    st.session_state[f"swit_kept_{name}"] = value
    (_FOUND.get() or {})[name] = value


def value_of(widget: str) -> Any:  # noqa: ANN401 - whatever the widget holds
    """Return what a widget says now, also before it is drawn in this run; nothing where it was never drawn."""
    return st.session_state.get(widget)


def set_value(widget: str, value: object) -> None:
    """Let a widget say something, before it is drawn."""
    st.session_state[widget] = value


def say_next(line: str, place: str = "next") -> None:
    """Let the next run say at a place what this one did: it is drawn anew from the first line on."""
    remember(place, line)


def said_before(place: str = "next") -> str:
    """Return, once, what the run before wanted to be said at a place."""
    said = remembered(place, "")
    remember(place, "")
    return said


def seen(dataset: str, number: int) -> int:
    """Note which state of a dataset is shown, and return the one shown before; 0 the first time."""
    numbers: dict[str, int] = remembered("seen", {})
    remember("seen", numbers | {dataset: number})
    before: int = numbers.get(dataset, 0)
    return before
