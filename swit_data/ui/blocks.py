"""What every page begins with, and words. Text from data is never read as Markdown or HTML."""

from collections.abc import Sequence

import streamlit as st

from swit_data.released.labels import Labels
from swit_data.selection import Selection
from swit_data.ui import choice, screen
from swit_data.ui.elements import words
from swit_data.views import choices

__all__ = ["begin", "kept_from", "offer_alone", "say_round", "words"]


def begin(labels: Labels, problems: Sequence[str] = ()) -> None:
    """Begin a page: the rules of its screen, its mark where due, what cannot be shown."""
    screen.begin()
    if labels.mark:
        words("draft" if labels.release.draft else "illustrative", ("mark", labels.mark))
    if problems:
        words("broken", ("p", labels.wording.text("data.broken")), *(("p", p) for p in problems))
    if labels.release.beside:
        _say_alone(labels)


def _say_alone(labels: Labels) -> None:
    """Say that one pilot is shown alone, with the way back to all of them."""
    text = labels.wording.text
    with st.container(horizontal=True, vertical_alignment="center", key="alone_row"):
        words("alone", ("p", text("alone.shown", pilot=labels.pilot(labels.release.pilots[0]))))
        st.button(text("alone.back"), on_click=choice.show_all, key="show_all")


def kept_from(labels: Labels) -> bool:
    """Say that a page does nothing with a draft, where one is open."""
    if labels.release.draft:
        words("kept_from", ("p", labels.wording.text("draft.not_here")))
    return labels.release.draft


def say_round(labels: Labels, chosen: Selection) -> None:
    """Say under the filters which round is shown, where the pilot chosen has not held the one chosen."""
    if said := choices.other_round(labels, chosen):
        words("other_round", ("p", said))


def offer_alone(labels: Labels, chosen: Selection) -> None:
    """Draw the button that shows one pilot alone on every page, where there are others."""
    if len(labels.release.pilots) > 1:
        text = labels.wording.text
        st.button(
            text("alone.offer"),
            on_click=choice.show_alone,
            args=(chosen.pilot, choices.round_of(labels.release, chosen)),
            help=text("alone.offer.how"),
            key="show_alone",
        )
