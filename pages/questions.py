"""Questions: every question in every language, and what people answered to one of them."""

import streamlit as st

from swit_data import findings
from swit_data.figures import Canvas
from swit_data.findings import answers, question_search
from swit_data.ui import blocks, choices, frame, question_scene, sidebar, sources
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
drawn = choices.shown_pilots(labels.release, chosen)
pilots = chosen.pilots or labels.release.pilots
found = question_search.found(labels, chosen, words)
scene = question_scene.of_question(labels.release, chosen, found, pilots)
headline = question_scene.headline(scene, labels)

with head:
    blocks.words("headline", ("h1", headline), ("p", question_scene.how_to_read(scene, labels)))

if scene:
    blocks.words("question", *question_search.question_lines(scene.question.indicator, labels))
    if len(pilots) > len(drawn):
        blocks.words("more", ("p", text("pilots.more")))
    question_scene.draw(scene, drawn, Canvas(labels, frame.theme()))
    if scene.community:
        blocks.table(text("table.title"), answers.answers_table(scene.community, labels))
    for key, beside in question_scene.apart(scene, labels).items():
        blocks.words(key, *beside)
    if not scene.stated("fact").empty:
        table = question_scene.facts_table(scene, labels)
        blocks.table(text("questions.facts.table"), table, unfolded=True)
    if said := question_scene.of_themselves(scene, labels):
        blocks.folded(text("questions.institutions"), said, "institutions")
    blocks.folded(text("withheld.title"), question_scene.reasons(scene, labels), "withheld")

blocks.folded(text("who.title"), findings.who_answered(labels, chosen.round, pilots), "who")
title = labels.wording.plural("questions.found", len(found))
blocks.table(title, question_search.question_table(found, labels), unfolded=True)
