"""Asks and promises: what was asked of each institution, what it promised, and what became of it."""

import streamlit as st

from swit_data import findings
from swit_data.findings import asks as told
from swit_data.ui import asks, blocks, choices, footnotes, sidebar, sources

labels = sources.labels(sidebar.language())
blocks.begin(labels, sources.problems())
text = labels.wording.text
options = asks.choices_of(labels.release)
on = asks.today()

head = st.container()
chosen = sidebar.filters(asks.FILTERS, options, choices.named(labels))
shown = asks.chosen_asks(labels, chosen)

with head:
    month = labels.wording.month(on.isoformat()[:7])
    how = (("p", text("asks.how", month=month)), ("p", text("asks.source")))
    blocks.words("headline", ("h1", told.ask_headline(shown, labels, on)), *how)
if not shown:
    blocks.words("none", ("p", text("asks.none.how")))

for code, name, lines in asks.by_type(shown, labels, on):
    blocks.words(f"asks_{code}", ("h2", name), *lines)

if shown:
    blocks.table(text("asks.table"), told.ask_table(shown, labels, on))
    rows = told.score_rows_of(shown, labels)
    if not rows.empty:
        blocks.words("scores", ("h2", text("asks.scores.title")), ("p", text("asks.scores.how")))
        blocks.table(text("table.title"), findings.score_table(rows, labels), made=rows)
    footnotes.missing(labels, rows["withheld"])
