"""Doors: one panel that says what is behind a number, opened from a mark, a sentence, a table or a link."""

from collections.abc import Callable, Iterable

import streamlit as st

from swit_data import findings
from swit_data.meeting import MOST_SLIDES, Slide
from swit_data.released.contributions import Number
from swit_data.released.labels import Labels
from swit_data.ui import choice, session, sources, take_away
from swit_data.ui.elements import element, words
from swit_data.ui.present import showing
from swit_data.views.asks import today
from swit_data.views.behind import Behind, behind, beside, numbers_at
from swit_data.views.view import Part, View

_CHOSEN = "door"  # the choice of another number in the panel
_MOST = 80  # characters of what a link names and nobody knows

Draw = Callable[[Iterable[Part], Labels], None]


def show(view: View, labels: Labels, draw: Draw) -> None:
    """Listen for a number that is opened on a page, and draw the panel of the one that is open; `draw`: its parts."""
    address = choice.opened()
    heard = element("doors")
    heard(data={"open": bool(address)}, key="doors", height=1, on_number_change=_open)
    if address:
        panel = st.dialog(labels.wording.text("behind.title"), width="medium", on_dismiss=_close)
        panel(_panel)(address, view, labels, draw)


def _open() -> None:
    choice.open_numbers(str(session.value_of("doors")["number"] or ""))


def _close() -> None:
    choice.open_numbers("")


def _panel(address: str, view: View, labels: Labels, draw: Draw) -> None:
    """Draw what is behind the numbers at an address; a link may name what is not here."""
    if choice.opened() != address:
        st.rerun()  # another one was chosen here: the page's address follows
    numbers = numbers_at(labels.release, address)
    if labels.mark:
        words("door_mark", ("mark", labels.mark))
    if not numbers:
        unknown = ("p", labels.wording.text("filter.ignored")), ("p", address[:_MOST])
        words("door_unknown", *unknown)
    if len(numbers) == 1:
        _choose_another(numbers[0], view, labels)
    for number in numbers:
        found = behind(number, labels, today())
        draw([found.number], labels)
        _take(found, number.address, labels)
        draw(found.more, labels)


def _choose_another(number: Number, view: View, labels: Labels) -> None:
    """Draw the choice of another number of the same picture or table, for who uses no mouse."""
    others = beside(view, number, labels.release)
    if len(others) < 2:  # noqa: PLR2004 - nothing to choose
        return
    said = zip(others, findings.spoken_numbers(others, labels), strict=True)
    named = {other.address: name for other, name in said}
    session.set_value(_CHOSEN, number.address)
    st.selectbox(
        labels.wording.text("made.choose"),
        list(named),
        format_func=named.__getitem__,
        key=_CHOSEN,
        on_change=lambda: choice.open_numbers(session.value_of(_CHOSEN)),
    )


def _take(found: Behind, place: str, labels: Labels) -> None:
    """Draw what may be done with a number: added to the meeting, quoted, sent as a link; with a draft's nothing."""
    if labels.release.draft:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"take_{place}"):
        if found.slide:
            _offer(found.slide, place, labels)
        take_away.copy("behind.cite", place, labels.wording, found.cited)
        take_away.copy("behind.link", place, labels.wording)


def _offer(slide: Slide, place: str, labels: Labels) -> None:
    """Draw the button that adds a slide to the meeting, once."""
    slides = showing.current().slides
    added = slide in [Slide(each.page, each.selection) for each in slides]
    release = sources.fingerprint()

    def add() -> None:
        if not added:
            showing.change(lambda meeting: meeting.add(slide, release))

    # Added, it is not switched off: it would lose the focus, and Escape would not be heard any more.
    st.button(
        labels.wording.text("meeting.added" if added else "meeting.add"),
        on_click=add,
        disabled=len(slides) >= MOST_SLIDES and not added,
        type="tertiary",
        key=f"meeting_add_{place}",
    )
