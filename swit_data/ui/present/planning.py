"""The page on which a meeting is put together: its slides in order, notes, languages, its file."""

from dataclasses import replace
from functools import partial

import streamlit as st

from swit_data import meeting as plan
from swit_data.errors import MeetingError
from swit_data.meeting import Meeting, Slide
from swit_data.ui import blocks, choice, hosting, session, sources
from swit_data.ui.present.showing import Step, begin, change, current, shown
from swit_data.wording import Wording, languages

_TURN, _SAVED = "meeting_turn", "meeting_saved"


def choose_present(wording: Wording) -> None:
    """Draw the start of the presentation, the second language, and that the release has changed."""
    text, now = wording.text, current()
    changed(wording)
    with st.container(horizontal=True, vertical_alignment="bottom", key="meeting_start"):
        st.button(
            text("meeting.present"),
            on_click=begin,
            type="primary",
            disabled=not now.slides,
            key="meeting_present",
        )
        _second(wording)


def changed(wording: Wording) -> None:
    """Say that the meeting was prepared with another release, and let the speaker take this one on."""
    now, here = current(), sources.fingerprint()
    if not now.slides or now.release == here:
        return
    text = wording.text
    lines = [("mark", text("meeting.changed")), ("p", text("meeting.changed.how"))]
    which = text("meeting.changed.which", before=now.release or "–", now=here)
    blocks.words("meeting_changed", *lines, ("small", which))
    st.button(
        text("meeting.changed.accept"),
        on_click=lambda: change(lambda m: replace(m, release=here)),
        key="meeting_accept",
    )


def _second(wording: Wording) -> None:
    now = current()
    offered = ["", *(code for code in languages() if code != choice.language())]
    chosen = st.selectbox(
        wording.text("meeting.second"),
        offered,
        index=offered.index(now.second) if now.second in offered else 0,
        format_func=lambda code: languages().get(code, wording.text("meeting.second.none")),
        width=260,
        key=f"meeting_second_{_turn()}_{choice.language()}",
    )
    if chosen != now.second and (chosen or now.second in offered):
        change(lambda m: replace(m, second=chosen))


def list_slides(wording: Wording) -> None:
    """Draw the slides in their order, each with its note and the buttons that move it."""
    slides = current().slides
    if not slides:
        blocks.words("meeting_empty", ("p", wording.text("meeting.empty")))
    for place, slide in enumerate(slides):
        with st.container(border=True, key=f"slide_{place}"):
            _slide(place, slide, wording)


def _slide(place: int, slide: Slide, wording: Wording) -> None:
    text = wording.text
    found = shown(slide, choice.language(), "light")
    page = text("meeting.slide", number=place + 1, page=text(f"page.{slide.page}"))
    missing = [("small", line) for line in found.missing]
    blocks.words(f"slide_{place}", ("small", page), ("h2", found.picture.headline), *missing)
    key = f"meeting_note_{_turn()}_{place}"
    st.text_area(
        text("meeting.note", number=place + 1),
        slide.note,
        max_chars=plan.MOST_NOTE,
        height=80,
        key=key,
        on_change=_note,
        args=(place, key),
    )
    last = len(current().slides) - 1
    moves = {
        "up": (place > 0, lambda m: m.move(place, -1)),
        "down": (place < last, lambda m: m.move(place, 1)),
        "remove": (True, lambda m: m.remove(place)),
    }
    with st.container(horizontal=True, key=f"moves_{place}"):
        for name, (there, step) in moves.items():
            st.button(
                text(f"meeting.{name}", number=place + 1),
                on_click=partial(anew, step),
                disabled=not there,
                key=f"meeting_{name}_{_turn()}_{place}",
                type="tertiary",
            )


def _note(place: int, widget: str) -> None:
    """Keep a note when it is left, for a click on Save may follow at once."""
    change(lambda m: m.noted(place, session.value_of(widget)))
    _to_save(Wording.of(choice.language()))


def _to_save(wording: Wording) -> dict[str, Meeting]:
    """Return the meeting as a click on Save finds it: the file is made then, after a note was left."""
    box: dict[str, Meeting] = session.remembered(_SAVED, {})
    box["meeting"] = replace(current(), language=wording.language)
    session.remember(_SAVED, box)
    return box


def save_meeting(wording: Wording) -> None:
    """Draw the button that saves the meeting as a file."""
    text, box = wording.text, _to_save(wording)
    blocks.words("meeting_file", ("h2", text("meeting.file")), ("p", text("meeting.file.how")))
    st.download_button(
        text("meeting.save"),
        lambda: plan.written(box["meeting"]),
        file_name=f"meeting{plan.SUFFIX}",
        mime="application/json",
        on_click="ignore",
        disabled=not current().slides,
        key="meeting_save",
    )


def open_meeting(wording: Wording) -> None:
    """Draw the way to open a meeting's file; what is wrong with one is said in a sentence. Hosted, none is taken in."""
    if hosting.host():
        return
    file = st.file_uploader(
        wording.text("meeting.open"),
        type=["json"],
        key=f"meeting_open_{_turn()}",
        help=wording.text("meeting.open.how"),
    )
    if file is None:
        return
    try:
        found = plan.read(file.getvalue())
    except MeetingError as error:
        said = [("p", wording.sentence(sentence)) for sentence in error.sentences]
        blocks.words("meeting_problem", *said)
        return
    anew(lambda _: found)
    if found.language != choice.language():
        choice.choose(choice.LANGUAGE, found.language)
    st.rerun()


def anew(step: Step) -> None:
    """Change the meeting's slides: their widgets begin anew, at their new places."""
    change(step)
    session.remember(_TURN, _turn() + 1)


def _turn() -> int:
    return session.remembered(_TURN, 0)
