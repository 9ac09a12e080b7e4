"""What a release would publish and withhold, and its owners' decision."""

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from swit_data import release, store
from swit_data.ui import blocks, open_data
from swit_data.ui.data.told import announce, announced, tell, told
from swit_data.ui.open_data import Chosen
from swit_data.wording import Wording

_MONTHS = 24  # to choose from, back from now


def decide_release(folder: Path, wording: Wording) -> None:
    """Draw what a release of a dataset would say, and the button that writes it."""
    text = wording.text
    blocks.words("community", ("h2", text("data.community")), ("p", text("data.release.how")))
    announced("release")
    if not st.toggle(text("data.release.look"), key="data_look"):
        return
    with told("release", wording):
        out = open_data.release_of(folder)
        decision = _decided(folder, wording)
        with st.expander(text("data.release.lines"), expanded=True):
            tell("release_lines", wording, decision.lines(out))
        tell("release_refused", wording, decision.refusals, tag="li")
        if not decision.refusals:
            _approve(decision, folder, out, wording)


def _approve(decision: release.Decision, folder: Path, out: Path, wording: Wording) -> None:
    """Draw the community's month and word, and the button that writes the release; why it is grey stands beside it."""
    text = wording.text
    blocks.words("release", ("h2", text("data.release")))
    month = st.selectbox(
        text("data.release.month"),
        ["", *_months()],
        format_func=lambda code: wording.month(code) if code else text("data.release.no_month"),
        key="data_month",
    )
    read = st.checkbox(text("data.release.read"), key="data_read")
    ready = bool(month) and read
    if st.button(
        text("data.release.approve"), key="data_approve", type="primary", disabled=not ready
    ):
        decision.approve(out, month)
        open_data.choose(Chosen(release=str(out), dataset=str(folder)))
        announce("release", text("data.release.done"))
    if not ready:
        blocks.words("approve_why", ("small", text("data.release.why")))


def _decided(folder: Path, wording: Wording) -> release.Decision:
    """Return the decision, after asking which questions are shown by group though a group is of one mind."""
    stored = store.open_dataset(folder)
    decision = release.decide(stored)
    if not decision.withheld:
        return decision
    named = st.multiselect(
        wording.text("data.release.unanimous"),
        [str(question) for question in decision.withheld],
        help=wording.text("data.release.unanimous.help"),
        key="data_unanimous",
    )
    return release.decide(stored, named) if named else decision


def _months() -> list[str]:
    now = datetime.now(UTC)
    count = now.year * 12 + now.month - 1
    return [f"{n // 12}-{n % 12 + 1:02}" for n in range(count, count - _MONTHS, -1)]
