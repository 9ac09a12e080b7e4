"""Compare: the pilots side by side on one stakeholder type, part by part and question by question."""

import streamlit as st

from swit_data import figures, findings
from swit_data.ui import blocks, choices, comparing, footnotes, frame, scenes, sidebar, sources

labels = sources.labels(sidebar.language())
blocks.begin(labels, sources.problems())
text = labels.wording.text
options = choices.of_compare(labels.release)

head = st.container()
first = ("stakeholder_types", "dimension", "round", "respondent_class", "level", "target", "pilots")
narrow = choices.of_chosen_type(labels.release)
chosen = sidebar.filters((*first, "order", "reference"), options, choices.named(labels), narrow)
pilots = choices.shown_pilots(labels.release, chosen)
scene = scenes.of_one_type(labels.release, chosen)
canvas = figures.Canvas(labels, frame.theme())

parts = scene.rows(scene.parts)
headline = findings.comparison_headline(parts, pilots, labels)
with head:
    how = comparing.how_to_read(labels, chosen)
    blocks.words("headline", ("h1", headline), ("p", how))
if len(labels.release.pilots) > len(pilots):
    blocks.words("more", ("p", text("pilots.more")))

if chosen.respondent_class == "group":
    counts = scene.counts()
    blocks.table(text("compare.questions"), findings.count_table(counts, labels), made=counts)
    footnotes.who(labels, chosen.round, pilots)
    footnotes.missing(labels, counts["withheld"])
else:
    compared = comparing.Comparison(scene, pilots, canvas, headline)
    questions = scene.rows(scene.questions)
    comparing.lanes("parts", parts, compared)
    comparing.against(parts, questions, compared)
    comparing.panels(parts, compared)
    comparing.lanes("questions", questions, compared)
    footnotes.who(labels, chosen.round, pilots, parts)
    footnotes.missing(labels, parts["withheld"])
