"""Stakeholders: one type across pilots, levels and institutions; strengths, contradictions, the perception gap."""

from functools import partial

import streamlit as st

from swit_data import figures, findings
from swit_data.ui import (
    blocks,
    choices,
    footnotes,
    frame,
    sidebar,
    sources,
    stakeholder,
    two_widths,
)

labels = sources.labels(sidebar.language())
blocks.begin(labels, sources.problems())
text = labels.wording.text
options = choices.about_one_type(labels.release)
head = st.container()
first = stakeholder.FILTERS + choices.several_pilots(options)
narrow = stakeholder.narrowed(labels.release)
chosen = sidebar.filters(first, options, choices.named(labels), narrow)
pilots = choices.shown_pilots(labels.release, chosen)
scene = stakeholder.of_stakeholder(labels.release, chosen, pilots)
canvas = figures.Canvas(labels, frame.theme())

headline = findings.type_headline(scene.here, pilots, labels)
with head:
    how = ("p", scene.how_to_read(labels))
    blocks.words("headline", ("h1", headline), how, *two_widths.more(labels, pilots))
said = two_widths.Said(headline, partial(findings.spoken_targets, labels=labels))
two_widths.matrix_by_pilot(figures.target_matrix, scene.by_target, pilots, canvas, said)
table = findings.target_table(scene.by_target, labels)
blocks.table(text("table.title"), table, made=scene.by_target)

pairs = scene.contradictions
found = findings.clear_contradictions(pairs)
title = findings.contradiction_headline(pairs, scene.stakeholder_type, pilots, labels)
blocks.words("contradictions", ("h2", title), ("p", text("contradictions.how")))
if not found.empty:
    drawn = partial(figures.contradictions, found, canvas)
    alt = text("alt.contradictions", headline=title, cells=findings.spoken_pairs(found, labels))
    two_widths.by_width("contradictions", drawn, alt)
blocks.table(text("contradictions.table"), findings.pair_table(pairs, labels))

strong = scene.strengths(labels)
about = (("h2", text("strengths.title")), ("p", scene.how_strong(labels)))
blocks.words("strengths", *about, *two_widths.listed(strong))
parts = scene.parts_here
said = two_widths.Said(" ".join(strong), partial(findings.spoken_rows, labels=labels, items=True))
two_widths.matrix_by_pilot(figures.item_matrix, parts, pilots, canvas, said)
blocks.table(text("table.title"), findings.score_table(parts, labels), made=parts)

gap = scene.gaps_on((scene.item,))
title = findings.gap_headline(gap, pilots, labels)
lines = two_widths.listed(findings.informant_lines(gap, pilots, labels))
blocks.words("gap", ("h2", title), ("p", text("gap.how")), *lines)
for name, rows in scene.gap_figures():
    alt = text("alt.gap", headline=title, cells=findings.spoken_gaps(rows, labels))
    blocks.words(f"gap_{name}", ("h3", text(f"gap.{name}")))
    two_widths.by_width(f"gap_{name}", partial(figures.perception_gap, rows, pilots, canvas), alt)
blocks.table(text("gap.table"), findings.pair_table(scene.gaps, labels))

footnotes.who(labels, chosen.round, pilots, scene.here)
footnotes.missing(labels, scene.reasons)
