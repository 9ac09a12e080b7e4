"""The dataset that a file is kept in: the one that is worked on, another one here, or a new one of its own."""

from itertools import count
from pathlib import Path

import streamlit as st

from swit_data import store
from swit_data.framework import Framework
from swit_data.ui import blocks, open_data
from swit_data.ui.data.surveys import frameworks_of
from swit_data.wording import Wording

_NEW = "new"
_NAME = "assessment"


def choose_place(folder: Path | None, measured: Framework, wording: Wording) -> Path:
    """Draw the choice of a dataset and return its folder; first that which answers the same survey, else a new one."""
    text = wording.text
    there = list(dict.fromkeys([*([folder] if folder else []), *open_data.datasets()]))
    if not there:
        return _new(wording)
    fitting = [place for place in there if _answers(place, measured)]
    if folder and folder not in fitting:
        blocks.words("other_survey", ("p", text("data.place.other_survey", dataset=folder.name)))
    options = [*map(str, fitting), _NEW]
    picked = st.selectbox(
        text("data.place"),
        options,
        format_func=lambda code: text("data.place.new") if code == _NEW else Path(code).name,
        key=f"data_place_{measured.hash[:8]}",  # a choice for each survey
    )
    return _new(wording) if picked == _NEW else Path(picked)


def _answers(folder: Path, measured: Framework) -> bool:
    """Say whether a dataset was collected with some version of this survey; what is damaged is said when it is used."""
    known = frameworks_of(folder)
    same = [
        k
        for k in known
        if (k.title["en"], k.form.shape) == (measured.title["en"], measured.form.shape)
    ]
    return bool(same) or not known


def _new(wording: Wording) -> Path:
    """Draw the name of a new dataset and return its folder; a name that is free stands there."""
    home = open_data.home() / "datasets"
    names = (_NAME if n == 1 else f"{_NAME}-{n}" for n in count(1))
    free = next(name for name in names if not store.exists(home / store.folder_name(name)))
    name = st.text_input(wording.text("data.name"), free, key="data_name")
    return home / store.folder_name(name)
