"""The draft read finding by finding: one sentence at a time, large enough to be projected."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from swit_data.findings.read_aloud import ReadAloud, fingerprints, read_aloud
from swit_data.released.labels import Labels
from swit_data.ui import blocks, session
from swit_data.ui.data import verdicts
from swit_data.ui.data.told import told
from swit_data.ui.data.verdicts import AGREED, WITHHELD, Verdict
from swit_data.wording import Wording

_AT = "walk_at"  # which finding is read


def walk(labels: Labels, folder: Path, raw: dict[str, Verdict]) -> None:
    """Draw the finding that is read now, and what may be said of it; `raw`: what was said, of whatever it said then."""
    text, read = labels.wording.text, fingerprints(labels.release)
    said = verdicts.standing(raw, read)
    blocks.words("walk", ("h3", text("walk.title")), ("p", text("walk.how")))
    findings = _not_within(_chosen(labels), said)
    if not findings:
        blocks.words("walk_none", ("p", text("walk.none")))
        return
    states = {each.name: _state(each, raw, said) for each in findings}
    at = _place(findings, states, labels.wording)
    now = findings[at]
    before = raw.get(now.name, Verdict())
    where = text("walk.place", n=at + 1, total=len(findings))
    state = text(f"walk.said.{states[now.name] or 'nothing'}")
    blocks.words("finding", ("h2", now.sentence), ("p", f"{where} {state}"))
    comment = st.text_input(
        text("walk.comment"), before.comment, key=f"walk_comment_{now.name}", help=text("walk.help")
    )
    answers = {
        AGREED: Verdict(AGREED, comment, read.get(now.name, "")),
        WITHHELD: Verdict(WITHHELD, comment),
        "next": replace(before, comment=comment),
    }
    _ask(folder, now.name, answers, at, labels.wording)
    blocks.words("walk_counts", ("small", _counts(said, labels.wording)))


def _chosen(labels: Labels) -> list[ReadAloud]:
    """Draw the choice of a pilot and round, and of how closely it is read, and return the findings."""
    release, text = labels.release, labels.wording.text
    places = [(row["pilot"], row["round"]) for row in release.tables["pilot"].to_pylist()]
    with st.container(horizontal=True):
        place = places[0]
        if len(places) > 1:
            place = st.selectbox(
                text("walk.whose"),
                places,
                format_func=lambda each: text(
                    "walk.of", pilot=labels.pilot(each[0]), round=each[1]
                ),
                key="walk_whose",
                on_change=lambda: session.remember(_AT, 0),
            )
        close = st.toggle(
            text("walk.questions"), key="walk_questions", on_change=lambda: session.remember(_AT, 0)
        )
    return read_aloud(labels, *place, questions=close)


def _not_within(findings: list[ReadAloud], said: dict[str, Verdict]) -> list[ReadAloud]:
    """Return the findings without those that are withheld with a criterion or a dimension: that one is asked about."""
    withheld = verdicts.named(said, WITHHELD)
    return [each for each in findings if not set(each.within) & set(withheld)]


def _state(finding: ReadAloud, raw: dict[str, Verdict], said: dict[str, Verdict]) -> str:
    """Return what was said of a finding: agreed, withheld, changed since it was agreed to, kept, or nothing."""
    now, before = (each.get(finding.name, Verdict()).verdict for each in (said, raw))
    if now or not finding.kept_back:
        return now or ("changed" if before else "")
    return "kept"


def _place(findings: list[ReadAloud], states: dict[str, str], wording: Wording) -> int:
    """Draw the list of the findings, and return the place of the one that is read."""
    at = min(session.remembered(_AT, 0), len(findings) - 1)

    def shown(place: int) -> str:
        said = states[findings[place].name]
        state = wording.text(f"walk.said.{said}") if said else ""
        return f"{place + 1}. {findings[place].sentence} {state}".strip()

    picked = st.selectbox(
        wording.text("walk.which"),
        range(len(findings)),
        at,
        format_func=shown,
        key=f"walk_which_{at}_{findings[at].name}",
    )
    session.remember(_AT, picked)
    return int(picked)


def _ask(folder: Path, name: str, answers: dict[str, Verdict], at: int, wording: Wording) -> None:
    """Draw a button for each answer: what is said is kept, and the next finding is read."""
    with st.container(horizontal=True):
        pressed = [st.button(wording.text(f"walk.{n}"), key=f"walk_{n}") for n in answers]
    for said, clicked in zip(answers.values(), pressed, strict=True):
        if clicked:
            with told("walk", wording):
                if said.verdict or said.comment:
                    verdicts.keep(folder, name, said)
                session.remember(_AT, at + 1)
                st.rerun()


def _counts(said: dict[str, Verdict], wording: Wording) -> str:
    return wording.text(
        "walk.counts",
        agreed=len(verdicts.named(said, AGREED)),
        withheld=len(verdicts.named(said, WITHHELD)),
        comments=sum(bool(each.comment) for each in said.values()),
    )
