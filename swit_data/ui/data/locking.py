"""The vaults that this visit has open: it locks them, and after a while without a reader they lock themselves."""

import threading
from collections.abc import Callable
from contextvars import copy_context
from pathlib import Path

import streamlit as st

from swit_data import store
from swit_data.ui import session, sources

IDLE = 15 * 60.0  # s without a click, after which a visit's vaults are locked
_LOOK = 20.0  # s between two looks of an open page whether it was locked
_VISIT = "vaults"


class _Visit:
    """What a visit has open, and the clock that locks it."""

    def __init__(self) -> None:
        self.opened = store.Opened()
        self.locked = False  # by the clock: what the visit shows is still to be put away
        self._clock: threading.Timer | None = None

    def used(self) -> None:
        """Begin to count anew."""
        if self._clock:
            self._clock.cancel()
        self._clock = None
        if self.opened.any_open:
            self._clock = threading.Timer(IDLE, self._lock)
            self._clock.daemon = True
            self._clock.start()

    def _lock(self) -> None:
        self.opened.close()
        self.locked = True


def opened() -> store.Opened:
    """Return the vaults that this visit has open."""
    return _visit().opened


def begin() -> None:
    """Begin a run: it reads what this visit has open, and puts away what was locked meanwhile."""
    store.opened_by(opened)
    visit = _visit()
    if visit.locked:
        visit.locked = False
        _put_away()
    visit.used()


def watch() -> None:
    """Let a page that shows something of a vault change when that is locked, though nobody clicks."""
    if opened().any_open:
        _look()


@st.fragment(run_every=_LOOK)
def _look() -> None:
    if not opened().any_open:
        st.rerun()


def lock() -> None:
    """Lock every vault of this visit, and close what is open of them: the draft, and the file from the field."""
    opened().close()
    _put_away()


def backup_of(folder: Path) -> Callable[[], bytes]:
    """Return what makes the backup of a dataset when somebody clicks: Streamlit asks for it outside of the visit."""
    context = copy_context()
    context.run(store.use, opened())
    return lambda: context.run(store.backup_content, folder)


def _put_away() -> None:
    # A third of what a page of findings loads, which needs none of it: it reads no file from the field.
    from swit_data.ui.data import holders, releasing, steps  # noqa: PLC0415

    if sources.draft():
        releasing.put_away()
    holders.put_sheet_away()
    steps.next_file()


def _visit() -> _Visit:
    found: _Visit | None = session.remembered(_VISIT, None)
    if found is None:
        found = _Visit()
        session.remember(_VISIT, found)
    return found
