"""Questions: every question in every language, and what people answered to one of them."""

import streamlit as st

from swit_data import findings
from swit_data.figures import Canvas
from swit_data.figures.answers import answer_bars
from swit_data.figures.segments import reach_of
from swit_data.findings import answers, questions
from swit_data.ui import blocks, choices, frame, sidebar, sources
from swit_data.ui import questions as ui

labels = sources.labels(sidebar.language())
blocks.begin(labels, sources.problems())
text = labels.wording.text
options = ui.choices_of(labels)

head, row = st.container(), st.container()
words, places = ui.finder(labels)
filters = (*ui.FILTERS, *choices.several_pilots(options))
narrowed = ui.narrowed(labels, words)
with row:
    chosen = sidebar.filters(filters, options, ui.named(labels), narrowed, places)
pilots = choices.shown_pilots(labels.release, chosen)
found = questions.found(labels, chosen, words)
scene = ui.of_question(labels.release, chosen, found, pilots)
canvas = Canvas(labels, frame.theme())
headline = ui.headline(scene, labels)

with head:
    blocks.words("headline", ("h1", headline), ("p", ui.how_to_read(scene, labels)))

if scene:
    blocks.words("question", *questions.question_lines(scene.question.indicator, labels))
    reach = reach_of(scene.community, canvas)
    for kind in scene.kinds:
        lanes = scene.about(kind)
        blocks.words(f"about_{kind}", ("h3", labels.stakeholder_type(kind)))
        cells = answers.spoken_lanes(lanes, labels)
        alt = text("alt.answers", headline=headline, cells=cells)
        for place, width in ((blocks.wide, 90), (blocks.narrow, 38)):
            with place(f"answers_{kind}"):
                drawn = answer_bars(lanes, reach, canvas, width)
                blocks.figure(f"answers_{kind}_{width}", drawn, alt)
    if scene.community:
        blocks.table(text("table.title"), answers.answers_table(scene.community, labels))
    for key, beside in ui.apart(scene, labels).items():
        blocks.words(key, *beside)
    if not scene.stated("fact").empty:
        table = ui.facts_table(scene, labels)
        blocks.table(text("questions.facts.table"), table, unfolded=True)
    if said := ui.of_themselves(scene, labels):
        blocks.folded(text("questions.institutions"), said, "institutions")
    blocks.folded(text("withheld.title"), ui.reasons(scene, labels), "withheld")

lines = findings.who_answered(labels, chosen.round, pilots)
blocks.folded(text("who.title"), lines, "who")
title = labels.wording.plural("questions.found", len(found))
blocks.table(title, questions.question_table(found, labels), unfolded=True)
