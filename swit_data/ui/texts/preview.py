"""What pages and documents will hold of a pilot's texts, and every text with its state."""

import pandas as pd
import streamlit as st

from swit_data.dataset.asks import APPROVED, DRAFT
from swit_data.findings.asks import ask_lines, asks_of
from swit_data.findings.pilot import told
from swit_data.ui import blocks
from swit_data.ui.texts.desk import Desk
from swit_data.ui.texts.narratives import section
from swit_data.views.asks import today
from swit_data.views.pilot import told_lines, told_title
from swit_data.wording import languages


def show_texts(desk: Desk) -> None:
    """Draw the approved texts as the Pilot page and the documents will show them, and a table of all of them."""
    text, labels = desk.wording.text, desk.labels
    lines = [("h2", text("texts.preview"))]
    for code, said in told(desk.pilot, desk.round, labels).items():
        lines += [("h3", told_title(code, labels)), *told_lines(said)]
    for ask in asks_of(labels, (desk.pilot,)):
        if ask.round == desk.round:
            lines += ask_lines(ask, labels, today())
    if len(lines) == 1:
        lines.append(("p", text("texts.preview.none")))
    blocks.words("preview", *lines)
    rows = _rows(desk)
    if len(rows):
        with st.expander(text("texts.all")):
            st.dataframe(rows, hide_index=True, width="stretch")


def _rows(desk: Desk) -> pd.DataFrame:
    """Return one row per text and ask of the pilot and round, in every language."""
    text = desk.wording.text
    found = [(section(n.section, desk), n.language, n.status, n.text) for n in desk.narratives]
    kind = desk.labels.stakeholder_type
    found += [
        (f"{a.code}: {kind(a.stakeholder_type)}", a.language, a.approval, a.ask) for a in desk.asks
    ]
    names = [text(f"texts.column.{name}") for name in ("what", "language", "state", "text")]
    rows = [
        (what, languages().get(code, code), text(f"texts.status.{_state(state)}"), words)
        for what, code, state, words in found
    ]
    return pd.DataFrame(rows, columns=names)


def _state(state: str) -> str:
    return APPROVED if state == APPROVED else DRAFT
