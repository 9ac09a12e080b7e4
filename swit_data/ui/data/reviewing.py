"""What a file holds and what is wrong in it, and keeping it when its owner says so."""

from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from swit_data import fieldwork, intake, store
from swit_data.errors import say
from swit_data.released.labels import names_of
from swit_data.ui import blocks, open_data
from swit_data.ui.data import steps, vaults
from swit_data.ui.data.told import announce, tell
from swit_data.ui.open_data import Chosen
from swit_data.wording import Wording

_MOST = 40  # problems on the screen; the workbook holds all
_NAMES = 6  # columns of a group that are named; the rest is counted


def show_review(review: intake.Review, folder: Path, wording: Wording) -> None:
    """Draw what a file holds, what is wrong in it, and the button that keeps it."""
    problems, text = review.problems, wording.text
    blocks.words("check", ("h2", text("data.check")), ("p", text("data.check.how")))
    if problems:
        _show_problems(review, wording)
        if problems.of_file:
            return
    changes = _changes(review, folder)
    _show_found(review, changes, folder, wording)
    if changes.problems:
        tell("elsewhere", wording, changes.problems, tag="li")
        return
    accepted, new = (
        _decided(review, wording),
        vaults.choose_new(folder, review.reading.framework, wording),
    )
    label = text("data.keep.valid" if problems else "data.keep")
    ready = accepted and new is not None
    if st.button(label, key="data_keep", type="primary", disabled=not ready):
        _keep(review, folder, new or "", wording)
    if not accepted:
        blocks.words("keep_why", ("small", text("data.keep.why")))


def _changes(review: intake.Review, folder: Path) -> fieldwork.Changes:
    if store.is_there(folder):
        store.refuse_plain(folder, [review.reading.framework])
    return fieldwork.changes(folder, review.intake)


def _decided(review: intake.Review, wording: Wording) -> bool:
    """Draw what only a person can decide, each as a box to tick, and say whether all of it is decided."""
    decided = True
    if doubts := review.intake.found.doubts:
        tell("doubts", wording, doubts, tag="li")
        decided = st.checkbox(wording.text("data.doubts"), key="data_doubts")
    if review.problems:
        number, problems = wording.number, review.problems
        interviews, answers = number(len(problems.rows())), number(problems.answers())
        left_out = wording.text("data.accept", interviews=interviews, answers=answers)
        decided = st.checkbox(left_out, key="data_accept") and decided
    return decided


def _keep(review: intake.Review, folder: Path, passphrase: str, wording: Wording) -> None:
    if passphrase:
        vaults.make(folder, passphrase)
    changed = fieldwork.keep(folder, review.intake, review.reading)
    open_data.choose(Chosen(release=open_data.chosen().release, dataset=str(folder)))
    steps.next_file()
    announce("import", wording.text("data.kept" if changed else "data.kept.already"))


def _show_found(
    review: intake.Review, changes: fieldwork.Changes, folder: Path, wording: Wording
) -> None:
    text = wording.text
    warning = store.place_warning(folder)
    found = [*intake.counts(review.intake.found), *changes.sentences()]
    blocks.words("found", ("h3", text("data.found")))
    tell("found_lines", wording, [*found, *([warning] if warning else [])])
    if not changes.problems:
        blocks.words("needed", ("h3", text("data.needed")))
        tell("needed_lines", wording, changes.needed(review.reading.framework.k0))
    with st.expander(text("data.columns")):
        st.dataframe(_columns(review, wording), hide_index=True, width="stretch")


def _columns(review: intake.Review, wording: Wording) -> pd.DataFrame:
    """Return one row per group of columns: what becomes of them, how many, and the first of them."""
    text, names = wording.text, names_of(review.reading.framework, wording)
    rows = [
        {
            text("data.columns.becomes"): text(f"data.columns.{group.becomes}"),
            text("data.columns.part"): names.item(group.part) if group.part else "",
            text("data.columns.count"): len(group.columns),
            text("data.columns.names"): ", ".join(group.columns[:_NAMES])
            + (" …" if len(group.columns) > _NAMES else ""),
        }
        for group in intake.column_groups(review)
    ]
    return pd.DataFrame(rows)


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
