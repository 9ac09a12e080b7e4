"""A file from the field: which survey it answers, where it is kept, and reading it."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from swit_data import fieldwork, intake
from swit_data.errors import IntakeError, OtherSurveyError
from swit_data.framework import Framework
from swit_data.ui import blocks, session
from swit_data.ui.data import steps
from swit_data.ui.data.places import choose_place
from swit_data.ui.data.reviewing import show_review
from swit_data.ui.data.surveys import choose_survey
from swit_data.ui.data.told import announced, told
from swit_data.wording import Wording

SURVEY, OPTIONS = "survey", "options"  # what a file turned out to need a choice of


def import_file(folder: Path | None, wording: Wording) -> None:
    """Draw the import of a file into a dataset, or into a new one."""
    text = wording.text
    blocks.words("import", ("h2", text("data.import")), ("p", text("data.import.how")))
    announced("import")
    file = st.file_uploader(text("data.file"), key=steps.file_key(), help=text("data.file.help"))
    if file is None:
        return
    with told("import", wording):
        measured = choose_survey(folder, wording, doubted=_needs(file, SURVEY))
        where = choose_place(folder, measured, wording)
        reading = _reading(file, measured, where, wording)
        review = _examined(file, reading, wording)
        show_review(review, where, wording)


def _needs(file: UploadedFile, what: str) -> bool:
    return what in session.remembered(f"needs_{file.file_id}", frozenset[str]())


def _examined(file: UploadedFile, reading: intake.Reading, wording: Wording) -> intake.Review:
    """Return a file examined; where it cannot be read the choices that help are drawn open, once.

    Raises:
        IntakeError: it cannot be read.
    """
    bar = st.progress(0.0, wording.text("data.step.open"))
    try:
        watched = replace(reading, progress=partial(_progress, bar, wording))
        return intake.examine(file.name, file.getvalue(), watched)
    except IntakeError as error:
        what = SURVEY if isinstance(error, OtherSurveyError) else OPTIONS
        if not _needs(file, what):
            known = session.remembered(f"needs_{file.file_id}", frozenset[str]())
            session.remember(f"needs_{file.file_id}", known | {what})
            st.rerun()
        raise
    finally:
        bar.empty()


def _reading(
    file: UploadedFile, measured: Framework, where: Path, wording: Wording
) -> intake.Reading:
    """Draw what is needed seldom, and return how the file is read."""
    text = wording.text
    opened = _needs(file, OPTIONS) or _needs(file, SURVEY)
    with st.container() if opened else st.expander(text("data.options")):
        form = st.file_uploader(text("data.form"), key="data_form", help=text("data.form.help"))
        number = st.text_input(text("data.round"), key="data_round", help=text("data.round.help"))
        not_asked = st.checkbox(text("data.not_asked"), key="data_not_asked")
    return intake.Reading(
        framework=measured,
        key=fieldwork.key_of(where),
        round=number,
        forms=[intake.form_words(form.name, form.getvalue())] if form else [],
        not_asked=not_asked,
    )


def _progress(
    bar: st.delta_generator.DeltaGenerator, wording: Wording, step: str, done: float
) -> None:
    bar.progress(min(done, 1.0), wording.text(f"data.step.{step}"))
