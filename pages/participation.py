"""Participation: ten criteria and their sub-items, which groups are reached, facts with their sources."""

from functools import partial

import streamlit as st

from swit_data import figures, findings
from swit_data.ui import blocks, choices, frame, participation_scene, shapes, sidebar, sources

labels = sources.labels(sidebar.language())
blocks.begin(labels, sources.problems())
text = labels.wording.text
options = choices.choices_of(labels.release)

head = st.container()
first = ("stakeholder_types", "parts", "round", *choices.several_pilots(options))
narrow = participation_scene.narrowed(labels.release)
chosen = sidebar.filters(first, options, choices.named(labels), narrow)
pilots = choices.shown_pilots(labels.release, chosen)
scene = participation_scene.of_participation(labels.release, chosen, pilots)
canvas = figures.Canvas(labels, frame.theme())
spoken = partial(findings.spoken_cells, labels=labels)

criteria = scene.scores(scene.criteria)
headline = findings.participation_headline(criteria, pilots, labels)
with head:
    blocks.words("headline", ("h1", headline), ("p", scene.how_to_read(labels)))
shapes.strips_by_type("criteria", criteria, pilots, canvas, shapes.Said(headline, spoken))
lines = shapes.listed(findings.pattern_lines(criteria, pilots, labels))
blocks.words("patterns", ("h2", text("criteria.patterns")), *lines)
blocks.table(text("table.title"), findings.score_table(criteria, labels))

groups = scene.scores(scene.groups)
title = findings.reached_headline(groups, pilots, labels)
how = (("p", text("reached.how")), ("p", scene.rounds_of_groups(labels)))
blocks.words("groups", ("h2", title), *how)
if not groups.empty:
    shapes.strips_by_type("groups", groups, pilots, canvas, shapes.Said(title, spoken))
    blocks.table(text("table.title"), findings.score_table(groups, labels))
if not scene.said().empty:
    blocks.table(text("reached.said"), findings.statement_table(scene.said(), labels))

facts = findings.fact_lines(scene.found(), labels)
blocks.words("facts", ("h2", text("facts.title")), ("p", scene.about_facts(labels)))
for question, (measure, counts, *each) in facts.items():
    asked = (("h3", labels.item(question)), ("p", f"{measure} {counts}"))
    blocks.words(f"fact_{question}", *asked, *shapes.listed(each))
if facts:
    blocks.table(text("facts.table"), findings.fact_table(scene.found(), labels))

questions = scene.scores(scene.questions)
title = text("criteria.questions")
blocks.words("questions", ("h2", title))
shapes.strips_by_type("questions", questions, pilots, canvas, shapes.Said(title, spoken))
blocks.table(text("table.title"), findings.score_table(questions, labels))

blocks.folded(text("who.title"), findings.who_answered(labels, chosen.round, pilots), "who")
reasons = scene.reasons(criteria, questions, groups)
blocks.folded(text("withheld.title"), findings.withheld_reasons(labels, reasons), "withheld")
