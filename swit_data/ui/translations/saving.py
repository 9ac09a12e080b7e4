"""Who read it, asked once, and the file with what was reworded and read."""

from collections.abc import Iterator

import streamlit as st

from swit_data import wording
from swit_data.catalogues import Pair, chapters_of, faults_of_text, pairs, rewritten
from swit_data.catalogues.pages import room_of_chapter
from swit_data.errors import WordingError, say
from swit_data.translations import says_who_and_when
from swit_data.ui import blocks, session
from swit_data.ui.elements import Line, element
from swit_data.ui.translations import changes
from swit_data.ui.translations.desk import Desk
from swit_data.views.asks import today

_WHO, _MONTH = "translations_who", "translations_month"


def ask_who(desk: Desk) -> None:
    """Ask once which organisation reads, and in which month."""
    text = desk.wording.text
    with st.container(horizontal=True):
        for widget, key in ((_WHO, "translations.who"), (_MONTH, "translations.month")):
            value = session.remembered(widget, "")
            st.text_input(text(key), value, key=widget, on_change=_keep, args=(widget,))
    element("unsaved")(data=changes.any_changed(), key="unsaved", height=1)


def offer_file(desk: Desk) -> None:
    """Draw the button that gives the chapter's file back, or what has to be corrected first.

    Raises:
        WordingError: something is ticked as read, and who read it or when is not said.
    """
    text = desk.wording.text
    every = tuple(pair for pair in _of_file(desk) if changes.changed(desk.file, pair))
    if not every:
        blocks.words("translations_nothing", ("p", text("translations.nothing")))
        return
    reworded = sum(changes.reworded(desk.file, pair) for pair in every)
    read = sum(changes.ticked(desk.file, pair) for pair in every)
    told = text("translations.changed", reworded=reworded, read=read)
    blocks.words("translations_changed", ("p", told))
    with st.container(horizontal=True):
        forget = text("translations.forget")
        st.button(forget, on_click=changes.forget, args=(desk.file,), key="translations_forget")
        if wrong := list(_wrong(desk, every)):
            blocks.words("translations_wrong", ("p", text("translations.correct")), *wrong)
            return
        st.download_button(
            text("translations.save", file=desk.file),
            _content(desk, every),
            file_name=desk.file,
            mime="text/x-gettext-translation",
            on_click="ignore",
            type="primary",
            key="translations_save",
        )


def _of_file(desk: Desk) -> Iterator[Pair]:
    for chapter in chapters_of(desk.language):
        if room_of_chapter(chapter) == desk.room:
            yield from pairs(desk.language, chapter)


def _wrong(desk: Desk, every: tuple[Pair, ...]) -> Iterator[Line]:
    """Give what is wrong with what was reworded, each with its key."""
    for pair in every:
        if changes.reworded(desk.file, pair):
            for reason in faults_of_text(
                pair.english, changes.forms(desk.file, pair), desk.language
            ):
                said = desk.wording.sentence(reason)
                yield "li", desk.wording.text("translations.wrong", text=pair.key, reason=said)


def _content(desk: Desk, every: tuple[Pair, ...]) -> bytes:
    """Return the file with the changes, every other byte as it was."""
    who, month = (session.remembered(widget, "") for widget in (_WHO, _MONTH))
    reviewer = f"{who}, {month}"
    if any(changes.ticked(desk.file, pair) for pair in every) and not says_who_and_when(reviewer):
        told = "Say who read it and when: the organisation in one line, and the month as YYYY-MM."
        raise WordingError(say(told))
    wanted = {p.found_by: changes.change_of(desk.file, p, reviewer, today()) for p in every}
    before = (wording.FOLDER / desk.file).read_bytes().decode("utf-8")
    return rewritten(before, wanted, desk.language).encode("utf-8")


def _keep(widget: str) -> None:
    session.remember(widget, str(session.value_of(widget)).strip())
