"""The box in which questions are searched."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from swit_data.released.labels import Labels
from swit_data.views.question_choices import FINDING

LONGEST = 80  # letters of a search


def finder(labels: Labels) -> tuple[str, dict[str, DeltaGenerator]]:
    """Draw the box to search in, and return what is written there and where the filters of questions stand."""
    text = labels.wording.text
    row = st.columns([5, 2], vertical_alignment="bottom")
    with row[1], st.popover(text("questions.find"), width="stretch"):
        words = st.text_input(
            text("questions.search"),
            key="search_questions",
            placeholder=text("questions.search.how"),
            max_chars=LONGEST,
        )
        found = {field: st.container() for field in FINDING}
    return words, {"indicator": row[0], **found}
