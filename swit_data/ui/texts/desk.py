"""For which pilot, round and language is written, and what was written meanwhile."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import streamlit as st

from swit_data import store
from swit_data.dataset import Ask, Narrative
from swit_data.framework import Framework
from swit_data.release.making import of_tables, texts_alone
from swit_data.released.labels import Labels
from swit_data.ui import blocks, filters, open_data, session
from swit_data.ui.data import vaults
from swit_data.ui.elements import element
from swit_data.ui.texts import unsaved
from swit_data.wording import Wording


@dataclass(frozen=True)
class Desk:
    """A dataset that is written for, in one pilot and round, in one language."""

    stored: store.Stored
    pilot: str
    round: str
    language: str
    wording: Wording

    @property
    def framework(self) -> Framework:
        """Return the framework of the round."""
        rounds = {(row.pilot, row.round): row.framework for row in self.stored.dataset.rounds}
        return self.stored.dataset.frameworks[rounds[self.pilot, self.round]]

    @cached_property
    def labels(self) -> Labels:
        """Return the names of what the dataset holds, and its approved texts as a release would hold them."""
        return Labels(of_tables(self.stored.dataset, texts_alone(self.stored)), self.wording)

    @property
    def narratives(self) -> tuple[Narrative, ...]:
        """Return the texts of this pilot and round, in every language."""
        return tuple(n for n in self.stored.dataset.narratives if self.holds(n))

    @property
    def asks(self) -> tuple[Ask, ...]:
        """Return the asks of this pilot and round, in every language."""
        return tuple(a for a in self.stored.dataset.asks if self.holds(a))

    @property
    def place(self) -> str:
        """Return what is written for, in words."""
        return _named(self.pilot, self.round, self.labels)

    def holds(self, row: Narrative | Ask) -> bool:
        """Say whether a text is of this pilot and round."""
        return (row.pilot, row.round) == (self.pilot, self.round)


def _named(pilot: str, chosen_round: str, labels: Labels) -> str:
    name = labels.pilot(pilot)
    return labels.wording.text("texts.round.named", pilot=name, round=chosen_round)


def choose_desk(wording: Wording) -> Desk | None:
    """Draw the choice of pilot, round and language of the dataset that is worked on; none: there is no dataset."""
    text = wording.text
    folder = open_data.chosen().dataset
    if not folder or not store.is_there(Path(folder)):
        blocks.words("no_dataset", ("p", text("texts.none")))
        return None
    if not vaults.open_or_ask(Path(folder), wording):
        return None
    stored = store.open_dataset(Path(folder))
    _say_what_happened(stored, wording)
    blocks.words("dataset", ("small", text("texts.folder", folder=folder)))
    labels = Labels(of_tables(stored.dataset, texts_alone(stored)), wording)
    places = [(row.pilot, row.round) for row in stored.dataset.rounds]
    with st.container(horizontal=True):
        place = st.selectbox(
            text("texts.round"),
            places,
            format_func=lambda p: _named(p[0], p[1], labels),
            key="texts_round",
        )
        language = filters.other_language(text("texts.language"), wording, "texts_language")
    return Desk(stored, *place, language, wording)


def _say_what_happened(stored: store.Stored, wording: Wording) -> None:
    """Say what the run before did, what another window did, and what is not saved."""
    done = session.said_before()
    before = session.seen(str(stored.folder), stored.number)
    lines = [("mark", wording.text(done))] if done else []
    if before and before != stored.number and not done:
        lines.append(("mark", wording.text("texts.changed")))
    if names := unsaved.unsaved():
        what = wording.listing(list(names))
        lines.append(("p", wording.text("texts.unsaved", what=what)))
    if lines:
        blocks.words("happened", *lines)
    element("unsaved")(data=bool(names), key="unsaved", height=1)
