"""What stands under every picture: who answered, and what is not shown and why, with its marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from swit_data import figures, findings
from swit_data.released.labels import Labels
from swit_data.released.tables import REASONS
from swit_data.ui import frame, take_away
from swit_data.ui.text_lines import words


def who(
    labels: Labels, chosen_round: str, pilots: Sequence[str], rows: pd.DataFrame | None = None
) -> None:
    """Draw who answered, folded: a line a pilot, and a table of how they were asked; `rows`: the scores shown."""
    text = labels.wording.text
    with st.expander(text("who.title")):
        lines = findings.who_answered(labels, chosen_round, pilots)
        words("who", *(("p", line) for line in lines))
        table = findings.who_table(labels, chosen_round, pilots, rows)
        if len(table):
            st.dataframe(table, hide_index=True, width="stretch", placeholder="–")
            take_away.on_paper(table, "who")


def missing(labels: Labels, reasons: Iterable[object]) -> None:
    """Draw, folded, each kind of missing number of a view: its mark, and why it is not shown."""
    there = {str(reason) for reason in reasons if reason}
    text = labels.wording.text
    with st.expander(text("withheld.title")):
        known = [reason for reason in REASONS if reason in there]
        if known:
            canvas = figures.Canvas(labels, frame.theme())
            st.plotly_chart(
                figures.withheld_key(known, canvas).unchecked(),
                theme=None,
                key="figure_key",
                alt=f"{text('key.title')}: {labels.wording.listing([labels.reason(r) for r in known])}.",
                config={"displayModeBar": False},
            )
        lines = findings.withheld_reasons(labels, there)
        words("withheld", *(("p", line) for line in lines))
