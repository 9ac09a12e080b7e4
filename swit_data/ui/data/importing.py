"""A file from the field: shown back, reviewed, and kept when its owner says so."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from swit_data import fieldwork, framework, intake, store
from swit_data.errors import say
from swit_data.framework import Framework
from swit_data.ui import blocks, chosen
from swit_data.ui.chosen import Chosen
from swit_data.ui.data.told import tell, told
from swit_data.wording import Wording

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_SHIPPED = Path(__file__).parents[3] / "data" / "framework"
_MOST = 40  # problems on the screen; the workbook holds all


def import_file(folder: Path | None, wording: Wording) -> None:
    """Draw the import of a file into a dataset, or into a new one."""
    text = wording.text
    blocks.words("import", ("h2", text("data.import")), ("p", text("data.import.how")))
    file = st.file_uploader(text("data.file"), key="data_file", help=text("data.file.help"))
    with st.expander(text("data.options")):
        given = _options(wording)
    if file is None:
        return
    where = folder or _new_folder(wording)
    bar = st.progress(0.0, text("data.step.open"))
    with told("import", wording):
        measured = _framework(given["framework"])
        reading = intake.Reading(
            framework=measured,
            key=fieldwork.key_of(where),
            round=str(given["round"] or ""),
            forms=[intake.form_words(f.name, f.getvalue()) for f in _files(given["form"])],
            progress=partial(_progress, bar, wording),
        )
        review = intake.examine(file.name, file.getvalue(), reading)
        _review(review, where, wording)
    bar.empty()


def _files(found: object) -> list[UploadedFile]:
    return [found] if found is not None else []  # type: ignore[list-item]


def _options(wording: Wording) -> dict[str, object]:
    """Draw what is needed seldom: a round, another survey's framework, the form of an export with labels."""
    text = wording.text
    return {
        "round": st.text_input(text("data.round"), key="data_round", help=text("data.round.help")),
        "framework": st.file_uploader(text("data.framework"), key="data_framework"),
        "form": st.file_uploader(text("data.form"), key="data_form"),
    }


def _framework(given: object) -> Framework:
    found = _files(given)
    if found:
        return framework.parse(found[0].getvalue(), found[0].name)
    return framework.load(_SHIPPED / "swit.toml")


def _new_folder(wording: Wording) -> Path:
    """Draw the name of a new dataset and return its folder."""
    name = st.text_input(wording.text("data.name"), "assessment", key="data_name")
    return chosen.home() / "datasets" / store.folder_name(name)


def _progress(
    bar: st.delta_generator.DeltaGenerator, wording: Wording, step: str, done: float
) -> None:
    bar.progress(min(done, 1.0), wording.text(f"data.step.{step}"))


def _review(review: intake.Review, folder: Path, wording: Wording) -> None:
    problems, text = review.problems, wording.text
    if problems:
        _show_problems(review, wording)
        if problems.of_file:
            return
    taken = review.intake
    warning = store.place_warning(folder)
    changes = fieldwork.changes(folder, taken)
    found = [*intake.sentences(taken.found), *changes.sentences()]
    blocks.words("found", ("h3", text("data.found")))
    tell("found_lines", wording, [*found, *([warning] if warning else [])])
    if changes.problems:
        tell("elsewhere", wording, changes.problems, tag="li")
        return
    accepted = not problems or st.checkbox(_left_out(review, wording), key="data_accept")
    label = text("data.keep.valid" if problems else "data.keep")
    if st.button(label, key="data_keep", type="primary", disabled=not accepted):
        changed = fieldwork.keep(folder, taken, review.reading)
        chosen.choose(Chosen(release=chosen.chosen().release, dataset=str(folder)))
        blocks.words("kept", ("mark", text("data.kept" if changed else "data.kept.already")))


def _left_out(review: intake.Review, wording: Wording) -> str:
    interviews, answers = len(review.problems.rows()), review.problems.answers()
    return wording.text(
        "data.accept", interviews=wording.number(interviews), answers=wording.number(answers)
    )


def _show_problems(review: intake.Review, wording: Wording) -> None:
    text = wording.text
    blocks.words("problems", ("h3", text("data.problems")), ("p", text("data.problems.how")))
    lines = review.problems.lines(review.export)
    tell("problem_lines", wording, lines[:_MOST], tag="li")
    if len(lines) > _MOST:
        more = say("… and {n} more; the workbook holds them all.", n=len(lines) - _MOST)
        tell("problem_more", wording, [more])
    st.download_button(
        text("data.problems.workbook"),
        partial(intake.marked_workbook, review, wording),
        file_name="review.xlsx",
        on_click="ignore",
        key="data_workbook",
    )
