"""The meeting as files: the slides that are presented, for those who take them home."""

import streamlit as st

from swit_data.documents.handing import ALL, FORMS, handed, name_of
from swit_data.documents.story import Told
from swit_data.released.labels import Labels
from swit_data.ui.documents import MIME
from swit_data.ui.present.showing import current
from swit_data.views.asks import today

_WORDED = {ALL: "story.file.all", "pdf": "story.file.pdf"}


def offer_files(labels: Labels) -> None:
    """Draw the choice of a file, all five first, and the button that makes it when it is clicked."""
    text, meeting = labels.wording.text, current()
    if not meeting.slides:
        return
    told = Told(labels.release, meeting, labels.wording.language, today())
    with st.container(horizontal=True, vertical_alignment="bottom", key="story_files"):
        form = st.selectbox(
            text("story.file"),
            (ALL, *FORMS),
            format_func=lambda code: text(_WORDED.get(code, f"documents.format.{code}")),
            width=260,
            key=f"story_file_{labels.wording.language}",
        )
        st.download_button(
            text("story.file.save"),
            lambda: handed(told, form),
            file_name=name_of(told, form),
            mime=MIME.get(form, MIME["phone"]),
            on_click="ignore",
            key="story_file_save",
        )
