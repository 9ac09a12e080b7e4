"""The meeting as it is shown: full screen, every slide drawn ahead, so that a key moves at once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from swit_data import findings
from swit_data.meeting import MOST_SLIDES, Meeting, Slide, slide_of
from swit_data.selection import NAMES
from swit_data.style import Theme
from swit_data.ui import choice, sources
from swit_data.ui.elements import element
from swit_data.ui.present import keeping, keys
from swit_data.views.shown import Shown, shown_in
from swit_data.views.slide import key_of, people_line, question_lines, who_lines
from swit_data.views.slides import KINDS, PAGES
from swit_data.views.view import Panel
from swit_data.wording import Wording

Step = Callable[[Meeting], Meeting]

_WORDS = (
    *("title", "next", "back", "asked", "notes", "blank", "full", "leave", "blanked"),
    *(
        "asked.title",
        "asked.who",
        "asked.withheld",
        "read",
        "notes.none",
        "notes.window",
        "next.up",
        "end",
    ),
)


def shown(slide: Slide, language: str, theme: Theme) -> Shown:
    """Return a slide in a language, of the release that is open."""
    alone = slide.selection.get(NAMES["alone"], "")
    return shown_in(slide, sources.labels_about(language, alone), theme)


def current() -> Meeting:
    """Return the meeting of this visit."""
    return keeping.kept()


def change(step: Step) -> None:
    """Change the meeting of this visit."""
    keeping.put(step(current()))


def presenting() -> bool:
    """Say whether the meeting is being shown; while a draft is read there is none."""
    return keeping.presenting() and not sources.draft()


def begin() -> None:
    """Show the meeting from the next run on."""
    keeping.present(on=True)


def _leave() -> None:
    keeping.present(on=False)


def offer(page: str, wording: Wording) -> None:
    """Draw the button that adds what a page shows to the meeting, and the way to the meeting once it has slides.

    A draft is shown in no meeting.
    """
    if sources.draft():
        return
    keeping.keep(current(), presented=False)
    slides = current().slides
    if slides:
        st.page_link(
            "pages/meeting.py",
            label=wording.plural("meeting.open_page", len(slides)),
            width="content",
        )
    chosen = choice.chosen_here()
    if page not in PAGES or chosen is None:
        return
    slide = slide_of(page, chosen)
    added = slide.selection in [s.selection for s in slides if s.page == page]
    release = sources.fingerprint()
    st.button(
        wording.text("meeting.added" if added else "meeting.add"),
        on_click=lambda: change(lambda meeting: meeting.add(slide, release)),
        disabled=added or len(slides) >= MOST_SLIDES,
        type="tertiary",
        key="meeting_add",
    )


def show(wording: Wording, theme: Theme) -> None:
    """Show the meeting: our element draws the words and hears the keys, Streamlit the figures of every slide."""
    now = current()
    drawn = [each for slide in now.slides for each in _drawn(slide, now, wording, theme)]
    text = wording.text
    words = {name: text(f"meeting.show.{name}") for name in _WORDS}
    slides = [said for said, _ in drawn]
    data = {"slides": slides, "words": words, "lang": wording.language, "second": now.second}
    whole = element("present", "present", isolated=False)
    whole(data=data | {"off": [*keys.off()]}, key="present", on_left_change=_leave)
    keeping.keep(now, presented=True)
    for place, (_, panel) in enumerate(drawn):
        if panel:
            with st.container(key=f"picture_{place}"):
                st.plotly_chart(
                    panel.figure.unchecked(),
                    theme=None,
                    key=f"present_{place}",
                    alt=panel.alt,
                    config={"displayModeBar": False, "staticPlot": True},
                )


def _drawn(
    slide: Slide, now: Meeting, wording: Wording, theme: Theme
) -> list[tuple[dict[str, Any], Panel | None]]:
    """Return a slide's words and picture, and those of the one that it goes on in, if it does."""
    found = shown(slide, wording.language, theme)
    changed = now.release != sources.fingerprint()
    made = []
    for picture in found.picture.slides:
        height = picture.panel.figure.height if picture.panel else 0
        said = _said(replace(found, picture=picture), slide, changed) | {"height": height}
        made.append((said, picture.panel))
    if now.second not in ("", wording.language):
        other = shown(slide, now.second, theme).picture.slides
        for (said, _), picture in zip(made, other, strict=False):
            said["second"] = picture.headline
    return made


def _said(found: Shown, slide: Slide, changed: bool) -> dict[str, Any]:
    """Return the words of a slide, as the browser sets them: as text, whatever they are."""
    labels, picture = found.labels, found.picture
    text, asked = labels.wording.text, picture.asked
    marks = [labels.mark] if labels.mark else []
    marks += [text("meeting.show.changed")] if changed else []
    panel = picture.panel if KINDS[slide.page].scored else None
    key, read = key_of(panel, labels) if panel else ("", ())
    return {
        "headline": picture.headline,
        "second": "",
        "caption": picture.caption,
        "key": key,
        "read": [*read],
        "lines": [] if picture.panel else [*picture.lines],
        "marks": marks,
        "people": people_line(asked, labels) if asked.pilots else "",
        "release": text("meeting.show.release", release=labels.release.fingerprint[:8]),
        "questions": [*question_lines(asked, labels)],
        "who": [*who_lines(asked, labels)] if asked.pilots else [],
        "withheld": [*findings.withheld_reasons(labels, asked.withheld)],
        "note": slide.note,
    }
