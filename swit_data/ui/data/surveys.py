"""Which survey a file answers: ours, one that a dataset here was collected with, or another with its framework file."""

from collections.abc import Iterator
from pathlib import Path

import streamlit as st

from swit_data import framework, store
from swit_data.errors import FrameworkError, SwitError, say
from swit_data.framework import Framework
from swit_data.ui import blocks, open_data
from swit_data.wording import Wording

_SHIPPED = Path(__file__).parents[3] / "data" / "framework" / "swit.toml"
_OTHER = "other"


def choose_survey(folder: Path | None, wording: Wording, *, doubted: bool) -> Framework:
    """Draw the choice of a survey and return its framework; `doubted`: the file does not answer the one chosen.

    Raises:
        FrameworkError: another survey is chosen, and its file is not given or cannot be used.
    """
    text = wording.text
    known = {found.hash: found for found in _known(folder)}
    names = {code: _named(found, wording) for code, found in known.items()}
    if doubted:
        blocks.words("survey", ("h3", text("data.survey.which")), ("p", text("data.survey.how")))
    picked = st.selectbox(
        text("data.survey"),
        [*known, _OTHER],
        format_func=lambda code: names.get(code) or text("data.survey.other"),
        key="data_survey",
    )
    return known[picked] if picked != _OTHER else _given(wording)


def _known(folder: Path | None) -> Iterator[Framework]:
    """Give the frameworks that are known here: those of the dataset that is worked on first, its latest before all."""
    places = [folder, *open_data.datasets()] if folder else list(open_data.datasets())
    found = [frameworks_of(place) for place in places]
    if folder:
        yield from found[0]
    yield framework.load(_SHIPPED)
    for frameworks in found:
        yield from frameworks


def frameworks_of(folder: Path) -> list[Framework]:
    """Return the frameworks of a dataset, that of its latest round first; none where it cannot be read."""
    try:
        dataset = store.open_dataset(folder).dataset
    except (SwitError, OSError):
        return []  # its damage is said where that dataset is worked on
    order = [row.framework for row in sorted(dataset.rounds, key=lambda row: row.month)]
    return [dataset.frameworks[code] for code in dict.fromkeys(reversed(order))]


def _named(found: Framework, wording: Wording) -> str:
    title = wording.label(found.title, "framework.title")
    return wording.text("data.survey.named", title=title, version=found.version)


def _given(wording: Wording) -> Framework:
    given = st.file_uploader(
        wording.text("data.framework"), key="data_framework", help=wording.text("data.survey.help")
    )
    if given is None:
        raise FrameworkError(
            say(
                "Give the framework file of this survey (.toml). Where there is none yet, docs/framework.md says how "
                "to draft one from its form."
            )
        )
    return framework.parse(given.getvalue(), given.name)
