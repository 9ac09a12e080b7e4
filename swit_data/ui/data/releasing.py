"""What a release would publish and withhold, shown as a draft to the community, and its owners' decision."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import streamlit as st

from swit_data import release, store
from swit_data.errors import listed, say
from swit_data.findings.read_aloud import fingerprints
from swit_data.released.labels import Labels
from swit_data.released.reading import Reading
from swit_data.ui import blocks, open_data, session, sources
from swit_data.ui.data import verdicts
from swit_data.ui.data.told import announce, announced, tell, told
from swit_data.ui.data.walking import walk
from swit_data.ui.open_data import Chosen
from swit_data.wording import Wording

_MONTHS = 24  # to choose from, back from now
_LOOKS = "data_looks"  # how many drafts this visit has put away
_DECISION = "decision"  # what was decided on last, with what it was made of


def decide_release(folder: Path, wording: Wording) -> None:
    """Draw what a release of a dataset would say, the draft of it, and the button that writes it."""
    text = wording.text
    blocks.words("community", ("h2", text("data.community")), ("p", text("data.release.how")))
    announced("release")
    key = f"data_look_{session.remembered(_LOOKS, 0)}"
    if not st.toggle(text("data.release.look"), sources.draft() is not None, key=key):
        if sources.draft():
            put_away()
            st.rerun()
        return
    with told("release", wording):
        decision = _decided(folder, wording)
        with st.expander(text("data.release.lines"), expanded=True):
            tell("release_lines", wording, decision.lines(open_data.release_of(folder)))
        tell("release_refused", wording, decision.refusals, tag="li")
        if decision.refusals:
            sources.show_draft(None)
            _take_back(folder, wording)
            return
        _read(decision, folder, wording)
        _approve(decision, folder, wording)


def _read(decision: release.Decision, folder: Path, wording: Wording) -> None:
    """Open the draft in this visit, and draw the walk through it."""
    draft = sources.draft()
    if draft is None or draft.tables is not decision.tables:
        sources.show_draft(decision.draft())
        st.rerun()  # the frame is that of what is shown
    blocks.words(
        "draft", ("mark", wording.text("app.draft")), ("p", wording.text("data.draft.how"))
    )
    said = verdicts.kept(folder)
    found = verdicts.about(said, decision.stored.dataset)
    if gone := sorted(said.keys() - found.keys()):
        text = "Something was said of what this dataset does not have (any more), and does not count: {names}."
        tell("said_of_nothing", wording, [say(text, names=listed(gone))])
    walk(Labels(draft, wording), folder, found)


def _take_back(folder: Path, wording: Wording) -> None:
    """Draw the way back from what was said last: it may be what stops the release, and the walk is closed."""
    if verdicts.kept(folder) and st.button(
        wording.text("data.release.take_back"), key="data_take_back"
    ):
        verdicts.take_back(folder)
        st.rerun()


def put_away() -> None:
    """Close the draft: nothing of it is left but what was said of it."""
    sources.show_draft(None)
    session.remember(_DECISION, {})
    session.remember(_LOOKS, session.remembered(_LOOKS, 0) + 1)


def _approve(decision: release.Decision, folder: Path, wording: Wording) -> None:
    """Draw the community's month, circle and word, and the button that writes the release; why it is grey is said."""
    text, out = wording.text, open_data.release_of(folder)
    blocks.words("release", ("h2", text("data.release")))
    month = st.selectbox(
        text("data.release.month"),
        ["", *_months()],
        format_func=lambda code: wording.month(code) if code else text("data.release.no_month"),
        key="data_month",
    )
    by = st.text_input(text("data.release.by"), key="data_by", help=text("data.release.by.help"))
    if by.strip():
        blocks.words("by", ("p", text("data.release.handed_out", words=by.strip())))
    blocks.words("tick", ("p", text("data.release.tick")))
    read = st.checkbox(text("data.release.read"), key="data_read")
    ready = bool(month) and read
    if st.button(
        text("data.release.approve"), key="data_approve", type="primary", disabled=not ready
    ):
        decision.approve(out, month, _readings(decision, month, by))
        put_away()
        open_data.choose(Chosen(release=str(out), dataset=str(folder)))
        announce("release", text("data.release.done"))
    if not ready:
        blocks.words("approve_why", ("small", text("data.release.why")))


def _readings(decision: release.Decision, month: str, by: str) -> dict[str, Reading]:
    """Return what the community said of each pilot; an agreement to what a finding no longer says is none."""
    dataset = decision.stored.dataset
    said = verdicts.about(verdicts.kept(decision.stored.folder), dataset)
    now = verdicts.standing(said, fingerprints(decision.draft()))
    return {row.pilot: verdicts.reading(now, row.pilot, month, by) for row in dataset.rounds}


def _decided(folder: Path, wording: Wording) -> release.Decision:
    """Return the decision, after asking which questions are shown by group though a group is of one mind.

    It is worked out again when the dataset, or what the community said, is another.
    """
    stored = store.open_dataset(folder)
    said = verdicts.about(verdicts.kept(folder), stored.dataset)
    keep, agreed = verdicts.named(said, verdicts.WITHHELD), verdicts.told(said, stored.dataset)
    decision = _worked_out(stored, wording, (), keep, agreed)
    if not decision.withheld:
        return decision
    named = st.multiselect(
        wording.text("data.release.unanimous"),
        [str(question) for question in decision.withheld],
        help=wording.text("data.release.unanimous.help"),
        key="data_unanimous",
    )
    return _worked_out(stored, wording, tuple(named), keep, agreed) if named else decision


def _worked_out(
    stored: store.Stored, wording: Wording, *names: tuple[str, ...]
) -> release.Decision:
    """Return a decision; the last ones are kept while this visit reads the draft."""
    made_of = (str(stored.folder), stored.number, names)
    known = session.remembered(_DECISION, dict[object, release.Decision]())
    if made_of not in known:
        # With and without the questions that are published by name.
        bar = st.progress(0.0, wording.text("data.release.step.answers"))
        watched = partial(_progress, bar, wording)
        try:
            decision = release.decide(stored, *names, progress=watched)
        finally:
            bar.empty()
        known = dict([*known.items()][-1:]) | {made_of: decision}
        session.remember(_DECISION, known)
    return known[made_of]


def _progress(
    bar: st.delta_generator.DeltaGenerator, wording: Wording, step: str, done: float
) -> None:
    bar.progress(min(done, 1.0), wording.text(f"data.release.step.{step}"))


def _months() -> list[str]:
    now = datetime.now(UTC)
    count = now.year * 12 + now.month - 1
    return [f"{n // 12}-{n % 12 + 1:02}" for n in range(count, count - _MONTHS, -1)]
