"""What this computer shows, and the choice of another dataset or release."""

from pathlib import Path

import streamlit as st

from swit_data import store
from swit_data.errors import DatasetError, say
from swit_data.released.gathering import holds_release
from swit_data.ui import blocks, open_data, sources
from swit_data.ui.data.told import told
from swit_data.ui.open_data import Chosen
from swit_data.wording import Wording

_OTHER = "other"


def choose_data(wording: Wording) -> Path | None:
    """Draw what is shown and the choice of another; return the dataset to work on, if there is one."""
    text = wording.text
    now = open_data.chosen()
    blocks.words("shown", ("h2", text("data.shown")), ("p", _shown(now, wording)))
    with st.expander(text("data.choose")):
        options = ["", *map(str, open_data.releases()), *map(str, open_data.datasets()), _OTHER]
        picked = st.selectbox(
            text("data.choose.which"),
            options,
            format_func=lambda code: _named(code, wording),
            key="data_which",
        )
        typed = (
            st.text_input(text("data.choose.path"), key="data_path") if picked == _OTHER else picked
        )
        if st.button(text("data.choose.open"), key="data_open"):
            with told("choose", wording):
                open_data.choose(_at(typed, now))
                sources.show_draft(None)
                st.rerun()
    return Path(now.dataset) if now.dataset else None


def _named(code: str, wording: Wording) -> str:
    if code in ("", _OTHER):
        return wording.text("data.illustrative" if not code else "data.choose.other")
    kind = "data.a_release" if Path(code) in open_data.releases() else "data.a_dataset"
    return wording.text(kind, name=Path(code).name)


def _shown(now: Chosen, wording: Wording) -> str:
    if now.release:
        return wording.text("data.shown.release", folder=Path(now.release).name)
    if now.dataset:
        return wording.text("data.shown.dataset", folder=Path(now.dataset).name)
    return wording.text("data.shown.illustrative")


def _at(folder: str, now: Chosen) -> Chosen:
    """Return the choice of a folder: a release is shown, a dataset is worked on.

    Raises:
        DatasetError: there is neither in it.
    """
    if not folder:
        return Chosen()
    path = Path(folder).expanduser()
    if holds_release(path):
        return Chosen(release=str(path), dataset=now.dataset)
    if store.is_there(path):
        release = open_data.release_of(path)
        return Chosen(release=str(release) if holds_release(release) else "", dataset=str(path))
    said = "{folder}: there is neither a dataset nor a release in this folder. Check it."
    raise DatasetError(say(said, folder=folder))
