"""The one question that drafts a meeting: whom do you meet?"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from swit_data.meeting import MOST_SLIDES, STORY, Meeting
from swit_data.released.labels import Labels
from swit_data.ui import blocks, choice, hosting, session, sources
from swit_data.ui.present import planning
from swit_data.ui.present.showing import current
from swit_data.views import story

_MET = "meeting_met"  # what was chosen, by the name of the question


def ask_whom(labels: Labels) -> None:
    """Draw whom the speaker meets, and the button that drafts the story for them."""
    text, framework = labels.wording.text, labels.framework
    lines = [("h2", text("story.title")), ("p", text("story.how"))]
    blocks.words("story", *lines)
    first, second, third = st.columns([2, 3, 3])  # on a phone one under the other
    with first:
        pilot = _one("pilot", labels.release.pilots, labels.pilot, labels)
    kinds = [kind.code for kind in framework.external_types]
    with second:
        kind = _one("type", kinds, labels.stakeholder_type, labels)
    targets = ["", *(target.code for target in framework.stakeholder_types[kind].targets)]
    with third:
        target = _one("target", targets, partial(_institution, kind, labels), labels)
    full = len(current().slides) + len(STORY) > MOST_SLIDES
    if full:
        blocks.words("story_full", ("p", text("story.full", most=MOST_SLIDES)))
    st.button(
        text("story.draft"),
        on_click=lambda: _draft(labels, pilot, kind, target),
        disabled=full,
        type="secondary" if current().slides else "primary",
        key="story_draft",
    )


def _one(name: str, codes: Sequence[str], called: Callable[[str], str], labels: Labels) -> str:
    """Return the one chosen. A list shows names as they are; radio buttons would read Markdown in an owner's names."""
    met: dict[str, str] = session.remembered(_MET, {})
    place = codes.index(met[name]) if met.get(name) in codes else 0
    label, key = labels.wording.text(f"story.{name}"), f"story_{name}_{labels.wording.language}"
    chosen = st.selectbox(label, codes, place, called, key)
    session.remember(_MET, met | {name: chosen})
    return str(chosen)


def _institution(kind: str, labels: Labels, code: str) -> str:
    return labels.target(kind, code) if code else labels.wording.text("story.target.all")


def _draft(labels: Labels, pilot: str, kind: str, target: str) -> None:
    made = story.draft(labels.release, pilot, kind, target, choice.language())
    made = replace(made, release=sources.fingerprint())
    planning.anew(lambda meeting: meeting.joined(made))


def remove_all(labels: Labels) -> None:
    """Draw what the browser keeps of the meeting, and the button that lets it go."""
    text = labels.wording.text
    blocks.words("story_kept", ("small", text("story.hosted" if hosting.host() else "story.kept")))
    st.button(
        text("story.empty"),
        on_click=lambda: planning.anew(lambda now: Meeting(second=now.second)),
        disabled=not current().slides,
        type="tertiary",
        key="story_empty",
    )
