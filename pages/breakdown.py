"""Breakdown: a dimension by its one permitted characteristic, pilots side by side, or why it cannot be shown."""

import streamlit as st

from swit_data import figures, findings
from swit_data.ui import blocks, choices, footnotes, frame, scenes, sidebar, sources

labels = sources.labels(sidebar.language())
blocks.begin(labels, sources.problems())
text = labels.wording.text
options = choices.about_one_type(labels.release)

head = st.container()
first = ("stakeholder_types", "dimension", "round", *choices.several_pilots(options))
chosen = sidebar.filters(first, options, choices.named(labels))
pilots = choices.shown_pilots(labels.release, chosen)
scene = scenes.of_split(labels.release, chosen, pilots)
headline = findings.split_headline(scene, labels)
canvas = figures.Canvas(labels, frame.theme())
shown = scene.rows.loc[scene.rows["pilot"].isin(pilots)]

with head:
    blocks.words("headline", ("h1", headline), ("p", text("breakdown.how")))

if not shown.empty:
    alt = text("alt.split", headline=headline, cells=findings.spoken_splits(shown, labels))
    with blocks.wide("split"):
        blocks.figure("split", figures.category_matrix(shown, pilots, canvas), alt)
    with blocks.narrow("split"):
        for pilot in pilots:
            of_pilot = shown.loc[shown["pilot"] == pilot]
            if not of_pilot.empty:
                drawn = figures.category_matrix(of_pilot, [pilot], canvas)
                blocks.figure(f"split_{pilot}", drawn, findings.spoken_splits(of_pilot, labels))
    blocks.words("refused", ("p", text("breakdown.refused")))
    table = findings.split_table(scene.rows, labels)
    blocks.table(text("table.title"), table, made=scene.rows)

footnotes.missing(labels, scene.rows["withheld"])
footnotes.who(labels, chosen.round, labels.release.pilots)
blocks.words(
    "advice",
    ("h2", text("breakdown.advice.title")),
    ("p", text("breakdown.advice.1", k=labels.framework.k)),
    ("p", text("breakdown.advice.2")),
)
