"""A text that is being written: its boxes, and the steps from a draft to an approval and back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from swit_data import store
from swit_data.dataset import Ask, Narrative
from swit_data.dataset.asks import APPROVED
from swit_data.dataset.texts import tidied
from swit_data.errors import DatasetError, say
from swit_data.ui import blocks, session
from swit_data.ui.data.told import told
from swit_data.ui.texts import unsaved
from swit_data.ui.texts.desk import Desk

Texts = tuple[tuple[Narrative, ...], tuple[Ask, ...]]
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Sheet:
    """One text: what is saved of it by field, its status (empty: it is new), and how it is called."""

    desk: Desk
    code: str  # the same as long as it is the same text
    saved: Values
    status: str
    name: str

    @property
    def kind(self) -> str:
        """Return whether it is a text or an ask."""
        return self.code.partition("_")[0]

    @property
    def key(self) -> str:
        """Return what its unsaved words are kept under: the dataset's folder, then its name for people."""
        return f"{self.desk.stored.folder}:{self.code}|{self.desk.place}: {self.name}"

    def box(self, field: str) -> dict[str, Any]:
        """Return key and callback of a box; its key changes with the dataset, so that no old click counts."""
        return _kept(f"{self.code}_{field}@{self.desk.stored.number}", self.key, field)

    def value(self, field: str) -> Any:  # noqa: ANN401 - a text or codes
        """Return what stands in a box: what was written, else what is saved."""
        return unsaved.written(self.key).get(field, self.saved[field])

    def area(self, field: str, label: str) -> str:
        """Draw a box for a text of several lines."""
        box = st.text_area(self._text(label), self.value(field), height=120, **self.box(field))
        return tidied(box)

    def line(self, field: str, label: str) -> str:
        """Draw a box for one line."""
        return tidied(st.text_input(self._text(label), self.value(field), **self.box(field)))

    def choice(
        self, field: str, label: str, options: Sequence[str], named: Callable[[str], str]
    ) -> str:
        """Draw a choice of one."""
        value = self.value(field)
        place = list(options).index(value) if value in options else 0
        box = self.box(field)
        return str(st.selectbox(self._text(label), options, place, format_func=named, **box))

    def choices(
        self, field: str, label: str, options: Sequence[str], named: Callable[[str], str]
    ) -> tuple[str, ...]:
        """Draw a choice of several."""
        value = [code for code in self.value(field) if code in options]
        box = self.box(field)
        box["placeholder"] = self._text("choose")
        found = st.multiselect(self._text(label), options, value, format_func=named, **box)
        return tuple(found)

    def _text(self, label: str) -> str:
        return self.desk.wording.text(f"texts.{label}")


def _kept(widget: str, text: str, field: str) -> dict[str, Any]:
    return {"key": widget, "on_change": unsaved.keep_written, "args": (text, field, widget)}


def pick(desk: Desk, kind: str, options: Sequence[str], named: Callable[[str], str]) -> str:
    """Draw the choice of what is written; it stays where it is when the dataset changes."""
    key = picked(desk, kind)
    chosen = unsaved.written(key).get("which", options[0])
    label = desk.wording.text(f"texts.{kind}.which")
    place = list(options).index(chosen) if chosen in options else 0
    box = _kept(f"{key}@{desk.stored.number}", key, "which")
    return str(st.selectbox(label, options, place, format_func=named, **box))


def picked(desk: Desk, kind: str) -> str:
    """Return what a choice is kept under."""
    return f"{kind}_{desk.pilot}_{desk.round}_{desk.language}"


def steps(sheet: Sheet, values: Values, change: Callable[[str], Texts], *, whole: bool) -> None:
    """Draw the state of a text and the buttons that change it.

    `change` gives every text of the dataset after a step: save, approve, withdraw or delete. `whole`: it has words.
    """
    changed = any(values[field] != sheet.saved[field] for field in values)
    if not changed:
        unsaved.let_go(sheet.key)
    _say_state(sheet, changed=changed)
    with told(f"texts_{sheet.kind}", sheet.desk.wording):
        with st.container(horizontal=True):
            # Never switched off: a text counts when its box is left, and that is the click on this button.
            _step(sheet, change, "save", whole=whole)
            if changed and _button(sheet, "forget"):
                unsaved.let_go(sheet.key)
                st.rerun()
            if sheet.status == APPROVED:
                _step(sheet, change, "withdraw")
            if sheet.status:
                _step(sheet, change, "delete")
        if sheet.status and sheet.status != APPROVED and not changed:
            _approval(sheet, change)


def _say_state(sheet: Sheet, *, changed: bool) -> None:
    text = sheet.desk.wording.text
    state = "unsaved" if changed else sheet.status or "new"
    lines = [("p", text(f"texts.state.{state}"))]
    words = str(sheet.saved.get("text", sheet.saved.get("ask", "")))
    if changed and words:
        lines.append(("small", text("texts.saved_now", text=words)))
    blocks.words(f"state_{sheet.kind}", *lines)


def _approval(sheet: Sheet, change: Callable[[str], Texts]) -> None:
    """Draw the approval: a word first, then the button."""
    key = f"{sheet.code}_read@{sheet.desk.stored.number}"
    read = st.checkbox(sheet.desk.wording.text("texts.read"), key=key)
    _step(sheet, change, "approve", off=not read)


_DONE = {"save": "saved", "approve": "approved", "withdraw": "withdrawn", "delete": "deleted"}


def _step(
    sheet: Sheet,
    change: Callable[[str], Texts],
    step: str,
    *,
    off: bool = False,
    whole: bool = True,
) -> None:
    if not _button(sheet, step, off=off):
        return
    if not whole:
        raise DatasetError(say("There are no words to save yet. Write them first."))
    narratives, asks = change(step)
    stored = sheet.desk.stored
    saved = store.describe(stored.folder, stored.number, narratives=narratives, asks=asks)
    unsaved.let_go(sheet.key)
    session.say_next(f"texts.done.{_DONE[step] if saved.changed else 'same'}")
    st.rerun()


def _button(sheet: Sheet, step: str, *, off: bool = False) -> bool:
    return st.button(
        sheet.desk.wording.text(f"texts.{step}"),
        key=f"{sheet.code}_{step}@{sheet.desk.stored.number}",
        disabled=off,
        type="primary" if step == "approve" else "secondary",
    )
